"""What there is to cover in one policy version, in the order of its file, under every one of its readings.

Facts that come with the language are not the policy's own and are left out; so are tests inside a list's `where`, which
are asked of each item and of nobody in particular (changing them is what mutation is for).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from xgxp_rules.model.forms import Cases, Delegated, Is
from xgxp_rules.model.nodes import (
    AllOf,
    AnyOf,
    AtLeast,
    Compare,
    Condition,
    Constant,
    FactTest,
    Not,
    Operand,
    ParameterRef,
    walk,
)
from xgxp_rules.model.policy import (
    Decision,
    Guard,
    InForce,
    Outcome,
    PolicyVersion,
    ReadingChoice,
    Requirement,
    Rule,
)
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.spans import Span
from xgxp_rules.tools.coverage.steps import (
    above_all,
    fixed_operand,
    known_values,
    sides_among,
    sides_wanted,
    step_of,
    thresholds,
)

Group = Literal["rule", "condition", "outcome", "boundary", "day"]
GROUPS: tuple[Group, ...] = ("rule", "condition", "outcome", "boundary", "day")


@dataclass(frozen=True, slots=True)
class Target:
    """One thing to cover: `sides` are what a suite has to show of it; `thing` is the part of the model that it is.

    `owner` names the rule, requirement, guard, decision or fact it stands in; `text` is what the author wrote.
    """

    group: Group
    owner: str
    text: str
    sides: tuple[str, ...]
    span: Span = field(default_factory=Span.none, compare=False)
    thing: object = field(default=None, compare=False, repr=False)


def targets_of(version: PolicyVersion, last_day: date | None = None) -> tuple[Target, ...]:
    """Return everything to cover; `last_day` is the version's last day in force, where it has one.

    The order is the same on every run, so that a place in it means the same in every process.
    """
    found: list[Target] = []
    rules = [*version.rules, *(one for choice in _choices(version) for one in choice.rules)]
    requirements = [one for decision in version.decisions for one in decision.requires]
    requirements += [one for choice in _choices(version) for one in choice.requirements]
    parts: list[Rule | Requirement | Guard] = [*rules, *requirements, *version.guards]
    for part in parts:
        found += _of_part(part, version)
    for about, fact in own_facts(version):
        found += _of_fact(fact, about, version)
    found += _outcomes(version)
    found += _days(version, last_day)
    return tuple(found)


def _choices(version: PolicyVersion) -> list[ReadingChoice]:
    return [choice for reading in version.readings for choice in reading.choices]


def own_facts(version: PolicyVersion) -> Iterator[tuple[str, Fact]]:
    """Yield the worked-out facts that the policy declares itself, those of its readings included."""
    from xgxp_rules.language.loader import builtin_vocabulary

    for vocabulary in version.vocabularies:
        builtin = builtin_vocabulary(vocabulary.about)
        for fact in vocabulary.facts:
            known = builtin.get(fact.id)
            if fact.form is not None and (known is None or known.form != fact.form):
                yield vocabulary.about, fact
    for choice in _choices(version):
        for fact in choice.facts:
            about = next((one.about for one in version.vocabularies if fact.id in one), "")
            if fact.form is not None and about:
                yield about, fact


def conditions_of(part: Rule | Requirement | Guard) -> tuple[Condition, ...]:
    """Return the conditions of a rule, a requirement or a guard."""
    found = (part.concerns, part.need, part.unless) if isinstance(part, Requirement) else (part.when, part.unless)
    return tuple(one for one in found if one is not None)


def about_of(part: Rule | Requirement | Guard, version: PolicyVersion) -> str:
    """Return the kind of record that a rule, a requirement or a guard speaks of."""
    if isinstance(part, Guard):
        return part.about
    for decision in version.decisions:
        if isinstance(part, Rule) and decision.id == part.decision:
            return decision.about
        if any(one.id == part.id for one in decision.requires):
            return decision.about
    return "teacher"


def _of_part(part: Rule | Requirement | Guard, version: PolicyVersion) -> Iterator[Target]:
    sides = ("met", "not_met") if isinstance(part, Requirement) else ("held", "refused")
    yield Target("rule", part.id, part.title, sides, part.span, part)
    about = about_of(part, version)
    for condition in conditions_of(part):
        yield from _of_condition(condition, part.id, about, version, root_counts=part_has_more(part))
    if part.in_force is not None:
        yield from _window(part.id, part.in_force, version, part.span)


def part_has_more(part: Rule | Requirement | Guard) -> bool:
    """Return whether the truth of the part can differ from that of its condition."""
    return len(conditions_of(part)) > 1


def _of_fact(fact: Fact, about: str, version: PolicyVersion) -> Iterator[Target]:
    match fact.form:
        case Is(condition=condition):
            yield from _of_condition(condition, fact.label, about, version, root_counts=True)
        case Cases(branches=branches):
            for branch in branches:
                yield from _of_condition(branch.when, fact.label, about, version, root_counts=True)
        case _:
            pass


def _of_condition(
    condition: Condition, owner: str, about: str, version: PolicyVersion, *, root_counts: bool
) -> Iterator[Target]:
    """Yield each part of a condition, both ways, and the boundaries of its tests."""
    for node in walk(condition):
        if node is not condition or root_counts or isinstance(node, FactTest):
            text = condition_text(node, about, version)
            yield Target("condition", owner, text, ("true", "false"), place_of(node), node)
        if isinstance(node, FactTest):
            yield from _boundaries(node, owner, about, version)


def _boundaries(test: FactTest, owner: str, about: str, version: PolicyVersion) -> Iterator[Target]:
    fact = version.vocabulary(about).get(test.fact.id)
    if fact is None or test.fact.path:
        return
    for bound in thresholds(test.check):
        operand = fixed_operand(bound.operand, version)
        if operand is not None and fact.kind.name in ("number", "date", "period", "choice"):
            text = condition_text(test, about, version)
            values = known_values(fact, version) if isinstance(operand, Constant) else ()
            wanted = (
                sides_among(values, operand.value)
                if values and isinstance(operand, Constant)
                else sides_wanted(operand, fact.kind)
            )
            if above_all(fact, operand, version.vocabulary(about)):
                wanted = tuple(side for side in wanted if side != "above")
            yield Target(
                "boundary", owner, text, wanted, test.span, Bound(test, bound, values, step_of(fact, version))
            )


@dataclass(frozen=True, slots=True)
class Bound:
    """One threshold of one test; `values` are the only ones that its fact can have, where they are written out.

    `step` is the smallest by which its fact moves.
    """

    test: FactTest
    check: Compare
    values: tuple[object, ...] = ()
    step: int = 1


def condition_text(node: Condition, about: str, version: PolicyVersion) -> str:
    """Return a part of a condition in the author's words; a group by what joins its parts."""
    match node:
        case FactTest():
            fact = version.vocabulary(about).get(node.fact.id)
            label = node.fact.id if fact is None else ".".join((fact.label, *node.fact.path))
            return f"{label}: {node.text}" if node.text else label
        case AllOf(parts=parts):
            return "，且 ".join(condition_text(part, about, version) for part in parts)
        case AnyOf(parts=parts):
            return "，或 ".join(condition_text(part, about, version) for part in parts)
        case AtLeast(needed=needed, parts=parts):
            listed = "、".join(condition_text(part, about, version) for part in parts)
            return f"至少 {needed} 项：{listed}"
        case Not(part=part):
            return f"并非（{condition_text(part, about, version)}）"


