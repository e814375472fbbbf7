"""The shortest stretch, and the unit with the least time: each school at least three years."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from engine_kit import asked, value
from hypothesis import given
from hypothesis import strategies as st

from xgxp_rules.model.measures import Elapsed, as_period
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between

AS_OF = date(2030, 9, 1)
LIST = {"list": {"自": "date", "至": "date", "学校": {"choice": ["甲", "乙", "丙"]}}}


def facts(**more: Any) -> dict[str, Any]:
    return {"任教": LIST, "最短": {"shortest": "任教", **more}}


def spell(first: str, last: str = "", school: str | None = "甲") -> dict[str, Any]:
    made = {"自": first, "至": last} if last else {"自": first}
    return made if school is None else {**made, "学校": school}


def came_to(record: Any, as_of: date = AS_OF, **more: Any) -> Any:
    return value(facts(**more), "最短", {"任教": record}, as_of)


TWO_STAYS = [
    spell("2020-09-01", "2022-08-31"),
    spell("2024-09-01", "2026-08-31"),
    spell("2022-09-01", "2024-08-31", "乙"),
]

PERHAPS_TWO = [spell("2020-09-01", "2022-08-31"), spell("2022-09-01", "2024-08-31", None)]


@pytest.mark.parametrize(
    ("record", "more", "months"),
    [
        pytest.param([spell("2020-09-01", "2023-08-31")], {}, 36, id="one"),
        pytest.param([spell("2020-09-01", "2023-08-31"), spell("2024-09-01", "2025-08-31")], {}, 12, id="two"),
        pytest.param([spell("2020-09-01", "2021-08-31"), spell("2021-09-01", "2023-08-31")], {}, 36, id="touching"),
        pytest.param(TWO_STAYS, {}, 72, id="all-of-them-touch"),
        pytest.param(TWO_STAYS, {"same": "学校"}, 24, id="of-each-school"),
        pytest.param(TWO_STAYS, {"same": "学校", "summed": "yes"}, 24, id="the-school-with-the-least"),
        pytest.param(
            [*TWO_STAYS, spell("2026-09-01", "2029-08-31", "乙")],
            {"same": "学校"},
            24,
            id="a-stay-counts-by-itself",
        ),
        pytest.param(
            [*TWO_STAYS, spell("2026-09-01", "2029-08-31", "乙")],
            {"same": "学校", "summed": "yes"},
            48,
            id="stays-at-one-school-added-up",
        ),
        pytest.param([spell("2030-01-01")], {}, 8, id="still-running"),
        pytest.param([spell("2020-09-01", "2022-08-31"), spell("2031-01-01")], {}, 24, id="one-that-has-not-begun"),
        pytest.param(
            [spell("2020-09-01", "2021-08-31"), spell("2021-09-11", "2022-09-10")],
            {"gap": "1个月"},
            24,
            id="over-a-hole",
        ),
    ],
)
def test_the_shortest_stretch(record: list[Any], more: dict[str, Any], months: int) -> None:
    """Given spells that are known, then the shortest is the least of the stretches, or of the schools."""
    assert as_period(came_to(record, **more)).measure() // 30 == months


@pytest.mark.parametrize(
    ("as_of", "outcome"), [(date(2023, 8, 30), "fails"), (date(2023, 8, 31), "holds"), (date(2023, 9, 1), "holds")]
)
def test_a_written_last_day_that_has_come_counts(as_of: date, outcome: str) -> None:
    """Given a stay that ends on its day, then that day is served once it has come, though another stay goes on."""
    record = {"任教": [spell("2020-09-01", "2023-08-31"), spell("2010-09-01", "", "乙")]}

    assert asked(facts(same="学校"), {"最短": "满 3年"}, record, as_of).outcome == outcome


def test_without_any_stretch_there_is_no_length() -> None:
    """Given nothing served, then there is no shortest stretch, and no test on it holds either way."""
    assert came_to([]) is NOT_APPLICABLE
    assert [asked(facts(), {"最短": test}, {"任教": []}, AS_OF).outcome for test in ("满 1天", "不满 1天")] == [
        "fails",
        "fails",
    ]


@pytest.mark.parametrize(
    ("as_of", "outcome"), [(date(2030, 9, 1), "fails"), (date(2030, 9, 2), "holds"), (date(2031, 1, 1), "holds")]
)
def test_it_is_compared_on_the_calendar(as_of: date, outcome: str) -> None:
    """Given a school since 2 September, then three years are full on the day and not before."""
    record = {"任教": [spell("2020-09-01", "2027-08-31", "乙"), spell("2027-09-02")]}

    assert asked(facts(same="学校"), {"最短": "满 3年"}, record, as_of).outcome == outcome


@pytest.mark.parametrize(
    ("record", "test", "outcome"),
    [
        pytest.param([spell("2020-09-01", "2023-08-31", None)], "满 3年", "holds", id="one-school-whichever"),
        pytest.param(
            [spell("2020-09-01", "2022-08-31"), spell("2022-09-01", "2024-08-31", None)],
            "满 3年",
            None,
            id="perhaps-two",
        ),
        pytest.param(
            [spell("2020-09-01", "2022-08-31"), spell("2022-09-01", "2024-08-31", None)],
            "满 2年",
            "holds",
            id="enough",
        ),
        pytest.param([spell("2020", "2021-08-31")], "满 3年", "fails", id="too-short-whatever-the-day"),
        pytest.param([spell("2020", "2021-08-31")], "满 1年", None, id="the-day-matters"),
        pytest.param(
            {"完整": "否", "列": [spell("2020-09-01", "2025-08-31")]}, "满 3年", None, id="there-may-be-more"
        ),
        pytest.param("未知", "满 3年", None, id="unknown"),
    ],
)
def test_what_is_open_matters_only_where_it_could(record: Any, test: str, outcome: str | None) -> None:
    """Given spells known in part, then the test is open only where completions differ."""
    assert asked(facts(same="学校"), {"最短": test}, {"任教": record}, AS_OF).outcome == outcome


_SPELLS = st.lists(
    st.tuples(st.integers(0, 900), st.integers(0, 500), st.sampled_from(["甲", "乙", None])), min_size=1, max_size=3
)


@given(_SPELLS, st.sampled_from([{"same": "学校"}, {"same": "学校", "summed": "yes"}]))
def test_the_range_holds_for_every_school_that_it_may_have_been(
    spells: list[tuple[int, int, str | None]], more: dict[str, Any]
) -> None:
    """Given spells of which some schools are unknown, then every way of filling them in lies in the range."""

    def records(schools: tuple[str | None, ...]) -> list[dict[str, Any]]:
        days = [date(2026, 1, 1) + timedelta(first) for first, _, _ in spells]
        return [
            spell(str(first), str(first + timedelta(length)), school)
            for first, (_, length, _), school in zip(days, spells, schools, strict=True)
        ]

    low, high = _ends(came_to(records(tuple(school for _, _, school in spells)), **more))
    for way in product(*(([school] if school else ["甲", "乙", "丙"]) for _, _, school in spells)):
        least, most = _ends(came_to(records(way), **more))
        assert low <= least <= most <= high


def _ends(found: Any) -> tuple[Any, Any]:
    assert found is not UNKNOWN
    assert found is not NOT_APPLICABLE
    ends = (found.low, found.high) if isinstance(found, Between) else (found, found)
    assert all(isinstance(end, Elapsed) or as_period(end).measure() >= 0 for end in ends)
    low, high = (as_period(end).measure() for end in ends)
    return low, high


def test_the_ledger_shows_every_stretch() -> None:
    """Given two stretches, when the worksheet is asked for, then each is one of those of which the shortest counts."""
    record = {"任教": [spell("2020-09-01", "2022-08-31"), spell("2024-09-01")]}
    said = asked(facts(), {"最短": "满 2年"}, record, AS_OF).report(ledger=True).model_dump_json()

    assert said.count("是其中一段，取最短的") == 2


def test_the_longest_stay_too_is_open_where_a_school_is_unknown() -> None:
    """Given two stays that touch, the school of one unknown, then the longest may be both of them or either."""
    asks = {"任教": LIST, "最长": {"longest": "任教", "same": "学校"}}

    record = {"任教": PERHAPS_TWO}
    answers = [asked(asks, {"最长": test}, record, AS_OF).outcome for test in ("满 2年", "满 3年", "满 5年")]

    assert answers == ["holds", None, "fails"]
