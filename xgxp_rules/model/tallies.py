"""A total with all that went into it: what counted, what was joined, cut, taken off and weighted, and why.

A deduction never cuts the spells it falls into: it is totalled by the same rule and taken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Final, Literal

from xgxp_rules.model.durations import ZERO, Lang, Period
from xgxp_rules.model.school_calendar import SEPTEMBER, Block, SchoolCalendar
from xgxp_rules.model.spell_sets import NO_SOURCE, Spell, clip, holes, intersect, merge, subtract
from xgxp_rules.model.spells import WHOLE, By, Presence, by_block, total, whole_blocks

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
        whole = set(whole_blocks(parts, block, self.calendar, self.presence))
        return [
            LedgerLine(inside[0].source, *bounds, one, "counted")
            if bounds in whole
            else LedgerLine(inside[0].source, inside[0].start, inside[-1].stop, ZERO, "part_block")
            for bounds, inside in sorted(by_block(parts, block, self.calendar).items())
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
