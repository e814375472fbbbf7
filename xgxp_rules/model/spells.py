"""Time spent in spells: totals in calendar time, days, school years or terms, with a ledger of what counted and why.

Always merge before counting: cutting a spell in two often changes its calendar total. For the same reason a
deduction never cuts: it is totalled by the same rule and taken off. The operations on spells themselves are in
`spell_sets` and offered from here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, Literal, assert_never

from xgxp_rules.model.durations import ZERO, Lang, Period
from xgxp_rules.model.periods import months_and_days
from xgxp_rules.model.school_calendar import (
    SEPTEMBER,
    Block,
    CalendarError,
    SchoolCalendar,
    check_yearly_day,
    next_yearly,
)
from xgxp_rules.model.spell_sets import (
    NO_SOURCE,
    Spell,
    clip,
    current_parts,
    current_stretch,
    holes,
    intersect,
    longest,
    merge,
    subtract,
)

__all__ = [
    "WHOLE",
    "By",
    "LedgerLine",
    "Presence",
    "Reason",
    "Spell",
    "Tally",
    "clip",
    "current_parts",
    "current_stretch",
    "intersect",
    "less_total",
    "longest",
    "lower_total_calendar",
    "merge",
    "reason_text",
    "subtract",
    "tally",
    "total",
    "total_calendar",
    "total_days",
    "total_range",
    "total_school_years",
    "total_terms",
    "weighted_total",
]

By = Literal["calendar", "days", "school_years", "terms"]
Reason = Literal[
    "counted",
    "merged",
    "gap",
    "clipped",
    "outside_window",
    "part_block",
    "deducted",
    "weight",
    "future",
    "not_matching",
]

_REASONS: Final[dict[Reason, tuple[str, str]]] = {
    "counted": ("计入", "counted"),
    "merged": ("与前段相接或重叠，并入前段", "touches or overlaps the spell before and is counted with it"),
    "gap": ("间断在允许范围内，连同计入", "a hole within the allowance, counted with the stretch"),
    "clipped": ("超出期间的部分，不计", "the part outside the window, not counted"),
    "outside_window": ("不在期间内，不计", "outside the window, not counted"),
    "part_block": ("未满整个学年或学期，不计", "not a whole school year or term, not counted"),
    "deducted": ("扣除", "taken off"),
    "weight": ("折算", "weighted"),
    "future": ("计算日前尚无天数，不计", "has no days before the measuring day, not counted"),
    "not_matching": ("不符合条件，不计", "does not match the condition, not counted"),
}


def reason_text(reason: Reason, lang: Lang) -> str:
    """Return in words why a line of the ledger counted or did not."""
    return _REASONS[reason][0 if lang == "zh" else 1]


@dataclass(frozen=True, slots=True)
class Presence:
    """When a school year or term counts: by default when a single stretch covers it from its first day to its last.

    `arrived_by` (month, day) lets a stretch begin as late as that day of the block. `counts_when` lets a block count
    whose days in place come to that time, such as nine months, in one stretch or several; they are totalled as
    everywhere, thirty days to the month.

    Raises:
        CalendarError: there is no such yearly day, or the time is not of the calendar.
    """

    arrived_by: tuple[int, int] | None = None
    counts_when: Period | None = None

    def __post_init__(self) -> None:
        if self.arrived_by is not None:
            check_yearly_day(*self.arrived_by)
        if self.counts_when is not None and (not self.counts_when or self.counts_when.family != "calendar"):
            text = self.counts_when
            raise CalendarError(
                f"学年或学期的计入条件须是年月日，不能是{text.text('zh')}",
                f"a block counts by calendar time, not by {text.text('en')}",
            )

    def is_covered(self, bounds: tuple[date, date], parts: Sequence[Spell]) -> bool:
        """Return whether one of the stretches covers the block, or enough of it, to its end."""
        first, stop = bounds
        latest = first
        if self.arrived_by is not None:
            cut_off = next_yearly(*self.arrived_by, not_before=first)
            latest = cut_off if cut_off < stop else first
        return any(part.start <= latest and part.stop >= stop for part in parts)


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
    return Period(school_years=len(_whole_blocks(merge(spells, gap), "school_year", calendar, presence)))


def total_terms(
    spells: Iterable[Spell],
    *,
    gap: Period | None = None,
    calendar: SchoolCalendar = SEPTEMBER,
    presence: Presence = WHOLE,
) -> Period:
    """Return the number of whole terms covered, as a period."""
    return Period(terms=len(_whole_blocks(merge(spells, gap), "term", calendar, presence)))


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


def _by_block(
    stretches: Iterable[Spell], block: Block, calendar: SchoolCalendar
) -> dict[tuple[date, date], list[Spell]]:
    """Return what lies in each school year or term that the stretches touch."""
    parts: dict[tuple[date, date], list[Spell]] = {}
    for stretch in stretches:
        for bounds in calendar.blocks(stretch.start, stretch.stop, block):
            parts.setdefault(bounds, []).extend(clip([stretch], *bounds))
    return parts


def _whole_blocks(
    stretches: Iterable[Spell], block: Block, calendar: SchoolCalendar, presence: Presence
) -> list[tuple[date, date]]:
    needed = presence.counts_when
    return [
        bounds
        for bounds, parts in _by_block(stretches, block, calendar).items()
        if presence.is_covered(bounds, parts)
        or (needed is not None and _calendar_measure(parts) >= needed.measure())
    ]


# --- the tally and its ledger ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One stretch of days, what it counted for, and why; `source` is the record item's place, or -1 for none."""

    source: int
    start: date
    stop: date
    counted: Period
    reason: Reason


