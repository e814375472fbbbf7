"""What a decision came to, for its report: status, outcomes with their weight and effects, and the clauses cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.interpreter import Run, bears_on, effects_of, winning_rules
from xgxp_rules.engines.outcomes import weight_of, who_chose
from xgxp_rules.engines.plans import Telling
from xgxp_rules.engines.program import CompiledGuard, CompiledRule
from xgxp_rules.engines.report_plans import Plan
from xgxp_rules.model.nodes import ParameterRef
from xgxp_rules.model.policy import Outcome, PolicyVersion
from xgxp_rules.model.references import names_in
from xgxp_rules.model.texts import json_value, show_value

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision


def verdict_of(decision: Decision, plan: Plan) -> dict[str, Any]:
    """Return what the decision came to; the same truths come to the same, so each verdict is written once."""
    run = decision.run
    settled = run.settled
    truths = tuple(settled.rule_truths)
    key = (
        truths,
        decision.status,
        decision.outcome,
        decision.possible,
        settled.offers,
        settled.chosen,
        who_chose(run.program.decision, run.env) if settled.chosen else None,
        settled.reason,
    )
    excepts = any(one.rule.unless_clauses for one in run.program.rules)
    excepts = excepts or any(one.unless_clauses for one in decision.run.program.decision.requires)
    if run.guarded is not None or excepts:
        return _write_verdict(decision, plan)
    verdict = plan.verdicts.get(key)
    if verdict is None:
        verdict = _write_verdict(decision, plan)
        if len(plan.verdicts) < _MOST_VERDICTS:
            plan.verdicts[key] = verdict
    return verdict


_MOST_VERDICTS = 1024


def _write_verdict(decision: Decision, plan: Plan) -> dict[str, Any]:
    run = decision.run
    outcome = None if decision.outcome is None else run.program.decision.outcome(decision.outcome)
    return {
        "status": decision.status,
        "outcome": decision.outcome,
        "outcome_label": None if outcome is None else outcome.label,
        "outcomes": decision.outcomes,
        "possible": decision.possible,
        "modality": None if outcome is None else weight_in(run, outcome)[0],
        "reason": run.settled.reason,
        "details": [_outcome(run, one) for one in decision.possible],
        "offers": [_outcome(run, one) for one in run.settled.offers],
        "clauses": _clauses(run, decision.possible, [said for said, _slot in plan.parameters]),
    }


def told_value(run: Run, telling: Telling) -> dict[str, Any]:
    """Return the value that the decision gives, and the rules whose values differ."""
    valuing, value = run.program.valuing, run.settled.value
    if valuing is None or value is None:
        return {"value": None, "value_text": None}
    told = {"value": json_value(value), "value_text": show_value(value, valuing.kind, telling.lang)}
    return {**told, "conflict": run.settled.conflict} if run.settled.conflict else told


def weight_in(run: Run, outcome: Outcome) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the modality, effects and procedures of an outcome by the rules that won it."""
    rules = [run.program.rules[place].rule for place in winning_rules(run, outcome.id)]
    return weight_of(outcome, rules)


def _outcome(run: Run, outcome_id: str) -> dict[str, Any]:
    outcome = run.program.decision.outcome(outcome_id)
    assert outcome is not None
    modality, _effects, procedures = weight_in(run, outcome)
    procedures = tuple(dict.fromkeys((*procedures, *asked_by_higher_law(run, outcome_id))))
    guarded = (run.guarded or {}).get(outcome_id)
    sure = outcome_id in (run.settled.outcomes or (run.settled.outcome,)) or outcome_id in run.settled.offers
    chosen = run.settled.chosen if sure and outcome_id not in run.settled.offers else ""
    by, on = who_chose(run.program.decision, run.env) if chosen else ("", None)
    status = "undetermined" if not sure else "determined" if guarded is None else guarded.status
    return {
        "id": outcome.id,
        "label": outcome.label,
        "status": status,
        "modality": modality,
        "alternatives": [one.label for one in outcome.one_of],
        "struck": [] if guarded is None else guarded.struck,
        "chosen_by": outcome.chosen_by,
        "chosen": chosen,
        "recorded_by": by,
        "recorded_on": on,
        "effects": effects_of(run, outcome),
        "procedure": procedures,
        "blocked_by": [] if guarded is None else guarded.blocked_by,
    }


