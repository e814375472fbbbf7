"""Which readings an answer depends on: also those that replace a parameter that facts are worked out with."""

from __future__ import annotations

from datetime import date

import pytest

from xgxp_rules.language.loader import check_policy, load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.explain import explain

AS_OF = date(2031, 9, 1)
POLICY = """\
language: 1
policy: sample.readings
version: v1
title: 补助
status: in_force
jurisdiction: "999999"
in_force: {from: 2030-01-01}
document: {clauses: [{id: 一, topic: 补助}, {id: 二, topic: 名次}, {id: 三, topic: 别的}]}
parameters:
  每次补助: {value: 30元, clause: 一}
  起算月数: {value: 6个月, clause: 二}
  不用的月数: {value: 6个月, clause: 三}
facts:
  夜班次数: {kind: number, unit: 次}
  补助: {calc: 每次补助 * 夜班次数}
  竞赛:
    list:
      日期: date
      起算日: {day: 日期, plus: 起算月数}
      不问的日: {day: 日期, plus: 不用的月数}
  计入次数: {count: 竞赛, where: {起算日: 已到}}
decisions:
  pay: {title: 发给多少, value: 补助}
  count: {title: 计入几次, value: 计入次数}
readings:
  补助多少:
    clause: 一
    status: 待明确
    default: 甲
    choices: {甲: as_written, 乙: {parameters: {每次补助: {value: 40元, clause: 一}}}}
  何时起算:
    clause: 二
    status: 待明确
    default: 甲
    choices: {甲: as_written, 乙: {parameters: {起算月数: {value: 8个月, clause: 二}}}}
  不问的:
    clause: 三
    status: 待明确
    default: 甲
    choices: {甲: as_written, 乙: {parameters: {不用的月数: {value: 8个月, clause: 三}}}}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy(load_policy(POLICY.encode(), "v1.yaml"), Catalog())


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        pytest.param("pay", "补助多少", id="a-parameter-of-a-sum"),
        pytest.param("count", "何时起算", id="a-parameter-of-a-field-that-is-asked-of-each-item"),
    ],
)
@pytest.mark.parametrize("choice", ["甲", "乙"])
def test_a_parameter_behind_a_fact_is_found_under_every_choice(
    policy: Policy, decision: str, expected: str, choice: str
) -> None:
    """Given a reading of a parameter that only a worked-out fact uses, then the answer names it and no other."""
    report = policy.decide(decision, Teacher(), as_of=AS_OF, readings={expected: choice}).report()

    assert [(one.id, one.choice) for one in report.readings] == [(expected, choice)]


def test_an_answer_that_is_a_value_names_the_clause_of_its_decision() -> None:
    """Given a decision without rules that says its clause, then the answer, and its card, rest on that clause."""
    text = POLICY.replace("{title: 发给多少, value: 补助}", "{title: 发给多少, value: 补助, clause: 三}")
    paid = Policy(load_policy(text.encode(), "v1.yaml"), Catalog())

    decision = paid.decide("pay", Teacher.model_validate({"夜班次数": 2}), as_of=AS_OF)

    assert [one.id for one in decision.report().clauses] == ["三", "一"]
    assert "依据  三 别的" in explain(decision)


def test_a_decision_cannot_name_a_clause_that_the_document_lacks() -> None:
    """Given a clause that is not listed, when the file is read, then it is refused."""
    text = POLICY.replace("{title: 发给多少, value: 补助}", "{title: 发给多少, value: 补助, clause: 九}")

    _, problems = check_policy(text.encode(), "v1.yaml")

    assert [one.code for one in problems] == ["XG129"]