@dataclass(frozen=True, slots=True)
class Tally:
    """A total with all that went into it; the ledger is drawn up when it is asked for."""

    value: Period
    by: By
    spells: tuple[Spell, ...] = field(repr=False)
    parts: tuple[Spell, ...] = field(repr=False)
    gap: Period | None = None
    window: tuple[date, date] | None = None
    taken: tuple[Spell, ...] = field(default=(), repr=False)
    weight: Fraction | None = None
    calendar: SchoolCalendar = SEPTEMBER
    presence: Presence = WHOLE
    left_out: tuple[Spell, ...] = field(default=(), repr=False)

    @property
    def ledger(self) -> tuple[LedgerLine, ...]:
        """The lines: what counted, what was joined, cut, left out, taken off and weighted.

        The `counted` lines less the `deducted` ones, never below zero, times the weight, come to `value`.
        """
        lines = self._counted(self.parts)
        lines += self._joined()
        lines += self._cut()
        lines += [
            LedgerLine(line.source, line.start, line.stop, line.counted, "deducted")
            for line in self._counted(self.taken)
            if line.reason == "counted"
        ]
        if self.weight is not None and self.parts:
            lines.append(LedgerLine(NO_SOURCE, self.parts[0].start, self.parts[-1].stop, self.value, "weight"))
        lines += [LedgerLine(s.source, s.start, s.stop, ZERO, "not_matching") for s in self.left_out]
        return tuple(lines)

    def _counted(self, parts: Sequence[Spell]) -> list[LedgerLine]:
        if self.by in ("calendar", "days"):
            return [LedgerLine(p.source, p.start, p.stop, self._total([p]), "counted") for p in parts]
        block: Block = "school_year" if self.by == "school_years" else "term"
        one = Period(school_years=1) if self.by == "school_years" else Period(terms=1)
        whole = set(_whole_blocks(parts, block, self.calendar, self.presence))
        return [
            LedgerLine(inside[0].source, *bounds, one, "counted")
            if bounds in whole
            else LedgerLine(inside[0].source, inside[0].start, inside[-1].stop, ZERO, "part_block")
            for bounds, inside in sorted(_by_block(parts, block, self.calendar).items())
            if inside
        ]

    def _total(self, parts: Sequence[Spell]) -> Period:
        return total(parts, self.by, calendar=self.calendar, presence=self.presence)

    def _joined(self) -> list[LedgerLine]:
        """Return the spells joined to an earlier one, and the holes a gap allowance let pass."""
        lines: list[LedgerLine] = []
        stretches = merge(self.spells, self.gap)
        heads = {(stretch.start, stretch.source) for stretch in stretches}
        for spell in self.spells:
            if not spell.days and not spell.running:
                lines.append(LedgerLine(spell.source, spell.start, spell.stop, ZERO, "future"))
            elif (spell.start, spell.source) in heads:
                heads.discard((spell.start, spell.source))
            else:
                lines.append(LedgerLine(spell.source, spell.start, spell.stop, ZERO, "merged"))
        for stretch in stretches if self.gap is not None else ():
            lines += [LedgerLine(NO_SOURCE, h.start, h.stop, ZERO, "gap") for h in holes(stretch, self.spells)]
        return lines

    def _cut(self) -> list[LedgerLine]:
        """Return what the window left out."""
        if self.window is None:
            return []
        lines: list[LedgerLine] = []
        for spell in self.spells:
            reason: Reason = "clipped" if clip([spell], *self.window) else "outside_window"
            outside = subtract([spell], [Spell(*self.window)])
            lines += [LedgerLine(spell.source, part.start, part.stop, ZERO, reason) for part in outside]
        return lines


