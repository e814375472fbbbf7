"""One mistake is told once, by its cause; and a slip that stops the parser hides nothing else of the file."""

from __future__ import annotations

import pytest
from policy_kit import DECISION, policy_text, problems

SUMMED = DECISION.replace("otherwise: idle", "otherwise: idle, combine: sum")


def facts(*lines: str) -> str:
    """Return a policy whose facts are these lines."""
    return policy_text(sections="facts:\n" + "".join(f"  {line}\n" for line in lines))


ONCE = {
    "a fact twice": (
        facts("甲: {list: {分: number}}", "甲: {count: 处分}", "乙: {count: 甲}", "丙: {calc: 甲 * 2}"),
        ["XG013"],
    ),
    "a fact by another fact's id": (
        facts("甲: {id: jia, list: {分: number}}", "乙: {id: jia, kind: number}", "丙: {calc: 乙 * 2}"),
        ["XG121"],
    ),
    "a name that begins with a test word": (
        policy_text(
            "    when: {满意度: 满 3年}\n    value: 满意度", sections="facts:\n  满意度: {total: 任职经历}\n"
        ),
        ["XG124"],
    ),
    "a parameter that begins with a test word": (
        policy_text(
            "    when: {工龄: 满 满期}",
            sections="parameters:\n  满期: {value: 6年, clause: 一}\nfacts:\n  甲: {calc: 满期 * 2}\n",
        ),
        ["XG124"],
    ),
    "a word of tests as a name": (
        policy_text("    when: {未知: 是}\n    value: 未知", sections="facts:\n  未知: flag\n"),
        ["XG125"],
    ),
    "a value as a name": (
        policy_text("    when: {在编在职: 是}\n    value: 6年", sections="facts:\n  6年: {total: 任职经历}\n"),
        ["XG172"],
    ),
    "a decision's value by a refused name": (
        policy_text(
            sections="facts:\n  满意度: {calc: 2 * 3}\n",
            decisions=DECISION.replace("otherwise: idle", "otherwise: idle, value: 满意度"),
        ),
        ["XG124"],
    ),
    "values that could not be read do not lack": (
        policy_text(
            "    when: [在编在职]\n    value: 满额", sections="facts:\n  满额: {calc: 2 * 3元}\n", decisions=SUMMED
        ),
        ["XG124"],
    ),
    "more than a number": (policy_text("    when:\n      工龄: >6"), ["XG050"]),
    "terms that include each other": (
        policy_text(sections="terms: {甲类: [乙类], 乙类: [丙类], 丙类: [甲类]}\n"),
        ["XG279"],
    ),
}


@pytest.mark.parametrize("row", ONCE.values(), ids=ONCE.keys())
def test_only_the_cause_speaks(row: tuple[str, list[str]]) -> None:
    """Given one mistake that much depends on, when the file is checked, then it is told and nothing that follows."""
    text, codes = row

    assert [each.code for each in problems(text) if each.severity == "error"] == codes


READ_ON = {
    "more than, on a line of its own": (
        policy_text("    when:\n      工龄: >=6年\n      姓别: 女", sections="facts:\n  甲: {total: 任职经厉}\n"),
        [("XG101", 10, 14, 18), ("XG050", 18, 11, 15), ("XG101", 19, 7, 9)],
    ),
    "more than, and more behind it in braces": (
        policy_text("    when: {工龄: >=6年, 姓别: 女}", sections="facts:\n  甲: {total: 任职经厉， gap: 3年}\n"),
        [("XG101", 10, 14, 18), ("XG051", 10, 18, 19), ("XG050", 17, 16, 20), ("XG101", 17, 22, 24)],
    ),
    "a half-open range": (
        policy_text("    when: {工龄: [6年, 10年), 姓别: 女}"),
        [("XG056", 15, 16, 25), ("XG101", 15, 27, 29)],
    ),
    "a bracket in a text, twice": (
        policy_text("    when: [在编在职]\n    title: [试行]办法\n    quote: {试行}办法\n    tital: 某"),
        [("XG060", 16, 12, 18), ("XG060", 17, 12, 18), ("XG102", 18, 5, 10)],
    ),
}


@pytest.mark.parametrize("row", READ_ON.values(), ids=READ_ON.keys())
def test_a_slip_that_stops_the_parser_hides_nothing(row: tuple[str, list[tuple[str, int, int, int]]]) -> None:
    """Given a slip that YAML cannot read, when the file is checked, then its other problems stand at their places."""
    text, expected = row

    found = [each for each in problems(text) if each.severity == "error"]
    assert [(one.code, one.span.line, one.span.column, one.span.end_column) for one in found] == expected


def test_a_file_that_cannot_be_typed_right_tells_what_is_certain() -> None:
    """Given a quotation that is never closed, when the file is checked, then nothing is guessed about the rest."""
    found = problems(policy_text('    when: [在编在职]\n    title: "未完'))

    assert [each.code for each in found] == ["XG059"]
