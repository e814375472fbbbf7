"""Files read as located text: what is accepted as written, what is refused, and how quickly."""

import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xgxp_rules.diagnostics import render_all
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node, texts
from xgxp_rules.language.source import MAX_BYTES, MAX_DEPTH, read_source
from xgxp_rules.spans import Span

GOOD = """\
# yaml-language-server: $schema=policy.schema.json
---
title: 试点：第二版
quoted: "两行
  文字"
literal: |
  说明：首行
  　　第二段 # 不是注释
  - x
folded: >-
  一
  二
#不带空格的整行注释
yes: [是, 否, yes, no, ]   # 好
list at the indentation of its name:
- 甲
- {x: 1,
   y: 2}
money: 10,000元
quotes: “县管校聘”改革
tests: [">= 6年", ≥ 6年, ＞6年, <= 6年, 6年 至 10年, 6～10年, 10％, 合格 | 优秀]
ratio: 1:19
clause: 四(四)
json: {"style": ["x", 1], "none": null}
inch: 一半"引号
minus: -5元
brackets: 《 》 「 」 【 】 （ ）
nothing: ''
empty: []
nested:
  - - 1
    - 2
  -
    y: 1
...
"""


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(GOOD, id="text"),
        pytest.param(GOOD.encode(), id="bytes"),
        pytest.param(GOOD.replace("\n", "\r\n"), id="crlf"),
        pytest.param(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode(), id="byte-order-mark"),
    ],
)
def test_what_is_safe_is_accepted_as_written(source: str | bytes) -> None:
    """Given everything officers may safely write, when read, then there is no problem and the places agree."""
    node, problems = read_source(source, "good.yaml")

    assert render_all(problems, {"good.yaml": GOOD}) == ""
    assert isinstance(node, LMap)
    assert node == read_source(GOOD)[0]
    lines = GOOD.split("\n")
    for text in texts(node):
        if text.style == "plain" and text.span.line == text.span.end_line:
            assert lines[text.span.line - 1][text.span.column - 1 : text.span.end_column - 1] == text.text


def test_every_word_knows_its_place() -> None:
    """Given two lines, when read, then names, values and collections carry exact spans."""
    node, problems = read_source("在岗: 是\n项: [甲, '乙']\n")

    assert problems == []
    items = (LText("甲", Span.at(2, 5)), LText("乙", Span.at(2, 8, 3), "single"))
    assert node == LMap(
        (
            Entry(LText("在岗", Span.at(1, 1, 2)), LText("是", Span.at(1, 5))),
            Entry(LText("项", Span.at(2, 1)), LList(items, Span.at(2, 4, 8), flow=True)),
        ),
        Span(1, 1, 2, 12),
    )


def _plain(node: Node) -> object:
    match node:
        case LText():
            return node.text
        case LList():
            return [_plain(item) for item in node.items]
        case LMap():
            return {entry.key.text: _plain(entry.value) for entry in node.entries}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("{a:是, b: 否}", {"a": "是", "b": "否"}, id="colon-in-braces"),
        pytest.param("w:\n  a:1\n  b：2\n", {"w": {"a": "1", "b": "2"}}, id="folded-entries"),
        pytest.param("w:\n  -甲\n  -乙\n", {"w": ["甲", "乙"]}, id="dashes"),
        pytest.param("{t: 甲, 乙, s: 丙}", {"t": "甲, 乙", "s": "丙"}, id="comma-in-a-text"),
        pytest.param("性别＝女", {"性别": "女"}, id="equals"),
    ],
)
def test_plain_slips_are_mended_for_later_checks(written: str, meant: object) -> None:
    """Given a slip whose meaning is plain, when read, then it is reported and the tree says what was meant."""
    node, problems = read_source(written)

    assert problems
    assert node is not None
    assert _plain(node) == meant


