"""The items of list facts: which surely belong, which may, and whether there can be more.

Every form that reads a list reads it through here, so that absent, incomplete and partly known lists mean the same
everywhere: an absent list is a list of which nothing is known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, assert_never

from xgxp_rules.engines.comparing import agree
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.scopes import ItemScope, Placed, RecordScope, field_reader
from xgxp_rules.model.forms import (
    CurrentUnit,
    FromDay,
    LastPeriod,
    LastUnits,
    LengthOf,
    ListSource,
    Window,
    YearUnit,
)
from xgxp_rules.model.measures import as_period
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.periods import Period, subtract_period
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Listing, Possible, State, Truth, kleene_not
from xgxp_rules.model.vocabulary import Fact


class Found(NamedTuple):
    """The items of a source: those that surely belong, those that may, and whether the lists are complete."""

    sure: Sequence[Any]
    maybe: Sequence[Any]
    complete: bool
    applies: bool = True


Collector = Callable[[Env], Found]


@dataclass(frozen=True, slots=True)
class Source:
    """A compiled list source; `scope` and `placed` let an explanation judge an item again."""

    collect: Collector
    scope: ItemScope
    placed: Placed | None
    slots: tuple[int, ...]
    source: ListSource
    judge: Callable[[Env], Truth] | None
    dated_by: Dating


@dataclass(frozen=True, slots=True)
class Dating:
    """How an item of a list stands in time: a spell, a day, a year, or not at all."""

    by: str
    field: str
    until: str = ""


def dating(fields: tuple[Fact, ...]) -> Dating:
    """Return how the items of a list with these fields are dated.

    A spell has a first and perhaps a last day, a yearly item a year, any other its first date field.
    """
    start = _named(fields, "starts_on", "自")
    if start is not None:
        until = _named(fields, "ends_on", "至")
        return Dating("spell", start.id, until.id if until else "")
    year = _named(fields, "year", "年度") or _named(fields, "school_year", "学年")
    if year is not None:
        return Dating("year", year.id)
    day = next((fact for fact in fields if fact.kind.name == "date" and fact.form is None), None)
    return Dating("day", day.id) if day else Dating("none", "")


def _named(fields: tuple[Fact, ...], *names: str) -> Fact | None:
    return next((fact for fact in fields if fact.id in names or fact.label in names), None)


def compile_source(
    source: ListSource, scope: RecordScope, item_form: Callable[[Fact, ItemScope], Getter]
) -> Source:
    """Return how the items of a source are gathered."""
    facts = [scope.version.vocabulary(scope.about)[ref.id] for ref in source.lists]
    slots = tuple(scope.slot_of(ref.id) for ref in source.lists)
    items = ItemScope(scope, facts[0].kind.fields, item_form)
    judge, placed = (None, None) if source.where is None else compile_condition(source.where, items)
    dated_by = dating(items.fields)
    window = None if source.within is None else compile_window(source.within, scope)
    inside = None if window is None else _inside(window, dated_by)

    def collect(env: Env) -> Found:
        sure: list[Any] = []
        maybe: list[Any] = []
        complete = True
        applies = False
        for slot in slots:
            listed, whole, there = _items(env.values[slot])
            complete = complete and whole
            applies = applies or there
            for item in listed:
                truth = True if judge is None else judge(items.enter(item, env))
                if inside is not None and truth is not False:
                    truth = _both(truth, inside(item, env))
                if truth is True:
                    sure.append(item)
                elif truth is None:
                    maybe.append(item)
        return Found(sure, maybe, complete, applies)

    def collect_whole(env: Env) -> Found:
        listed, whole, there = _items(env.values[slots[0]])
        return Found(listed, (), whole, there)

    if judge is None and inside is None and len(slots) == 1:
        collect = collect_whole
    return Source(collect, items, placed, slots, source, judge, dated_by)


def _items(value: Any) -> tuple[tuple[Any, ...], bool, bool]:
    """Return a list value's items, whether it is complete, and whether it applies at all."""
    if value.__class__ is tuple:
        return value, True, True
    if isinstance(value, Listing):
        return value.items, value.complete, True
    if value is NOT_APPLICABLE:
        return (), True, False
    return (), False, True


def _both(left: Truth, right: Truth) -> Truth:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


class Bounds(NamedTuple):
    """A window's first day and the day after its last; an open first day is None."""

    first: date | None
    stop: date


WindowGetter = Callable[[Env], Bounds | None]
"""Returns the window's bounds, or None while they are unknown."""


