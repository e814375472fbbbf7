"""What clerks' files have wrong with them: each slip is told in plain words, by its place, and nothing is lost."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from roster_kit import POSTINGS, TEACHERS, asked, put, tables, told, write_book

SCHOOLS = [["编号", "名称", "学生数"], ["S1", "一中", 300], ["S2", "二中", 200]]


def drop(sheet: str, column: int) -> Any:
    def change(sheets: dict[str, list[list[Any]]]) -> None:
        for row in sheets[sheet]:
            del row[column]

    return change


def rename(old: str, new: str) -> Any:
    def change(sheets: dict[str, list[list[Any]]]) -> None:
        sheets[new] = sheets.pop(old)

    return change


GAPS = [
    pytest.param(drop("教师", 2), "“教师”表没有“在编在职”一列，缺它而未定的：轮岗交流 3 人", id="a-column"),
    pytest.param(
        put("教师", 1, 2, "在编再职"),
        "“教师”表没有“在编在职”一列，缺它而未定的：轮岗交流 3 人；`在编再职` 是这一列吗？请改名，或用 --map 说明",
        id="a-column-misspelt",
    ),
    pytest.param(
        rename("任职经历", "任职履历"),
        "没有“任职经历”表，缺它而未定的：轮岗交流 4 人；`任职履历` 是这张表吗？请改名，或用 --map 说明",
        id="a-sheet-misspelt",
    ),
    pytest.param(
        drop("任职经历", 2), "“任职经历”表没有“自”一列，缺它而未定的：轮岗交流 4 人", id="a-column-of-a-list"
    ),
]


@pytest.mark.parametrize(("change", "note"), GAPS)
def test_what_is_not_there_is_told_with_who_lacks_it(xgxp: Any, tmp_path: Path, change: Any, note: str) -> None:
    """Given a sheet or column that is not there, then it is told what it left open for how many, and no more."""
    sheets = tables()
    change(sheets)

    found = told(xgxp, write_book(tmp_path / "a.xlsx", sheets))

    assert note in found["notes"]


def test_a_column_that_nobody_lacks_is_no_loss(xgxp: Any, tmp_path: Path) -> None:
    """Given no column that would change an answer, then nothing is said of it."""
    sheets = tables()
    drop("教师", 4)(sheets)

    assert told(xgxp, write_book(tmp_path / "a.xlsx", sheets))["notes"] == []


SCHOOL_SLIPS = [
    pytest.param(2, 2, "很多", [("XG405", 2, "学生数")], id="a-number-in-words"),
    pytest.param(3, 0, "", [("XG986", 3, "编号")], id="no-id"),
    pytest.param(3, 0, "S1", [("XG994", 2, "编号"), ("XG994", 3, "编号")], id="an-id-twice"),
]


@pytest.mark.parametrize(("row", "column", "value", "cells"), SCHOOL_SLIPS)
def test_a_bad_school_is_told_by_its_row(
    xgxp: Any, tmp_path: Path, row: int, column: int, value: Any, cells: list[tuple[str, int, str]]
) -> None:
    """Given a school that cannot be read, then its row is told, and nobody is rejected for it."""
    sheets = {**tables(), "学校": [list(one) for one in SCHOOLS]}
    put("学校", row, column, value)(sheets)

    found = told(xgxp, write_book(tmp_path / "a.xlsx", sheets))

    assert [(one["code"], one["row"], one["column"]) for one in found["rejected_cells"]] == cells
    assert (found["read"], found["rejected"]) == (4, 0)


def test_an_id_merged_into_the_row_above_rejects_who_stands_there(xgxp: Any, tmp_path: Path) -> None:
    """Given a posting whose id is merged away, then the person above is rejected, and the cell is told once."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    people, spells = book.add_worksheet("教师"), book.add_worksheet("任职经历")
    for number, row in enumerate(TEACHERS):
        people.write_row(number, 0, row)
    for number, row in enumerate([*POSTINGS[:2], ["", *POSTINGS[2][1:]], *POSTINGS[3:]]):
        spells.write_row(number, 0, row)
    spells.merge_range(1, 0, 2, 0, "001")
    book.close()

    found = told(xgxp, path)

    assert [(one["code"], one["row"]) for one in found["rejected_cells"]] == [("XG982", 3)]
    assert (found["accepted"], found["rejected"]) == (3, 1)


def test_the_sheet_most_like_the_teachers_is_named(xgxp: Any, tmp_path: Path) -> None:
    """Given no sheet of teachers, then the one with people's columns is proposed, not one whose name is shorter."""
    sheets = {**tables(), "学校": SCHOOLS}
    rename("教师", "全县花名册（终稿）")(sheets)

    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", sheets)))

    assert done.status == 4
    assert "`全县花名册（终稿）` 是教师表吗？" in done.err


def test_the_same_slip_in_many_rows_is_told_once(xgxp: Any, tmp_path: Path) -> None:
    """Given a column with the same slip throughout, then the screen has one line for it, the workbook every cell."""
    people = [TEACHERS[0], *([f"{number:03}", "甲", "在", "否", ""] for number in range(1, 9))]
    out = tmp_path / "out.xlsx"

    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", {"教师": people}), more=("-o", str(out))))

    assert done.status == 4
    (line,) = (one for one in done.out.splitlines() if "第 2、3" in one)
    assert line == "  教师 第 2、3、4、5、6 行 等 8 处 在编在职: 如 `在` 在编在职 应写 `是` 或 `否`"
    assert openpyxl.load_workbook(out)["退回"].max_row == 9
