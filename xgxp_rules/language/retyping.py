"""Reading on after a slip that stops the parser: slips whose mend is certain are typed right, in memory only.

The file then goes on being read, so that one run tells all its problems. Every place is told in the author's own
columns: what stands right of a retyped word is moved back to where it was written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.spans import Span

SIGNS: Final = {
    "XG021": ": ",  # a colon without its space
    "XG022": ": ",  # a full-width colon
    "XG023": ": ",  # an equals sign in its place
    "XG031": "- ",  # a dash without its space
    "XG032": "- ",  # another dash
    "XG051": ", ",  # a full-width comma in brackets
}
"""Problems whose place is one sign, and the sign that was meant."""

WORDS: Final = frozenset({"XG050", "XG052", "XG053", "XG056", "XG057", "XG060", "XG062", "XG068"})
"""Problems whose place is replaced by their mend: `>=`, `;`, `｛`, half-open ranges, brackets in a text."""


@dataclass(frozen=True, slots=True)
class Move:
    """One retyped place: its line, its first column, and how many characters were and are there."""

    line: int
    column: int
    was: int
    now: int

    def back(self, line: int, column: int) -> int:
        """Return the author's column of a column of the retyped line."""
        if line != self.line or column <= self.column:
            return column
        if column < self.column + self.now:
            return min(column, self.column + self.was)
        return column - self.now + self.was


def retyped(lines: list[str], problems: Iterable[Diagnostic]) -> tuple[list[str], list[Move]]:
    """Return the lines with the certain slips among these put right, and what was moved, last first on each line."""
    found: dict[int, dict[int, tuple[int, str]]] = defaultdict(dict)
    for problem in problems:
        words = SIGNS.get(problem.code) or (problem.mend if problem.code in WORDS else None)
        span = problem.span
        if words is None or not span.known or span.line != span.end_line:
            continue
        end = span.end_column - 1
        if problem.code in SIGNS:
            end = _after_spaces(lines[span.line - 1], end)
        found[span.line][span.column - 1] = (end, words)
    made, moves = list(lines), []
    for number, places in found.items():
        for start, (end, words) in sorted(places.items(), reverse=True):
            line = made[number - 1]
            made[number - 1] = line[:start] + words + line[end:]
            moves.append(Move(number, start + 1, end - start, len(words)))
    return made, moves


def _after_spaces(line: str, end: int) -> int:
    while end < len(line) and line[end].isspace():
        end += 1
    return end


def moved_back(problem: Diagnostic, moves: list[Move]) -> Diagnostic:
    """Return the problem at its place in the file as it was written."""
    also = tuple(_span(span, moves) for span in problem.also)
    return replace(problem, span=_span(problem.span, moves), also=also)


def tree_back(node: Node, moves: list[Move]) -> Node:
    """Return the tree with every place as it was written."""
    lines = {move.line for move in moves}

    def back(one: Node) -> Node:
        span = _span(one.span, moves) if {one.span.line, one.span.end_line} & lines else one.span
        match one:
            case LText():
                return one if span is one.span else replace(one, span=span)
            case LList():
                return replace(one, items=tuple(map(back, one.items)), span=span)
            case LMap():
                entries = (Entry(_text(back(each.key)), back(each.value)) for each in one.entries)
                return replace(one, entries=tuple(entries), span=span)

    return back(node)


def _text(node: Node) -> LText:
    assert isinstance(node, LText)
    return node


def _span(span: Span, moves: list[Move]) -> Span:
    """Return the place in the file as written; the moves are undone in the order opposite to their making."""
    if not span.known:
        return span
    start, end = span.column, span.end_column
    for move in reversed(moves):
        start, end = move.back(span.line, start), move.back(span.end_line, end)
    return Span(span.line, start, span.end_line, max(end, start) if span.line == span.end_line else end)
