"""A decision under all readings: which readings it depends on, what is tried, and that only differences are told."""

from __future__ import annotations

from datetime import date

import pytest

from xgxp_rules.diagnostics import UsageError
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Teacher

HEAD = """\
language: 1
policy: test.readings
version: v1
title: 夜班
status: trial
jurisdiction: "999999"
in_force: {from: 2031-01-01}
document: {clauses: [{id: 一, topic: 甲}, {id: 二, topic: 乙}]}
facts:
  夜班次数: {kind: number}
  晨检次数: {kind: number}
  总次数: {calc: 夜班次数}
decisions:
  duty: {title: 值守, outcomes: {ready: 可以, idle: 不可以}, otherwise: idle}
  meal: {title: 餐补, outcomes: {paid: 发, unpaid: 不发}, otherwise: unpaid}
  entry:
    title: 选聘
    outcomes: {eligible: 符合, not_eligible: 不符合}
    requires: [{id: entry.age, clause: 二, need: {年龄: 不超过 45岁}}]
rules:
  - {id: duty.ready, clause: 一, decision: duty, outcome: ready, when: {总次数: 满 4次, 夜班次数: 满 1次}}
  - {id: meal.paid, clause: 一, decision: meal, outcome: paid, when: [在编在职]}
"""

READINGS = """\
readings:
  次数:
    clause: 一
    status: 待明确
    default: 夜班
    choices: {夜班: as_written, 合计: {facts: {总次数: {calc: 夜班次数 + 晨检次数}}}}
  档次:
    clause: 一
    status: 待明确
    default: 四次
    choices:
      四次: as_written
      六次: {rules: {duty.ready: {clause: 一, decision: duty, outcome: ready, when: {总次数: 满 6次}}}}
  年龄:
    clause: 二
    status: 已答复
    default: 含
    choices: {含: as_written, 不含: {requirements: {entry.age: {clause: 二, need: {年龄: 不满 45岁}}}}}
"""

DAY = date(2031, 9, 1)


def policy_of(text: str) -> Policy:
    return Policy(load_policy(text, "readings.yaml"), Catalog())


@pytest.fixture(scope="module")
def policy() -> Policy:
    return policy_of(HEAD + READINGS)


@pytest.mark.parametrize(
    ("decision", "readings"),
    [
        pytest.param("duty", ["次数", "档次"], id="through-a-worked-out-fact-and-a-rule"),
        pytest.param("meal", [], id="none"),
        pytest.param("entry", ["年龄"], id="a-requirement"),
        pytest.param("选聘", ["年龄"], id="by-title"),
    ],
)
def test_a_decision_knows_the_readings_it_depends_on(policy: Policy, decision: str, readings: list[str]) -> None:
    """Given a decision, when its readings are asked, then those that can bear on it are listed."""
    assert [one.id for one in policy.readings_of(decision)] == readings


def test_a_reading_that_only_matters_under_another_is_found() -> None:
    """Given a fact that only one choice brings in, when another reading replaces that fact, then it counts."""
    third = _reading("折算").replace("读折算", "晨检")
    text = HEAD + READINGS + third
    text = text.replace("  总次数:", "  折算: {calc: 1 + 1}\n  总次数:").replace("+ 晨检次数", "+ 晨检次数 * 折算")

    assert [one.id for one in policy_of(text).readings_of("duty")] == ["次数", "档次", "晨检"]


@pytest.mark.parametrize(
    ("facts", "differences"),
    [
        pytest.param({"夜班次数": 7, "晨检次数": 0}, [], id="all-agree"),
        pytest.param({"夜班次数": 4, "晨检次数": 0}, [({"档次": "六次"}, ("idle",))], id="one-alone"),
        pytest.param({"夜班次数": 3, "晨检次数": 1}, [({"次数": "合计"}, ("ready",))], id="another-alone"),
        pytest.param(
            {"夜班次数": 3, "晨检次数": 3}, [({"次数": "合计"}, ("ready",))], id="together-nothing-new-to-tell"
        ),
        pytest.param(
            {"夜班次数": 0, "晨检次数": 6}, [({"次数": "合计", "档次": "六次"}, ("ready",))], id="only-together"
        ),
    ],
)
def test_only_what_differs_is_told(
    policy: Policy, facts: dict[str, object], differences: list[tuple[dict[str, str], tuple[str, ...]]]
) -> None:
    """Given two readings, when all are tried, then an answer is told with the fewest choices that lead to it."""
    report = policy.decide_readings("duty", Teacher.model_validate(facts), as_of=DAY)

    told = [
        ({one.reading: one.choice for one in each.choices}, each.answer.outcomes) for each in report.differences
    ]

    assert told == differences
    assert report.matters is bool(differences)
    assert (report.varied, report.tried) == ("all", 4)