def tally(
    spells: Iterable[Spell],
    *,
    by: By = "calendar",
    gap: Period | None = None,
    window: tuple[date, date] | None = None,
    minus: Iterable[Spell] = (),
    weight: Fraction | None = None,
    calendar: SchoolCalendar = SEPTEMBER,
    presence: Presence = WHOLE,
    left_out: Iterable[Spell] = (),
) -> Tally:
    """Return the total of the spells: merged, cut to the window, less the deductions, times the weight.

    `window` is half-open. Of `minus` only the days that overlap are taken off, totalled by the same rule, and never
    below zero. The weight is exact; its product may hold a part of a day. `left_out` are spells that did not match,
    named in the ledger only.

    Raises:
        CalendarError: the window stops before it begins, or the weight is negative.

    >>> leave = [Spell(date(2020, 2, 13), date(2020, 2, 14))]
    >>> tally([Spell(date(2020, 1, 27), date(2020, 3, 23))], minus=leave).value.text("en")
    '1 month 24 days'
    """
    own = tuple(sorted(spells, key=lambda spell: (spell.start, spell.stop)))
    parts = merge(own, gap)
    if window is not None:
        parts = clip(parts, *window)
    value = total(parts, by, calendar=calendar, presence=presence)
    taken = intersect(minus, parts)
    if taken:
        off = total(taken, by, calendar=calendar, presence=presence)
        value = less_total(value, off)
    if weight is not None:
        value = weighted_total(value, weight, by)
    return Tally(
        value, by, own, tuple(parts), gap, window, tuple(taken), weight, calendar, presence, tuple(left_out)
    )


def less_total(value: Period, off: Period) -> Period:
    """Return a total without what is taken off, never below zero; the days it covers are those of both, apart."""
    covered = None if value.covered is None or off.covered is None else max(0, value.covered - off.covered)
    return value.less(off, not_below=ZERO).covering(covered)


def weighted_total(value: Period, weight: Fraction, by: str) -> Period:
    """Return a total times its weight; thirty days of the product make a month."""
    covered = None if value.covered is None else value.covered * weight
    value = value * weight
    return (value.carried() if by == "calendar" else value).covering(covered)


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
    for bounds, within in _by_block(hulls, block, calendar).items():
        surely = clip(covered, *bounds)
        least = _least_measure(surely, within)
        greatest = _greatest_measure(clip(sure, *bounds), clip(may_be, *bounds), within)
        needed = None if presence.counts_when is None else presence.counts_when.measure()
        low += presence.is_covered(bounds, surely) or (needed is not None and least >= needed)
        high += presence.is_covered(bounds, within) or (needed is not None and greatest >= needed)
    if by == "school_years":
        return Period(school_years=low), Period(school_years=high)
    return Period(terms=low), Period(terms=high)
