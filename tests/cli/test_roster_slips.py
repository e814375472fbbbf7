"""What clerks' files have wrong with them: each slip is told in plain words, by its place, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
import zipfile
from datetime import datetime
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


# Sheets as offices make them


def under(*rows: list[Any]) -> Any:
    return lambda sheets: sheets["教师"].extend([list(row) for row in rows])


def above(*rows: list[Any]) -> Any:
    return lambda sheets: sheets["教师"].__setitem__(slice(0, 0), [list(row) for row in rows])


def head(*names: str) -> Any:
    return lambda sheets: sheets["教师"].__setitem__(0, list(names))


def two_rows_of_header(sheets: dict[str, list[list[Any]]]) -> None:
    top, below = ["编号", "姓名", "人事", "", "出生日期"], ["", "", "在编在职", "长期病假", ""]
    sheets["教师"][:1] = [top, below]


def with_a_blank_column(sheets: dict[str, list[list[Any]]]) -> None:
    sheets["教师"] = [[row[0], "", *row[1:]] for row in sheets["教师"]]


AS_MADE = [
    pytest.param(
        head("*编号", "姓　名", "在编在职（是/否）", "长期病假 ", "出生日期\n(年-月-日)"), [], id="marks-in-heads"
    ),
    pytest.param(rename("教师", "教师花名册 "), [], id="a-longer-name-of-a-sheet"),
    pytest.param(rename("任职经历", "02任职经历登记表(1)"), [], id="number-and-copy-mark"),
    pytest.param(above(["某县教师花名册"], ["填报单位：某县教育局", "", "2026年8月"], []), [], id="titles-above"),
    pytest.param(above(*[[f"填写要求第{number}条"] for number in range(12)]), [], id="twelve-lines-above"),
    pytest.param(above(["编号"], []), [], id="a-title-like-a-column"),
    pytest.param(two_rows_of_header, [], id="two-rows-of-header"),
    pytest.param(with_a_blank_column, [], id="a-blank-column-between"),
    pytest.param(under([], ["", "", "", "", " "]), [], id="empty-rows-below"),
    pytest.param(
        under([], ["注：本表由各校填报。"], ["填表人：某", "", "审核人：某"]),
        ["“教师”表有 2 行像是合计或备注，没有当作记录：第 7 行“注：本表由各校填报。”、第 8 行“填表人：某”"],
        id="remarks-below",
    ),
    pytest.param(
        under(["合 计", "4人"], ["", "小计", 4]),
        ["“教师”表有 2 行像是合计或备注，没有当作记录：第 6 行“合 计”、第 7 行“小计”"],
        id="totals-below",
    ),
    pytest.param(put("教师", 2, 0, "００１"), [], id="full-width-digits-of-an-id"),
    pytest.param(put("任职经历", 2, 2, "２０２０年９月１日"), [], id="full-width-digits-of-a-day"),
    pytest.param(put("任职经历", 2, 2, "2020.9.1"), [], id="a-day-with-points"),
    pytest.param(put("任职经历", 2, 2, "2020/9/1 8:30:00"), [], id="a-time-of-day"),
    pytest.param(put("教师", 2, 0, " 001　"), [], id="spaces-around"),
]


@pytest.mark.parametrize(("change", "notes"), AS_MADE)
def test_a_sheet_as_offices_make_it_is_read_all_the_same(
    xgxp: Any, tmp_path: Path, change: Any, notes: list[str]
) -> None:
    """Given what offices put on and around a table, then everybody is decided as without it, and remarks are told."""
    plain = told(xgxp, write_book(tmp_path / "plain.xlsx", tables()))
    sheets = tables()
    change(sheets)

    found = told(xgxp, write_book(tmp_path / "a.xlsx", sheets))

    assert found["decisions"] == plain["decisions"]
    assert found["rejected_cells"] == []
    assert found["notes"] == notes


NOT_LOST = [
    pytest.param(
        head("编号", "姓名", "", "长期病假", "出生日期"),
        "“教师”表有 1 列有内容，但没有列名，没有读（`姓名` 右边）；用得上的，请给这一列写上列名",
        id="a-column-without-a-name",
    ),
    pytest.param(
        head("编号", "序号", "在编在职", "长期病假", "出生日期"),
        "“教师”表有 1 列没有用到：序号；用得上的，请用 --map 说明",
        id="a-running-number",
    ),
]


@pytest.mark.parametrize(("change", "note"), NOT_LOST)
def test_what_is_left_unread_is_told(xgxp: Any, tmp_path: Path, change: Any, note: str) -> None:
    """Given cells that nobody can make anything of, then it is told where they stand."""
    sheets = tables()
    change(sheets)

    assert note in told(xgxp, write_book(tmp_path / "a.xlsx", sheets))["notes"]


def test_hidden_sheets_and_filtered_rows_are_read_and_told(xgxp: Any, tmp_path: Path) -> None:
    """Given a filter that hides rows and a hidden sheet, then everybody is decided, and both are told."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
    for name, rows in tables().items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == "教师":
            sheet.set_row(2, None, None, {"hidden": True})
            sheet.set_row(3, None, None, {"hidden": True})
        else:
            sheet.hide()
    book.close()

    found = told(xgxp, path)

    assert found["decisions"] == told(xgxp, write_book(tmp_path / "plain.xlsx", tables()))["decisions"]
    assert found["notes"] == ["“教师”表有 2 行被筛选或隐藏，也读入了", "表“任职经历”是隐藏的，也读入了"]


