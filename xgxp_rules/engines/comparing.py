"""Tests on a single value, whatever state it is in: the reference meaning of every check.

A known value is compared outright. A range is judged only when its whole width agrees, one of several values only when
all agree; unknown stays unknown, and every comparison with not-applicable is false, its opposite included.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from xgxp_rules.model.measures import DEFAULT_CALENDAR, Elapsed, compare_measure
from xgxp_rules.model.nodes import Compare, CompareOp
from xgxp_rules.model.periods import Period, compare_elapsed
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import PERIOD, UNKNOWN, Between, Kind, Possible, State, Truth

Sign = Callable[[Any, Any], int]
"""Returns -1, 0 or 1 as the first value stands below, at or above the second."""

_HOLDS: dict[CompareOp, Callable[[int], bool]] = {
    "ge": lambda sign: sign >= 0,
    "gt": lambda sign: sign > 0,
    "le": lambda sign: sign <= 0,
    "lt": lambda sign: sign < 0,
    "eq": lambda sign: sign == 0,
    "ne": lambda sign: sign != 0,
}
_AFTER: dict[CompareOp, CompareOp] = {"ge": "gt", "lt": "le"}
WIDE_CLASSES = frozenset((State, Between, Possible))
"""The types of what may stand in the place of a plainly known value."""


def is_wide(value: Any) -> bool:
    """Return whether a value is anything but plainly known."""
    return value.__class__ in WIDE_CLASSES


def has_word(text: str, word: str) -> bool:
    """Return whether a text has a word in it, full-width and half-width signs alike (NFKC); no word is in nothing.

    >>> has_word("违反师德，已通报", "师德"), has_word("师 德", "师德"), has_word("（A）类", "(A)"), has_word("甲", "")
    (True, False, True, False)
    """
    wanted = unicodedata.normalize("NFKC", word).strip()
    return bool(wanted) and wanted in unicodedata.normalize("NFKC", text)


def plain_sign(left: Any, right: Any) -> int:
    """Return the order of two numbers or two days."""
    return int(left > right) - int(left < right)


def sign_for(kind: Kind, check: Compare, calendar: SchoolCalendar = DEFAULT_CALENDAR) -> Sign | None:
    """Return how two values of the kind are ordered, or None where they are only equal or not.

    Choices outside the order of their kind (no grade given) have no place in it and are handled by the caller.
    """
    match kind.name:
        case "number" | "date":
            return plain_sign
        case "period":
            rounding = check.rounding
            return lambda left, right: compare_measure(left, right, rounding, calendar)
        case "choice" if kind.ordered:
            ranks = {choice.id: place for place, choice in enumerate(kind.choices)}
            return lambda left, right: plain_sign(ranks[left], ranks[right])
        case _:
            return None


def comparison(
    kind: Kind, check: Compare, calendar: SchoolCalendar = DEFAULT_CALENDAR
) -> Callable[[Any, Any], Truth]:
    """Return the test of a value against an operand's value, for values and operands in any state."""
    if check.anniversary == "after" and kind.name == "period":
        return _after_the_day(kind, check, calendar)
    op = check.op
    sign = sign_for(kind, check, calendar)
    if sign is None or (kind.name == "choice" and op in ("eq", "ne")):
        return _equality(op == "ne")
    outside = kind.unordered if kind.name == "choice" else frozenset()
    holds = _HOLDS[op]

    def test(value: Any, operand: Any) -> Truth:
        if value.__class__ in WIDE_CLASSES or operand.__class__ in WIDE_CLASSES:
            return _wide(value, operand, test, sign, op)
        if outside and (value in outside or operand in outside):
            return False
        try:
            return holds(sign(value, operand))
        except ValueError:
            # Two times of units that have no common measure: the checker refuses what it can see beforehand.
            return None

    return test


