"""A made nation of teachers as Parquet files: one row for each, and long files of what their lists hold.

    python benchmarks/nation.py DIRECTORY [TEACHERS]

Everything is drawn from the id by hashing with a fixed seed, so the same number of teachers gives the same files with
one version of Polars. Files come in parts of a million teachers, ids in order: `teachers/0.parquet`,
`postings/0.parquet`, … Words are the Chinese ones of a personnel system. One in fifty cells is empty.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from zlib import crc32

import polars as pl

PART = 1_000_000
AS_OF = date(2026, 9, 1)
EPOCH = date(1970, 1, 1)
SCHOOLS = 5_000
LISTS = (
    "postings",
    "appraisals",
    "leaves",
    "absences",
    "waiting_spells",
    "registrations",
    "post_offers",
    "absences_without_leave",
    "sanctions",
    "pregnancies",
    "appointments",
    "principal_terms",
    "famous_lists",
    "ethics_entries",
    "principal_reviews",
    "exchange_stays",
    "management_training",
    "research_ranks",
)
"""The long files, by the ids of the lists they hold."""


def draw(name: str, below: int, *by: str) -> pl.Expr:
    """Return a number from 0 up to, not including, a bound, drawn from the id (and other columns)."""
    seed = crc32(name.encode())
    mixed = pl.col("id").hash(seed)
    for column in by:
        mixed = mixed ^ pl.col(column).hash(seed + 1)
    return (mixed % below).cast(pl.Int64)


def days(expression: pl.Expr) -> pl.Expr:
    """Return a day's number since 1970 as a date."""
    return expression.cast(pl.Int32).cast(pl.Date)


def number(day: date) -> int:
    """Return a day's number since 1970."""
    return (day - EPOCH).days


def one_of(name: str, words: list[str], *by: str) -> pl.Expr:
    """Return one of several words, drawn."""
    place = draw(name, len(words), *by)
    chosen = pl.lit(words[0])
    for at, word in enumerate(words[1:], 1):
        chosen = pl.when(place == at).then(pl.lit(word)).otherwise(chosen)
    return chosen


def gaps(name: str, expression: pl.Expr) -> pl.Expr:
    """Return an expression that is empty one time in fifty."""
    return pl.when(draw(f"gap {name}", 50) > 0).then(expression)


def flag(name: str, percent: float) -> pl.Expr:
    """Return a flag that is set so often, and unknown one time in fifty."""
    return gaps(name, draw(name, 10_000) < int(percent * 100))


def _teachers(ids: pl.DataFrame) -> pl.DataFrame:
    born = number(date(1964, 1, 1)) + draw("born", 13_500)
    titles = ["初级", "中级", "副高", "正高"]
    stages = ["小学", "初中", "高中", "九年一贯制"]
    return ids.with_columns(
        sex=gaps("sex", one_of("sex", ["女", "男", "女"])),
        born_on=gaps("born", days(born)),
        post_category=gaps("category", one_of("category", ["专业技术"] * 8 + ["管理", "工勤"])),
        in_post_on_establishment=flag("in post", 93),
        on_long_sick_leave=flag("sick", 1),
        pregnant_or_nursing=flag("nursing", 4),
        title_level=gaps("title", one_of("title", titles)),
        stage=gaps("stage", one_of("stage", stages)),
        unfit_to_teach=flag("unfit", 1),
        below_post_conditions=flag("below", 2),
        unfit_for_post=flag("unfit for post", 1),
        grave_misconduct=flag("grave", 0.2),
        unlawful_conduct=flag("unlawful", 0.2),
        recruited_as=gaps("recruited", one_of("recruited", ["其他"] * 6 + ["公费师范生", "市外优秀骨干教师"])),
        vacancies_at_unit=gaps("vacancies", draw("vacancies", 4)),
        ordered_across_schools=flag("ordered", 3),
        extra_lessons=gaps("lessons", draw("lessons", 12)),
        has_teaching_result=flag("result", 5),
        cadre_rank=gaps("rank", one_of("rank", ["未定级", "股级", "科级", "处级"])),
        change_proposed=flag("change", 1),
        manager_proposed=flag("manager", 2),
        is_researcher=flag("researcher", 1),
        stars=gaps("stars", one_of("stars", ["一星", "二星", "三星", "四星", "五星"])),
    )


