"""`本聘期`: the appointment that runs, else the one that ended last; and nothing is true of a window without years."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from engine_kit import catalog

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

POLICY = """\
language: 1
policy: test.term
version: v1
title: 续聘
status: in_force
jurisdiction: "999999"
in_force: {from: 2026-01-01}
document: {clauses: [{id: 一, topic: 聘期内年度考核均合格的续聘}]}
facts:
  聘期均合格: {every: 年度考核, where: {等次: 合格 以上}, within: 本聘期}
  缺年也算: {every: 年度考核, where: {等次: 合格 以上}, within: 本聘期, short: passes}
  聘期处分: {count: 处分, within: 本聘期}
  自定起均合格: {every: 年度考核, where: {等次: 合格 以上}, within: 自 2031-01-01 起}
decisions:
  renew:
    title: 续聘
    outcomes: {renewed: 续聘, not_renewed: 不续聘}
    requires: [{clause: 一, need: [聘期均合格]}]
  passed: {title: 缺年, outcomes: {yes_: 是的, no_: 不是}, otherwise: no_}
  clean: {title: 无处分, outcomes: {clean: 无, some: 有}, otherwise: some}
  since: {title: 自定起, outcomes: {held: 都合格, other: 其他}, otherwise: other}
rules:
  - {clause: 一, decision: passed, outcome: yes_, when: [缺年也算]}
  - {clause: 一, decision: clean, outcome: clean, when: {聘期处分: 不满 1次}}
  - {clause: 一, decision: since, outcome: held, when: [自定起均合格]}
"""
GRADES = [{"年度": 2029, "等次": "合格"}, {"年度": 2030, "等次": "不合格"}]
GOOD = [{"年度": 2029, "等次": "合格"}, {"年度": 2030, "等次": "优秀"}]
TERM = [{"自": "2028-09-01", "至": "2031-08-31"}]
POSTS = [{"学校": "一中", "自": "2020-09-01"}]


@pytest.fixture(scope="module")
def policy() -> Policy:
    """Return the policy."""
    return Policy(load_policy(POLICY, "test.yaml"), catalog())


def _record(**given: Any) -> Any:
    return xr.Teacher.model_validate({"任职经历": POSTS, "年度考核": GOOD, "处分": [], **given})


@pytest.mark.parametrize(
    ("terms", "grades", "on", "outcome"),
    [
        pytest.param(TERM, GRADES, date(2031, 8, 31), "not_renewed", id="failed-on-the-last-day"),
        pytest.param(TERM, GRADES, date(2031, 9, 1), "not_renewed", id="failed-the-day-after"),
        pytest.param(TERM, GRADES, date(2032, 9, 1), "not_renewed", id="failed-a-year-after"),
        pytest.param(
            TERM, [{"年度": 2028, "等次": "合格"}, *GOOD], date(2031, 8, 31), "renewed", id="good-last-day"
        ),
        pytest.param(
            TERM, [{"年度": 2028, "等次": "合格"}, *GOOD], date(2031, 9, 1), "renewed", id="good-day-after"
        ),
        pytest.param([], GRADES, date(2031, 9, 1), "not_renewed", id="never-appointed"),
        pytest.param([], GOOD, date(2031, 9, 1), "not_renewed", id="never-appointed-and-good"),
        pytest.param([{"自": "2031-03-01"}], GOOD, date(2031, 9, 1), "not_renewed", id="no-finished-year-yet"),
        pytest.param([{"自": "2030-09-01"}], GOOD, date(2031, 9, 1), "renewed", id="one-finished-year"),
        pytest.param([*TERM, {"自": "2031-09-01"}], GRADES, date(2031, 9, 1), "not_renewed", id="a-new-term-begun"),
        pytest.param(
            [*TERM, {"自": "2031-09-01"}], GRADES, date(2032, 1, 1), None, id="its-first-year-has-no-grade"
        ),
        pytest.param(
            [{"自": "2025-09-01", "至": "2028-08-31"}, *TERM], GRADES, date(2031, 9, 1), "not_renewed", id="last"
        ),
        pytest.param([{"自": "2028", "至": "2031-08-31"}], GRADES, date(2031, 9, 1), None, id="begun-in-2028"),
        pytest.param([{"自": "2032-09-01"}], GOOD, date(2031, 9, 1), "not_renewed", id="not-begun"),
    ],
)
def test_renewal_looks_at_the_term(
    policy: Policy, terms: list[Any], grades: list[Any], on: date, outcome: str | None
) -> None:
    """Given appointments and grades, when renewal is decided, then on the term itself and never on nothing."""
    assert policy.decide("renew", _record(岗位聘用=terms, 年度考核=grades), as_of=on).outcome == outcome


@pytest.mark.parametrize(
    ("decision", "terms", "outcome"),
    [
        pytest.param("passed", [{"自": "2031-03-01"}], "yes_", id="being-short-passes-if-the-text-says-so"),
        pytest.param("clean", [], "clean", id="no-sanction-in-no-term"),
        pytest.param("clean", TERM, "some", id="a-sanction-in-the-term-that-ended"),
        pytest.param("since", TERM, "other", id="no-year-has-ended-since-that-day"),
    ],
)
def test_other_forms(policy: Policy, decision: str, terms: list[Any], outcome: str) -> None:
    """Given a term, when other forms look at it, then counts stay counts and every asks for years."""
    record = _record(岗位聘用=terms, 处分=[{"日期": "2030-01-05", "种类": "警告"}])

    assert policy.decide(decision, record, as_of=date(2031, 9, 1)).outcome == outcome


def test_the_card_says_that_it_does_not_apply(policy: Policy) -> None:
    """Given somebody never appointed, then the card says that the requirement does not apply, in both languages."""
    found = policy.decide("renew", _record(岗位聘用=[]), as_of=date(2031, 9, 1))

    assert "聘期均合格 不适用" in xr.explain(found, lang="zh")
    assert "not applicable" in xr.explain(found, lang="en")


def test_what_may_not_apply_is_not_denied_without_a_word() -> None:
    """Given such a fact under none, then check asks for 适用, as of every fact that may not apply."""
    text = POLICY.replace("when: [缺年也算]", "when: {none: [聘期均合格]}")

    with pytest.raises(xr.PolicyError, match="XG302"):
        load_policy(text)
