"""How a file counts time: `time:` for the whole file, a mapping for one test, and every mistake in words."""

from __future__ import annotations

from typing import Any

import pytest
from policy_kit import HEAD, fact, load, policy_text, problems, said, said_of

from xgxp_rules.diagnostics import render
from xgxp_rules.language.loader import load_policy
from xgxp_rules.language.schema import policy_schema
from xgxp_rules.model.durations import Period
from xgxp_rules.model.forms import Stretch
from xgxp_rules.model.nodes import AllOf, Both, Compare, FactTest
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.school_calendar import SEPTEMBER, SchoolCalendar
from xgxp_rules.model.spells import WHOLE, Presence


def timed(when: str, time: str = "") -> PolicyVersion:
    """Return a policy with one rule and these conventions."""
    text = policy_text(f"    when: {when}")
    return load_policy(text.replace(HEAD, f"{HEAD}{time}"), "kit.yaml")


def check(when: str, time: str = "") -> Any:
    """Return the check of the one test."""
    test = timed(when, time).rules[0].when
    assert isinstance(test, FactTest)
    return test.check


@pytest.mark.parametrize(
    ("when", "time", "expected"),
    [
        pytest.param("{工龄: 满 6年}", "", ("on", "down"), id="nothing-said"),
        pytest.param("{工龄: {test: 满 6年, anniversary: after}}", "", ("after", "down"), id="in-the-test"),
        pytest.param("{工龄: {test: 满 6年, rounding: up}}", "", ("on", "up"), id="rounding"),
        pytest.param("{工龄: {要求: 满 6年, 周年: 次日, 月末: 次月初}}", "", ("after", "up"), id="in-chinese"),
        pytest.param("{工龄: 满 6年}", "time: {anniversary: after}\n", ("after", "down"), id="in-the-file"),
        pytest.param("{工龄: 满 6年}", "计时: {周年: 次日}\n", ("after", "down"), id="in-the-file-in-chinese"),
        pytest.param(
            "{工龄: {test: 满 6年, anniversary: on}}",
            "time: {anniversary: after}\n",
            ("on", "down"),
            id="the-test-wins",
        ),
    ],
)
def test_when_a_period_is_full(when: str, time: str, expected: tuple[str, str]) -> None:
    """Given what file and test say, then the comparison counts so."""
    found = check(when, time)

    assert isinstance(found, Compare)
    assert (found.anniversary, found.rounding) == expected


def test_both_bounds_of_a_band_count_alike() -> None:
    """Given a band, then the convention holds for both of its ends."""
    found = check("{工龄: {test: 满6年不满10年, anniversary: after}}")

    assert isinstance(found, Both)
    assert {one.anniversary for one in found.parts if isinstance(one, Compare)} == {"after"}


def test_the_convention_of_the_file_is_for_periods_only() -> None:
    """Given a file with another anniversary, then tests on days and numbers are as ever."""
    found = timed("{聘用日期: 早于 2024-09-01, 工龄: 满 6年}", "time: {anniversary: after}\n").rules[0].when

    assert isinstance(found, AllOf)
    checks = [one.check for one in found.parts if isinstance(one, FactTest)]
    assert [one.anniversary for one in checks if isinstance(one, Compare)] == ["on", "after"]


def test_the_words_of_a_timed_test_are_kept() -> None:
    """Given a timed test, then the author's words stand in explanations, with what was said about time."""
    test = timed("{工龄: {test: 满 6年, anniversary: after, note: 按复函}}").rules[0].when

    assert isinstance(test, FactTest)
    assert test.text == "满 6年（anniversary after）"


@pytest.mark.parametrize(
    ("time", "calendar"),
    [
        pytest.param("", SEPTEMBER, id="by-default"),
        pytest.param("time: {school_year_starts: 8月25日}\n", SchoolCalendar(8, 25), id="august"),
        pytest.param(
            "time: {学年起始: 每年3月1日, 第二学期起始: 9月1日}\n", SchoolCalendar(3, 1, 9, 1), id="in-chinese"
        ),
    ],
)
def test_when_school_years_begin(time: str, calendar: SchoolCalendar) -> None:
    """Given the days in the file, then the version counts by that calendar."""
    assert timed("[在编在职]", time).calendar == calendar


