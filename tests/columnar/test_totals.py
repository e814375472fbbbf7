"""Sums of time in columns at the ends of months: a stretch keeps its days, days alone count, rest joins work."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from frame_kit import differences, frames_of, rows_of

from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy

AS_OF = date(2026, 9, 1)
HEAD = """\
language: 1
policy: columns.totals
version: v1
title: 合计
status: in_force
jurisdiction: "999999"
in_force: {from: 2000-01-01}
document: {clauses: [{id: 一, topic: 甲}]}
facts:
  年资: {total: 任职经历}
  近年: {total: 任职经历, within: 近3年}
  最长: {longest: 任职经历, by: 工作日}
decisions: {go: {title: 题, outcomes: {a: 甲, b: 乙, c: 丙}, otherwise: c}}
rules:
"""
LENGTHS = (4, 11, 30, 31, 59, 60, 61, 89, 90, 91, 364, 365, 366)


def teachers(count: int, seed: int) -> list[dict[str, Any]]:
    """Return teachers with one to three stretches that begin and end about the ends of months."""
    drawn = random.Random(seed)
    made = []
    for _ in range(count):
        items: list[dict[str, str]] = []
        day = date(2025, drawn.randint(1, 12), drawn.choice([1, 2, 15, 27, 28])) + timedelta(
            drawn.choice([0, 0, 1, 2])
        )
        for place in range(drawn.choice([1, 1, 1, 2, 3])):
            last = day + timedelta(drawn.choice(LENGTHS) - 1)
            items.append({"学校": f"第{place}校", "自": day.isoformat(), "至": last.isoformat()})
            day = last + timedelta(drawn.choice([1, 2, 3, 20]))
        if drawn.random() < 0.3:
            items[-1].pop("至")
        made.append({"任职经历": items})
    return made


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param(("年资: 满 1年", "近年: 满 2个月"), id="years-and-months"),
        pytest.param(("年资: 超过 3个月", "近年: 不超过 1年"), id="strict-bounds"),
        pytest.param(("年资: 满 60天", "近年: 满 1年"), id="days-alone"),
        pytest.param(("最长: 满 10个工作日", "年资: 满 3个月"), id="working-days"),
    ],
)
def test_sums_at_month_ends_are_the_interpreters(tests: Sequence[str]) -> None:
    """Given stretches about the ends of months, when columns decide, then every row is the interpreter's."""
    rules = "".join(
        f"  - {{clause: 一, decision: go, outcome: {outcome}, when: {{{test}}}}}\n"
        for outcome, test in zip("ab", tests, strict=True)
    )
    policy = Policy(load_policy(HEAD + rules, "totals.yaml"), Catalog())
    records = teachers(150, seed=7)
    frame, lists = frames_of(records)

    found = policy.decide_frame(frame, as_of=AS_OF, **lists)

    assert differences(policy, records, rows_of(found, frame["id"].to_list()), AS_OF) == []


ENDINGS = HEAD.replace(
    "decisions:",
    """\
  年内: {total: 任职经历, within: 本年度}
  月内: {total: 任职经历, within: 本月, by: 天}
  连续: {unbroken: 任职经历}
  天数: {total: 任职经历, by: 天}
decisions:""",
)


def endings(as_of: date, count: int, seed: int) -> list[dict[str, Any]]:
    """Return teachers whose stretches end about a day, go on the day after in another entry, or run."""
    drawn = random.Random(seed)
    made = []
    for _ in range(count):
        last = as_of + timedelta(drawn.choice([-1, 0, 0, 0, 1, 40]))
        first = last - timedelta(drawn.choice([0, 14, 30, 183, 364, 365, 1095, 1096]))
        items = [{"学校": "一校", "自": first.isoformat(), "至": last.isoformat()}]
        if drawn.random() < 0.3:
            items.append({"学校": "二校", "自": (last + timedelta(drawn.choice([1, 2]))).isoformat()})
        if drawn.random() < 0.2:
            items[0].pop("至")
            del items[1:]
        made.append({"任职经历": items})
    return made


@pytest.mark.parametrize("as_of", [date(2026, 9, 1), date(2026, 12, 31), date(2026, 2, 28)], ids=str)
@pytest.mark.parametrize(
    "tests",
    [
        pytest.param(("年内: 满 6个月", "近年: 满 3年"), id="windows"),
        pytest.param(("月内: 满 15天", "连续: 满 1年"), id="a-month-and-the-running-stretch"),
        pytest.param(("年资: 满 1年", "天数: 满 15天"), id="totals"),
    ],
)
def test_last_days_are_the_interpreters(tests: Sequence[str], as_of: date) -> None:
    """Given stretches that end about the measuring day, when columns decide, then every row is the interpreter's."""
    rules = "".join(
        f"  - {{clause: 一, decision: go, outcome: {outcome}, when: {{{test}}}}}\n"
        for outcome, test in zip("ab", tests, strict=True)
    )
    policy = Policy(load_policy(ENDINGS + rules, "endings.yaml"), Catalog())
    records = endings(as_of, 120, 7)
    frame, lists = frames_of(records)

    rows = policy.decide_frame(frame, as_of=as_of, **lists).to_dicts()

    assert differences(policy, records, rows, as_of) == []


STAYS = HEAD.replace("decisions:", "  某校: {unbroken: 任职经历, same: 学校}\ndecisions:")


def test_stays_at_several_schools_are_the_interpreters() -> None:
    """Given teachers at one school or two, marked or not, when columns decide, then each row is the interpreter's."""
    drawn = random.Random(11)
    records = []
    for _ in range(150):
        items = []
        for place in range(drawn.choice([1, 2, 2, 3])):
            item = {"学校": f"第{place}校", "自": f"{drawn.randint(2018, 2026)}-0{drawn.choice([3, 9])}-01"}
            item |= drawn.choice([{}, {}, {"主岗": "否"}, {"至": "2026-08-31"}, {"至": "2026-09-01"}])
            items.append({key: value for key, value in item.items() if key != "至" or item["自"] < "2026-08"})
        drawn.choice(items).update(drawn.choice([{}, {"主岗": "是"}]))
        records.append({"任职经历": items, "离岗经历": [], "请假": []})
    rules = "  - {clause: 一, decision: go, outcome: a, when: {同校连续任教: 满 3年}}\n"
    rules += "  - {clause: 一, decision: go, outcome: b, when: {某校: 满 3年}}\n"
    policy = Policy(load_policy(STAYS + rules, "stays.yaml"), Catalog())
    frame, lists = frames_of(records)

    rows = policy.decide_frame(frame, as_of=AS_OF, **lists).to_dicts()

    assert differences(policy, records, rows, AS_OF) == []