@pytest.mark.parametrize("name", ["[1]", '{"a": 1}', "[一中]"])
def test_a_text_in_brackets_is_a_text(xgxp: Any, tmp_path: Path, name: str) -> None:
    """Given a school's name that looks like data, then it is a name, its teacher is decided, and the totals add up."""
    sheets = tables()
    put("任职经历", 2, 1, name)(sheets)

    found = told(xgxp, write_book(tmp_path / "a.xlsx", sheets))

    (decision,) = found["decisions"]
    assert (found["rejected"], decision["rejected"], found["rejected_cells"]) == (0, 0, [])
    assert decision == told(xgxp, write_book(tmp_path / "plain.xlsx", tables()))["decisions"][0]


def test_an_id_with_other_capitals_rejects_whoever_is_meant(xgxp: Any, tmp_path: Path) -> None:
    """Given a posting of `t-01` and a teacher T01, then T01 is not decided as if they had no posting."""
    sheets = tables()
    put("教师", 2, 0, "T01")(sheets)
    put("任职经历", 2, 0, "t-01")(sheets)

    found = told(xgxp, write_book(tmp_path / "a.xlsx", sheets))

    (cell,) = found["rejected_cells"]
    assert (cell["code"], cell["row"], found["rejected"]) == ("XG984", 2, 1)
    assert "是 `T01` 吗？" in cell["expected"]


def test_an_error_of_excel_is_no_empty_cell(xgxp: Any, tmp_path: Path) -> None:
    """Given #N/A where a flag should stand, then the cell is told, and its person is rejected."""
    book = openpyxl.Workbook()
    people = book.active
    people.title = "教师"
    for row in TEACHERS[:4]:
        people.append(list(row))
    people["C3"] = "#N/A"
    people["C3"].data_type = "e"
    spells = book.create_sheet("任职经历")
    for row in POSTINGS[:4]:
        spells.append(list(row))
    book.save(tmp_path / "a.xlsx")

    found = told(xgxp, tmp_path / "a.xlsx")

    assert [(one["code"], one["row"], one["column"]) for one in found["rejected_cells"]] == [
        ("XG916", 3, "在编在职")
    ]
    assert found["rejected"] == 1


SAME = [
    pytest.param("教师(2)", "“教师(2)”和“教师”像是同一张教师表", id="a-copy"),
    pytest.param("教师花名册", "“教师花名册”和“教师”像是同一张教师表", id="another-name-of-it"),
    pytest.param("补充", "“补充”表的 `长期病假` 在“教师”表里已经有了", id="a-column-in-two-sheets"),
]


