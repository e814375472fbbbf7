"""Windows of time: their first and last day on a measuring day, and which items of a list lie in them.

An item whose day is known only in part is in a window, outside it, or nobody can say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple, assert_never

from xgxp_rules.engines.comparing import agree
from xgxp_rules.engines.dating import Dating, items_in
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.engines.year_blocks import last_day_of_year, unit_bounds, year_of
from xgxp_rules.model.forms import (
    CurrentTerm,
    CurrentUnit,
    FromDay,
    LastPeriod,
    LastUnits,
    LengthOf,
    Window,
    WindowUnit,
)
from xgxp_rules.model.measures import as_period
from xgxp_rules.model.periods import Period, subtract_period
from xgxp_rules.model.values import (
    NOT_APPLICABLE,
    UNKNOWN,
    Between,
    Possible,
    State,
    Truth,
    kleene_not,
)


class Bounds(NamedTuple):
    """A window's first day and the day after its last; an open first day is None.

    `begins` is the day from which time is counted, where that is another than the first on which an entry counts: as a
    running time leaves out the measuring day, three years back begin on the same-numbered day; `begins_later` is that
    of a time which ends with the measuring day and counts it. `closes` says that the measuring day is the window's
    last: time is then counted to its end, since no later day of the window will show it.
    """

    first: date | None
    stop: date
    begins: date | None = None
    begins_later: date | None = None
    closes: bool = False

    @property
    def since(self) -> date | None:
        """The day from which time is counted."""
        return self.begins or self.first


WindowGetter = Callable[[Env], Bounds | None]
"""Returns the window's bounds, or None while they are unknown."""


def compile_window(window: Window, scope: RecordScope) -> WindowGetter:
    """Return how a window's bounds are found on the measuring day."""
    match window:
        case LastPeriod(length=length):
            return lambda env: _ending(env, length)
        case LastUnits(count=count, unit=unit):
            return lambda env: _finished(env, count, unit)
        case CurrentUnit(unit=holding, previous=previous):
            return lambda env: _unit(env, holding, previous)
        case FromDay(day=operand):
            read, constant = scope.getter(operand)
            return lambda env: _from_day(constant if read is None else read(env), env)
        case CurrentTerm():
            return appointment_window(scope)
        case LengthOf(length=operand):
            read, constant = scope.getter(operand)
            return lambda env: _of_length(constant if read is None else read(env), env)
        case _:
            assert_never(window)


def appointment_window(scope: RecordScope) -> WindowGetter:
    """Return how the appointment that runs on the measuring day is found; between two, the one that ended last.

    Somebody who was never appointed has a window without days.
    """
    vocabulary = scope.version.vocabulary(scope.about)
    if "appointments" not in vocabulary:
        return lambda env: None
    slot = scope.slot_of("appointments")

    def window(env: Env) -> Bounds | None:
        listed, whole, there = items_in(env.values[slot])
        running = [item for item in listed if _runs(item, env.on) is not False]
        if not there or (not running and whole):
            return _last_ended(listed, env.on)
        starts = [item.starts_on for item in running]
        if not whole or any(_runs(item, env.on) is None for item in running):
            return None
        return Bounds(max(starts), _day_after(env.on), closes=all(item.ends_on == env.on for item in running))

    return window


def _last_ended(items: Sequence[Any], on: date) -> Bounds | None:
    """Return the days of the spell that ended last; None where its first day is not known."""
    ended = [item for item in items if isinstance(item.ends_on, date) and item.ends_on < on]
    if not ended:
        return Bounds(_day_after(on), _day_after(on))
    last = max(ended, key=lambda item: item.ends_on)
    return Bounds(last.starts_on, _day_after(last.ends_on)) if isinstance(last.starts_on, date) else None


def _runs(item: Any, on: date) -> Truth:
    """Return whether a spell runs on a day; unknown unless both of its days are known."""
    first, last = item.starts_on, item.ends_on
    if isinstance(first, date) and first > on:
        return False
    if not isinstance(first, date) or not (last is None or isinstance(last, date)):
        return False if isinstance(last, date) and last < on else None
    return last is None or last >= on


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _ending(env: Env, length: Period) -> Bounds:
    begins, tomorrow = subtract_period(env.on, length), _day_after(env.on)
    return Bounds(_day_after(begins), tomorrow, begins, subtract_period(tomorrow, length))


def _of_length(length: Any, env: Env) -> Bounds | None:
    return None if isinstance(length, (State, Between, Possible)) else _ending(env, as_period(length))


def _from_day(day: Any, env: Env) -> Bounds | None:
    return Bounds(day, _day_after(env.on)) if isinstance(day, date) else None


def _unit(env: Env, unit: WindowUnit, previous: bool) -> Bounds:
    first, stop = unit_bounds(env.on, unit, env.calendar)
    if previous:
        first, stop = unit_bounds(date.fromordinal(first.toordinal() - 1), unit, env.calendar)
    return Bounds(first, stop, closes=stop == _day_after(env.on))


def _finished(env: Env, count: int, unit: WindowUnit) -> Bounds:
    stop, _ = unit_bounds(env.on, unit, env.calendar)
    first = stop
    for _step in range(count):
        first, _ = unit_bounds(date.fromordinal(first.toordinal() - 1), unit, env.calendar)
    return Bounds(first, stop)


def inside_window(window: WindowGetter, dated_by: Dating) -> Callable[[Any, Env], Truth]:
    """Return how it is judged whether an item lies in the window."""
    if dated_by.by == "none":
        return lambda item, env: None
    read = field_reader(dated_by.field)
    read_until = field_reader(dated_by.until, NOT_APPLICABLE) if dated_by.until else None

    def inside(item: Any, env: Env) -> Truth:
        bounds = window(env)
        if bounds is None:
            return None
        value = read(item)
        if dated_by.yearly:
            return year_in_window(value, dated_by.by, bounds, env)
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


def year_in_window(value: Any, by: str, bounds: Bounds, env: Env) -> Truth:
    """Return whether a yearly item's year ends inside the window; the present year ends on the measuring day."""
    if isinstance(value, Possible):
        return agree(year_in_window(one, by, bounds, env) for one in value.values)
    if not isinstance(value, int):
        return False if value is NOT_APPLICABLE else None
    present = value == year_of(env.on, by, env.calendar)
    return _day_inside(env.on if present else last_day_of_year(value, by, env.calendar), bounds)


def _spell_inside(start: Any, until: Any, bounds: Bounds) -> Truth:
    """Return whether a spell touches the window; its length is clipped where it is measured."""
    begins_in_time = _day_inside(start, Bounds(None, bounds.stop))
    if until is NOT_APPLICABLE or bounds.first is None:
        return begins_in_time
    ended_before = _day_inside(until, Bounds(None, bounds.first))
    return both(begins_in_time, kleene_not(ended_before))


def both(left: Truth, right: Truth) -> Truth:
    """Return whether both hold; quicker than the general form, for what is asked of every item."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True
