"""The limit: 木垒's rotation, appraisal, reposting, competence and registration as one Polars program written by hand.

It gives the same columns as the engine, cell by cell; what it knows of retirement are the three birth dates at which
five years are left. Whoever changes the policy has to change it too.
"""

from __future__ import annotations

from datetime import date
from functools import reduce

import polars as pl

AS_OF = date(2026, 9, 1)
SIX_YEARS = date(2020, 9, 1)
TRUE, FALSE = pl.lit(True), pl.lit(False)


def joined(parts: list[tuple[pl.Expr, str]]) -> pl.Expr:
    """Return the names whose truth holds, joined by a bar: chosen, or looked up, from all that they can come to."""
    if len(parts) == 1:
        ((only, name),) = parts
        return pl.when(only).then(pl.lit(name)).otherwise(pl.lit(""))
    if len(parts) == 2:
        (one, name), (other, another) = parts
        both = pl.when(one & other).then(pl.lit(f"{name}|{another}"))
        return both.when(one).then(pl.lit(name)).when(other).then(pl.lit(another)).otherwise(pl.lit(""))
    nothing, names = pl.lit(0, pl.UInt32), [name for _truth, name in parts]
    marks = [
        pl.when(truth).then(pl.lit(1 << at, pl.UInt32)).otherwise(nothing) for at, (truth, _) in enumerate(parts)
    ]
    every = ["|".join(name for at, name in enumerate(names) if held >> at & 1) for held in range(1 << len(parts))]
    return pl.lit(pl.Series(every)).gather(reduce(lambda one, other: one + other, marks))


def bits(truths: list[pl.Expr]) -> pl.Expr:
    """Return the set of the tests that came out false."""
    nothing = pl.lit(0, pl.Int64)
    each = [
        pl.when(~truth).then(pl.lit(1 << place, pl.Int64)).otherwise(nothing) for place, truth in enumerate(truths)
    ]
    return reduce(lambda bits, more: bits + more, each)


def stays(postings: pl.LazyFrame) -> pl.LazyFrame:
    """Return the first day of each teacher's running stay, spells that touch joined (no leave bridges a hole here)."""
    begun = postings.filter(pl.col("starts_on") <= AS_OF)
    stop = pl.col("ends_on").dt.offset_by("1d").fill_null(date(2999, 1, 1))
    begun = begun.with_columns(stop=stop)
    now = begun.filter(pl.col("stop") > AS_OF).group_by("id", "school").agg(first=pl.col("starts_on").min())
    again = (
        begun.join(now, on=["id", "school"])
        .filter(pl.col("starts_on") < pl.col("first"))
        .select("id", "school")
        .unique()
    )
    several = begun.join(again, on=["id", "school"], how="semi").sort("id", "school", "starts_on")
    reach = pl.col("stop").cum_max().shift().over("id", "school")
    block = (reach < pl.col("starts_on")).fill_null(True).cum_sum().over("id", "school")
    blocks = (
        several.with_columns(block=block)
        .group_by("id", "school", "block")
        .agg(start=pl.col("starts_on").min(), stop=pl.col("stop").max())
    )
    running = blocks.filter(pl.col("stop") > AS_OF).select("id", "school", "start")
    alone = now.join(again, on=["id", "school"], how="anti").select("id", "school", start="first")
    return pl.concat([alone, running]).group_by("id").agg(stay=pl.col("start").min())


def latest(rows: pl.LazyFrame, day: str, take: str, name: str) -> pl.LazyFrame:
    """Return each teacher's latest entry's word."""
    return (
        rows.filter(pl.col(day) <= (AS_OF.year if day == "year" else AS_OF))
        .group_by("id")
        .agg(pl.col(take).sort_by(day).last().alias(name))
    )


def decided(frames: dict[str, pl.LazyFrame], turns: dict[str, date]) -> pl.LazyFrame:
    """Return the five decisions; `turns` are the birth dates from which five years are left, by track."""
    rows = frames["teachers"].join(stays(frames["postings"]), on="id", how="left")
    rows = rows.join(latest(frames["appraisals"], "year", "grade", "grade"), on="id", how="left")
    rows = rows.join(latest(frames["registrations"], "on", "result", "registered"), on="id", how="left")
    sex, category, born = pl.col("sex"), pl.col("post_category"), pl.col("born_on")
    men, high, low = (born >= turns[track] for track in ("M60", "F55", "F50"))
    women = (
        pl.when(category == "工勤")
        .then(low)
        .when(category.is_not_null())
        .then(high)
        .otherwise(pl.when(high == low).then(high))
    )
    left = pl.when(sex == "男").then(men).when(sex == "女").then(women).otherwise(pl.when(men == women).then(men))
    years = (pl.col("stay") <= SIX_YEARS).fill_null(False)
    rows = rows.with_columns(years=years, left=left)
    rows = rows.with_columns(basics=pl.col("in_post_on_establishment") & pl.col("years") & pl.col("left"))
    basics, sick, nursing = pl.col("basics"), pl.col("on_long_sick_leave"), pl.col("pregnant_or_nursing")
    rows = rows.with_columns(r_sick=basics & sick, r_nursing=basics & nursing)
    rows = rows.with_columns(deferred=pl.col("r_sick") | pl.col("r_nursing"))
    made = [*_rotation(), *_appraisal(), *_reposting(), *_competence(), *_registration()]
    return rows.select("id", *made)


