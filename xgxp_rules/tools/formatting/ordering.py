"""The entries of one mapping in another order, each with its comments; what cannot be moved safely stays.

In braces only what stands between the commas is moved, so that every sign between stays where it is. In a block whole
lines are moved: an entry takes the comments and blank lines above it along.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from xgxp_rules.language.located import Entry, LMap, LText
from xgxp_rules.spans import Span
from xgxp_rules.tools.formatting.edits import Edit

_COMMA = re.compile(r"\s*,\s*")


def in_order(text: str, node: LMap, order: Sequence[int]) -> list[Edit]:
    """Return the edits that put the entries of a mapping in order, none where that would move more than they say."""
    lines = re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))
    places = sorted(range(len(order)), key=lambda place: order[place])
    return list(_in_braces(lines, node, places) if node.flow else _in_block(lines, node, places))


def _in_braces(lines: list[str], node: LMap, places: list[int]) -> Iterator[Edit]:
    spans = [_whole(entry) for entry in node.entries]
    if node.span.line != node.span.end_line or None in spans:
        return
    line = lines[node.span.line - 1]
    known = [span for span in spans if span is not None]
    between = [line[one.end_column - 1 : other.column - 1] for one, other in pairwise(known)]
    if not all(_COMMA.fullmatch(sign) for sign in between):
        return
    pieces = [line[span.column - 1 : span.end_column - 1] for span in known]
    yield from (Edit(span, pieces[place]) for span, place in zip(known, places, strict=True) if pieces[place])


def _whole(entry: Entry) -> Span | None:
    """Return the stretch of an entry on its line, None where it has nothing under its name."""
    value, key = entry.value, entry.key.span
    if isinstance(value, LText) and value.empty:
        return None
    return Span(key.line, key.column, value.span.end_line, value.span.end_column)


def _in_block(lines: list[str], node: LMap, places: list[int]) -> Iterator[Edit]:
    starts = [entry.key.span.line for entry in node.entries]
    ends = [_last_line(entry) for entry in node.entries]
    column = node.entries[0].key.span.column
    crowded = any(after <= before for before, after in zip(ends, starts[1:], strict=False))
    if crowded or any(entry.key.span.column != column for entry in node.entries):
        return
    # The lines of an entry begin where the entry before it ends, so that what is written above it comes along.
    begin = _begin(lines, starts[0], column)
    firsts = [begin, *(end + 1 for end in ends[:-1])]
    old = lines[begin - 1 : ends[-1]]
    sign, indent = old[0][: column - 1], " " * (column - 1)
    if sign.strip():
        if firsts[places[0]] != starts[places[0]]:
            return  # nothing can be written between the sign of a list's item and its first key
        old[0] = indent + old[0][column - 1 :]
    blocks = [old[first - begin : end - begin + 1] for first, end in zip(firsts, ends, strict=True)]
    new = [line for place in places for line in blocks[place]]
    if sign.strip():
        new[0], old[0] = sign + new[0][column - 1 :], sign + old[0][column - 1 :]
    for number, (before, after) in enumerate(zip(old, new, strict=True), begin):
        if before != after:
            yield Edit(Span(number, 1, number, len(before) + 1), after)


def _begin(lines: list[str], start: int, column: int) -> int:
    """Return the line where the first entry begins, with the comments above it; what heads a file is the file's."""
    if column == 1 or lines[start - 1][: column - 1].strip():
        return start
    while start > 1 and lines[start - 2].lstrip().startswith("#"):
        start -= 1
    return start


def _last_line(entry: Entry) -> int:
    """Return the line that an entry ends on; a block of text ends at the beginning of the line after it."""
    span = entry.value.span
    if not span.known:
        return entry.key.span.line
    block = isinstance(entry.value, LText) and entry.value.style in ("literal", "folded") and span.end_column == 1
    return max(entry.key.span.line, span.end_line - block)
