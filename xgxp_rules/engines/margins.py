"""How far a test is from turning, and in whose words: required, actual and margin of one test."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from xgxp_rules.engines.comparing import WIDE_CLASSES
from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import DEFAULT_CALENDAR, Elapsed, as_period, compare_measure
from xgxp_rules.model.nodes import Both, Check, Compare
from xgxp_rules.model.nodes import operands as operands_of
from xgxp_rules.model.periods import OutOfCalendar, add_period
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.texts import Lang, show_stretch, show_value
from xgxp_rules.model.values import Kind

Operands = list[Any]
"""The values of a check's operands, in the author's order."""

MarginData = dict[str, Any]
"""A margin as plain data: the fields of `Margin` in the report."""


def margin_of(
    check: Check,
    kind: Kind,
    value: Any,
    operands: Operands,
    lang: Lang = "zh",
    calendar: SchoolCalendar = DEFAULT_CALENDAR,
) -> MarginData | None:
    """Return by how much a known value meets or misses a check on an ordered kind, else None.

    A band gives the margin of the bound that fails, or of the nearer one where both hold.
    """
    if value.__class__ in WIDE_CLASSES or any(operand.__class__ in WIDE_CLASSES for operand in operands):
        return None
    match check:
        case Compare(op="ge" | "gt" | "le" | "lt"):
            return _of_bound(check, kind, value, operands[0], lang, calendar)
        case Both(parts=parts):
            margins = [
                margin_of(part, kind, value, own, lang, calendar) for part, own in _shared_out(parts, operands)
            ]
            return next((one for one in margins if one is not None and not one["met"]), next(iter(margins), None))
        case _:
            return None


def _shared_out(parts: tuple[Check, ...], values: Operands) -> Iterator[tuple[Check, Operands]]:
    """Yield each part of a band with the values of its own operands; 适用 has none."""
    place = 0
    for part in parts:
        count = len(list(operands_of(part)))
        if count:
            yield part, values[place : place + count]
        place += count


def _of_bound(
    check: Compare, kind: Kind, value: Any, bound: Any, lang: Lang, calendar: SchoolCalendar
) -> MarginData | None:
    if kind.name == "period":
        return _of_period(check, value, bound, lang, calendar)
    if kind.name == "number":
        met = _met(check, (value > bound) - (value < bound))
        return {"met": met, "by": show_value(abs(Fraction(value) - Fraction(bound)), kind, lang)}
    if kind.name == "date":
        met = _met(check, (value > bound) - (value < bound))
        return {"met": met, "by": show_stretch(min(value, bound), max(value, bound), lang)}
    return None


_MET: dict[str, tuple[bool, bool, bool]] = {
    "ge": (True, True, False),
    "gt": (False, True, False),
    "le": (True, False, True),
    "lt": (False, False, True),
}
"""Whether a bound is met at, past and short of it: the sign is the place."""


def _met(check: Compare, sign: int) -> bool:
    op: str = check.op
    if check.anniversary == "after":
        op = {"ge": "gt", "lt": "le"}.get(op, op)
    return _MET[op][sign]


def _of_period(check: Compare, value: Any, bound: Any, lang: Lang, calendar: SchoolCalendar) -> MarginData:
    full_on = full_day(value, bound, check)
    if full_on is None:
        blocks = isinstance(bound, Period) and bound.family != "calendar"
        # Counts of school years, terms or working days have no anniversary.
        usual = replace(check, anniversary="on") if blocks else check
        met = _met(usual, compare_measure(value, bound, check.rounding, calendar))
        return {"met": met, "by": _difference(as_period(value), as_period(bound), lang)}
    start, end = value.start, value.end
    if end < start:
        end = start
    if end < full_on:
        return {"met": _met(check, -1), "by": show_stretch(end, full_on, lang), "on": full_on}
    return {"met": _met(check, int(end > full_on)), "by": show_stretch(full_on, end, lang), "on": full_on}


def full_day(value: Any, bound: Any, check: Compare) -> date | None:
    """Return the day on which the bound, begun on the value's own first day, is complete."""
    if not isinstance(value, Elapsed) or not isinstance(bound, Period) or bound.family != "calendar":
        return None
    try:
        return add_period(value.start, bound, rounding=check.rounding)
    except OutOfCalendar:
        return None


def _difference(one: Period, other: Period, lang: Lang) -> str:
    if not one or not other:
        return (one or other).text(lang)
    if one.family != other.family:
        return ""
    if one.covered is not None and not (other.years or other.months):
        apart = one.covered - other.measure()
        return Period(days=apart if apart > 0 else -apart).text(lang)
    longer, shorter = (one, other) if one.measure() >= other.measure() else (other, one)
    # Thirty days of one stretch are short of the month that is taken from them by a day.
    rest = longer.less(shorter) or Period(days=longer.measure() - shorter.measure())
    return rest.text(lang)
