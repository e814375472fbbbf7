"""Where something stands in a file, and how that place is underlined on a screen.

Lines and columns start at 1 and count characters, never bytes or screen cells; the end column is the one after
the last character. Only the functions that draw know that a Chinese character fills two cells.
"""

import unicodedata
from dataclasses import dataclass

_EXCERPT_CELLS = 110
"""Longer lines are shown as a window around the place: a file may hold one line of a megabyte."""

_BEFORE_CELLS = 36
"""How much of a long line is kept to the left of the place."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text: from (line, column) up to, but not including, (end_line, end_column).

    >>> Span(2, 3, 2, 5).known
    True
    """

    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def none(cls) -> "Span":
        """Return the span of a thing that stands nowhere in a file.

        >>> Span.none().known
        False
        """
        return cls(0, 0, 0, 0)

    @classmethod
    def at(cls, line: int, column: int, length: int = 1) -> "Span":
        """Return the span of `length` characters on one line.

        >>> Span.at(4, 2, 3)
        Span(line=4, column=2, end_line=4, end_column=5)
        """
        return cls(line, column, line, column + length)

    @property
    def known(self) -> bool:
        """Return whether this is a place in a file."""
        return self.line > 0

    def to(self, other: "Span") -> "Span":
        """Return the span from the beginning of this one to the end of `other`; an unknown one is ignored.

        >>> Span.at(1, 2).to(Span.at(3, 4))
        Span(line=1, column=2, end_line=3, end_column=5)
        """
        if not self.known:
            return other
        if not other.known:
            return self
        return Span(self.line, self.column, other.end_line, other.end_column)


def visible(text: str) -> str:
    """Return `text` as it may be printed: each control or direction mark becomes one harmless visible sign.

    A message quotes files written by anybody; an escape sequence in one must not reach the terminal.

    >>> visible("甲\\t乙\\x1b[2J")
    '甲→乙�[2J'
    """
    if text.isprintable():
        return text
    return "".join(_visible_sign(sign) for sign in text)


def _visible_sign(sign: str) -> str:
    if sign == "\t":
        return "→"
    return "�" if unicodedata.category(sign) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Cn"} else sign


def cells(text: str) -> int:
    """Return how many screen cells the printable `text` fills.

    >>> cells("满6年")
    5
    """
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def underline(line_text: str, span: Span) -> str:
    """Return spaces and carets that stand under `span` when `visible(line_text)` is printed above them.

    A span over several lines is underlined to the end of its first line; an empty one gets one caret.

    >>> underline("性别: 女", Span.at(1, 5))
    '      ^^'
    """
    shown = visible(line_text)
    start = min(span.column - 1, len(shown))
    stop = span.end_column - 1 if span.end_line == span.line else len(shown.rstrip())
    return " " * cells(shown[:start]) + "^" * max(1, cells(shown[start:stop]))


def excerpt(line_text: str, span: Span) -> tuple[str, str]:
    """Return the line as shown and what stands under it; a very long line is cut to a window around the span.

    >>> excerpt("在编在职: 是", Span.at(1, 1, 4))
    ('在编在职: 是', '^^^^^^^^')
    """
    if len(line_text) <= _EXCERPT_CELLS // 2 or cells(visible(line_text)) <= _EXCERPT_CELLS:
        return visible(line_text.rstrip()), underline(line_text, span)
    start = max(0, min(span.column - 1, len(line_text)) - _BEFORE_CELLS // 2)
    window = line_text[start : start + _EXCERPT_CELLS // 2]
    lead = "…" if start else ""
    tail = "…" if start + len(window) < len(line_text) else ""
    stop = span.end_column if span.end_line == span.line else len(line_text) + 1
    place = Span(1, span.column - start, 1, min(stop - start, len(window) + 1))
    return lead + visible(window) + tail, " " * cells(lead) + underline(window, place)
