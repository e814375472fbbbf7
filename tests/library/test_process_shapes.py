"""The kinds of process that documents have, in an invented county: a funnel, registration, a notice, a waiting post.

Each row says what happened and where the case stands on a day, edges first.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from case_kit import Moments, cases_in

from xgxp_rules.diagnostics import XgxpError

POLICY = "test.county.processes"
TEXT = """\
language: 1
policy: test.county.processes
version: v1
title: 某县竞聘、注册与通知
status: trial
jurisdiction: "999999"
in_force: {from: 2015-01-01}
document: {clauses: [{id: 一, topic: 逐级竞聘}, {id: 二, topic: 定期注册}, {id: 三, topic: 通知}]}
facts:
  骨干: flag
  连续不合格: {id: failed_years, run: 年度考核, where: {等次: 不合格}}
processes:
  逐级竞聘:
    clause: 一
    states: [直接聘用, 支教交流, 校内竞聘, 跨校竞聘, 组织调剂, 待岗培训, 上岗, 转岗]
    start: 直接聘用
    clocks: {待岗期: {while: 待岗培训, limit: 12个月}}
    transitions:
      - {from: 直接聘用, on: 聘用, to: 上岗, when: [骨干]}
      - {from: 直接聘用, on: 聘用, to: 支教交流}
      - {from: [支教交流, 校内竞聘, 跨校竞聘, 组织调剂, 待岗培训], on: 聘用, to: 上岗}
      - {from: 直接聘用, on: 未聘, to: 支教交流}
      - {from: 支教交流, on: 未聘, to: 校内竞聘}
      - {from: 校内竞聘, on: 未聘, to: 跨校竞聘}
      - {from: 跨校竞聘, on: 未聘, to: 组织调剂}
      - {from: 组织调剂, on: 未聘, to: 待岗培训}
      - {from: 待岗培训, after: 待岗期, to: 转岗}
      - {from: 上岗, on: 考核, to: 转岗, when: {连续不合格: 满2年}, title: 连续两年不合格}
      - {from: 上岗, on: 考核, to: 上岗}
  定期注册:
    clause: 二
    states: [已注册, 应注册, 暂缓, 逾期]
    start: 已注册
    transitions:
      - {from: 已注册, after: 5年, to: 应注册}
      - {from: [应注册, 暂缓, 逾期], on: 注册合格, to: 已注册}
      - {from: 应注册, on: 暂缓注册, to: 暂缓}
      - {from: 暂缓, after: 1年, to: 应注册}
      - {from: 应注册, after: 60个工作日, to: 逾期}
  解除通知:
    clause: 三
    states: [起草, 已送达, 生效, 撤回]
    start: 起草
    transitions:
      - {from: 起草, on: 送达, to: 已送达}
      - {from: 已送达, on: 撤回, to: 撤回}
      - {from: 已送达, after: 30天, to: 生效}
