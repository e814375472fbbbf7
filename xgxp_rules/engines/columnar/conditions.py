"""The condition on an item of a list as one expression: three-valued, with `&`, `|` and `~` on nullable booleans only.

Null is unknown. A field that can be not applicable (the end of a spell) is asked for by its own null, and every test of
it is then false, as the interpreter has it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import reduce
from typing import Any, assert_never

import narwhals as nw

from xgxp_rules.engines.columnar.inputs import FIRST_CODE
from xgxp_rules.model.nodes import (
    AllOf,
    AnyOf,
    Applies,
    AtLeast,
    Both,
    Check,
    Compare,
    CompareOp,
    Condition,
    Contains,
    FactTest,
    IsKnown,
    Not,
    OneOf,
    Operand,
)
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact


class NotInColumns(Exception):
    """Something has no columns; the reason is for the list of what is decided row by row."""


Reader = Callable[[Operand], Any]
"""The constant behind an operand; raises `NotInColumns` where it has none."""

FieldOf = Callable[[str], Fact]


def expression(condition: Condition, field: FieldOf, constant: Reader) -> nw.Expr:
    """Return a condition on an item as a nullable boolean.

    Raises:
        NotInColumns: it asks for something that columns do not hold.
    """
    match condition:
        case FactTest(fact=ref, check=check):
            if ref.scope != "item" or ref.path:
                raise NotInColumns("fact_of_record")
            return _test(field(ref.id), check, constant)
        case AllOf(parts=parts):
            return reduce(lambda one, other: one & other, [expression(part, field, constant) for part in parts])
        case AnyOf(parts=parts):
            return reduce(lambda one, other: one | other, [expression(part, field, constant) for part in parts])
        case Not(part=part):
            return ~expression(part, field, constant)
        case AtLeast(needed=needed, parts=parts):
            return _at_least(needed, [expression(part, field, constant) for part in parts])
        case _:
            assert_never(condition)


def _at_least(needed: int, parts: list[nw.Expr]) -> nw.Expr:
    one, nothing = nw.lit(1), nw.lit(0)
    sure = reduce(lambda a, b: a + b, [nw.when(part).then(one).otherwise(nothing) for part in parts])
    maybe = reduce(lambda a, b: a + b, [nw.when(~part).then(nothing).otherwise(one) for part in parts])
    return truth(sure >= needed, maybe < needed)


def truth(holds: nw.Expr, fails: nw.Expr) -> nw.Expr:
    """Return true where the first holds, false where the second does, else null."""
    return nw.when(holds).then(nw.lit(True)).when(fails).then(nw.lit(False)).otherwise(nw.lit(None, nw.Boolean))


def _test(fact: Fact, check: Check, constant: Reader) -> nw.Expr:
    column = nw.col(fact.id)
    may_be_absent = fact.id in ABSENT_IF_EMPTY or fact.may_not_apply
    match check:
        case Compare(op=op, operand=operand):
            found = _compared(fact, column, op, constant(operand))
        case OneOf(operands=operands, negated=negated):
            parts = [_compared(fact, column, "eq", constant(one)) for one in operands]
            found = reduce(lambda one, other: one | other, parts)
            found = ~found if negated else found
        case Both(parts=parts_):
            return reduce(lambda one, other: one & other, [_test(fact, part, constant) for part in parts_])
        case Applies(negated=negated):
            if not may_be_absent:
                return nw.when(column.is_null()).then(nw.lit(None, nw.Boolean)).otherwise(nw.lit(not negated))
            return column.is_null() if negated else ~column.is_null()
        case Contains() | IsKnown():
            raise NotInColumns("test_of_list")
        case _:
            assert_never(check)
    return found.fill_null(value=False) if may_be_absent else found


ABSENT_IF_EMPTY = frozenset({"ends_on", "至"})
"""Fields that are left out while there is no such day yet; others that may be are marked on the fact."""


def _compared(fact: Fact, column: nw.Expr, op: CompareOp, value: Any) -> nw.Expr:
    kind = fact.kind
    if kind.name == "flag":
        code = nw.lit(FIRST_CODE if value else FIRST_CODE + 1)
        return _ordered(column, "ne" if op == "ne" else "eq", code)
    if kind.name == "choice":
        return _choice(kind, column, op, value)
    if kind.name == "date" and isinstance(value, date):
        return _ordered(column, op, nw.lit(value.toordinal()))
    if kind.name == "number" and isinstance(value, int):
        return _ordered(column, op, nw.lit(value))
    if kind.name in ("text", "reference") and isinstance(value, str) and op in ("eq", "ne"):
        return _ordered(column, op, nw.lit(value))
    if isinstance(value, Fraction):
        raise NotInColumns("fraction")
    raise NotInColumns("kind")


def _choice(kind: Kind, column: nw.Expr, op: CompareOp, value: Any) -> nw.Expr:
    ids = [choice.id for choice in kind.choices]
    if value not in ids:
        raise NotInColumns("choice")
    if op in ("eq", "ne"):
        return _ordered(column, op, nw.lit(FIRST_CODE + ids.index(value)))
    fitting = [
        FIRST_CODE + place
        for place, each in enumerate(ids)
        if each not in kind.unordered and value not in kind.unordered and _HOLDS[op](place - ids.index(value))
    ]
    fits = reduce(lambda one, other: one | other, [column == code for code in fitting], nw.lit(False))
    return nw.when(column.is_null()).then(nw.lit(None, nw.Boolean)).otherwise(fits)


_HOLDS: dict[CompareOp, Callable[[int], bool]] = {
    "ge": lambda sign: sign >= 0,
    "gt": lambda sign: sign > 0,
    "le": lambda sign: sign <= 0,
    "lt": lambda sign: sign < 0,
}


def _ordered(column: nw.Expr, op: CompareOp, value: nw.Expr) -> nw.Expr:
    match op:
        case "ge":
            return column >= value
        case "gt":
            return column > value
        case "le":
            return column <= value
        case "lt":
            return column < value
        case "eq":
            return column == value
        case "ne":
            return column != value
        case _:
            assert_never(op)
