"""Whose a row is: ids of one sort in every frame, none missing, none twice, none that only looks like another.

What cannot be matched is told. Rows of a list about somebody who is not among the teachers are left alone: a school is
often decided with the lists of its county.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Diagnostic, RecordError, UsageError, diagnose, register
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.inputs import Frame, Inputs

IDS_DIFFER = register(
    "XG889",
    zh="`{name}` 的编号列是 {got}，教师表的编号列是 {wanted}：两种编号对不上",
    en="the ids of `{name}` are {got} and those of the teachers {wanted}: they cannot be matched",
    mend_zh="请把两边的编号写成同一种，如都作文字（文字 `007` 和数 `7` 不是同一个编号）",
    mend_en="Make both the same, such as text; the text `007` and the number `7` are not one id",
    exit=2,
)
NO_IDS = register(
    "XG891",
    zh="`{name}` 的表里有 {count} 行没有编号",
    en="{count} rows of the frame of `{name}` have no id",
    mend_zh="请补上编号，或先去掉这几行",
    mend_en="Supply their ids, or leave the rows out",
    exit=4,
)
BLANKS = register(
    "XG892",
    zh="`{name}` 的表里有 {count} 行的编号前后有空格，与没有空格的对不上",
    en="the ids of {count} rows of the frame of `{name}` begin or end with blanks, and match none without",
    mend_zh="请先去掉编号前后的空格",
    mend_en="Take the blanks off first",
    exit=4,
)
ID_TWICE = register(
    "XG885",
    zh="教师表里有 {count} 个编号出现不止一次，分不清哪一行是谁的",
    en="{count} ids stand more than once in the frame of teachers, so their rows cannot be told apart",
    mend_zh="请每人只留一行",
    mend_en="Keep one row for each teacher",
    exit=4,
)


def ids_match(teachers: Frame, column: str, lists: Mapping[str, Frame], ids: Mapping[str, str]) -> None:
    """Raise UsageError where the ids of a list are not of the sort that the teachers' are."""
    wanted = teachers.types[column]
    problems = [
        diagnose(IDS_DIFFER, Span.none(), name=name, got=str(frame.types[ids[name]]), wanted=str(wanted))
        for name, frame in lists.items()
        if _sort_of_id(frame, ids[name]) != _sort_of_id(teachers, column)
    ]
    if problems:
        raise UsageError(problems)


def _sort_of_id(frame: Frame, column: str) -> object:
    kind = frame.types[column]
    return "text" if frame.is_text(column) else "whole" if kind.is_integer() else kind


def check_ids(inputs: Inputs) -> None:
    """Raise RecordError where an id lacks or only looks like another, or where a teacher's stands more than once."""
    check_ids_are_whole(inputs)
    check_ids_differ(inputs)


def check_ids_differ(inputs: Inputs) -> None:
    """Raise RecordError where an id stands more than once among the teachers."""
    twice = inputs.backend.repeated(inputs.teachers.rows, inputs.id)
    if twice:
        raise RecordError([diagnose(ID_TWICE, Span.none(), count=twice)])


def check_ids_are_whole(inputs: Inputs) -> None:
    """Raise RecordError where a row of any frame has no id, or one with blanks about it."""
    problems = _lacking(inputs, inputs.teachers, inputs.id, "teachers")
    for name, frame in inputs.lists.items():
        problems += _lacking(inputs, frame, inputs.list_ids[name], name)
    if problems:
        raise RecordError(problems)


def _lacking(inputs: Inputs, frame: Frame, column: str, name: str) -> list[Diagnostic]:
    import narwhals as nw

    def count(truth: Any, alias: str) -> Any:
        return nw.when(truth).then(nw.lit(1)).otherwise(nw.lit(0)).sum().alias(alias)

    each = nw.col(column)
    asked = [count(each.is_null(), "none")]
    if frame.is_text(column):
        asked += [count(each.str.strip_chars() == "", "empty"), count(each.str.strip_chars() != each, "blanks")]
    none, *words = (int(one or 0) for one in inputs.backend.rows(frame.rows.select(*asked))[0])
    empty, blanks = words or (0, 0)
    problems = []
    if none + empty:
        problems.append(diagnose(NO_IDS, Span.none(), name=name, count=none + empty))
    if blanks and not empty:
        problems.append(diagnose(BLANKS, Span.none(), name=name, count=blanks))
    return problems
