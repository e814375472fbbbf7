"""The days on which a value may begin to move otherwise: dates of the record, edges of windows, changes of the law.

Too many breaks cost a little time, one too few would hide a change; so every date that a decision can read is one,
with every length that it is ever counted with.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.members import Member
from xgxp_rules.engines.program import Program
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.laws import RETIREMENT
from xgxp_rules.model import forms
from xgxp_rules.model.nodes import YearlyDay, YearlyDays
from xgxp_rules.model.periods import OutOfCalendar, Period, add_period
from xgxp_rules.model.policy import InForce, PolicyVersion
from xgxp_rules.model.reach import Change
from xgxp_rules.model.records import Record, Records
from xgxp_rules.model.records.asked import LocalItem, fields_of
from xgxp_rules.model.values import Disputed
from xgxp_rules.tools.timeline.movement import sources_in

_DAY = timedelta(1)
_AROUND = tuple(timedelta(step) for step in (-1, 0, 1, 2, 3))
"""A window's edge may slip by as many days as February is shorter than other months."""


def law_breaks(catalog: Catalog, policy_id: str) -> frozenset[date]:
    """Return the days on which a policy, the law above it or a part of either begins or ceases to hold."""
    found: frozenset[date] = catalog.kept(
        ("law_breaks", policy_id), lambda: law_breaks_of(catalog, _versions(catalog, policy_id))
    )
    return found


def law_breaks_of(catalog: Catalog, versions: Iterable[PolicyVersion]) -> frozenset[date]:
    """Return the days on which one of these versions, the law above them or a part of either begins or ends."""
    found: set[date] = set()
    waiting = [*versions, *_versions(catalog, RETIREMENT)]
    seen = {version.id for version in waiting}
    while waiting:
        version = waiting.pop()
        found |= set(_edges(version))
        taken = [one.policy for one in parts_of(version) if isinstance(one, forms.TakenFrom)]
        for name in {*version.under, *taken} - seen:
            seen.add(name)
            waiting += _versions(catalog, name)
    return frozenset(found)


def _versions(catalog: Catalog, policy_id: str) -> tuple[PolicyVersion, ...]:
    try:
        return catalog.versions_anywhere(policy_id)
    except XgxpError:
        return ()


def _edges(version: PolicyVersion) -> Iterator[date]:
    for part in parts_of(version):
        if isinstance(part, InForce | forms.SetValue):
            first, last = part.from_on, part.until_on
        elif isinstance(part, forms.DatedValue):
            first, last = part.from_on, None
        else:
            continue
        if first is not None:
            yield first
        if last is not None and last < date.max:
            yield last + _DAY


class Breaks:
    """The breaks of one compiled decision about one record, between two days.

    What the record and the text give is found once; days that are themselves worked out may change from stretch to
    stretch and are read from each evaluation anew.
    """

    def __init__(self, run: Run, others: Records | None, law: Iterable[date], first: date, last: date) -> None:
        self._last = last
        text = _text_of(run.program)
        self._lengths, self._worked_out = text.lengths, text.worked_out
        known = self._around({*text.written, *_days_supplied(run, others)})
        recurring = set(_recurring(run.program, text.parts, first, last))
        self._days = sorted({day for day in {*law, *known, *recurring} if first < day <= last})

    def after(self, day: date, run: Run) -> date:
        """Return the first break after a day on which the decision was evaluated; the day after the last for none."""
        place = bisect_right(self._days, day)
        end = self._days[place] if place < len(self._days) else self._last + _DAY
        values = run.env.values
        # A time that runs to or from the measuring day shows that day itself, which is no break.
        shown = {one for place in self._worked_out for one in days_in(values[place])} - {run.env.on}
        return min((one for one in self._around(shown) if day < one < end), default=end)

    def _around(self, days: Iterable[date]) -> set[date]:
        """Return these days, the ones after them, and where the lengths end that are counted from them."""
        found = set()
        for day in days:
            if day < date.max:
                found |= {day, day + _DAY}
            for length in self._lengths:
                found |= set(_after(day, length))
        return found


@dataclass(frozen=True, slots=True)
class _Text:
    """What the text of a compiled decision gives, whatever the record: found once and kept with it."""

    parts: tuple[Any, ...]
    lengths: tuple[Period, ...]
    written: frozenset[date]
    worked_out: tuple[int, ...]


def _text_of(program: Program) -> _Text:
    found = program.plans.get("timeline")
    if not isinstance(found, _Text):
        parts = tuple(program_parts(program))
        found = program.plans["timeline"] = _Text(
            parts,
            tuple(dict.fromkeys(_lengths(parts))),
            frozenset(part for part in parts if isinstance(part, date)),
            tuple(place for place, slot in enumerate(program.slots) if _is_worked_out(slot)),
        )
    return found


def _is_worked_out(slot: Slot) -> bool:
    return _form(slot) is not None


def _lengths(parts: tuple[Any, ...]) -> Iterator[Period]:
    yield from (part.length for part in parts if isinstance(part, forms.LastPeriod))
    yield from (part.gap for part in parts if isinstance(part, forms.Stretch) and part.gap is not None)
    if any(isinstance(part, forms.LengthOf) for part in parts):
        yield from (part for part in parts if isinstance(part, Period))


