"""Values that schools have each set for themselves, over frames: answers and groups as the interpreter has them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frame_kit import frames_of

import xgxp_rules as xr

POLICY = """\
language: 1
policy: test.share
version: v1
title: 优秀比例
status: in_force
jurisdiction: "999999"
in_force: {from: 2030-01-01}
document: {clauses: [{id: 一, topic: 优秀比例由学校在范围内定}]}
facts:
  入职日期: date
  服务时间: {since: 入职日期}
parameters:
  优秀比例: {set_by: 学校, limits: 10% 至 20%, clause: 一}
  服务年限: {set_by: 学校, limits: 1年 至 9年, clause: 一}
decisions:
  done: {title: 期满, outcomes: {over: 期满, running: 未满}, otherwise: running}
rules:
  - {clause: 一, decision: done, outcome: over, when: {服务时间: 满 服务年限}}
quotas:
  上限: {clause: 一, per: 学校, base: {在编在职: 是}, counted: {孕期至哺乳期: 是}, ceiling: 优秀比例}
"""
DAY = date(2031, 12, 31)


def _catalog(folder: Path) -> xr.Catalog:
    local = folder / "test" / "share" / "local"
    local.mkdir(parents=True)
    (local.parent / "v1.yaml").write_text(POLICY, encoding="utf-8")
    for name, school, share, years in (("a", "一中", "10%", "3年"), ("b", "二中", "20%", "5年")):
        (local / f"{name}.yaml").write_text(
            f"settings: test.share\nfor: {school}\nsource: {school}〔2031〕1号\n"
            f"values: {{优秀比例: {share}, 服务年限: {years}}}\n",
            encoding="utf-8",
        )
    return xr.Catalog(folder)


def _people() -> list[dict[str, Any]]:
    return [
        {
            "id": f"t{5 * place + n:06}",
            "编号": f"t{5 * place + n:06}",
            "在编在职": "是",
            "孕期至哺乳期": "是" if n == 0 else "否",
            "入职日期": f"202{6 + n % 3}-12-31",
            "任职经历": [{"学校": school, "自": "2026-12-31"}],
        }
        for place, school in enumerate(("一中", "二中", "三中"))
        for n in range(5)
    ]


@pytest.mark.parametrize(
    "bodies",
    [
        pytest.param([], id="no-school-records"),
        pytest.param([{"编号": f"s{name}", "名称": name} for name in ("一中", "二中", "三中")], id="schools"),
    ],
)
def test_quotas_and_answers_agree(tmp_path: Path, bodies: list[dict[str, str]]) -> None:
    """Given two schools' values and a third without, then frames say what the interpreter says of every one."""
    policy = _catalog(tmp_path).in_force("test.share", on=DAY)
    people = _people()
    frame, lists = frames_of(people)
    frame = frame.drop("编号")
    schools = frames_of(bodies)[0] if bodies else None
    records = [xr.Teacher.model_validate({k: v for k, v in one.items() if k != "id"}) for one in people]

    found, _members = policy.quotas_frame(frame, as_of=DAY, schools=schools, **lists)
    decided = policy.decide_frame(frame, as_of=DAY, schools=schools, **lists)

    wanted = policy.quotas(records, as_of=DAY, groups=[xr.School.model_validate(one) for one in bodies])
    assert {one.group: (one.status, one.bounds) for one in found} == {
        one.group: (one.status, one.bounds) for one in wanted
    }
    assert {one.group[0]: (one.status, one.bounds[0].source) for one in found} == {
        "一中": ("missed", "一中〔2031〕1号"),
        "二中": ("met", "二中〔2031〕1号"),
        "三中": ("open", ""),
    }
    others = xr.Records([xr.School.model_validate(one) for one in bodies])
    mine = [policy.decide("done", one, as_of=DAY, others=others).outcome for one in records]
    assert dict(decided.sort("id").select("id", "done.outcome").rows()) == dict(
        zip([one["id"] for one in people], mine, strict=True)
    )
    assert set(mine) == {"over", "running", None}
