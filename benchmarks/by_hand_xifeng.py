"""The limit, once more: six of 西峰's decisions about teachers as one Polars program written by hand.

Like `by_hand.py` it gives the same columns as the engine, cell by cell. Two of the decisions need the teachers' own
columns only; what it knows of retirement are the birth dates from which the statutory day is still ahead.
"""

from __future__ import annotations

from datetime import date

import polars as pl
from by_hand import AS_OF, FALSE, bits, columns, joined, latest, status_of

TWO_YEARS = date(2024, 9, 1)
INVITED = ["公费师范生", "市外优秀骨干教师"]
BELOW = ["基本合格", "不合格"]


def decided(frames: dict[str, pl.LazyFrame], ahead: dict[str, date]) -> pl.LazyFrame:
    """Return the six decisions; `ahead` are the birth dates from which the statutory day is ahead, by track."""
    rows = frames["teachers"].join(latest(frames["appraisals"], "year", "grade", "grade"), on="id", how="left")
    famous = frames["famous_lists"].filter(pl.col("year") <= AS_OF.year).group_by("id")
    listed = famous.agg(last=pl.col("入选").sort_by("year").last(), ever=pl.col("入选").any())
    rows = rows.join(listed, on="id", how="left")
    this_year = (pl.col("on") >= date(AS_OF.year, 1, 1)) & (pl.col("on") <= AS_OF)
    barred = frames["ethics_entries"].filter(this_year).select("id", barred=pl.lit(True)).unique()
    rows = rows.join(barred, on="id", how="left").with_columns(pl.col("barred").fill_null(False))
    technical = (pl.col("category") == "专业技术") & (pl.col("starts_on") <= AS_OF)
    appointed = frames["appointments"].filter(technical).group_by("id").agg(appointed=pl.col("starts_on").max())
    rows = rows.join(appointed, on="id", how="left")
    made = [*_recruited(), *_farewell(ahead), *_talk(), *_famous(), *_ethics(), *_appointment()]
    return rows.select("id", *made)


def flat(teachers: pl.LazyFrame, ahead: dict[str, date]) -> pl.LazyFrame:
    """Return the two decisions that need the teachers' own columns only."""
    return teachers.select("id", *_recruited(), *_farewell(ahead))


def _recruited() -> list[pl.Expr]:
    invited, room = pl.col("recruited_as").is_in(INVITED), pl.col("vacancies_at_unit") >= 1
    direct, moved = invited & room, invited & ~room
    outcome = pl.when(direct).then(pl.lit("direct")).when(moved).then(pl.lit("redistribute"))
    possible = joined(
        [(direct.is_null(), "direct"), (moved.is_null(), "redistribute"), (pl.lit(True), "not_concerned")]
    )
    rules = joined([(direct, "recruit.vacancy"), (moved, "recruit.full")])
    open_ = joined([(invited.is_null(), "recruited_as"), (room.is_null(), "vacancies_at_unit")])
    is_open = direct.is_null() | moved.is_null()
    failed = bits([invited, room, invited, ~room])
    settled = outcome.otherwise(pl.lit("not_concerned"))
    return columns("recruit_contract", status_of(is_open), settled, possible, rules, failed, open_)


def _farewell(ahead: dict[str, date]) -> list[pl.Expr]:
    sex, category, born = pl.col("sex"), pl.col("post_category"), pl.col("born_on")
    men, high, low = (born < ahead[track] for track in ("M60", "F55", "F50"))
    women = (
        pl.when(category == "工勤")
        .then(low)
        .when(category.is_not_null())
        .then(high)
        .otherwise(pl.when(high == low).then(high))
    )
    over = pl.when(sex == "男").then(men).when(sex == "女").then(women).otherwise(pl.when(men == women).then(men))
    unsaid = (sex != "男").fill_null(True) & category.is_null()
    outcome = pl.when(over).then(pl.lit("held")).otherwise(pl.lit("not_yet"))
    open_ = joined([(born.is_null(), "born_on"), (sex.is_null(), "sex"), (unsaid, "post_category")])
    rules, possible = joined([(over, "farewell.retired")]), pl.lit("held|not_yet")
    return columns("farewell", status_of(over.is_null()), outcome, possible, rules, bits([over]), open_)


def _talk() -> list[pl.Expr]:
    below = pl.col("grade").is_in(BELOW).fill_null(False)
    outcome = pl.when(below).then(pl.lit("summoned")).otherwise(pl.lit("none_due"))
    return _settled("talk", outcome, joined([(below, "talk.below")]), bits([below, below]))


def _famous() -> list[pl.Expr]:
    last, ever = (pl.col(name).fill_null(False) for name in ("last", "ever"))
    dropped = (~pl.col("last")).fill_null(False)
    outcome = pl.when(last).then(pl.lit("listed")).when(ever & dropped).then(pl.lit("dropped"))
    rules = joined([(last, "famous.listed"), (ever & dropped, "famous.dropped")])
    return _settled("famous", outcome.otherwise(pl.lit("never")), rules, bits([last, ever, dropped]))


def _ethics() -> list[pl.Expr]:
    barred = pl.col("barred")
    outcome = pl.when(barred).then(pl.lit("barred")).otherwise(pl.lit("open_to"))
    return _settled("ethics", outcome, joined([(barred, "ethics.barred")]), bits([barred, barred]))


def _appointment() -> list[pl.Expr]:
    there = pl.col("appointed").is_not_null()
    over = (pl.col("appointed") <= TWO_YEARS).fill_null(False)
    running = (pl.col("appointed") > TWO_YEARS).fill_null(False)
    outcome = pl.when(over).then(pl.lit("compete")).when(running).then(pl.lit("running"))
    rules = joined([(over, "appointment.over"), (running, "appointment.running")])
    failed = bits([there, over, there, running])
    return _settled("title_appointment", outcome.otherwise(pl.lit("not_appointed")), rules, failed)


def _settled(name: str, outcome: pl.Expr, rules: pl.Expr, failed: pl.Expr) -> list[pl.Expr]:
    """Return the columns of a decision that is never open here."""
    return columns(name, status_of(FALSE), outcome, pl.lit(""), rules, failed, pl.lit(""))