@pytest.mark.parametrize(("name", "said"), SAME)
def test_what_stands_in_two_sheets_is_not_guessed(xgxp: Any, tmp_path: Path, name: str, said: str) -> None:
    """Given the same facts of people in two sheets, then nobody is decided from one of them by chance."""
    sheets = {**tables(), name: [[row[0], row[3]] for row in TEACHERS]}

    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", sheets)))

    assert done.status == 4
    assert said in done.err


def test_two_rows_of_one_person_where_there_is_one_each(xgxp: Any, tmp_path: Path) -> None:
    """Given a further sheet with two rows of one person, then both are told, and neither is taken by chance."""
    sheets = {**tables(), "补充": [["教师", "性别"], ["001", "男"], ["001", "女"], ["002", "女"]]}

    found = told(xgxp, write_book(tmp_path / "a.xlsx", sheets))

    assert [(one["code"], one["sheet"], one["row"]) for one in found["rejected_cells"]] == [
        ("XG994", "补充", 2),
        ("XG994", "补充", 3),
    ]
    assert found["rejected"] == 1


def test_a_sheet_named_after_the_teachers_may_add_columns(xgxp: Any, tmp_path: Path) -> None:
    """Given 教师 and a sheet 教师信息 that share no column, then the second adds to the first."""
    people = [row[:3] for row in TEACHERS]
    more = [["教师编号", "长期病假"], *([row[0], row[3]] for row in TEACHERS[1:])]

    found = told(xgxp, write_book(tmp_path / "a.xlsx", {**tables(), "教师": people, "教师信息": more}))

    assert found["decisions"] == told(xgxp, write_book(tmp_path / "plain.xlsx", tables()))["decisions"]


# Files by their content


def as_csv(rows: list[list[Any]], mark: str = ",", end: str = "\r\n") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator=end).writerows(rows)
    return text.getvalue()


WAYS = [
    pytest.param(lambda rows: as_csv(rows, ";").encode(), ".csv", id="semicolons"),
    pytest.param(lambda rows: as_csv(rows, "|").encode(), ".txt", id="bars"),
    pytest.param(lambda rows: as_csv(rows, "，").encode("gbk"), ".csv", id="chinese-commas-in-gbk"),
    pytest.param(lambda rows: as_csv(rows, "\t").encode("utf-16"), ".txt", id="unicode-text-of-excel"),
    pytest.param(lambda rows: as_csv(rows, "\t").encode("utf-16-le"), ".csv", id="utf-16-without-its-mark"),
    pytest.param(lambda rows: as_csv(rows, "\t").encode("utf-16-be"), ".csv", id="utf-16-the-other-way-round"),
    pytest.param(lambda rows: as_csv(rows, end="\r").encode(), ".csv", id="line-ends-of-an-old-mac"),
    pytest.param(lambda rows: b"sep=;\r\n" + as_csv(rows, ";").encode(), ".csv", id="a-line-that-says-the-mark"),
    pytest.param(
        lambda rows: as_csv([[f'="{cell}"' for cell in row] for row in rows]).encode("gbk"),
        ".csv",
        id="as-formulas",
    ),
    pytest.param(
        lambda rows: as_csv([[f"'{row[0]}", *row[1:]] for row in rows]).encode(), ".csv", id="apostrophes"
    ),
    pytest.param(lambda rows: as_csv(rows, "\t").encode("gbk"), ".xls", id="text-called-xls"),
]


@pytest.mark.parametrize(("made", "suffix"), WAYS)
def test_text_tables_as_programs_save_them(xgxp: Any, tmp_path: Path, made: Any, suffix: str) -> None:
    """Given a table as some program saved it, then it is read the same, with no word about it."""
    files = []
    for name, rows in tables().items():
        files.append(tmp_path / f"{name}{suffix}")
        files[-1].write_bytes(made(rows))

    found = told(xgxp, *files)

    plain = told(xgxp, write_book(tmp_path / "plain.xlsx", tables()))
    assert (found["decisions"], found["notes"]) == (plain["decisions"], plain["notes"])