def place_of(node: Condition) -> Span:
    """Return where a condition stands; a group that has no place of its own, where its first part does."""
    return next((one.span for one in walk(node) if one.span.known), Span.none())


def _outcomes(version: PolicyVersion) -> Iterator[Target]:
    for decision in version.decisions:
        for outcome in decision.outcomes:
            if _can_be_reached(decision, outcome, version):
                yield Target("outcome", decision.id, outcome.label, ("reached",), outcome.span, outcome)


def _can_be_reached(decision: Decision, outcome: Outcome, version: PolicyVersion) -> bool:
    """Return False for what no case can show: a failure that no requirement binds to, a value that nobody has set."""
    if decision.requires:
        binding = any(one.modality in ("must", "may") for one in decision.requires)
        return binding or outcome is not decision.outcomes[1]
    rules = [rule for rule in version.rules_of(decision.id) if rule.outcome == outcome.id]
    return not rules or not all(_is_unset(rule.value, version) for rule in rules)


def _is_unset(value: Operand | None, version: PolicyVersion) -> bool:
    parameter = version.parameter(value.name) if isinstance(value, ParameterRef) else None
    form = None if parameter is None else parameter.form
    return isinstance(form, Delegated) and not form.values


def _days(version: PolicyVersion, last_day: date | None) -> Iterator[Target]:
    if version.status == "draft":
        return
    first = version.in_force.from_on
    for text, day in (("施行的第一天", first), ("施行的最后一天", last_day)):
        if day is not None:
            yield Target("day", version.version, f"{text} {day}", ("asked",), Span.none(), day)
    for transition in version.transitions:
        yield Target("rule", transition.id, transition.title, ("held", "refused"), transition.span, transition)


def _window(owner: str, window: InForce, version: PolicyVersion, span: Span) -> Iterator[Target]:
    """Yield the days on both sides of each edge of a window, as far as the version is in force on them."""
    edges: list[tuple[str, date | None]] = []
    if window.from_on is not None:
        edges += [("前一天", window.from_on - timedelta(1)), ("第一天", window.from_on)]
    if window.until_on is not None:
        edges += [("最后一天", window.until_on), ("后一天", window.until_on + timedelta(1))]
    for text, day in edges:
        if day is not None and version.in_force.holds_on(day):
            yield Target("day", owner, f"{text} {day}", ("asked",), span, OwnDay(owner, day))


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day at the edge of the window of one rule, requirement or guard."""

    owner: str
    day: date


def by_identity(targets: Iterable[Target]) -> dict[int, list[int]]:
    """Return the places of the targets of each part of the model, by that part's identity."""
    found: dict[int, list[int]] = {}
    for place, target in enumerate(targets):
        found.setdefault(id(target.thing), []).append(place)
    return found
