"""The items of list facts: which surely belong, which may, and whether there can be more.

Every form that reads a list reads it through here, so that absent, incomplete and partly known lists mean the same
everywhere: an absent list is a list of which nothing is known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, assert_never

from xgxp_rules.engines.comparing import agree
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.item_days import DatedPath, paths_in, pieces_of
from xgxp_rules.engines.members import Members, MemberScope, list_of_members
from xgxp_rules.engines.scopes import ItemScope, Placed, RecordScope, field_reader
from xgxp_rules.engines.year_blocks import last_day_of_year, present_year, unit_bounds, year_of
from xgxp_rules.model.forms import (
    CurrentTerm,
    CurrentUnit,
    FromDay,
    LastPeriod,
    LastUnits,
    LengthOf,
    ListSource,
    Window,
    WindowUnit,
    YearUnit,
)
from xgxp_rules.model.measures import as_period
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.periods import Period, subtract_period
from xgxp_rules.model.reach import OtherRecords
from xgxp_rules.model.values import (
    NOT_APPLICABLE,
    UNKNOWN,
    Between,
    Listing,
    Possible,
    State,
    Truth,
    kleene_not,
    kleene_or,
)
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
    paths: tuple[DatedPath, ...] = ()
    """The dotted names of its condition, which lead from an item to another record."""


@dataclass(frozen=True, slots=True)
class Dating:
    """How an item of a list stands in time: a spell, a day, a year, a school year, or not at all."""

    by: Literal["spell", "day", "year", "school_year", "none"]
    field: str
    until: str = ""

    @property
    def yearly(self) -> bool:
        """Return whether the items belong to years, of the calendar or of schools."""
        return self.by in ("year", "school_year")


def dating(fields: tuple[Fact, ...]) -> Dating:
    """Return how the items of a list with these fields are dated.

    A spell has a first and perhaps a last day, a yearly item a year or a school year, any other its first date field.
    """
    start = _named(fields, "starts_on", "自")
    if start is not None:
        until = _named(fields, "ends_on", "至")
        return Dating("spell", start.id, until.id if until else "")
    year, school_year = _named(fields, "year", "年度"), _named(fields, "school_year", "学年")
    if year is not None:
        return Dating("year", year.id)
    if school_year is not None:
        return Dating("school_year", school_year.id)
    day = next((fact for fact in fields if fact.kind.name == "date" and fact.form is None), None)
    return Dating("day", day.id) if day else Dating("none", "")


def _named(fields: tuple[Fact, ...], *names: str) -> Fact | None:
    return next((fact for fact in fields if fact.id in names or fact.label in names), None)


def compile_source(
    source: ListSource,
    scope: RecordScope,
    item_form: Callable[[Fact, ItemScope], Getter],
    *,
    cut: bool = False,
    begun: bool = True,
) -> Source:
    """Return how the items of a source are gathered.

    With `begun`, what surely comes after the measuring day is left out: it has not happened yet. With `cut`, a spell
    comes in pieces where a record that the condition reads through it changed; without, it belongs where any of its
    pieces does.
    """
    items, slots, readers = _scope_of(source, scope, item_form)
    judge, placed = (None, None) if source.where is None else compile_condition(source.where, items)
    dated_by = dating(items.fields)
    window = None if source.within is None else compile_window(source.within, scope)
    inside = None if window is None else _inside(window, dated_by)
    happened = _happened(dated_by) if begun else None
    paths = tuple(paths_in(source.where, items))
    changing = [path for path in paths if path.history is not None]

    def truth_of(item: Any, env: Env) -> Truth:
        come = True if happened is None else happened(item, env)
        if come is False:
            return False
        truth = _both(come, True if judge is None else judge(items.enter(item, env)))
        return truth if inside is None or truth is False else _both(truth, inside(item, env))

    def cut_up(item: Any, env: Env) -> list[Any]:
        inner = items.enter(item, env)
        return pieces_of(item, [day for path in changing for day in path.cuts(inner)], dated_by)

    def collect(env: Env) -> Found:
        sure: list[Any] = []
        maybe: list[Any] = []
        complete = True
        applies = False
        for read in readers:
            listed, perhaps, whole, there = read(env)
            complete = complete and whole
            applies = applies or there
            for part in (listed, perhaps):
                for whole_item in part:
                    pieces = cut_up(whole_item, env) if changing else (whole_item,)
                    if not cut and len(pieces) > 1:
                        judged = [(whole_item, kleene_or(truth_of(piece, env) for piece in pieces))]
                    else:
                        judged = [(piece, truth_of(piece, env)) for piece in pieces]
                    for item, truth in judged:
                        if truth is True and part is listed:
                            sure.append(item)
                        elif truth is not False:
                            maybe.append(item)
        return Found(sure, maybe, complete, applies)

    def collect_whole(env: Env) -> Found:
        return Found(*readers[0](env))

    if judge is None and inside is None and happened is None and len(readers) == 1:
        collect = collect_whole
    return Source(collect, items, placed, slots, source, judge, dated_by, paths)


def _happened(dated_by: Dating) -> Callable[[Any, Env], Truth] | None:
    """Return whether an item lies no later than the measuring day; one whose day nobody knows counts as written."""
    if dated_by.by == "none":
        return None
    read, present = field_reader(dated_by.field), present_year(dated_by.by)

    def happened(item: Any, env: Env) -> Truth:
        value = read(item)
        if value.__class__ is date:
            return bool(value <= env.on)
        if isinstance(value, Between) and value.low is not None and value.low > env.on:
            return False
        if isinstance(value, Between) and (value.high is None or value.high > env.on):
            return None
        return not (isinstance(value, int) and value > present(env))

    return happened


ItemReader = Callable[[Env], tuple[Sequence[Any], Sequence[Any], bool, bool]]
"""Returns a list's sure items, those that may belong, whether it is complete, and whether it applies at all."""


