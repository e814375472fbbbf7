"""What is left of a fixed period: nothing on the day on which the time is full, and something on the day before."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from engine_kit import policy
from hypothesis import given, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import as_period

SPELLS = {"list": {"自": "date", "至": "date"}}
FACTS: dict[str, Any] = {
    "履约经历": SPELLS,
    "病休": SPELLS,
    "到岗日": "date",
    "累计": {"total": "履约经历"},
    "连续": {"unbroken": "履约经历"},
    "净服务": {"total": "履约经历", "minus": "病休"},
    "到岗以来": {"since": "到岗日"},
}
TIMES = ("累计", "连续", "净服务", "到岗以来")


def left(fixed: str) -> Policy:
    """Return a policy that works out what is left of a fixed period, and asks whether each time is full."""
    facts = {**FACTS}
    rates: dict[str, Any] = {}
    for time in TIMES:
        facts[f"剩余{time}"] = {"calc": f"{fixed} - {time}", "not_below": "0天"}
        for how in ("whole", "half", "up"):
            rates[f"应缴{time}{how}"] = {"calc": f"3000元 * 剩余{time}", "years": how}
        rates[f"按月{time}"] = {"calc": f"100元 * 剩余{time}", "months": "up"}
    facts |= rates
    decisions: dict[str, Any] = {
        f"期满{time}": {"title": f"问{time}", "outcomes": {"full": "满", "short": "不满"}, "otherwise": "short"}
        for time in TIMES
    }
    decisions |= {name: {"title": f"值{name}", "value": name, "clause": "一"} for name in (*rates,)}
    decisions |= {f"余{time}": {"title": f"值余{time}", "value": f"剩余{time}", "clause": "一"} for time in TIMES}
    rules = [
        {"clause": "一", "decision": f"期满{time}", "outcome": "full", "when": {time: f"满 {fixed}"}}
        for time in TIMES
    ]
    return policy(facts=facts, decisions=decisions, rules=rules)


SIX, THREE, THIRTY = left("6年"), left("3个月"), left("45天")


def values(ready: Policy, record: dict[str, Any], as_of: date, *names: str) -> list[Any]:
    """Return what decisions come to."""
    teacher = xr.Teacher.model_validate(record)
    return [ready.decide(name, teacher, as_of=as_of).value for name in names]


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize(
    ("as_of", "rest", "whole", "half", "up", "months"),
    [
        pytest.param("2030-08-31", "3年1天", 9000, 9000, 12000, 3700, id="the-day-before-three-years"),
        pytest.param("2030-09-01", "3年", 9000, 9000, 9000, 3600, id="three-years"),
        pytest.param("2030-09-02", "2年11个月30天", 6000, 7500, 9000, 3600, id="the-day-after"),
        pytest.param("2033-07-31", "1个月1天", 0, 0, 3000, 200, id="a-month-and-a-day"),
        pytest.param("2033-08-31", "1天", 0, 0, 3000, 100, id="the-last-day"),
        pytest.param("2033-09-01", "0天", 0, 0, 0, 0, id="full"),
        pytest.param("2034-01-01", "0天", 0, 0, 0, 0, id="past-it"),
    ],
)
def test_what_is_left_of_six_years(
    time: str, as_of: str, rest: str, whole: int, half: int, up: int, months: int
) -> None:
    """Given one stretch, when what is left of six years is asked, then it is the time to the day it is full."""
    record = {"履约经历": [{"自": "2027-09-01"}], "病休": [], "到岗日": "2027-09-01"}
    names = [f"余{time}", f"应缴{time}whole", f"应缴{time}half", f"应缴{time}up", f"按月{time}"]

    found = values(SIX, record, date.fromisoformat(as_of), *names)

    assert as_period(found[0]).text("zh") == rest
    assert found[1:] == [whole, half, up, months]


@pytest.mark.parametrize(
    ("as_of", "up"),
    [pytest.param("2031-08-31", 12000, id="a-day-early"), pytest.param("2031-09-01", 9000, id="the-day")],
)
def test_what_is_taken_off_is_still_to_be_served(as_of: str, up: int) -> None:
    """Given a year off in four years, when what is left is charged by begun years, then the day before costs a year."""
    record = {
        "履约经历": [{"自": "2027-09-01"}],
        "病休": [{"自": "2028-09-01", "至": "2029-08-31"}],
        "到岗日": "2027-09-01",
    }

    assert values(SIX, record, date.fromisoformat(as_of), "应缴净服务up") == [up]


def test_a_sum_of_two_times_is_written_with_its_months() -> None:
    """Given two times of 29 days beside their months, when added up, then thirty days are written as a month."""
    facts = {**FACTS, "合计": {"calc": "累计 + 到岗以来"}}
    ready = policy(facts=facts, decisions={"q": {"title": "问", "value": "合计", "clause": "一"}})
    record = {"履约经历": [{"自": "2029-10-02"}], "到岗日": "2029-11-02"}

    (found,) = values(ready, record, date(2030, 9, 30), "q")

    assert as_period(found).text("zh") == "1年10个月26天"


def _days(first: date, last: date) -> st.SearchStrategy[date]:
    return st.dates(first, last)


@st.composite
def records(draw: st.DrawFn) -> dict[str, Any]:
    """Return a record with spells that run or ended, leave that may touch them, and a first day."""
    starts = sorted(draw(st.lists(_days(date(2023, 9, 1), date(2025, 3, 31)), min_size=1, max_size=3, unique=True)))
    spells: list[dict[str, Any]] = []
    for place, start in enumerate(starts):
        last = starts[place + 1] if place + 1 < len(starts) else None
        if last is None:
            spells.append({"自": str(start)})
        else:
            spells.append({"自": str(start), "至": str(draw(_days(start, last - timedelta(1))))})
    leave = []
    if draw(st.booleans()):
        first = draw(_days(date(2023, 9, 1), date(2025, 6, 1)))
        leave.append({"自": str(first), "至": str(first + timedelta(draw(st.integers(0, 50))))})
    return {"履约经历": spells, "病休": leave, "到岗日": str(starts[0])}


@settings(max_examples=120, deadline=None)
@given(records(), st.sampled_from([THREE, THIRTY]), st.dates(date(2025, 4, 1), date(2026, 4, 30)))
def test_nothing_is_left_exactly_when_the_time_is_full(record: dict[str, Any], ready: Policy, around: date) -> None:
    """Given any spells, when a fixed period less a time is asked, then it is nothing exactly where the time is full.

    What is left since a first day never grows from a day to the next.
    """
    teacher = xr.Teacher.model_validate(record)
    start = date.fromisoformat(record["到岗日"])
    days = [start + timedelta(step) for step in range(1, 140, 3)] + [around]
    for time in TIMES:
        rests: list[Period] = []
        for day in sorted(days):
            full = ready.decide(f"期满{time}", teacher, as_of=day).outcome == "full"
            rest = as_period(ready.decide(f"余{time}", teacher, as_of=day).value)
            assert (not rest) is full, (time, day, rest)
            rests.append(rest)
        if time == "到岗以来":
            assert all(one.measure() >= other.measure() for one, other in pairwise(rests))
