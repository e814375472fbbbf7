"""The items of a list as a ledger names them: by list, place and days, or by place alone where they tell of health."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from xgxp_rules.diagnostics import Both
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.reading import absent_value, field_reader
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.year_blocks import year_words
from xgxp_rules.model.texts import Lang, show_value
from xgxp_rules.model.values import DATE, NOT_APPLICABLE, UNKNOWN, Between, Listing, Truth
from xgxp_rules.model.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ledger in both languages."""

    item: Both
    counted: Truth
    reason: Both


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a source: what it is called, whether it meets the condition, and how it stands in time."""

    value: Any
    name: Both
    truth: Truth
    start: Any = UNKNOWN
    until: Any = UNKNOWN
    year: Any = None

    @property
    def dated(self) -> bool:
        """Whether both days of a spell are known; one that runs has no last day."""
        return isinstance(self.start, date) and (isinstance(self.until, date) or self.until is NOT_APPLICABLE)

    def line(self, counted: Truth, reason: Both) -> Line:
        """Return the line of this item."""
        return Line(self.name, counted, reason)


def items_of(source: Source, env: Env, slots: tuple[Slot, ...]) -> Iterator[Item]:
    """Yield every item of a source's lists, whether it counts or not."""
    by, start, until = source.dated_by.by, source.dated_by.field, source.dated_by.until
    for number in source.slots:
        fact = slots[number].fact
        value = env.values[number]
        if fact is None or not isinstance(value, (tuple, Listing)):
            continue
        for place, item in enumerate(value if isinstance(value, tuple) else value.items, 1):
            first = _read(source, start, item) if start else UNKNOWN
            last = _read(source, until, item) if until else NOT_APPLICABLE
            truth = True if source.judge is None else source.judge(source.scope.enter(item, env))
            name = _name(fact, place, by, first, last)
            yield Item(item, name, truth, first, last, first if source.dated_by.yearly else None)


def _read(source: Source, field: str, item: Any) -> Any:
    return field_reader(field, absent_value(source.scope.field(field)))(item)


def _name(fact: Fact, place: int, by: str, first: Any, last: Any) -> Both:
    """Return what an item is called; of a health list nothing but its place is told."""
    zh, en = f"{fact.label}[{place}]", f"{fact.id}[{place}]"
    if fact.sensitivity == "health":
        return Both(zh, en)
    match by:
        case "spell":
            running = last is NOT_APPLICABLE
            end_zh = "今" if running else _day(last, "zh")
            end_en = "today" if running else _day(last, "en")
            return Both(
                f"{zh} {_day(first, 'zh')} 至 {end_zh}",
                f"{en} {_day(first, 'en')} to {end_en}",
            )
        case "year" | "school_year" | "term":
            words = year_words(first, by) if isinstance(first, int) else Both("", "")
            return Both(f"{zh} {words.zh}".rstrip(), f"{en} {words.en}".rstrip())
        case "day":
            return Both(f"{zh} {_day(first, 'zh')}", f"{en} {_day(first, 'en')}")
        case _:
            return Both(zh, en)


def _day(value: Any, lang: Lang) -> str:
    """Return a day; of one known only in part its first and last possible ones."""
    if isinstance(value, Between) and value.low is not None and value.high is not None:
        return f"{value.low}…{value.high}"
    return show_value(value, DATE, lang)
