"""What the card asks for where a decision is open: the very year, row, record or calendar that is lacking."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import xgxp_rules as xr
from xgxp_rules.model.durations import Lang

POLICY = """language: 1
policy: sample.lacking.things
version: v1
title: 所缺
status: in_force
jurisdiction: "999999"
in_force: {from: 2024-01-01}
document: {clauses: [{id: 一, topic: 所缺}]}
parameters:
  应配: {by: [学段, 规模档], value: {小学: {大: 2, 小: 1}, 初中: {大: 3}}, clause: 一}
facts:
  规模档: {choice: [大, 小]}
  人数: number
  缺勤: {list: {自: date, 至: date}}
  申请日: date
  最长缺勤: {longest: 缺勤, by: 工作日}
  缺勤合计: {total: 缺勤, by: 工作日}
  答复日: {day: 申请日, plus: 5个工作日}
  三年合格: {every: 年度考核, where: {等次: 合格 以上}, within: 近3个年度}
  连续合格: {run: 年度考核, where: {等次: 合格 以上}, ending: latest, no_grade: breaks}
  同事: {records: 教师, where: {学科: 本人.学科}}
  同事数: {count: 同事}
decisions:
  one: {title: 结论, outcomes: {got: 是, not_got: 否}, otherwise: not_got}
rules:
  - {clause: 一, decision: one, outcome: got, when: {TEST}}
"""
AWAY = {"缺勤": [{"自": "2025-12-29", "至": "2027-01-08"}]}
GRADES = {"年度考核": [{"年度": 2023, "等次": "合格"}, {"年度": 2025, "等次": "合格"}]}
POSTED = {"任职经历": [{"学校": "一中", "自": "2020-09-01"}]}


def card(folder: Path, test: str, record: dict[str, Any], lang: Lang = "zh") -> str:
    path = folder / "sample" / "lacking" / "things" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(POLICY.replace("TEST", test), encoding="utf-8")
    teacher = xr.Teacher.model_validate(record)
    decision = xr.Catalog(folder).decide("sample.lacking.things", "one", teacher, as_of=date(2027, 3, 1))
    assert decision.status == "undetermined"
    return " ".join(xr.explain(decision, lang=lang).split())


@pytest.mark.parametrize(
    ("test", "record", "zh", "en"),
    [
        pytest.param(
            "最长缺勤: 满 252个工作日",
            AWAY,
            "等2027年的节假日安排公布并载入",
            "the holidays of 2027 are published",
            id="holidays-not-out-for-the-longest",
        ),
        pytest.param("缺勤合计: 满 252个工作日", AWAY, "2027年的节假日安排", "2027", id="nor-for-a-total"),
        pytest.param(
            "答复日: 已到", {"申请日": "2027-02-22"}, "2027年的节假日安排", "2027", id="nor-for-a-day-worked-out"
        ),
        pytest.param(
            "最长缺勤: 满 5个工作日", {}, "补充“缺勤”", "supply 缺勤", id="but-a-list-not-supplied-is-asked-for"
        ),
        pytest.param(
            "三年合格: 是",
            GRADES | POSTED,
            "补上“年度考核”2026、2024年的条目",
            "add the entries of 2026, 2024 to appraisals",
            id="years-of-a-window",
        ),
        pytest.param(
            "连续合格: 满 2年", GRADES | POSTED, "补上“年度考核”2026、2024", "2026, 2024", id="years-of-a-run"
        ),
        pytest.param(
            "现任学校.地域: 乡村, 现任学校.薄弱学校: 是",
            POSTED,
            "补上学校“一中”的记录（要用：地域、薄弱学校）",
            "hand in the school record of 一中 (used: region, is_weak)",
            id="what-is-used-of-another-record",
        ),
        pytest.param(
            "同事数: 不少于 2",
            {"学科": "语文"},
            "补上全部教师的记录（要用：学科）",
            "the records of all teachers (used: subject)",
            id="what-is-used-of-a-set",
        ),
        pytest.param(
            "人数: 不少于 应配",
            {"学段": "高中", "人数": 3},
            "查明“应配”，原文没有这一种情形",
            "no row for this case",
            id="no-row-for-the-first-key-whatever-the-second",
        ),
        pytest.param(
            "人数: 不少于 应配",
            {"规模档": "小", "人数": 3},
            "补充“学段”",
            "supply stage",
            id="a-row-for-some-first-key",
        ),
        pytest.param(
            "人数: 不少于 应配",
            {"学段": "小学", "人数": 1},
            "补充“规模档”",
            "supply 规模档",
            id="the-second-key-open",
        ),
        pytest.param(
            "人数: 不少于 应配",
            {"学段": "初中", "规模档": "小", "人数": 3},
            "查明“应配”",
            "no row for this case",
            id="no-row-for-both",
        ),
    ],
)
def test_the_card_names_what_is_lacking(
    tmp_path: Path, test: str, record: dict[str, Any], zh: str, en: str
) -> None:
    """Given an open decision, when the card is written, then it asks for that which would settle it, by name."""
    assert zh in card(tmp_path / "zh", test, record)
    assert en in card(tmp_path / "en", test, record, "en")


ALTERNATIVES = """language: 1
policy: sample.lacking.offers
version: v1
title: 两可
status: in_force
jurisdiction: "999999"
in_force: {from: 2024-01-01}
document: {clauses: [{id: 一, topic: 两可}]}
decisions:
  one:
    title: 安排
    outcomes:
      either:
        label: 调岗或解聘
        one_of: [{label: 调岗, effects: [transfer]}, {label: 解聘, effects: [dismissal]}]
        chosen_by: 学校
      kept: 不动
    otherwise: kept
rules: [{clause: 一, decision: one, outcome: either, when: [骨干教师]}]
guards:
  - {id: nursing, clause: 一, against: [dismissal], when: [孕期至哺乳期]}
  - {id: sick, clause: 一, against: [transfer], when: [长期病假]}
"""


@pytest.mark.parametrize(
    ("sick", "awaited"),
    [pytest.param("否", True, id="one-is-left"), pytest.param("是", False, id="none-is-left")],
)
def test_nobody_is_waited_for_where_no_choice_is_left(tmp_path: Path, sick: str, awaited: bool) -> None:
    """Given alternatives that guards strike, when none is left, then the card does not wait for a choice."""
    path = tmp_path / "sample" / "lacking" / "offers" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(ALTERNATIVES, encoding="utf-8")
    record = xr.Teacher.model_validate({"骨干教师": "是", "孕期至哺乳期": "是", "长期病假": sick})

    decision = xr.Catalog(tmp_path).decide("sample.lacking.offers", "one", record, as_of=date(2027, 3, 1))

    assert decision.outcome == "kept"
    assert ("待学校选定" in xr.explain(decision).splitlines()[0]) is awaited
