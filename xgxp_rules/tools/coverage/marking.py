"""Which sides of which targets one decision shows: read off the truths and values that the interpreter wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import CompiledCondition
from xgxp_rules.engines.scopes import Placed
from xgxp_rules.model.nodes import Constant, FactTest, MeasuringDay
from xgxp_rules.model.transitions import Transition
from xgxp_rules.tools.coverage.steps import fixed_operand, side_among, side_of
from xgxp_rules.tools.coverage.targets import Bound, OwnDay, Target, by_identity

Marks = frozenset[tuple[int, str]]
"""Targets by their place, each with a side that was shown."""


def marks_of(targets: tuple[Target, ...], decision: Decision) -> Marks:
    """Return what a decision shows of the targets of its own version."""
    return frozenset(_Marker(targets, decision).marks())


class _Marker:
    def __init__(self, targets: tuple[Target, ...], decision: Decision) -> None:
        self.targets, self.decision = targets, decision
        self.run: Run = decision.run
        self.places = by_identity(targets)
        self.bounds: dict[int, list[int]] = {}
        for place, target in enumerate(targets):
            if isinstance(target.thing, Bound):
                self.bounds.setdefault(id(target.thing.test), []).append(place)

    def marks(self) -> Iterator[tuple[int, str]]:
        yield from self._parts()
        for condition, names in self._conditions():
            yield from self._below(condition, names)
        yield from self._outcomes()
        yield from self._days()
        yield from self._transitions()

    def _mark(self, thing: object, side: str) -> Iterator[tuple[int, str]]:
        for place in self.places.get(id(thing), ()):
            if side in self.targets[place].sides:
                yield place, side

    def _parts(self) -> Iterator[tuple[int, str]]:
        run = self.run
        words = {True: "held", False: "refused"}
        for one, truth in zip(run.program.rules, run.settled.rule_truths, strict=False):
            in_force = one.in_force is None or one.in_force.holds_on(run.env.as_of)
            if in_force and truth is not None:
                yield from self._mark(one.rule, words[truth])
        for guard, truth in zip(run.program.guards, run.guard_truths, strict=False):
            if truth is not None:
                yield from self._mark(guard.guard, words[truth])
        for need, judged in zip(run.program.requirements, run.settled.requirement_truths, strict=False):
            met, concerned, needed, _waived = judged
            if met is False:
                yield from self._mark(need.requirement, "not_met")
            elif met and concerned and needed:
                yield from self._mark(need.requirement, "met")

    def _conditions(self) -> Iterator[tuple[Placed, Mapping[str, int]]]:
        """Yield every condition that was judged, with the slots of the names it uses."""
        program = self.run.program
        compiled: list[CompiledCondition | None] = []
        for rule in program.rules:
            compiled += (rule.when, rule.unless)
        for need in program.requirements:
            compiled += (need.concerns, need.need, need.unless)
        for guard in program.guards:
            compiled += (guard.when, guard.unless)
        for one in compiled:
            if one is not None:
                yield one.placed, one.home.slots
        for slot in program.slots:
            for placed in _placed(slot.details):
                yield placed, slot.home.slots

    def _below(self, placed: Placed, names: Mapping[str, int]) -> Iterator[tuple[int, str]]:
        truth = self.run.env.truths[placed.number] if placed.number < len(self.run.env.truths) else None
        if truth is not None:
            yield from self._mark(placed.condition, "true" if truth else "false")
        if isinstance(placed.condition, FactTest):
            yield from self._thresholds(placed.condition, names)
        for part in placed.parts:
            yield from self._below(part, names)

    def _thresholds(self, test: FactTest, names: Mapping[str, int]) -> Iterator[tuple[int, str]]:
        for place in self.bounds.get(id(test), ()):
            bound = self.targets[place].thing
            assert isinstance(bound, Bound)
            operand = fixed_operand(bound.check.operand, self.decision.setting.version)
            slot = names.get(test.fact.id)
            if slot is None or operand is None:
                continue
            value, kind = self.run.env.values[slot], self.run.program.kinds[slot]
            if bound.values:
                side = side_among(bound.values, value, self._value_of(operand))
            else:
                side = side_of(value, self._value_of(operand), kind, bound.check, bound.step)
            if side is not None and side in self.targets[place].sides:
                yield place, side

    def _value_of(self, operand: Constant | MeasuringDay) -> Any:
        return operand.value if isinstance(operand, Constant) else self.run.env.on

    def _outcomes(self) -> Iterator[tuple[int, str]]:
        declared = self.run.program.decision
        for outcome_id in (*self.decision.outcomes, *self.decision.offers):
            outcome = declared.outcome(outcome_id)
            if outcome is not None:
                yield from self._mark(outcome, "reached")

    def _days(self) -> Iterator[tuple[int, str]]:
        asked = {one.rule.id for one in self.run.program.rules}
        asked |= {one.requirement.id for one in self.run.program.requirements}
        asked |= {one.guard.id for one in self.run.program.guards}
        for place, target in enumerate(self.targets):
            if target.group != "day":
                continue
            edge = target.thing
            day = edge.day if isinstance(edge, OwnDay) else edge
            if day == self.decision.as_of and (not isinstance(edge, OwnDay) or edge.owner in asked):
                yield place, "asked"

    def _transitions(self) -> Iterator[tuple[int, str]]:
        truths = {one.id: one.truth for one in self.decision.transitions}
        for place, target in enumerate(self.targets):
            if isinstance(target.thing, Transition) and truths.get(target.owner) is not None:
                yield place, "held" if truths[target.owner] else "refused"


def _placed(details: Any) -> tuple[Placed, ...]:
    if isinstance(details, Placed):
        return (details,)
    return tuple(one for one in details if isinstance(one, Placed)) if isinstance(details, tuple) else ()