@pytest.mark.parametrize(
    "name", [pytest.param("a.xls", id="xls"), pytest.param("a.csv", id="csv"), pytest.param("a", id="none")]
)
def test_a_workbook_is_known_by_its_content(xgxp: Any, tmp_path: Path, name: str) -> None:
    """Given a workbook under another kind's name, then it is read as what it is."""
    shutil.copy(write_book(tmp_path / "made.xlsx", tables()), tmp_path / name)

    assert told(xgxp, tmp_path / name)["accepted"] == 4


@pytest.mark.parametrize("made", [pytest.param(True, id="a-workbook"), pytest.param(False, id="csv")])
def test_a_roster_from_a_pipe(xgxp: Any, tmp_path: Path, made: bool) -> None:
    """Given `-`, then standard input is read as what it holds."""
    content = (
        write_book(tmp_path / "a.xlsx", tables()).read_bytes() if made else as_csv(tables()["教师"]).encode("gbk")
    )
    call = ("roster", "-", "--policy", "sample.county.xgxp", "--as-of", "2026-09-01", "--format", "json")

    assert json.loads(xgxp(*call, typed=content).out)["read"] == 4


def _package(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


OTHERS = [
    pytest.param("a.ods", _package(content_dot_xml="<x/>"), "XG917", " OpenDocument 表格（.ods）", id="ods"),
    pytest.param("a.xlsb", _package(xl__workbook_dot_bin="x"), "XG917", "二进制工作簿（.xlsb）", id="xlsb"),
    pytest.param("a.docx", _package(word__document_dot_xml="<x/>"), "XG917", " Word 文档（.docx）", id="docx"),
    pytest.param(
        "a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "XG917", "网页或 XML 表格", id="a-web-page"
    ),
    pytest.param("a.xls", b'<?xml version="1.0"?><Workbook/>', "XG917", "网页或 XML 表格", id="xml-of-excel-2003"),
    pytest.param("~$a.xlsx", b"\x05abc", "XG918", "请用 `a.xlsx`", id="a-lock-file"),
    pytest.param(
        "a.csv",
        "编号,姓名\n1,甲\n".encode() + b"2,\xff\xff\n",
        "XG966",
        "按 UTF-8 读到第 3 行读不下去",
        id="no-encoding",
    ),
]


@pytest.mark.parametrize(("name", "content", "code", "said"), OTHERS)
def test_other_kinds_of_file_are_called_what_they_are(
    xgxp: Any, tmp_path: Path, name: str, content: bytes, code: str, said: str
) -> None:
    """Given a file that is no table, then it is said what it is, and what to do."""
    (tmp_path / name).write_bytes(content)

    done = xgxp(*asked(tmp_path / name, more=()))

    assert done.status == 4
    assert code in done.err
    assert said in done.err


def test_a_folder_without_tables(xgxp: Any, tmp_path: Path) -> None:
    """Given a folder that holds no CSV, then that is said."""
    done = xgxp(*asked(tmp_path, more=()))

    assert (done.status, "XG919" in done.err) == (4, True)


@pytest.mark.parametrize("is_1904", [pytest.param(False, id="from-1900"), pytest.param(True, id="from-1904")])
def test_days_of_a_workbook_are_days(xgxp: Any, tmp_path: Path, is_1904: bool) -> None:
    """Given days as Excel keeps them, in either of its calendars, then they are the days that Excel shows."""
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": is_1904})
    day = book.add_format({"num_format": "yyyy/m/d"})
    for name, rows in tables().items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if len(cell) == 10 and cell[4] == "-":
                    sheet.write_datetime(number, place, datetime.fromisoformat(cell), day)
                elif cell:
                    sheet.write_string(number, place, cell)
    book.close()

    found = told(xgxp, path)

    assert found["decisions"] == told(xgxp, write_book(tmp_path / "plain.xlsx", tables()))["decisions"]
