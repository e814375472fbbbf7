"""Every condition of a policy with the place it holds, and every name that a part of it uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xgxp_rules.model.forms import Cases, Every, Form, Is, ListSource, Run, Sequence
from xgxp_rules.model.nodes import Condition
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.quota import QuotaPart
from xgxp_rules.model.reach import Measured, OtherRecords, Rank
from xgxp_rules.model.scores import FromList, Points
from xgxp_rules.model.vocabulary import Fact, Vocabulary

Role = Literal["holds", "defeats"]
"""Whether a condition brings something about, or stands under `unless`."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A condition, the facts it may name, and what it is for; `beside` must hold together with it."""

    condition: Condition
    vocabulary: Vocabulary
    items: tuple[Fact, ...] = ()
    role: Role = "holds"
    beside: Condition | None = None


def conditions_of(policy: PolicyVersion) -> Iterator[Placed]:
    """Yield every condition of the policy's own text."""
    for vocabulary in policy.vocabularies:
        for fact in vocabulary.facts:
            if fact.local:
                yield from _of_fact(fact, vocabulary, ())
    for decision in policy.decisions:
        vocabulary = policy.vocabulary(decision.about)
        for each in decision.requires:
            yield Placed(each.need, vocabulary)
            if each.concerns is not None:
                yield Placed(each.concerns, vocabulary)
            if each.unless is not None:
                yield Placed(each.unless, vocabulary, role="defeats", beside=each.concerns)
    abouts = {decision.id: decision.about for decision in policy.decisions}
    for rule in policy.rules:
        yield from _pair(rule.when, rule.unless, policy.vocabulary(abouts[rule.decision]))
    for guard in policy.guards:
        yield from _pair(guard.when, guard.unless, policy.vocabulary(guard.about))
    for transition in policy.transitions:
        yield from _pair(transition.when, transition.unless, policy.vocabulary(transition.about))
    for process in policy.processes:
        for move in process.moves:
            vocabulary = policy.vocabulary(process.about)
            if move.when is not None:
                yield from _pair(move.when, move.unless, vocabulary)
            elif move.unless is not None:
                yield Placed(move.unless, vocabulary, role="defeats")


def conditions_beside(policy: PolicyVersion) -> Iterator[Placed]:
    """Yield the conditions of quotas and procedures, which no decision rests on: there `已知` may be asked."""
    for quota in policy.quotas:
        for members in (quota.base, quota.counted):
            if members is not None and not isinstance(members, QuotaPart):
                yield Placed(members, policy.vocabulary(quota.about))
        if quota.when is not None:
            yield Placed(quota.when, policy.vocabulary(quota.when_about))
    for procedure in policy.procedures:
        for step in procedure.steps:
            if step.when is not None:
                yield Placed(step.when, policy.vocabulary(procedure.about))


def _pair(when: Condition, unless: Condition | None, vocabulary: Vocabulary) -> Iterator[Placed]:
    yield Placed(when, vocabulary)
    if unless is not None:
        yield Placed(unless, vocabulary, role="defeats", beside=when)


def _of_fact(fact: Fact, vocabulary: Vocabulary, items: tuple[Fact, ...]) -> Iterator[Placed]:
    if fact.form is not None:
        yield from _of_form(fact.form, vocabulary, items)
    for item in fact.kind.fields:
        yield from _of_fact(item, vocabulary, fact.kind.fields)


def _of_form(form: Form, vocabulary: Vocabulary, items: tuple[Fact, ...]) -> Iterator[Placed]:
    match form:
        case Is(condition=condition):
            yield Placed(condition, vocabulary, items)
        case Cases(branches=branches):
            for branch in branches:
                yield Placed(branch.when, vocabulary, items)
        case Points(items=scored):
            for item in scored:
                if item.when is not None:
                    yield Placed(item.when, vocabulary, items)
                if isinstance(item.source, FromList) and item.source.source.where is not None:
                    listed_in = item.source.source
                    yield Placed(item.source.source.where, vocabulary, items_of(listed_in, vocabulary))
        case Every(source=source, holds=holds) | Run(source=source, holds=holds):
            yield Placed(holds, vocabulary, items_of(source, vocabulary))
        case Sequence(steps=steps):
            for step in steps:
                if step.where is not None:
                    yield Placed(step.where, vocabulary, items_of(step, vocabulary))
        case Rank(among=among) if among is not None:
            yield Placed(among, vocabulary)
        case OtherRecords(where=where) if where is not None:
            yield Placed(where, vocabulary)
        case Measured(form=inner):
            yield from _of_form(inner, vocabulary, items)
        case _:
            pass
    listed: object = getattr(form, "source", None)
    if isinstance(listed, ListSource) and listed.where is not None:
        yield Placed(listed.where, vocabulary, items_of(listed, vocabulary))


def items_of(source: ListSource, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """Return the fields of the first list; several lists share those that can be named."""
    first = source.lists[0].id
    return vocabulary[first].kind.fields if first in vocabulary else ()
