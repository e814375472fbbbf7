"""What has not happened yet does not count: items after the measuring day, by day, by year and by spell."""

from datetime import date

import pytest

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

POLICY = """\
language: 1
policy: test.not-yet
version: "1"
title: 还没有发生的事
kind: law
status: in_force
in_force: {from: 2020-01-01}
document: {issuer: 样例, clauses: [{id: 一, topic: 样例}]}
facts:
  受过处分: {exists: 处分}
  最近注册: {latest: 资格注册, take: 结论}
  请假次数: {count: 请假}
decisions:
  d:
    title: 决定
    about: teacher
    decides: all
    outcomes: {sanctioned: 受过处分, registered: 注册合格, leave: 请过假}
rules:
  - {clause: 一, decision: d, outcome: sanctioned, when: {受过处分: 是}}
  - {clause: 一, decision: d, outcome: registered, when: {最近注册: 合格}}
  - {clause: 一, decision: d, outcome: leave, when: {请假次数: 至少 1次}}
"""
NONE = {"处分": [], "资格注册": [], "请假": []}
FAILED = {"日期": "2024-05-01", "结论": "不合格"}


@pytest.mark.parametrize(
    ("given", "outcomes"),
    [
        pytest.param({"处分": [{"日期": "2026-09-01", "种类": "警告"}]}, ("sanctioned",), id="on-the-day"),
        pytest.param({"处分": [{"日期": "2026-09-02", "种类": "警告"}]}, (), id="the-day-after"),
        pytest.param({"处分": [{"种类": "警告"}]}, ("sanctioned",), id="without-a-day"),
        pytest.param({"处分": [{"日期": "2026-10", "种类": "警告"}]}, (), id="a-later-month"),
        pytest.param({"处分": [{"日期": "2026-09", "种类": "警告"}]}, None, id="within-this-month"),
        pytest.param({"资格注册": [FAILED, {"日期": "2026-12-01", "结论": "合格"}]}, (), id="registered-later"),
        pytest.param(
            {"资格注册": [{"日期": "2026-06-01", "结论": "合格"}]}, ("registered",), id="registered-before"
        ),
        pytest.param({"请假": [{"自": "2026-09-02", "类型": "事假"}]}, (), id="leave-from-tomorrow"),
        pytest.param({"请假": [{"自": "2026-09-01", "类型": "事假"}]}, ("leave",), id="leave-from-today"),
    ],
)
def test_what_comes_after_the_measuring_day_is_left_out(
    given: dict[str, object], outcomes: tuple[str, ...] | None
) -> None:
    """Given items around the measuring day, when lists are read, then only what has happened counts."""
    policy = Policy(load_policy(POLICY, "not-yet.yaml"), xr.Catalog())
    teacher = xr.Teacher.model_validate({**NONE, **given})

    decision = policy.decide("d", teacher, as_of=date(2026, 9, 1))

    if outcomes is None:
        assert decision.status == "undetermined"
    else:
        assert (decision.status, decision.outcomes) == ("determined", outcomes)
