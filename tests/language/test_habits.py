"""What officers write by habit, each answered by one problem that says what to write."""

from __future__ import annotations

import pytest
from policy_kit import policy_text, problems

TITLED = "decisions:\n  duty: {title: 津贴, outcomes: {ready: 发给, idle: 不发}, otherwise: idle, combine: sum}\n"
RULE = "    when: [在编在职]\n    value: 津贴"

HABITS = [
    pytest.param(
        policy_text(
            RULE,
            sections="facts:\n  津贴: {calc: 300元 * 年限, years: whole}\n  年限: {total: 任职经历}\n",
            decisions=TITLED,
        ),
        [("XG113", "另取一个名称")],
        id="a fact and a decision of one name",
    ),
    pytest.param(
        policy_text(
            "    when: {乙: 是}\n    value: 甲",
            sections="facts:\n  甲: {calc: 300元 * 没有}\n  乙: flag\n",
            decisions=TITLED,
        ),
        [("XG111", "")],
        id="a decision is not said to lack values that could not be read",
    ),
    pytest.param(
        policy_text(sections="facts:\n  甲: {total: 任职经历, within: 两年}\n"),
        [("XG114", "近2年")],
        id="a window without its word",
    ),
    pytest.param(
        policy_text(sections="facts:\n  甲: {exists: 处分, within: 五年内}\n"),
        [("XG114", "近五年")],
        id="within five years",
    ),
    pytest.param(
        policy_text(sections="facts:\n  甲: {exists: 处分, within: 好几年}\n"),
        [("XG146", "近3年")],
        id="no window at all",
    ),
    pytest.param(
        policy_text(sections="facts:\n  甲: {total: 任职经历, minus: [病假]}\n"),
        [("XG101", "请假")],
        id="a kind of leave",
    ),
    pytest.param(
        policy_text("    when: [在编在职]\n    except: [长期病假]"),
        [("XG102", "unless")],
        id="an exception's usual word",
    ),
    pytest.param(policy_text("    if: [在编在职]"), [("XG102", "when")], id="a condition's usual word"),
    pytest.param(
        policy_text(sections="parameters:\n  - {value: 6年, clause: 一}\n"),
        [("XG105", "前面不加「- 」")],
        id="dashes",
    ),
    pytest.param(
        policy_text().replace("rules:\n", "规则：\n"), [("XG022", "规则:")], id="a wide colon, its value below"
    ),
    pytest.param(
        policy_text(sections="facts:\n  甲:\n    total：任职经历\n    within: 近2年\n"),
        [("XG022", "total: 任职经历")],
        id="a wide colon, and the next line fits",
    ),
    pytest.param(
        policy_text(sections="facts:\n  甲： {exists: 处分, within: 近2年}\n"),
        [("XG022", "甲: {exists: 处分, within: 近2年}")],
        id="a wide colon before a bracket",
    ),
    pytest.param(
        policy_text(sections="facts:\n  甲: {exists: 处分, within: 近2年}。\n"),
        [("XG074", "删去")],
        id="a sentence's end",
    ),
]


@pytest.mark.parametrize(("text", "expected"), HABITS)
def test_a_habit_is_answered_once(text: str, expected: list[tuple[str, str]]) -> None:
    """Given what officers write by habit, when the file is checked, then its cause alone is told, with the mend."""
    found = [each for each in problems(text) if each.severity == "error"]

    assert [each.code for each in found] == [code for code, _ in expected]
    for each, (_, mend) in zip(found, expected, strict=True):
        assert mend in (each.hint("zh") or "")
        assert each.hint("en") or not mend


@pytest.mark.parametrize("unit", ["学时", "学分", "公里", "户", "班"])
def test_units_of_documents_need_no_declaration(unit: str) -> None:
    """Given an amount in a unit that documents use, when the file is checked, then it is an amount."""
    assert problems(policy_text(sections=f"parameters:\n  甲: {{value: 360{unit}, clause: 一}}\n")) == []


OTHER_KEYS = [
    pytest.param("in_force: {from: 2031-02-20}", "in_force: {from: 2031-02-20, to: 2032-01-01}", "until", id="to"),
    pytest.param(
        "in_force: {from: 2031-02-20}", "in_force: {from: 2031-02-20, end_date: 2032-01-01}", "until", id="end"
    ),
    pytest.param("in_force: {from: 2031-02-20}", "in_force: {start: 2031-02-20}", "from", id="start"),
    pytest.param(
        "in_force: {from: 2031-02-20}", "施行: {自: 2031-02-20, 止: 2032-01-01}", "至", id="its-end-in-Chinese"
    ),
    pytest.param(
        "in_force: {from: 2031-02-20}", "施行: {开始日期: 2031-02-20}", "自", id="its-beginning-in-Chinese"
    ),
    pytest.param("title: 值守", "name: 值守", "title", id="name"),
    pytest.param("otherwise: idle", "else: idle", "otherwise", id="else"),
    pytest.param("outcome: ready", "then: ready", "outcome", id="then"),
    pytest.param("when: [在编在职]", "when: [在编在职]\n    reason: 某", "note", id="reason"),
]


@pytest.mark.parametrize(("sound", "written", "meant"), OTHER_KEYS)
def test_the_key_that_was_meant_is_named(sound: str, written: str, meant: str) -> None:
    """Given a key under another usual word, when the file is checked, then it alone is told, with the key meant."""
    text = policy_text()
    assert sound in text
    found = [each for each in problems(text.replace(sound, written, 1)) if each.severity == "error"]

    assert [(each.code, each.mend) for each in found if each.code != "XG301"] == [("XG102", meant)]


def test_a_key_that_is_near_none_is_answered_with_those_there_are() -> None:
    """Given a key that resembles none, when the file is checked, then the keys of the place are listed."""
    (found,) = problems(policy_text().replace("{from: 2031-02-20}", "{from: 2031-02-20, xyz: 1}"))

    assert (found.hint("zh"), found.hint("en")) == (
        "可以写：自（from）、至（until）、推定依据（basis）",
        "It may have: from, until, basis",
    )
