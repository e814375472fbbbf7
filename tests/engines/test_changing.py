"""Change of a list's field: over incomplete lists, days known in part, and entries that may not belong."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations, product
from typing import Any

import pytest
from engine_kit import policy, rule
from hypothesis import given, settings
from hypothesis import strategies as st

import xgxp_rules as xr

ON = date(2031, 3, 1)
FACTS: dict[str, Any] = {
    "年评": {"list": {"年度": "number", "得分": {"kind": "number"}, "计": "flag"}},
    "学年评": {"list": {"学年": "number", "得分": {"kind": "number"}}},
    "日评": {"list": {"日期": "date", "得分": {"kind": "number"}, "较上次": {"change": "得分"}, "计": "flag"}},
}


def changed(form: dict[str, Any], record: dict[str, Any]) -> Any:
    """Return the value of the form as a report has it."""
    decision = {"q": {"title": "问题", "outcomes": {"holds": "是", "fails": "否"}, "otherwise": "fails"}}
    rules = [rule("q", "holds", {"变动": "适用"})]
    ready = policy(facts={**FACTS, "变动": form}, decisions=decision, rules=rules)
    report = ready.decide("q", xr.Teacher.model_validate(record), as_of=ON).report()
    fact = next(one for one in report.facts if one.label == "变动")
    return fact.state if fact.state in ("unknown", "not_applicable") else fact.value


def years(*pairs: tuple[Any, Any], whole: bool = True) -> Any:
    listed = [{"年度": year, "得分": score, "计": "是"} for year, score in pairs]
    return listed if whole else {"完整": "否", "列": listed}


def days(*pairs: tuple[str, Any], whole: bool = True) -> Any:
    listed = [{"日期": day, "得分": score} for day, score in pairs]
    return listed if whole else {"完整": "否", "列": listed}


LAST = {"change": "年评", "take": "得分"}
THREE = {**LAST, "within": "近3个年度"}
BY_DAY = {"change": "日评", "take": "得分"}


@pytest.mark.parametrize(
    ("form", "record", "expected"),
    [
        pytest.param(THREE, years((2028, 5), (2029, 1), (2030, 7), whole=False), 2, id="every-year-is-there"),
        pytest.param(THREE, years((2028, 5), (2030, 7), whole=False), "unknown", id="a-year-may-be-missing"),
        pytest.param(THREE, years((2028, 5), (2029, 1), whole=False), "unknown", id="the-last-may-be-missing"),
        pytest.param(LAST, years((2029, 1), (2030, 7), whole=False), "unknown", id="this-year-may-have-one"),
        pytest.param(LAST, years((2030, 1), (2031, 7), whole=False), 6, id="this-year-has-one"),
        pytest.param(LAST, years((2029, 1), (2030, 7)), 6, id="nothing-more-to-come"),
    ],
)
def test_a_list_that_may_hold_more(form: dict[str, Any], record: Any, expected: Any) -> None:
    """Given a list that may hold more, then a change is known where every year that matters has its entry."""
    assert changed(form, {"年评": record}) == expected


def test_school_years_adjoin_too() -> None:
    """Given two school years in a row, then the change is the rise from one to the other."""
    listed = [{"学年": "2028-2029", "得分": 3}, {"学年": "2029-2030", "得分": 8}]

    assert changed({"change": "学年评", "take": "得分"}, {"学年评": listed}) == 5


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(days(("2030-01", 1), ("2030-06-01", 7)), 6, id="day-of-the-first-open"),
        pytest.param(days(("2030", 1), ("2030-06-01", 7)), {"one_of": [6, -6]}, id="either-may-be-the-last"),
        pytest.param(
            days(("2029-01-01", 0), ("2030", 1), ("2030-06-01", 7)), {"one_of": [6, -6]}, id="not-the-first"
        ),
        pytest.param(days(("2030-01-01", 1), ("2030-06-01", 7), whole=False), "unknown", id="one-may-come-between"),
        pytest.param(days(("2030-01-01", 1), ("2030-06-01", "未知")), "unknown", id="score-unknown"),
        pytest.param(days(("2030-01-01", 1)), "not_applicable", id="nothing-before"),
        pytest.param(days(("2030-01-01", 1), ("2030-01-01", 7)), {"one_of": [6, -6]}, id="both-on-one-day"),
    ],
)
def test_days_known_in_part(record: Any, expected: Any) -> None:
    """Given days that are known to the month or year, then the change is one of those that the orders give."""
    found = changed(BY_DAY, {"日评": record})

    assert _plain(found) == _plain(expected)


def test_an_entry_that_may_not_belong_gives_several_changes() -> None:
    """Given an entry of which it is open whether it counts, then the change is that with it or that without."""
    listed = [
        {"日期": "2029-01-01", "得分": 1, "计": "是"},
        {"日期": "2030-01-01", "得分": 5, "计": "未知"},
        {"日期": "2031-01-01", "得分": 7, "计": "是"},
    ]

    found = changed({**BY_DAY, "where": {"计": "是"}}, {"日评": listed})

    assert _plain(found) == {6, 2}


def _plain(value: Any) -> Any:
    """Return the several values as a set, one value as it is."""
    if isinstance(value, dict) and "one_of" in value:
        return {"not_applicable" if one is None else one for one in value["one_of"]}
    return value


FIRST = date(2030, 1, 1)
ENTRIES = st.lists(
    st.tuples(st.sampled_from(["2030-01-01", "2030-01-02", "2030-01", "2030"]), st.integers(0, 9), st.booleans()),
    min_size=1,
    max_size=3,
)


def orders(entries: list[tuple[str, int, bool]]) -> list[list[int]]:
    """Return the scores in every order that the days allow, with and without entries that may not belong."""
    near = {"2030-01": (0, 30), "2030": (0, 364)}
    spans = [near.get(day) or ((date.fromisoformat(day) - FIRST).days,) * 2 for day, _, _ in entries]
    made = []
    for kept in product(*([True] if sure else [True, False] for _, _, sure in entries)):
        chosen = [place for place, keep in enumerate(kept) if keep]
        for order in permutations(chosen):
            earliest = -timedelta(1).days
            fits = True
            for place in order:
                earliest = max(earliest, spans[place][0])
                fits = fits and earliest <= spans[place][1]
            if fits:
                made.append([entries[place][1] for place in order])
    return made


@settings(max_examples=120, deadline=None)
@given(entries=ENTRIES, window=st.booleans())
def test_every_order_gives_a_change_that_is_possible(entries: list[tuple[str, int, bool]], window: bool) -> None:
    """Given open days and entries, then each order they may have gives one of the changes that are shown."""
    listed = [{"日期": day, "得分": score, "计": "是" if sure else "未知"} for day, score, sure in entries]
    form = {**BY_DAY, "where": {"计": "是"}, **({"within": "近3年"} if window else {})}
    found = changed(form, {"日评": listed})

    told = _plain(found)
    for scores in orders(entries):
        first, last = (0 if window else -2), -1
        expected = "not_applicable" if len(scores) < 2 else scores[last] - scores[first]
        assert told == expected or (isinstance(told, set) and expected in told)
