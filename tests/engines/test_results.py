"""Decisions as facts of later decisions: possible outcomes, blocked ones, lists of outcomes, circles through guards."""

from __future__ import annotations

from datetime import date

import pytest

from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.loader import check_policy, load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher

TEXT = """\
language: 1
policy: test.later
version: v1
title: 夜班
status: trial
jurisdiction: "999999"
in_force: {from: 2031-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts:
  夜班次数: {kind: number}
  有车证: flag
  值夜: flag
  会急救: flag
decisions:
  duty:
    title: 值守
    outcomes: {night: {label: 值夜班, effects: [night_duty]}, day: {label: 值白班, effects: [day_duty]}, idle: 不值守}
    otherwise: idle
  skills:
    title: 技能
    decides: all
    outcomes: {drive: {label: 驾车, effects: [driving]}, rescue: 急救, watch: 守夜}
  plain: {title: 补助, outcomes: {paid: 发, unpaid: 不发}, otherwise: unpaid}
  even: {title: 名册, outcomes: {listed: 列入, unlisted: 不列}, otherwise: unlisted}
  neither: {title: 备勤, outcomes: {standby: 备勤, free: 不备勤}, otherwise: free}
  car: {title: 用车, outcomes: {granted: 给, refused: 不给}, otherwise: refused}
  medic: {title: 药箱, outcomes: {given: 给, kept: 不给}, otherwise: kept}
rules:
  - {clause: 一, decision: duty, outcome: night, when: {夜班次数: 满 4次}}
  - {clause: 一, decision: duty, outcome: day, when: {有车证: 是}}
  - {clause: 一, decision: skills, outcome: drive, when: [有车证]}
  - {clause: 一, decision: skills, outcome: rescue, when: [会急救]}
  - {clause: 一, decision: skills, outcome: watch, when: [值夜]}
  - {clause: 一, decision: plain, outcome: paid, when: {值守: 值夜班}}
  - {clause: 一, decision: even, outcome: listed, when: {值守（含被阻却）: 值夜班}}
  - {clause: 一, decision: neither, outcome: standby, when: {值守: 不是 值夜班 或 值白班}}
  - {clause: 一, decision: car, outcome: granted, when: {技能: 包含 驾车}}
  - {clause: 一, decision: medic, outcome: given, when: {技能: 包含 急救}}
guards:
  - {id: nursing, clause: 一, against: [night_duty], when: {孕期至哺乳期: 是}}
  - {id: sick, clause: 一, against: [driving], when: {长期病假: 是}}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy(load_policy(TEXT, "later.yaml"), Catalog())


def decide(policy: Policy, decision: str, **facts: object) -> Decision:
    return policy.decide(decision, Teacher.model_validate(facts), as_of=date(2031, 9, 1))


FREE = {"孕期至哺乳期": "否", "长期病假": "否"}


@pytest.mark.parametrize(
    ("decision", "facts", "outcome", "missing"),
    [
        pytest.param("plain", {"夜班次数": 4, **FREE}, "paid", [], id="settled"),
        pytest.param("plain", {"夜班次数": 4, "孕期至哺乳期": "是"}, None, ["duty"], id="blocked-is-unknown"),
        pytest.param("plain", {"夜班次数": 4}, None, ["pregnant_or_nursing"], id="guard-open-is-unknown"),
        pytest.param(
            "plain", {"夜班次数": 3, "有车证": "是", "孕期至哺乳期": "是"}, "unpaid", [], id="other-outcome"
        ),
        pytest.param("plain", {**FREE}, None, ["夜班次数", "有车证"], id="outcome-open"),
        pytest.param("even", {"夜班次数": 4, "孕期至哺乳期": "是"}, "listed", [], id="even-if-blocked"),
        pytest.param("even", {"夜班次数": 4}, "listed", [], id="even-if-the-guard-is-open"),
        pytest.param("even", {"夜班次数": 3, "有车证": "否"}, "unlisted", [], id="even-if-blocked-but-not-that"),
        pytest.param("neither", {"有车证": "是", **FREE}, "free", [], id="every-possible-outcome-agrees"),
        pytest.param("neither", {**FREE}, None, ["夜班次数", "有车证"], id="possible-outcomes-disagree"),
        pytest.param("car", {"有车证": "是", "值夜": "否", "会急救": "否", **FREE}, "granted", [], id="list-known"),
        pytest.param("car", {"有车证": "是", **FREE}, "granted", [], id="list-holds-it-whatever-else"),
        pytest.param("car", {"有车证": "否", **FREE}, "refused", [], id="list-lacks-it-whatever-else"),
        pytest.param("car", {**FREE}, None, None, id="list-open"),
        pytest.param(
            "car", {"有车证": "是", "值夜": "否", "会急救": "否", "长期病假": "是"}, None, None, id="list-blocked"
        ),
        pytest.param(
            "medic", {"有车证": "是", "会急救": "是", "长期病假": "是"}, "given", [], id="list-other-blocked"
        ),
    ],
)
def test_a_decision_as_a_fact(
    policy: Policy, decision: str, facts: dict[str, object], outcome: str | None, missing: list[str] | None
) -> None:
    """Given an earlier decision in each state, when a later one tests it, then the test knows what is sure."""
    found = decide(policy, decision, **facts)

    assert found.outcome == outcome
    assert (found.status == "undetermined") is (outcome is None)
    if missing is not None:
        assert sorted(fact.id for fact in found.missing) == sorted(missing)


def test_the_receipt_shows_a_list_that_is_still_open(policy: Policy) -> None:
    """Given a list with open outcomes, when the later decision is written out, then the text says what may be in it."""
    facts = {fact.id: fact for fact in decide(policy, "car", 有车证="是", **FREE).report().facts}

    assert facts["skills"].state == "partly_known"
    assert "驾车" in facts["skills"].text


def test_a_guard_that_asks_about_the_decision_it_guards_is_a_circle() -> None:
    """Given a guard whose condition is the decision it stands against, when the file is read, then it is refused."""
    text = TEXT.replace("when: {孕期至哺乳期: 是}", "when: {补助: 发}")

    assert "XG142" in [each.code for each in check_policy(text, "later.yaml")[1]]


def test_a_guard_may_ask_for_the_outcome_whether_blocked_or_not() -> None:
    """Given a guard that asks for the outcome even if blocked, when it is read, then there is no circle."""
    text = TEXT.replace("when: {孕期至哺乳期: 是}", "when: {名册: 列入}")

    assert check_policy(text, "later.yaml")[0] is not None
