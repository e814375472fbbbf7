"""Forms that have columns of their own: nothing falls back on rows, and both engines say what the interpreter says."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from form_kit import agrees, day, policy_of

COUNT = 250


def test_limits_are_looked_at_in_columns() -> None:
    """Given facts with limits, used and unused, when numbers lie in and out of them, then rows fare as records do."""
    chance = random.Random(1)
    policy = policy_of(
        [
            "评分: {kind: number, limits: 0 至 100}",
            "名额: {kind: number, limits: 1 至 3}",
            "考试: {list: {日期: date, 分数: {kind: number, limits: 0 至 150}}}",
            "过关: {exists: 考试, where: {分数: 90 以上}}",
        ],
        ["评分: 60 以上", "过关: 是"],
    )
    records: list[dict[str, Any]] = []
    for _ in range(COUNT):
        record: dict[str, Any] = {"评分": chance.choice([0, 59, 60, 100, 101, -1, None])}
        record["名额"] = chance.choice([1, 2, 3, 3, 2, 4])
        listed = [
            {"日期": day(chance), "分数": chance.choice([89, 90, 150, 151])} for _ in range(chance.randrange(3))
        ]
        records.append({name: value for name, value in {**record, "考试": listed}.items() if value is not None})

    agrees(policy, records)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(["59.5", "60", "100.5", "未知", "-1", "六十", "100", ""], id="text"),
        pytest.param([59.5, 60.0, 100.5, -0.5, None], id="fractions"),
        pytest.param([0, 60, 101, -1, None], id="whole numbers"),
    ],
)
def test_limits_hold_in_whatever_column_a_number_stands(written: list[Any]) -> None:
    """Given limits on a fact and on a field, when columns hold text or fractions, then rows fare as records do."""
    policy = policy_of(
        [
            "评分: {kind: number, limits: 0 至 100}",
            "考试: {list: {日期: date, 分数: {kind: number, limits: 0 至 100}}}",
            "过关: {exists: 考试, where: {分数: 60 以上}}",
        ],
        ["评分: 60 以上", "过关: 是"],
    )
    listed = [{"评分": one} for one in written]
    tried = [{"评分": 70, "考试": [{"日期": "2025-03-01", "分数": one}]} for one in written]

    agrees(policy, [{name: value for name, value in one.items() if value is not None} for one in listed])
    agrees(policy, [{"考试": one["考试"]} for one in tried])


@pytest.mark.parametrize("written", [[20251, 20261, 7, None], ["2025-2026-1", "2025-2027-1", "20252", "未知", ""]])
def test_terms_are_read_by_their_name(written: list[Any]) -> None:
    """Given numbers that their name makes terms, when some are none, then their rows are refused as records are."""
    policy = policy_of(
        [
            "考评: {list: {学期: number, 满意: number}}",
            "次数: {count: 考评, within: 近2个学期}",
            "名额: {kind: number}",
        ],
        ["次数: 满 1", "名额: 满 2"],
    )
    listed = [{"名额": 3, "考评": [{"学期": one, "满意": 3}]} for one in written]

    agrees(policy, [*listed, {"名额": 1, "考评": []}])


@pytest.mark.parametrize("written", [[5, 7, None], [1.5, 2.0, None]])
def test_text_in_a_column_of_numbers_is_the_readers(written: list[Any]) -> None:
    """Given a fact that is text, when its column holds numbers, then rows fare as records with such numbers do."""
    policy = policy_of(["处室: text"], ["处室: 为 5"])

    agrees(policy, [{} if one is None else {"处室": one} for one in written])


GRADES = ("优秀", "合格", "合格", "不合格", "不定等次")
YEARLY = "每年: {%s: 年度考核, where: {等次: 合格 以上}, within: 自 起始日 起"


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(
            "每年: {every: 年度考核, where: {等次: 合格 以上}, within: 自 起始日 起, short: passes}", id="every"
        ),
        pytest.param(
            "每年: {every: 年度考核, where: {等次: 合格 以上}, within: 自 起始日 起}", id="every, none missing"
        ),
        pytest.param(f"{YEARLY % 'run'}}}", id="run"),
    ],
)
def test_years_from_a_day_of_each_persons_own(form: str) -> None:
    """Given a window that begins on a day of each person's own, when its years are asked, then columns hold them."""
    chance = random.Random(5)
    test = "每年: 是" if "every" in form else "每年: 满 2年"
    policy = policy_of(["起始日: {kind: date, may_not_apply: 是}", form], [test])
    records: list[dict[str, Any]] = []
    for _ in range(COUNT):
        years = [year for year in range(chance.randrange(2016, 2025), 2027) if chance.random() < 0.9]
        grades = [
            {"年度": year, "等次": chance.choice(["优秀", "合格", "合格", "不合格", "不定等次"])} for year in years
        ]
        first = f"{chance.randrange(2014, 2022)}-09-01"
        record: dict[str, Any] = {"任职经历": [{"学校": "一中", "自": first}], "年度考核": grades}
        own = chance.choice(
            [day(chance, 3000), day(chance, 300), "2026-09-01", "2026-12-31", "不适用", "未知", None]
        )
        if chance.random() < 0.1:
            record = {name: value for name, value in record.items() if name != "年度考核"}
        records.append(record if own is None else {**record, "起始日": own})

    agrees(policy, records)


