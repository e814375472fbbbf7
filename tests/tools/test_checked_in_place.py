"""What only shows between files is said of a path too; the card says who really chose."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import xgxp_rules as xr
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.cards import card_of
from xgxp_rules.tools.checking import check_catalog, check_paths

POLICY = """\
language: 1
policy: {policy}
version: {version}
title: 试点
status: in_force
jurisdiction: "999999"
in_force: {{from: {begins}}}
document: {{clauses: [{{id: 一, topic: 末位低聘或者培训}}]}}
facts: {{末位: flag}}
decisions:
  duty:
    title: 办理
    outcomes:
      act: {{label: 处理, modality: may, one_of: [低聘, 培训], chosen_by: 学校教代会}}
      none_due: 不处理
    otherwise: none_due
rules:
  - {{clause: 一, decision: duty, outcome: act, when: [末位]}}
"""


def write(folder: Path, place: str, version: str, begins: str, policy: str = "test.pool") -> Path:
    path = folder.joinpath(*place.split("."), f"{version}.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(POLICY.format(policy=policy, version=version, begins=begins), encoding="utf-8")
    return path


def test_overlapping_versions_are_told_of_a_path(tmp_path: Path) -> None:
    """Given two versions that begin on one day, when a file or the whole catalog is checked, then it is said once."""
    write(tmp_path, "test.pool", "v1", "2025-01-01")
    later = write(tmp_path, "test.pool", "v2", "2025-01-01")

    for checked in (check_paths([later], Catalog(tmp_path)), check_catalog(Catalog(tmp_path))):
        assert [one.code for one in checked.problems if one.severity == "error"] == ["XG503"]


def test_a_file_in_the_wrong_folder_is_told_of_a_path(tmp_path: Path) -> None:
    """Given a file whose folder says another policy, when it is checked, then the place is reported once."""
    wrong = write(tmp_path, "test.other", "v1", "2025-01-01")

    for checked in (check_paths([wrong], Catalog(tmp_path)), check_catalog(Catalog(tmp_path))):
        assert [one.code for one in checked.problems if one.severity == "error"] == ["XG504"]


@pytest.mark.parametrize(
    ("by", "said"),
    [
        pytest.param("校长", "校长 2025-12-20 选定 低聘，应由学校教代会选定", id="another-body"),
        pytest.param("学校教代会", "学校教代会 2025-12-20 选定 低聘", id="the-body-named"),
    ],
)
def test_the_card_names_who_chose(tmp_path: Path, by: str, said: str) -> None:
    """Given a recorded choice, when the card is shown, then it names the body on record, and whose choice it was."""
    write(tmp_path, "test.pool", "v1", "2025-01-01")
    choice = {"办理": {"结果": "低聘", "由": by, "日期": "2025-12-20"}}
    record = xr.Teacher.model_validate({"末位": "是", "办理决定": choice})

    decision = Catalog(tmp_path).decide("test.pool", "duty", record, as_of=date(2026, 1, 1))

    shown = str(card_of(decision.report()))
    assert said in shown
    assert ("应由" in shown) is (by == "校长")


OTHERS = """\
language: 1
policy: test.others
version: v1
title: 试点
status: in_force
jurisdiction: "999999"
in_force: {from: 2025-01-01}
document: {clauses: [{id: 一, topic: 同科和路程}]}
facts:
  同科: {records: 教师, where: {学科: 本人.学科}}
  同科人数: {count: 同科}
  里程: {about: school, kind: number}
  学校里程: {related: 现任学校, take: 里程}
  申请日: date
decisions:
  duty: {title: 办理, outcomes: {over: 超出, fits: 合适}, otherwise: fits}
  season: {title: 受理, outcomes: {taken: 受理, late: 不受理}, otherwise: late}
rules:
  - {clause: 一, decision: duty, outcome: over, when: {同科人数: 不超过 2人, 学校里程: 不少于 10}}
  - {clause: 一, decision: season, outcome: taken, when: {申请日: 当年5月1日 至 当年5月31日}}
"""


def test_other_records_and_yearly_stretches_are_searched_without_a_false_word(tmp_path: Path) -> None:
    """Given colleagues, a school's own fact and a stretch of this year, when checked, then nothing is called unused or
    impossible."""
    path = tmp_path / "test" / "others" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(OTHERS, encoding="utf-8")

    found = check_paths([path], Catalog(tmp_path)).problems

    assert not {"XG702", "XG713"} & {one.code for one in found}
