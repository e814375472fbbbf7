"""Which readings of a text a decision depends on: those that replace something the decision is made from.

An answer names only these. The rest of a document may be ambiguous as well, but no choice there changes this answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from xgxp_rules.engines.plans import parameters_in
from xgxp_rules.engines.program import CompiledCondition, Part, Program
from xgxp_rules.engines.scopes import Placed
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.nodes import FactRef, ParameterRef
from xgxp_rules.model.policy import PolicyVersion, Reading
from xgxp_rules.model.process import Process
from xgxp_rules.model.quota import Quota, QuotaPart
from xgxp_rules.model.report import ReadingReport
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.spans import Span


def readings_of(program: Program) -> tuple[Reading, ...]:
    """Return the readings that replace a fact, a parameter or a rule of the program, in the document's order."""
    found: tuple[Reading, ...] | None = program.plans.get("readings")
    if found is None:
        names = _names(program)
        found = tuple(one for one in program.version.readings if not names.isdisjoint(_replaced(one)))
        program.plans["readings"] = found
    return found


def reading_report(reading: Reading, chosen: Mapping[str, str]) -> ReadingReport:
    """Return how an ambiguous passage was read, by the choices that were made."""
    choice = chosen.get(reading.id, reading.default)
    return ReadingReport(
        id=reading.id,
        clauses=reading.clauses,
        choice=choice,
        status=reading.status,
        default=choice == reading.default,
        note=reading.note,
    )


def _replaced(reading: Reading) -> Iterator[tuple[str, str]]:
    for choice in reading.choices:
        yield from (("fact", fact.id) for fact in choice.facts)
        yield from (("parameter", parameter.name) for parameter in choice.parameters)
        yield from (("rule", rule.id) for rule in choice.rules)
        yield from (("requirement", one.id) for one in choice.requirements)
        yield from (("quota", one.id) for one in choice.quotas)
        yield from (("process", one.id) for one in choice.processes)


def readings_of_quota(version: PolicyVersion, quota: Quota) -> tuple[Reading, ...]:
    """Return the readings that replace the quota or something it counts by, in the document's order."""
    return _readings_behind(version, ("quota", quota.id), [quota])


def readings_of_process(version: PolicyVersion, process: Process) -> tuple[Reading, ...]:
    """Return the readings that replace a process, or what its conditions, times and steps rest on, in order.

    A choice that brings in another process counts with what that one rests on.
    """
    others = [one for each in version.readings for choice in each.choices for one in choice.processes]
    parts: list[object] = [process, *(one for one in others if one.id == process.id)]
    names = {move.procedure for part in parts if isinstance(part, Process) for move in part.moves}
    procedures = [one for name in sorted(names) if (one := version.procedure(name)) is not None]
    return _readings_behind(version, ("process", process.id), [*parts, *procedures])


def _readings_behind(version: PolicyVersion, name: tuple[str, str], parts: Sequence[object]) -> tuple[Reading, ...]:
    names = _names_behind(version, name, parts)
    return tuple(one for one in version.readings if not names.isdisjoint(_replaced(one)))


def _names_behind(
    version: PolicyVersion, own: tuple[str, str], parts: Sequence[object]
) -> frozenset[tuple[str, str]]:
    """Return what something is made from: facts, parameters, rules and quotas, down to what records supply."""
    found, waiting = {own}, list[object](parts)
    while waiting:
        for part in _written(waiting.pop()):
            for name, behind in _named(version, part):
                if name not in found:
                    found.add(name)
                    waiting.append(behind)
    return frozenset(found)


def _named(version: PolicyVersion, part: object) -> Iterator[tuple[tuple[str, str], object]]:
    """Yield what a written name stands for, each with what that is made from in turn."""
    match part:
        case FactRef(id=name):
            facts = (one.get(name) for one in version.vocabularies)
            yield from ((("fact", name), (one.form, one.kind.fields)) for one in facts if one is not None)
        case ParameterRef(name=name):
            yield ("parameter", name), version.parameter(name)
        case QuotaPart(quota=name):
            other = version.quota(name)
            if other is not None:
                yield ("quota", other.id), (other.base, other.counted, other.relative)
        case DecisionResult(decision=name):
            yield from ((("rule", one.id), one) for one in version.rules_of(name))
            decision = version.decision(name)
            yield from ((("requirement", one.id), one) for one in (() if decision is None else decision.requires))
        case _:
            pass


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
            *(
                ("parameter", name)
                for slot in own
                if slot.fact is not None
                for name in _worked_with(slot.fact, program)
            ),
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


def _worked_with(fact: Fact, program: Program) -> Iterator[str]:
    """Yield the parameters that a fact is worked out with, those of the fields it asks of a list's items included."""
    vocabularies = program.version.vocabularies
    waiting, seen = [fact], set[str]()
    while waiting:
        written = list(_written(waiting.pop().form))
        yield from (one.name for one in written if isinstance(one, ParameterRef))
        asked = {one.id for one in written if isinstance(one, FactRef)}
        lists = (words.get(name) for words in vocabularies for name in asked)
        items = (field for found in lists if found is not None for field in found.kind.fields)
        waiting += [field for field in items if field.id in asked and field.id not in seen]
        seen |= asked


def _written(part: object) -> Iterator[object]:
    """Yield every name of a parameter, a fact, a decision or a quota's members anywhere in a form."""
    if isinstance(part, (ParameterRef, FactRef, DecisionResult, QuotaPart)):
        yield part
    elif isinstance(part, (tuple, list)):
        for one in part:
            yield from _written(one)
    elif is_dataclass(part) and not isinstance(part, (type, Span)):
        for each in fields(part):
            yield from _written(getattr(part, each.name))


def _placed(conditions: Iterable[CompiledCondition | None]) -> Iterator[Placed]:
    return (condition.placed for condition in conditions if condition is not None)


def _parameters(placed: Iterable[Placed]) -> Iterator[str]:
    return (name for one in placed for name in parameters_in(one))
