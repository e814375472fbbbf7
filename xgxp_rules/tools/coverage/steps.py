"""How far a value is from a threshold, in steps of the threshold's own unit: a day, one, or one place in an order.

A threshold is tested where values stand one step below it, exactly on it, and one step above: two authors who meant
"at least" and "more than" are told apart nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any, Final, Literal

from xgxp_rules.engines.comparing import WIDE_CLASSES
from xgxp_rules.model.measures import Elapsed, compare_measure
from xgxp_rules.model.nodes import Both, Check, Compare, Constant, MeasuringDay, Operand, ParameterRef
from xgxp_rules.model.periods import OutOfCalendar, Period, add_period
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.values import Kind

Side = Literal["below", "exact", "above"]
SIDES: Final[tuple[Side, ...]] = ("below", "exact", "above")
ORDERED: Final = ("ge", "gt", "le", "lt")


def thresholds(check: Check) -> Iterator[Compare]:
    """Yield every comparison of order in a check."""
    match check:
        case Compare(op=op) if op in ORDERED:
            yield check
        case Both(parts=parts):
            for part in parts:
                yield from thresholds(part)
        case _:
            pass


def fixed_operand(operand: Operand, version: PolicyVersion) -> Constant | MeasuringDay | None:
    """Return what a comparison stands against where it is the same for everybody, else None."""
    match operand:
        case Constant() | MeasuringDay():
            return operand
        case ParameterRef(name=name):
            parameter = version.parameter(name)
            return None if parameter is None else parameter.constant
        case _:
            return None


def sides_wanted(operand: Constant | MeasuringDay, kind: Kind) -> tuple[Side, ...]:
    """Return the sides on which a value can stand at all: nothing lies below no time, or above the highest grade."""
    if isinstance(operand, MeasuringDay):
        return SIDES
    value = operand.value
    if kind.name == "choice":
        ranked = [one.id for one in kind.choices if one.id not in kind.unordered]
        place = ranked.index(str(value))
        edges = {"below": place == 0, "above": place == len(ranked) - 1}
        return tuple(side for side in SIDES if not edges.get(side))
    nothing = value == Period() if isinstance(value, Period) else value == 0
    return SIDES[1:] if nothing else SIDES


def side_of(value: Any, bound: Any, kind: Kind, check: Compare) -> Side | None:
    """Return on which side a value stands, None where it is farther off than one step or not plainly known."""
    if value.__class__ in WIDE_CLASSES or bound.__class__ in WIDE_CLASSES or bound is None:
        return None
    distance: Any = _distance(value, bound, kind, check)
    if distance is None or abs(distance) > 1:
        return None
    return "exact" if distance == 0 else "below" if distance < 0 else "above"


def _distance(value: Any, bound: Any, kind: Kind, check: Compare) -> int | Fraction | None:
    match kind.name:
        case "number":
            step = Fraction(1, 100) if kind.unit == "%" else 1
            return (Fraction(value) - Fraction(bound)) / step
        case "date":
            return int((value - bound).days)
        case "period":
            return _period_distance(value, bound, check)
        case "choice":
            ranked = [one.id for one in kind.choices if one.id not in kind.unordered]
            return ranked.index(value) - ranked.index(bound) if value in ranked and bound in ranked else None
        case _:
            return None


def _period_distance(value: Any, bound: Any, check: Compare) -> int | Fraction | None:
    """Return how many days a stretch is past the day on which the period is complete; totals are simply subtracted."""
    if not isinstance(bound, Period):
        return None
    if isinstance(value, Elapsed) and bound.family == "calendar":
        try:
            full_on: date = add_period(value.start, bound, rounding=check.rounding)
        except OutOfCalendar:
            return None
        return (value.end - full_on).days
    if isinstance(value, Elapsed):
        return compare_measure(value, bound, check.rounding)
    if value and bound and value.family != bound.family:
        return None
    return Fraction(value.measure() - bound.measure())
