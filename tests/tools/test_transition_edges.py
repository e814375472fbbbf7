"""The days around a change of versions that a suite leaves untested."""

from __future__ import annotations

from datetime import date

import pytest

from xgxp_rules.language.loader import load_policy
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.transition_edges import untested_edges

TEXT = """\
language: 1
policy: test.edges
version: v2
title: 试点
status: trial
jurisdiction: "999999"
in_force: {from: 2031-04-01}
document: {clauses: [{id: 九, topic: 过渡}]}
facts: {入行日期: date}
decisions: {duty: {title: 值守, outcomes: {ready: 可以, idle: 不可以}, otherwise: idle}}
rules: [{clause: 九, decision: duty, outcome: ready, when: [在编在职]}]
transitions:
  - {id: hired, clause: 九, when: {TEST}, governed_by: v1}
"""

LOCAL, BUILT_IN = "入行日期: 早于 2031-04-01", "聘用日期: 不晚于 2031-04-01"


def policy(test: str) -> PolicyVersion:
    return load_policy(TEXT.replace("TEST", test), "edges.yaml")


@pytest.mark.parametrize(
    ("test", "days", "missing"),
    [
        pytest.param(LOCAL, [], [31, 1, 2], id="none-tested"),
        pytest.param(LOCAL, ["2031-03-31", "2031-04-01", "2031-04-02"], [], id="all-tested"),
        pytest.param(LOCAL, ["2031-03-31", "2031-04-02"], [1], id="the-day-itself-is-missing"),
        pytest.param(BUILT_IN, ["2031-04-01", "2031-04-02"], [31], id="a-built-in-fact"),
        pytest.param("在编在职: 是", [], [], id="no-date-no-edges"),
    ],
)
def test_each_of_the_three_days_needs_a_record(test: str, days: list[str], missing: list[int]) -> None:
    """Given the records of a suite, when their days are held against a transition, then the lacking days are named."""
    name = test.split(":")[0]
    records = [Teacher.model_validate({name: day}) for day in days]

    found = untested_edges(policy(test), records)

    assert [edge.day.day for edge in found] == missing


def test_the_same_day_in_two_tests_is_one_edge() -> None:
    """Given one date in `when` and in `unless`, when the edges are listed, then each day stands once."""
    text = TEXT.replace("when: {TEST}", "when: {入行日期: 早于 2031-04-01}, unless: {入行日期: 为 2031-04-01}")

    found = untested_edges(load_policy(text, "edges.yaml"), [])

    assert [edge.day for edge in found] == [date(2031, 3, 31), date(2031, 4, 1), date(2031, 4, 2)]