def _after(day: date, length: Period) -> Iterator[date]:
    try:
        edge = add_period(day, length) if length.family == "calendar" else None
    except OutOfCalendar:
        return
    if edge is not None:
        for step in _AROUND:
            try:
                yield edge + step
            except OverflowError:
                continue


def _recurring(program: Program, parts: tuple[Any, ...], first: date, last: date) -> Iterator[date]:
    """Yield the days that return every year, where the decision counts by them."""
    units = {part.unit for part in parts if isinstance(part, forms.LastUnits | forms.CurrentUnit)}
    series = _series(program)
    yearly = "year" in units or bool(series - _SCHOOL_YEAR)
    yearly = yearly or any(isinstance(part, YearlyDay) and part.which == "this_year" for part in parts)
    counted = {part.by for part in parts if isinstance(part, forms.Stretch)}
    families = {part.family for part in parts if isinstance(part, Period)}
    by_school_year = bool({"school_year", "term"} & units) or bool(series & _SCHOOL_YEAR)
    by_school_year = by_school_year or bool({"school_years", "terms"} & (counted | families))
    returning = [part for part in parts if isinstance(part, YearlyDay)]
    returning += [day for part in parts if isinstance(part, YearlyDays) for day in part.days]
    calendar = program.version.calendar
    if "week" in units:
        monday = first - timedelta(first.weekday())
        yield from (monday + timedelta(7 * number) for number in range((last - monday).days // 7 + 2))
    for year in range(first.year - 1, last.year + 2):
        if "month" in units:
            yield from (date(year, month, 1) for month in range(1, 13))
        if yearly:
            yield date(year, 1, 1)
        if by_school_year:
            for day in (date(year, 3, 1), date(year, 10, 1)):
                yield from calendar.block_of(day, "term")
        for one in returning:
            yield from _yearly(one, year)


_SCHOOL_YEAR = frozenset({"school_year", "学年", "term", "学期"})


def _series(program: Program) -> set[str]:
    """Return by which field the yearly lists are dated that a decision reads year by year."""
    if program.linked:
        return {"year", *_SCHOOL_YEAR}
    read = [slot for slot in program.slots if isinstance(_form(slot), forms.Run | forms.Every | Change)]
    return {source.dated_by.field for slot in read for source in sources_in(slot.details)}


def _form(slot: Slot) -> Any:
    owner = slot.fact or slot.parameter
    return None if owner is None else owner.form


def _yearly(one: YearlyDay, year: int) -> Iterator[date]:
    first_of_next = date(year + one.month // 12, one.month % 12 + 1, 1)
    day = first_of_next - _DAY
    if one.day is not None:
        day = day.replace(day=min(one.day, day.day))
    yield day
    yield day + _DAY


def _days_supplied(run: Run, others: Records | None) -> Iterator[date]:
    """Yield every day of the record that the decision can read, and of the records it may reach through it."""
    if run.program.linked:
        yield from days_in(run.env.record)
        yield from days_in(dict(run.env.local or {}))
        yield from (day for record in _all_of(others) for day in days_in(record))
        return
    for slot, value in zip(run.program.slots, run.env.values, strict=True):
        if not _is_worked_out(slot):
            yield from days_in(value)
    for name in run.disputed:
        yield from days_in((run.env.local or {}).get(name, getattr(run.env.record, name, None)))


def _all_of(others: Records | None) -> Iterator[Record]:
    if others is not None:
        for about in others.kinds():
            yield from others.of(about)


_WITHOUT_DAYS = (bool, int, float, str, Fraction, Enum, type(None), frozenset)


def days_in(value: Any) -> Iterator[date]:
    """Yield every day inside a value: of ranges both ends, of years both edges, of items and claims every one."""
    if isinstance(value, date):
        yield value
    elif isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2200:
        yield date(value, 1, 1)
        yield date(value + 1, 1, 1)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from days_in(one)
    elif isinstance(value, Member):
        yield from days_in(value.record)
    elif isinstance(value, BaseModel):
        for name in (*type(value).model_fields, *(value.model_extra or ())):
            yield from days_in(getattr(value, name, None))
    elif isinstance(value, Disputed):
        yield from days_in([claim.value for claim in value.claims])
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from days_in(getattr(value, each.name))
    elif isinstance(value, LocalItem):
        yield from days_in(fields_of(value))
    elif isinstance(value, dict):
        yield from days_in(list(value.values()))
    elif not isinstance(value, _WITHOUT_DAYS):
        raise TypeError(f"days of a {type(value).__name__}")


def program_parts(program: Program) -> Iterator[Any]:
    """Yield every node of plain data that a compiled decision is made from: conditions, forms, operands, constants."""
    for rule in program.rules:
        yield from _inside((rule.rule, rule.in_force))
    for requirement in program.requirements:
        yield from _inside(requirement.requirement)
    for guard in program.guards:
        yield from _inside(guard.guard)
    yield from _inside(program.decision)
    for slot in program.slots:
        owner = slot.fact or slot.parameter
        yield from _inside(getattr(owner, "form", None))
    if program.linked:
        yield from parts_of(program.version)


def parts_of(version: PolicyVersion) -> Iterator[Any]:
    """Yield every node of plain data of a version."""
    yield from _inside(version)


def _inside(part: Any) -> Iterator[Any]:
    yield part
    if isinstance(part, tuple):
        for one in part:
            yield from _inside(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for each in fields(part):
            if each.name != "span":
                yield from _inside(getattr(part, each.name))
