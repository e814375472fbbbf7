"""A worksheet that takes its rows all at once: text and numbers, each of one format, ten thousand people in no time.

Everything else of a sheet (header, filters, colours, charts) stays with the library; only the rows below the header
are put together here, as the library itself puts them together cell by cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

MOST_SIGNS = 32_000
"""The longest text of a cell; Excel allows 32,767 signs."""


class FastSheet(Worksheet):  # type: ignore[misc]
    """A worksheet with a body of rows below what was written cell by cell."""

    def __init__(self) -> None:
        super().__init__()
        self._body = ""
        self._top = 0

    def put_rows(
        self,
        top: int,
        rows: Sequence[Sequence[Any]],
        heights: Sequence[float | None],
        texts: Sequence[Any],
        number: Any,
    ) -> None:
        """Put rows of texts and numbers from the row `top` on; a height of None is usual.

        `texts` are the formats of texts, column by column. An empty cell keeps its format; beyond these columns texts
        have that of the first, and an empty cell is left out.
        """
        if rows:
            width = max(map(len, rows))
            self._top = top
            styles = [one._get_xf_index() for one in texts]
            columns = [(xl_col_to_name(place), style, True) for place, style in enumerate(styles[:width])]
            columns += [(xl_col_to_name(place), styles[0], False) for place in range(len(styles), width)]
            self._body = "".join(self._written(rows, heights, columns, number._get_xf_index()))
            self._check_dimensions(top, 0)
            self._check_dimensions(top + len(rows) - 1, width - 1)

    def _written(
        self,
        rows: Sequence[Sequence[Any]],
        heights: Sequence[float | None],
        columns: Sequence[tuple[str, int, bool]],
        number: int,
    ) -> Iterator[str]:
        index = self.str_table._get_shared_string_index
        for place, (row, height) in enumerate(zip(rows, heights, strict=True), self._top + 1):
            tall = "" if height is None else f' ht="{height}" customHeight="1"'
            yield f'<row r="{place}"{tall}>'
            for (letter, style, is_kept), cell in zip(columns, row, strict=False):
                if cell is None or cell == "":
                    if is_kept:
                        yield f'<c r="{letter}{place}" s="{style}"/>'
                elif isinstance(cell, str):
                    yield f'<c r="{letter}{place}" s="{style}" t="s"><v>{index(cell[:MOST_SIGNS])}</v></c>'
                else:
                    yield f'<c r="{letter}{place}" s="{number}"><v>{cell:.16G}</v></c>'
            yield "</row>"

    def _write_rows(self) -> None:
        """Write the sheet's rows: those of the library, which stand above, then the body."""
        if not self._body:
            super()._write_rows()
            return
        last: int = self.dim_rowmax
        self.dim_rowmax: int = self._top - 1
        super()._write_rows()
        self.dim_rowmax = last
        self.fh.write(self._body)
