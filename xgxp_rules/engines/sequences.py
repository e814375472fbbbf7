"""One thing after another: whether there are items, one for each step, each begun after the one before had ended.

A day known in part is a range, a year's item lasts the whole year, a spell that runs has not ended. The chain surely
holds where items that surely belong stand in sure order; it may hold where items that may belong, or that an incomplete
list may still gain, can stand in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xgxp_rules.engines.dating import Dating
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.lists import Found, Source
from xgxp_rules.engines.year_blocks import last_day_of_year
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Lasting:
    """The days an item lasts, as far as they are known: its first day and its last, each not before and not after."""

    first: date
    first_at_latest: date
    last: date
    last_at_latest: date


def sequence_getter(sources: tuple[Source, ...]) -> Getter:
    """Return how the truth of a chain of items is found."""

    def read(env: Env) -> Any:
        found = [(source, source.collect(env)) for source in sources]
        if _surely(found, env.calendar):
            return True
        return UNKNOWN if _perhaps(found, env) else False

    return read


def _surely(found: list[tuple[Source, Found]], calendar: SchoolCalendar) -> bool:
    """Return whether items that surely belong surely stand in order; of several the one that ends first leads on."""
    ended = date.min
    for place, (source, items) in enumerate(found):
        lasting = [lasting_of(item, source.dated_by, calendar) for item in _sure(items)]
        ends = [one.last_at_latest for one in lasting if one.first > ended or not place]
        if not ends:
            return False
        ended = min(ends)
    return True


def _perhaps(found: list[tuple[Source, Found]], env: Env) -> bool:
    """Return whether items that may belong can stand in order; one not listed may have lasted a single day."""
    ended = date.min
    for place, (source, items) in enumerate(found):
        if place and ended == date.max:
            return False
        following = ended + _DAY if place else date.min
        may = (*_sure(items), *(items.maybe if items.applies else ()))
        lasting = (lasting_of(item, source.dated_by, env.calendar) for item in may)
        ends = [max(one.last, following) for one in lasting if one.first_at_latest >= following]
        if items.applies and not items.complete and following <= env.on:
            ends.append(following)
        if not ends:
            return False
        ended = min(ends)
    return True


def _sure(items: Found) -> Iterable[Any]:
    return items.sure if items.applies else ()


def lasting_of(item: Any, dated_by: Dating, calendar: SchoolCalendar) -> Lasting:
    """Return the days an item lasts; a year's item lasts all its year, and a spell that runs has no end."""
    value = getattr(item, dated_by.field, None)
    if dated_by.yearly:
        return _year(value, dated_by.by, calendar)
    first, first_at_latest = _range(value)
    if dated_by.by != "spell":
        return Lasting(first, first_at_latest, first, first_at_latest)
    until = getattr(item, dated_by.until, None) if dated_by.until else value
    if until is None or until is NOT_APPLICABLE:
        return Lasting(first, first_at_latest, date.max, date.max)
    last, last_at_latest = _range(until)
    return Lasting(first, first_at_latest, max(first, last), max(first, last_at_latest))


def _year(value: Any, by: str, calendar: SchoolCalendar) -> Lasting:
    if isinstance(value, bool) or not isinstance(value, int):
        return Lasting(date.min, date.max, date.min, date.max)
    last = last_day_of_year(value, by, calendar)
    first = last_day_of_year(value - 1, by, calendar) + _DAY
    return Lasting(first, first, last, last)


def _range(value: Any) -> tuple[date, date]:
    """Return the first and the last day that a day may be."""
    if isinstance(value, date):
        return value, value
    if isinstance(value, Between):
        low, high = value.low, value.high
        return (low if isinstance(low, date) else date.min), (high if isinstance(high, date) else date.max)
    return date.min, date.max


Ordered = Callable[[Env], list[list[tuple[Any, Lasting]]]]


def sure_items(sources: tuple[Source, ...]) -> Ordered:
    """Return how the items of each step that surely belong are listed, with the days they last, the earliest first."""

    def gather(env: Env) -> list[list[tuple[Any, Lasting]]]:
        found = []
        for source in sources:
            lasting = [
                (item, lasting_of(item, source.dated_by, env.calendar)) for item in _sure(source.collect(env))
            ]
            found.append(sorted(lasting, key=lambda pair: pair[1].first))
        return found

    return gather
