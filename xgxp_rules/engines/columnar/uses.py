"""What is done with each value of a compiled decision: which tests are made of it, and where it flows on whole.

A value that is only ever tested can be cut into the cells between its tests; one that flows into an amount, or is
compared with another fact, has to be kept as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from xgxp_rules.engines.program import CompiledCondition, Part, Program
from xgxp_rules.engines.scopes import Home, Placed, Slot, refs_in
from xgxp_rules.engines.scoring import CompiledPoints
from xgxp_rules.model.forms import Calc, Cases, Day, Keyed, Since, Statutory, Until
from xgxp_rules.model.nodes import (
    Both,
    Check,
    Compare,
    Constant,
    Contains,
    FactRef,
    FactTest,
    OneOf,
    Operand,
    ParameterRef,
    checks,
)
from xgxp_rules.model.reach import Mapped
from xgxp_rules.model.tables import Table


@dataclass(frozen=True, slots=True)
class Tested:
    """One comparison that is made of a slot, and whose names its operand uses."""

    check: Compare
    home: Home


@dataclass(slots=True)
class Uses:
    """The tests of each slot, the slots whose values flow on whole, and the slots made from a day."""

    tests: dict[int, list[Tested]] = field(default_factory=dict)
    whole: set[int] = field(default_factory=set)
    made_from: dict[int, list[int]] = field(default_factory=dict)
    words: set[int] = field(default_factory=set)
    """The slots that are asked what they contain."""


def uses_of(program: Program, whole: Sequence[Any] = ()) -> Uses:
    """Return what a compiled decision does with every slot; `whole` are operands that are kept as they are."""
    uses = Uses()
    _whole(tuple(whole), program.home, uses)
    for compiled in (
        *_conditions_of(program.rules, program.requirements, program.guards),
        *(program.beside if isinstance(program.beside, tuple) else ()),
    ):
        _condition(compiled.placed, compiled.home, uses)
    for number, slot in enumerate(program.slots):
        _slot(number, slot, uses)
    for number in uses.words:  # a later slot may have asked an earlier one
        fact = program.slots[number].fact
        if fact is not None and fact.kind.name == "text":
            uses.whole.add(number)  # a word may stand anywhere in it
    valuing = program.valuing
    if valuing is not None:
        uses.whole |= {one.slot for one in valuing.rules if one is not None and one.slot is not None}
        if valuing.slot is not None:
            uses.whole.add(valuing.slot)
    return uses


def _conditions_of(rules: Any, requirements: Any, guards: Any) -> Iterator[CompiledCondition]:
    for rule in (*rules, *guards):
        yield from (one for one in (rule.when, rule.unless) if one is not None)
    for requirement in requirements:
        parts = (requirement.concerns, requirement.need, requirement.unless)
        yield from (one for one in parts if one is not None)


def _condition(placed: Placed, home: Home, uses: Uses) -> None:
    if isinstance(placed.condition, FactTest):
        test = placed.condition
        _check(home.slots[test.fact.name], test.check, home, uses)
    for part in placed.parts:
        _condition(part, home, uses)


def _check(slot: int, check: Check, home: Home, uses: Uses) -> None:
    if any(isinstance(part, Contains) for part in checks(check)):
        uses.words.add(slot)
    for one in comparisons(check):
        uses.tests.setdefault(slot, []).append(Tested(one, home))
        _whole(one.operand, home, uses)


def comparisons(check: Check) -> Iterator[Compare]:
    """Yield the comparisons that a check is made of."""
    match check:
        case Compare():
            yield check
        case OneOf(operands=several) | Contains(operands=several):
            yield from (Compare("eq", operand) for operand in several)
        case Both(parts=parts):
            for part in parts:
                yield from comparisons(part)
        case _:
            return


def _whole(part: Any, home: Home, uses: Uses) -> None:
    """Note every fact in a part as one whose value flows on."""
    for ref in refs_in(part):
        if isinstance(ref, FactRef) and ref.scope == "record" and ref.name in home.slots:
            uses.whole.add(home.slots[ref.name])


def _slot(number: int, slot: Slot, uses: Uses) -> None:
    owner = slot.fact or slot.parameter
    form = None if owner is None else owner.form
    home = slot.home
    for placed in _placed(slot.details):
        _condition(placed, home, uses)
    match form:
        case Since(start=base) | Until(end=base):
            _made(number, base, home, uses)
        case Day(base=base, plus=plus, less=less):
            _made(number, base, home, uses)
            _whole((plus, less), home, uses)
        case Statutory(born_on=born_on):
            _made(number, born_on, home, uses)
        case Cases(branches=branches, otherwise=otherwise, not_applicable=aside):
            _whole((tuple(one.value for one in branches), otherwise, aside), home, uses)
        case Table():
            _table(form.by, form.rows, home, uses)
        case Calc() | Mapped() | Keyed():
            _whole(form, home, uses)
        case _:
            pass
    if isinstance(slot.details, CompiledPoints):
        uses.whole.update(slot.inputs)
    if isinstance(slot.details, Part):
        part = slot.details
        for compiled in _conditions_of(part.rules, part.requirements, part.guards):
            _condition(compiled.placed, compiled.home, uses)


def _placed(details: Any) -> tuple[Placed, ...]:
    if isinstance(details, Placed):
        return (details,)
    return tuple(one for one in details if isinstance(one, Placed)) if isinstance(details, tuple) else ()


def _made(number: int, base: Operand, home: Home, uses: Uses) -> None:
    if isinstance(base, FactRef) and base.name in home.slots:
        uses.made_from.setdefault(home.slots[base.name], []).append(number)


def _table(by: tuple[FactRef, ...], rows: Any, home: Home, uses: Uses) -> None:
    for row in rows:
        if row.check is not None:
            _check(home.slots[by[0].name], row.check, home, uses)
        if isinstance(row.below, tuple):
            _table(by[1:], row.below, home, uses)
        else:
            _whole(row.below, home, uses)


def constant_of(operand: Operand, home: Home) -> Any:
    """Return the value that never changes behind an operand, or None where it has none."""
    if isinstance(operand, Constant):
        return operand.value
    if isinstance(operand, ParameterRef):
        parameter = home.version.parameter(operand.name)
        constant = None if parameter is None else parameter.constant
        return None if constant is None else constant.value
    return None