def _clauses(run: Run, shown: tuple[str, ...], parameters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the clauses the answer rests on: of the rules that hold, else of every rule that was tried."""
    program = run.program
    in_play = {*shown, *run.settled.offers}
    truths = run.settled.rule_truths
    holding = [
        clause
        for one, truth in zip(program.rules, truths, strict=False)
        if truth is not False and one.rule.outcome in in_play
        for clause in one.rule.clauses
    ]
    holding += [clause for one in program.decision.requires for clause in one.clauses]
    holding += _waiving(run)
    decision = program.decision
    if decision.otherwise in shown and decision.otherwise_clauses:
        holding = [*decision.otherwise_clauses, *holding]
    named = holding or [clause for one in program.rules for clause in one.rule.clauses]
    named = [*decision.clauses, *named, *_excepting(run)]
    named += [one for parameter in parameters if "policy" not in parameter for one in parameter["clauses"]]
    cited = [*_cited(program.version, named), *_against(run)]
    return list({(one["policy"], one["id"]): one for one in reversed(cited)}.values())[::-1]


def _waiving(run: Run) -> Iterator[str]:
    """Yield the clauses of the exceptions that waive what this record would otherwise lack."""
    for one, (_met, concerns, need, waived) in zip(
        run.program.requirements, run.settled.requirement_truths, strict=False
    ):
        if waived is True and concerns is not False and need is not True:
            yield from one.requirement.unless_clauses


def _excepting(run: Run) -> list[str]:
    """Return the clauses of the exceptions that kept a rule from leading further up than the answer."""
    decision, settled = run.program.decision, run.settled
    places = {one.id: place for place, one in enumerate(decision.outcomes)}
    reached = [places[one] for one in (settled.outcome, *settled.possible) if one and one != decision.otherwise]
    limit = len(places) if decision.decides == "all" else min(reached, default=len(places))
    return [
        clause
        for one in run.program.rules
        if one.rule.unless_clauses and places[one.rule.outcome] < limit and _is_excepted(one, run)
        for clause in one.rule.unless_clauses
    ]


def _is_excepted(one: CompiledRule, run: Run) -> bool:
    """Return whether a rule in force fails by its exception, its conditions holding or still open."""
    if one.unless is None or (one.in_force is not None and not one.in_force.holds_on(run.env.as_of)):
        return False
    truths = run.env.truths
    return truths[one.unless.placed.number] is True and truths[one.when.placed.number] is not False


def asked_by_higher_law(run: Run, outcome_id: str) -> list[str]:
    """Return what higher law asks to be done before an outcome takes effect, whether or not it stands against it."""
    guards = (guard for guard in run.program.guards if guard.guard.procedure)
    return [guard.guard.procedure for guard in guards if bears_on(run, guard, outcome_id)]


def _cited(version: PolicyVersion, named: Iterable[str]) -> list[dict[str, Any]]:
    topics = {clause.id: clause.topic for clause in version.document.clauses}
    return [
        {"id": clause, "topic": topics.get(clause, ""), "policy": version.id} for clause in dict.fromkeys(named)
    ]


def _against(run: Run) -> list[dict[str, Any]]:
    """Return the clauses of higher law that stand against an outcome, each with those that set its values otherwise."""
    standing = {guard for one in (run.guarded or {}).values() for guard in one.blocked_by}
    against = [guard for guard in run.program.guards if guard.guard.id in standing]
    return [
        told
        for guard in against
        for told in (
            *_cited(run.program.version, _setting_otherwise(guard, run.program.version)),
            *_cited(guard.source, guard.guard.clauses),
        )
    ]


def _setting_otherwise(guard: CompiledGuard, version: PolicyVersion) -> Iterator[str]:
    """Yield the clauses by which a version below sets the parameters that a guard of higher law rests on."""
    if guard.source.id == version.id:
        return
    vocabulary = guard.source.vocabulary(guard.guard.about)
    todo: list[Any] = [guard.guard.when, guard.guard.unless]
    seen: set[str] = set()
    used: set[str] = set()
    while todo:
        for name in names_in(todo.pop()):
            if isinstance(name, ParameterRef):
                used.add(f"{guard.source.id}/{name.name}")
            elif name.id not in seen and (fact := vocabulary.get(name.id)) is not None:
                seen.add(name.id)
                todo.append(fact.form)
    for one in version.parameters:
        if one.sets in used:
            yield from one.clauses
