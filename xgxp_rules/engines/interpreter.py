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
from xgxp_rules.engines.guarding import Guarded, effects_carried, guard_outcome, held, outcomes_in_play
from xgxp_rules.engines.linking import World
from xgxp_rules.engines.outcomes import Settled
from xgxp_rules.engines.program import CompiledGuard, Program, new_env, unmeasured
from xgxp_rules.model.policy import Outcome
from xgxp_rules.model.records import Records
from xgxp_rules.model.report import DecisionStatus
from xgxp_rules.model.values import Claim, Disputed, Truth, kleene_or

MOST_COMBINATIONS = 16
"""More combinations of claims than this count as unknown."""


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
    program: Program,
    record: Any,
    on: date,
    *,
    local: Mapping[str, Any] | None = None,
    law: Any = None,
    others: Records | None = None,
) -> Run:
    """Return the evaluation of a decision about a record on a decision date.

    `local` holds the policy's own facts of the record, by id; `law` the retirement schedule of the decision date, or
    None where none is known; `others` the records that it may refer to. A disputed fact counts as unknown unless every
    combination of claims agrees.
    """
    run = _evaluate(program, record, on, local, law, others)
    if run.env.disputed:
        return _under_claims(run, record, on, local, law, others)
    return run


def _evaluate(
    program: Program,
    record: Any,
    on: date,
    local: Mapping[str, Any] | None,
    law: Any,
    others: Records | None,
    disputes: Mapping[str, Any] | None = None,
) -> Run:
    if not program.linked:
        env = new_env(program, record, on, local=local, law=law, disputes=disputes)
        return _guarded(program, env, program.run(env))
    world = World(record, others, program.version.vocabulary, as_of=on, local=local, law=law, disputes=disputes)
    env = new_env(program, record, on, local=local, law=law, disputes=disputes, world=world)
    if program.measured_on is not None:
        day = program.measured_on(env)
        if not isinstance(day, date):
            run = _open_day(program, env)
            env.disputed = [*(env.disputed or ()), *world.disputed()] or None
            return run
        env.on = day
    run = _guarded(program, env, program.run(env))
    env.disputed = [*(env.disputed or ()), *world.disputed()] or None
    return run


def _open_day(program: Program, env: Env) -> Run:
    """Return the run of a decision of which nobody knows on which day it is measured: open, whatever else is known."""
    settled = unmeasured(program, env)
    run = Run(program, env, settled, status="undetermined", possible=settled.possible)
    run.guard_truths = [None for _guard in program.guards]
    return run


def judged(program: Program, env: Env) -> Run:
    """Return what a decision comes to in an environment whose slots are filled, its guards included."""
    return _guarded(program, env, program.settle(env))


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
    program = run.program
    for outcome_id in outcomes_in_play(run.settled):
        guarded[outcome_id] = guard_outcome(
            program.decision, outcome_id, program.rules, run.settled, program.guards, truths
        )
    run.guarded = guarded
    settled = held(run.settled)
    statuses = [guarded[outcome_id].status for outcome_id in guarded]
    if "undetermined" in statuses and run.status != "undetermined":
        run.status = "undetermined"
        run.possible = tuple(settled)
    elif run.status == "determined" and any(guarded[one].status == "blocked" for one in settled):
        run.status = "blocked"


def bears_on(run: Run, guard: CompiledGuard, outcome_id: str) -> bool:
    """Return whether a guard is asked of an outcome: it or one of its alternatives carries the effect."""
    outcome = run.program.decision.outcome(outcome_id)
    assert outcome is not None
    carried = {*effects_of(run, outcome), *(effect for one in outcome.one_of for effect in one.effects)}
    return bool(carried & set(guard.guard.against))


def effects_of(run: Run, outcome: Outcome) -> tuple[str, ...]:
    """Return the effects an outcome carries under the rules that hold or may hold."""
    return effects_carried(outcome, run.program.rules, run.settled.rule_truths)


def _under_claims(
    run: Run, record: Any, on: date, local: Mapping[str, Any] | None, law: Any, others: Records | None
) -> Run:
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
    tried = [
        _evaluate(
            run.program,
            record,
            on,
            local,
            law,
            others,
            {name: claim.value for name, claim in zip(names, one, strict=True)},
        )
        for one in combinations
    ]
    first = tried[0]
    if all(_same_answer(first, other) for other in tried):
        first.disputed = names
        return first
    run.possible = _in_order(run, {one for other in tried for one in (*held(other.settled), *other.possible)})
    return run


def _claims(record: Any, local: Mapping[str, Any] | None, name: str) -> tuple[Claim, ...]:
    value = local.get(name) if local is not None and name in local else getattr(record, name, None)
    return value.claims if isinstance(value, Disputed) else ()


def _same_answer(one: Run, other: Run) -> bool:
    return (
        one.status == other.status != "undetermined"
        and held(one.settled) == held(other.settled)
        and one.settled.offers == other.settled.offers
        and _value(one) == _value(other)
    )


def _value(run: Run) -> Any:
    return run.settled.value


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
