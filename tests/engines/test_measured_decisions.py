"""Decisions with a measuring day of their own: a date of the record, and what later decisions make of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from engine_kit import policy, rule

import xgxp_rules as xr
from xgxp_rules.engines.decision import Decision

FACTS: dict[str, Any] = {"申请日": "date", "推荐": "flag", "受理日": {"day": "申请日", "plus": "10日"}}


def decide(
    record: dict[str, Any], which: str = "a", day: str = "申请日", as_of: date = date(2026, 9, 1)
) -> Decision:
    """Return decision a, a year of service on its own day, or b, which asks what a comes to."""
    ready = policy(
        facts=FACTS,
        decisions={
            "a": {
                "title": "甲",
                "measured_on": day,
                "outcomes": {"yes_a": "是", "no_a": "否"},
                "otherwise": "no_a",
            },
            "b": {"title": "乙", "outcomes": {"yes_b": "是", "no_b": "否"}, "otherwise": "no_b"},
        },
        rules=[rule("a", "yes_a", {"工龄": "满 1年", "推荐": "是"}), rule("b", "yes_b", {"a": "yes_a"})],
    )
    return ready.decide(which, xr.Teacher.model_validate(record), as_of=as_of)


BEGUN = {"参加工作日期": "2025-07-01", "推荐": "是"}


@pytest.mark.parametrize("which", ["a", "b"])
@pytest.mark.parametrize(
    ("record", "day", "outcome"),
    [
        pytest.param({**BEGUN, "申请日": "2026-06-30"}, "申请日", "no", id="a-day-short"),
        pytest.param({**BEGUN, "申请日": "2026-07-01"}, "申请日", "yes", id="on-the-day"),
        pytest.param({**BEGUN, "申请日": "2026-06-21"}, "受理日", "yes", id="a-day-worked-out"),
        pytest.param({**BEGUN, "申请日": "2026-06-20"}, "受理日", "no", id="a-day-worked-out-too-soon"),
        pytest.param({**BEGUN}, "2026-06-30", "no", id="a-written-day"),
        pytest.param({**BEGUN}, "每年7月1日", "yes", id="a-yearly-day"),
        pytest.param({**BEGUN}, "申请日", None, id="nobody-knows-the-day"),
        pytest.param({**BEGUN, "申请日": "2026-07"}, "申请日", None, id="only-the-month-is-known"),
    ],
)
def test_a_decision_measured_on_a_day_of_the_record(
    record: dict[str, Any], day: str, outcome: str | None, which: str
) -> None:
    """Given a decision measured on its own day, then it is, asked for or used as a fact; without the day it is open."""
    assert decide(record, which, day).outcome == (None if outcome is None else f"{outcome}_{which}")


def test_the_day_itself_is_what_is_missing() -> None:
    """Given no measuring day, then the day is asked for, nothing is said of tests, and the answer may be any."""
    found = decide({"参加工作日期": "2020-07-01", "推荐": "是"})

    assert (found.status, found.possible) == ("undetermined", ("yes_a", "no_a"))
    report = found.report()
    assert [one.label for one in report.missing] == ["申请日"]
    assert [part.truth for part in report.rules[0].when.parts] == [None, None]


def test_what_else_is_lacking_is_asked_for_too() -> None:
    """Given neither day nor recommendation, then knowing both of them settles the decision."""
    found = decide({"参加工作日期": "2020-07-01"})

    assert {one.label for one in found.report().missing} == {"申请日", "推荐"}
    assert decide({"参加工作日期": "2020-07-01", "申请日": "2026-01-01", "推荐": "否"}).outcome == "no_a"


def test_accounts_of_the_day_that_lead_to_one_answer_settle_it() -> None:
    """Given two accounts of the day, then the decision is known where both lead to the same."""
    both = {"争议": [{"值": "2026-08-01", "来源": "甲"}, {"值": "2026-08-15", "来源": "乙"}]}
    apart = {"争议": [{"值": "2026-06-01", "来源": "甲"}, {"值": "2026-08-15", "来源": "乙"}]}

    assert [decide({**BEGUN, "申请日": days}).outcome for days in (both, apart)] == ["yes_a", None]