def test_an_answer_that_becomes_open_is_a_difference(policy: Policy) -> None:
    """Given a fact that only one reading asks for, when it is unknown, then that reading is told as undetermined."""
    report = policy.decide_readings("duty", Teacher.model_validate({"夜班次数": 3}), as_of=DAY)

    assert report.answer.status == "determined"
    assert [each.answer.status for each in report.differences] == ["undetermined"]


def test_a_decision_without_readings_is_tried_once(policy: Policy) -> None:
    """Given a decision no reading bears on, when all readings are asked, then there is one way and no difference."""
    report = policy.decide_readings("meal", Teacher.model_validate({"在编在职": "是"}), as_of=DAY)

    assert (report.tried, report.differences, report.answer.labels) == (1, (), ("发",))


def test_chosen_readings_are_where_it_starts_from(policy: Policy) -> None:
    """Given a policy under a choice, when all readings are asked, then the default is among what differs."""
    report = policy.under({"档次": "六次"}).decide_readings(
        "duty", Teacher.model_validate({"夜班次数": 4, "晨检次数": 0}), as_of=DAY
    )

    assert report.answer.outcomes == ("idle",)
    assert [one.choice for each in report.differences for one in each.choices] == ["四次"]


def _many(count: int) -> Policy:
    """Return a policy with so many readings of two choices, each of which moves the same sum."""
    facts = "".join(f"  甲{number}: {{calc: 0}}\n" for number in range(count))
    total = " + ".join(["夜班次数", *(f"甲{number}" for number in range(count))])
    readings = "".join(_reading(f"甲{number}") for number in range(count))
    head = HEAD.replace("  总次数: {calc: 夜班次数}", f"{facts}  总次数: {{calc: {total}}}")
    return policy_of(f"{head}readings:\n{readings}")


def _reading(fact: str) -> str:
    choices = f"{{零: as_written, 一: {{facts: {{{fact}: {{calc: 1}}}}}}}}"
    return f"  读{fact}: {{clause: 一, status: 待明确, default: 零, choices: {choices}}}\n"


@pytest.mark.parametrize(
    ("count", "varied", "tried"),
    [
        pytest.param(6, "all", 64, id="sixty-four-combinations"),
        pytest.param(7, "pairs", 1 + 7 + 21, id="one-reading-more"),
    ],
)
def test_beyond_sixty_four_combinations_pairs_are_tried(count: int, varied: str, tried: int) -> None:
    """Given many readings, when all are asked, then the number of ways stays bounded and is said."""
    report = _many(count).decide_readings("duty", Teacher.model_validate({"夜班次数": 2}), as_of=DAY)

    assert (report.varied, report.tried) == (varied, tried)
    assert {len(each.choices) for each in report.differences} == {2}


def test_the_report_is_the_same_json_every_time(policy: Policy) -> None:
    """Given one record, when it is asked twice, then the JSON has the same bytes and reads back."""
    record = Teacher.model_validate({"夜班次数": 4, "晨检次数": 0})
    first = policy.decide_readings("duty", record, as_of=DAY)

    again = policy.decide_readings("duty", record, as_of=DAY)

    assert first.model_dump_json() == again.model_dump_json()
    assert type(first).model_validate_json(first.model_dump_json()) == first


def test_an_unknown_decision_is_refused(policy: Policy) -> None:
    """Given a name nobody has, when its readings are asked, then the nearest is proposed."""
    with pytest.raises(UsageError, match="duty"):
        policy.readings_of("dutty")
