"""Rosters for tests: the sample county as a workbook, and small workbooks made by hand."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
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


TEACHERS: Rows = [
    ["编号", "姓名", "在编在职", "长期病假", "出生日期"],
    ["001", "甲", "是", "否", "1980-01-02"],
    ["002", "乙", "是", "否", "1981年3月"],
    ["003", "丙", "是", "否", ""],
    ["004", "=丁()", "是", "", ""],
]
POSTINGS: Rows = [
    ["教师", "学校", "自", "至"],
    ["001", "一中", "2020-09-01", ""],
    ["002", "一中", "2023-09-01", ""],
    ["003", "一中", "2019-09-01", ""],
    ["004", "一中", "2019-09-01", ""],
]
Change = Callable[[dict[str, list[list[Any]]]], None]


def tables() -> dict[str, list[list[Any]]]:
    return {"教师": [list(row) for row in TEACHERS], "任职经历": [list(row) for row in POSTINGS]}


def put(sheet: str, row: int, column: int, value: Any) -> Change:
    def change(sheets: dict[str, list[list[Any]]]) -> None:
        sheets[sheet][row - 1][column] = value

    return change


def asked(*files: Path, more: tuple[str, ...] = ("--complete", "全部")) -> tuple[str, ...]:
    where = ("--policy", "sample.county.xgxp", "--as-of", "2026-09-01")
    return ("roster", *(str(one) for one in files), *where, *more)


def told(xgxp: Any, *files: Path, more: tuple[str, ...] = ("--complete", "全部")) -> dict[str, Any]:
    done = xgxp(*asked(*files, more=(*more, "--format", "json")))
    found: dict[str, Any] = json.loads(done.out)
    return found
