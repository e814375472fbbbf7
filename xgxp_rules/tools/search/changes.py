"""What two versions of one decision do not share: rules and facts that read differently, at first or second hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from xgxp_rules.engines.program import CompiledCondition, CompiledGuard, CompiledRequirement, CompiledRule, Program
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.model.nodes import ParameterRef
from xgxp_rules.model.references import names_in
from xgxp_rules.tools.search.cells import slots_below

Judged = CompiledRule | CompiledRequirement | CompiledGuard


def conditions(part: Judged) -> Iterator[CompiledCondition]:
    """Yield the conditions of a compiled rule, requirement or guard."""
    concerns, holds = (part.concerns, part.need) if isinstance(part, CompiledRequirement) else (None, part.when)
    yield from (one for one in (concerns, holds, part.unless) if one is not None)


def name_of(part: Judged) -> str:
    """Return the id of a rule, requirement or guard."""
    return str(_text(part).id)


def _text(part: Judged) -> Any:
    match part:
        case CompiledRule(rule=rule):
            return rule
        case CompiledRequirement(requirement=requirement):
            return requirement
        case CompiledGuard(guard=guard):
            return guard


def changes(one: Program, other: Program) -> tuple[frozenset[str], bool]:
    """Return the rules, requirements and guards that read differently, and whether nothing else can differ.

    Something else is the order or the effects of outcomes, a value, or a fact of another record.
    """
    parameters = _changed_parameters(one, other)
    facts = _changed_slots(one, other, parameters)
    mine, theirs = _parts(one), _parts(other)
    touched = set(mine.keys() ^ theirs.keys())
    for name in mine.keys() & theirs.keys():
        read = _reads(mine[name], one) | _reads(theirs[name], other)
        texts = _text(mine[name]), _text(theirs[name])
        if texts[0] != texts[1] or facts & read or any(_names(text) & parameters for text in texts):
            touched.add(name)
    return frozenset(touched), _nothing_else(one, other, bool(touched))


def swapped(one: Program, other: Program) -> tuple[str, ...]:
    """Return the two outcomes that have changed places, where that is all in which two decisions differ."""
    mine, theirs = one.decision.outcomes, other.decision.outcomes
    places = [place for place, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b]
    if len(places) != 2 or {mine[place] for place in places} != {theirs[place] for place in places}:
        return ()
    return tuple(mine[place].id for place in places)


def all_offered(program: Program, outcomes: Sequence[str]) -> bool:
    """Return whether outcomes can only ever be offered: their order is then one of display, since an office chooses."""
    rules = [one for one in program.rules if one.rule.outcome in outcomes]
    return all(one.outcome.one_of or (one.rule.modality or one.outcome.modality) == "may" for one in rules)


def _nothing_else(one: Program, other: Program, touched: bool) -> bool:
    """Return whether two programs can only differ by the truth of what was touched."""
    valued = one.decision.value or any(part.rule.value is not None for part in (*one.rules, *other.rules))
    return one.decision.outcomes == other.decision.outcomes and not valued and (touched or not one.linked)


def set_apart(programs: Sequence[Program]) -> frozenset[str]:
    """Return the names of the slots that two programs make differently, or make from something that differs."""
    if len(programs) < 2:
        return frozenset()
    one, other = programs[0], programs[1]
    changed = _changed_slots(one, other, _changed_parameters(one, other))
    return frozenset(
        slot.name for program in (one, other) for slot in program.slots if changed & _behind(slot, program)
    )


def _parts(program: Program) -> dict[str, Judged]:
    parts: tuple[Judged, ...] = (*program.rules, *program.requirements, *program.guards)
    return {name_of(part): part for part in parts}


def _changed_parameters(one: Program, other: Program) -> frozenset[str]:
    mine, theirs = ({each.name: (each.constant, each.form) for each in p.version.parameters} for p in (one, other))
    return frozenset(name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name))


def _changed_slots(one: Program, other: Program, parameters: frozenset[str]) -> frozenset[str]:
    """Return the names of slots that are declared differently, or name a parameter that is."""
    mine, theirs = ({slot.name: slot.fact or slot.parameter for slot in each.slots} for each in (one, other))
    names = mine.keys() & theirs.keys()
    return frozenset(name for name in names if mine[name] != theirs[name] or _names(mine[name]) & parameters)


def _names(part: object) -> frozenset[str]:
    return frozenset(name.name for name in names_in(part) if isinstance(name, ParameterRef))


def _reads(part: Judged, program: Program) -> frozenset[str]:
    numbers = {number for condition in conditions(part) for number in slots_below(condition, program)}
    return frozenset(program.slots[number].name for number in numbers)


def _behind(slot: Slot, program: Program) -> frozenset[str]:
    """Return the names of a slot and of everything it is made from."""
    found, todo = {slot.name}, list(slot.inputs)
    while todo:
        below = program.slots[todo.pop()]
        if below.name not in found:
            found.add(below.name)
            todo += below.inputs
    return frozenset(found)
