"""A roster decides every kind of record that a policy decides about and a sheet holds, with totals of each kind."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import xgxp_rules as xr

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from roster_kit import Change, put, write_book

POLICY = """\
language: 1
policy: sample.county.kinds
version: v1
title: 各类记录试点
status: in_force
jurisdiction: "652328"
in_force: {from: 2022-09-01}
document: {clauses: [{id: 一, topic: 示例}]}
facts:
  乡村教师: {about: 学校, records: 教师, where: {现任学校: 本人, 在编在职: 是}}
  乡村教师数: {about: 学校, count: 乡村教师}
  巡查: {about: 学校, list: {日期: date, 结论: {choice: [合格, 不合格]}}}
  巡查次数: {about: 学校, count: 巡查, where: {结论: 不合格}}
  任现职年龄: {about: 校长, related: 教师, take: 年龄}
decisions:
  rotation: {title: 轮岗, outcomes: {due: 应交流, not_due: 不交流}, otherwise: not_due}
  staffed: {title: 配备, about: 学校, outcomes: {short: 缺人, enough: 够数}, otherwise: enough}
  warned: {title: 约谈, about: 学校, outcomes: {warned: 约谈, fine: 不约谈}, otherwise: fine}
  tenure: {title: 届满, about: 校长, outcomes: {ends: 届满, runs: 未满}, otherwise: runs}
  team: {title: 超员, about: 部门, outcomes: {over: 超员, fits: 不超员}, otherwise: fits}
  plan: {title: 计划, about: 县区年度, outcomes: {done: 用完, left: 有余}, otherwise: left}
rules:
  - {clause: 一, decision: rotation, outcome: due, when: {在编在职: 是, 现任学校.学生数: 不满 300人}}
  - {clause: 一, decision: staffed, outcome: short, when: {乡村教师数: 不满 2}}
  - {clause: 一, decision: warned, outcome: warned, when: {巡查次数: 满 1次}}
  - {clause: 一, decision: tenure, outcome: ends, when: {届次: 满 2届, 任现职年龄: 满 40年}}
  - {clause: 一, decision: team, outcome: over, when: {现有人数: 多于 核定人数}}
  - {clause: 一, decision: plan, outcome: done, when: {新聘人数: 不少于 用人计划数}}
