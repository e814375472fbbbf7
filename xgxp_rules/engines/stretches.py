"""Time spent in spells: the stretch still running, the longest one, the total.

Days known only as ranges give two answers, one for the spells that surely were and one for those that may have been;
the value is known when both are the same, and otherwise a range that a test may still settle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import Any, NamedTuple

from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.lists import Collector, Found, Source, WindowGetter
from xgxp_rules.engines.scopes import field_reader
from xgxp_rules.engines.worked_days import all_published, worked_days
from xgxp_rules.model.forms import Stretch
from xgxp_rules.model.measures import Elapsed, Measure, compare_measure
from xgxp_rules.model.periods import Period, add_period
from xgxp_rules.model.spells import Spell, intersect, merge, subtract, tally, total_calendar
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State

ZERO = Period()
Days = tuple[date, date]
"""A spell's first day and the day after its last."""

Grouped = tuple[Any, Days]
"""A spell with the value of the field that groups it."""

Reader = Callable[[Any], Any]
_VAGUE = frozenset((State, Possible))


class Ranges(NamedTuple):
    """The spells of a source: what surely was, what may have been, and the group of each."""

    sure: list[Grouped]
    possible: list[Grouped]
    complete: bool
    applies: bool


SpellReader = Callable[[Env], Ranges]


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
            return _NONE if found.complete and found.applies else Ranges([], [], found.complete, found.applies)
        sure: list[Grouped] = []
        for item in found.sure:
            start, until, group = read_all(item)
            if start.__class__ is not date or (same and group.__class__ is not str):
                break
            if until is None:
                sure.append((group if same else None, (start, date.max)))
            elif until.__class__ is date:
                sure.append((group if same else None, (start, _day_after(until))))
            else:
                break
        else:
            if not found.maybe:
                return Ranges(sure, sure, found.complete, found.applies)
        return _vague(found, read_start, read_until, read_group)

    return read


_NONE = Ranges([], [], True, True)
"""No spells at all; nobody writes into these lists."""


def _vague(found: Found, read_start: Reader, read_until: Reader, read_group: Reader | None) -> Ranges:
    """Return the spells of a source some of whose days, groups or items are not certain."""
    sure: list[Grouped] = []
    possible: list[Grouped] = []
    for items, is_sure in ((found.sure, True), (found.maybe, False)):
        for item in items:
            group = read_group(item) if read_group else None
            certain, may_be = _days(read_start(item), read_until(item))
            if is_sure and certain is not None and group.__class__ not in _VAGUE:
                sure.append((group, certain))
            possible.append((group, may_be))
    return Ranges(sure, possible, found.complete, found.applies)


def _days(start: Any, until: Any) -> tuple[Days | None, Days]:
    """Return the days a spell surely covers and those it may cover; a running one has no last day."""
    first_low, first_high = _ends(start)
    last_low, last_high = (date.max, date.max) if until is None else _ends(until)
    possible = (first_low or date.min, _day_after(last_high) if last_high else date.max)
    certain = None
    if first_high is not None:
        last = last_low if last_low is not None else first_high
        certain = (first_high, _day_after(last)) if last >= first_high else None
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