@pytest.mark.parametrize("field", ["学科", "公开", "日期", "场次"])
def test_different_values_are_counted(field: str) -> None:
    """Given entries that repeat values, lack them or say that there is none, when counted, then columns hold it."""
    chance = random.Random(3)
    policy = policy_of(
        [
            "讲课: {list: {日期: date, 学科: text, 公开: flag, 场次: number}}",
            f"不同: {{count: 讲课, distinct: {field}, within: 近2年}}",
            "学校数: {count: 任职经历, distinct: 学校}",
        ],
        ["不同: 2 以上", "不同: 为 0", "学校数: 2 以上"],
    )
    records: list[dict[str, Any]] = []
    for _ in range(COUNT):
        listed = []
        for _entry in range(chance.randrange(5)):
            item: dict[str, Any] = {"日期": day(chance), "公开": chance.choice(["是", "否"])}
            item |= {"学科": chance.choice(["语文", "数学", "语文 "]), "场次": chance.randrange(3)}
            if chance.random() < 0.05:
                del item[chance.choice(list(item))]
            listed.append(item)
        postings = [
            {"学校": chance.choice(["一中", "二中", " 一中"]), "自": f"{year}-09-01", "至": f"{year + 1}-08-31"}
            for year in range(2020, 2020 + chance.randrange(4))
        ]
        records.append({"讲课": listed, "任职经历": postings} if chance.random() < 0.95 else {})

    agrees(policy, records)


@pytest.mark.parametrize(
    "tests",
    [
        pytest.param(["最近: 2 以上", "最早: 少于 2"], id="held against numbers"),
        pytest.param(["最近: 不少于 最早", "最早: 适用"], id="held against one another"),
    ],
)
def test_numbers_are_picked(tests: list[str]) -> None:
    """Given entries with numbers, small, large, lacking or below zero, when one is picked, then columns hold it."""
    chance = random.Random(8)
    policy = policy_of(
        [
            "评议: {list: {日期: date, 得分: number}}",
            "最近: {latest: 评议, take: 得分}",
            "最早: {earliest: 评议, take: 得分, within: 近2年}",
        ],
        tests,
    )
    records: list[dict[str, Any]] = []
    for _ in range(COUNT):
        listed = []
        for _entry in range(chance.randrange(4)):
            item: dict[str, Any] = {"日期": day(chance), "得分": chance.choice([0, 1, 2, 3, 3, 4_000_000, -1])}
            if chance.random() < 0.05:
                del item[chance.choice(list(item))]
            listed.append(item)
        records.append({"评议": listed} if chance.random() < 0.95 else {})

    agrees(policy, records)


def test_days_of_rest_join_spells_of_working_days() -> None:
    """Given spells about weekends and holidays, when the longest is asked in working days, then columns join them."""
    chance = random.Random(12)
    policy = policy_of(
        ["最长: {longest: 请假, by: 工作日}", "近来: {longest: 请假, by: 工作日, within: 近1年}"],
        ["最长: 满 3个工作日", "最长: 满 6个工作日", "近来: 满 4个工作日", "近来: 满 9个工作日"],
    )
    records: list[dict[str, Any]] = []
    for _ in range(COUNT):
        start = chance.choice([date(2025, 9, 24), date(2026, 2, 9), date(2026, 8, 10), date(2025, 8, 27)])
        listed: list[dict[str, str]] = []
        for _spell in range(chance.randrange(5)):
            start += timedelta(chance.randrange(0, 4))
            last = start + timedelta(chance.randrange(0, 9))
            listed.append({"类型": "事假", "自": start.isoformat(), "至": last.isoformat()})
            start = last + timedelta(chance.choice([1, 2, 3, 3, 9]))
        if listed and chance.random() < 0.1:
            listed[-1].pop("至")
        records.append({"请假": listed})

    agrees(policy, records)


def test_an_entry_that_lacks_a_field_is_named_though_a_later_year_is_missing_too() -> None:
    """Given a run that a missing year keeps open, when an old entry lacks a field too, then both name that field."""
    policy = policy_of(
        ["考评: {list: {年度: number, 完成: flag, 下滑: flag}}", "连续: {run: 考评, where: {完成: 否, 下滑: 是}}"],
        ["连续: 满 2年"],
    )
    whole = [{"年度": year, "完成": "否", "下滑": "是"} for year in (2021, 2022, 2025)]
    postings = [{"学校": "一中", "自": "2010-09-01"}]
    records = [
        {"任职经历": postings, "考评": [{"年度": 2015, "下滑": "否"}, *whole]},
        {"任职经历": postings, "考评": [{"年度": 2015, "完成": "是", "下滑": "否"}, *whole]},
    ]

    agrees(policy, records)
