"""What the guards of higher law make of one outcome: it stands, it is blocked, or that is open.

The same question is asked of a decision that is answered and of one that a later decision only uses as a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from xgxp_rules.engines.outcomes import Settled, weight_of
from xgxp_rules.model.policy import Decision, Guard, Outcome, Rule
from xgxp_rules.model.report import DecisionStatus
from xgxp_rules.model.values import Truth


class _RuleLike(Protocol):
    @property
    def rule(self) -> Rule: ...


class _GuardLike(Protocol):
    @property
    def guard(self) -> Guard: ...


@dataclass(slots=True)
class Guarded:
    """What higher law says of one outcome: the guards that stand, and the alternatives they strike out."""

    status: DecisionStatus
    blocked_by: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


def held(settled: Settled) -> tuple[str, ...]:
    """Return the outcome or outcomes that are settled."""
    if settled.outcomes is not None:
        return settled.outcomes
    return () if settled.outcome is None else (settled.outcome,)


def outcomes_in_play(settled: Settled) -> tuple[str, ...]:
    """Return every outcome that holds, may hold or is offered, without repeats."""
    return tuple(dict.fromkeys((*held(settled), *settled.possible, *settled.offers)))


def effects_carried(outcome: Outcome, rules: Iterable[_RuleLike], truths: Iterable[Truth]) -> tuple[str, ...]:
    """Return the effects an outcome carries under the rules that hold or may hold."""
    in_play = [
        one.rule
        for one, truth in zip(rules, truths, strict=False)
        if one.rule.outcome == outcome.id and truth is not False
    ]
    return weight_of(outcome, in_play)[1]


def guard_outcome(
    decision: Decision,
    outcome_id: str,
    rules: Sequence[_RuleLike],
    settled: Settled,
    guards: Sequence[_GuardLike],
    truths: Sequence[Truth],
) -> Guarded:
    """Return what the guards, each with its truth, make of one outcome of a decision."""
    outcome = decision.outcome(outcome_id)
    assert outcome is not None
    carried = set(effects_carried(outcome, rules, settled.rule_truths))
    standing: list[str] = []
    struck: list[str] = []
    open_ = False
    for guard, truth in zip(guards, truths, strict=True):
        against = set(guard.guard.against)
        alternatives = [one.label for one in outcome.one_of if against & set(one.effects)]
        if truth is False or not (against & carried or alternatives):
            continue
        open_ = open_ or truth is None
        if truth:
            standing.append(guard.guard.id)
            struck.extend(alternatives)
            if against & carried:
                struck.extend(one.label for one in outcome.one_of)
    gone, chosen = tuple(dict.fromkeys(struck)), settled.chosen
    none_left = not outcome.one_of or len(gone) == len(outcome.one_of) or (bool(chosen) and chosen in gone)
    if standing and none_left:
        return Guarded("blocked", tuple(standing), gone)
    return Guarded("undetermined" if open_ else "determined", tuple(standing), gone)
