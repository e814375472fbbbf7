"""Spells as sets of days: joining, cutting, and finding the stretch that still runs.

A spell is half-open, [start, stop): records name the first and the last day *served*, both included, and
`Spell.served` turns the one into the other. Nothing here counts; that is what `spells` does with the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from xgxp_rules.model.periods import Period, add_period
from xgxp_rules.model.school_calendar import CalendarError, OutOfCalendar

NO_SOURCE = -1


@dataclass(frozen=True, slots=True)
class Spell:
    """The days from `start` up to, not including, `stop`.

    `source` is the place of the record's item it came from, and `running` says that it has not ended although it is
    cut at the decision date; neither takes part in comparisons. A spell without days is allowed: one begun on the
    decision date runs and has none yet.

    Raises:
        CalendarError: `stop` lies before `start`.
    """

    start: date
    stop: date
    source: int = field(default=NO_SOURCE, compare=False)
    running: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        if self.stop < self.start:
            raise CalendarError(
                f"止于{self.stop}，早于开始的{self.start}", f"a spell from {self.start} cannot stop on {self.stop}"
            )

    @classmethod
    def served(cls, first: date, last: date | None, as_of: date, source: int = NO_SOURCE) -> Spell:
        """Return the spell whose first and last days served are given, up to, not including, the decision date.

        Without a last day, or with one not before the decision date, it still runs. One that begins later has no days.

        Raises:
            CalendarError: the last day lies before the first.

        Source: Civil Code, article 201 (the first day is not counted, so the decision date itself is not yet served).

        >>> Spell.served(date(2024, 9, 1), date(2025, 8, 31), date(2026, 9, 1)).days
        365
        """
        if last is not None and last < first:
            raise CalendarError(f"至{last}早于自{first}", f"the last day {last} lies before the first day {first}")
        if first > as_of:
            return cls(first, first, source)
        if last is None or last >= as_of:
            return cls(first, as_of, source, True)
        return cls(first, last + timedelta(1), source)

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.stop - self.start).days

    def runs_on(self, day: date) -> bool:
        """Return whether the spell has begun by `day` and not ended before it."""
        return self.start <= day and (self.running or day < self.stop)


def merge(spells: Iterable[Spell], gap: Period | None = None) -> list[Spell]:
    """Return the spells in order, those that overlap or touch joined into one.

    `gap` also joins spells across a hole of at most that length, and the hole then belongs to the joined spell. A
    joined spell keeps the source of its earliest part. Spells without days are left out unless they run.
    """
    merged: list[Spell] = []
    for spell in sorted(spells, key=_in_order):
        if spell.start == spell.stop and not spell.running:
            continue
        last = merged[-1] if merged else None
        if last is None or not _joins(last.stop, spell.start, gap):
            merged.append(spell)
        elif spell.stop > last.stop or spell.running > last.running:
            stop = max(spell.stop, last.stop)
            merged[-1] = Spell(last.start, stop, last.source, last.running or spell.running)
    return merged


def clip(spells: Iterable[Spell], first: date, stop: date) -> list[Spell]:
    """Return the parts of the spells inside [first, stop), each on its own; those wholly outside are left out.

    Raises:
        CalendarError: the window stops before it begins.
    """
    if stop < first:
        raise CalendarError(f"期间止于{stop}，早于{first}", f"a window from {first} cannot stop on {stop}")
    inside: list[Spell] = []
    for spell in spells:
        low, high = max(spell.start, first), min(spell.stop, stop)
        running = spell.running and spell.stop <= stop
        if low < high or (low == high and running):
            inside.append(Spell(low, high, spell.source, running))
    return inside


def intersect(one: Iterable[Spell], other: Iterable[Spell]) -> list[Spell]:
    """Return the days that lie in both, merged; sources are those of the first."""
    cutters = merge(other)
    return [part for spell in merge(one) for cutter in cutters for part in clip([spell], cutter.start, cutter.stop)]


def subtract(one: Iterable[Spell], other: Iterable[Spell]) -> list[Spell]:
    """Return the days of the first that are not in the second, merged; sources are those of the first."""
    rest = merge(one)
    for cutter in merge(other):
        if cutter.start < cutter.stop:
            rest = [part for spell in rest for part in _without(spell, cutter)]
    return rest


def current_stretch(
    spells: Iterable[Spell],
    as_of: date,
    *,
    gap: Period | None = None,
    bridges: Iterable[Spell] = (),
) -> Spell | None:
    """Return the stretch that still runs on the decision date, up to, not including, that day; None where none does.

    `bridges` hold it together across holes and may be what runs now, but never begin it: it starts on the first day of
    a spell proper. Whether their own days count is asked of `current_parts`.
    """
    own = list(spells)
    every = [*own, *bridges]
    if not any(spell.runs_on(as_of) for spell in every):
        return None
    for stretch in merge(every, gap):
        if stretch.runs_on(as_of):
            firsts = [spell for spell in own if stretch.start <= spell.start <= min(stretch.stop, as_of)]
            firsts = [spell for spell in firsts if spell.days or spell.running]
            if firsts:
                first = min(firsts, key=_in_order)
                return Spell(first.start, as_of, first.source, True)
    return None


def current_parts(
    spells: Iterable[Spell],
    as_of: date,
    *,
    gap: Period | None = None,
    bridges: Iterable[Spell] = (),
    bridges_count: bool = True,
) -> list[Spell]:
    """Return the parts of the current stretch that count: all of it, or only the spells proper without the bridges."""
    own = list(spells)
    stretch = current_stretch(own, as_of, gap=gap, bridges=bridges)
    if stretch is None:
        return []
    return [stretch] if bridges_count else clip(merge(own, gap), stretch.start, stretch.stop)


def longest(
    spells: Iterable[Spell],
    *,
    gap: Period | None = None,
    length: Callable[[Spell], int | Fraction] | None = None,
) -> Spell | None:
    """Return the longest single stretch after merging, the earliest of equals; None where there is none.

    `length` measures a stretch, by default in days; hand in another to measure in working days.
    """
    return max(merge(spells, gap), key=length or (lambda spell: spell.days), default=None)


def holes(stretch: Spell, spells: Sequence[Spell]) -> list[Spell]:
    """Return the days of a stretch that none of the spells covers: what a gap allowance let pass."""
    return subtract([Spell(stretch.start, stretch.stop)], spells)


def _in_order(spell: Spell) -> tuple[date, date]:
    return spell.start, spell.stop


def _joins(stop: date, start: date, gap: Period | None) -> bool:
    if start <= stop or gap is None:
        return start <= stop
    try:
        return start <= add_period(stop, gap)
    except OutOfCalendar:
        return True


def _without(spell: Spell, cutter: Spell) -> list[Spell]:
    if cutter.stop <= spell.start or spell.stop <= cutter.start:
        return [spell]
    parts = []
    if spell.start < cutter.start:
        parts.append(Spell(spell.start, cutter.start, spell.source))
    if cutter.stop < spell.stop:
        parts.append(Spell(cutter.stop, spell.stop, spell.source, spell.running))
    return parts
