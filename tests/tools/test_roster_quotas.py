"""Quotas over a roster: what they come to, who is open and who could be counted are the interpreter's."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from roster_kit import COUNTY, write_book

import xgxp_rules as xr
from xgxp_rules.tools.roster_files import load_roster
from xgxp_rules.tools.rosters.deciding import DecidedRoster
from xgxp_rules.tools.rosters.running import RosterCall, run_roster
from xgxp_rules.tools.rosters.summary import summary

CATALOG = xr.Catalog()
WANTED = {
    "xinjiang.mulei.xgxp": "轮岗交流",
    "gansu.xifeng.personnel": "职称岗位聘期",
    "gansu.xifeng.research": "星级评定的基数",
    "shanxi.ningwu.staff": "",
}


@pytest.mark.parametrize(
    ("policy", "day"),
    [
        pytest.param("xinjiang.mulei.xgxp", date(2026, 9, 1), id="floor-and-nested-floor"),
        pytest.param("xinjiang.mulei.xgxp", date(2026, 7, 15), id="a-share-of-last-september"),
        pytest.param("gansu.xifeng.personnel", date(2026, 9, 1), id="ceilings-by-school"),
        pytest.param("gansu.xifeng.research", date(2026, 9, 1), id="stars"),
        pytest.param("shanxi.ningwu.staff", date(2026, 9, 1), id="a-target"),
    ],
)
def test_the_sample_county_is_counted_as_the_interpreter_counts_it(policy: str, day: date) -> None:
    """Given the sample county, then every group's figures and people are those of its records."""
    done = run_roster(CATALOG, RosterCall((str(COUNTY),), policy, day, WANTED[policy]), "zh")

    records = load_roster(str(COUNTY), "teacher", policy)
    schools = load_roster(str(COUNTY), "school", policy)
    wanted = CATALOG.in_force(policy, day).quotas(records, groups=schools, as_of=day)
    assert [(one.quota, one.group, one.status, one.base, one.counted) for one in done.quotas.results] == [
        (one.quota, one.group, one.status, one.base, one.counted) for one in wanted
    ]
    for one in wanted:
        people = [
            each for each in done.quotas.standings if each.quota == one.quota and each.group in ((), one.group)
        ]
        assert {each.id for each in people if each.state == "open"} == {each.id for each in one.undetermined}
        floor = any(bound.side != "ceiling" for bound in one.bounds) and one.status != "met"
        could = set(one.could_be_counted) - {each.id for each in one.undetermined} if floor else set()
        assert {each.id for each in people if each.state == "could"} == could
        assert all(each.missing for each in people if each.state == "open")
    rows = summary(done, "zh")["quotas"]
    assert [row["open"] for row in rows] == [len(one.undetermined) for one in wanted]


POLICY = """\
language: 1
policy: sample.county.quotas
version: v1
title: 比例试点
status: in_force
jurisdiction: "652328"
in_force: {from: 2022-09-01}
document: {clauses: [{id: 一, topic: 示例}]}
facts:
  骨干: flag
  年限: number
  名次: {rank: 年限}
quotas:
  班额: {title: 大班学校, about: school, clause: 一, base: [{优质学校: 是}], counted: [{薄弱学校: 是}], ceiling: 1}
  领先: {title: 名次靠前的骨干, clause: 一, base: [{名次: 不多于 2}], counted: [{骨干: 是}], floor: 1}
decisions:
  some: {title: 认定, outcomes: {yes_: 是骨干, no_: 不是}, otherwise: no_}
rules:
  - {clause: 一, decision: some, outcome: yes_, when: {骨干: 是}}
"""
PEOPLE = [["编号", "骨干", "年限"], ["a", "是", 3], ["b", "否", 9], ["c", "", 8]]
SCHOOLS = [["编号", "名称", "优质学校", "薄弱学校"], ["s", "一中", "是", "否"]]


def _counted(tmp_path: Path, sheets: dict[str, list[list[object]]], text: str = POLICY) -> DecidedRoster:
    folder = tmp_path / "policies" / "sample" / "county" / "quotas"
    folder.mkdir(parents=True)
    (folder / "v1.yaml").write_text(text, encoding="utf-8")
    book = write_book(tmp_path / "a.xlsx", sheets)
    catalog = xr.Catalog(tmp_path / "policies")
    return run_roster(catalog, RosterCall((str(book),), "sample.county.quotas", date(2026, 9, 1)), "zh")


def test_a_quota_that_compares_people_is_counted(tmp_path: Path) -> None:
    """Given a quota of those in the first places, then it is counted, and who could be counted is told in order."""
    done = _counted(tmp_path, {"教师": PEOPLE, "学校": SCHOOLS})

    found = {one.quota: one for one in done.quotas.results}
    assert (found["领先"].base.at_least, found["领先"].counted.at_most) == (2, 1)
    assert [(one.id, one.state) for one in done.quotas.standings] == [("b", "could"), ("c", "open")]
    assert found["班额"].members == 1
    assert summary(done, "zh")["notes"] == []


def test_a_quota_that_cannot_be_counted_says_why(tmp_path: Path) -> None:
    """Given a quota about schools and no sheet of schools, then it is told that it was not counted, and the rest is."""
    done = _counted(tmp_path, {"教师": PEOPLE})

    assert [one.quota for one in done.quotas.results] == ["领先"]
    said = "比例“大班学校”没有计算：它统计的是学校，名单里没有能用的“学校”表"
    assert f"{said}；请加一张“学校”表，要有编号一列" in summary(done, "zh")["notes"]


@pytest.mark.parametrize(
    ("quota", "told"),
    [
        pytest.param(
            "{per: 学校, counted: [骨干], clause: 一, floor: 1人}", True, id="nobody-says-at-which-school"
        ),
        pytest.param(
            "{per: 骨干, when: {年限: 满 99}, counted: [骨干], clause: 一, floor: 1人}", True, id="no-group"
        ),
        pytest.param("{per: 骨干, counted: [骨干], clause: 一, floor: 1人}", False, id="counted"),
    ],
)
def test_a_quota_without_a_group_is_not_passed_over(tmp_path: Path, quota: str, told: bool) -> None:
    """Given a quota kept by groups of which none is known or meant, then it is told that it was not counted."""
    before, _quotas, after = POLICY.partition("quotas:\n")
    text = f"{before}quotas: {{各组: {quota}}}\n{after[after.index('decisions:') :]}"

    done = _counted(tmp_path, {"教师": PEOPLE}, text)

    notes = summary(done, "zh")["notes"]
    assert ("比例“各组”没有计算：没有一个已知的组适用它" in notes) is told
