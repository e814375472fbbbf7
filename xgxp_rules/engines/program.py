"""One decision compiled: its conditions as closures, its facts as slots in the order in which they are filled.

A program holds no record and no date; it is made once for a policy version and used from any number of threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter, Tester
from xgxp_rules.engines.facts import compile_form
from xgxp_rules.engines.linking import linked_scope
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.outcomes import Places, Settled, places_of, settle_all, settle_one, settle_requirements
from xgxp_rules.engines.results import result_getter
from xgxp_rules.engines.scopes import Home, Placed, RecordScope, Slot
from xgxp_rules.engines.shown_kinds import shown_kinds
from xgxp_rules.engines.valuing import Valuing, valuing_of
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.nodes import Condition, FactRef, Operand
from xgxp_rules.model.policy import Decision, Guard, InForce, Outcome, PolicyVersion, Requirement, Rule
from xgxp_rules.model.values import UNKNOWN, Choice, Kind, Truth
from xgxp_rules.model.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class CompiledCondition:
    """A condition as closure and as tree, and whose names it uses."""

    judge: Tester
    placed: Placed
    home: Home


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule: it holds where `when` does and `unless` does not."""

    rule: Rule
    outcome: Outcome
    when: CompiledCondition
    unless: CompiledCondition | None
    in_force: InForce | None

    def judge(self, env: Env) -> Truth:
        """Return the rule's truth; outside its window a rule does not exist, which reads as false."""
        when = self.when.judge(env)
        if self.unless is None:
            return when if self.in_force is None or self.in_force.holds_on(env.as_of) else False
        exception = self.unless.judge(env)
        return _unless(when, exception) if self.in_force is None or self.in_force.holds_on(env.as_of) else False


@dataclass(frozen=True, slots=True)
class CompiledRequirement:
    """A requirement: for whom, what is needed, what waives it."""

    requirement: Requirement
    concerns: CompiledCondition | None
    need: CompiledCondition
    unless: CompiledCondition | None

    def judge(self, env: Env) -> tuple[Truth, Truth, Truth, Truth]:
        """Return whether it is met, whether it concerns the record, its need and its waiver."""
        window = self.requirement.in_force
        concerns = True if self.concerns is None else self.concerns.judge(env)
        if window is not None and not window.holds_on(env.as_of):
            concerns = False
        need = self.need.judge(env)
        waived = False if self.unless is None else self.unless.judge(env)
        return _met(concerns, need, waived), concerns, need, waived


def _unless(when: Truth, exception: Truth) -> Truth:
    if when is False or exception is True:
        return False
    return None if when is None or exception is None else True


def _met(concerns: Truth, need: Truth, waived: Truth) -> Truth:
    if concerns is False or need is True or waived is True:
        return True
    return None if None in (concerns, need, waived) else False


@dataclass(frozen=True, slots=True)
class CompiledGuard:
    """A guard of higher law, and the policy version it comes from."""

    guard: Guard
    source: PolicyVersion
    when: CompiledCondition
    unless: CompiledCondition | None

    def judge(self, env: Env) -> Truth:
        """Return whether the guard stands; outside its window it does not exist."""
        when = self.when.judge(env)
        truth = when if self.unless is None else _unless(when, self.unless.judge(env))
        window = self.guard.in_force
        return truth if window is None or window.holds_on(env.as_of) else False


@dataclass(frozen=True, slots=True)
class Program:
    """A decision ready to run."""

    version: PolicyVersion
    decision: Decision
    slots: tuple[Slot, ...]
    node_count: int
    rules: tuple[CompiledRule, ...]
    requirements: tuple[CompiledRequirement, ...]
    guards: tuple[CompiledGuard, ...]
    valuing: Valuing | None
    places: Places
    kinds: tuple[Kind, ...]
    home: Home
    linked: bool = False
    """Whether facts of other records, or of other days, are read."""
    reaches: frozenset[str] = frozenset()
    """The kinds of the records whose facts are read beside the record's own."""
    measured_on: Getter | None = None
    """How the measuring day is found on the decision date; None where it is the decision date itself."""
    day_slot: int | None = None
    """The slot of the record's own fact that is the measuring day, if it is one."""
    beside: Any = None
    """The consequences and procedures of the outcomes."""
    plans: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def run(self, env: Env) -> Settled:
        """Fill every slot, judge every condition, and return what the decision comes to."""
        values = env.values
        for slot in self.slots:
            values.append(slot.fill(env))
        return self.settle(env)

    def settle(self, env: Env) -> Settled:
        """Return what the decision comes to once the slots are filled, its value included."""
        settled = settle(self, env)
        return settled if self.valuing is None else self.valuing.settle(self.decision, settled, env, self.rules)


