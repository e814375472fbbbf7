"""Options of stretches that have columns of their own: nothing is read as a record, nor worked out by its content."""

from __future__ import annotations

from typing import Any

import pytest
from form_kit import agrees, decided_alone, policy_of
from option_records import SUPPLIED, option_records

COUNT = 250
LISTS = ("任职经历", "请假", "外派")

CALENDAR = [
    "total: 任职经历",
    "total: 任职经历, minus: 请假",
    "total: 任职经历, minus: [请假, 外派]",
    "total: 任职经历, minus: 请假, where: {学段: 初中}, within: 近3年",
    "total: 任职经历, gap: 1个月",
    "total: 任职经历, gap: 20天, minus: 请假",
    "total: 任职经历, weight: 1.5",
    "total: 外派, weight: 二分之一, minus: 请假",
    "total: 任职经历, after: 2022-09-01",
    "total: 任职经历, after: 2022-09-01, minus: 请假",
    "total: 任职经历, after: 2024-02-29, within: 近5年",
    "unbroken: 任职经历, gap: 20天",
    "unbroken: 任职经历, gap: 1个月, where: {学段: 小学}",
    "unbroken: 任职经历, bridge: 请假, bridge_counts: yes",
]
"""Forms that give calendar time."""

OTHERS = [
    ("total: 任职经历, by: 学年", "3学年"),
    ("total: 任职经历, by: 学年, minus: 请假", "2学年"),
    ("total: 任职经历, by: 学期, gap: 1个月", "5学期"),
    ("longest: 任职经历, by: 学期", "3学期"),
    ("unbroken: 任职经历, by: 学年", "1学年"),
    ("unbroken: 任职经历, by: 学期, same: 学校", "1学期"),
    ("total: 任职经历, by: 天, minus: 请假", "400天"),
    ("longest: 任职经历, by: 天, within: 近5年", "400天"),
    ("unbroken: 任职经历, by: 天, gap: 20天", "400天"),
    ("total: 请假, by: 工作日, minus: 外派, within: 近3年", "30个工作日"),
]


def _records(form: str) -> list[dict[str, Any]]:
    """Return records that have all their lists, if only empty ones."""
    return [{**{name: [] for name in LISTS}, **one} for one in option_records(sum(map(ord, form)), COUNT)]


def _few(form: str) -> int:
    return COUNT // 2 if "bridge" in form else COUNT // 4


@pytest.mark.parametrize("form", CALENDAR)
def test_calendar_time(form: str) -> None:
    """Given spells, when a stretch is held against calendar time, then the columns alone say what it is."""
    policy = policy_of([*SUPPLIED, f"推: {{{form}}}"], ["推: 满 1年", "推: 满 2年6个月", "推: 超过 1个月"])
    listed = _records(form)

    agrees(policy, listed, LISTS)

    assert decided_alone(policy, listed) < _few(form)


@pytest.mark.parametrize("form", [one for one in CALENDAR if one.startswith("total")])
def test_sums_that_are_needed_whole(form: str) -> None:
    """Given a sum that flows on, or is held against days alone, then its days are kept."""
    policy = policy_of(
        [*SUPPLIED, f"推: {{{form}}}", "分: {calc: 推 * 1, years: exact}", "另: {total: 外派}"],
        ["推: 满 400天", "分: 满 1.5", "推: 超过 另"],
    )

    agrees(policy, _records(form), LISTS)


@pytest.mark.parametrize(("form", "length"), OTHERS)
def test_other_measures(form: str, length: str) -> None:
    """Given spells, when days, working days, school years or terms are counted, then the columns alone say how many."""
    policy = policy_of([*SUPPLIED, f"推: {{{form}}}"], [f"推: 满 {length}", f"推: 不满 {length}"])
    listed = _records(form)

    agrees(policy, listed, LISTS)

    assert decided_alone(policy, listed) < _few(form)
