"""Profiles settled: the interpreter decides each different combination of cells once, whoever has it.

A profile stands in the place of a record. The slots that columns hold give the value of their cell; every other slot,
the rules, the guards and the open facts are the interpreter's own, unchanged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from xgxp_rules.engines.columnar.leaves import AS_WORKED_OUT, Leaf
from xgxp_rules.engines.comparing import is_wide
from xgxp_rules.engines.guarding import held
from xgxp_rules.engines.interpreter import Run, evaluate
from xgxp_rules.engines.open_facts import missing_facts
from xgxp_rules.engines.program import CompiledCondition, Program
from xgxp_rules.engines.scopes import Home, Placed, Slot
from xgxp_rules.model.forms import Is
from xgxp_rules.model.nodes import FactTest
from xgxp_rules.model.records import Records
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.values import NOT_APPLICABLE, Truth

BITS = 62
"""Conditions whose failure fits into one whole number."""


class Profile:
    """What stands in the place of a record: the value of each leaf's cell, by slot."""

    choices = None

    def __init__(self, about: str, values: dict[int, Any]) -> None:
        self.about = about
        self.values = values


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decision comes to, as it goes into columns; several ids are joined by `|`."""

    status: str
    outcome: str | None
    possible: str
    value: Any
    reason: str
    rules: str
    failed: tuple[int, ...]
    open: str
    guards: str
    offers: str
    unknown: tuple[int, ...] = ()
    """The tests that are open, as `failed` holds those that are false: together they say what every test came to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One test among the conditions of a decision, by the number its truth is written under."""

    number: int
    test: FactTest
    home: Home
    of: str


def tests_in(program: Program) -> tuple[Asked, ...]:
    """Return the tests of a decision's rules, requirements and guards, and of the conditions that have a name."""
    found: dict[int, Asked] = {}
    for name, compiled in _conditions(program):
        _tests(compiled.placed, compiled.home, name, program, found)
    return tuple(found.values())


def _conditions(program: Program) -> Iterator[tuple[str, CompiledCondition]]:
    for rule in program.rules:
        for one in (rule.when, rule.unless):
            if one is not None:
                yield rule.rule.id, one
    for requirement in program.requirements:
        for one in (requirement.concerns, requirement.need, requirement.unless):
            if one is not None:
                yield requirement.requirement.id, one
    for guard in program.guards:
        for one in (guard.when, guard.unless):
            if one is not None:
                yield guard.guard.id, one


def _tests(placed: Placed, home: Home, of: str, program: Program, found: dict[int, Asked]) -> None:
    if not isinstance(placed.condition, FactTest):
        for part in placed.parts:
            _tests(part, home, of, program, found)
        return
    if placed.number in found:
        return
    found[placed.number] = Asked(placed.number, placed.condition, home, of)
    slot = program.slots[home.slots[placed.condition.fact.name]]
    if slot.fact is not None and isinstance(slot.fact.form, Is) and isinstance(slot.details, Placed):
        _tests(slot.details, slot.home, slot.fact.id, program, found)


def answer_of(run: Run, asked: tuple[Asked, ...]) -> Answer:
    """Return what an evaluation comes to, as it goes into columns."""
    settled, program = run.settled, run.program
    names = held(settled) if run.status != "undetermined" or settled.outcomes is not None else ()
    rules = [one.rule.id for one, truth in zip(program.rules, settled.rule_truths, strict=False) if truth]
    standing = [guard.guard.id for guard, truth in zip(program.guards, run.guard_truths, strict=False) if truth]
    return Answer(
        status=run.status,
        outcome="|".join(names) or None,
        possible="|".join(run.possible or names),
        value=_value(run),
        reason=_reason(run),
        rules="|".join(rules),
        failed=_with_truth(run, asked, False),
        open="|".join(dict.fromkeys(one.id for one in missing_facts(run))),
        guards="|".join(standing if run.status == "blocked" else ()),
        offers="|".join(settled.offers),
        unknown=_with_truth(run, asked, None),
    )


def _value(run: Run) -> Any:
    """Return the value as a column holds it: a number as such, anything else in words, an open one not at all."""
    value, valuing = run.settled.value, run.program.valuing
    if valuing is None or value is None or is_wide(value):
        return (
            "不适用" if value is NOT_APPLICABLE and valuing is not None and valuing.kind.name != "number" else None
        )
    if valuing.kind.name == "number":
        return float(value) if isinstance(value, int | Fraction) else None
    return show_value(value, valuing.kind)


def _reason(run: Run) -> str:
    if run.status == "determined":
        return ""
    if run.status == "blocked":
        return "guard"
    return run.settled.reason or ("guard" if run.guard_truths else "open")


def _with_truth(run: Run, asked: tuple[Asked, ...], wanted: Truth) -> tuple[int, ...]:
    """Return which tests came out so, as bits."""
    truths = run.env.truths
    words = [0] * (1 + (len(asked) - 1) // BITS if asked else 1)
    for place, one in enumerate(asked):
        if truths[one.number] is wanted:
            words[place // BITS] |= 1 << place % BITS
    return tuple(words)


class Settler:
    """Settles the profiles of one decision, each once."""

    def __init__(
        self, program: Program, leaves: list[Leaf], as_of: date, law: Any, others: Callable[[], Records | None]
    ) -> None:
        self.asked = tests_in(program)
        self._program = replace(program, slots=replaced(program, {leaf.slot for leaf in leaves}), plans={})
        self._as_of = as_of
        self._law = law
        self._others = others

    def settle(self, values: dict[int, Any]) -> Answer:
        """Return what a profile comes to."""
        profile = Profile(self._program.decision.about, values)
        run = evaluate(self._program, profile, self._as_of, local={}, law=self._law, others=self._others())
        return answer_of(run, self.asked)


def replaced(program: Program, leaves: set[int]) -> tuple[Slot, ...]:
    """Return the slots of a program, those of the leaves filled from a profile."""
    return tuple(
        replace(slot, fill=_filled(number, slot)) if number in leaves else slot
        for number, slot in enumerate(program.slots)
    )


def _filled(number: int, slot: Slot) -> Any:
    worked_out = slot.fill

    def fill(env: Any) -> Any:
        value = env.record.values[number]
        return worked_out(env) if value is AS_WORKED_OUT else value

    return fill
