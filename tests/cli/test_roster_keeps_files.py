"""`xgxp roster` never writes over the roster it read, and takes sheets in which the office repeats people's names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Done
from openpyxl import Workbook, load_workbook

Run = Callable[..., Done]

SHIPPED = str(Path(__file__).parents[2] / "policies")
ASKED = (
    *("--policies", SHIPPED, "--policy", "xinjiang.mulei.xgxp"),
    *("--as-of", "2026-09-01", "--decision", "rotation"),
)
TEACHERS = [["编号", "姓名", "在编在职"], ["001", "甲", "是"], ["002", "乙", "否"]]


def book(path: Path, sheets: dict[str, list[list[Any]]]) -> str:
    """Write a workbook and return its name."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return str(path)


@pytest.mark.parametrize("given", ["roster.xlsx", "./roster.xlsx", "up/../roster.xlsx"])
def test_a_workbook_is_not_written_over(xgxp: Run, tmp_path: Path, monkeypatch: Any, given: str) -> None:
    """Given the roster's own name as the output, however it is spelt, then nothing is written and the roster stays."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "up").mkdir()
    roster = book(tmp_path / "roster.xlsx", {"教师": TEACHERS})
    before = Path(roster).read_bytes()

    done = xgxp("roster", roster, *ASKED, "-o", given)

    assert (done.status, "XG928" in done.err) == (2, True)
    assert Path(roster).read_bytes() == before


@pytest.mark.parametrize("output", ["教师.csv", "任职经历.csv"])
def test_a_table_of_a_folder_is_not_written_over(xgxp: Run, tmp_path: Path, output: str) -> None:
    """Given a table of the folder that is read, or one beside which the rejects would fall on it, then it stays."""
    folder = tmp_path / "county"
    folder.mkdir()
    (folder / "教师.csv").write_text("编号,在编在职\n001,是\n", encoding="utf-8")
    (folder / "任职经历.csv").write_text("教师,学校,自\n001,一中,2010-09-01\n", encoding="utf-8")

    done = xgxp("roster", str(folder), *ASKED, "-o", str(folder / output))

    assert (done.status, "XG928" in done.err) == (2, True)
    assert "一中" in (folder / "任职经历.csv").read_text(encoding="utf-8")


def test_the_file_of_rejects_is_not_written_over_either(xgxp: Run, tmp_path: Path) -> None:
    """Given a roster that is called as the file of rejects would be, then it stays."""
    roster = tmp_path / "a-退回.csv"
    roster.write_text("编号,在编在职\n001,是\n", encoding="utf-8")

    assert xgxp("roster", str(roster), *ASKED, "-o", str(tmp_path / "a.csv")).status == 2
    assert roster.read_text(encoding="utf-8").startswith("编号")


def test_another_file_in_the_same_folder_is_written(xgxp: Run, tmp_path: Path) -> None:
    """Given an output beside the roster, then it is written."""
    roster = book(tmp_path / "roster.xlsx", {"教师": TEACHERS})

    assert xgxp("roster", roster, *ASKED, "-o", str(tmp_path / "answers.xlsx")).status in (0, 3)
    assert "轮岗交流" in load_workbook(tmp_path / "answers.xlsx").sheetnames


def test_names_may_stand_in_every_sheet(xgxp: Run, tmp_path: Path) -> None:
    """Given a sheet with one more fact that repeats the names, then its fact is read and the names are left alone."""
    more = [["教师", "姓名", "长期病假"], ["001", "甲", "否"], ["002", "别名", "否"]]
    roster = book(tmp_path / "roster.xlsx", {"教师": TEACHERS, "病假核对": more})

    done = xgxp("roster", roster, *ASKED, "--format", "json")

    assert "XG913" not in done.err
    assert done.status in (0, 3)


def test_a_fact_in_two_sheets_is_still_told(xgxp: Run, tmp_path: Path) -> None:
    """Given a fact in the sheet of teachers and in another, then nobody guesses which is right."""
    more = [["教师", "在编在职"], ["001", "否"]]
    roster = book(tmp_path / "roster.xlsx", {"教师": TEACHERS, "核对": more})

    assert "XG913" in xgxp("roster", roster, *ASKED).err


@pytest.mark.parametrize(
    ("mapping", "status", "said"),
    [
        pytest.param("对照: {教师: 人员}\n", 2, "XG929", id="a-key-that-nobody-knows"),
        pytest.param("列名: {教师: {工号: 编号}}\n", 2, "`列`", id="a-key-nearly-right"),
        pytest.param("完整: 任职经历\n", 0, "", id="one-list-as-plain-text"),
        pytest.param("完整: [任职经历]\n", 0, "", id="one-list-in-brackets"),
    ],
)
def test_a_mapping_file_is_read_as_it_is_written(
    xgxp: Run, tmp_path: Path, mapping: str, status: int, said: str
) -> None:
    """Given a mapping file, when a key is unknown, then it says which; one whole list needs no brackets."""
    sheets = {"教师": TEACHERS, "任职经历": [["教师", "学校", "自"], ["001", "一中", "2010-09-01"]]}
    roster = book(tmp_path / "roster.xlsx", sheets)
    (tmp_path / "m.yaml").write_text(mapping, encoding="utf-8")

    done = xgxp("roster", roster, *ASKED, "--map", str(tmp_path / "m.yaml"))

    assert done.status == status
    assert said in done.err