def _after_the_day(kind: Kind, check: Compare, calendar: SchoolCalendar) -> Callable[[Any, Any], Truth]:
    """Return the test where a period is full only after its day; counts of blocks and working days have no such day."""
    on = replace(check, anniversary="on")
    usual = comparison(kind, on, calendar)
    strict = comparison(kind, replace(on, op=_AFTER.get(check.op, check.op)), calendar)

    def test(value: Any, operand: Any) -> Truth:
        family = operand.family if isinstance(operand, Period) else "calendar"
        return strict(value, operand) if family == "calendar" else usual(value, operand)

    return test


def against_period(check: Compare, period: Period) -> Callable[[Any], Truth]:
    """Return the test of a stretch of time against a calendar period that never changes, the commonest of all."""
    test = comparison(PERIOD, check)
    op = _AFTER.get(check.op, check.op) if check.anniversary == "after" else check.op
    holds, rounding = _HOLDS[op], check.rounding

    def judge(value: Any) -> Truth:
        if value.__class__ is Elapsed and value.start <= value.end:
            return holds(compare_elapsed(value.start, value.end, period, rounding=rounding))
        return test(value, period)

    return judge


def _equality(negated: bool) -> Callable[[Any, Any], Truth]:
    def test(value: Any, operand: Any) -> Truth:
        if value.__class__ in WIDE_CLASSES or operand.__class__ in WIDE_CLASSES:
            return _wide(value, operand, test, None, "ne" if negated else "eq")
        return (value == operand) is not negated

    return test


def _wide(value: Any, operand: Any, test: Callable[[Any, Any], Truth], sign: Sign | None, op: CompareOp) -> Truth:
    if isinstance(value, State) or isinstance(operand, State):
        if value is UNKNOWN or operand is UNKNOWN:
            return False if _not_applicable(value) or _not_applicable(operand) else None
        return False
    if isinstance(value, Possible):
        return agree(test(one, operand) for one in value.values)
    if isinstance(operand, Possible):
        return agree(test(value, one) for one in operand.values)
    if sign is None:
        return None
    return _over_range(*_ends(value), *_ends(operand), sign, op)


def _not_applicable(value: Any) -> bool:
    return value is State.NOT_APPLICABLE


def _ends(value: Any) -> tuple[Any, Any]:
    if isinstance(value, Between):
        return value.low, value.high
    return value, value


def _over_range(low: Any, high: Any, other_low: Any, other_high: Any, sign: Sign, op: CompareOp) -> Truth:
    least = None if low is None or other_high is None else sign(low, other_high)
    most = None if high is None or other_low is None else sign(high, other_low)
    match op:
        case "ge" | "lt":
            reached: Truth = True if least is not None and least >= 0 else None
            reached = False if most is not None and most < 0 else reached
            return reached if op == "ge" or reached is None else not reached
        case "gt" | "le":
            beyond: Truth = True if least is not None and least > 0 else None
            beyond = False if most is not None and most <= 0 else beyond
            return beyond if op == "gt" or beyond is None else not beyond
        case _:
            same: Truth = True if least == 0 and most == 0 else None
            if (least is not None and least > 0) or (most is not None and most < 0):
                same = False
            return same if op == "eq" or same is None else not same


def agree(truths: Any) -> Truth:
    """Return the one truth that all share, or None where they differ or there are none."""
    seen = set(truths)
    return seen.pop() if len(seen) == 1 else None


def map_value(function: Callable[[Any], Any], value: Any, *, falling: bool = False) -> Any:
    """Return the function of a value in any state.

    The function must be monotone for ranges: rising, or `falling` where a later value gives a smaller result.
    """
    if value.__class__ not in WIDE_CLASSES:
        return function(value)
    if isinstance(value, Possible):
        return possible([map_value(function, one, falling=falling) for one in value.values])
    if not isinstance(value, Between):
        return value
    low = None if value.low is None else function(value.low)
    high = None if value.high is None else function(value.high)
    return Between(high, low) if falling else Between(low, high)


def possible(values: list[Any]) -> Any:
    """Return one value where all are the same, else the several that are possible, without repeats."""
    flat: list[Any] = []
    for value in values:
        for one in value.values if isinstance(value, Possible) else (value,):
            if one not in flat:
                flat.append(one)
    return flat[0] if len(flat) == 1 else Possible(tuple(flat))