"""

SHEETS: dict[str, list[list[Any]]] = {
    "教师": [
        ["编号", "姓名", "在编在职", "出生日期"],
        ["001", "甲", "是", "1980-01-02"],
        ["002", "乙", "是", "1990-03-04"],
        ["003", "丙", "否", "1985-05-06"],
    ],
    "任职经历": [
        ["教师", "学校", "自", "至"],
        ["001", "一中", "2020-09-01", ""],
        ["002", "一中", "2023-09-01", ""],
        ["003", "二中", "2019-09-01", ""],
    ],
    "学校": [["编号", "名称", "学生数"], ["S1", "一中", 300], ["S2", "二中", 200], ["S3", "三中", 100]],
    "巡查": [["学校", "日期", "结论"], ["一中", "2026-03-01", "不合格"], ["S2", "2026-03-02", "合格"]],
    "校长": [["教师", "学校", "届次"], ["001", "一中", 2], ["002", "二中", 2]],
    "部门": [["学校", "名称", "核定人数", "现有人数"], ["一中", "教务处", 3, 4], ["二中", "教务处", 3, 3]],
    "县区年度": [["编号", "年度", "用人计划数", "新聘人数"], ["652328", 2025, 5, 5], ["652328", 2026, 5, 3]],
}


def sheets() -> dict[str, list[list[Any]]]:
    return {name: [list(row) for row in rows] for name, rows in SHEETS.items()}


@pytest.fixture
def decided(xgxp: Any, county: Any, tmp_path: Path) -> Any:
    folder = county.policies / "sample" / "county" / "kinds"
    folder.mkdir()
    (folder / "v1.yaml").write_text(POLICY, encoding="utf-8")

    def run(rows: dict[str, list[list[Any]]], *more: str) -> Any:
        book = write_book(tmp_path / "a.xlsx", rows)
        return xgxp(
            *("roster", str(book), "--policy", "sample.county.kinds", "--as-of", "2026-09-01"),
            *("--complete", "全部", *more),
        )

    return run


def answers(path: Path, sheet: str) -> dict[str, str]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=2, values_only=True)
    return {str(row[0]): str(row[2] or row[3]) for row in rows}


def test_every_kind_that_has_a_sheet_is_decided(decided: Any, tmp_path: Path) -> None:
    """Given sheets of five kinds with lists and references, then each record has its answer, under its id and name."""
    out = tmp_path / "out.xlsx"

    done = decided(sheets(), "-o", str(out))

    assert done.status == 0, done.err
    assert answers(out, "轮岗") == {"001": "不交流", "002": "不交流", "003": "不交流"}
    assert answers(out, "配备") == {"S1": "够数", "S2": "缺人", "S3": "缺人"}
    assert answers(out, "约谈") == {"S1": "约谈", "S2": "不约谈", "S3": "不约谈"}
    assert answers(out, "届满") == {"001/一中": "届满", "002/二中": "未满"}
    assert answers(out, "超员") == {"一中/教务处": "超员", "二中/教务处": "不超员"}
    assert answers(out, "计划") == {"652328/2025": "用完", "652328/2026": "有余"}
    named = openpyxl.load_workbook(out)
    assert [cell.value for cell in named["配备"][2]][:2] == ["S1", "一中"]
    assert [cell.value for cell in named["届满"][2]][:2] == ["001/一中", "甲"]


def test_the_answers_are_those_of_decide(decided: Any, county: Any, tmp_path: Path) -> None:
    """Given the same records one by one, then `decide` says the same of each, in the same words."""
    out = tmp_path / "out.xlsx"
    decided(sheets(), "-o", str(out))
    compiled = xr.Catalog(county.policies).in_force("sample.county.kinds", date(2026, 9, 1))
    spells = [
        [{"学校": row[1], "自": row[2]} for row in SHEETS["任职经历"][1:] if row[0] == whose]
        for whose in ("001", "002", "003")
    ]
    people = [
        xr.Teacher.model_validate({**dict(zip(SHEETS["教师"][0], row, strict=True)), "任职经历": own})
        for row, own in zip(SHEETS["教师"][1:], spells, strict=True)
    ]
    schools = [
        xr.School.model_validate({"编号": "S1", "名称": "一中", "学生数": 300, "巡查": []}),
        xr.School.model_validate({"编号": "S2", "名称": "二中", "学生数": 200, "巡查": []}),
        xr.School.model_validate({"编号": "S3", "名称": "三中", "学生数": 100, "巡查": []}),
    ]
    others = xr.Records([*people, *schools])

    for row, school in zip(openpyxl.load_workbook(out)["配备"].iter_rows(min_row=2), schools, strict=True):
        made = compiled.decide("staffed", school, as_of=date(2026, 9, 1), others=others)
        assert row[2].value == {"short": "缺人", "enough": "够数"}[made.outcome]
        assert "".join(str(row[4].value).split()) in "".join(xr.explain(made).split())


def test_totals_of_each_kind_add_up_and_are_printed(decided: Any) -> None:
    """Given a bad row of one kind and none of another, then each kind's totals stand in a line of their own."""
    rows = sheets()
    put("学校", 3, 2, "很多")(rows)
    done = decided(rows)

    assert done.status == 0
    assert done.out.splitlines()[1:7] == [
        "教师：读入 3 人 = 受理 3 + 退回 0",
        "学校：读入 3 所 = 受理 2 + 退回 1",
        "校长：读入 2 人 = 受理 2 + 退回 0",
        "部门：读入 2 个 = 受理 2 + 退回 0",
        "县区年度：读入 2 份 = 受理 2 + 退回 0",
        "下表每项：读入 = 已定 + 未定 + 退回",
    ]
    found = json.loads(decided(rows, "--format", "json").out)
    assert found["read"] == 12 == found["accepted"] + found["rejected"]
    by_kind = {one["about"]: one for one in found["kinds"]}
    for one in found["decisions"]:
        kind = by_kind[one["about"]]
        assert one["read"] == kind["read"] == one["decided"] + one["undetermined"] + one["rejected"]
        assert one["rejected"] == kind["rejected"]


