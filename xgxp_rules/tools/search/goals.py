"""What a record is searched for: each goal says of a partly known record whether it is reached, lost or still open.

A goal sees the run of every policy under search, in their order. What it calls true or false must stay so however
the record is completed; the search relies on it to cut branches.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from xgxp_rules.engines.interpreter import Run, outcome_truth
from xgxp_rules.engines.program import CompiledCondition, Program
from xgxp_rules.model.values import Truth, kleene_and
from xgxp_rules.tools.search.changes import Judged, all_offered, changes, conditions, name_of, swapped


class Goal(Protocol):
    """What is searched for.

    A goal may also have `judge_last`, which says whether it is reached where nothing is left to ask.
    """

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether the goal is reached, out of reach, or open."""

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield the conditions to settle first."""


def all_conditions(run: Run) -> Iterator[tuple[Run, CompiledCondition]]:
    """Yield every condition of a decision, its guards' last."""
    parts: tuple[Judged, ...] = (*run.program.rules, *run.program.requirements, *run.program.guards)
    for part in parts:
        for condition in conditions(part):
            yield run, condition


def truth_of_rule(run: Run, rule_id: str) -> Truth:
    """Return the truth of one rule of the decision."""
    truths = zip(run.program.rules, run.settled.rule_truths, strict=False)
    return next(truth for one, truth in truths if one.rule.id == rule_id)


def _of_rule(run: Run, rule_id: str) -> Iterator[tuple[Run, CompiledCondition]]:
    for one in run.program.rules:
        if one.rule.id == rule_id:
            yield from ((run, condition) for condition in conditions(one))


@dataclass(frozen=True, slots=True)
class RuleHolds:
    """The rule is true."""

    rule: str

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return the rule's truth."""
        return truth_of_rule(runs[0], self.rule)

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield the rule's own conditions."""
        return _of_rule(runs[0], self.rule)


@dataclass(frozen=True, slots=True)
class RuleWins:
    """The rule is true, and its outcome is the one that holds or is offered."""

    rule: str

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether the rule decides."""
        run = runs[0]
        outcome = next(one.rule.outcome for one in run.program.rules if one.rule.id == self.rule)
        return kleene_and((truth_of_rule(run, self.rule), _wins(run, outcome)))

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield the rule's own conditions."""
        return _of_rule(runs[0], self.rule)


@dataclass(frozen=True, slots=True)
class OutcomeWins:
    """The outcome is the one that holds or is offered."""

    outcome: str

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether the outcome is settled on."""
        return _wins(runs[0], self.outcome)

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield the conditions of the outcome's rules."""
        for one in runs[0].program.rules:
            if one.rule.outcome == self.outcome:
                yield from ((runs[0], condition) for condition in conditions(one))


def _wins(run: Run, outcome: str) -> Truth:
    settled = run.settled
    if outcome == settled.outcome or outcome in settled.offers or outcome in (settled.outcomes or ()):
        return True
    return None if outcome in settled.possible else False


@dataclass(frozen=True, slots=True)
class BothHold:
    """Rules of two outcomes are true at once."""

    one: str
    other: str

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether some rule of each outcome is true."""
        return kleene_and((outcome_truth(runs[0], self.one), outcome_truth(runs[0], self.other)))

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield the conditions of both outcomes' rules."""
        yield from OutcomeWins(self.one).focus(runs)
        yield from OutcomeWins(self.other).focus(runs)


@dataclass(frozen=True, slots=True)
class Blocked:
    """The outcome holds or is offered, and a guard blocks it."""

    outcome: str
    guard: str

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether outcome and guard meet; an outcome of which lawful alternatives are left is not blocked."""
        run = runs[0]
        truths = zip(run.program.guards, run.guard_truths, strict=False)
        stands = next((truth for one, truth in truths if one.guard.id == self.guard), False)
        met = kleene_and((_wins(run, self.outcome), stands))
        if met is not True:
            return met
        guarded = (run.guarded or {}).get(self.outcome)
        return guarded is not None and guarded.status == "blocked" and self.guard in guarded.blocked_by

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield the conditions of the outcome's rules, then the guard's."""
        yield from OutcomeWins(self.outcome).focus(runs)
        for one in runs[0].program.guards:
            if one.guard.id == self.guard:
                yield from ((runs[0], condition) for condition in conditions(one))


