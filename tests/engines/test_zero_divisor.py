"""A quotient whose divisor is zero has no value, and says so: the record lacks nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.missing_words import missing_words

POLICY = """\
language: 1
policy: test.quotients
version: v1
title: 课时
status: trial
jurisdiction: "999999"
in_force: {from: 2030-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts:
  课: {list: {日期: date, 节数: number}}
  课数: {count: 课}
  课和: {sum: 课, take: 节数}
  课均: {calc: 课和 / 课数}
decisions:
  pay: {title: 津贴, outcomes: {yes_: 发, no_: 不发}, otherwise: no_}
rules:
  - {clause: 一, decision: pay, outcome: yes_, when: {课均: 不少于 2}}
"""


@pytest.mark.parametrize(
    ("record", "missing"),
    [
        pytest.param({"课": []}, {"课均": "zero_divisor"}, id="nothing-to-divide-by"),
        pytest.param({}, {"课": "unknown"}, id="the-list-is-not-known"),
        pytest.param({"课": [{"日期": "2030-01-01", "节数": 3}]}, {}, id="one-entry"),
    ],
)
def test_what_a_quotient_lacks(record: dict[str, Any], missing: dict[str, str]) -> None:
    """Given a quotient, then a divisor of zero is told apart from numbers that are not known."""
    policy = Policy(load_policy(POLICY), Catalog())

    decision = policy.decide("pay", Teacher.model_validate(record), as_of=date(2030, 6, 1))

    assert {one.label: one.reason for one in decision.missing} == missing


def test_a_clerk_is_told_that_nothing_is_missing() -> None:
    """Given such a quotient, then the words name it and ask for nothing."""
    policy = Policy(load_policy(POLICY), Catalog())
    (one,) = policy.decide("pay", Teacher.model_validate({"课": []}), as_of=date(2030, 6, 1)).missing

    assert missing_words(one, "zh") == "“课均”的除数是零，算不出来"