def _many(ids: pl.DataFrame, name: str, most: int, some: float) -> pl.DataFrame:
    """Return an entry's number for each of up to `most` entries of the share of teachers that have any."""
    count = (
        pl.when(draw(f"any {name}", 10_000) < int(some * 100)).then(1 + draw(f"count {name}", most)).otherwise(0)
    )
    listed = ids.with_columns(of=count).filter(pl.col("of") > 0)
    return (
        listed.with_columns(at=pl.int_ranges(0, pl.col("of")))
        .explode("at")
        .with_columns(pl.col("at").cast(pl.Int64))
    )


def _began() -> pl.Expr:
    """Return the day on which somebody began to work: the first of September at twenty-two or so."""
    year = 1986 + draw("born", 13_500) // 365
    return pl.date(year, 9, 1).cast(pl.Int32).cast(pl.Int64)


def _school(name: str, *by: str) -> pl.Expr:
    return pl.format("第{}学校", draw(name, SCHOOLS, *by))


def _postings(ids: pl.DataFrame) -> pl.DataFrame:
    """Return one to five postings that follow one another; one in ten leads back to the school before the last."""
    rows = _many(ids, "postings", 5, 99).with_columns(began=_began())
    span = (pl.lit(number(AS_OF)) - pl.col("began")).clip(800)
    each = span // pl.col("of")
    start = pl.col("began") + pl.col("at") * each
    hole = pl.when((pl.col("at") > 0) & (draw("hole", 20, "at") == 0)).then(draw("days", 60, "at") + 1).otherwise(0)
    last = pl.col("at") + 1 == pl.col("of")
    stop = pl.col("began") + (pl.col("at") + 1) * each - 1
    left = last & (draw("left", 50) == 0)
    back = (pl.col("at") > 1) & (draw("back", 10, "at") == 0)
    at = pl.when(back).then(pl.col("at") - 2).otherwise(pl.col("at"))
    rows = rows.with_columns(unit=at)
    return rows.select(
        "id",
        _school("school", "unit").alias("school"),
        days(start + hole).alias("starts_on"),
        days(pl.when(~last | left).then(stop.clip(lower_bound=start + hole))).alias("ends_on"),
    )


def _yearly(ids: pl.DataFrame, name: str, most: int, some: float) -> pl.DataFrame:
    """Return up to `most` years up to 2025, one in a hundred of them missing."""
    rows = _many(ids, name, most, some).with_columns(year=2025 - pl.col("at"))
    return rows.filter(draw(f"lost {name}", 100, "at") > 0)


def _spells(ids: pl.DataFrame, name: str, most: int, some: float, longest: int, running: int) -> pl.DataFrame:
    """Return spells of the last years that do not overlap; `running` in a hundred of the latest still run."""
    rows = _many(ids, name, most, some)
    start = number(AS_OF) - 10 - pl.col("at") * 400 - draw(f"start {name}", 350 - min(longest, 300), "at")
    stop = start + draw(f"length {name}", longest, "at") + 1
    runs = (pl.col("at") == 0) & ((draw(f"runs {name}", 100) < running) | (stop >= number(AS_OF)))
    return rows.with_columns(
        starts_on=days(start - 250),
        ends_on=days(pl.when(~runs).then((stop - 250).clip(upper_bound=number(AS_OF) - 1))),
    )


def _dated(ids: pl.DataFrame, name: str, most: int, some: float, within: int) -> pl.DataFrame:
    rows = _many(ids, name, most, some)
    return rows.with_columns(on=days(number(AS_OF) - draw(f"day {name}", within, "at")))


def _appraisals(ids: pl.DataFrame) -> pl.DataFrame:
    grades = ["合格"] * 14 + ["优秀"] * 4 + ["基本合格", "不合格"]
    rows = _yearly(ids, "appraisals", 12, 99)
    fewer = pl.when(draw("ungraded", 200, "year") == 0).then(pl.lit("不定等次"))
    return rows.select("id", "year", fewer.otherwise(one_of("grade", grades, "year")).alias("grade"))


def _pregnancies(ids: pl.DataFrame) -> pl.DataFrame:
    rows = _dated(ids, "pregnancies", 2, 5, 2_000).rename({"on": "certified_on"})
    certified = pl.col("certified_on").cast(pl.Int32).cast(pl.Int64)
    born = certified + 200
    known = born <= number(AS_OF)
    return rows.select("id", "certified_on", days(pl.when(known).then(born)).alias("born_on"))


