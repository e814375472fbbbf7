"""Time spent in spells: totals in calendar time, days, school years or terms, and bounds where ends are not known.

Always merge before counting: cutting a spell in two often changes its calendar total. The operations on spells
themselves are in `spell_sets` and offered from here too; a total with its ledger is a `tally`, in `tallies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, assert_never

from xgxp_rules.model.durations import Period
from xgxp_rules.model.periods import compare_elapsed, months_and_days
from xgxp_rules.model.school_calendar import (
    SEPTEMBER,
    Block,
    CalendarError,
    SchoolCalendar,
    check_yearly_day,
    next_yearly,
)
from xgxp_rules.model.spell_sets import (
    Spell,
    clip,
    current_parts,
    current_stretch,
    intersect,
    longest,
    merge,
    subtract,
)

__all__ = [
    "WHOLE",
    "By",
    "Presence",
    "Spell",
    "clip",
    "current_parts",
    "current_stretch",
    "intersect",
    "longest",
    "lower_total_calendar",
    "merge",
    "subtract",
    "total",
    "total_calendar",
    "total_days",
    "total_range",
    "total_school_years",
    "total_terms",
]

By = Literal["calendar", "days", "school_years", "terms"]


@dataclass(frozen=True, slots=True)
class Presence:
    """When a school year or term counts: by default when a single stretch covers it from its first day to its last.

    `arrived_by` (month and day) lets a stretch begin as late as that day of the block; of several such days each block
    has the first that falls into it. `counts_when` lets a block count
    whose days in place come to that time, such as nine months, in one stretch or several; one stretch is measured on
    the calendar, several are totalled as everywhere, thirty days to the month. With both, a block counts in which
    somebody was in place by that day and for that time.

    Raises:
        CalendarError: there is no such yearly day, or the time is not of the calendar.
    """

    arrived_by: tuple[tuple[int, int], ...] = ()
    counts_when: Period | None = None

    def __post_init__(self) -> None:
        for month, day in self.arrived_by:
            check_yearly_day(month, day)
        if self.counts_when is not None and (not self.counts_when or self.counts_when.family != "calendar"):
            text = self.counts_when
            raise CalendarError(
                f"学年或学期的计入条件须是年月日，不能是{text.text('zh')}",
                f"a block counts by calendar time, not by {text.text('en')}",
            )

    def counts(self, bounds: tuple[date, date], parts: Sequence[Spell]) -> bool:
        """Return whether a block counts in which these stretches, each clipped to it, were spent in place."""
        return self.counts_where(bounds, parts, self.counts_when is not None and comes_to(parts, self.counts_when))

    def counts_where(self, bounds: tuple[date, date], parts: Sequence[Spell], enough: bool) -> bool:
        """Return whether a block counts, it being known whether the time in it is enough for `counts_when`."""
        begun = [part for part in parts if part.start <= self._latest(bounds)]
        if self.arrived_by and self.counts_when is not None:
            return bool(begun) and enough
        return enough or any(part.stop >= bounds[1] for part in begun)

    def _latest(self, bounds: tuple[date, date]) -> date:
        """Return the last day of a block on which a stretch may begin."""
        first, stop = bounds
        cut_offs = (next_yearly(month, day, not_before=first) for month, day in self.arrived_by)
        return min((each for each in cut_offs if each < stop), default=first)


WHOLE: Final = Presence()


# --- totals ----------------------------------------------------------------------------------------------------------


def total_calendar(spells: Iterable[Spell], gap: Period | None = None) -> Period:
    """Return the years, months and days of the merged spells, added up; thirty days of a sum make a month.

    A single stretch is no sum: its days beside the full months stay days, however long the last month is.

    >>> total_calendar([Spell(date(2029, 9, 2), date(2030, 9, 1))]) < Period(years=1)
    True
    >>> total_calendar([Spell(date(2020, 1, 27), date(2020, 3, 23))]).text("en")
    '1 month 25 days'
    """
    stretches = [spell for spell in merge(spells, gap) if spell.days]
    if len(stretches) == 1:
        return _of_one(stretches[0])
    return Period.of_measure(_calendar_measure(stretches)).covering(sum(spell.days for spell in stretches))


def _of_one(spell: Spell) -> Period:
    months, days = months_and_days(spell.start, spell.stop)
    return Period(months // 12, months % 12, days, unbroken=True, covered=spell.days)


def total_days(spells: Iterable[Spell], gap: Period | None = None) -> int:
    """Return the number of days covered."""
    return sum(spell.days for spell in merge(spells, gap))


def total_school_years(
    spells: Iterable[Spell],
    *,
    gap: Period | None = None,
    calendar: SchoolCalendar = SEPTEMBER,
    presence: Presence = WHOLE,
) -> Period:
    """Return the number of whole school years covered, as a period."""
    return Period(school_years=len(whole_blocks(merge(spells, gap), "school_year", calendar, presence)))


def total_terms(
    spells: Iterable[Spell],
    *,
    gap: Period | None = None,
    calendar: SchoolCalendar = SEPTEMBER,
    presence: Presence = WHOLE,
) -> Period:
    """Return the number of whole terms covered, as a period."""
    return Period(terms=len(whole_blocks(merge(spells, gap), "term", calendar, presence)))


def total(
    spells: Iterable[Spell],
    by: By = "calendar",
    *,
    gap: Period | None = None,
    calendar: SchoolCalendar = SEPTEMBER,
    presence: Presence = WHOLE,
) -> Period:
    """Return the merged spells' total in the measure named; days as a period of days."""
    match by:
        case "calendar":
            return total_calendar(spells, gap)
        case "days":
            return Period(days=total_days(spells, gap))
        case "school_years":
            return total_school_years(spells, gap=gap, calendar=calendar, presence=presence)
        case "terms":
            return total_terms(spells, gap=gap, calendar=calendar, presence=presence)
        case _:
            assert_never(by)


