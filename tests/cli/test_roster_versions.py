"""A roster under a version with transitions: whoever an older version governs is decided by that one."""

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

from roster_kit import write_book

OLD = """\
language: 1
policy: sample.county.duty
version: v1
title: 值守办法（试行）
status: trial
jurisdiction: "652328"
in_force: {from: 2020-04-01}
document: {clauses: [{id: 三, topic: 满三年}]}
facts:
  入行日期: date
  从业年限: {since: 入行日期}
  轮值: {list: {日期: date}}
  轮值次数: {count: 轮值}
decisions:
  duty: {title: 值守, outcomes: {ready: 可以, not_yet: 不可以}, otherwise: not_yet}
rules:
  - {clause: 三, decision: duty, outcome: ready, when: {从业年限: 满 3年, 轮值次数: 满 1次}}
"""
NEW = (
    OLD.replace("version: v1", "version: v2")
    .replace("（试行）", "")
    .replace("status: trial", "status: in_force")
    .replace("2020-04-01", "2024-04-01")
    .replace("  轮值: {list: {日期: date}}\n  轮值次数: {count: 轮值}\n", "")
    .replace("满 3年, 轮值次数: 满 1次", "满 5年")
    .replace(
        "  duty: ",
        "  plain: {title: 登记, outcomes: {kept: 登记, not_kept: 不登记}, otherwise: not_kept}\n  duty: ",
    )
    + "  - {clause: 三, decision: plain, outcome: kept, when: {从业年限: 满 1年}}\n"
    + "transitions:\n"
    + "  - {id: before, clause: 三, when: {入行日期: 早于 2024-04-01}, governed_by: v1, decisions: [duty]}\n"
)
PEOPLE: list[list[Any]] = [
    ["编号", "姓名", "入行日期"],
    ["a", "甲", "2023-03-31"],
    ["b", "乙", "2024-04-01"],
    ["c", "丙", ""],
    ["d", "丁", "2020-01-01"],
]
WATCHES = [["教师", "日期"], ["a", "2026-01-01"], ["b", "2026-01-02"]]


@pytest.fixture
def duty(xgxp: Any, county: Any, tmp_path: Path) -> Any:
    folder = county.policies / "sample" / "county" / "duty"
    folder.mkdir()
    (folder / "v1.yaml").write_text(OLD, encoding="utf-8")
    (folder / "v2.yaml").write_text(NEW, encoding="utf-8")
    book = write_book(tmp_path / "a.xlsx", {"教师": PEOPLE, "轮值": WATCHES})
    call = ("roster", str(book), "--policy", "sample.county.duty", "--as-of", "2026-09-01", "--complete", "全部")
    return lambda *more: xgxp(*call, *more)


def test_the_version_that_governs_each_record_decides(duty: Any, tmp_path: Path) -> None:
    """Given people who began before and after, then each is decided by their version, and the words say which."""
    out = tmp_path / "out.xlsx"
    done = duty("-o", str(out))

    assert done.status == 0, done.err
    rows = list(openpyxl.load_workbook(out)["值守"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("a", "可以", "已定"),
        ("b", "不可以", "已定"),
        ("c", "可能：不可以或可以", "未定"),
        ("d", "不可以", "已定"),
    ]
    assert str(rows[0][4]).startswith("按 v1 版：")
    assert not str(rows[1][4]).startswith("按")
    assert "决定“值守”有新旧版本的过渡规定，逐份决定适用哪一版本" in done.out


def test_the_answers_are_those_of_decide(duty: Any, county: Any) -> None:
    """Given the same people one by one, then the catalog decides each as the roster does."""
    found = json.loads(duty("--format", "json").out)
    catalog = xr.Catalog(county.policies)

    for declared in found["decisions"]:
        counts: dict[str, int] = {}
        for row in PEOPLE[1:]:
            data = {"编号": row[0], **({"入行日期": row[2]} if row[2] else {})}
            data["轮值"] = [{"日期": day} for whose, day in WATCHES[1:] if whose == row[0]]
            if declared["id"] == "plain":
                del data["轮值"]
            record = xr.Teacher.model_validate(data)
            made = catalog.decide("sample.county.duty", declared["id"], record, as_of=date(2026, 9, 1))
            counts[made.outcome or ""] = counts.get(made.outcome or "", 0) + 1
        assert {one["id"]: one["count"] for one in declared["outcomes"]} == {k: n for k, n in counts.items() if k}


def test_a_decision_without_a_transition_stays_in_columns(duty: Any) -> None:
    """Given a transition that names one decision, then the others are worked out in columns as ever."""
    found = json.loads(duty("--format", "json").out)

    assert {one["id"]: one["engine"] for one in found["decisions"]} == {"plain": "columns", "duty": "interpreter"}
