"""Fields of one entry such that a condition on it holds, or fails: the way back from a `where` to an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, assert_never

from xgxp_rules.engines.comparing import has_word
from xgxp_rules.model.forms import ItemRunning
from xgxp_rules.model.nodes import (
    AllOf,
    AnyOf,
    Applies,
    AtLeast,
    Both,
    Check,
    Compare,
    Condition,
    Constant,
    Contains,
    FactTest,
    IsKnown,
    Not,
    OneOf,
    Operand,
    ParameterRef,
)
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact

Fields = Mapping[str, Fact]


def meet(condition: Condition, fields: Fields, version: PolicyVersion, *, truth: bool = True) -> dict[str, Any]:
    """Return the fields by id; a field that must be empty is None, `running` stands for whether a spell still runs."""
    match condition:
        case Not(part=part):
            return meet(part, fields, version, truth=not truth)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            needed = parts if isinstance(condition, AllOf) is truth else parts[:1]
        case AtLeast(parts=parts, needed=count):
            needed = parts[:count] if truth else parts
        case FactTest():
            return _of_test(condition, fields, version, truth)
        case _:
            assert_never(condition)
    found: dict[str, Any] = {}
    for part in needed:
        found.update(meet(part, fields, version, truth=truth))
    return found


def _of_test(test: FactTest, fields: Fields, version: PolicyVersion, truth: bool) -> dict[str, Any]:
    fact = fields.get(test.fact.id)
    if test.fact.scope != "item" or fact is None or test.fact.path:
        return {}
    if isinstance(test.check, Applies):
        wanted = test.check.negated is not truth
        return {} if wanted and fact.kind.name != "choice" else {fact.id: _any_value(fact.kind) if wanted else None}
    value = next(
        (
            one
            for one in _candidates(test.check, fact.kind, version)
            if _holds(test.check, one, fact.kind, version) is truth
        ),
        None,
    )
    if isinstance(fact.form, ItemRunning):
        return {"running": value}
    # What no value written in the policy meets (a day that has come) is left to where the entry is put in time.
    return {} if fact.form is not None or value is None else {fact.id: value}


def _any_value(kind: Kind) -> Any:
    return kind.choices[-1].id if kind.choices else None


def _candidates(check: Check, kind: Kind, version: PolicyVersion) -> Iterator[Any]:
    """Yield values around those that a check compares with."""
    match check:
        case Compare(operand=operand):
            yield from _around(_constant(operand, version))
        case OneOf(operands=several) | Contains(operands=several):
            for one in several:
                yield _constant(one, version)
        case Both(parts=parts):
            for part in parts:
                yield from _candidates(part, kind, version)
        case Applies() | IsKnown():
            pass
        case _:
            assert_never(check)
    yield from (choice.id for choice in kind.choices)
    if kind.name == "flag":
        yield from (True, False)
    if kind.name in ("text", "reference"):
        yield "另一处"


def _around(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        yield from (value + 1, value - 1)
    elif isinstance(value, date):
        yield from (value + timedelta(1), value - timedelta(1))


def _constant(operand: Operand, version: PolicyVersion) -> Any:
    if isinstance(operand, ParameterRef):
        parameter = version.parameter(operand.name)
        return None if parameter is None or parameter.constant is None else parameter.constant.value
    return operand.value if isinstance(operand, Constant) else None


def _holds(check: Check, value: Any, kind: Kind, version: PolicyVersion) -> bool | None:
    """Return whether a plain value meets a check, None where it cannot be said here."""
    if value is None:
        return None
    match check:
        case Compare(op=op, operand=operand):
            return _ordered(op, value, _constant(operand, version), kind)
        case Contains(operands=several, negated=negated) if kind.name == "text":
            words = [_constant(one, version) for one in several]
            return any(has_word(value, word) for word in words if isinstance(word, str)) is not negated
        case OneOf(operands=several, negated=negated) | Contains(operands=several, negated=negated):
            return (value in [_constant(one, version) for one in several]) is not negated
        case Both(parts=parts):
            truths = [_holds(part, value, kind, version) for part in parts]
            return None if None in truths else all(truths)
        case Applies() | IsKnown():
            return None
        case _:
            assert_never(check)


def _ordered(op: str, value: Any, other: Any, kind: Kind) -> bool | None:
    if other is None or type(other) is not type(value):
        return None
    if op in ("eq", "ne"):
        return (value == other) is (op == "eq")
    if kind.name == "choice":
        if not kind.ordered or value in kind.unordered or other in kind.unordered:
            return False if kind.ordered else None
        value, other = kind.rank(value), kind.rank(other)
    return bool({"ge": value >= other, "gt": value > other, "le": value <= other, "lt": value < other}[op])
