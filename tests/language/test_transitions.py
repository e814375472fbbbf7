"""Transitions and replaced requirements as they are read, and everything refused about them."""

from __future__ import annotations

from datetime import date

import pytest
from language_kit import load_text, said_of_text

from xgxp_rules.model.policy import InForce

HEAD = """\
language: 1
policy: test.kit
version: v2
title: 试点
status: trial
jurisdiction: "999999"
in_force: {from: 2031-04-01}
document: {clauses: [{id: 一, topic: 甲}, {id: 九, topic: 乙}]}
decisions:
  duty: {title: 值守, outcomes: {ready: 可以值守, idle: 不值守}, otherwise: idle}
  entry:
    title: 选聘
    outcomes: {yes_: 符合, no_: 不符合}
    requires:
      - {id: entry.age, clause: 一, need: {年龄: 不超过 45岁}}
      - {clause: 九, need: {在编在职: 是}}
rules:
  - {clause: 一, decision: duty, outcome: ready, when: [在编在职]}
"""


def transition(line: str) -> str:
    return f"{HEAD}transitions:\n  - {line}\n"


def test_a_transition_is_read_with_everything_it_says() -> None:
    """Given all keys, when the file is read, then the transition holds each of them and names decisions by id."""
    text = transition(
        "{id: old, clause: 九, when: {出生日期: 早于 2031-04-01}, unless: [长期病假], governed_by: v1, decisions: 值守,"
        " title: 老人老办法, in_force: {from: 2031-04-01, until: 2034-03-31}}"
    )

    (found,) = load_text(text).transitions

    assert (found.id, found.clauses, found.governed_by) == ("old", ("九",), "v1")
    assert found.decisions == ("duty",)
    assert found.unless is not None
    assert found.in_force == InForce(date(2031, 4, 1), date(2034, 3, 31))


def test_chinese_keys_say_the_same() -> None:
    """Given the Chinese spellings, when the file is read, then the model is the same."""
    zh = f"{HEAD}过渡:\n  - {{编号: old, 依据: 九, 条件: [在编在职], 适用版本: v1}}\n"

    assert (
        load_text(zh).transitions
        == load_text(transition("{id: old, clause: 九, when: [在编在职], governed_by: v1}")).transitions
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("{id: a, clause: 九, when: [在编在职], governed_by: v2}", "XG380", id="its-own-version"),
        pytest.param("{id: a, clause: 九, when: [在编在职]}", "XG103", id="no-version"),
        pytest.param("{id: a, when: [在编在职], governed_by: v1}", "XG103", id="no-clause"),
        pytest.param("{id: a, clause: 八, when: [在编在职], governed_by: v1}", "XG129", id="unknown-clause"),
        pytest.param("{id: a, clause: 九, when: [在编], governed_by: v1}", "XG101", id="unknown-fact"),
        pytest.param(
            "{id: a, clause: 九, when: [在编在职], governed_by: v1, decisions: 轮岗}", "XG127", id="decision"
        ),
        pytest.param("{id: a, clause: 九, when: [在编在职], governed_by: v1, about: 学员}", "XG134", id="about"),
        pytest.param(
            "{id: a, clause: 九, when: [在编在职], governed_by: v1, since: 一}", "XG102", id="unknown-key"
        ),
        pytest.param(
            "{id: a, clause: 九, when: [在编在职], governed_by: v1, in_force: {until: 2030-01-01}}",
            "XG314",
            id="window-before-the-document",
        ),
    ],
)
def test_what_is_refused_about_a_transition(line: str, code: str) -> None:
    """Given one slip, when the file is read, then exactly that is said."""
    assert said_of_text(transition(line)) == [code]


def test_two_transitions_of_one_id_are_refused() -> None:
    """Given one id twice, when the file is read, then the second is reported."""
    line = "{id: a, clause: 九, when: [在编在职], governed_by: v1}"

    assert said_of_text(transition(f"{line}\n  - {line}")) == ["XG131"]


def reading(choice: str) -> str:
    return (
        f"{HEAD}readings:\n  年龄怎么算: {{clause: 一, status: 待明确, default: 实足, choices: {{实足: as_written,"
        f" 另读: {{requirements: {choice}}}}}}}\n"
    )


def test_a_reading_replaces_a_requirement_whole() -> None:
    """Given a choice that replaces a requirement, when it is taken, then only that requirement is another."""
    policy = load_text(reading("{entry.age: {clause: 一, need: {年龄: 不满 45岁}}}"))

    read = policy.under_readings({"年龄怎么算": "另读"})
    before, after = policy.decisions[1].requires, read.decisions[1].requires

    assert [one.id for one in after] == [one.id for one in before]
    assert after[0].need != before[0].need
    assert after[1] == before[1]


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        pytest.param("{entry.size: {clause: 一, need: [在编在职]}}", "XG133", id="no-such-requirement"),
        pytest.param("{entry.age: {clause: 一}}", "XG103", id="without-need"),
        pytest.param("{entry.age: {clause: 一, need: {年龄: 不满 45}}}", "XG202", id="wrong-unit"),
    ],
)
def test_what_is_refused_about_a_replaced_requirement(choice: str, code: str) -> None:
    """Given one slip in the replacement, when the file is read, then that is said."""
    assert code in said_of_text(reading(choice))


@pytest.mark.parametrize("soft", ["may", "可以", "视情况"])
def test_a_requirement_that_may_be_asked_is_no_requirement(soft: str) -> None:
    """Given the modality `may` on a requirement, when the file is read, then it is refused with the way out."""
    text = HEAD.replace("clause: 九, need", f"clause: 九, modality: {soft}, need")

    assert said_of_text(text) == ["XG381"]
