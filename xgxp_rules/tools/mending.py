"""Mends that leave no doubt: slips of typing whose one meaning the reader already knows.

A nearest spelling is a guess and never applied. Every mend is checked by reading the file again; one that does not
remove its problem, or brings another, is left out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language.located import LText, texts
from xgxp_rules.language.retyping import SIGNS
from xgxp_rules.language.source import read_source
from xgxp_rules.spans import Span
from xgxp_rules.tools.formatting.edits import Edit, apply, edit_of

Check = Callable[[str], list[Diagnostic]]

PLACES: Final = frozenset({"XG043", "XG045", "XG049", "XG050", "XG053"})
"""Problems whose place is replaced by their mend: quotes and full stops too many, dates run together, `>=`, `｛`."""

WHOLE: Final = frozenset({"XG010", "XG209"})
"""Problems whose mend stands for the whole value: `!= 男`, `大于等于 50岁`."""

_MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Mended:
    """A text with its certain slips mended, and how many there were."""

    text: str
    count: int


def mend(text: str, check: Check) -> Mended:
    """Return the text with every certain slip mended; `check` returns the problems of a text."""
    problems, count = check(text), 0
    tried: set[Diagnostic] = set()
    while count < _MOST:
        problem = next((one for one in problems if one not in tried and _is_certain(one)), None)
        if problem is None:
            break
        tried.add(problem)
        edit = _edit(problem, text)
        after = text if edit is None else apply(text, [edit])
        remaining = check(after) if after != text else problems
        if after != text and _is_better(problem, problems, remaining):
            text, problems, count = after, remaining, count + 1
    return Mended(text, count)


def is_mendable(problem: Diagnostic) -> bool:
    """Return whether a problem is of a sort that `--fix` mends."""
    return _is_certain(problem)


def _is_certain(problem: Diagnostic) -> bool:
    if problem.code in SIGNS:
        return problem.span.known
    return problem.mend is not None and problem.code in PLACES | WHOLE


def _edit(problem: Diagnostic, text: str) -> Edit | None:
    if problem.code in SIGNS:
        return Edit(_with_spaces(problem.span, text), SIGNS[problem.code])
    assert problem.mend is not None
    if problem.code in PLACES:
        return Edit(problem.span, problem.mend)
    word = _word_at(problem.span, text)
    return None if word is None else edit_of(word, problem.mend)


def _with_spaces(span: Span, text: str) -> Span:
    """Return the place of a sign with the spaces after it, wide ones too."""
    line = text.removeprefix("\ufeff").splitlines()[span.line - 1]
    end = span.end_column - 1
    while end < len(line) and line[end].isspace():
        end += 1
    return Span(span.line, span.column, span.line, end + 1)


def _word_at(span: Span, text: str) -> LText | None:
    root, _ = read_source(text)
    if root is None:
        return None
    return next((word for word in texts(root) if _holds(word.span, span)), None)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.line == inner.line and outer.column <= inner.column and inner.end_column <= outer.end_column


def _is_better(problem: Diagnostic, before: list[Diagnostic], after: list[Diagnostic]) -> bool:
    """Return whether a problem is gone and nothing new has come; the columns of its line may have moved."""

    def count(problems: list[Diagnostic]) -> int:
        return sum((one.code, one.span.line) == (problem.code, problem.span.line) for one in problems)

    errors = [sum(one.severity == "error" for one in problems) for problems in (before, after)]
    return count(after) < count(before) and errors[1] <= errors[0]
