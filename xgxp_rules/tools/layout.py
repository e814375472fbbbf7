"""Text laid out for a screen or a sheet of paper: Chinese signs are two cells wide, lines hold at most 100 cells.

Whatever reaches a line has been made printable first: a record may come from anywhere, and an escape sequence in a
school's name must not reach the terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from xgxp_rules.spans import cells, visible

WIDTH = 100
"""The widest line of a card or a worksheet, in screen cells."""

_NARROWEST = 4
"""A column of a table is never made narrower than this."""

_PIECES = re.compile(r"[ -~]+?(?=[^ -~])|[ -~]+|.")
_WORDS = re.compile(r" |[^ ]+")
_CLOSING = "，。；：、！？）》”’〕」…,.;:!?)"
_OPENING = "（《“‘〔「("


def pad(text: str, width: int) -> str:
    """Return the text filled up with spaces to a width in cells; a longer one stays as it is.

    >>> pad("满6年", 7) + "|"
    '满6年  |'
    """
    return text + " " * max(0, width - cells(text))


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """Return the text as lines of at most `width` cells, all but the first indented; spaces in front are kept for all.

    Breaks come at spaces and between Chinese signs; a line neither begins with a closing sign nor ends with an opening
    one, as far as that leaves it any text.

    >>> wrap("满 最低同校年限（6年），差8个月", 14)
    ['满 最低同校年', '限（6年），差', '8个月']
    """
    shown = visible(text)
    lead = " " * (len(shown) - len(shown.lstrip(" ")))
    lines: list[str] = []
    line, room = "", width - len(lead)
    for piece in _pieces(shown.lstrip(" "), max(1, room - indent)):
        if line and cells(line) + cells(piece) > room:
            lines.append(line.rstrip())
            line, room = "", width - len(lead) - indent
        if line or piece != " ":
            line += piece
    lines.append(line.rstrip())
    return [lead + lines[0], *(lead + " " * indent + rest for rest in lines[1:])]


def _pieces(text: str, widest: int) -> Iterable[str]:
    """Yield what may not be broken: words, single Chinese signs, and marks with the sign they belong to."""
    held = ""
    for part in _split(text):
        if not held:
            held = part
        elif _sticks(held, part) and cells(held) + cells(part) <= widest:
            held += part
        else:
            yield from _cut(held, widest)
            held = part
    yield from _cut(held, widest)


def _split(text: str) -> Iterable[str]:
    for part in _PIECES.findall(text):
        yield from (_WORDS.findall(part) if part.isascii() else (part,))


def _sticks(before: str, after: str) -> bool:
    if " " in (before, after):
        return False
    # A number and its unit read as one word: 6年, 2026年.
    unit = before[-1].isdigit() and not after.isascii()
    return after[0] in _CLOSING or before[-1] in _OPENING or (unit and len(before) < 8)


def _cut(piece: str, widest: int) -> Iterable[str]:
    while cells(piece) > widest:
        size = max(
            1, next(count for count in range(len(piece), 0, -1) if cells(piece[:count]) <= widest or count == 1)
        )
        yield piece[:size]
        piece = piece[size:]
    if piece:
        yield piece


def both_ends(left: str, right: str, width: int = WIDTH) -> list[str]:
    """Return the two texts at the ends of one line, or one below the other where one line cannot hold them.

    >>> both_ends("轮岗：应交流", "〔甲〕", 24)
    ['轮岗：应交流      〔甲〕']
    """
    left, right = visible(left), visible(right)
    gap = width - cells(left) - cells(right)
    if gap >= 2:
        return [left + " " * gap + right]
    below = [" " * (width - cells(right)) + right] if cells(right) + 2 <= width else titled("", right, name_width=0)
    return [*wrap(left, width, 2), *below]


def titled(name: str, text: str, *, indent: int = 2, name_width: int = 6, width: int = WIDTH) -> list[str]:
    """Return a named paragraph: the name, and beside it the text, whose further lines hang under its first.

    >>> titled("依据", "四(四)")
    ['  依据  四(四)']
    """
    head = " " * indent + pad(name, name_width)
    lines = wrap(text, width - cells(head))
    return [(head + lines[0]).rstrip(), *(" " * cells(head) + line for line in lines[1:])]


def flow(items: Iterable[str], width: int, gap: int = 2) -> list[str]:
    """Return items side by side on lines of at most `width` cells, none of them broken.

    >>> flow(["不超过", "至多", "以下"], 12)
    ['不超过  至多', '以下']
    """
    lines: list[str] = []
    for item in map(visible, items):
        if lines and cells(lines[-1]) + gap + cells(item) <= width:
            lines[-1] += " " * gap + item
        else:
            lines.append(item)
    return lines


def table(rows: Sequence[Sequence[str]], *, indent: int = 0, gap: int = 2, width: int = WIDTH) -> list[str]:
    """Return rows with their columns aligned; what does not fit is wrapped inside its column.

    >>> table([["甲", "满6年", "6年"], ["性别", "女", "女"]])
    ['甲    满6年  6年', '性别  女     女']
    """
    return [line for block in aligned(rows, indent=indent, gap=gap, width=width) for line in block]


def aligned(rows: Sequence[Sequence[str]], *, indent: int = 0, gap: int = 2, width: int = WIDTH) -> list[list[str]]:
    """Return the lines of each row of a table, so that something may be said below a row."""
    shown = _without_empty([[visible(cell) for cell in row] for row in rows])
    widths = _column_widths(shown, width - indent, gap)
    return [_row(row, widths, indent, gap) for row in shown]


def _row(row: Sequence[str], widths: Sequence[int], indent: int, gap: int) -> list[str]:
    wrapped = [wrap(cell, column) for cell, column in zip(row, widths, strict=True)]
    lines = []
    for number in range(max(map(len, wrapped), default=0)):
        parts = (
            pad(cell[number] if number < len(cell) else "", column)
            for cell, column in zip(wrapped, widths, strict=True)
        )
        lines.append((" " * indent + (" " * gap).join(parts)).rstrip())
    return lines


def _without_empty(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows without the columns in which nothing stands; the first one always stays."""
    kept = [
        place for place in range(max(map(len, rows), default=0)) if place == 0 or any(row[place] for row in rows)
    ]
    return [[row[place] for place in kept] for row in rows]


def _column_widths(rows: Sequence[Sequence[str]], room: int, gap: int) -> list[int]:
    """Return the natural widths, the widest columns narrowed until all fit."""
    count = max((len(row) for row in rows), default=0)
    natural = [
        max((cells(row[place]) for row in rows if place < len(row)), default=1) or 1 for place in range(count)
    ]
    widths = list(natural)
    spare = sum(natural) + gap * (count - 1) - room
    while spare > 0 and max(widths) > _NARROWEST:
        widest = max(range(count), key=widths.__getitem__)
        runner_up = max((one for place, one in enumerate(widths) if place != widest), default=_NARROWEST)
        cut = min(spare, max(1, widths[widest] - max(runner_up, _NARROWEST)))
        widths[widest] -= cut
        spare -= cut
    return widths