@pytest.mark.parametrize(
    ("source", "code", "place"),
    [
        pytest.param("", "XG016", (1, 1), id="empty"),
        pytest.param("# 只有注释\n", "XG016", (1, 1), id="only-a-comment"),
        pytest.param("a: \0", "XG003", (1, 4), id="nul"),
        pytest.param("a: 1\nb: \x1b[2J", "XG003", (2, 4), id="escape"),
        pytest.param("a: 甲\u2028乙", "XG003", (1, 5), id="line-separator"),
        pytest.param("a: \ud800", "XG003", (1, 4), id="lone-surrogate"),
        pytest.param("性别: 女\n岗位: 校医".encode("gbk"), "XG002", (1, 1), id="gbk"),
        pytest.param("性别: 女".encode("utf-16"), "XG002", (1, 1), id="utf-16"),
        pytest.param("性别: 女\nb: ".encode() + b"\xff\x80", "XG001", (2, 4), id="broken-utf-8"),
        pytest.param(b"x" * 50_000_000, "XG901", (0, 0), id="fifty-megabytes"),
        pytest.param("女" * (MAX_BYTES // 3 + 1), "XG901", (0, 0), id="text-too-large-in-bytes"),
        pytest.param("[" * 100_000, "XG902", (1, MAX_DEPTH + 1), id="nested-brackets"),
        pytest.param("{a: " * 100_000, "XG902", (1, 4 * MAX_DEPTH + 1), id="nested-braces"),
        pytest.param("- " * 100_000, "XG902", (1, 2 * MAX_DEPTH + 1), id="nested-dashes"),
        pytest.param("? " * 100_000, "XG902", (1, 2 * MAX_DEPTH + 1), id="nested-names"),
        pytest.param("\n".join(" " * deep + "a:" for deep in range(900)), "XG902", (41, 41), id="nested-lines"),
        pytest.param("a: [1]\nb: {" + "x, " * 300_000, "XG903", (2, 149_993), id="too-many-parts"),
    ],
)
def test_what_cannot_be_read_is_refused_at_once(source: str | bytes, code: str, place: tuple[int, int]) -> None:
    """Given hostile or broken input, when read, then it is refused with its place and nothing is raised."""
    node, problems = read_source(source)

    assert node is None
    assert [(each.code, each.span.line, each.span.column) for each in problems] == [(code, *place)]


def test_depth_up_to_the_limit_is_read() -> None:
    """Given exactly as many brackets as allowed, when read, then there is no problem."""
    node, problems = read_source("[" * MAX_DEPTH + "甲" + "]" * MAX_DEPTH)

    assert problems == []
    assert node is not None


def test_all_problems_come_in_one_run_and_in_file_order() -> None:
    """Given a file that YAML accepts with many slips, when read, then all are listed from top to bottom."""
    text = "b: *甲\na: 1\nc:\na: 2\nd: 　x\ne: y #z\nf: &q 1\n"

    _, problems = read_source(text, "p.yaml")

    assert [(each.code, each.span.line) for each in problems] == [
        ("XG009", 1),
        ("XG020", 3),
        ("XG013", 4),
        ("XG034", 5),
        ("XG038", 6),
        ("XG008", 7),
    ]
    assert {each.file for each in problems} == {"p.yaml"}


def test_a_repeated_name_shows_both_places() -> None:
    """Given one name twice, when the problem is printed, then both lines are quoted."""
    _, problems = read_source("年龄: 满45岁\n性别: 女\n年龄: 满50岁\n", "p.yaml")

    printed = render_all(problems, {"p.yaml": "年龄: 满45岁\n性别: 女\n年龄: 满50岁\n"})
    assert "    1 | 年龄: 满45岁" in printed
    assert "    3 | 年龄: 满50岁" in printed
    assert "性别" not in printed


_SIGNS = st.sampled_from("a女:：-[]{},，#'\"|!&*%?()\\=1 \n\t\u3000\u200b")
_PIECES = st.sampled_from(["性别", ">", ">= 6年", "---", ": ", "- ", "? ", " #", "\n  ", "\n---\n"])


@settings(max_examples=400, deadline=None)
@given(st.lists(_SIGNS | _PIECES, max_size=30).map("".join))
@example("- - ? : -")
@example("{? ")
@example('"\\\n')
@example("a\n\u3000")
def test_any_text_is_read_or_explained(text: str) -> None:
    """Given any mixture of signs, when read, then there is a tree or a problem with a place, never an exception."""
    node, problems = read_source(text, "any.yaml")

    assert node is not None or problems
    lines = text.split("\n")
    for each in problems:
        assert 1 <= each.span.line <= len(lines) + 1
    for lang in ("zh", "en"):
        assert render_all(problems, {"any.yaml": text}, lang).count("\n") >= 2 * len(problems) - 1


def test_the_parser_leaves_no_trace_of_deep_recursion() -> None:
    """Given a small recursion limit, when a file at the depth limit is read, then it is read."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(400)
    try:
        node, problems = read_source("[" * MAX_DEPTH + "]" * MAX_DEPTH)
    finally:
        sys.setrecursionlimit(limit)

    assert node is not None
    assert problems == []