def lower_total_calendar(days: int) -> Period:
    """Return a calendar total that so many days reach however they are split into spells.

    No month is longer than 31 days, so at the most one day in 31 is lost against thirty days to the month.

    Raises:
        CalendarError: the number is negative.
    """
    if days < 0:
        raise CalendarError(f"天数不能为负：{days}", f"a number of days cannot be negative: {days}")
    return Period.of_measure(days - days // 31)


def _calendar_measure(stretches: Iterable[Spell]) -> int:
    measure = 0
    for spell in stretches:
        months, days = months_and_days(spell.start, spell.stop)
        measure += months * 30 + days
    return measure


def by_block(
    stretches: Iterable[Spell], block: Block, calendar: SchoolCalendar
) -> dict[tuple[date, date], list[Spell]]:
    """Return what lies in each school year or term that the stretches touch."""
    parts: dict[tuple[date, date], list[Spell]] = {}
    for stretch in stretches:
        for bounds in calendar.blocks(stretch.start, stretch.stop, block):
            parts.setdefault(bounds, []).extend(clip([stretch], *bounds))
    return parts


def comes_to(parts: Sequence[Spell], needed: Period) -> bool:
    """Return whether stretches that do not touch come to a time: one on the calendar, several added up."""
    if len(parts) == 1:
        return compare_elapsed(parts[0].start, parts[0].stop, needed) >= 0
    return _several_come_to(_calendar_measure(parts), total_days(parts), needed)


def _several_come_to(measure: int, days: int, needed: Period) -> bool:
    """Return whether a sum comes to a time; one of days alone counts the days covered."""
    return (measure if needed.years or needed.months else days) >= needed.measure()


def whole_blocks(
    stretches: Iterable[Spell], block: Block, calendar: SchoolCalendar, presence: Presence
) -> list[tuple[date, date]]:
    return [
        bounds for bounds, parts in by_block(stretches, block, calendar).items() if presence.counts(bounds, parts)
    ]


# --- spells whose ends are known only as ranges ----------------------------------------------------------------------

_CUT_GAIN: Final = 3
"""Cutting a stretch in two raises its calendar total by at most this many days: February against 31."""


def total_range(
    certain: Iterable[Spell],
    possible: Iterable[Spell],
    by: By = "calendar",
    *,
    gap: Period | None = None,
    calendar: SchoolCalendar = SEPTEMBER,
    presence: Presence = WHOLE,
) -> tuple[Period, Period]:
    """Return bounds of a total when the ends of spells are known only as ranges.

    `certain` holds the days surely covered (latest start to earliest end), `possible` one spell for each item (earliest
    start to latest end); each item's true spell lies between its two, and one without certain days may be missing. Both
    bounds hold however the true spells touch, overlap or stay apart; they are equal where all is certain.
    """
    sure, may_be = list(certain), list(possible)
    covered, hulls = merge(sure, gap), merge([*sure, *may_be], gap)
    match by:
        case "calendar":
            if covered == hulls:
                exact = total_calendar(covered)
                return exact, exact
            return (
                Period.of_measure(_least_measure(covered, hulls)).covering(total_days(covered)),
                Period.of_measure(_greatest_measure(sure, may_be, hulls)).covering(total_days(hulls)),
            )
        case "days":
            return Period(days=total_days(covered)), Period(days=total_days(hulls))
        case "school_years" | "terms":
            return _block_range(sure, may_be, covered, hulls, by, calendar, presence)
        case _:
            assert_never(by)


def _least_measure(covered: Sequence[Spell], hulls: Sequence[Spell]) -> int:
    """Return the least total of any spells that hold `covered` and stay within `hulls`.

    A longer stretch never counts less, so it is enough to try which neighbours may have been one stretch: within a
    hull the cheapest way to join them is found from left to right. All that is sure may be one stretch, and then its
    thirty days are no month.
    """
    least = 0
    hulls = [hull for hull in hulls if any(hull.start <= one.start and one.stop <= hull.stop for one in covered)]
    for hull in hulls:
        inside = [spell for spell in covered if hull.start <= spell.start and spell.stop <= hull.stop]
        best = [0]
        for end, last in enumerate(inside, start=1):
            joined = (Spell(inside[begin].start, last.stop) for begin in range(end))
            best.append(min(best[begin] + _calendar_measure([one]) for begin, one in enumerate(joined)))
        least += best[-1]
    if len(hulls) == 1:
        least = min(least, int(_of_one(Spell(covered[0].start, covered[-1].stop)).measure()))
    return least


def _greatest_measure(sure: Sequence[Spell], may_be: Sequence[Spell], hulls: Sequence[Spell]) -> int:
    """Return a total that no spells within `hulls` exceed: each hull whole, and the gain of every cut it may have."""
    known = merge(spell for spell in may_be if spell in sure)
    open_ended = [spell for spell in may_be if spell not in sure]
    greatest = _calendar_measure(hulls)
    for hull in hulls:
        pieces = sum(hull.start <= spell.start and spell.stop <= hull.stop for spell in [*known, *open_ended])
        greatest += _CUT_GAIN * max(0, pieces - 1)
    return greatest


def _block_range(
    sure: Sequence[Spell],
    may_be: Sequence[Spell],
    covered: Sequence[Spell],
    hulls: Sequence[Spell],
    by: Literal["school_years", "terms"],
    calendar: SchoolCalendar,
    presence: Presence,
) -> tuple[Period, Period]:
    block: Block = "school_year" if by == "school_years" else "term"
    low = high = 0
    for bounds, within in by_block(hulls, block, calendar).items():
        surely = clip(covered, *bounds)
        least, most = _enough(surely, clip(sure, *bounds), clip(may_be, *bounds), within, presence.counts_when)
        low += presence.counts_where(bounds, surely, least)
        high += presence.counts_where(bounds, within, most)
    if by == "school_years":
        return Period(school_years=low), Period(school_years=high)
    return Period(terms=low), Period(terms=high)


def _enough(
    surely: Sequence[Spell],
    sure: Sequence[Spell],
    may_be: Sequence[Spell],
    within: Sequence[Spell],
    needed: Period | None,
) -> tuple[bool, bool]:
    """Return whether the time in a block is surely enough, and whether it may be."""
    if needed is None:
        return False, False
    if surely == within:
        exact = comes_to(surely, needed)
        return exact, exact
    least, greatest = _least_measure(surely, within), _greatest_measure(sure, may_be, within)
    return (
        _several_come_to(least, total_days(surely), needed),
        _several_come_to(greatest, total_days(within), needed),
    )