@pytest.mark.parametrize(
    ("more", "presence"),
    [
        pytest.param("", WHOLE, id="whole-years"),
        pytest.param(", counts_when: 9个月", Presence(counts_when=Period(months=9)), id="nine-months"),
        pytest.param(
            ", 计入条件: 9个月, 到岗截止: 9月30日", Presence(((9, 30),), Period(months=9)), id="in-chinese"
        ),
    ],
)
def test_when_a_school_year_counts(more: str, presence: Presence) -> None:
    """Given what the fact says, then its form holds it."""
    form = fact(f"{{total: 任职经历, by: school_years{more}}}", "学年数").form

    assert isinstance(form, Stretch)
    assert form.presence == presence


def test_a_guard_may_name_what_must_come_first() -> None:
    """Given a guard with a procedure, then the version holds its name."""
    sections = (
        "procedures:\n  通知: {steps: [书面通知]}\n"
        "guards:\n  - {id: g, clause: 一, against: dismissal, when: [在编在职], procedure: 通知}\n"
    )

    assert load(sections=sections).guards[0].procedure == "通知"


TIME = policy_text("    when: [在编在职]").replace(HEAD, HEAD + "time: {TIME}\n")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(TIME.replace("{TIME}", "{school_year_starts: 2月29日}"), ["XG174"], id="not-every-year"),
        pytest.param(TIME.replace("{TIME}", "{school_year_starts: 9月31日}"), ["XG174"], id="no-such-day"),
        pytest.param(TIME.replace("{TIME}", "{school_year_starts: 9月}"), ["XG174"], id="no-day"),
        pytest.param(TIME.replace("{TIME}", "{school_year_starts: 2月1日}"), ["XG175"], id="both-terms-on-one-day"),
        pytest.param(TIME.replace("{TIME}", "{anniversary: maybe}"), ["XG108"], id="no-such-word"),
        pytest.param(TIME.replace("{TIME}", "{school_year_start: 9月1日}"), ["XG102"], id="no-such-key"),
        pytest.param(
            policy_text("    when: {聘用日期: {test: 已到, anniversary: after}}"), ["XG176"], id="no-period"
        ),
        pytest.param(policy_text("    when: {工龄: {满: 6年}}"), ["XG165"], id="no-test-in-the-mapping"),
        pytest.param(policy_text("    when: {工龄: {test: 满 6年, rouding: up}}"), ["XG102"], id="misspelt"),
        pytest.param(policy_text("    when: {工龄: {test: 满 6}}"), None, id="a-mistake-in-the-test-itself"),
    ],
)
def test_each_mistake_is_one_problem(text: str, codes: list[str] | None) -> None:
    """Given one mistake about time, then it is told once; one in the test itself as anywhere else."""
    usual = said(policy_text("    when: {工龄: 满 6}"))

    assert said(text) == (usual if codes is None else codes)


@pytest.mark.parametrize(
    ("declaration", "code"),
    [
        pytest.param("{total: 任职经历, counts_when: 9个月}", "XG177", id="calendar-time-has-no-blocks"),
        pytest.param("{total: 任职经历, by: school_years, counts_when: 1学年}", "XG178", id="not-of-the-calendar"),
        pytest.param("{total: 任职经历, by: school_years, arrived_by: 2月30日}", "XG174", id="no-such-day"),
        pytest.param(
            "{total: 任职经历, by: terms, arrived_by: [9月15日, 2月30日]}", "XG174", id="no-such-second-day"
        ),
        pytest.param("{total: 任职经历, by: terms, arrived_by: []}", "XG020", id="no-day-at-all"),
    ],
)
def test_each_mistake_of_a_fact_is_one_problem(declaration: str, code: str) -> None:
    """Given one mistake about when a block counts, then it is told once."""
    assert said_of(declaration) == [code]


def test_the_words_name_the_mend() -> None:
    """Given a day that not every year has, then the message shows what to write, in both languages."""
    (problem,) = problems(TIME.replace("{TIME}", "{school_year_starts: 2月29日}"))

    assert "9月1日" in render(problem, lang="zh")
    assert "2月29日" in render(problem, lang="en")


def test_the_schema_knows_them() -> None:
    """Given an editor's schema, then the section and the mapping of a test are in it."""
    schema = policy_schema()

    assert "time" in schema["properties"]
    assert {"test", "anniversary", "rounding"} <= set(schema["$defs"]["test"]["properties"])
