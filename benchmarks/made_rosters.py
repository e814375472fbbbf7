"""Rosters made at random for any policy: every fact that a record may supply, seeded, and sound as records must be.

One record is a plain mapping, as an officer would write it. A few things are left out, said not to apply, or known to
the month only, so that every way through the engines is walked.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact, Vocabulary

AS_OF = date(2026, 9, 1)
SCHOOLS = 12
_PERIODS = ("3个月", "6个月", "1年", "2年6个月", "5年", "6年", "10年", "12年")
_SPELLS = ("starts_on", "自")


def schools(vocabulary: Vocabulary, seed: int = 7) -> list[dict[str, Any]]:
    """Return the schools of a made county; a tenth of what may be said of them is left out."""
    chance = random.Random(seed)
    rows = []
    for number in range(SCHOOLS - 1):
        row: dict[str, Any] = {"id": f"s{number}", "name": f"第{number}学校"}
        for fact in vocabulary.facts:
            plain = fact.kind.name in ("flag", "choice", "number")
            if fact.form is None and plain and chance.random() < 0.9:
                row[fact.id] = _value(fact.kind, chance, None)
        rows.append(row)
    return rows


def teachers(vocabulary: Vocabulary, count: int, seed: int = 1, odd: float = 0.02) -> list[dict[str, Any]]:
    """Return records of teachers with every fact the vocabulary lets a record supply.

    `odd` is the share of facts that are left out; a tenth of these is known in part, or said not to apply.
    """
    chance = random.Random(seed)
    return [dict(_teacher(vocabulary, chance, odd)) for _ in range(count)]


def _teacher(vocabulary: Vocabulary, chance: random.Random, odd: float) -> Iterator[tuple[str, Any]]:
    born = date(1964, 1, 1) + timedelta(days=chance.randrange(13_500))
    began = date(born.year + 22, 9, 1)
    for fact in vocabulary.facts:
        if fact.form is not None or fact.id in ("id", "name", "choices"):
            continue
        if chance.random() < odd:
            if chance.random() < 0.1 and fact.kind.name == "date" and fact.id != "born_on":
                yield fact.label, f"{began.year + 1}-0{chance.randrange(1, 10)}"
            continue
        if fact.may_not_apply and chance.random() < 0.5:
            yield fact.label, "不适用"
        elif fact.id == "born_on":
            yield fact.label, born.isoformat()
        elif fact.id == "postings":
            yield fact.label, list(_postings(fact, began, chance))
        elif fact.kind.name == "list":
            yield fact.label, list(_items(fact, began, chance))
        else:
            yield fact.label, _value(fact.kind, chance, began)


def _value(kind: Kind, chance: random.Random, began: date | None) -> Any:
    match kind.name:
        case "flag":
            return "是" if chance.random() < 0.3 else "否"
        case "choice":
            return chance.choice(kind.choices).label
        case "number":
            return f"{chance.randrange(0, 60)}%" if kind.unit == "%" else chance.randrange(0, 13)
        case "date":
            return _day(began or date(2000, 9, 1), chance).isoformat()
        case "period":
            return chance.choice(_PERIODS)
        case "reference":
            return f"s{chance.randrange(SCHOOLS)}"
        case _:
            return chance.choice(("语文", "数学", "校长"))


def _day(began: date, chance: random.Random) -> date:
    """Return a day since somebody began to work; half of them recent, some of them edges, few still to come."""
    edge = chance.random()
    if edge < 0.1:
        return chance.choice((AS_OF, date(2020, 9, 1), date(2025, 9, 1), date(2024, 2, 29), date(2026, 8, 31)))
    span = 900 if edge < 0.5 else max(1, (AS_OF - began).days)
    return max(began, AS_OF - timedelta(days=chance.randrange(-20, span)))


def _postings(fact: Fact, began: date, chance: random.Random) -> Iterator[dict[str, Any]]:
    """Yield service at one to five schools, one after the other; now and then a hole, or back to the same school."""
    start, last = began, None
    for left in reversed(range(chance.randrange(1, 6))):
        if start >= AS_OF:
            return
        again = last is not None and chance.random() < 0.15
        school = last if again else f"s{chance.randrange(SCHOOLS)}"
        item: dict[str, Any] = {"学校": school, "自": start.isoformat(), "岗位": "教师"}
        end = start + timedelta(days=chance.randrange(200, 4000))
        ends = left and end < AS_OF
        if ends or (not left and chance.random() < 0.08 and end < AS_OF):
            item["至"] = end.isoformat()
        yield item
        if not ends:
            return
        start, last = end + timedelta(days=1 if chance.random() < 0.85 else chance.randrange(2, 400)), school


def _items(fact: Fact, began: date, chance: random.Random) -> Iterator[dict[str, Any]]:
    fields = {field.label: field for field in fact.kind.fields if field.form is None}
    yearly = any(field.id == "year" for field in fields.values())
    years = [year for year in range(max(began.year, 2015), 2026) if chance.random() > 0.02]
    for place in range(len(years) if yearly else chance.choice((0, 0, 0, 1, 1, 2, 3))):
        item: dict[str, Any] = {}
        start = _day(began, chance)
        for label, field in fields.items():
            if field.id == "year":
                item[label] = years[place]
            elif field.id in _SPELLS:
                item[label] = start.isoformat()
            elif field.id in ("ends_on", "至"):
                if chance.random() < 0.75:
                    item[label] = (start + timedelta(days=chance.randrange(0, 500))).isoformat()
            elif field.may_not_apply or field.id.endswith(("_on", "返回日")):
                if chance.random() < 0.5:
                    item[label] = _day(start, chance).isoformat() if field.kind.name == "date" else "不适用"
            elif chance.random() > 0.005:
                item[label] = _value(field.kind, chance, began)
        yield item
