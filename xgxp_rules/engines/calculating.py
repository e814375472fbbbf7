"""Exact arithmetic on facts: numbers stay fractions, ranges stay ranges, nothing is rounded by itself.

A difference of periods below zero is kept as what is owed until the limits of the expression settle it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import wraps
from itertools import product
from typing import Any

from xgxp_rules.engines.comparing import map_value, possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.part_years import convert, round_to, whole
from xgxp_rules.engines.scopes import Scope
from xgxp_rules.model.calc import BinaryOp, CalcOp, Calculation
from xgxp_rules.model.durations import NegativePeriod, Period, PeriodError
from xgxp_rules.model.forms import Calc
from xgxp_rules.model.measures import Elapsed, as_period
from xgxp_rules.model.nodes import Operand
from xgxp_rules.model.periods import OutOfCalendar, add_period, months_and_days
from xgxp_rules.model.scores import Conversion
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State

Operation = Callable[[Any, Any], Any]


def calc_getter(form: Calc, scope: Scope) -> Getter:
    """Return how an expression is worked out, rounded where it says so, and kept within its limits."""
    compute = _compile(form.expression, scope, form.conversion)
    floor = None if form.not_below is None else _reader(form.not_below, scope)
    ceiling = None if form.not_above is None else _reader(form.not_above, scope)

    def calculate(env: Env) -> Any:
        value = _total(compute(env), form)
        if floor is not None:
            value = combine(greater, value, floor(env))
        if ceiling is not None:
            value = combine(lesser, value, ceiling(env))
        return map_value(_settled, value)

    return calculate


def _total(value: Any, form: Calc) -> Any:
    """Return the result as a number where the text says how, and rounded where it says so."""
    conversion, how = form.conversion, form.rounding
    if conversion is not None:
        value = map_value(lambda one: _as_number(one, conversion), value)
    if how is None:
        return value
    return map_value(lambda one: one if isinstance(one, State) else round_to(one, how, form.to), value)


def _as_number(value: Any, conversion: Conversion) -> Any:
    match value:
        case Owed():
            found = convert(value.period, conversion)
            return found if isinstance(found, State) else -found
        case Period() | Elapsed():
            return convert(value, conversion)
        case _:
            return value


def _settled(value: Any) -> Any:
    """Return a result as it may be shown: what is still owed has no meaning as a period."""
    return UNKNOWN if isinstance(value, Owed) else value


def _reader(operand: Operand, scope: Scope) -> Getter:
    read, constant = scope.getter(operand)
    return (lambda env: constant) if read is None else read


def _compile(expression: Calculation, scope: Scope, conversion: Conversion | None) -> Getter:
    if not isinstance(expression, BinaryOp):
        return _reader(expression, scope)
    left, right = _compile(expression.left, scope, conversion), _compile(expression.right, scope, conversion)
    operation = _OPERATIONS[expression.op] if conversion is None else _converting(expression.op, conversion)
    return lambda env: combine(operation, left(env), right(env))


def _converting(op: CalcOp, conversion: Conversion) -> Operation:
    """Return an operation in which a period that meets a number becomes one."""
    operation = _OPERATIONS[op]

    def work(left: Any, right: Any) -> Any:
        if isinstance(left, _TIMES) is not isinstance(right, _TIMES):
            left, right = _as_number(left, conversion), _as_number(right, conversion)
            if isinstance(left, State) or isinstance(right, State):
                return UNKNOWN
        return operation(left, right)

    return work


def combine(operation: Operation, left: Any, right: Any) -> Any:
    """Return an operation on two values in any state: not applicable wins over unknown, ranges give ranges."""
    if left is NOT_APPLICABLE or right is NOT_APPLICABLE:
        return NOT_APPLICABLE
    if isinstance(left, Possible) or isinstance(right, Possible):
        lefts = left.values if isinstance(left, Possible) else (left,)
        rights = right.values if isinstance(right, Possible) else (right,)
        if len(lefts) * len(rights) > MOST_COMBINATIONS:
            return UNKNOWN
        return possible([combine(operation, one, other) for one, other in product(lefts, rights)])
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if isinstance(left, Between) or isinstance(right, Between):
        return _over_ends(operation, left, right)
    return _worked(operation, left, right)


MOST_COMBINATIONS = 4096
"""Two facts of more possible values than this together give an unknown result."""


def _worked(operation: Operation, left: Any, right: Any) -> Any:
    """Return the result on two plain values; units that do not go together give no value."""
    try:
        return operation(left, right)
    except PeriodError:
        return UNKNOWN


def _plain(value: Any) -> Any:
    return as_period(value) if isinstance(value, Elapsed) else value


def _over_ends(operation: Operation, left: Any, right: Any) -> Any:
    """Return the range an operation spans: each sign is monotone in each operand, so the ends suffice."""
    lefts = (left.low, left.high) if isinstance(left, Between) else (left,)
    rights = (right.low, right.high) if isinstance(right, Between) else (right,)
    if None in lefts or None in rights:
        return _open_ended(operation, lefts, rights)
    if operation is _divide and _spans_zero(rights):
        return UNKNOWN
    results = [_worked(operation, one, other) for one, other in product(lefts, rights)]
    if any(isinstance(result, State) for result in results):
        return UNKNOWN
    return Between(min(results, key=_size), max(results, key=_size))


def _open_ended(operation: Operation, lefts: tuple[Any, ...], rights: tuple[Any, ...]) -> Any:
    """Return what limits and sums leave of a range with an open end; any other sign leaves nothing certain."""
    low, high, other_low, other_high = lefts[0], lefts[-1], rights[0], rights[-1]
    if operation is greater:
        least = max((end for end in (low, other_low) if end is not None), default=None, key=_size)
        return _range(least, None if None in (high, other_high) else greater(high, other_high))
    if operation is lesser:
        most = min((end for end in (high, other_high) if end is not None), default=None, key=_size)
        return _range(None if None in (low, other_low) else lesser(low, other_low), most)
    if operation is add:
        return _range(_sum_of_ends(low, other_low), _sum_of_ends(high, other_high))
    return UNKNOWN


def _sum_of_ends(one: Any, other: Any) -> Any:
    return None if one is None or other is None else _worked(add, one, other)


def _range(low: Any, high: Any) -> Any:
    if isinstance(low, State) or isinstance(high, State) or (low is None and high is None):
        return UNKNOWN
    return low if low == high else Between(low, high)


def _spans_zero(ends: tuple[Any, ...]) -> bool:
    return any(not isinstance(end, (Period, Elapsed)) and end == 0 for end in ends) or (
        all(isinstance(end, (int, Fraction)) for end in ends) and min(ends) < 0 < max(ends)
    )


def _on_plain(operation: Operation) -> Operation:
    """Return an operation for which a stretch between two days is its years, months and days."""

    @wraps(operation)
    def work(left: Any, right: Any) -> Any:
        return operation(_plain(left), _plain(right))

    return work


@_on_plain
def add(left: Any, right: Any) -> Any:
    """Return the sum of two plain values; thirty days of a sum of months and days are written as a month."""
    total = left + right
    return total.carried() if isinstance(total, Period) and total.whole_months < 0 and _months(total) else total


def _months(period: Period) -> int:
    return period.years * 12 + period.months


def _subtract(left: Any, right: Any) -> Any:
    """Return the difference; a time that is taken off a given one leaves what is missing until it is full."""
    if isinstance(left, Period) and isinstance(right, Elapsed):
        rest = _until_full(left, right)
        if rest is not None:
            return rest
    left, right = _plain(left), _plain(right)
    if not isinstance(left, Period) or not isinstance(right, Period):
        return left - right
    right = _as_compared(right, left)
    try:
        return left.less(right)
    except NegativePeriod:
        return Owed(right.less(left))


def _until_full(whole: Period, time: Elapsed) -> Any:
    """Return the time from the end of a stretch to the day on which it would be so long; owed, where it is longer.

    None where there is no such day. It is nothing exactly when the stretch is full.
    """
    if whole.family != "calendar" or not isinstance(whole.days, int):
        return None
    end = max(time.start, time.end)
    try:
        full_on = add_period(time.start, whole)
    except OutOfCalendar:
        return None
    apart = _between_days(min(end, full_on), max(end, full_on), in_days=bool(whole.days) and not _months(whole))
    return Owed(apart) if full_on < end else apart


def _between_days(first: date, last: date, *, in_days: bool) -> Period:
    days = (last - first).days
    if in_days:
        return Period(days=days)
    months, rest = months_and_days(first, last)
    return Period(months=months, days=rest, unbroken=True, covered=days)


def _as_compared(time: Period, whole: Period) -> Period:
    """Return what is taken off as long as it counts in comparisons, so that nothing is left only when it is full.

    The thirty days of one stretch are no month; against days alone the days count. A time less another time is left as
    `minus` leaves it.
    """
    if whole.unbroken or whole.covered is not None:
        return time
    if not _months(whole) and time.covered is not None and whole.days:
        return Period(days=time.covered)
    short = time.unbroken and time.days >= _MONTH > whole.days
    return replace(time, days=_MONTH - 1) if short else time


_MONTH = 30


@dataclass(frozen=True, slots=True)
class Owed:
    """A period below zero, met only on the way through an expression."""

    period: Period

    def __add__(self, other: Any) -> Any:
        return _subtract(other, self.period) if isinstance(other, Period) else Owed(self.period + other.period)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self + other.period if isinstance(other, Owed) else Owed(self.period + other)

    def __rsub__(self, other: Period) -> Period:
        return other + self.period

    def __mul__(self, factor: Any) -> Any:
        return self.period * -factor if factor <= 0 else Owed(self.period * factor)

    __rmul__ = __mul__

    def __bool__(self) -> bool:
        return True


_TIMES = (Period, Elapsed, Owed)


@_on_plain
def _multiply(left: Any, right: Any) -> Any:
    for one, factor in ((left, right), (right, left)):
        if isinstance(one, Period) and not isinstance(factor, _TIMES) and factor < 0:
            return Owed(one * -factor)
    return left * right


@_on_plain
def _divide(left: Any, right: Any) -> Any:
    """Return the exact quotient; unknown where nothing is to be divided by."""
    if not right:
        return UNKNOWN
    if isinstance(left, Owed):
        return -whole(left.period / right) if isinstance(right, Period) else _multiply(left, 1 / Fraction(right))
    if isinstance(left, Period):
        return whole(left / right) if isinstance(right, Period) else _multiply(left, 1 / Fraction(right))
    return whole(Fraction(left) / Fraction(right))


@_on_plain
def greater(value: Any, floor: Any) -> Any:
    """Return the greater of two plain values."""
    return max(value, floor, key=_size)


@_on_plain
def lesser(value: Any, ceiling: Any) -> Any:
    """Return the lesser of two plain values."""
    return min(value, ceiling, key=_size)


def _size(value: Any) -> Any:
    """Return what two results of one kind are ordered by."""
    if isinstance(value, Owed):
        return -value.period.measure()
    return value.measure() if isinstance(value, Period) else value


_OPERATIONS: dict[str, Operation] = {"+": add, "−": _subtract, "×": _multiply, "÷": _divide}
