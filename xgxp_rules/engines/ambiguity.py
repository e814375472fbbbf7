"""Which readings of a text a decision depends on: those that replace something the decision is made from.

An answer names only these. The rest of a document may be ambiguous as well, but no choice there changes this answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xgxp_rules.engines.plans import parameters_in
from xgxp_rules.engines.program import CompiledCondition, Part, Program
from xgxp_rules.engines.scopes import Placed
from xgxp_rules.model.policy import Reading


def readings_of(program: Program) -> tuple[Reading, ...]:
    """Return the readings that replace a fact, a parameter or a rule of the program, in the document's order."""
    version = program.version
    names = _names(program)
    return tuple(reading for reading in version.readings if not names.isdisjoint(_replaced(reading)))


def _replaced(reading: Reading) -> Iterator[tuple[str, str]]:
    for choice in reading.choices:
        yield from (("fact", fact.id) for fact in choice.facts)
        yield from (("parameter", parameter.name) for parameter in choice.parameters)
        yield from (("rule", rule.id) for rule in choice.rules)
        yield from (("requirement", one.id) for one in choice.requirements)


def _names(program: Program) -> frozenset[tuple[str, str]]:
    """Return what a program is made from, of the policy's own: facts, parameters and rules, by name."""
    own = [slot for slot in program.slots if slot.home.version.id == program.version.id]
    parts = [slot.details for slot in own if isinstance(slot.details, Part)]
    rules = [*program.rules, *(rule for part in parts for rule in part.rules)]
    requirements = [*program.requirements, *(one for part in parts for one in part.requirements)]
    conditions = [part for rule in rules for part in (rule.when, rule.unless)]
    conditions += [part for one in requirements for part in (one.concerns, one.need, one.unless)]
    behind = [placed for slot in own for placed in _behind(slot.details)]
    return frozenset(
        (
            *(("fact", slot.fact.id) for slot in own if slot.fact is not None),
            *(("parameter", slot.parameter.name) for slot in own if slot.parameter is not None),
            *(("parameter", name) for name in _parameters((*_placed(conditions), *behind))),
            *(("rule", rule.rule.id) for rule in rules),
            *(("requirement", one.requirement.id) for one in requirements),
        )
    )


def _behind(details: object) -> Iterator[Placed]:
    """Yield the conditions that a worked-out fact is made with."""
    if isinstance(details, Placed):
        yield details
    elif isinstance(details, tuple):
        for one in details:
            yield from _behind(one)


def _placed(conditions: Iterable[CompiledCondition | None]) -> Iterator[Placed]:
    return (condition.placed for condition in conditions if condition is not None)


def _parameters(placed: Iterable[Placed]) -> Iterator[str]:
    return (name for one in placed for name in parameters_in(one))
