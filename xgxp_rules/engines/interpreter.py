"""The reference meaning: runs a compiled decision on a record and a day.

Truths and values go into flat lists; the tree, the margins, the missing facts and the JSON are views built only when
somebody asks. The decision day is an argument, the law of that day another: nothing here reads a clock or a file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, product
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.outcomes import Settled, weight_of
from xgxp_rules.engines.program import CompiledGuard, Program, new_env
from xgxp_rules.model.policy import Outcome
from xgxp_rules.model.report import DecisionStatus
from xgxp_rules.model.values import Claim, Disputed, Truth, kleene_or

MOST_COMBINATIONS = 16
"""More combinations of claims than this count as unknown."""


@dataclass(slots=True)
class Guarded:
    """What higher law says of one outcome: the guards that stand, and the alternatives they strike out."""

    status: DecisionStatus
    blocked_by: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()


@dataclass(slots=True)
class Run:
    """One evaluation and what it came to; the views of a decision read it."""

    program: Program
    env: Env
    settled: Settled
    guard_truths: Sequence[Truth] = ()
    guarded: Mapping[str, Guarded] | None = None
    status: DecisionStatus = "determined"
    possible: tuple[str, ...] = ()
    disputed: tuple[str, ...] = ()


def evaluate(
    program: Program, record: Any, on: date, *, local: Mapping[str, Any] | None = None, law: Any = None
) -> Run:
    """Return the evaluation of a decision about a record, measured on a day.

    `local` holds the policy's own facts of the record, by id; `law` the retirement schedule of the decision date, or
    None where none is known. A disputed fact counts as unknown unless every combination of claims agrees.
    """
    env = new_env(program, record, on, local=local, law=law)
    run = _guarded(program, env, program.run(env))
    if env.disputed:
        return _under_claims(run, record, on, local, law)
    return run


def _guarded(program: Program, env: Env, settled: Settled) -> Run:
    run = Run(program, env, settled, status="undetermined" if settled.reason else "determined")
    run.possible = settled.possible
    if program.guards:
        _ask_guards(run)
    return run


def _ask_guards(run: Run) -> None:
    """Ask the guards of every outcome that holds, may hold or is offered, and keep the worst status."""
    truths = [guard.judge(run.env) for guard in run.program.guards]
    run.guard_truths = truths
    guarded: dict[str, Guarded] = {}
    for outcome_id in outcomes_in_play(run.settled):
        guarded[outcome_id] = _guard_outcome(run, outcome_id, truths)
    run.guarded = guarded
    held = _held(run.settled)
    statuses = [guarded[outcome_id].status for outcome_id in guarded]
    if "undetermined" in statuses and run.status != "undetermined":
        run.status = "undetermined"
        run.possible = tuple(held)
    elif run.status == "determined" and any(guarded[one].status == "blocked" for one in held):
        run.status = "blocked"


def _held(settled: Settled) -> tuple[str, ...]:
    if settled.outcomes is not None:
        return settled.outcomes
    return () if settled.outcome is None else (settled.outcome,)


def outcomes_in_play(settled: Settled) -> tuple[str, ...]:
    """Return every outcome that holds, may hold or is offered, without repeats."""
    return tuple(dict.fromkeys((*_held(settled), *settled.possible, *settled.offers)))


def _guard_outcome(run: Run, outcome_id: str, truths: list[Truth]) -> Guarded:
    outcome = run.program.decision.outcome(outcome_id)
    assert outcome is not None
    carried = effects_of(run, outcome)
    standing: list[str] = []
    struck: list[str] = []
    open_ = False
    for guard, truth in zip(run.program.guards, truths, strict=True):
        against = set(guard.guard.against)
        alternatives = [one.label for one in outcome.one_of if against & set(one.effects)]
        if truth is False or not (against & set(carried) or alternatives):
            continue
        open_ = open_ or truth is None
        if truth:
            standing.append(guard.guard.id)
            struck.extend(alternatives)
            if against & set(carried):
                struck.extend(one.label for one in outcome.one_of)
    chosen = run.settled.chosen
    none_left = not outcome.one_of or len(set(struck)) == len(outcome.one_of) or (bool(chosen) and chosen in struck)
    if standing and none_left:
        return Guarded("blocked", tuple(standing), tuple(dict.fromkeys(struck)))
    return Guarded("undetermined" if open_ else "determined", tuple(standing), tuple(dict.fromkeys(struck)))


def bears_on(run: Run, guard: CompiledGuard, outcome_id: str) -> bool:
    """Return whether a guard is asked of an outcome: it or one of its alternatives carries the effect."""
    outcome = run.program.decision.outcome(outcome_id)
    assert outcome is not None
    carried = {*effects_of(run, outcome), *(effect for one in outcome.one_of for effect in one.effects)}
    return bool(carried & set(guard.guard.against))


def effects_of(run: Run, outcome: Outcome) -> tuple[str, ...]:
    """Return the effects an outcome carries under the rules that hold or may hold."""
    rules = [
        one.rule
        for one, truth in zip(run.program.rules, run.settled.rule_truths, strict=False)
        if one.rule.outcome == outcome.id and truth is not False
    ]
    return weight_of(outcome, rules)[1]


def _under_claims(run: Run, record: Any, on: date, local: Mapping[str, Any] | None, law: Any) -> Run:
    """Return the run every combination of claims agrees on, else the undetermined one with what they leave possible."""
    names = tuple(dict.fromkeys(run.env.disputed or ()))
    if run.status != "undetermined":
        run.disputed = names
        return run
    claims = [_claims(record, local, name) for name in names]
    combinations = list(islice(product(*claims), MOST_COMBINATIONS + 1))
    run.disputed = names
    if len(combinations) > MOST_COMBINATIONS:
        return run
    tried = [_with_claims(run.program, record, on, local, law, names, one) for one in combinations]
    first = tried[0]
    if all(_same_answer(first, other) for other in tried):
        first.disputed = names
        return first
    run.possible = _in_order(run, {one for other in tried for one in (*_held(other.settled), *other.possible)})
    return run


def _claims(record: Any, local: Mapping[str, Any] | None, name: str) -> tuple[Claim, ...]:
    value = local.get(name) if local is not None and name in local else getattr(record, name, None)
    return value.claims if isinstance(value, Disputed) else ()


def _with_claims(
    program: Program,
    record: Any,
    on: date,
    local: Mapping[str, Any] | None,
    law: Any,
    names: tuple[str, ...],
    claims: tuple[Claim, ...],
) -> Run:
    tried = {name: claim.value for name, claim in zip(names, claims, strict=True)}
    env = new_env(program, record, on, local=local, law=law, disputes=tried)
    return _guarded(program, env, program.run(env))


def _same_answer(one: Run, other: Run) -> bool:
    return (
        one.status == other.status != "undetermined"
        and _held(one.settled) == _held(other.settled)
        and one.settled.offers == other.settled.offers
        and _value(one) == _value(other)
    )


def _value(run: Run) -> Any:
    return None if run.program.value_slot is None else run.env.values[run.program.value_slot]


def _in_order(run: Run, wanted: set[str]) -> tuple[str, ...]:
    return tuple(outcome.id for outcome in run.program.decision.outcomes if outcome.id in wanted)


def winning_rules(run: Run, outcome_id: str) -> list[int]:
    """Return the places of the rules that hold for an outcome."""
    return [
        place
        for place, (one, truth) in enumerate(zip(run.program.rules, run.settled.rule_truths, strict=False))
        if truth and one.rule.outcome == outcome_id
    ]


def outcome_truth(run: Run, outcome_id: str) -> Truth:
    """Return the truth of an outcome's rules taken together."""
    return kleene_or(
        truth
        for one, truth in zip(run.program.rules, run.settled.rule_truths, strict=False)
        if one.rule.outcome == outcome_id
    )
