"""One person of a roster in full: the worksheet that `xgxp explain` gives of the same record."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import xgxp_rules as xr

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))

from roster_kit import asked, put, tables, write_book

COMPLETE = ("--complete", "全部")


def test_the_worksheet_is_that_of_the_record(xgxp: Any, county: Any, tmp_path: Path) -> None:
    """Given one person of a workbook, then the worksheet is the one that the same record gives by itself."""
    book = write_book(tmp_path / "a.xlsx", tables())

    done = xgxp(*asked(book, more=(*COMPLETE, "--explain", "001")))

    record = xr.Teacher.model_validate(
        {
            "编号": "001",
            "姓名": "甲",
            "在编在职": "是",
            "长期病假": "否",
            "出生日期": "1980-01-02",
            "任职经历": [{"学校": "一中", "自": "2020-09-01"}],
        }
    )
    policy = xr.Catalog(county.policies).in_force("sample.county.xgxp", date(2026, 9, 1))
    made = policy.decide("rotation", record, as_of=date(2026, 9, 1))
    assert done.status == 0, done.err
    assert done.out.split() == xr.explain(made, detail="worksheet").split()


def test_several_people_stand_under_their_ids(xgxp: Any, tmp_path: Path) -> None:
    """Given two people, then each worksheet stands under the id; as JSON both receipts are in one list."""
    book = write_book(tmp_path / "a.xlsx", tables())
    who = ("--explain", "001", "--explain", "004")

    lines = xgxp(*asked(book, more=(*COMPLETE, *who))).out.splitlines()
    receipts = json.loads(xgxp(*asked(book, more=(*COMPLETE, *who, "--format", "json"))).out)

    assert [one for one in lines if one.startswith("【0")] == ["【001】", "【004】"]
    assert [one["status"] for one in receipts] == ["determined", "undetermined"]


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        pytest.param(("--explain", "002"), 4, ["XG925 `002` 已退回", "a.xlsx 教师:3:1: XG404"], id="rejected"),
        pytest.param(("--explain", "01"), 2, ["XG924 名单里没有编号 `01`", "是否想写 `001`？"], id="nobody"),
        pytest.param(("--explain", "001", "-o", "x.xlsx"), 2, ["XG926"], id="no-file-is-written"),
    ],
)
def test_whoever_cannot_be_explained_is_told_why(
    xgxp: Any, tmp_path: Path, more: tuple[str, ...], status: int, told: list[str]
) -> None:
    """Given somebody rejected, nobody of that id, or an output beside, then that is said in plain words."""
    sheets = tables()
    put("教师", 3, 2, "在")(sheets)

    done = xgxp(*asked(write_book(tmp_path / "a.xlsx", sheets), more=(*COMPLETE, *more)))

    assert (done.status, done.out) == (status, "")
    for one in told:
        assert one in done.err
