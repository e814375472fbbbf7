"""The shortest stretch of time spent in spells, or the shortest of several units' times, such as 每校不少于3年.

Of spells whose days or units are open, a value is given below which no completion leads, and one above: a stretch is
never shorter than a spell in it, nor the shortest longer than what any one spell may have grown to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.spell_reading import Days, Grouped, Ranges, Somewhere, counted_to, may_be_counted_to
from xgxp_rules.model.forms import Stretch
from xgxp_rules.model.measures import Elapsed, Measure, as_period
from xgxp_rules.model.periods import Period
from xgxp_rules.model.spells import Spell, merge, total_calendar, total_range
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between

ZERO = Period()


def shortest(ranges: Ranges, form: Stretch, env: Env) -> Any:
    """Return the shortest stretch on the measuring day; where there is none, there is no length either."""
    if not ranges.applies:
        return NOT_APPLICABLE
    if ranges.certain:
        lengths = [one for days in _units(ranges.sure, form) for one in _lengths(days, form, env.on)]
        return min(lengths, key=_measure) if lengths else NOT_APPLICABLE
    sure = [one for one in ranges.sure if _begun(one, env.on)]
    if not sure:
        return UNKNOWN
    if not ranges.complete:
        return Between(ZERO, None)
    high = min((_most(one, ranges, form, env.on) for one in sure), key=_measure)
    exact = all(one in ranges.sure for one in ranges.possible if _begun(one, env.on))
    low = min((_least(one, ranges, form, env.on) for one in sure), key=_measure) if exact else ZERO
    return low if low == high else Between(low, high)


def _measure(value: Measure) -> Any:
    return as_period(value).measure()


def _begun(one: Grouped, on: date) -> bool:
    return one[1][0] < min(one[1][1], on)


def _spells(listed: Iterable[Days], to: date) -> list[Spell]:
    return [Spell(start, min(stop, to)) for start, stop in listed if start < min(stop, to)]


def _units(grouped: Iterable[Grouped], form: Stretch) -> list[list[Days]]:
    """Return the days of each unit, or all of them as one where units are not told apart."""
    units: dict[Any, list[Days]] = {}
    for group, days in grouped:
        units.setdefault(group if form.same else None, []).append(days)
    return list(units.values())


def _lengths(days: list[Days], form: Stretch, on: date) -> list[Measure]:
    """Return the length of each stretch of one unit, or of all of them added up."""
    stretches = merge(_spells(days, counted_to(days, on)), form.gap)
    if form.summed and len(stretches) > 1:
        return [total_calendar(stretches)]
    return [Elapsed(one.start, one.stop) for one in stretches]


def _unit_of(group: Any, ranges: Ranges, form: Stretch) -> tuple[list[Days], list[Days]]:
    """Return the days that surely belong to the unit of a spell, and those that may."""
    if not form.same:
        return [days for _, days in ranges.sure], [days for _, days in ranges.possible]
    vague = isinstance(group, Somewhere)
    own = [] if vague else [days for unit, days in ranges.sure if unit == group]
    return own, [days for unit, days in ranges.possible if vague or unit == group or isinstance(unit, Somewhere)]


def _least(one: Grouped, ranges: Ranges, form: Stretch, on: date) -> Measure:
    """Return what the stretch of one spell is never shorter than: the spell itself."""
    earliest, _latest = may_be_counted_to(*_unit_of(one[0], ranges, form), on)
    return Elapsed(one[1][0], min(one[1][1], earliest))


def _most(one: Grouped, ranges: Ranges, form: Stretch, on: date) -> Measure:
    """Return what the stretch or the unit of one spell does not exceed, however the rest turns out."""
    own, around = _unit_of(one[0], ranges, form)
    _earliest, latest = may_be_counted_to(own, around, on)
    if form.summed:
        sure = _spells(own, latest)
        return total_range(sure, [*sure, *_spells(around, latest)], gap=form.gap)[1]
    start, last = one[1][0], min(one[1][1], latest)
    stretches = merge(_spells(around, latest), form.gap)
    return next(Elapsed(held.start, held.stop) for held in stretches if held.start <= start and last <= held.stop)
