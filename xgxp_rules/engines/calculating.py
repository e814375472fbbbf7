"""Exact arithmetic on facts: numbers stay fractions, ranges stay ranges, nothing is rounded by itself."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.scopes import Scope
from xgxp_rules.model.calc import BinaryOp, Calculation
from xgxp_rules.model.durations import NegativePeriod, Period
from xgxp_rules.model.forms import Calc
from xgxp_rules.model.measures import Elapsed, as_period
from xgxp_rules.model.nodes import Operand
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State

Operation = Callable[[Any, Any], Any]


def calc_getter(form: Calc, scope: Scope) -> Getter:
    """Return how an expression is worked out and kept within its limits."""
    compute = _compile(form.expression, scope)
    floor = None if form.not_below is None else _reader(form.not_below, scope)
    ceiling = None if form.not_above is None else _reader(form.not_above, scope)

    def calculate(env: Env) -> Any:
        value = compute(env)
        if floor is not None:
            value = combine(_greater, value, floor(env))
        if ceiling is not None:
            value = combine(_lesser, value, ceiling(env))
        return value

    return calculate


def _reader(operand: Operand, scope: Scope) -> Getter:
    read, constant = scope.getter(operand)
    return (lambda env: constant) if read is None else read


def _compile(expression: Calculation, scope: Scope) -> Getter:
    if not isinstance(expression, BinaryOp):
        return _reader(expression, scope)
    left, right = _compile(expression.left, scope), _compile(expression.right, scope)
    operation = _OPERATIONS[expression.op]
    return lambda env: combine(operation, left(env), right(env))


def combine(operation: Operation, left: Any, right: Any) -> Any:
    """Return an operation on two values in any state: not applicable wins over unknown, ranges give ranges."""
    if left is NOT_APPLICABLE or right is NOT_APPLICABLE:
        return NOT_APPLICABLE
    if isinstance(left, Possible) or isinstance(right, Possible):
        lefts = left.values if isinstance(left, Possible) else (left,)
        rights = right.values if isinstance(right, Possible) else (right,)
        return possible([combine(operation, one, other) for one, other in product(lefts, rights)])
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if isinstance(left, Between) or isinstance(right, Between):
        return _over_ends(operation, left, right)
    return operation(_plain(left), _plain(right))


def _plain(value: Any) -> Any:
    return as_period(value) if isinstance(value, Elapsed) else value


def _over_ends(operation: Operation, left: Any, right: Any) -> Any:
    """Return the range an operation spans: each sign is monotone in each operand, so the ends suffice."""
    lefts = (left.low, left.high) if isinstance(left, Between) else (left,)
    rights = (right.low, right.high) if isinstance(right, Between) else (right,)
    if None in lefts or None in rights:
        return UNKNOWN
    if operation is _divide and _spans_zero(rights):
        return UNKNOWN
    results = [operation(_plain(one), _plain(other)) for one, other in product(lefts, rights)]
    if any(isinstance(result, State) for result in results):
        return UNKNOWN
    return Between(min(results), max(results))


def _spans_zero(ends: tuple[Any, ...]) -> bool:
    return any(not isinstance(end, (Period, Elapsed)) and end == 0 for end in ends) or (
        all(isinstance(end, (int, Fraction)) for end in ends) and min(ends) < 0 < max(ends)
    )


def _add(left: Any, right: Any) -> Any:
    return left + right


def _subtract(left: Any, right: Any) -> Any:
    if isinstance(left, Period):
        try:
            return left - right
        except NegativePeriod:
            return Period()
    return left - right


def _multiply(left: Any, right: Any) -> Any:
    return left * right


def _divide(left: Any, right: Any) -> Any:
    """Return the exact quotient; unknown where nothing is to be divided by."""
    if not right:
        return UNKNOWN
    if isinstance(left, Period):
        return left / right if isinstance(right, Period) else left * (1 / Fraction(right))
    return whole(Fraction(left) / Fraction(right))


def _greater(value: Any, floor: Any) -> Any:
    return max(value, floor)


def _lesser(value: Any, ceiling: Any) -> Any:
    return min(value, ceiling)


def whole(number: Fraction) -> int | Fraction:
    """Return a fraction as a whole number where it is one.

    >>> whole(Fraction(6, 3)), whole(Fraction(1, 3))
    (2, Fraction(1, 3))
    """
    return number.numerator if number.denominator == 1 else number


_OPERATIONS: dict[str, Operation] = {"+": _add, "−": _subtract, "×": _multiply, "÷": _divide}