@dataclass(frozen=True, slots=True)
class NoRule:
    """Every rule is false and the decision names no outcome for that."""

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether no rule speaks."""
        settled = runs[0].settled
        if settled.reason == "no_rule":
            return not settled.offers
        truths = settled.rule_truths
        return False if not truths or any(truths) or runs[0].program.decision.otherwise else None

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield every rule's conditions."""
        return all_conditions(runs[0])


class Differs:
    """Two versions of one decision give different answers; what they share is not looked into.

    As long as something can still be asked, an open answer says nothing. Where nothing is left to ask, being open is an
    answer too: a mutant that finds no row in a table differs from the original that does.
    """

    def __init__(self) -> None:
        self._touched: dict[tuple[int, int], tuple[frozenset[str], bool]] = {}

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether the answers differ; False as soon as everything that changed comes to the same."""
        one, other = runs
        if not (is_open(one) or is_open(other)):
            return answer_of(one) != answer_of(other)
        touched, nothing_else = self._changes(one.program, other.program)
        if nothing_else and all(_same_part(one, other, name) for name in touched):
            return False
        apart = swapped(one.program, other.program)
        if apart and (all_offered(one.program, apart) or any(outcome_truth(one, name) is False for name in apart)):
            return False
        return None

    def judge_last(self, runs: Sequence[Run]) -> bool:
        """Return whether the answers differ where nothing is left to ask."""
        return told_apart(*runs)

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield the conditions of what changed, in either version."""
        touched, _ = self._changes(runs[0].program, runs[1].program)
        for name in swapped(runs[0].program, runs[1].program):
            yield from OutcomeWins(name).focus(runs)
        for run in runs:
            parts: tuple[Judged, ...] = (*run.program.rules, *run.program.requirements, *run.program.guards)
            for part in parts:
                if name_of(part) in touched:
                    yield from ((run, condition) for condition in conditions(part))

    def _changes(self, one: Program, other: Program) -> tuple[frozenset[str], bool]:
        key = id(one), id(other)
        if key not in self._touched:
            self._touched[key] = changes(one, other)
        return self._touched[key]


def _same_part(one: Run, other: Run, name: str) -> bool:
    mine, theirs = _truth(one, name), _truth(other, name)
    return mine is not None and mine == theirs


def _truth(run: Run, name: str) -> Truth:
    for rule, truth in zip(run.program.rules, run.settled.rule_truths, strict=False):
        if rule.rule.id == name:
            return truth
    for part, truths in zip(run.program.requirements, run.settled.requirement_truths, strict=False):
        if part.requirement.id == name:
            return truths[0]
    for guard, truth in zip(run.program.guards, run.guard_truths, strict=False):
        if guard.guard.id == name:
            return truth
    return None


def told_apart(one: Run, other: Run) -> bool:
    """Return whether two runs on one record come to something else, being open included.

    Where the first is open too, it is left alone: a case of which even the document cannot tell says little.
    """
    return not is_open(one) and answer_of(one) != answer_of(other)


def is_open(run: Run) -> bool:
    """Return whether more knowledge could still change the answer."""
    return run.status == "undetermined" and run.settled.reason != "no_rule"


def answer_of(run: Run) -> tuple[Any, ...]:
    """Return what two runs are compared by: outcome, offers, what is blocked, and the value."""
    settled = run.settled
    blocked = tuple(sorted((name, one.status) for name, one in (run.guarded or {}).items()))
    value = run.settled.value
    return run.status, settled.outcome, settled.outcomes, tuple(sorted(settled.offers)), blocked, value