"""

FUNNEL, REGISTER, NOTICE = "逐级竞聘", "定期注册", "解除通知"
NEXT = ("未聘", "2024-07-10")


@pytest.mark.parametrize(
    ("process", "happened", "as_of", "state"),
    [
        pytest.param(FUNNEL, [], "2024-07-01", "直接聘用", id="funnel-everybody-starts"),
        pytest.param(FUNNEL, [("聘用", "2024-07-02")], "2024-07-02", "上岗", id="funnel-a-key-teacher-at-once"),
        pytest.param(FUNNEL, [NEXT] * 3, "2024-07-10", "跨校竞聘", id="funnel-who-is-left-passes-on"),
        pytest.param(FUNNEL, [NEXT] * 4 + [("聘用", "2024-08-01")], "2024-08-01", "上岗", id="funnel-re-assigned"),
        pytest.param(FUNNEL, [NEXT] * 5, "2025-07-09", "待岗培训", id="funnel-waits-a-day-short"),
        pytest.param(FUNNEL, [NEXT] * 5, "2025-07-10", "转岗", id="funnel-twelve-months-full"),
        pytest.param(REGISTER, [], "2029-06-30", "已注册", id="registered-a-day-short-of-five-years"),
        pytest.param(REGISTER, [], "2029-07-01", "应注册", id="registration-due"),
        pytest.param(
            REGISTER, [("注册合格", "2029-07-02")], "2034-07-01", "已注册", id="five-years-from-the-registration"
        ),
        pytest.param(NOTICE, [("送达", "2024-07-02")], "2024-07-31", "已送达", id="notice-a-day-short"),
        pytest.param(NOTICE, [("送达", "2024-07-02")], "2024-08-01", "生效", id="notice-thirty-days"),
        pytest.param(
            NOTICE, [("送达", "2024-07-02"), ("撤回", "2024-08-01")], "2024-12-01", "撤回", id="taken-back-that-day"
        ),
    ],
)
def test_where_a_case_stands(
    tmp_path: Path, process: str, happened: list[tuple[str, str]], as_of: str, state: str
) -> None:
    """Given what happened, when a day is asked for, then the case stands where the document puts it."""
    with cases_in(tmp_path, text=TEXT, clock=Moments()) as cases:
        on = date(2024, 7, 1)
        cases.open("甲", policy=POLICY, process=process, on=on, actor="人事科", record={"骨干": "是"})
        for event, day in happened:
            cases.record("甲", event, on=date.fromisoformat(day), actor="人事科")

        assert cases.show("甲", as_of=date.fromisoformat(as_of)).state == state


def test_a_stage_cannot_be_skipped(tmp_path: Path) -> None:
    """Given the first stage, when the exchange of papers of a later process comes, then it is refused."""
    with cases_in(tmp_path, text=TEXT) as cases:
        cases.open("甲", policy=POLICY, process=FUNNEL, on=date(2024, 7, 1), actor="人事科", record={"骨干": "否"})
        assert cases.record("甲", "聘用", on=date(2024, 7, 2), actor="人事科").state == "支教交流"
        with pytest.raises(XgxpError) as caught:
            cases.record("甲", "考核", on=date(2024, 7, 3), actor="人事科")

        assert caught.value.code == "XG825"


def test_two_failed_years_in_a_row_move_a_teacher_and_are_named(tmp_path: Path) -> None:
    """Given appraisals recorded year by year, when the second failure in a row comes, then both years are shown."""
    with cases_in(tmp_path, text=TEXT) as cases:
        record = {"骨干": "是", "年度考核": [{"年度": "2023", "等次": "合格"}]}
        cases.open("甲", policy=POLICY, process=FUNNEL, on=date(2024, 7, 1), actor="人事科", record=record)
        cases.record("甲", "聘用", on=date(2024, 7, 2), actor="人事科")
        states = []
        for year, grade in ((2024, "不合格"), (2025, "合格"), (2026, "不合格"), (2027, "不合格")):
            added = {"年度考核": [{"年度": str(year), "等次": grade}]}
            receipt = cases.record("甲", "考核", on=date(year + 1, 1, 20), actor="人事科", adds=added)
            states.append(receipt.state)
        report = cases.show("甲", as_of=date(2028, 2, 1))

    assert states == ["上岗", "上岗", "上岗", "转岗"]
    guard = report.taken[-1].guard
    assert guard is not None
    assert guard.tests[0].shown_by == ("2026", "2027")


def test_working_days_beyond_the_holidays_are_open_and_said(tmp_path: Path) -> None:
    """Given a registration due in a year without published holidays, when its end is asked for, then only its earliest
    day is known, and an event after that day cannot be placed."""
    with cases_in(tmp_path, text=TEXT) as cases:
        cases.open(
            "甲", policy=POLICY, process=REGISTER, on=date(2024, 7, 1), actor="人事科", record={"骨干": "是"}
        )
        report = cases.show("甲", as_of=date(2029, 7, 10))
        late = cases.show("甲", as_of=date(2029, 12, 1))
        with pytest.raises(XgxpError) as caught:
            cases.record("甲", "注册合格", on=date(2029, 12, 1), actor="人事科")

    (deadline,) = report.deadlines
    assert (deadline.due, report.uncertain) == (None, False)
    assert deadline.earliest is not None
    assert deadline.earliest > date(2029, 7, 10)
    assert late.uncertain
    assert caught.value.code == "XG829"
