"""Options without an expression of their own are worked out once for each content, never the whole decision by rows."""

from __future__ import annotations

import pytest
from form_kit import AS_OF, agrees, decided_alone, policy_of
from frame_kit import differences, frames_of
from option_records import SUPPLIED, option_records

COUNT = 120

STRETCHES = [
    "total: 任职经历, minus: 请假",
    "total: 任职经历, minus: 请假, where: {学段: 小学}, within: 近3年",
    "total: 任职经历, gap: 1个月",
    "total: 外派, weight: 二分之一",
    "total: 外派, weight: {by: 地带, rows: {海岛: 2, 山区: 1.5, 平原: 1}, overlap: 就高}",
    "total: 任职经历, after: 起始日",
    "total: 任职经历, where: {学校: 指定校}",
    "unbroken: 任职经历, gap: 20天",
    "unbroken: 任职经历, same: 学校, bridge: 请假",
    "unbroken: 任职经历, bridge: [请假, 外派], bridge_counts: yes, gap: 10天",
    "unbroken: 任职经历, within: 近2年",
    "longest: 任职经历, same: 学校",
    "longest: 任职经历, within: 近3年",
    "shortest: 任职经历, same: 学校",
    "shortest: 任职经历, same: 学校, summed: yes",
    "total: [任职经历, 外派]",
    "total: 任职经历, where: {时长: 满 1年}",
]
"""Stretches held against calendar time."""

BLOCKS = [
    "total: 任职经历, by: 学年",
    "total: 任职经历, by: 学期, minus: 请假",
    "unbroken: 任职经历, by: 学年",
    "longest: 任职经历, by: 学期, gap: 1个月",
    "total: 任职经历, by: 学年, arrived_by: 9月30日",
    "total: 任职经历, by: 学年, counts_when: 9个月",
]

FLAGS = [
    "exists: 评课, where: {得分: 不少于 2.5}",
    "exists: 评课, where: {比例: 满 30%}",
    "exists: 评课, where: {评语: 包含 好}",
    "exists: 评课, where: {得分: 超过 上限}",
    "exists: 评课, where: {双倍: 满 6}, within: 自 起始日 起",
    "exists: 任职经历, where: {学校: 指定校}",
    "sequence: [{list: 请假, where: {类型: 病假}}, {list: 评课}]",
    "every: 学年考评, where: {等次: 合格 以上}, within: 近3个学年",
    "every: 评课, where: {得分: 满 2}",
]

COUNTS = [
    "count: 评课, where: {双倍: 满 4}",
    "sum: 评课, take: 双倍",
    "max: 评课, take: 比例",
    "latest: 评课, take: 比例",
    "change: 评课, take: 得分",
    "change: 学期考评, take: 满意, within: 近3个学期",
    "run: 学年考评, where: {等次: 优秀}",
    "run: 学期考评, where: {较上期: 超过 0}",
    "run: 学期考评, where: {满意: 低于 3}, ending: any",
    "run: 评课, where: {得分: 满 2}",
    "count: 学期考评, within: 近4个学期",
]

OTHER_DAYS = [
    "total: 任职经历, on: 2025-03-01",
    "since: 起始日, on: 每年4月18日",
    "total: 外派, on: 起始日",
]


@pytest.mark.parametrize("form", STRETCHES)
def test_stretches(form: str) -> None:
    """Given spells, when a stretch with an option is held against times, then columns say what the interpreter says."""
    _holds(form, ["推: 满 1年", "推: 满 2年6个月", "推: 不满 300天"])


@pytest.mark.parametrize("form", BLOCKS)
def test_school_years_and_terms(form: str) -> None:
    """Given spells, when whole school years or terms are counted, then columns say what the interpreter says."""
    word = "学期" if "学期" in form else "学年"
    _holds(form, [f"推: 满 1{word}", f"推: 满 3{word}"])


@pytest.mark.parametrize("form", FLAGS)
def test_whether_there_is_one(form: str) -> None:
    """Given entries, when asked whether one is such, then columns say what the interpreter says."""
    _holds(form, ["推: 是", "推: 否"])


@pytest.mark.parametrize("form", COUNTS)
def test_numbers_of_entries(form: str) -> None:
    """Given entries, when counted, summed, picked or compared, then columns say what the interpreter says."""
    share = "比例" in form
    _holds(form, ["推: 满 30%"] if share else ["推: 满 2", "推: 少于 1"])


@pytest.mark.parametrize("form", OTHER_DAYS)
def test_on_another_day(form: str) -> None:
    """Given a fact measured on a day of its own, when asked, then columns say what the interpreter says."""
    _holds(form, ["推: 满 1年", "推: 满 3年"])


@pytest.mark.parametrize("measured", ["2025-03-01", "每年4月18日", "起始日"])
def test_a_decision_measured_on_another_day(measured: str) -> None:
    """Given a decision measured on another day, when a roster is decided, then its answers are the interpreter's."""
    policy = policy_of(
        [
            *SUPPLIED,
            "教龄: {total: 任职经历, minus: 请假}",
            "近评: {count: 评课, where: {得分: 满 1}, within: 近2年}",
        ],
        ["教龄: 满 2年", "近评: 满 1", "起始日: 早于 2022-01-01"],
        f", measured_on: {measured}",
    )
    listed = option_records(23, COUNT)

    agrees(policy, listed)

    assert decided_alone(policy, listed) < COUNT / 3


def test_entries_that_name_the_record_itself() -> None:
    """Given entries that name whoever gave a mark, when the record's own are left out, then ids are told apart."""
    policy = policy_of(
        [
            "评议: {list: {日期: date, 评议人: {refers_to: teacher}, 得分: number}}",
            "他评: {count: 评议, where: {评议人: 不是 本人}}",
        ],
        ["他评: 满 2"],
    )
    names = [f"t{number:06}" for number in range(6)]
    listed = [
        {"id": name, "评议": [{"日期": "2025-03-01", "评议人": other, "得分": 3} for other in names[: place + 2]]}
        for place, name in enumerate(names)
    ]

    agrees(policy, listed)

    assert decided_alone(policy, listed) == 0


def _holds(form: str, tests: list[str]) -> None:
    policy = policy_of([*SUPPLIED, f"推: {{{form}}}"], tests)
    listed = option_records(sum(map(ord, form)), COUNT)

    agrees(policy, listed)

    assert decided_alone(policy, listed) < COUNT / 3


def test_pieces_of_a_roster_are_read_each_for_itself() -> None:
    """Given a roster in pieces, when facts are worked out or added up, then no piece has another's answers."""
    policy = policy_of(
        [
            *SUPPLIED,
            "实教: {total: 任职经历, minus: 请假, gap: 20天}",
            "连降: {run: 学期考评, where: {较上期: 低于 0}, ending: any}",
            "评分: {kind: number, limits: 0 至 9}",
            "近评: {count: 评课, where: {评语: 包含 好}}",
        ],
        ["实教: 满 400天", "连降: 满 2", "近评: 满 1", "评分: 满 3"],
    )
    listed = [
        {**one, "评分": chance % 12 if chance % 5 else "九"} for chance, one in enumerate(option_records(31, COUNT))
    ]
    frame, lists = frames_of(listed)

    pieces = policy.decide_frames(frame, as_of=AS_OF, rows=17, **lists)

    rows = [row for piece in pieces for row in piece.to_dicts()]
    assert differences(policy, listed, rows, AS_OF) == []
