"""`--others`: schools, colleagues and a spouse handed in beside the record that is decided on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import County, Done

Run = Callable[..., Done]

POLICY = """\
language: 1
policy: sample.county.xgxp
version: 2022-trial
title: 样县改革试点
jurisdiction: "652328"
status: trial
in_force: {from: 2022-09-01}
document: {issuer: 样县教育局, clauses: [{id: 四(四), topic: 轮岗对象}]}
facts:
  学校地域: {related: 现任学校, take: 地域}
  竞聘分: number
  竞聘名次: {rank: 竞聘分}
decisions:
  rural:
    title: 乡村补助
    outcomes: {paid: 发放, unpaid: 不发放}
    otherwise: unpaid
  first:
    title: 优先安排
    outcomes: {yes_: 优先, no_: 不优先}
    otherwise: no_
rules:
  - {clause: 四(四), decision: rural, outcome: paid, when: {学校地域: [乡镇, 乡村]}}
  - {clause: 四(四), decision: first, outcome: yes_, when: {竞聘名次: 不超过 1}}
"""

TEACHER = "编号: T1\n竞聘分: 80\n任职经历:\n  - {学校: 一中, 自: 2015-09-01}\n"
SCHOOL = "学校:\n  - {名称: 一中, 地域: 乡村}\n"
ASKED = ("--policy", "sample.county.xgxp")
DAY = ("--as-of", "2026-09-01")


@pytest.fixture
def teacher(county: County) -> str:
    county.policy(POLICY)
    return county.file("t1.yaml", TEACHER)


@pytest.fixture
def folder(county: County) -> str:
    made = county.files / "tables"
    made.mkdir()
    (made / "学校.csv").write_text("编号,名称,地域\ns1,一中,乡村\n", encoding="utf-8")
    (made / "教师.csv").write_text("编号,竞聘分\nT1,80\nT2,90\n", encoding="utf-8")
    return str(made)


def test_what_is_missing_is_said_as_a_record(xgxp: Run, teacher: str) -> None:
    """Given no other records, when it is decided, then the card says whose record of which kind is wanted."""
    card = xgxp("decide", teacher, *ASKED, *DAY).out

    assert "补上学校“一中”的记录" in card
    assert "补上全部教师的记录" in card
    assert "hand in the school record of 一中" in xgxp("decide", teacher, *ASKED, *DAY, "--lang", "en").out


@pytest.mark.parametrize("verb", ["decide", "explain", "missing", "whatif", "letter", "timeline"])
def test_a_school_settles_the_answer(xgxp: Run, county: County, teacher: str, verb: str) -> None:
    """Given the school's record in a file, when a verb is run, then the answer is settled."""
    others = county.file("schools.yaml", SCHOOL)
    days = ("--from", "2026-09-01", "--until", "2026-09-30") if verb == "timeline" else DAY

    without = xgxp(verb, teacher, *ASKED, *days, "--decision", "rural")
    done = xgxp(verb, teacher, *ASKED, *days, "--decision", "rural", "--others", others)

    assert (done.status, done.err) == (0, "")
    assert "未定" in without.out or "尚不能确定" in without.out
    assert "未定" not in done.out
    assert "尚不能确定" not in done.out


def test_a_folder_of_tables_holds_every_kind(xgxp: Run, teacher: str, folder: str) -> None:
    """Given a folder of tables, when it is decided, then schools and colleagues are known, oneself counted once."""
    done = xgxp("decide", teacher, *ASKED, *DAY, "--others", folder)

    assert "乡村补助：发放" in done.out
    assert "优先安排：不优先" in done.out


@pytest.mark.parametrize(
    ("colleagues", "said"),
    [
        pytest.param("[{编号: T2, 竞聘分: 70}]", "优先安排：优先", id="a-kind-named-is-complete"),
        pytest.param(
            "{完整: 否, 列: [{编号: T2, 竞聘分: 70}]}",
            "优先安排：尚不能确定",
            id="unless-it-says-not",
        ),
        pytest.param(
            "{完整: 否, 列: [{编号: T2, 竞聘分: 90}]}",
            "优先安排：不优先",
            id="or-it-is-settled-already",
        ),
    ],
)
def test_whether_all_of_a_kind_are_there(
    xgxp: Run, county: County, teacher: str, colleagues: str, said: str
) -> None:
    """Given colleagues, when a rank is asked for, then a list that is not complete leaves open what it may change."""
    others = county.file("others.yaml", f"教师: {colleagues}\n")

    assert said in xgxp("decide", teacher, *ASKED, *DAY, "--others", others).out