def long_file(ids: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return one long file of these teachers."""
    match name:
        case "postings":
            return _postings(ids)
        case "appraisals":
            return _appraisals(ids)
        case "leaves":
            kinds = one_of("leave", ["病假", "病假", "事假", "产假"], "at")
            return _spells(ids, name, 3, 15, 60, 3).select("id", kinds.alias("kind"), "starts_on", "ends_on")
        case "absences":
            kinds = one_of("absence", ["借调", "支教", "进修"], "at")
            return _spells(ids, name, 1, 4, 300, 20).select("id", kinds.alias("kind"), "starts_on", "ends_on")
        case "waiting_spells":
            return _spells(ids, name, 2, 1, 300, 50).select("id", "starts_on", "ends_on")
        case "registrations":
            results = one_of("registered", ["合格"] * 7 + ["暂缓注册", "不合格", "逾期未注册"], "at")
            return _dated(ids, name, 2, 97, 3_000).select("id", "on", results.alias("result"))
        case "post_offers":
            answers = one_of("answer", ["同意", "同意", "不同意"], "at")
            return _dated(ids, name, 2, 3, 2_500).select("id", "on", answers.alias("response"))
        case "absences_without_leave":
            return _spells(ids, name, 2, 0.5, 30, 5).select("id", "starts_on", "ends_on")
        case "sanctions":
            kinds = one_of("sanction", ["警告", "警告", "记过", "降低岗位等级", "开除"], "at")
            return _dated(ids, name, 1, 1, 3_000).select("id", "on", kinds.alias("kind"))
        case "pregnancies":
            return _pregnancies(ids)
        case _:
            return _of_xifeng(ids, name)


def _of_xifeng(ids: pl.DataFrame, name: str) -> pl.DataFrame:
    match name:
        case "appointments":
            words = [one_of("category", ["专业技术", "专业技术", "管理"]).alias("category")]
            words.append(one_of("level", ["初级", "中级", "副高"], "at").alias("level"))
            return _spells(ids, name, 2, 80, 300, 90).select("id", "starts_on", "ends_on", *words)
        case "principal_terms":
            posts = one_of("post", ["校长", "校长", "副校长"]).alias("post")
            return _spells(ids, name, 2, 3, 300, 80).select(
                "id", _school("head").alias("school"), posts, "starts_on", "ends_on"
            )
        case "famous_lists":
            return _yearly(ids, name, 3, 2).select("id", "year", (draw("famous", 2, "year") == 0).alias("入选"))
        case "ethics_entries":
            return _dated(ids, name, 1, 1, 1_500).select("id", "on")
        case "principal_reviews":
            grades = one_of("head's grade", ["合格", "合格", "优秀", "基本合格", "不合格"], "year").alias("等次")
            quality = one_of("quality", ["提升", "持平", "下滑"], "year").alias("质量")
            target = (draw("target", 4, "year") > 0).alias("完成目标")
            return _yearly(ids, name, 5, 3).select("id", "year", target, quality, grades)
        case "exchange_stays":
            where = one_of("where", ["农村", "城区"], "at").alias("对方地域")
            return _spells(ids, name, 2, 3, 40, 5).select("id", "starts_on", "ends_on", where)
        case "management_training":
            return _dated(ids, name, 2, 3, 3_000).select("id", "on")
        case "research_ranks":
            return _yearly(ids, name, 4, 1).select("id", "year", (draw("last", 5, "year") == 0).alias("全区末位"))
    raise ValueError(name)


def schools() -> pl.DataFrame:
    """Return the schools."""
    ids = pl.DataFrame({"id": pl.int_range(SCHOOLS, eager=True)})
    return ids.select(
        id=pl.format("第{}学校", pl.col("id")),
        region=gaps("region", one_of("region", ["城区", "镇区", "乡镇", "乡村"])),
        stage=gaps("school stage", one_of("school stage", ["小学", "小学", "初中", "高中", "完全中学", "中职"])),
        support_posts=gaps("support", draw("support", 6)),
        support_staff=gaps("support staff", draw("support staff", 6)),
    )


def write(folder: Path, teachers: int) -> None:
    """Write the files of so many teachers."""
    for part, first in enumerate(range(0, teachers, PART)):
        ids = pl.DataFrame({"id": pl.int_range(first, min(first + PART, teachers), eager=True)})
        for name in ("teachers", *LISTS):
            target = folder / name
            target.mkdir(parents=True, exist_ok=True)
            made = _teachers(ids) if name == "teachers" else long_file(ids, name)
            made.write_parquet(target / f"{part}.parquet")
    schools().write_parquet(folder / "schools.parquet")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else PART)
