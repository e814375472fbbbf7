"""How far a value is from a threshold, in steps of the threshold's own unit: a day, one, or one place in an order.

A threshold is tested where values stand one step below it, exactly on it, and one step above: two authors who meant
"at least" and "more than" are told apart nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from math import gcd
from typing import Any, Final, Literal

from xgxp_rules.engines.comparing import WIDE_CLASSES
from xgxp_rules.model.calc import BinaryOp, Calculation
from xgxp_rules.model.forms import Calc, Cases, Count, LastUnits
from xgxp_rules.model.measures import Elapsed, compare_measure
from xgxp_rules.model.nodes import Both, Check, Compare, Constant, FactRef, MeasuringDay, Operand, ParameterRef
from xgxp_rules.model.periods import OutOfCalendar, Period, add_period
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.tables import Table, values_of
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact, Vocabulary

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


def known_values(fact: Fact, version: PolicyVersion) -> tuple[Any, ...]:
    """Return every value that a fact can have where its cases or its table write them out, lowest first; else nothing.

    Between two of them there is no step to take: the nearest value on either side is what a case can show.
    """
    operands: list[Operand]
    match fact.form:
        case Cases(branches=branches, otherwise=otherwise, not_applicable=aside):
            operands = [branch.value for branch in branches]
            operands += [one for one in (otherwise, aside) if one is not None]
        case Table(rows=rows):
            operands = list(values_of(rows))
        case _:
            return ()
    found = [fixed_operand(one, version) for one in operands]
    values = [one.value for one in found if isinstance(one, Constant) and _size(one.value) is not None]
    return tuple(sorted(set(values), key=_size_of)) if len(values) == len(operands) else ()


def _size(value: Any) -> int | Fraction | None:
    if isinstance(value, Period):
        return value.measure() if value.family == "calendar" else None
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _size_of(value: Any) -> int | Fraction:
    size = _size(value)
    assert size is not None
    return size


def sides_among(values: tuple[Any, ...], bound: Any) -> tuple[Side, ...]:
    """Return the sides of a bound on which one of the written values stands."""
    size = _size_of(bound)
    shown = {"below": _size_of(values[0]) < size, "exact": bound in values, "above": _size_of(values[-1]) > size}
    return tuple(side for side in SIDES if shown[side])


def side_among(values: tuple[Any, ...], value: Any, bound: Any) -> Side | None:
    """Return on which side a value stands if it is the bound or its nearest neighbour among the written values."""
    if value not in values:
        return None
    size, place = _size_of(bound), values.index(value)
    if _size_of(value) == size:
        return "exact"
    if _size_of(value) < size:
        return "below" if place + 1 == len(values) or _size_of(values[place + 1]) >= size else None
    return "above" if place == 0 or _size_of(values[place - 1]) <= size else None


def above_all(fact: Fact, operand: Operand, vocabulary: Vocabulary) -> bool:
    """Return whether a bound is the most that a fact can be: the years of a list with one entry for each."""
    form = fact.form
    if not isinstance(form, Count) or not isinstance(form.source.within, LastUnits):
        return False
    lists = [vocabulary[one.id] for one in form.source.lists if one.id in vocabulary]
    yearly = len(lists) == 1 and any(field.id == "year" for field in lists[0].kind.fields)
    value = operand.value if isinstance(operand, Constant) else None
    return yearly and form.source.within.unit == "year" and value == form.source.within.count


def step_of(fact: Fact, version: PolicyVersion) -> int:
    """Return the smallest step between two values of a fact: a sum of so much for each one counted moves by no less.

    Whatever is not such a sum moves by one.
    """
    if not isinstance(fact.form, Calc) or fact.form.rounding is not None:
        return 1
    steps = [_amount(term, version) for term in _terms(fact.form.expression)]
    return gcd(*steps) or 1


def _terms(expression: Calculation) -> Iterator[Calculation]:
    if isinstance(expression, BinaryOp) and expression.op in ("+", "−"):
        yield from _terms(expression.left)
        yield from _terms(expression.right)
    else:
        yield expression


def _amount(term: Calculation, version: PolicyVersion) -> int:
    """Return the whole number by which a product of it and a count moves; one where it is no such product."""
    if not isinstance(term, BinaryOp) or term.op != "×":
        return 1
    found = 1
    for part in (term.left, term.right):
        if isinstance(part, FactRef):
            counted = next((each[part.id] for each in version.vocabularies if part.id in each), None)
            if counted is None or not isinstance(counted.form, Count):
                return 1
            continue
        constant = fixed_operand(part, version) if not isinstance(part, BinaryOp) else None
        if not isinstance(constant, Constant) or type(constant.value) is not int:
            return 1
        found *= constant.value
    return found


def side_of(value: Any, bound: Any, kind: Kind, check: Compare, step: int = 1) -> Side | None:
    """Return on which side a value stands, None where it is farther off than one step or not plainly known."""
    if value.__class__ in WIDE_CLASSES or bound.__class__ in WIDE_CLASSES or bound is None:
        return None
    distance: Any = _distance(value, bound, kind, check)
    if distance is None or abs(distance) > step:
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
