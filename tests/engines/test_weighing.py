"""Totals in which each spell has a weight of its own: by its region, by its school, also where that is not known."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from engine_kit import asked, policy, rule, value
from hypothesis import given
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import Elapsed, as_period
from xgxp_rules.model.values import Between

AS_OF = date(2030, 9, 1)
WEIGHT: dict[str, Any] = {"by": "地区", "rows": {"县城": "1", "乡镇": "1.2", "村": "1.5"}}
LIST = {"list": {"自": "date", "至": "date", "地区": {"choice": ["县城", "乡镇", "村"]}}}
ABSENCE = {"list": {"自": "date", "至": "date"}}


def facts(weight: dict[str, Any] = WEIGHT, **more: Any) -> dict[str, Any]:
    """Return the facts; `more` are options of the total."""
    return {"任教": LIST, "缺勤": ABSENCE, "折算": {"total": "任教", "weight": weight, **more}}


def spell(first: str, last: str, region: str | None) -> dict[str, Any]:
    made = {"自": first, "至": last} if last else {"自": first}
    return made if region is None else {**made, "地区": region}


def came_to(record: Any, as_of: date = AS_OF, absent: Any = (), **more: Any) -> Any:
    return value(facts(**more), "折算", {"任教": record, "缺勤": list(absent)}, as_of)


@pytest.mark.parametrize(
    ("record", "months"),
    [
        pytest.param([spell("2020-09-01", "2022-08-31", "村")], 36, id="one"),
        pytest.param([spell("2020-09-01", "2022-08-31", "县城")], 24, id="one-that-counts-once"),
        pytest.param(
            [spell("2020-09-01", "2022-08-31", "村"), spell("2022-09-01", "2023-08-31", "乡镇")],
            36 + Fraction(72, 5),
            id="one-after-the-other",
        ),
        pytest.param(
            [spell("2020-09-01", "2022-08-31", "村"), spell("2021-09-01", "2023-08-31", "村")],
            54,
            id="days-of-one-weight-count-once",
        ),
        pytest.param([], 0, id="none"),
    ],
)
def test_each_spell_has_its_weight(record: list[Any], months: Fraction | int) -> None:
    """Given spells in places of different weights, when totalled, then each counts as its place says."""
    found = as_period(came_to(record))

    assert found.measure() == 30 * months


@pytest.mark.parametrize(
    ("overlap", "low", "high"),
    [
        pytest.param(None, 24, 36, id="unsaid"),
        pytest.param("就高", 36, 36, id="high"),
        pytest.param("lower", 24, 24),
    ],
)
def test_two_weights_on_one_day(overlap: str | None, low: int, high: int) -> None:
    """Given two posts at once of different weight, then the file says which counts, or the total is a range."""
    record = [spell("2020-09-01", "2022-08-31", "村"), spell("2020-09-01", "2022-08-31", "县城")]
    weight = WEIGHT if overlap is None else {**WEIGHT, "overlap": overlap}
    found = came_to(record, weight=weight)

    ends = (found.low, found.high) if isinstance(found, Between) else (found, found)
    assert [as_period(end).measure() for end in ends] == [30 * low, 30 * high]


def test_a_stretch_that_counts_once_is_compared_on_the_calendar() -> None:
    """Given a single stretch of weight one, when the day before and the day are asked, then only the day fills it."""
    record = {"任教": [spell("2029-09-02", "", "县城")], "缺勤": []}
    assert isinstance(came_to(record["任教"]), Elapsed)

    answers = [
        asked(facts(), {"折算": "满 1年"}, record, day).outcome for day in (date(2030, 9, 1), date(2030, 9, 2))
    ]

    assert answers == ["fails", "holds"]


@pytest.mark.parametrize(
    ("region", "test", "status"),
    [
        pytest.param(None, "满 2年", "holds", id="enough-whatever-the-place"),
        pytest.param(None, "满 3年", None, id="enough-only-in-a-village"),
        pytest.param(None, "满 37个月", "fails", id="too-short-whatever-the-place"),
        pytest.param("村", "满 3年", "holds", id="known"),
    ],
)
def test_an_unknown_place_matters_only_where_it_could(region: str | None, test: str, status: str | None) -> None:
    """Given a spell whose region nobody recorded, then the answer is open only where the weights differ in it."""
    record = {"任教": [spell("2020-09-01", "2022-08-31", region)], "缺勤": []}

    assert asked(facts(), {"折算": test}, record, AS_OF).outcome == status


@pytest.mark.parametrize(
    ("record", "test", "status"),
    [
        pytest.param({"完整": "否", "列": [spell("2020-09-01", "2022-08-31", "村")]}, "满 2年", "holds"),
        pytest.param({"完整": "否", "列": [spell("2020-09-01", "2022-08-31", "村")]}, "满 25个月", None),
        pytest.param("未知", "满 1年", None),
    ],
)
def test_a_list_that_may_hold_more(record: Any, test: str, status: str | None) -> None:
    """Given an incomplete list, then only what is there at the least weight it may have is sure."""
    assert asked(facts(), {"折算": test}, {"任教": record, "缺勤": []}, AS_OF).outcome == status


def test_what_is_taken_off_is_weighed_as_what_it_lies_over() -> None:
    """Given an absence in the village years, when taken off, then it takes a village month and a half."""
    record = [spell("2020-09-01", "2022-08-31", "村"), spell("2022-09-01", "2023-08-31", "县城")]
    absent = [{"自": "2021-03-01", "至": "2021-03-31"}]

    assert as_period(came_to(record, absent=absent, minus="缺勤")).measure() == 30 * (36 + 12) - 45


@pytest.mark.parametrize(
    ("by", "found"),
    [
        pytest.param("days", Period(days=Fraction(10) + Fraction(3, 2) * 8), id="days"),
        pytest.param("working_days", Period(working_days=Fraction(8) + Fraction(3, 2) * 6), id="working-days"),
    ],
)
def test_other_measures(by: str, found: Period) -> None:
    """Given days or working days of two weights, when counted, then each counts as its weight says."""
    record = [spell("2025-11-03", "2025-11-12", "县城"), spell("2025-11-13", "2025-11-20", "村")]

    assert came_to(record, date(2025, 12, 1), by=by) == found


def test_a_school_of_another_zone_then_than_now() -> None:
    """Given a school that was remote until it was moved, when years are weighed by its zone, then each has its own."""
    ready = policy(
        facts={"折算": {"total": "任职经历", "weight": {"by": "学校.规模", "rows": {"小": "2", "其他": "1"}}}},
        decisions={"q": {"title": "问题", "outcomes": {"holds": "成立", "fails": "不成立"}, "otherwise": "fails"}},
        rules=[rule("q", "holds", {"折算": "满 6年"})],
    )
    school = {"名称": "一中", "规模": "大", "历年情况": [{"自": "2020-09-01", "至": "2022-08-31", "规模": "小"}]}
    others = xr.Records([xr.School.model_validate(school)])
    record = xr.Teacher.model_validate({"任职经历": [{"学校": "一中", "自": "2020-09-01"}]})

    answers = [
        ready.decide("q", record, as_of=day, others=others).outcome for day in (date(2024, 8, 30), date(2024, 9, 1))
    ]

    assert answers == ["fails", "holds"]


def test_the_ledger_names_each_weight() -> None:
    """Given spells of two weights, when the worksheet is asked for, then each line says how it was weighed."""
    record = {"任教": [spell("2020-09-01", "2022-08-31", "村"), spell("2022-09-01", "", None)], "缺勤": []}
    said = asked(facts(), {"折算": "满 3年"}, record, AS_OF).report(ledger=True).model_dump_json()

    assert "计入，按 1.5 倍折算" in said
    assert "计入，按 1 或 1.2 或 1.5 倍折算" in said


_DAY = st.integers(0, 700).map(lambda number: date(2026, 1, 1) + timedelta(number))
_REGION = st.sampled_from(["县城", "乡镇", "村", None])
_SPELLS = st.lists(st.tuples(_DAY, st.integers(0, 400), _REGION), min_size=1, max_size=4)


def _records(spells: list[tuple[date, int, str | None]]) -> list[dict[str, Any]]:
    return [spell(str(first), str(first + timedelta(length)), region) for first, length, region in spells]


@given(_SPELLS, st.sampled_from([None, "higher", "lower"]), st.sampled_from(["calendar", "days"]))
def test_an_unknown_weight_is_a_range_over_all_it_may_be(
    spells: list[tuple[date, int, str | None]], overlap: str | None, by: str
) -> None:
    """Given spells whose places are partly unknown, then the total lies in the range for every way of filling them."""
    weight = WEIGHT if overlap is None else {**WEIGHT, "overlap": overlap}
    low, high = _ends(came_to(_records(spells), weight=weight, by=by))
    choices = [[region] if region else ["县城", "乡镇", "村"] for _, _, region in spells]

    for way in product(*choices):
        filled = [(first, length, region) for (first, length, _), region in zip(spells, way, strict=True)]
        least, most = _ends(came_to(_records(filled), weight=weight, by=by))
        assert low <= least <= most <= high


@given(_SPELLS, st.sampled_from(["higher", "lower"]))
def test_days_are_weighed_one_by_one(spells: list[tuple[date, int, str | None]], overlap: str) -> None:
    """Given spells of known places, when counted in days, then each day counts once, by the weight that is said."""
    known = [(first, length, region or "村") for first, length, region in spells]
    pick = max if overlap == "higher" else min
    by_day: dict[date, Fraction] = {}
    for first, length, region in known:
        for number in range(length + 1):
            one = Fraction(WEIGHT["rows"][region])
            day = first + timedelta(number)
            by_day[day] = pick(by_day.get(day, one), one)

    assert as_period(came_to(_records(known), weight={**WEIGHT, "overlap": overlap}, by="days")) == Period(
        days=sum(by_day.values(), Fraction(0))
    )


@given(_SPELLS, st.booleans())
def test_equal_weights_are_one_weight(spells: list[tuple[date, int, str | None]], absent: bool) -> None:
    """Given places that all weigh the same, then the total is what one weight for all of them makes it."""
    rows = {"县城": "1.2", "乡镇": "1.2", "村": "1.2"}
    off = [{"自": "2026-05-01", "至": "2026-08-20"}] if absent else []

    assert came_to(_records(spells), absent=off, weight={"by": "地区", "rows": rows}, minus="缺勤") == came_to(
        _records(spells), absent=off, weight="1.2", minus="缺勤"
    )


def _ends(found: Any) -> tuple[Any, Any]:
    ends = (found.low, found.high) if isinstance(found, Between) else (found, found)
    low, high = (as_period(end).measure() for end in ends)
    return low, high
