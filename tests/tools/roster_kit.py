"""Rosters for tests: the sample county as a workbook, and small workbooks made by hand."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

COUNTY = Path(__file__).parents[2] / "examples" / "county"

Rows = Sequence[Sequence[Any]]


def write_book(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write rows to the sheets of a workbook, every text as text."""
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_numbers": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell not in (None, ""):
                    sheet.write(number, place, cell)
    book.close()
    return path


def county_tables() -> dict[str, list[list[str]]]:
    """Return the tables of the sample county."""
    return {
        path.stem: list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        for path in sorted(COUNTY.glob("*.csv"))
    }