BAD: list[Any] = [
    pytest.param([put("学校", 3, 2, "很多")], [("XG405", "学校", 3, "学生数")], "学校", id="a-bad-cell"),
    pytest.param(
        [put("学校", 3, 0, "")], [("XG986", "学校", 3, "编号"), ("XG905", "巡查", 3, "学校")], "学校", id="no-id"
    ),
    pytest.param(
        [put("县区年度", 3, 1, 2025)],
        [("XG994", "县区年度", 2, "编号"), ("XG994", "县区年度", 3, "编号")],
        "县区年度",
        id="one-year-twice",
    ),
    pytest.param([put("巡查", 3, 2, "尚可")], [("XG408", "巡查", 3, "结论")], "学校", id="a-bad-entry-of-a-list"),
    pytest.param([put("巡查", 3, 0, "四中")], [("XG905", "巡查", 3, "学校")], "", id="an-entry-of-nobody"),
]


@pytest.mark.parametrize(("changes", "cells", "kind"), BAD)
def test_a_bad_row_rejects_its_own_record_alone(
    decided: Any, changes: list[Change], cells: list[tuple[str, str, int, str]], kind: str
) -> None:
    """Given a slip in one kind's sheet, then it is told by its place, and records of other kinds are decided."""
    rows = sheets()
    for change in changes:
        change(rows)

    found = json.loads(decided(rows, "--format", "json").out)

    told = [(one["code"], one["sheet"], one["row"], one["column"]) for one in found["rejected_cells"]]
    assert told == cells
    assert [one["label"] for one in found["kinds"] if one["rejected"]] == ([kind] if kind else [])


def test_a_kind_without_a_sheet_is_told_by_name(decided: Any) -> None:
    """Given no sheet of departments and one of schools under another name, then what was not decided is told."""
    rows = sheets()
    del rows["部门"]
    rows["学枝"] = rows.pop("学校")
    done = decided(rows)

    assert "没有“部门”表，针对部门的 1 项决定没有作：超员" in done.out
    assert "没有“学校”表，针对学校的 2 项决定没有作：配备、约谈；`学枝` 是这张表吗？" in done.out


def test_a_decision_about_schools_needs_no_teachers(decided: Any) -> None:
    """Given one decision about schools and their sheets alone, then it is made; a sheet nobody needs is named."""
    rows = {name: sheets()[name] for name in ("学校", "巡查", "部门")}
    done = decided(rows, "--decision", "约谈")

    assert done.status == 0
    assert done.out.splitlines()[1] == "学校：读入 3 所 = 受理 3 + 退回 0；下表每项：读入 = 已定 + 未定 + 退回"
    assert "表“部门”没有读：要作的决定都不针对部门，也不引用" in done.out


def test_one_sheet_of_any_name_is_that_of_the_kind_asked_for(decided: Any) -> None:
    """Given one sheet called Sheet1 and one decision, then it is taken for the kind that the decision is about."""
    done = decided({"Sheet1": sheets()["县区年度"]}, "--decision", "计划")

    assert done.status == 0
    assert "用完 1，有余 1" in done.out


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        pytest.param("计划", "没有“县区年度”表", id="one-kind"),
        pytest.param("配备", "`学枝` 是学校表吗？", id="the-nearest-name"),
    ],
)
def test_nothing_to_decide_is_an_error(decided: Any, decision: str, said: str) -> None:
    """Given no sheet of the kind that is asked for, then that is told, with the sheet that may be meant, and 4."""
    rows = sheets()
    del rows["县区年度"]
    rows["学枝"] = rows.pop("学校")
    done = decided(rows, "--decision", decision)

    assert done.status == 4
    assert said in done.err


def test_columns_that_leave_the_same_open_stand_in_one_note(decided: Any) -> None:
    """Given two columns of departments that are not there, then one line tells both, and what they leave open."""
    rows = sheets()
    rows["部门"] = [row[:2] for row in rows["部门"]]

    notes = json.loads(decided(rows, "--format", "json").out)["notes"]

    assert notes == [
        "“部门”表没有这 2 列：现有人数、核定人数；缺它们而未定的：超员 2 个；请补上这些列，或用 --map 说明"
    ]


def test_long_notes_of_the_summary_are_wrapped(decided: Any, tmp_path: Path) -> None:
    """Given notes longer than a column, then each goes over the whole table of the summary, on several lines."""
    out = tmp_path / "out.xlsx"
    rows = sheets()
    rows["教师"][0].extend(f"无用的第{number}列" for number in range(12))
    decided(rows, "-o", str(out))

    sheet = openpyxl.load_workbook(out)["汇总"]
    (note,) = (cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("说明："))
    assert any(note.coordinate in one and one.max_col == 7 for one in sheet.merged_cells.ranges)
    assert note.alignment.wrap_text
