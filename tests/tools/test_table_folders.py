"""Rosters in folders of CSV tables: what becomes of rows, of gaps, and of tables that are not sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.model.records import School, Teacher
from xgxp_rules.model.values import Listing
from xgxp_rules.tools.table_folders import load_folder

TEACHERS = "编号,性别,在编在职,缺表\nT1,女,是,\nT2,男,,任职经历\n"
POSTINGS = "教师,学校,自,至\nT1,一中,2015-09-01,2020-08-31\nT1,二中,2020-09-01,\nT2,一中,2018-09,\n"
MANIFEST = "表,完整\n任职经历,是\n请假,是\n处分,否\n"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    files = {
        "教师": TEACHERS,
        "任职经历": POSTINGS,
        "请假": "教师,类型,自,至\n",
        "处分": "教师,日期\n",
        "表": MANIFEST,
    }
    for name, text in files.items():
        _write(tmp_path, name, text)
    return tmp_path


def _write(folder: Path, name: str, text: str) -> None:
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def _refused(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(RecordError) as error:
        load_folder(folder)
    return [(one.code, f"{Path(one.file).name}:{one.span.line}") for one in error.value.diagnostics]


def _loaded(folder: Path, policy: str = "") -> tuple[Teacher, Teacher]:
    first, second = load_folder(folder, policy=policy)
    assert isinstance(first, Teacher)
    assert isinstance(second, Teacher)
    return first, second


def test_rows_become_records(county: Path) -> None:
    """Given a table of people and tables of lists, then each person has their rows; an open end still runs."""
    first, _ = _loaded(county)

    assert first.sex == "female"
    assert isinstance(first.postings, tuple)
    assert [(one.school, one.ends_on is None) for one in first.postings] == [("一中", False), ("二中", True)]


def test_an_empty_cell_says_nothing(county: Path) -> None:
    """Given an empty cell, then the fact is unknown, never no."""
    assert _loaded(county)[1].in_post_on_establishment is None


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        pytest.param("leaves", (), (), id="complete-and-no-rows-is-none"),
        pytest.param("sanctions", None, None, id="not-complete-and-no-rows-is-unknown"),
        pytest.param("titles", None, None, id="no-table-is-unknown"),
    ],
)
def test_a_table_without_rows(county: Path, name: str, first: object, second: object) -> None:
    """Given a list without rows, then it is empty only where the folder says that its table is complete."""
    people = _loaded(county)

    assert (getattr(people[0], name), getattr(people[1], name)) == (first, second)


def test_a_table_that_is_not_complete_for_one_person(county: Path) -> None:
    """Given 缺表 naming a table, then that person's rows are known and more may exist."""
    postings = _loaded(county)[1].postings

    assert isinstance(postings, Listing)
    assert (len(postings.items), postings.complete) == (1, False)


def test_schools_stand_in_the_same_folder(county: Path) -> None:
    """Given a table of schools, then they are loaded by their own kind, and lists of teachers are left to teachers."""
    _write(county, "学校", "编号,名称,地域\nS1,一中,城区\n")

    [school] = load_folder(county, "school")

    assert isinstance(school, School)
    assert (school.name, school.region) == ("一中", "urban")


def test_a_table_may_add_columns_for_certain_policies(county: Path) -> None:
    """Given a table with one row for each person, then its columns join the person's for the policies it names."""
    _write(county, "认定", "教师,本地认定\nT1,是\n")
    _write(county, "表", "表,完整,每人一行,政策\n认定,,是,sample.county、sample.other\n")

    held = {
        policy: dict(_loaded(county, policy)[0].unlisted) for policy in ("", "sample.county.duty", "sample.coun")
    }

    assert held == {"": {"本地认定": "是"}, "sample.county.duty": {"本地认定": "是"}, "sample.coun": {}}


def test_a_file_from_a_spreadsheet_program_is_read(county: Path) -> None:
    """Given a byte order mark, CRLF line ends and a quoted cell, then the table reads all the same."""
    text = '\ufeff教师,学校,自,至\r\nT1,"一中",2015-09-01,2020-08-31\r\n'
    (county / "任职经历.csv").write_bytes(text.encode())

    assert isinstance(_loaded(county)[0].postings, tuple)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param(
            "任职经历", POSTINGS + "T9,一中,2018-09-01,\n", [("XG468", "任职经历.csv:5")], id="a-stranger"
        ),
        pytest.param("教师", TEACHERS + "T1,女,是,\n", [("XG468", "教师.csv:4")], id="a-person-twice"),
        pytest.param("教师", TEACHERS + ",女,是,\n", [("XG468", "教师.csv:4")], id="a-person-without-a-number"),
        pytest.param(
            "任职经历", POSTINGS + "T1,一中,2018-02-30,\n", [("XG407", "任职经历.csv:5")], id="no-such-day"
        ),
        pytest.param("教师", "编号,性别\nT1,女\nT2,无\n", [("XG408", "教师.csv:3")], id="no-such-choice"),
        pytest.param(
            "任职经历", "教师,学校,学校\nT1,一中,二中\n", [("XG466", "任职经历.csv:1")], id="a-column-twice"
        ),
        pytest.param(
            "任职经历", "教师,,自\nT1,一中,2018\n", [("XG466", "任职经历.csv:1")], id="a-column-without-name"
        ),
        pytest.param("任职经历", "", [("XG466", "任职经历.csv:1")], id="an-empty-file"),
        pytest.param("任职经历", "教师,学校\nT1,一中,二中\n", [("XG467", "任职经历.csv:2")], id="a-row-too-wide"),
        pytest.param("任职经历", '教师,学校\nT1,"一中"二\n', [("XG465", "任职经历.csv:2")], id="a-broken-quote"),
        pytest.param("表", "表,完整\n任职经验,是\n", [("XG469", "表.csv:2")], id="a-table-that-does-not-exist"),
        pytest.param("表", "表,完整\n任职经历,1\n", [("XG404", "表.csv:2")], id="neither-yes-nor-no"),
        pytest.param("教师", "编号,缺表\nT1,任职\nT2,\n", [("XG469", "教师.csv:2")], id="a-lacking-table-misspelt"),
    ],
)
def test_a_slip_is_told_with_its_table_and_line(
    county: Path, name: str, text: str, expected: list[tuple[str, str]]
) -> None:
    """Given a table with a slip, when the folder is loaded, then it is refused with the file and line of the slip."""
    _write(county, name, text)

    assert _refused(county) == expected


def test_all_problems_are_told_at_once(county: Path) -> None:
    """Given slips in several tables and people, then one run tells them all."""
    _write(county, "教师", "编号,性别\nT1,无\nT2,无\n")
    _write(county, "任职经历", "教师,学校,自\nT1,一中,2018-13\n")

    assert sorted(_refused(county)) == [
        ("XG407", "任职经历.csv:2"),
        ("XG408", "教师.csv:2"),
        ("XG408", "教师.csv:3"),
    ]


def test_a_table_in_another_encoding_is_told(county: Path) -> None:
    """Given a table saved as GBK, then the message says so and where."""
    (county / "任职经历.csv").write_bytes(POSTINGS.encode("gbk"))

    assert _refused(county) == [("XG002", "任职经历.csv:1")]


def test_a_folder_without_people_is_told(tmp_path: Path) -> None:
    """Given a folder without the table of people, then it is named."""
    assert _refused(tmp_path) == [("XG464", f"{tmp_path.name}:0")]
