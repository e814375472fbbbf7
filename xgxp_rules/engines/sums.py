"""Spells added up: exactly where every day is certain, else as bounds that hold however the open days turn out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from xgxp_rules.engines.worked_days import all_published, worked_days
from xgxp_rules.model.forms import TotalBy
from xgxp_rules.model.measures import Elapsed, Measure
from xgxp_rules.model.periods import Period
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.spells import (
    Presence,
    Spell,
    clip,
    intersect,
    merge,
    subtract,
    total_days,
    total_range,
)
from xgxp_rules.model.tallies import less_total, tally, weighted_total

ZERO = Period()


@dataclass(frozen=True, slots=True)
class Terms:
    """How spells are added up on one day: the measure, the window, what is taken off, the weight.

    `all_taken` is unset where more may have to be taken off than is listed; `closes` says that the measuring day is the
    window's last and counted to its end.
    """

    by: TotalBy
    window: tuple[date, date]
    closes: bool
    first: date | None
    """The day from which a window of a length is counted whose last day counts; None for other windows."""
    taken: list[Spell]
    maybe_taken: list[Spell]
    all_taken: bool
    weight: Fraction | None
    calendar: SchoolCalendar
    presence: Presence

    @property
    def certain(self) -> bool:
        """Whether it is known what is taken off."""
        return self.all_taken and self.taken == self.maybe_taken

    @property
    def last_day_counts(self) -> Terms:
        """The same terms where the time ends with the measuring day: a window of a length then begins a day later."""
        return self if self.first is None else replace(self, window=(self.first, self.window[1]))

    def can_count(self, spells: list[Spell]) -> bool:
        """Return whether every day in the spells can be counted: working days need the holidays of their year."""
        return self.by != "working_days" or all_published(clip(spells, *self.window))


def clipped(spells: list[Spell], to: date) -> list[Spell]:
    """Return the spells as far as they lie before a day."""
    return [Spell(one.start, min(one.stop, to), one.source) for one in spells if one.start < to]


def sum_of(parts: list[Spell], terms: Terms) -> Measure:
    """Return the sum of spells that are certain.

    One stretch of which nothing is taken off is no sum: it keeps its two days and is compared on the calendar.
    """
    one = _only_stretch(parts, terms)
    if one is not None:
        return Elapsed(one.start, one.stop)
    if terms.by == "working_days":
        return _worked(clip(merge(parts), *terms.window), clip(merge(parts), *terms.window), terms)[0]
    return tally(
        parts,
        by=terms.by,
        window=terms.window,
        minus=terms.taken,
        weight=terms.weight,
        calendar=terms.calendar,
        presence=terms.presence,
    ).value


def _only_stretch(parts: list[Spell], terms: Terms) -> Spell | None:
    """Return the one stretch that counts whole on the calendar, or None where days are added up or taken off."""
    if terms.by != "calendar" or terms.weight not in (None, 1):
        return None
    stretches = [spell for spell in clip(merge(parts), *terms.window) if spell.days]
    return stretches[0] if len(stretches) == 1 and not intersect(terms.taken, stretches) else None


def sum_range(sure: list[Spell], possible: list[Spell], terms: Terms) -> tuple[Period, Period]:
    """Return the least and the greatest sum of spells that hold `sure` and stay within `possible`."""
    inside, around = clip(merge(sure), *terms.window), clip(possible, *terms.window)
    if terms.by == "working_days":
        return _worked(inside, merge(around), terms)
    low, high = _total_range(inside, around, terms)
    if terms.maybe_taken or not terms.all_taken:
        surely = intersect(terms.taken, inside)
        perhaps = [piece for spell in around for piece in clip(terms.maybe_taken, spell.start, spell.stop)]
        least, most = _total_range(surely, perhaps, terms)
        low = less_total(low, most) if terms.all_taken else ZERO
        high = less_total(high, least)
    return _weighted(low, terms), _weighted(high, terms)


def least_sum(sure: list[Spell], terms: Terms) -> Period:
    """Return a sum that these spells reach whatever others there may be besides them."""
    inside = clip(merge(sure), *terms.window)
    if not inside or not terms.all_taken:
        return ZERO
    if terms.by == "working_days":
        return _worked(subtract(inside, terms.maybe_taken), [], terms)[0]
    if terms.by == "days":
        return _weighted(Period(days=total_days(subtract(inside, terms.maybe_taken))), terms)
    low, _ = _total_range(inside, [Spell(inside[0].start, inside[-1].stop)], terms)
    return _weighted(less_total(low, _most_taken(terms)), terms) if terms.maybe_taken else _weighted(low, terms)


def _most_taken(terms: Terms) -> Period:
    """Return what no part of the deductions exceeds, however it is cut up: a month may have 28 days."""
    days = total_days(terms.maybe_taken)
    if terms.by == "calendar":
        return Period(days=days + 2 * (days // 28)).carried().covering(days)
    return Period(school_years=days) if terms.by == "school_years" else Period(terms=days)


def _total_range(sure: list[Spell], possible: list[Spell], terms: Terms) -> tuple[Period, Period]:
    assert terms.by != "working_days"
    return total_range(sure, possible, terms.by, calendar=terms.calendar, presence=terms.presence)


def _worked(inside: list[Spell], around: list[Spell], terms: Terms) -> tuple[Period, Period]:
    """Return the fewest and the most working days that are left after the deductions."""
    most_taken = worked_days(intersect(terms.maybe_taken, around), most=True)
    low = worked_days(inside, most=False).less(most_taken, not_below=ZERO)
    least_taken = worked_days(intersect(terms.taken, inside), most=False)
    high = worked_days(around, most=True).less(least_taken, not_below=ZERO)
    return _weighted(low if terms.all_taken else ZERO, terms), _weighted(high, terms)


def _weighted(value: Period, terms: Terms) -> Period:
    if terms.weight is None:
        return value
    return weighted_total(value, terms.weight, terms.by)
