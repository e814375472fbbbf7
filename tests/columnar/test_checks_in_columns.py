"""Rows that cannot be true are found in columns exactly where a single record is refused, whatever is decided."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import duckdb
import polars as pl
import pytest
from frame_kit import differences, frames_of, on_duckdb, rows_of
from made_rosters import AS_OF

import xgxp_rules as xr

MULEI = xr.Catalog().in_force("xinjiang.mulei.xgxp", AS_OF)
ONE = {
    "在编在职": "是",
    "性别": "男",
    "出生日期": "1980-05-01",
    "长期病假": "否",
    "孕期至哺乳期": "否",
    "不能胜任教育教学": "否",
}
DECISIONS = ("rotation", "appraisal", "reposting")


def _posting(first: str | None, last: str | None = None, school: str = "一中") -> dict[str, Any]:
    days = {"自": first, "至": last}
    return {"学校": school, **{name: day for name, day in days.items() if day is not None}}


def _years(*years: int) -> dict[str, Any]:
    return {"年度考核": [{"年度": year, "等次": "合格"} for year in years]}


EDGES = [
    pytest.param({"任职经历": [_posting("2010-09-01", "2009-09-01")]}, True, id="a posting ends before it begins"),
    pytest.param({"任职经历": [_posting("2010-09-01", "2010-09-01")]}, False, id="it ends on the day it begins"),
    pytest.param(
        {"任职经历": [_posting("2010-09-01", "2015-08-31"), _posting("2015-08-31")]}, True, id="they share a day"
    ),
    pytest.param(
        {"任职经历": [_posting("2015-09-01"), _posting("2010-09-01", "2015-08-31")]},
        False,
        id="they touch, later first",
    ),
    pytest.param(
        {"任职经历": [_posting("2015-09-01"), _posting("2010-09-01", "2015-09-01")]},
        True,
        id="share a day, later first",
    ),
    pytest.param({"任职经历": [_posting("2010-09-01"), _posting("2015-09-01")]}, True, id="two postings still run"),
    pytest.param({"任职经历": [_posting("1980-04-30")]}, True, id="a posting before the birth"),
    pytest.param({"任职经历": [_posting("1980-05-01")]}, False, id="a posting from the day of birth"),
    pytest.param(
        {"请假": [{"类型": "病假", "自": "1979-01-01", "至": "1979-02-01"}]}, True, id="a leave before it"
    ),
    pytest.param(
        {"请假": [{"类型": "病假", "自": "2020-02-01", "至": "2020-01-01"}]}, True, id="a leave backwards"
    ),
    pytest.param(
        {"资格注册": [{"日期": "1970-01-01", "结论": "合格"}]}, True, id="a day before it in a list not read"
    ),
    pytest.param(
        {"孕产": [{"证明日期": "2020-01-01", "出生日期": "1970-01-01"}]}, True, id="the second of two days"
    ),
    pytest.param(_years(2022, 2023, 2024), False, id="years that rise"),
    pytest.param(_years(2024, 2023, 2022), False, id="years that fall"),
    pytest.param(_years(2023, 2024, 2022), False, id="years in no order"),
    pytest.param(_years(2023, 2024, 2024), True, id="a year twice in years that rise"),
    pytest.param(_years(2024, 2024, 2023), True, id="a year twice in years that fall"),
    pytest.param(_years(2023, 2024, 2023), True, id="a year twice, far apart"),
    pytest.param(_years(2027), True, id="a year to come"),
]


@pytest.mark.parametrize(("more", "refused"), EDGES)
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_what_cannot_be_true_is_rejected(more: dict[str, Any], refused: bool, engine: str) -> None:
    """Given a teacher whose lists cannot be true beside two who are sound, when decided, then that row is rejected."""
    sound = {**ONE, "任职经历": [_posting("2012-09-01")], **_years(2021, 2022)}
    records = [sound, {**ONE, **more}, {**sound, **_years(2025, 2024)}]

    rows = _decided(records, engine)

    assert [row["reposting.status"] == "rejected" for row in rows] == [False, refused, False]
    assert differences(MULEI, records, rows, AS_OF) == []


@pytest.mark.parametrize("shuffled", [pytest.param(False, id="in order"), pytest.param(True, id="in no order")])
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rows_are_rejected_as_records_are(seed: int, engine: str, shuffled: bool) -> None:
    """Given teachers many of whom cannot be true, when decided in columns, then exactly those records are refused."""
    chance = random.Random(seed)
    records = [_made(chance) for _ in range(60)]

    rows = _decided(records, engine, seed if shuffled else None)

    assert differences(MULEI, records, rows, AS_OF) == []
    assert 5 < sum(row["rotation.status"] == "rejected" for row in rows) < 55


def _made(chance: random.Random) -> dict[str, Any]:
    start, postings = date(2001, 9, 1), []
    for _ in range(chance.randrange(4)):
        end = start + timedelta(days=chance.randrange(-2 if chance.random() < 0.1 else 0, 900))
        postings.append(_posting(start.isoformat(), end.isoformat(), chance.choice(("一中", "二小"))))
        start = end + timedelta(days=chance.choice((0, 1, 1, 1, 2, 300)))
    chance.shuffle(postings)
    years = chance.sample(range(2015, 2027 if chance.random() < 0.2 else 2026), chance.randrange(5))
    years += years[:1] if chance.random() < 0.15 else []
    first = date(1980 if chance.random() < 0.1 else 2000, 1, 1) + timedelta(days=chance.randrange(300))
    leave = {"类型": "事假", "自": first.isoformat(), "至": (first + timedelta(days=3)).isoformat()}
    return {**ONE, "任职经历": postings, "请假": [leave] * chance.randrange(2), **_years(*years)}


def _decided(records: list[dict[str, Any]], engine: str, seed: int | None = None) -> list[dict[str, Any]]:
    teachers, lists = frames_of(records)
    ids = teachers["id"].to_list()
    if seed is not None:
        teachers, *mixed = (
            each.sample(fraction=1.0, shuffle=True, seed=seed) for each in (teachers, *lists.values())
        )
        lists = dict(zip(lists, mixed, strict=True))
    native: Any = teachers
    given: dict[str, Any] = dict(lists)
    if engine == "duckdb":
        connection = duckdb.connect()
        native = on_duckdb(connection, teachers)
        given = {name: on_duckdb(connection, each) for name, each in lists.items()}
    return rows_of(MULEI.decide_frame(native, as_of=AS_OF, decisions=DECISIONS, **given), ids)


def test_words_for_no_day_in_a_list_that_nothing_reads_are_no_reason_to_read_a_record() -> None:
    """Given a list that no decision reads, with a last day said not to be known, when checked, then it is sound."""
    frame = pl.DataFrame([{"id": "t1", **ONE}])
    leaves = pl.DataFrame({"id": ["t1"], "类型": ["病假"], "自": ["2020-01-01"], "至": ["未知"]})

    found = MULEI.decide_frame(frame, as_of=AS_OF, decisions=["reposting"], leaves=leaves)

    assert found["reposting.status"].to_list() == ["determined"]