def _day_after(day: date) -> date:
    return day if day == date.max else date.fromordinal(day.toordinal() + 1)


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a stretch is made from, compiled."""

    form: Stretch
    spells: SpellReader
    bridges: tuple[SpellReader, ...]
    minus: tuple[SpellReader, ...]
    window: WindowGetter | None
    weight: Getter | None
    may_not_apply: bool


def stretch_getter(inputs: Inputs) -> Getter:
    """Return how the stretch is worked out."""
    if inputs.form.op == "unbroken":
        return lambda env: _unbroken(inputs, env)
    return lambda env: _summed(inputs, env)


# --- the stretch that is still running -------------------------------------------------------------------------------


def _unbroken(inputs: Inputs, env: Env) -> Any:
    ranges = inputs.spells(env)
    if not ranges.applies:
        return NOT_APPLICABLE
    if not ranges.possible and not ranges.complete:
        return UNKNOWN
    bridges = [one for reader in inputs.bridges if (one := reader(env)) is not _NONE]
    low = _longest_running(ranges.sure, _certain(bridges), ranges.possible, inputs, env.on)
    if ranges.complete and all(bridge.complete for bridge in bridges) and _all_sure(ranges, bridges):
        return _none_running(inputs) if low is None else low
    high: Measure | None = None
    if ranges.complete:
        high = _longest_running(ranges.possible, _possible(bridges), ranges.sure, inputs, env.on)
        if high is None:
            return _none_running(inputs)
    if low is None and inputs.may_not_apply:
        return UNKNOWN
    return low if low is not None and low == high else Between(ZERO if low is None else low, high)


def _none_running(inputs: Inputs) -> Any:
    return NOT_APPLICABLE if inputs.may_not_apply else ZERO


def _all_sure(ranges: Ranges, bridges: Iterable[Ranges]) -> bool:
    return _sure(ranges) and all(_sure(bridge) for bridge in bridges)


def _sure(ranges: Ranges) -> bool:
    return ranges.sure is ranges.possible or ranges.sure == ranges.possible


def _certain(bridges: list[Ranges]) -> list[Days]:
    return [days for bridge in bridges for _, days in bridge.sure]


def _possible(bridges: list[Ranges]) -> list[Days]:
    """Return the spells that may bridge; where such a list is not complete, anything may have been bridged."""
    if any(not bridge.complete for bridge in bridges):
        return [(date.min, date.max)]
    return [days for bridge in bridges for _, days in bridge.possible]


def _longest_running(
    spells: list[tuple[Any, Days]],
    bridges: list[Days],
    others: list[tuple[Any, Days]],
    inputs: Inputs,
    on: date,
) -> Measure | None:
    """Return the running stretch of the group that has the longest one, or None where nothing is running."""
    best: Measure | None = None
    groups = [group for group, days in spells if (bridges or days[1] > on) and group.__class__ not in _VAGUE]
    for group in dict.fromkeys(groups) if len(groups) > 1 else groups:
        own = [days for other, days in spells if other == group]
        apart = [days for other, days in others if other != group] if inputs.form.same else []
        measure = _running(own, _cut(bridges, apart) if apart and bridges else bridges, inputs.form, on)
        if measure is not None and (best is None or compare_measure(measure, best) > 0):
            best = measure
    return best


def _cut(bridges: list[Days], apart: list[Days]) -> list[Days]:
    """Return the bridges without the days spent elsewhere: a posting elsewhere breaks what a leave would bridge."""
    spells = subtract([Spell(*days) for days in bridges], [Spell(*days) for days in apart])
    return [(spell.start, spell.stop) for spell in spells]


def _running(own: list[Days], bridges: list[Days], form: Stretch, on: date) -> Measure | None:
    first = running_since(own, bridges, form.gap, on)
    if first is None:
        return None
    if form.bridge_counts or (form.gap is None and not bridges):
        return Elapsed(first, on)
    covered = merge([Spell(max(start, first), min(stop, on)) for start, stop in own if start < on and stop > first])
    return Elapsed(covered[0].start, on) if covered == [Spell(first, on)] else total_calendar(covered)


def running_since(own: list[Days], bridges: list[Days], gap: Period | None, on: date) -> date | None:
    """Return the first day of the stretch that still runs on the measuring day, or None where none does.

    A spell runs when its last day served is not before the measuring day. Going back, each spell that touches what is
    already held (or lies within the gap) is held too; bridges hold a stretch together but never begin one. A bridge may
    reach further back than the spells it holds, so a spell counts by where it ends.
    """
    tomorrow = _day_after(on)
    reach = tomorrow
    first: date | None = None
    moved = True
    while moved:
        moved = False
        for start, stop in bridges:
            if start < reach <= stop:
                reach, moved = start, True
        for start, stop in own:
            if start < (first or tomorrow) and (
                stop >= reach or (first is not None and gap is not None and add_period(stop, gap) >= reach)
            ):
                first, moved = start, True
                reach = min(reach, start)
    return first if first is not None and first <= on else None


# --- totals and the longest single stretch ---------------------------------------------------------------------------


def _summed(inputs: Inputs, env: Env) -> Any:
    ranges = inputs.spells(env)
    if not ranges.applies:
        return NOT_APPLICABLE
    window = (date.min, env.on)
    if inputs.window is not None:
        bounds = inputs.window(env)
        if bounds is None:
            return UNKNOWN
        window = (bounds.first or date.min, min(bounds.stop, env.on))
    minus = [reader(env) for reader in inputs.minus]
    weight = None if inputs.weight is None else inputs.weight(env)
    if isinstance(weight, (State, Between, Possible)):
        return UNKNOWN
    low = _measure(
        ranges.sure, [days for one in minus for _, days in one.possible], inputs.form, window, weight, env
    )
    if any(not one.complete for one in minus):
        low = ZERO
    certain = _holidays_known(ranges.possible, inputs.form, window)
    certain = (
        certain
        and ranges.sure == ranges.possible
        and all(one.sure == one.possible and one.complete for one in minus)
    )
    if certain and ranges.complete:
        return low
    if not ranges.complete:
        return Between(_floor(low, inputs.form), None)
    high = _measure(
        ranges.possible,
        [days for one in minus for _, days in one.sure],
        inputs.form,
        window,
        weight,
        env,
        most=True,
    )
    return low if low == high and not any(not one.complete for one in minus) else Between(low, high)


def _holidays_known(spells: list[Grouped], form: Stretch, window: Days) -> bool:
    """Return whether a count of working days needs no holiday that is not published yet."""
    if form.by != "working_days":
        return True
    cut = [_clipped(days, window) for _, days in spells]
    return all_published(Spell(*days) for days in cut if days[0] < days[1])


def _floor(low: Period, form: Stretch) -> Period:
    """Return a total that no further spell can undercut: joining two calendar spells may cost a day for each month."""
    if form.op == "longest" or form.by != "calendar":
        return low
    months = Fraction(low.measure()) / 30
    return Period(days=max(Fraction(0), low.measure() - months)).carried()


def _measure(
    spells: list[tuple[Any, Days]],
    minus: list[Days],
    form: Stretch,
    window: Days,
    weight: Fraction | None,
    env: Env,
    *,
    most: bool = False,
) -> Period:
    """Return the measure of the spells; where holidays are not known, the least or the `most` it can be."""
    groups = dict.fromkeys(group for group, _ in spells) if form.same else {None: None}
    best = ZERO
    for group in groups:
        own = [_clipped(days, window) for other, days in spells if not form.same or other == group]
        kept = [Spell(*days, source=place) for place, days in enumerate(own) if days[0] < days[1]]
        taken = [Spell(*_clipped(days, window)) for days in minus if days[0] < days[1]]
        if form.op == "longest":
            value = _longest(kept, form, env, most)
        else:
            value = _total(kept, taken, form, weight, env, most)
        best = max(best, value, key=lambda period: period.measure())
    return best


def _clipped(days: Days, window: Days) -> Days:
    return max(days[0], window[0]), max(window[0], min(days[1], window[1]))


def _total(
    kept: list[Spell], taken: list[Spell], form: Stretch, weight: Fraction | None, env: Env, most: bool
) -> Period:
    taken = [spell for spell in taken if spell.start < spell.stop]
    if form.by == "working_days":
        parts = merge(kept, form.gap)
        worked, off = worked_days(parts, most=most), worked_days(intersect(taken, parts), most=not most)
        return worked.less(off, not_below=ZERO) * (1 if weight is None else weight)
    return tally(
        kept,
        by=form.by,
        gap=form.gap,
        minus=taken,
        weight=weight,
        calendar=env.calendar,
        presence=form.presence,
    ).value


def _longest(kept: list[Spell], form: Stretch, env: Env, most: bool) -> Period:
    values = [_total([spell], [], form, None, env, most) for spell in merge(kept, gap=form.gap)]
    return max(values, key=lambda period: period.measure(), default=ZERO)
