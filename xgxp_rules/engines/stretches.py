"""Time spent in spells: the stretch still running, the longest one, the total.

Where a form gives one stretch, its value keeps the two days, so that a test starts from the original one; where it adds
several up, the value is their sum. Days known only in part give bounds: a value below which nothing that may turn out
leads, and one above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.present_groups import Present, PresentGetter
from xgxp_rules.engines.running import running_since
from xgxp_rules.engines.shortest import shortest
from xgxp_rules.engines.spell_reading import (
    NONE,
    Days,
    Grouped,
    Ranges,
    Somewhere,
    SpellReader,
    counted_to,
    day_after,
    may_be_counted_to,
)
from xgxp_rules.engines.sums import Terms, clipped, least_sum, sum_of, sum_range
from xgxp_rules.engines.weighing import Weighing, weighed_total
from xgxp_rules.engines.windows import WindowGetter
from xgxp_rules.engines.worked_days import worked_days
from xgxp_rules.model.forms import Stretch
from xgxp_rules.model.measures import Elapsed, Measure, as_period
from xgxp_rules.model.periods import Period, months_and_days
from xgxp_rules.model.spells import Spell, clip, merge, subtract
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State

ZERO = Period()


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
    present: PresentGetter | None = None
    weighing: Weighing | None = None

    @property
    def keeps_days(self) -> bool:
        """Whether the value is one stretch between two days: nothing is taken out of it, off it or left aside."""
        form = self.form
        plain = form.by == "calendar" and not self.minus and self.window is None and form.weight is None
        return plain and form.op != "total" and (form.bridge_counts or not self.bridges)


def stretch_getter(inputs: Inputs) -> Getter:
    """Return how the stretch is worked out."""
    if inputs.form.least:
        return lambda env: shortest(inputs.spells(env), inputs.form, env)
    work_out = _kept if inputs.keeps_days else _summed if inputs.weighing is None else _weighed
    return lambda env: work_out(inputs, env)


@dataclass(frozen=True, slots=True)
class Group:
    """The spells that count together, what may hold them together, and the day up to which their time is counted."""

    own: list[Days]
    bridges: list[Days]
    to: date
    name: Any = None


def _groups(
    spells: list[Grouped],
    others: list[Grouped],
    bridges: list[Days],
    form: Stretch,
    on: date,
    to: date | None = None,
) -> list[Group]:
    """Return the groups of the spells; those of another group in `others` cut the bridges.

    `to` is the day up to which time is counted where that is given, else it is found for each group. Without bridges a
    group of which no spell runs has no running stretch, and is left out where that is asked for.
    """
    if not form.same:
        return [_group([days for _, days in spells], bridges, on, to)] if spells else []
    asleep = form.op == "unbroken" and not bridges
    found = []
    for group in dict.fromkeys(group for group, days in spells if not asleep or days[1] > on):
        own = [days for other, days in spells if other == group]
        apart = [days for other, days in others if other != group] if bridges else []
        found.append(_group(own, _cut(bridges, apart) if apart else bridges, on, to, group))
    return found


def _group(own: list[Days], bridges: list[Days], on: date, to: date | None, name: Any = None) -> Group:
    if to is None:
        to = counted_to([*own, *bridges] if bridges else own, on)
    return Group(own, bridges, to, name)


def _widest(ranges: Ranges, bridges: list[Days], form: Stretch, on: date, to: date | None = None) -> list[Group]:
    """Return the groups as wide as they may be: a spell of which the group is not known may belong to any."""
    named = [one for one in ranges.sure if not isinstance(one[0], Somewhere)]
    vague = [days for group, days in ranges.possible if isinstance(group, Somewhere)]
    if not form.same or not vague:
        found = _groups(ranges.possible, named, bridges, form, on, on)
        return [replace(one, to=to or _latest(one, named, on)) for one in found]
    known = dict.fromkeys(group for group, _ in ranges.possible if not isinstance(group, Somewhere))
    tomorrow = to or day_after(on)
    groups = [Group(vague, bridges, tomorrow)]
    for group in known:
        own = [days for other, days in ranges.possible if other == group]
        apart = [days for other, days in named if other != group]
        groups.append(Group([*own, *vague], _cut(bridges, apart), tomorrow))
    return groups


def _latest(group: Group, sure: list[Grouped], on: date) -> date:
    """Return the latest day up to which the time of a group may be counted."""
    return may_be_counted_to([days for name, days in sure if name == group.name], (), on)[1]


def _cut(bridges: list[Days], apart: list[Days]) -> list[Days]:
    """Return the bridges without the days spent elsewhere: a posting elsewhere breaks what a leave would bridge."""
    spells = subtract([Spell(*days) for days in bridges], [Spell(*days) for days in apart])
    return [(spell.start, spell.stop) for spell in spells]


def _certain_bridges(ranges: Ranges, bridges: list[Ranges], inputs: Inputs) -> list[Days]:
    """Return what surely bridges; nothing where a spell that is not listed may lie elsewhere at the time."""
    if inputs.form.same and not ranges.complete:
        return []
    return [days for bridge in bridges for _, days in bridge.sure]


def _possible_bridges(bridges: list[Ranges]) -> list[Days]:
    """Return the spells that may bridge; where such a list is not complete, anything may have been bridged."""
    if any(not bridge.complete for bridge in bridges):
        return [(date.min, date.max)]
    return [days for bridge in bridges for _, days in bridge.possible]


# --- one stretch between two days ------------------------------------------------------------------------------------


def _kept(inputs: Inputs, env: Env) -> Any:
    ranges = inputs.spells(env)
    if not ranges.applies:
        return NOT_APPLICABLE
    if not ranges.possible and not ranges.complete:
        return UNKNOWN
    bridges = [one for reader in inputs.bridges if (one := reader(env)) is not NONE]
    sure_bridges = _certain_bridges(ranges, bridges, inputs)
    certain = ranges.certain and all(bridge.certain for bridge in bridges)
    to = None if certain else _earliest(ranges, bridges, env.on)
    groups = _groups(ranges.sure, ranges.possible, sure_bridges, inputs.form, env.on, to)
    found = [(group.name, stretch) for group in groups for stretch in _stretches(group, inputs.form, env.on)]
    if certain:
        values = [_longest(one) or _nothing(inputs) for one in _candidates(found, inputs, env)]
        return values[0] if len(values) == 1 else possible(values)
    low = _longest(found)
    if not ranges.complete:
        low = low if inputs.present is None or inputs.present(env).settled else None
        return UNKNOWN if low is None and inputs.may_not_apply else Between(low or ZERO, None)
    widest = [
        (group.name, stretch)
        for group in _widest(ranges, _possible_bridges(bridges), inputs.form, env.on)
        for stretch in _stretches(group, inputs.form, env.on)
    ]
    if inputs.present is not None and len(widest) > 1:
        wanted = _wanted(widest, inputs.present(env))
        widest = [one for one in widest if one[0] in wanted]
        lows = [_longest([one for one in found if one[0] == name]) for name, _ in widest]
        low = None if None in lows else min((one for one in lows if one is not None), key=_length, default=None)
    return _between(low, _longest(widest), inputs)


Found = tuple[Any, Elapsed]
"""A stretch with the name of its group."""


def _candidates(found: list[Found], inputs: Inputs, env: Env) -> list[list[Found]]:
    """Return the stretches among which the longest counts, once for each group that may be the one asked about."""
    if inputs.present is None or len(found) < _SEVERAL:
        return [found]
    wanted = _wanted(found, inputs.present(env))
    return [[one for one in found if one[0] == name] for name in wanted]


_SEVERAL = 2


def _wanted(found: Sequence[tuple[Any, Any]], present: Present) -> list[Any]:
    """Return the names of the groups that may be the one asked about; all where no spell of them runs itself."""
    names = list(dict.fromkeys(name for name, _ in found))
    vague = not present.settled or any(not isinstance(name, str) for name in names)
    return names if vague else [name for name in names if name in present.names] or names


def _earliest(ranges: Ranges, bridges: list[Ranges], on: date) -> date:
    """Return the earliest day up to which time may be counted: the measuring day, where anything may go on."""
    if not ranges.complete or any(not one.complete for one in bridges):
        return on
    possible = [days for one in (ranges, *bridges) for _, days in one.possible]
    return may_be_counted_to([days for _, days in ranges.sure], possible, on)[0]


def _nothing(inputs: Inputs) -> Any:
    """Return what no stretch means: nothing runs, or there is no length at all."""
    return NOT_APPLICABLE if inputs.may_not_apply and inputs.form.op == "unbroken" else ZERO


def _between(low: Measure | None, high: Measure | None, inputs: Inputs) -> Any:
    if high is None:
        return _nothing(inputs)
    if low is None:
        return UNKNOWN if inputs.may_not_apply else Between(ZERO, high)
    return low if _same(low, high) else Between(low, high)


def _same(low: Measure, high: Measure) -> bool:
    return low == high and as_period(low).covered == as_period(high).covered


def _longest(found: list[Found]) -> Elapsed | None:
    """Return the longest stretch, or None where there is none."""
    best: Elapsed | None = None
    for _, stretch in found:
        if best is None or _length(stretch) > _length(best):
            best = stretch
    return best


def _length(stretch: Elapsed) -> tuple[int, int]:
    return months_and_days(stretch.start, stretch.end)


def _stretches(group: Group, form: Stretch, on: date) -> list[Elapsed]:
    """Return the running stretch, or every one; each begins and ends with a spell proper."""
    to = group.to
    bridges = [*group.bridges, *_rests(group.own, form, to)]
    if form.op == "unbroken":
        first = running_since(group.own, bridges, form.gap, on)
        return [] if first is None else [Elapsed(first, to)]
    own = _spells(group.own, to)
    found = []
    for stretch in merge([*own, *_spells(bridges, to)], form.gap):
        inside = [one for one in own if stretch.start <= one.start and one.stop <= stretch.stop]
        if inside:
            found.append(Elapsed(min(one.start for one in inside), max(one.stop for one in inside)))
    return found


_LONGEST_REST = 20
"""No holiday with the weekends around it is longer, in days."""


def _rests(own: list[Days], form: Stretch, to: date) -> list[Days]:
    """Return the weekends and holidays between spells: counted in working days, nothing lies between them."""
    if form.by != "working_days":
        return []
    gaps = [(one.stop, other.start) for one, other in pairwise(merge(_spells(own, to)))]
    short = [Spell(first, stop) for first, stop in gaps if (stop - first).days <= _LONGEST_REST]
    return [(rest.start, rest.stop) for rest in short if not worked_days([rest], most=False)]


def _spells(days: Iterable[Days], to: date) -> list[Spell]:
    return [Spell(start, min(stop, to), place) for place, (start, stop) in enumerate(days) if start < min(stop, to)]


# --- sums ------------------------------------------------------------------------------------------------------------


def _summed(inputs: Inputs, env: Env) -> Any:
    ranges = inputs.spells(env)
    if not ranges.applies:
        return NOT_APPLICABLE
    if not ranges.possible and not ranges.complete:
        return UNKNOWN
    terms = _terms(inputs, env)
    if terms is None:
        return UNKNOWN
    form, on = inputs.form, env.on
    bridges = [one for reader in inputs.bridges if (one := reader(env)) is not NONE]
    certain = ranges.certain and terms.certain and all(bridge.certain for bridge in bridges)
    closing = terms.window[1] if terms.closes else None
    to = closing or (None if certain else _earliest(ranges, bridges, on))
    groups = _groups(ranges.sure, ranges.possible, _certain_bridges(ranges, bridges, inputs), form, on, to)
    sure = [
        (group, parts, terms if group.to == on else terms.last_day_counts)
        for group in groups
        for parts in _parts(group, form, on)
    ]
    around = _spells((days for _, days in ranges.possible), max((one.to for one in groups), default=on))
    around = _with_joined(around, merge(around, form.gap))
    if certain and terms.can_count(around):
        sums = [(group.name, sum_of(parts, own)) for group, parts, own in sure]
        return _most_of_wanted(sums, inputs, env) if sums else _nothing(inputs)
    terms = replace(terms, taken=clipped(terms.taken, closing or on))
    least = terms.last_day_counts
    around = _spells((days for _, days in ranges.possible), day_after(on))
    around = _with_joined(around, merge(around, form.gap))
    if not ranges.complete:
        settled = inputs.present is None or inputs.present(env).settled
        lows = [least_sum(parts, least) for _, parts, _ in sure] if settled else []
        return UNKNOWN if not lows and inputs.may_not_apply else Between(_most([ZERO, *lows]), None)
    lows = [sum_range(parts, [*parts, *around], least)[0] for _, parts, _ in sure]
    low = _most(lows) if lows else None
    core = sure[0][1] if len(sure) == 1 and not form.same and form.op != "longest" else []
    highs = [
        sum_range(core, _with_joined(_within(group, parts), parts), terms)[1]
        for group in _widest(ranges, _possible_bridges(bridges), form, on, closing)
        for parts in _parts(group, form, on)
    ]
    if inputs.present is not None and len(highs) > 1:
        low = None if low is None else ZERO  # which of them is asked about is left open
    return _between(low, _most(highs) if highs else None, inputs)


def _most_of_wanted(sums: list[tuple[Any, Measure]], inputs: Inputs, env: Env) -> Any:
    """Return the greatest sum, or of several groups that may be the one asked about the sum of each."""
    if inputs.present is None or len(sums) < _SEVERAL:
        return _most([one for _, one in sums])
    wanted = _wanted(sums, inputs.present(env))
    return possible([_most([one for name, one in sums if name == each]) for each in wanted])


def _weighed(inputs: Inputs, env: Env) -> Any:
    terms = _terms(inputs, env)
    assert inputs.weighing is not None
    return UNKNOWN if terms is None else weighed_total(inputs.weighing, terms, env)


def _with_joined(spells: list[Spell], joined: list[Spell]) -> list[Spell]:
    """Return the spells and what they make when joined, a spell that stays alone only once."""
    return [*spells, *(one for one in joined if one not in spells)]


def _within(group: Group, parts: list[Spell]) -> list[Spell]:
    """Return each spell of a group as far as it lies within the parts that count."""
    return [piece for part in parts for piece in clip(_spells(group.own, group.to), part.start, part.stop)]


def _terms(inputs: Inputs, env: Env) -> Terms | None:
    """Return how the spells are added up on this day, or None where the window or the weight is not known."""
    tomorrow = day_after(env.on)
    window, closes, sliding = (date.min, tomorrow), False, None
    if inputs.window is not None:
        bounds = inputs.window(env)
        if bounds is None:
            return None
        first = bounds.since or date.min
        window, closes = (first, max(first, min(bounds.stop, tomorrow))), bounds.closes
        sliding = bounds.begins_later
    weight = None if inputs.weight is None else inputs.weight(env)
    if isinstance(weight, (State, Between, Possible)) or (weight is not None and weight < 0):
        return None
    minus = [reader(env) for reader in inputs.minus]
    return Terms(
        by=inputs.form.by,
        window=window,
        closes=closes,
        first=sliding,
        taken=_spells((days for one in minus for _, days in one.sure), tomorrow),
        maybe_taken=_spells((days for one in minus for _, days in one.possible), tomorrow),
        all_taken=all(one.complete for one in minus),
        weight=None if weight is None else Fraction(weight),
        calendar=env.calendar,
        presence=inputs.form.presence,
    )


def _parts(group: Group, form: Stretch, on: date) -> list[list[Spell]]:
    """Return the spells to add up: of the running stretch, of each stretch, or all of them."""
    own = merge(_spells(group.own, group.to), form.gap)
    if form.op == "total":
        return [own]
    return [
        [Spell(one.start, one.end)] if form.bridge_counts else clip(own, one.start, one.end)
        for one in _stretches(group, form, on)
    ]


def _most(measures: Sequence[Measure]) -> Measure:
    return max(measures, key=lambda measure: as_period(measure).measure())
