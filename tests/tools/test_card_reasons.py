"""What a card gives as the reason: the nearest way, the exception that decides, the clauses that failed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import receipts

from xgxp_rules.model.procedure_report import OwedStep
from xgxp_rules.model.report import ConditionReport, ConsequenceReport, DecisionReport
from xgxp_rules.tools.explain import explain
from xgxp_rules.tools.reasons import deciding_tests


def leaf(name: str, truth: bool | None) -> ConditionReport:
    return receipts.test(name, "是", "否", truth)


NO, ALSO, THIRD, OPEN = leaf("乙", False), leaf("丁", False), leaf("戊", False), leaf("丙", None)
FAR = receipts.group("all", False, NO, ALSO)
NEAR = receipts.group("all", False, leaf("甲", True), THIRD)


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        pytest.param(receipts.group("any", False, FAR, NEAR), "戊", id="the-way-that-lacks-least"),
        pytest.param(receipts.group("any", False, NO, ALSO), "乙丁", id="single-tests-are-all-as-near"),
        pytest.param(receipts.group("any", False, NEAR, FAR, NEAR), "戊", id="the-first-of-equals"),
        pytest.param(
            receipts.group("all", False, receipts.group("any", False, FAR, NEAR), ALSO), "戊丁", id="inside"
        ),
        pytest.param(
            receipts.group("not", True, receipts.group("any", False, FAR, NEAR)),
            "乙丁戊",
            id="what-had-to-fail-is-all",
        ),
        pytest.param(receipts.group("any", None, OPEN, NO), "丙", id="open"),
    ],
)
def test_of_several_ways_only_the_nearest_is_named(condition: ConditionReport, named: str) -> None:
    """Given ways that all failed, when the reason is asked, then only those that lack the least are named."""
    assert "".join(one.label or "" for one in deciding_tests(condition, nearest=True)) == named


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        pytest.param(True, "有例外：长期病假 是", id="conditions-hold"),
        pytest.param(None, "有例外：长期病假 是", id="conditions-still-open"),
        pytest.param(False, "2 种情形都不构成", id="conditions-fail-too"),
    ],
)
def test_a_rule_that_an_exception_defeats_comes_first(conditions: bool | None, said: str) -> None:
    """Given a rule defeated by an exception and one that fails, then the exception is the reason where it decides."""
    report = receipts.not_due()
    near = report.rules[0]
    sick = receipts.SICK.model_copy(update={"truth": True, "actual": "是"})
    when = near.when.model_copy(update={"truth": conditions, "parts": ()})
    excepted = near.model_copy(update={"id": "other", "when": when, "unless": sick, "truth": False})

    assert said in explain(report.model_copy(update={"rules": (near, excepted)}))


def _card(report: DecisionReport, **more: Any) -> str:
    return "".join(explain(report.model_copy(update=more)).split())


def test_what_follows_stands_on_the_card() -> None:
    """Given consequences and steps that are lacking, then both stand on the card, the steps briefly."""
    bar = ConsequenceReport(
        outcome="due", op="bar", label="限制", target="评优", from_on=date(2026, 9, 1), until_on=date(2027, 8, 31)
    )
    owed = [
        OwedStep(procedure="p", title="解聘程序", step=name, problem=problem)
        for name, problem in (("谈话", "missing"), ("公示", "late"), ("表决", "out_of_order"), ("送达", "missing"))
    ]

    said = _card(receipts.due(), consequences=(bar,), procedure_owed=tuple(owed))

    assert "后果限制评优自2026-09-01至2027-08-31" in said
    assert "；解聘程序·谈话缺；解聘程序·公示逾期；解聘程序·表决次序颠倒；共4处" in said
    assert "送达" not in said


def test_only_the_clauses_that_failed_are_the_grounds() -> None:
    """Given requirements met and unmet under several clauses, then a refusal rests on the clauses of the unmet ones."""
    report = receipts.entry()
    first, *rest = report.requirements
    other = first.model_copy(update={"id": "met", "title": "已有", "clauses": ("九",), "truth": True})
    clause = report.clauses[0].model_copy(update={"id": "九", "topic": "别的条件"})

    said = _card(report, requirements=(*report.requirements, other), clauses=(*report.clauses, clause))

    assert rest
    assert "别的条件" not in said
    assert "依据三(二)竞聘条件" in said


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        pytest.param("national.women", "上位法（", id="higher-law"),
        pytest.param("", "本文件的限制（", id="the-document-itself"),
    ],
)
def test_a_guard_without_a_title_is_called_by_its_source(policy: str, said: str) -> None:
    """Given a guard without a title, then it is higher law only where another document has it."""
    report = receipts.blocked()
    guard = report.guards[0].model_copy(update={"title": "", "policy": policy or report.policy})

    assert f"不生效{said}" in _card(report, guards=(guard,))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("39.5分 至 43分", "尚不能确定（现知 39.5分 至 43分）", id="a-range"),
        pytest.param("甲 或 乙", "尚不能确定  ", id="not-a-range"),
        pytest.param(None, "尚不能确定  ", id="nothing-known"),
    ],
)
def test_an_open_value_shows_the_range_that_is_known(text: str | None, said: str) -> None:
    """Given a value that is open, when it lies between two others, then the heading says so."""
    assert said in explain(receipts.undetermined().model_copy(update={"value_text": text}))
