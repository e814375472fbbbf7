"""Totals of spells of which each has a weight of its own: a village year counts more than a year in town.

Days of different weights are totalled apart and each total is weighed; what is taken off is taken off the days it lies
over. Where the weight of a spell is open, every weight it may have is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.engines.spell_reading import Days, counted_to, days_of, may_be_counted_to
from xgxp_rules.engines.sums import Terms, clipped, least_sum, sum_of, sum_range
from xgxp_rules.engines.worked_days import worked_days
from xgxp_rules.model.forms import SpellWeight
from xgxp_rules.model.measures import Measure, as_period
from xgxp_rules.model.periods import Period, months_and_days
from xgxp_rules.model.spells import Spell, clip, intersect, merge, subtract, total_days
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible

ZERO = Period()
MOST_TRIED = 64
"""Ways of giving open spells their weights that are all tried; beyond, the least and the greatest of each are taken."""
_SLACK = 6
"""Days by which a stretch that is cut otherwise may differ, twice what one cut makes."""

Weigh = Callable[[Any, Env], Any]


class Weighed(NamedTuple):
    """One spell: the days it surely and possibly covers, whether it surely belongs, and the weights it may have."""

    sure: Days | None
    possible: Days
    belongs: bool
    weights: tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Weighing:
    """How the spells of a total are weighed, compiled."""

    form: SpellWeight
    source: Source
    weigh: Weigh
    """How the weight of one item is looked up."""
    every: Callable[[Env], tuple[Fraction, ...] | None]
    """How all the weights that the table has are found, or None where one of them is not known."""

    def read(self, env: Env) -> tuple[list[Weighed], bool, bool] | None:
        """Return the spells, whether there can be no more, and whether they apply; None where a weight is unknown."""
        found = self.source.collect(env)
        dated = self.source.dated_by
        start, until = field_reader(dated.field), field_reader(dated.until, None) if dated.until else None
        spells: list[Weighed] = []
        for items, belongs in ((found.sure, True), (found.maybe, False)):
            for item in items:
                weights = weights_in(self.weigh(item, env))
                weights = self.every(env) if weights is None else weights
                if weights is None:
                    return None
                sure, possible = days_of(start(item), start(item) if until is None else until(item))
                spells.append(Weighed(sure, possible, belongs, weights))
        return spells, found.complete, found.applies


def weights_in(value: Any) -> tuple[Fraction, ...] | None:
    """Return the weights that a value may stand for, from the least; None where nobody knows."""
    values = value.values if isinstance(value, Possible) else (value,)
    found: set[Fraction] = set()
    for one in values:
        ends = (one.low, one.high) if isinstance(one, Between) else (one,)
        if not all(isinstance(end, int | Fraction) and end >= 0 for end in ends):
            return None
        found |= {Fraction(end) for end in ends}
    return tuple(sorted(found))


def weighed_total(weighing: Weighing, terms: Terms, env: Env) -> Any:
    """Return the total of the spells on the measuring day, as one measure or a range."""
    read = weighing.read(env)
    if read is None:
        return UNKNOWN
    spells, complete, applies = read
    if not applies:
        return NOT_APPLICABLE
    if not spells:
        return ZERO if complete else UNKNOWN
    if not complete:
        return Between(_least(spells, weighing, terms, env), None)
    ways, all_tried = _ways(spells)
    slack = Fraction(0) if all_tried else _SLACK * len(spells) * max(ways[-1])
    certain = terms.certain and all(one.belongs and one.sure == one.possible for one in spells)
    to = _counted_to(spells, certain, terms, env.on)
    if not certain:
        terms = replace(terms, taken=clipped(terms.taken, to[0]))
    elif to[0] > env.on:
        terms = terms.last_day_counts
    found = [one for weights in ways for one in _in_either_order(spells, weights, weighing, terms, to, slack)]
    lows, highs = [low for low, _ in found], [high for _, high in found]
    if all(one == lows[0] for one in (*lows, *highs)):
        return lows[0]
    return Between(_furthest(lows, min), _furthest(highs, max))


def _counted_to(spells: Sequence[Weighed], certain: bool, terms: Terms, on: date) -> tuple[date, date]:
    """Return the earliest and the latest day up to which time may be counted: the same where all is certain."""
    if terms.closes:
        return terms.window[1], terms.window[1]
    possible = [one.possible for one in spells]
    if certain:
        to = counted_to(possible, on)
        return to, to
    return may_be_counted_to((one.sure for one in spells if one.belongs and one.sure is not None), possible, on)


def _furthest(values: Sequence[Measure], pick: Callable[..., Any]) -> Period:
    """Return the least or the greatest of the totals, which covers as few or as many days as any of them."""
    periods = [as_period(value) for value in values]
    covered = [one.covered for one in periods if one.covered is not None]
    found: Period = pick(periods, key=lambda one: one.measure())
    return found.covering(pick(covered)) if len(covered) == len(periods) else found


def _ways(spells: Sequence[Weighed]) -> tuple[list[tuple[Fraction, ...]], bool]:
    """Return the ways of giving each spell one of its weights, and whether they are all: else the two at the ends."""
    count = 1
    for spell in spells:
        count *= len(spell.weights)
    if count <= MOST_TRIED:
        return list(product(*(spell.weights for spell in spells))), True
    return [tuple(spell.weights[end] for spell in spells) for end in (0, -1)], False


def _in_either_order(
    spells: Sequence[Weighed],
    weights: Sequence[Fraction],
    weighing: Weighing,
    terms: Terms,
    to: tuple[date, date],
    slack: Fraction,
) -> Iterator[tuple[Measure, Measure]]:
    """Yield the bounds of the total: by the higher weight of days that have two, by the lower, or by both in turn."""
    orders = {"higher": (True,), "lower": (False,)}.get(weighing.form.overlap or "", (True, False))
    certain = terms.certain and all(one.belongs and one.sure == one.possible for one in spells)
    for descending in orders:
        parts = _parted(spells, weights, descending, to)
        if terms.first is not None and not certain:
            parts = [one._replace(sure=clip(one.sure, terms.first, max(terms.first, to[0]))) for one in parts]
        yield _bounds([one for one in parts if clip(one.possible, *terms.window)], terms, certain, slack)


class Part(NamedTuple):
    """The days of one weight: those that surely have it, and those that may."""

    weight: Fraction
    sure: list[Spell]
    possible: list[Spell]
    cut: bool
    """Whether days of another weight were taken out of it."""


def _parted(
    spells: Sequence[Weighed], weights: Sequence[Fraction], descending: bool, to: tuple[date, date]
) -> list[Part]:
    """Return the days of each weight, those claimed by the weights before it left out."""
    parts: list[Part] = []
    claimed_sure: list[Spell] = []
    claimed: list[Spell] = []
    for weight in sorted(set(weights), reverse=descending):
        own = [spell for spell, has in zip(spells, weights, strict=True) if has == weight]
        sure = _until(to[0], [one.sure for one in own if one.belongs and one.sure is not None])
        possible = _until(to[1], [one.possible for one in own])
        left = [piece for spell in possible for piece in subtract([spell], claimed_sure)]
        cut = bool(intersect(possible, claimed))
        parts.append(Part(weight, subtract(merge(sure), claimed), left, cut))
        claimed_sure, claimed = merge([*claimed_sure, *sure]), merge([*claimed, *possible])
    return parts


def _until(to: date, listed: Sequence[Days]) -> list[Spell]:
    return [Spell(start, min(stop, to)) for start, stop in listed if start < min(stop, to)]


def _bounds(parts: list[Part], terms: Terms, certain: bool, slack: Fraction) -> tuple[Measure, Measure]:
    """Return the least and the greatest total of the parts."""
    settled = certain and terms.can_count([spell for part in parts for spell in part.possible])
    if not parts:
        return ZERO, ZERO
    if len(parts) == 1 and not slack:
        weighed = replace(terms, weight=parts[0].weight)
        if settled:
            one = sum_of(parts[0].possible, weighed)
            return one, one
        return sum_range(parts[0].sure, [*parts[0].sure, *parts[0].possible], weighed)
    low = high = low_days = high_days = Fraction(0)
    for part in parts:
        least, most = _amounts(part, terms, settled)
        low, high = low + least[0] * part.weight, high + most[0] * part.weight
        low_days, high_days = low_days + least[1] * part.weight, high_days + most[1] * part.weight
    return _total(max(low - slack, Fraction(0)), low_days, terms), _total(high + slack, high_days, terms)


Amount = tuple[Fraction, Fraction]
"""A total as its measure, and as the days it covers."""


def _amounts(part: Part, terms: Terms, settled: bool) -> tuple[Amount, Amount]:
    """Return the least and the greatest total of the days of one weight, before they are weighed."""
    if settled or (terms.certain and part.sure == merge(part.possible) and terms.can_count(part.possible)):
        pieces = clip(merge(part.possible), *terms.window)
        off = intersect(terms.taken, pieces)
        days = Fraction(total_days(pieces) - total_days(off))
        exact = max(_raw(pieces, terms) - _raw(off, terms), Fraction(0)), days
        return exact, exact
    low, high = sum_range(part.sure, [*part.sure, *part.possible], replace(terms, weight=None))
    # A rest of thirty days is no month where it stands alone, but is one in a sum; cuts make a few days more or less.
    around = (1 + _SLACK * len(part.possible) * part.cut) if terms.by == "calendar" else 0
    least, most = Fraction(low.measure()) - around, Fraction(high.measure()) + around
    outside = total_days(clip(merge(part.possible), *terms.window))
    inside = total_days(subtract(clip(part.sure, *terms.window), terms.maybe_taken)) if terms.all_taken else 0
    return (max(least, Fraction(0)), Fraction(inside)), (most, Fraction(outside))


def _raw(pieces: Sequence[Spell], terms: Terms) -> Fraction:
    match terms.by:
        case "working_days":
            return Fraction(worked_days(pieces, most=False).measure())
        case "days":
            return Fraction(total_days(pieces))
        case _:
            lengths = (months_and_days(piece.start, piece.stop) for piece in pieces if piece.days)
            return Fraction(sum(months * 30 + days for months, days in lengths))


def _total(measure: Fraction, days: Fraction, terms: Terms) -> Period:
    if terms.by == "working_days":
        return Period(working_days=measure)
    return Period(days=measure) if terms.by == "days" else Period.of_measure(measure).covering(days)


def _least(spells: Sequence[Weighed], weighing: Weighing, terms: Terms, env: Env) -> Period:
    """Return a total that is reached whatever other spells there may be: each day at the least weight it may have."""
    sure = _until(env.on, [one.sure for one in spells if one.belongs and one.sure is not None])
    weights = [weight for one in spells for weight in one.weights]
    if weighing.form.overlap != "higher":
        weights += weighing.every(env) or (Fraction(0),)
    return least_sum(merge(sure), replace(terms, weight=min(weights)))