def unmeasured(program: Program, env: Env) -> Settled:
    """Return what a decision comes to while nobody knows the day it is measured on: every condition is open."""
    program.run(env)
    for number, slot in enumerate(program.slots):
        supplied = slot.fact is not None and slot.fact.form is None
        if number != program.day_slot and not supplied:
            env.values[number] = UNKNOWN
    env.truths[:] = [None] * len(env.truths)
    decision = program.decision
    if program.requirements:
        return settle_requirements(decision, [(None, None, None, None) for _one in program.requirements])
    asked = [one.in_force is None or one.in_force.holds_on(env.as_of) for one in program.rules]
    truths: list[Truth] = [None if one else False for one in asked]
    if decision.decides == "all":
        return settle_all(decision, program.rules, program.places, truths, env)
    return settle_one(decision, program.rules, program.places, truths, env)


def settle(program: Any, env: Env) -> Settled:
    """Judge the rules or requirements of a compiled decision."""
    decision: Decision = program.decision
    if program.requirements:
        return settle_requirements(decision, [one.judge(env) for one in program.requirements])
    truths = [rule.judge(env) for rule in program.rules]
    if decision.decides == "all":
        return settle_all(decision, program.rules, program.places, truths, env)
    return settle_one(decision, program.rules, program.places, truths, env)


def compile_decision(form: DecisionResult, scope: RecordScope) -> tuple[Getter, Any]:
    """Return a decision's outcome as a value: one outcome, or those still possible; a blocked one is unknown."""
    decision = scope.version.decision(form.decision)
    if decision is not None and decision.measured_on is not None and not form.on_its_day:
        return _on_its_day(form, decision, scope)
    part = compile_part(scope.version, form.decision, scope)
    if not form.blocked_counts:
        # A decision of higher law answers to the guards of its own text, so that no two policies wait for each other.
        bearing = scope.root.guards if form.on_its_day else scope.guards
        guards = bearing if scope.main is None else tuple((scope.version, one) for one in scope.version.guards)
        part = replace(part, guards=_guards(guards, part, scope))
    return result_getter(part, settle, blocked_counts=form.blocked_counts), part


def _on_its_day(form: DecisionResult, decision: Decision, scope: RecordScope) -> tuple[Getter, Any]:
    """Return the outcome of a decision that is measured on a day of its own; unknown while nobody knows the day."""
    assert decision.measured_on is not None
    there = linked_scope(scope, scope.about)
    kind = Kind("choice", choices=tuple(Choice(one.id, one.label) for one in decision.outcomes))
    fact = Fact(decision.id, decision.title, kind, form=replace(form, on_its_day=True))
    slot = there.slot_of_form(f"{decision.id}@{form.blocked_counts}", fact)
    read_day = _day_of(decision.measured_on, scope)

    def outcome(env: Env) -> Any:
        day = read_day(env)
        if not isinstance(day, date) or env.world is None:
            return UNKNOWN
        return env.world.env(there, env.record, day).values[slot]

    return outcome, MeasuredDetails(there, slot, read_day)


@dataclass(frozen=True, slots=True)
class Part:
    """The rules and requirements of a decision inside some program."""

    decision: Decision
    rules: tuple[CompiledRule, ...]
    requirements: tuple[CompiledRequirement, ...]
    places: Places
    guards: tuple[CompiledGuard, ...] = ()


def compile_part(version: PolicyVersion, decision_id: str, scope: RecordScope) -> Part:
    """Return a decision's rules and requirements compiled into a scope."""
    decision = version.decision(decision_id)
    if decision is None:
        raise KeyError(decision_id)
    rules = tuple(_rule(rule, decision, scope) for rule in _in_order(version, decision))
    requirements = tuple(_requirement(one, scope) for one in decision.requires)
    return Part(decision, rules, requirements, places_of(decision, rules))


def _in_order(version: PolicyVersion, decision: Decision) -> list[Rule]:
    order = {outcome.id: place for place, outcome in enumerate(decision.outcomes)}
    return sorted(version.rules_of(decision.id), key=lambda rule: order[rule.outcome])


def _rule(rule: Rule, decision: Decision, scope: RecordScope) -> CompiledRule:
    outcome = decision.outcome(rule.outcome)
    assert outcome is not None
    return CompiledRule(rule, outcome, _compiled(rule.when, scope), _optional(rule.unless, scope), rule.in_force)


