"""Formatting case files: one order and language of keys, the same cases, comments kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xgxp_rules.language.cases import read_cases
from xgxp_rules.tools.cases import case_files
from xgxp_rules.tools.formatting import format_cases, format_file
from xgxp_rules.tools.formatting.case_files import _bare

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = case_files(ROOT / "policies")

CROOKED = """\
# 抬头
version: "2030"       # 版本
policy: sample.duty
given: {住校: 是}

cases:
  # 第一个
  - expect: {rules: [duty.lives-in], outcome: on_duty}   # 应参加
    name: 住校的参加

    # 那一天
    as_of: 2031年5月1日
    vary:
      - {expect: free, name: 不住校, given: {住校: 否}}
      - name: 分几行
        expect:
          # 先说规则
          not_rules: [duty.enough]
          outcome: on_duty
        given:
          值守次数: 3次

    decision: duty
  - name: 还没有填
    expect: {duty: ?}
    as_of: 2031-05-01
"""

STRAIGHT = """\
# 抬头
policy: sample.duty
version: "2030"       # 版本
given: {住校: 是}

cases:
  # 第一个
  - name: 住校的参加

    # 那一天
    as_of: 2031-05-01

    decision: duty
    expect: {outcome: on_duty, rules: [duty.lives-in]}   # 应参加
    vary:
      - {name: 不住校, given: {住校: 否}, expect: free}
      - name: 分几行
        given:
          值守次数: 3次
        expect:
          outcome: on_duty
          # 先说规则
          not_rules: [duty.enough]
  - name: 还没有填
    as_of: 2031-05-01
    expect: {duty: ?}
"""


def says(text: str) -> Any:
    """Return the cases that a text holds, without their places."""
    suite, problems = read_cases(text)
    assert suite is not None, problems
    return _bare(suite)


def test_keys_get_one_order_and_take_their_comments_along() -> None:
    """Given keys in any order, when formatted, then what is given stands before what is expected, comments with it."""
    assert format_cases(CROOKED).after == STRAIGHT


def test_a_comment_that_cannot_come_along_holds_its_mapping() -> None:
    """Given a comment above what would stand behind a list's sign, then that mapping is left as it is."""
    text = (
        "policy: p\nversion: v\ncases:\n  - as_of: 2031-05-01\n    # 名称\n    name: 甲\n    expect: {duty: free}\n"
    )

    assert format_cases(text).after == text


@pytest.mark.parametrize("path", [pytest.param(path, id=str(path.relative_to(ROOT))) for path in SHIPPED])
def test_every_shipped_case_file_there_and_back(path: Path) -> None:
    """Given shipped cases, when formatted in each language, then twice is once, they say the same, and back is back."""
    before = says(path.read_text(encoding="utf-8"))
    once = format_file(path)
    zh = format_cases(once.after, str(path), keys="zh")
    en = format_cases(zh.after, str(path), keys="en")

    assert once.problems == zh.problems == en.problems == ()
    assert [says(one.after) for one in (once, zh, en)] == [before] * 3
    assert not format_cases(once.after, str(path)).changed
    assert not format_cases(zh.after, str(path), keys="zh").changed
    assert format_cases(en.after, str(path), keys="zh").after == zh.after
    assert _words(once.after) == _words(path.read_text(encoding="utf-8"))


def _words(text: str) -> list[str]:
    """Return the comments and the number of blank lines of a text, whatever order they are in."""
    lines = [line.strip() for line in text.splitlines()]
    return sorted(line for line in lines if not line or line.startswith("#"))


def test_line_ends_stay() -> None:
    """Given the line ends and the mark of another system, when formatted, then both are still there."""
    text = "\ufeff" + CROOKED.replace("\n", "\r\n")

    assert format_cases(text).after == "\ufeff" + STRAIGHT.replace("\n", "\r\n")


def test_a_faulty_file_comes_back_with_its_problems() -> None:
    """Given a case file with an unknown key, when formatted, then it is as it was, and the key is named."""
    text = STRAIGHT.replace("as_of: 2031-05-01\n    expect", "asof: 2031-05-01\n    expect")

    done = format_cases(text)

    assert (done.after, [one.code for one in done.problems]) == (text, ["XG103", "XG102"])


def test_processes_and_quotas_have_an_order_too() -> None:
    """Given a course and a quota in any order, when formatted, then their keys follow the reference."""
    text = (
        "policy: p\nversion: v\ncases:\n"
        "  - name: 甲\n    expect: {流程: {due: [], state: 待岗}, 比例: {女教师: {base: 5, status: 达到}}}\n"
        "    events: [{event: 聘用, on: 2026年9月1日}]\n    as_of: 2026-09-01\n    opened: 2026-09-01\n"
        "    process: 待岗\n"
    )

    after = format_cases(text).after

    assert "expect: {流程: {state: 待岗, due: []}, 比例: {女教师: {status: 达到, base: 5}}}" in after
    assert "events: [{on: 2026-09-01, event: 聘用}]" in after
    assert after.index("process:") < after.index("opened:") < after.index("as_of:") < after.index("events:")


KEYS = ("name: 甲", "as_of: 2031-05-01", "decision: duty", "given: {住校: 是}", "expect: on_duty", "note: 说明")
COMMENTS = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co")), max_size=8)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.permutations(KEYS), st.lists(st.tuples(st.integers(1, 5), COMMENTS, st.integers(0, 2)), max_size=4))
def test_any_order_with_any_comments(keys: list[str], notes: list[tuple[int, str, int]]) -> None:
    """Given a case in any order with comments between, when formatted, then twice is once and nothing is lost."""
    lines = [f"    {key}" for key in keys]
    for place, comment, blanks in sorted(notes, reverse=True):
        lines.insert(place, "\n" * blanks + f"    # {comment}")
    lines[0] = "  - " + lines[0].strip()
    text = "policy: p\nversion: v\ncases:\n" + "\n".join(lines) + "\n"

    after = format_cases(text).after

    assert says(after) == says(text)
    assert sorted(after.replace("  - ", "    ").splitlines()) == sorted(text.replace("  - ", "    ").splitlines())
    assert format_cases(after).after == after
