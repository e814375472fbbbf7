"""Replacing words where they stand: every other byte of a file, comments and blank lines included, stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xgxp_rules.language.located import LText
from xgxp_rules.spans import Span

_FIRST = re.compile(r"[\s,\[\]{}#&*!|>'\"%@`?:-]")
"""What may not begin an unquoted word; some of it may in places, and none of it has to."""

_INSIDE = re.compile(r":(\s|$)|\s#|[\[\]{},]|\n")


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of one line, and what to write there instead."""

    span: Span
    text: str


def edit_of(word: LText, text: str) -> Edit | None:
    """Return the edit that makes a word read `text`, or None where its quotes or lines do not allow it."""
    span = word.span
    if span.line != span.end_line or text == word.text:
        return None
    match word.style:
        case "plain":
            allowed = not (_FIRST.match(text) or _INSIDE.search(text))
            return Edit(span, text) if allowed and span.end_column - span.column == len(word.text) else None
        case "single" | "double":
            plain = not re.search(r"['\"\\\n]", text + word.text)
            inner = Span(span.line, span.column + 1, span.end_line, span.end_column - 1)
            return Edit(inner, text) if plain and inner.end_column - inner.column == len(word.text) else None
        case _:
            return None


def apply(text: str, edits: Iterable[Edit]) -> str:
    r"""Return the text with the edits made; line ends and a byte order mark stay as they are.

    >>> apply("性别:  ＞女\r\n", [Edit(Span(1, 6, 1, 8), "女")])
    '性别:  女\r\n'
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    pieces = re.split("(\r\n|\r|\n)", text.removeprefix("\ufeff"))
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        place = (edit.span.line - 1) * 2
        line = pieces[place]
        pieces[place] = line[: edit.span.column - 1] + edit.text + line[edit.span.end_column - 1 :]
    return mark + "".join(pieces)


def around(text: str, spans: Sequence[Span]) -> str:
    """Return everything of a text that lies outside the spans: comments, blank lines, indentation, signs."""
    return apply(text, [Edit(span, "") for span in spans if span.line == span.end_line])
