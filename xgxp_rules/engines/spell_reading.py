"""Spells out of the items of lists: what surely was, what may have been, and to which group each belongs.

A spell is kept as two days, the first and the one after the last. An item whose days are known only in part gives two
spells, one inside every reading of it and one around them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.lists import Collector, Found, Source
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.model.values import NOT_APPLICABLE, Between, Possible, State

Days = tuple[date, date]
"""A spell's first day and the day after its last."""

Grouped = tuple[Any, Days]
"""A spell with the value of the field that groups it."""

Reader = Callable[[Any], Any]
_VAGUE = frozenset((State, Possible))


EARLIEST = date(1900, 1, 1)
"""Where a spell begins of which the first day is not known at all: before anybody alive can have begun to work."""


class Somewhere:
    """The group of a spell of which the group is not known: equal to no other, though it may be any of them."""

    __slots__ = ()


class Ranges(NamedTuple):
    """The spells of a source: what surely was, what may have been, and the group of each."""

    sure: list[Grouped]
    possible: list[Grouped]
    complete: bool
    applies: bool

    @property
    def certain(self) -> bool:
        """Whether the list is complete and every day and group in it known."""
        if not self.complete or self.sure is self.possible:
            return self.complete
        return self.sure == self.possible and not any(isinstance(group, Somewhere) for group, _ in self.sure)


SpellReader = Callable[[Env], Ranges]
NONE = Ranges([], [], True, True)
"""No spells at all; nobody writes into these lists."""


def spell_reader(source: Source, same: str | None) -> SpellReader:
    """Return how a source's spells are read, each with the value of the field that groups them."""
    read_start = field_reader(source.dated_by.field)
    read_until = field_reader(source.dated_by.until, None) if source.dated_by.until else read_start
    read_group = field_reader(same) if same else None
    collect: Collector = source.collect
    fields = (source.dated_by.field, source.dated_by.until or source.dated_by.field, same or source.dated_by.field)
    read_all = attrgetter(*fields)

    def read(env: Env) -> Ranges:
        found: Found = collect(env)
        if not found.sure and not found.maybe:
            return NONE if found.complete and found.applies else Ranges([], [], found.complete, found.applies)
        sure: list[Grouped] = []
        for item in found.sure:
            start, until, group = read_all(item)
            if start.__class__ is not date or (same and group.__class__ is not str):
                break
            if until is None:
                sure.append((group if same else None, (start, date.max)))
            elif until.__class__ is date:
                sure.append((group if same else None, (start, day_after(until))))
            else:
                break
        else:
            if not found.maybe:
                return Ranges(sure, sure, found.complete, found.applies)
        return _vague(found, read_start, read_until, read_group)

    return read


def _vague(found: Found, read_start: Reader, read_until: Reader, read_group: Reader | None) -> Ranges:
    """Return the spells of a source some of whose days, groups or items are not certain."""
    sure: list[Grouped] = []
    possible: list[Grouped] = []
    for items, is_sure in ((found.sure, True), (found.maybe, False)):
        for item in items:
            group = read_group(item) if read_group else None
            group = Somewhere() if group.__class__ in _VAGUE else group
            certain, may_be = days_of(read_start(item), read_until(item))
            if is_sure and certain is not None:
                sure.append((group, certain))
            possible.append((group, may_be))
    return Ranges(sure, possible, found.complete, found.applies)


def days_of(start: Any, until: Any) -> tuple[Days | None, Days]:
    """Return the days a spell surely covers and those it may cover; a running one has no last day.

    Of a spell that ended nobody knows when, only its first day is certain, and that only where it is known itself.
    """
    first_low, first_high = _ends(start)
    last_low, last_high = (date.max, date.max) if until is None or until is NOT_APPLICABLE else _ends(until)
    possible = (first_low or EARLIEST, day_after(last_high) if last_high else date.max)
    if last_low is None and first_low == first_high:
        last_low = first_high
    certain = None
    if first_high is not None and last_low is not None and first_high <= last_low:
        certain = (first_high, day_after(last_low))
    return certain, possible


def _ends(value: Any) -> tuple[date | None, date | None]:
    if isinstance(value, date):
        return value, value
    if isinstance(value, Between):
        return value.low, value.high
    if isinstance(value, Possible):
        ends = [_ends(one) for one in value.values]
        lows, highs = [low for low, _ in ends], [high for _, high in ends]
        return (None if None in lows else min(lows), None if None in highs else max(highs))  # type: ignore[type-var]
    return None, None


def day_after(day: date) -> date:
    """Return the next day; the last day of the calendar stands for no end and stays."""
    return day if day == date.max else date.fromordinal(day.toordinal() + 1)


def counted_to(spells: Iterable[Days], on: date) -> date:
    """Return the day up to which time is counted on a measuring day.

    That is the measuring day itself, which is not over yet; or the day after it where the time ends with it: a last day
    that the record names and that has come counts like any other day served.
    """
    tomorrow = day_after(on)
    ends = False
    for start, stop in spells:
        if stop == tomorrow:
            ends = ends or start <= on
        elif stop > tomorrow and start <= tomorrow:
            return on
    return tomorrow if ends else on


def may_be_counted_to(sure: Iterable[Days], possible: Iterable[Days], on: date) -> tuple[date, date]:
    """Return the earliest and the latest day up to which time may be counted, where spells are not all certain."""
    tomorrow = day_after(on)
    known = list(sure)
    goes_on = any(start <= tomorrow < stop for start, stop in known)
    may_go_on = any(start <= tomorrow < stop for start, stop in possible)
    ends = any(start <= on and stop == tomorrow for start, stop in known)
    return (tomorrow if ends and not may_go_on else on), (on if goes_on else tomorrow)
