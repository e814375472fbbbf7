"""Tables on the sheets of a workbook: a frozen header, filters, columns as wide as their Chinese text.

Cells are written as text or numbers, never as formulas: a name that begins with `=` stays a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from xgxp_rules.diagnostics import Lang
from xgxp_rules.spans import cells
from xgxp_rules.tools.rosters.fast_sheets import FastSheet

_WIDEST, _NARROWEST = 72, 8
_LINE, _MOST_LINES = 16, 12
"""The height of a line in points, and how many of them a row shows at the most."""
_LOOKED_AT = 500
"""Rows that a column's width is taken from."""


class TableBook:
    """A workbook that is written table by table in one language."""

    def __init__(self, book: Any, lang: Lang) -> None:
        self.book = book
        self.lang = lang
        font = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
        ruled = {**font, "bottom": 1, "bottom_color": "#D9D9D9"}
        self.plain = book.add_format({**ruled, "text_wrap": True})
        self.count = book.add_format({**ruled, "align": "center"})
        self.free = book.add_format({**font, "text_wrap": True})
        self.head = book.add_format({**font, "bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True})
        self.head_count = book.add_format(
            {**font, "bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True, "align": "center"}
        )
        self.title = book.add_format({**font, "bold": True, "font_size": 14})
        self.bold = book.add_format({**font, "bold": True})
        self.font = font
        self._names: set[str] = set()

    def say(self, zh: str, en: str) -> str:
        """Return a text in the language of the book."""
        return zh if self.lang == "zh" else en

    def sheet(self, name: str) -> Any:
        """Add a sheet; Excel allows 31 signs, some not, and each name once."""
        clean = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:31] or "_"
        found, number = clean, 2
        while found.casefold() in self._names:
            found = f"{clean[:28]} {number}"
            number += 1
        self._names.add(found.casefold())
        return self.book.add_worksheet(found, FastSheet)

    def table(
        self,
        sheet: Any,
        top: int,
        heads: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        beside: Sequence[Sequence[Any]] = (),
        counts: Sequence[int] = (),
    ) -> None:
        """Write a table; `beside` are cells that stand to the right of its rows and are no part of it.

        `counts` are the columns of numbers, where one that is known only from which to which stands as text.
        """
        centred = self._heads(sheet, top, heads, rows, counts)
        widths = self._widths(sheet, [heads, *rows[:_LOOKED_AT]])
        heights = _heights(rows, widths[: len(heads)])
        wide = [(*row, *more) for row, more in zip(rows, beside, strict=True)] if beside else rows
        texts = [self.count if place in centred else self.plain for place in range(len(heads))]
        sheet.put_rows(top + 1, wide, heights, texts, self.count)
        sheet.freeze_panes(top + 1, 0)
        sheet.autofilter(top, 0, top + max(1, len(rows)), len(heads) - 1)
        self.printed(sheet, top)

    def _heads(
        self, sheet: Any, top: int, heads: Sequence[str], rows: Sequence[Sequence[Any]], counts: Sequence[int] = ()
    ) -> set[int]:
        """Write the header, above a column of numbers where these stand, and return which columns are such."""
        centred = {
            place
            for place in range(len(heads))
            if place in counts or any(isinstance(row[place], int | float) for row in rows[:_LOOKED_AT])
        }
        for place, head in enumerate(heads):
            sheet.write_string(top, place, head, self.head_count if place in centred else self.head)
        return centred

    def small_table(
        self,
        sheet: Any,
        top: int,
        heads: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        counts: Sequence[int] = (),
    ) -> int:
        """Write a table of a few rows among others; return the first row below it."""
        centred = self._heads(sheet, top, heads, rows, counts)
        for number, row in enumerate(rows, top + 1):
            for place, cell in enumerate(row):
                if isinstance(cell, int | float):
                    sheet.write_number(number, place, cell, self.count)
                else:
                    style = self.count if place in centred else self.plain
                    if cell:
                        sheet.write_string(number, place, str(cell), style)
                    else:
                        sheet.write_blank(number, place, None, style)
        return top + 1 + len(rows)

    def paragraph(self, sheet: Any, row: int, text: str, widths: Sequence[int]) -> None:
        """Write a text across the columns of these widths, over as many lines as it takes."""
        sheet.merge_range(row, 0, row, len(widths) - 1, text, self.free)
        lines = _lines(text, sum(widths))
        sheet.set_row(row, _LINE * lines)

    def coloured(self, sheet: Any, column: int, count: int, word: str, colour: str) -> None:
        """Colour the cells of a column, below a header, that hold a word."""
        made = self.book.add_format({**self.font, "bg_color": colour})
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": made}
        sheet.conditional_format(1, column, max(1, count), column, rule)

    def fit(
        self, sheet: Any, rows: Sequence[Sequence[Any]], tops: Sequence[int] = (), *, widest: int = _WIDEST
    ) -> list[int]:
        """Make the columns fit these rows, from the given places on, and the rows their texts; return the widths."""
        widths = self._widths(sheet, rows, widest)
        for number, row in zip(tops, rows, strict=False):
            height = _height(row, widths)
            if height is not None:
                sheet.set_row(number, height)
        return widths

    def printed(self, sheet: Any, top: int) -> None:
        """Make a sheet print in landscape on A4, its header on every page."""
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        page = self.say("第 &P 页，共 &N 页", "page &P of &N")
        sheet.set_footer(f"&L&A&R{page}")

    def _widths(self, sheet: Any, table: Sequence[Sequence[Any]], widest: int = _WIDEST) -> list[int]:
        """Make the columns as wide as what stands in them, and return the widths."""
        widths = [_NARROWEST] * max(map(len, table))
        for row in table:
            for place, cell in enumerate(row):
                widths[place] = min(widest, max(widths[place], cells(str(cell or "")) + 4))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return widths


def _heights(rows: Sequence[Sequence[Any]], widths: Sequence[int]) -> list[float | None]:
    """Return the height of every row; only columns with a text that may not fit are looked at row by row."""
    tight = [
        (place, width)
        for place, width in enumerate(widths)
        if max((len(row[place]) for row in rows if isinstance(row[place], str)), default=0) * 2 > width
    ]
    places, kept = [place for place, _ in tight], [width for _, width in tight]
    return [_height([row[place] for place in places], kept) for row in rows]


def _height(row: Sequence[Any], widths: Sequence[int]) -> float | None:
    """Return the height of a row whose texts run over several lines; None where one is enough."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        if isinstance(cell, str) and len(cell) * 2 > width:
            lines = max(lines, _lines(cell, width))
    return _LINE * min(lines, _MOST_LINES) if lines > 1 else None


@lru_cache(maxsize=4096)
def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column."""
    return -(-cells(text) // int(width * 1.1))