def compile_window(window: Window, scope: RecordScope) -> WindowGetter:
    """Return how a window's bounds are found on the measuring day."""
    match window:
        case LastPeriod(length=length):
            return lambda env: _ending(env, length)
        case LastUnits(count=count, unit=unit):
            return lambda env: _finished(env, count, unit)
        case CurrentUnit(unit=unit, previous=previous):
            return lambda env: _unit(env, unit, previous)
        case FromDay(day=operand):
            read, constant = scope.getter(operand)
            return lambda env: _from_day(constant if read is None else read(env), env)
        case LengthOf(length=operand):
            read, constant = scope.getter(operand)
            return lambda env: _of_length(constant if read is None else read(env), env)
        case _:
            assert_never(window)


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _ending(env: Env, length: Period) -> Bounds:
    return Bounds(_day_after(subtract_period(env.on, length)), _day_after(env.on))


def _of_length(length: Any, env: Env) -> Bounds | None:
    return None if isinstance(length, (State, Between, Possible)) else _ending(env, as_period(length))


def _from_day(day: Any, env: Env) -> Bounds | None:
    return Bounds(day, _day_after(env.on)) if isinstance(day, date) else None


def unit_bounds(day: date, unit: YearUnit, calendar: SchoolCalendar) -> tuple[date, date]:
    """Return the first day of the calendar year, school year or term that holds `day`, and of the next one."""
    if unit == "year":
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return calendar.block_of(day, unit)


def _unit(env: Env, unit: YearUnit, previous: bool) -> Bounds:
    first, stop = unit_bounds(env.on, unit, env.calendar)
    if previous:
        first, stop = unit_bounds(date.fromordinal(first.toordinal() - 1), unit, env.calendar)
    return Bounds(first, stop)


def _finished(env: Env, count: int, unit: YearUnit) -> Bounds:
    stop, _ = unit_bounds(env.on, unit, env.calendar)
    first = stop
    for _step in range(count):
        first, _ = unit_bounds(date.fromordinal(first.toordinal() - 1), unit, env.calendar)
    return Bounds(first, stop)


def _inside(window: WindowGetter, dated_by: Dating) -> Callable[[Any, Env], Truth]:
    if dated_by.by == "none":
        return lambda item, env: None
    read = field_reader(dated_by.field)
    read_until = field_reader(dated_by.until, NOT_APPLICABLE) if dated_by.until else None

    def inside(item: Any, env: Env) -> Truth:
        bounds = window(env)
        if bounds is None:
            return None
        value = read(item)
        if dated_by.by == "year":
            return _year_inside(value, bounds, env)
        if dated_by.by == "spell":
            return _spell_inside(value, read_until(item) if read_until else UNKNOWN, bounds)
        return _day_inside(value, bounds)

    return inside


def _day_inside(value: Any, bounds: Bounds) -> Truth:
    if isinstance(value, date):
        return (bounds.first is None or value >= bounds.first) and value < bounds.stop
    if isinstance(value, Between):
        return _agreeing(_day_inside(value.low, bounds), _day_inside(value.high, bounds), value, bounds)
    if isinstance(value, Possible):
        return agree(_day_inside(one, bounds) for one in value.values)
    return False if value is NOT_APPLICABLE else None


def _agreeing(low: Truth, high: Truth, value: Between, bounds: Bounds) -> Truth:
    if low is True and high is True:
        return True
    outside = value.low is not None and value.low >= bounds.stop
    outside = outside or (value.high is not None and bounds.first is not None and value.high < bounds.first)
    return False if outside else None


def _year_inside(value: Any, bounds: Bounds, env: Env) -> Truth:
    """Return whether a yearly item's year ends inside the window; the present year ends on the measuring day."""
    if isinstance(value, Possible):
        return agree(_year_inside(one, bounds, env) for one in value.values)
    if not isinstance(value, int):
        return False if value is NOT_APPLICABLE else None
    last = min(date(value, 12, 31), env.on) if value == env.on.year else date(value, 12, 31)
    return _day_inside(last, bounds)


def _spell_inside(start: Any, until: Any, bounds: Bounds) -> Truth:
    """Return whether a spell touches the window; its length is clipped where it is measured."""
    begins_in_time = _day_inside(start, Bounds(None, bounds.stop))
    if until is NOT_APPLICABLE or bounds.first is None:
        return begins_in_time
    ended_before = _day_inside(until, Bounds(None, bounds.first))
    return _both(begins_in_time, kleene_not(ended_before))


def list_refs(source: ListSource) -> tuple[FactRef, ...]:
    """Return the list facts that a source reads."""
    return source.lists