def _requirement(one: Requirement, scope: RecordScope) -> CompiledRequirement:
    return CompiledRequirement(
        one, _optional(one.concerns, scope), _compiled(one.need, scope), _optional(one.unless, scope)
    )


def _compiled(condition: Condition, scope: RecordScope) -> CompiledCondition:
    return CompiledCondition(*compile_condition(condition, scope), scope.home)


def _optional(condition: Condition | None, scope: RecordScope) -> CompiledCondition | None:
    return None if condition is None else _compiled(condition, scope)


def compile_program(
    version: PolicyVersion, decision_id: str, guards: tuple[tuple[PolicyVersion, Guard], ...] = ()
) -> Program:
    """Return one decision of a version compiled, with the guards that may stand against it.

    Raises:
        KeyError: the version has no such decision.
    """
    decision = version.decision(decision_id)
    if decision is None:
        raise KeyError(decision_id)
    scope = RecordScope(version, decision.about, compile_form, compile_decision, guards=guards)
    part = compile_part(version, decision.id, scope)
    compiled_guards = _guards(guards, part, scope)
    valuing = valuing_of(decision, part.rules, scope)
    beside = _beside(part, compiled_guards, scope)
    measured_on = None if decision.measured_on is None else _day_of(decision.measured_on, scope)
    day_slot = _slot_of_day(decision.measured_on, scope)
    return Program(
        version,
        part.decision,
        tuple(scope.slots),
        scope.node_count,
        part.rules,
        part.requirements,
        compiled_guards,
        valuing,
        part.places,
        shown_kinds(scope.slots, _conditions(part, compiled_guards)),
        scope.home,
        linked=bool(scope.links) or measured_on is not None,
        reaches=frozenset(about for _policy, about in scope.links),
        measured_on=measured_on,
        day_slot=day_slot,
        beside=beside,
    )


def _conditions(part: Part, guards: tuple[CompiledGuard, ...]) -> Iterator[CompiledCondition]:
    found: list[CompiledCondition | None] = []
    for rule in part.rules:
        found += (rule.when, rule.unless)
    for guard in guards:
        found += (guard.when, guard.unless)
    for requirement in part.requirements:
        found += (requirement.concerns, requirement.need, requirement.unless)
    yield from (each for each in found if each is not None)


def _beside(part: Part, guards: tuple[CompiledGuard, ...], scope: RecordScope) -> Any:
    """Return the consequences and procedures that the outcomes may bring."""
    from xgxp_rules.engines.consequences import compile_beside

    return compile_beside(part, [(one.source, one.guard) for one in guards], scope)


def _guards(
    guards: tuple[tuple[PolicyVersion, Guard], ...], part: Part, scope: RecordScope
) -> tuple[CompiledGuard, ...]:
    """Return the guards that can bear on a decision, each compiled with the names of the version it comes from."""
    effects = {effect for outcome in part.decision.outcomes for effect in outcome.effects}
    effects |= {effect for outcome in part.decision.outcomes for one in outcome.one_of for effect in one.effects}
    effects |= {effect for one in part.rules for effect in one.rule.effects}
    scopes = {scope.version.id: scope}
    compiled = []
    for source, guard in guards:
        if guard.about == scope.about and effects & set(guard.against):
            own = scopes.setdefault(source.id, scope.higher(source))
            when, unless = _compiled(guard.when, own), _optional(guard.unless, own)
            compiled.append(CompiledGuard(guard, source, when, unless))
    return tuple(compiled)


def _slot_of_day(operand: Operand | None, scope: RecordScope) -> int | None:
    if not isinstance(operand, FactRef):
        return None
    return scope.slot_of_path(operand.id, operand.path) if operand.path else scope.slot_of(operand.id)


def _day_of(operand: Operand, scope: RecordScope) -> Getter:
    """Return how a measuring day is found; what it is made from is itself measured on the decision date."""
    there = linked_scope(scope, scope.about)
    read, constant = there.getter(operand)

    def day(env: Env) -> Any:
        if read is None or env.world is None:
            return constant
        return read(env.world.env(there, env.record, env.as_of))

    return day


def new_env(program: Program, record: Any, on: date, **more: Any) -> Env:
    """Return a fresh environment for one run of a program."""
    return Env(record, on, [], [None] * program.node_count, calendar=program.version.calendar, **more)


__all__ = ["CompiledRule", "Part", "Program", "compile_program", "new_env"]