@pytest.mark.parametrize(
    ("colleagues", "said"),
    [
        pytest.param("[{编号: T2, 竞聘分: 70}]", "已经交全的写明 `完整: 是`", id="alone"),
        pytest.param("{完整: 是, 列: [{编号: T2, 竞聘分: 70}]}", "优先安排：优先", id="said-to-be-all"),
        pytest.param("[{编号: T2, 竞聘分: 70}, {编号: T3, 竞聘分: 60}]", "优先安排：优先", id="with-another"),
    ],
)
def test_a_record_that_a_reference_led_to_says_nothing_of_the_others(
    xgxp: Run, county: County, teacher: str, colleagues: str, said: str
) -> None:
    """Given the spouse alone handed in, when a rank is asked for, then there may be more colleagues."""
    married = county.file("married.yaml", f"{TEACHER}配偶: T2\n")
    others = county.file("others.yaml", f"教师: {colleagues}\n")

    assert said in xgxp("decide", married, *ASKED, *DAY, "--others", others).out


def test_files_add_up(xgxp: Run, county: County, teacher: str) -> None:
    """Given two files, when both are named, then the records of both are read."""
    schools = county.file("schools.yaml", SCHOOL)
    people = county.file("people.json", '{"教师": [{"编号": "T2", "竞聘分": "70"}]}')

    done = xgxp("decide", teacher, *ASKED, *DAY, "--others", schools, "--others", people)

    assert "乡村补助：发放" in done.out
    assert "优先安排：优先" in done.out


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("- {名称: 一中}\n", "XG470", "", id="no-kinds"),
        pytest.param("学校: 一中\n", "XG470", ":1:", id="no-list"),
        pytest.param("学校: {完整: 也许, 列: []}\n", "XG470", ":1:", id="neither-whole-nor-not"),
        pytest.param("单位:\n  - {名称: 一中}\n", "XG471", ":2:", id="no-such-kind"),
        pytest.param("学校:\n  - 一中\n", "XG456", ":2:", id="no-record"),
        pytest.param("学校:\n  - {名称: 一中, 地域: 城里}\n", "XG4", ":2:", id="no-such-choice"),
        pytest.param("学校:\n  - {名称: 一中, 规膜: 大}\n", "XG433", ":2:", id="a-name-nobody-knows"),
        pytest.param("教师:\n  - {编号: T2, 竞聘分: 很高}\n", "XG405", ":2:", id="a-fact-of-the-policy"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(
    xgxp: Run, county: County, teacher: str, text: str, code: str, line: str
) -> None:
    """Given a file of other records that is not sound, when it is named, then the place is told; the status is 4."""
    others = county.file("others.yaml", text)

    done = xgxp("decide", teacher, *ASKED, *DAY, "--others", others)

    assert done.status == 4
    assert code in done.err
    assert f"others.yaml{line}" in done.err


def test_what_a_policy_asks_of_a_table_is_told_with_the_table(
    xgxp: Run, county: County, teacher: str, tmp_path: Path
) -> None:
    """Given a table with a column that the policy cannot read, then the table is named, not the record decided on."""
    (tmp_path / "教师.csv").write_text("编号,竞聘分\nT2,很高\n", encoding="utf-8")

    done = xgxp("decide", teacher, *ASKED, *DAY, "--others", str(tmp_path))

    assert done.status == 4
    assert "教师.csv" in done.err
    assert teacher not in done.err


def test_a_folder_without_tables(xgxp: Run, county: County, teacher: str) -> None:
    """Given a folder that holds no table of records, when it is named, then that is said."""
    empty = county.files / "empty"
    empty.mkdir()

    done = xgxp("decide", teacher, *ASKED, *DAY, "--others", str(empty))

    assert (done.status, "XG464" in done.err) == (4, True)
