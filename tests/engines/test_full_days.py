"""The day on which a period will be full: with the record unchanged it is the first day on which it really is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from engine_kit import policy, rule
from hypothesis import given, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.report import Margin, UnreachedMargin

FORMS: dict[str, Any] = {
    "累计": {"total": "经历"},
    "连续": {"unbroken": "经历"},
    "最长": {"longest": "经历"},
    "年内": {"total": "经历", "within": "本年度"},
    "学期内": {"total": "经历", "within": "本学期"},
    "近三年": {"total": "经历", "within": "近3年"},
    "自年初": {"total": "经历", "within": "自 2031-01-01 起"},
    "扣假": {"total": "经历", "minus": "病休"},
}
SPELLS = {"list": {"自": "date", "至": "date"}}


def ready(test: str) -> Policy:
    """Return a policy that asks the test of every form, each in a decision of its own."""
    decisions = {
        f"问{name}": {"title": f"题{name}", "outcomes": {"yes": "是", "no": "否"}, "otherwise": "no"}
        for name in FORMS
    }
    rules = [rule(f"问{name}", "yes", {name: test}) for name in FORMS]
    return policy(facts={"经历": SPELLS, "病休": SPELLS, **FORMS}, decisions=decisions, rules=rules)


TESTS = {test: ready(test) for test in ("满 6个月", "满 3年", "满 100天", "满6个月不满3年")}


def margin(made: Policy, name: str, record: dict[str, Any], on: date) -> Margin | None:
    """Return the margin of the one test of a decision."""
    report = made.decide(f"问{name}", xr.Teacher.model_validate(record), as_of=on).report()
    node = report.rules[0].when
    while node.parts:
        node = node.parts[0]
    return node.margin


@pytest.mark.parametrize(
    ("name", "test", "spells", "as_of", "on", "by"),
    [
        pytest.param(
            "年内", "满 6个月", [("2031-07-01", "")], "2031-12-30", "2031-12-31", "1天", id="a-closing-window"
        ),
        pytest.param(
            "年内", "满 6个月", [("2031-07-01", "")], "2031-12-31", "2031-12-31", "0天", id="on-its-last-day"
        ),
        pytest.param(
            "年内", "满 6个月", [("2031-08-01", "")], "2031-12-30", None, "1个月2天", id="the-year-is-too-short"
        ),
        pytest.param(
            "累计", "满 3年", [("2029-09-01", "2031-12-31")], "2031-09-01", None, "1年", id="it-ends-before"
        ),
        pytest.param(
            "连续", "满 3年", [("2029-09-02", "2032-09-01")], "2031-09-01", "2032-09-01", "1年", id="its-last-day"
        ),
        pytest.param(
            "近三年", "满 3年", [("2030-09-01", "")], "2031-09-01", "2033-09-01", "2年", id="a-sliding-window"
        ),
        pytest.param(
            "自年初", "满 3年", [("2020-09-01", "")], "2031-09-01", "2034-01-01", "2年4个月", id="from-a-day"
        ),
    ],
)
def test_the_day_named_is_the_first_on_which_it_is_full(
    name: str, test: str, spells: list[tuple[str, str]], as_of: str, on: str | None, by: str
) -> None:
    """Given a time that runs, when it is short, then the day named is the first one on which it is full, or none is."""
    entries = [{"自": first, **({"至": last} if last else {})} for first, last in spells]

    found = margin(TESTS[test], name, {"经历": entries, "病休": []}, date.fromisoformat(as_of))

    assert found is not None
    assert (None if found.on is None else str(found.on), found.by) == (on, by)
    assert isinstance(found, UnreachedMargin) is (on is None)


def runs(made: Decision, name: str, on: date) -> bool:
    """Return whether a time runs up to the measuring day."""
    value = next(one.value for one in made.report().facts if one.label == name)
    return isinstance(value, dict) and value["to"] == str(on)


DAYS = st.dates(date(2027, 1, 1), date(2031, 12, 31))
PAIRS = st.tuples(DAYS, st.one_of(st.none(), st.integers(0, 1500)))


@settings(max_examples=150, deadline=None)
@given(st.lists(PAIRS, min_size=1, max_size=2), st.lists(PAIRS, max_size=1), DAYS, st.sampled_from(sorted(TESTS)))
def test_a_named_day_is_true(
    spells: list[tuple[date, int | None]], leave: list[tuple[date, int | None]], as_of: date, test: str
) -> None:
    """Given any spells, when a margin names a coming day, then the test turns on that day and not on the one before."""
    record: dict[str, Any] = {
        name: [
            {"自": str(first), **({} if length is None else {"至": str(first + timedelta(length))})}
            for first, length in listed
        ]
        for name, listed in (("经历", spells), ("病休", leave))
    }
    made, teacher = TESTS[test], xr.Teacher.model_validate(record)
    for name in FORMS:
        now = made.decide(f"问{name}", teacher, as_of=as_of)
        found = margin(made, name, record, as_of)
        if isinstance(found, UnreachedMargin):
            later = made.decide(f"问{name}", teacher, as_of=found.not_on)
            assert later.outcome == ("yes" if found.met else "no"), (name, found)
        elif found is not None and found.on is not None and found.on > as_of and runs(now, name, as_of):
            before, then = (
                made.decide(f"问{name}", teacher, as_of=day).outcome for day in (found.on - timedelta(1), found.on)
            )
            assert (before, then) == (now.outcome, "no" if found.met else "yes"), (name, found)
