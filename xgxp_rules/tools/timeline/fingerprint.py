"""One day of a decision as a tuple that can be compared with another day's.

Between two breaks every part of it only rises, only falls or stands still; so two equal fingerprints mean that nothing
changed in between. A test with two bounds is taken apart, because its truth alone may go and come back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from xgxp_rules.engines.comparing import comparison
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import CompiledCondition, Part, Program
from xgxp_rules.engines.scopes import Placed
from xgxp_rules.engines.scoring import CompiledPoints
from xgxp_rules.engines.tables import CompiledTable
from xgxp_rules.model.forms import Keyed
from xgxp_rules.model.nodes import (
    Check,
    Compare,
    CompareOp,
    Constant,
    FactRef,
    FactTest,
    OneOf,
    Operand,
    ParameterRef,
    checks,
)
from xgxp_rules.tools.timeline.movement import MOVING, STILL, Motions, Stretch, restless_slots

Probe = Callable[[Env], Any]


@dataclass(frozen=True, slots=True)
class Course:
    """What to look at between two breaks: nothing where all stands still, every day where probes are None."""

    still: bool
    probes: tuple[Probe, ...] | None


class Watch:
    """What of a program is watched: its truths, the parts of its bands, the rows it took, its value."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.tests = [(test, by_name) for test, by_name in tests_of(program)]
        self._value_slots = list(_value_slots(program))
        self._courses: dict[frozenset[int], Course] = {}

    def course(self, stretch: Stretch) -> Course:
        """Return what to look at on the days of a stretch."""
        restless = restless_slots(self.program, stretch)
        found = self._courses.get(restless)
        if found is None:
            motions = Motions(self.program, restless)
            found = self._courses[restless] = Course(self._is_still(motions), self._probes(motions))
        return found

    def _probes(self, motions: Motions) -> tuple[Probe, ...] | None:
        """Return what to look at beside the truths, or None where only every single day will do."""
        found: list[Probe] = []
        for test, by_name in self.tests:
            motion = motions.test(test, by_name)
            if motion is MOVING:
                return None
            if motion is not STILL and not _is_plain(test.check):
                found += self._of_parts(test, by_name)
        for place, slot in enumerate(self.program.slots):
            if isinstance(slot.details, CompiledTable):
                found.append(slot.details.taken)
            elif isinstance(slot.fact and slot.fact.form, Keyed):
                found.append(_read(place))
        if any(motions.of_slot[place] is MOVING for place in self._value_slots):
            return None
        return tuple(found)

    def _is_still(self, motions: Motions) -> bool:
        """Return whether nothing at all moves until the next break."""
        moving = any(motions.test(test, by_name) is not STILL for test, by_name in self.tests)
        moving = moving or motions.rows_change
        return not moving and all(motions.of_slot[place] is STILL for place in self._value_slots)

    def _of_parts(self, test: FactTest, by_name: Any) -> Iterator[Probe]:
        slot = by_name.get(test.fact.name)
        fact = None if slot is None else self.program.slots[slot].fact
        if slot is None or fact is None:
            return
        for op, operand, check in _bounds(test.check):
            judge = comparison(fact.kind, replace(check, op=op), self.program.version.calendar)
            yield _probe(judge, slot, self._operand(operand, by_name))

    def _operand(self, operand: Operand, by_name: Any) -> Probe:
        match operand:
            case Constant(value=value):
                return lambda env: value
            case FactRef() | ParameterRef():
                name = operand.name if isinstance(operand, FactRef) else f"parameter:{operand.name}"
                if name in by_name:
                    return _read(by_name[name])
                parameter = self.program.version.parameter(name.removeprefix("parameter:"))
                constant = None if parameter is None or parameter.constant is None else parameter.constant.value
                return lambda env: constant
            case _:
                return lambda env: env.on


def _probe(judge: Any, slot: int, operand: Probe) -> Probe:
    return lambda env: judge(env.values[slot], operand(env))


def _read(place: int) -> Probe:
    return lambda env: env.values[place]


def _is_plain(check: Check) -> bool:
    """Return whether a test turns at most once while its fact moves one way."""
    return isinstance(check, Compare) and check.op in ("ge", "gt", "le", "lt")


def _bounds(check: Check) -> Iterator[tuple[CompareOp, Operand, Compare]]:
    """Yield the single bounds that a band, an equality or a choice among values is made of."""
    for part in checks(check):
        if isinstance(part, Compare):
            ops: tuple[CompareOp, ...] = ("ge", "gt") if part.op in ("eq", "ne") else (part.op,)
            yield from ((op, part.operand, part) for op in ops)
        elif isinstance(part, OneOf):
            for operand in part.operands:
                yield "ge", operand, Compare("ge", operand)
                yield "gt", operand, Compare("gt", operand)


def fingerprint(run: Run, probes: tuple[Probe, ...]) -> tuple[Any, ...]:
    """Return one day in a form that can be compared with another day's."""
    env = run.env
    return (
        id(run.program),
        *env.truths,
        *run.guard_truths,
        *run.settled.rule_truths,
        *(probe(env) for probe in probes),
        steady_value(run),
    )


def steady_value(run: Run) -> Any:
    """Return the value that an answer is compared by; a period that grows with the days is none."""
    valuing = run.program.valuing
    return None if valuing is None or valuing.kind.name == "period" else run.settled.value


def tests_of(program: Program) -> Iterator[tuple[FactTest, Any]]:
    """Yield every test of a program on the record's own facts, with where its names lead."""
    for rule in program.rules:
        yield from _of_conditions((rule.when, rule.unless))
    for one in program.requirements:
        yield from _of_conditions((one.concerns, one.need, one.unless))
    for guard in program.guards:
        yield from _of_conditions((guard.when, guard.unless))
    for slot in program.slots:
        for placed in _placed_in(slot.details):
            yield from _of_placed(placed, slot.home.slots)
        if isinstance(slot.details, Part):
            yield from _of_part(slot.details)


def _of_part(part: Part) -> Iterator[tuple[FactTest, Any]]:
    for rule in part.rules:
        yield from _of_conditions((rule.when, rule.unless))
    for guard in part.guards:
        yield from _of_conditions((guard.when, guard.unless))
    for requirement in part.requirements:
        yield from _of_conditions((requirement.concerns, requirement.need, requirement.unless))


def _of_conditions(conditions: tuple[CompiledCondition | None, ...]) -> Iterator[tuple[FactTest, Any]]:
    for one in conditions:
        if one is not None:
            yield from _of_placed(one.placed, one.home.slots)


def _of_placed(placed: Placed, by_name: Any) -> Iterator[tuple[FactTest, Any]]:
    if isinstance(placed.condition, FactTest):
        yield placed.condition, by_name
    for part in placed.parts:
        yield from _of_placed(part, by_name)


def _placed_in(details: Any) -> Iterator[Placed]:
    """Yield the conditions on the record that a slot is filled by; those on items of a list are not among them."""
    if isinstance(details, Placed):
        yield details
    elif isinstance(details, CompiledPoints):
        yield from details.conditions()
    elif isinstance(details, tuple):
        yield from (one for one in details if isinstance(one, Placed))


def _value_slots(program: Program) -> Iterator[int]:
    if program.valuing is not None:
        if program.valuing.slot is not None:
            yield program.valuing.slot
        yield from (one.slot for one in program.valuing.rules if one is not None and one.slot is not None)
