"""A worksheet's body put together at once reads back as what was put in."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from xgxp_rules.tools.rosters.fast_sheets import MOST_SIGNS, FastSheet

CELLS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9).filter(lambda one: float(f"{one:.15g}") == one),
    st.none(),
)


def read_back(rows: list[list[Any]], heights: list[float | None], head: str = "头") -> Any:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("表", FastSheet)
    text, number = book.add_format({"text_wrap": True}), book.add_format({"align": "center"})
    sheet.write_string(0, 0, head)
    sheet.put_rows(1, rows, heights, [text], number)
    sheet.autofilter(0, 0, len(rows), 1)
    book.close()
    return openpyxl.load_workbook(out)["表"]


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_cells_read_back_as_written(rows: list[list[Any]]) -> None:
    """Given texts and numbers, when the workbook is read by another library, then each is what it was."""
    sheet = read_back(rows, [None] * len(rows))

    found = [[sheet.cell(row, column).value for column in (1, 2)] for row in range(2, 2 + len(rows))]
    assert found == [[one if one != "" else None for one in row] for row in rows]
    assert sheet["A1"].value == "头"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        pytest.param("=1+1", "=1+1", id="no-formula"),
        pytest.param("<甲>&\"乙'", "<甲>&\"乙'", id="marks-of-xml"),
        pytest.param(" 前后有空格 ", " 前后有空格 ", id="spaces-around"),
        pytest.param("两\n行", "两\n行", id="two-lines"),
        pytest.param("长" * 40_000, "长" * MOST_SIGNS, id="longer-than-Excel-allows"),
    ],
)
def test_odd_texts_stay_texts(value: str, read: str) -> None:
    """Given a text that XML or Excel may take for something else, then it stays that text."""
    cell = read_back([[value, 1]], [None])["A2"]

    assert cell.value == read
    assert cell.data_type == "s"


def test_a_tall_row_is_tall() -> None:
    """Given a height for one row, then that row alone has it."""
    sheet = read_back([["a", 1], ["b", 2]], [None, 48])

    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height) == (None, 48)
