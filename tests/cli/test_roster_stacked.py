"""Rosters that come in several files, a school each, and mapping files that say what their sheets and columns mean."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from roster_kit import POSTINGS, TEACHERS, asked, put, tables, told, write_book


def two_schools() -> tuple[dict[str, list[list[Any]]], dict[str, list[list[Any]]]]:
    """Return the roster in two halves, the second with its columns in another order."""
    first = {"教师": [list(row) for row in TEACHERS[:3]], "任职经历": [list(row) for row in POSTINGS[:3]]}
    people = [TEACHERS[0], *TEACHERS[3:]]
    second = {
        "教师": [[row[2], row[1], row[0], row[3]] for row in people],
        "任职经历": [list(row) for row in [POSTINGS[0], *POSTINGS[3:]]],
    }
    return first, second


def halves(tmp_path: Path, first: Any, second: Any) -> tuple[Path, Path]:
    return write_book(tmp_path / "一中.xlsx", first), write_book(tmp_path / "二中.xlsx", second)


def test_sheets_of_one_name_in_several_files_go_together(xgxp: Any, tmp_path: Path) -> None:
    """Given a workbook for each school, then everybody is decided as from one, and it is told what was put together."""
    found = told(xgxp, *halves(tmp_path, *two_schools()))

    whole = told(xgxp, write_book(tmp_path / "whole.xlsx", tables()))
    assert found["decisions"] == whole["decisions"]
    assert found["notes"] == [
        "“教师”表由 2 张合成：一中.xlsx：教师、二中.xlsx：教师",
        "“任职经历”表由 2 张合成：一中.xlsx：任职经历、二中.xlsx：任职经历",
    ]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "code", "title"),
    [
        pytest.param("教师", 2, 0, "在", "XG404", "在编在职", id="a-bad-cell"),
        pytest.param("教师", 3, 2, "", "XG986", "编号", id="no-id"),
        pytest.param("任职经历", 2, 0, "009", "XG984", "教师", id="a-posting-of-nobody"),
        pytest.param("任职经历", 3, 3, "2011-01-01", "XG420", "", id="a-spell-backwards"),
    ],
)
def test_a_slip_is_told_in_the_file_and_row_it_stands_in(
    xgxp: Any, tmp_path: Path, sheet: str, row: int, column: int, value: str, code: str, title: str
) -> None:
    """Given a slip in the second file, then its file, row and column are those of that file."""
    first, second = two_schools()
    put(sheet, row, column, value)(second)

    found = told(xgxp, *halves(tmp_path, first, second))

    cells = [(Path(one["file"]).name, one["sheet"], one["row"], one["column"]) for one in found["rejected_cells"]]
    assert ("二中.xlsx", sheet, row, title) in cells
    assert code in [one["code"] for one in found["rejected_cells"]]
    assert found["read"] == 4


def test_somebody_in_two_files_is_told_in_both(xgxp: Any, tmp_path: Path) -> None:
    """Given a person in the workbooks of two schools, then both rows are rejected, each under its file."""
    first, second = two_schools()
    second["教师"].append(["是", "甲", "001", "否"])

    found = told(xgxp, *halves(tmp_path, first, second))

    cells = [(Path(one["file"]).name, one["row"], one["code"]) for one in found["rejected_cells"]]
    assert cells == [("一中.xlsx", 2, "XG985"), ("二中.xlsx", 4, "XG985")]
    assert (found["read"], found["rejected"]) == (5, 2)


def test_two_sheets_of_one_name_in_a_file_are_refused(xgxp: Any, tmp_path: Path) -> None:
    """Given `教师` and `教师 ` in one workbook, then neither is taken for the other."""
    sheets = {**tables(), "教师 ": [list(row) for row in TEACHERS]}

    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", sheets)))

    assert (done.status, "XG972" in done.err) == (4, True)


MAPPED = """\
表: {一中教师: 教师, 二中教师: 教师, 履历: 任职经历}
列:
  教师: {工号: 编号, 生日: 出生日期}
  任职经历: {工号: 教师, 起: 自, 止: 至}
完整: [任职经历]
"""


def mapped(tmp_path: Path, text: str = MAPPED) -> tuple[Path, Path]:
    """Return a workbook with names of its own, a sheet of people for each school, and the file that explains them."""
    head = ["工号", "姓名", "在编在职", "长期病假", "生日"]
    names = tmp_path / "对照.yaml"
    names.write_text(text, encoding="utf-8")
    sheets = {
        "一中教师": [head, *map(list, TEACHERS[1:3])],
        "二中教师": [head, *map(list, TEACHERS[3:])],
        "履历": [["工号", "学校", "起", "止"], *map(list, POSTINGS[1:])],
    }
    return write_book(tmp_path / "mapped.xlsx", sheets), names


def test_a_mapping_file_puts_sheets_together(xgxp: Any, tmp_path: Path) -> None:
    """Given a sheet for each school in one workbook, and a mapping file that calls them all 教师, then they are one."""
    book, names = mapped(tmp_path)

    found = told(xgxp, book, more=("--map", str(names)))

    assert found["decisions"] == told(xgxp, write_book(tmp_path / "whole.xlsx", tables()))["decisions"]
    assert found["notes"] == ["“教师”表由 2 张合成：mapped.xlsx：一中教师、mapped.xlsx：二中教师"]


def test_what_a_mapping_file_names_and_nobody_has_is_told(xgxp: Any, tmp_path: Path) -> None:
    """Given a mapping of a sheet and of a column that are not there, then both are told, and the rest holds."""
    more = MAPPED.replace("履历: 任职经历}", "履历: 任职经历, 病假条: 请假}").replace(
        "止: 至}", "止: 至, 职务: 岗位}"
    )
    book, names = mapped(tmp_path, more)

    found = told(xgxp, book, more=("--map", str(names)))

    assert found["accepted"] == 4
    said = "对照文件里的 病假条、任职经历.职务 在交来的表里没有；请照表里的名称改正对照文件"
    assert said in found["notes"]
