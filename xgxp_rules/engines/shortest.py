"""The shortest stretch of time spent in spells, or the shortest of several units' times, such as 每校不少于3年.

Of spells whose days or units are open, a value is given below which no completion leads, and one above: a stretch is
never shorter than a spell in it, nor the shortest longer than what any one spell may have grown to.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.spell_reading import Days, Grouped, Ranges, Somewhere
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
        lengths = [one for spells in _units(ranges.sure, form, env.on) for one in _lengths(spells, form)]
        return min(lengths, key=_measure) if lengths else NOT_APPLICABLE
    sure = [one for one in ranges.sure if _begun(one, env.on)]
    if not sure:
        return UNKNOWN
    if not ranges.complete:
        return Between(ZERO, None)
    high = min((_most(one, ranges, form, env.on) for one in sure), key=_measure)
    exact = all(one in ranges.sure for one in ranges.possible if _begun(one, env.on))
    low = min((_elapsed(_clipped(days, env.on)) for _, days in sure), key=_measure) if exact else ZERO
    return low if low == high else Between(low, high)


def _measure(value: Measure) -> Any:
    return as_period(value).measure()


def _begun(one: Grouped, on: date) -> bool:
    return one[1][0] < min(one[1][1], on)


def _clipped(days: Days, on: date) -> Spell:
    return Spell(days[0], min(days[1], on))


def _units(grouped: Iterable[Grouped], form: Stretch, on: date) -> list[list[Spell]]:
    """Return the spells of each unit, or all of them as one where they are not told apart."""
    units: dict[Any, list[Spell]] = {}
    for group, days in grouped:
        if _begun((group, days), on):
            units.setdefault(group if form.same else None, []).append(_clipped(days, on))
    return list(units.values())


def _lengths(spells: list[Spell], form: Stretch) -> list[Measure]:
    """Return the length of each stretch of one unit, or of all of them added up."""
    stretches = merge(spells, form.gap)
    if form.summed and len(stretches) > 1:
        return [total_calendar(stretches)]
    return [_elapsed(one) for one in stretches]


def _elapsed(spell: Spell) -> Elapsed:
    return Elapsed(spell.start, spell.stop)


def _most(one: Grouped, ranges: Ranges, form: Stretch, on: date) -> Measure:
    """Return what the stretch or the unit of one spell does not exceed, however the rest turns out."""
    group, days = one
    vague = isinstance(group, Somewhere) or not form.same
    around = [
        _clipped(other, on)
        for unit, other in ranges.possible
        if (vague or unit == group or isinstance(unit, Somewhere)) and _begun((unit, other), on)
    ]
    if form.summed:
        own = [_clipped(other, on) for unit, other in ranges.sure if unit == group and _begun((unit, other), on)]
        return total_range(own, [*own, *around], gap=form.gap)[1]
    last = _clipped(days, on).stop
    return next(
        _elapsed(stretch)
        for stretch in merge(around, form.gap)
        if stretch.start <= days[0] and last <= stretch.stop
    )
