"""Records with everything that options of list forms read: spells, entries, school years and terms."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from form_kit import AS_OF, day

SUPPLIED = [
    "起始日: date",
    "上限: {kind: number}",
    "指定校: text",
    "评课: {list: {日期: date, 得分: number, 比例: {unit: '%'}, 评语: text, 类别: {choice: [公开, 常规]},"
    " 双倍: {calc: 得分 * 2}}}",
    "学年考评: {list: {学年: number, 等次: {choice: [不合格, 合格, 优秀], ordered: low_to_high}}}",
    "学期考评: {list: {学期: number, 满意: number, 较上期: {change: 满意}}}",
    "外派: {list: {自: date, 至: date, 地带: {choice: [海岛, 山区, 平原]}}}",
]


def option_records(seed: int, count: int) -> list[dict[str, Any]]:
    """Return records with spells, entries, years and terms; some of them lack something, few know days in part."""
    chance = random.Random(seed)
    return [_record(chance) for _ in range(count)]


def _record(chance: random.Random) -> dict[str, Any]:
    record: dict[str, Any] = {
        "起始日": day(chance, 2500),
        "上限": chance.choice([1, 2, 3]),
        "指定校": chance.choice(["一中", "二中"]),
        "任职经历": list(_spells(chance, 4, 学校=["一中", "二中", "三中"], 学段=["小学", "初中"])),
        "请假": list(_spells(chance, 3, 类型=["病假", "事假"])),
        "外派": list(_spells(chance, 3, 地带=["海岛", "山区", "平原"])),
        "评课": [_lesson(chance) for _ in range(chance.randrange(4))],
        "学年考评": [
            {"学年": year, "等次": chance.choice(["优秀", "合格", "合格", "不合格"])}
            for year in range(chance.randrange(2019, 2026), 2026)
            if chance.random() < 0.95
        ],
        "学期考评": [
            {"学期": year * 10 + half, "满意": chance.randrange(5)}
            for year in range(chance.randrange(2021, 2026), 2026)
            for half in (1, 2)
            if chance.random() < 0.95
        ],
    }
    return {name: value for name, value in record.items() if chance.random() < 0.96}


def _lesson(chance: random.Random) -> dict[str, Any]:
    item = {
        "日期": day(chance),
        "得分": chance.choice([0, 1, 2, 3, 4]),
        "比例": f"{chance.choice([5, 10, 29, 30, 45])}%",
        "评语": chance.choice(["很好", "一般", "好，再来"]),
        "类别": chance.choice(["公开", "常规"]),
    }
    if chance.random() < 0.04:
        del item[chance.choice(list(item))]
    elif chance.random() < 0.02:
        item["日期"] = "2025-09"
    return item


def _spells(chance: random.Random, most: int, **fields: list[str]) -> Iterator[dict[str, Any]]:
    """Yield spells one after the other: some touch, some leave a hole, the last may run on or end on the day itself."""
    start = AS_OF - timedelta(chance.randrange(100, 3000))
    for _ in range(chance.randrange(most + 1)):
        if chance.random() < 0.3:
            start = start.replace(day=1, month=9)
        last = start + timedelta(chance.choice([10, 89, 300, 364, 365, 700]))
        item = {name: chance.choice(values) for name, values in fields.items()}
        item["自"] = start.isoformat()
        if last < AS_OF and chance.random() < 0.9:
            item["至"] = last.isoformat()
        elif chance.random() < 0.1:
            item["至"] = AS_OF.isoformat()
        if chance.random() < 0.02 and len(item) > 2:
            del item[next(iter(fields))]
        yield item
        if "至" not in item or last >= AS_OF:
            return
        start = last + timedelta(chance.choice([1, 1, 8, 25, 200]))
        if start > AS_OF:
            return