def flat(teachers: pl.LazyFrame) -> pl.LazyFrame:
    """Return the two decisions that need the teachers' own columns only."""
    return teachers.select("id", *_reposting(), *_competence())


def columns(
    name: str, status: pl.Expr, outcome: pl.Expr, possible: pl.Expr, rules: pl.Expr, failed: pl.Expr, open_: pl.Expr
) -> list[pl.Expr]:
    settled = status == "determined"
    return [
        status.alias(f"{name}.status"),
        pl.when(settled).then(outcome).alias(f"{name}.outcome"),
        pl.when(settled).then(outcome).otherwise(possible).alias(f"{name}.possible"),
        pl.when(settled).then(pl.lit("")).otherwise(pl.lit("open")).alias(f"{name}.reason"),
        rules.alias(f"{name}.rules"),
        failed.alias(f"{name}.failed"),
        pl.when(settled).then(pl.lit("")).otherwise(open_).alias(f"{name}.open"),
    ]


def status_of(is_open: pl.Expr) -> pl.Expr:
    return pl.when(is_open).then(pl.lit("undetermined")).otherwise(pl.lit("determined"))


def _rotation() -> list[pl.Expr]:
    basics, sick, nursing = pl.col("basics"), pl.col("on_long_sick_leave"), pl.col("pregnant_or_nursing")
    in_post, years, left, deferred = (
        pl.col(name) for name in ("in_post_on_establishment", "years", "left", "deferred")
    )
    is_open = (deferred.is_null() | (~deferred & basics.is_null())).fill_null(True)
    outcome = (
        pl.when(deferred).then(pl.lit("deferred")).when(basics).then(pl.lit("due")).otherwise(pl.lit("not_due"))
    )
    possible = joined(
        [(deferred.is_null(), "deferred"), ((basics.is_null() | basics), "due"), (basics.is_null(), "not_due")]
    )
    rules = joined(
        [
            (pl.col("r_sick"), "rotation.sick-leave"),
            (pl.col("r_nursing"), "rotation.nursing"),
            (basics, "rotation.due"),
        ]
    )
    failed = bits([basics, in_post, years, left, sick, basics, nursing, basics])
    unclear = basics.is_null()
    no_sex = pl.col("sex").is_null()
    open_ = joined(
        [
            (unclear & in_post.is_null(), "in_post_on_establishment"),
            (unclear & left.is_null() & pl.col("born_on").is_null(), "born_on"),
            (unclear & left.is_null() & no_sex, "sex"),
            (
                unclear
                & left.is_null()
                & (pl.col("sex") != "男").fill_null(True)
                & pl.col("post_category").is_null(),
                "post_category",
            ),
            (pl.col("r_sick").is_null() & sick.is_null(), "on_long_sick_leave"),
            (pl.col("r_nursing").is_null() & nursing.is_null(), "pregnant_or_nursing"),
        ]
    )
    return columns("rotation", status_of(is_open), outcome, possible, rules, failed, open_)


def _appraisal() -> list[pl.Expr]:
    graded = pl.col("grade").is_in(["优秀", "合格", "基本合格", "不合格"]).fill_null(False)
    outcome = pl.when(graded).then(pl.lit("usable")).otherwise(pl.lit("no_result"))
    rules = joined([(graded, "appraisal.graded")])
    return columns("appraisal", status_of(FALSE), outcome, pl.lit(""), rules, bits([graded]), pl.lit(""))


def _reposting() -> list[pl.Expr]:
    unfit = pl.col("unfit_to_teach")
    outcome = pl.when(unfit).then(pl.lit("repost")).otherwise(pl.lit("stays"))
    rules = joined([(unfit, "reposting.unfit")])
    return columns(
        "reposting",
        status_of(unfit.is_null()),
        outcome,
        pl.lit("repost|stays"),
        rules,
        bits([unfit]),
        pl.lit("unfit_to_teach"),
    )


def _competence() -> list[pl.Expr]:
    below, unfit = pl.col("below_post_conditions"), pl.col("unfit_for_post")
    either = below | unfit
    rules = joined([(either, "competence.mismatch")])
    open_ = joined([(below.is_null(), "below_post_conditions"), (unfit.is_null(), "unfit_for_post")])
    failed = bits([either, below, unfit])
    made = columns(
        "competence",
        status_of(either.is_null()),
        pl.lit("keeps_post"),
        pl.lit("lower_or_repost|keeps_post"),
        rules,
        failed,
        open_,
    )
    offers = pl.when(either).then(pl.lit("lower_or_repost")).otherwise(pl.lit(""))
    return [*made, offers.alias("competence.offers")]


def _registration() -> list[pl.Expr]:
    failed = (pl.col("registered") == "不合格").fill_null(False)
    overdue = (pl.col("registered") == "逾期未注册").fill_null(False)
    rules = joined([(failed, "registration.failed"), (overdue, "registration.overdue")])
    false = bits([failed, overdue, overdue])
    made = columns("registration", status_of(FALSE), pl.lit("no_measure"), pl.lit(""), rules, false, pl.lit(""))
    offers = pl.when(failed | overdue).then(pl.lit("repost_or_wait")).otherwise(pl.lit(""))
    return [*made, offers.alias("registration.offers")]
