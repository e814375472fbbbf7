"""How far a test is from turning, and in whose words: required, actual and margin of one test."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from xgxp_rules.engines.comparing import is_wide
from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import Elapsed, as_period, compare_measure
from xgxp_rules.model.nodes import Both, Check, Compare
from xgxp_rules.model.periods import OutOfCalendar, add_period, elapsed
from xgxp_rules.model.texts import Lang, show_number
from xgxp_rules.model.values import Kind

Operands = list[Any]
"""The values of a check's operands, in the author's order."""

MarginData = dict[str, Any]
"""A margin as plain data: the fields of `Margin` in the report."""


def margin_of(check: Check, kind: Kind, value: Any, operands: Operands, lang: Lang = "zh") -> MarginData | None:
    """Return by how much a known value meets or misses a check on an ordered kind, else None.

    A band gives the margin of the bound that fails, or of the nearer one where both hold.
    """
    if is_wide(value) or any(is_wide(operand) for operand in operands):
        return None
    match check:
        case Compare(op="ge" | "gt" | "le" | "lt"):
            return _of_bound(check, kind, value, operands[0], lang)
        case Both(parts=parts):
            margins = [margin_of(part, kind, value, [one], lang) for part, one in zip(parts, operands, strict=True)]
            return next((one for one in margins if one is not None and not one["met"]), next(iter(margins), None))
        case _:
            return None


def _of_bound(check: Compare, kind: Kind, value: Any, bound: Any, lang: Lang) -> MarginData | None:
    if kind.name == "period":
        return _of_period(check, value, bound, lang)
    if kind.name == "number":
        met = _met(check, (value > bound) - (value < bound))
        return {"met": met, "by": show_number(abs(Fraction(value) - Fraction(bound))) + (kind.unit or "")}
    if kind.name == "date":
        met = _met(check, (value > bound) - (value < bound))
        return {"met": met, "by": elapsed(min(value, bound), max(value, bound)).text(lang)}
    return None


def _met(check: Compare, sign: int) -> bool:
    op = check.op
    if check.anniversary == "after":
        op = {"ge": "gt", "lt": "le"}.get(op, op)  # type: ignore[assignment]
    return {"ge": sign >= 0, "gt": sign > 0, "le": sign <= 0, "lt": sign < 0}[op]


def _of_period(check: Compare, value: Any, bound: Any, lang: Lang) -> MarginData:
    met = _met(check, compare_measure(value, bound, check.rounding))
    full_on = _full_on(value, bound, check)
    if full_on is None:
        return {"met": met, "by": _difference(as_period(value), as_period(bound), lang)}
    assert isinstance(value, Elapsed)
    end = max(value.start, value.end)
    return {"met": met, "by": elapsed(min(full_on, end), max(full_on, end)).text(lang), "on": full_on}


def _full_on(value: Any, bound: Any, check: Compare) -> date | None:
    """Return the day on which the bound, begun on the value's own first day, is complete."""
    if not isinstance(value, Elapsed) or not isinstance(bound, Period) or bound.family != "calendar":
        return None
    try:
        return add_period(value.start, bound, rounding=check.rounding)
    except OutOfCalendar:
        return None


def _difference(one: Period, other: Period, lang: Lang) -> str:
    if one.family != other.family:
        return ""
    longer, shorter = (one, other) if one.measure() >= other.measure() else (other, one)
    return longer.less(shorter).text(lang)
