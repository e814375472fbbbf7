"""`xgxp quotas`: a roster in a file, its quotas in words and as data, and rosters that are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

POLICY = """\
language: 1
policy: place.quotas
version: v1
title: 试点
status: in_force
jurisdiction: "999999"
in_force: {from: 2030-01-01}
document: {clauses: [{id: 六, topic: 轮训}]}
facts: {轮训过: flag}
quotas:
  轮训: {clause: 六, counted: [轮训过], floor: 50%}
  借出: {clause: 六, per: 学校, counted: [轮训过], ceiling: 编制数}
"""
ROSTER = "- {编号: a, 轮训过: 是}\n- {编号: b, 轮训过: 否}\n- {编号: c}\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "policies" / "place" / "quotas"
    folder.mkdir(parents=True)
    (folder / "v1.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "roster.yaml").write_text(ROSTER, encoding="utf-8")
    return tmp_path


def asked(files: Path, *more: str, roster: str = "roster.yaml") -> tuple[str, ...]:
    where = ("--policies", str(files / "policies"), "--lang", "zh")
    return ("quotas", str(files / roster), "--policy", "place.quotas", "--as-of", "2031-03-01", *where, *more)


def test_quotas_in_words(xgxp: Any, files: Path) -> None:
    """Given a roster, then each quota is said with what it asks, what there is and who is open."""
    done = xgxp(*asked(files, "--quota", "轮训"))

    assert done.status == 0
    assert done.out.splitlines() == [
        "〔试点 v1 · 以 2031-03-01 计〕",
        "",
        "轮训：未定（有人的情况未定）",
        "  基数 3，计入 1 至 2",
        "  不少于 50%，即 2 人，差 1 到余 0",
        "  未定 1 人：c",
        "  尚缺：轮训过",
        "  基数中尚可计入 2 人：b、c",
        "  依据：六",
    ]


def test_quotas_as_data(xgxp: Any, files: Path) -> None:
    """Given JSON is asked for, then a list of results comes out; an open one counts where that was asked."""
    done = xgxp(*asked(files, "--quota", "轮训", "--format", "json", "--require-determined"))

    assert done.status == 5
    assert [one["status"] for one in json.loads(done.out)] == ["open"]


def test_a_group_reads_its_own_record(xgxp: Any, files: Path) -> None:
    """Given the schools' records, then a bound that speaks of a school is known, also of one without members."""
    (files / "schools.yaml").write_text("- {名称: 一中, 编制数: 4}\n", encoding="utf-8")

    done = xgxp(*asked(files, "--quota", "借出", "--groups", str(files / "schools.yaml")))

    assert done.out.splitlines()[2] == "借出（一中）：达到"


@pytest.mark.parametrize(
    ("roster", "code", "status"),
    [
        pytest.param("编号: a\n", "XG458", 4, id="one-record-and-no-list"),
        pytest.param("- {编号: a}\n- 7\n", "XG456", 4, id="a-number-among-records"),
        pytest.param("- {编号: a, 轮训了: 是}\n", "XG463", 4, id="unknown-fact"),
        pytest.param("- {编号: a}\n- {编号: a}\n", "XG460", 4, id="the-same-person-twice"),
    ],
)
def test_a_roster_that_is_refused(xgxp: Any, files: Path, roster: str, code: str, status: int) -> None:
    """Given a roster that is none, then the slip is told and nothing is counted."""
    (files / "other.yaml").write_text(roster, encoding="utf-8")

    done = xgxp(*asked(files, roster="other.yaml"))

    assert (done.status, done.out) == (status, "")
    assert code in done.err


def test_a_quota_that_does_not_exist(xgxp: Any, files: Path) -> None:
    """Given a name near that of a quota, then the nearest one is proposed."""
    done = xgxp(*asked(files, "--quota", "轮训率"))

    assert done.status == 2
    assert "XG532" in done.err


def test_a_named_share_is_told_with_its_value(xgxp: Any, files: Path) -> None:
    """Given a bound that is a parameter, when the quota is said in words, then its value stands beside it."""
    text = POLICY.replace("floor: 50%", "floor: 轮训下限").replace(
        "quotas:", "parameters: {轮训下限: {value: 50%, clause: 六}}\nquotas:"
    )
    (files / "policies" / "place" / "quotas" / "v1.yaml").write_text(text, encoding="utf-8")

    done = xgxp(*asked(files, "--quota", "轮训"))

    assert "  不少于 轮训下限（50%），即 2 人，差 1 到余 0" in done.out.splitlines()