def _scope_of(
    source: ListSource, scope: RecordScope, item_form: Callable[[Fact, ItemScope], Getter]
) -> tuple[ItemScope, tuple[int, ...], list[ItemReader]]:
    """Return the scope of one item, the slots that the items come from, and how each list is read."""
    first = source.lists[0]
    fact = scope.fact_of(first.id)
    if isinstance(fact.form, OtherRecords):
        if first.path:
            read, items, slot = list_of_members(scope, first, item_form)
            return items, (slot,), [lambda env: _of_members(read(env))]
        slot = scope.slot_of(first.id)
        return (
            MemberScope.of(scope, fact.form.about, item_form),
            (slot,),
            [lambda env: _of_members(env.values[slot])],
        )
    slots = tuple(
        scope.slot_of_path(ref.id, ref.path) if ref.path else scope.slot_of(ref.id) for ref in source.lists
    )
    readers = [_slot_items(slot) for slot in slots]
    return ItemScope(scope, scope.kind_of(first).fields, item_form, lists=slots), slots, readers


def _slot_items(slot: int) -> ItemReader:
    def read(env: Env) -> tuple[Sequence[Any], Sequence[Any], bool, bool]:
        listed, whole, there = _items(env.values[slot])
        return listed, (), whole, there

    return read


def _of_members(found: Members | State) -> tuple[Sequence[Any], Sequence[Any], bool, bool]:
    if isinstance(found, State):  # nobody knows who they are
        return (), (), False, True
    return found.sure, found.maybe, found.complete, True


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
    """Return how the appointment that runs on the measuring day is found; without one the window has no days."""
    vocabulary = scope.version.vocabulary(scope.about)
    if "appointments" not in vocabulary:
        return lambda env: None
    slot = scope.slot_of("appointments")

    def window(env: Env) -> Bounds | None:
        listed, whole, there = _items(env.values[slot])
        running = [item for item in listed if _runs(item, env.on) is not False]
        if not there or (not running and whole):
            return Bounds(_day_after(env.on), _day_after(env.on))
        starts = [item.starts_on for item in running]
        if not whole or any(_runs(item, env.on) is None for item in running):
            return None
        return Bounds(max(starts), _day_after(env.on))

    return window


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
    return Bounds(_day_after(subtract_period(env.on, length)), _day_after(env.on))


def _of_length(length: Any, env: Env) -> Bounds | None:
    return None if isinstance(length, (State, Between, Possible)) else _ending(env, as_period(length))


def _from_day(day: Any, env: Env) -> Bounds | None:
    return Bounds(day, _day_after(env.on)) if isinstance(day, date) else None


def _unit(env: Env, unit: WindowUnit, previous: bool) -> Bounds:
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
    return _both(begins_in_time, kleene_not(ended_before))


def list_refs(source: ListSource) -> tuple[FactRef, ...]:
    """Return the list facts that a source reads."""
    return source.lists
