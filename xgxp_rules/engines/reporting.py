"""A decision written out: the receipt's plain data, from the lists of one evaluation and the plan of its program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.ambiguity import reading_report, readings_of
from xgxp_rules.engines.consequences import consequences_of, owed_of
from xgxp_rules.engines.form_names import parameters_of
from xgxp_rules.engines.guarding import outcomes_in_play
from xgxp_rules.engines.interpreter import Run, bears_on, effects_of, winning_rules
from xgxp_rules.engines.missing import OpenFacts
from xgxp_rules.engines.outcomes import rule_modality, weight_of
from xgxp_rules.engines.plans import Node, NodePlanner, Telling, parameters_in
from xgxp_rules.engines.program import CompiledRule, Program
from xgxp_rules.engines.scopes import Home, Slot
from xgxp_rules.engines.todays_values import Reading, readings_of_others, used_for_all_time
from xgxp_rules.engines.valuing import Valuing
from xgxp_rules.engines.workings import TOLD, workings_of
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.policy import InForce, Outcome, PolicyVersion
from xgxp_rules.model.report import DecisionReport, MissingFact, ReadingReport
from xgxp_rules.model.texts import Lang, json_value, show_value
from xgxp_rules.model.values import Between, Disputed, Listing, Possible, State
from xgxp_rules.model.vocabulary import Fact

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision, Setting


@dataclass(frozen=True, slots=True)
class Plan:
    """What a program's report needs that no record changes."""

    rules: tuple[tuple[dict[str, Any], Node, Node | None], ...]
    requirements: tuple[tuple[Node | None, Node, Node | None], ...]
    guards: tuple[tuple[Node, Node | None], ...]
    parameters: tuple[tuple[dict[str, Any], int | None], ...]
    facts: tuple[dict[str, Any], ...]
    others: dict[int, tuple[Reading, ...]]
    """The slots whose items lead to other records."""
    heads: dict[Setting, dict[str, Any]]
    verdicts: dict[tuple[Any, ...], dict[str, Any]]


def plan_of(program: Program, lang: Lang) -> Plan:
    """Return the program's plan in a language, made on first use."""
    plan = program.plans.get(lang)
    if plan is None:
        plan = program.plans[lang] = _make_plan(program, lang)
    return plan


def _make_plan(program: Program, lang: Lang) -> Plan:
    planner = NodePlanner(program, lang)
    planned = planner.condition
    return Plan(
        rules=tuple(
            (_rule_head(rule), planned(rule.when), planned(rule.unless))  # type: ignore[misc]
            for rule in program.rules
        ),
        requirements=tuple(
            (planned(one.concerns), planned(one.need), planned(one.unless))  # type: ignore[misc]
            for one in program.requirements
        ),
        guards=tuple((planned(guard.when), planned(guard.unless)) for guard in program.guards),  # type: ignore[misc]
        parameters=tuple(_parameter_head(*used, program, lang) for used in _parameters_used(program)),
        facts=tuple(_fact_head(slot, program, lang) for slot in program.slots),
        others={n: found for n, slot in enumerate(program.slots) if (found := readings_of_others(slot))},
        heads={},
        verdicts={},
    )


Used = tuple[Home, str]
"""A parameter: the version it belongs to and its name."""


def _parameters_used(program: Program) -> tuple[Used, ...]:
    """Return the parameters that the rules, the requirements and the facts behind them test against."""
    conditions = [part for rule in program.rules for part in (rule.when, rule.unless)]
    conditions += [part for one in program.requirements for part in (one.concerns, one.need, one.unless)]
    conditions += [part for guard in program.guards for part in (guard.when, guard.unless)]
    named = [(one.home, name) for one in conditions if one is not None for name in parameters_in(one.placed)]
    return tuple(dict.fromkeys((*named, *(used for slot in program.slots for used in _parameters_behind(slot)))))


def _parameter_head(home: Home, name: str, program: Program, lang: Lang) -> tuple[dict[str, Any], int | None]:
    """Return what a parameter's report says of every record, and the slot of its value where that changes."""
    parameter = home.version.parameter(name)
    if parameter is None:
        raise KeyError(name)
    head = {
        "name": name,
        "text": "" if parameter.constant is None else show_value(parameter.constant.value, parameter.kind, lang),
        "clauses": parameter.clauses,
        "basis": parameter.basis,
        "source": parameter.source,
        "confidence": parameter.confidence,
        **_of_higher_law(home, program),
    }
    return head, None if parameter.constant is not None else home.slots[f"parameter:{name}"]


def _of_higher_law(home: Home, program: Program) -> dict[str, str]:
    """Return the entry that names another policy as the origin; nothing for what is the policy's own."""
    return {} if home.version.id == program.version.id else {"policy": home.version.id}


def _parameters_behind(slot: Slot) -> list[Used]:
    """Return the parameters that a slot holds or is made with."""
    from xgxp_rules.engines.scopes import Placed

    if slot.parameter is not None:
        return [(slot.home, slot.parameter.name)]
    placed = slot.details
    if isinstance(placed, Placed):
        return [(slot.home, name) for name in parameters_in(placed)]
    form = None if slot.fact is None else slot.fact.form
    return [(slot.home, name) for name in dict.fromkeys(parameters_of(form))]


def _fact_head(slot: Slot, program: Program, lang: Lang) -> dict[str, Any]:
    """Return what a fact's report says of every record; empty entries are left out, as in every part of a report."""
    if slot.parameter is not None:
        name = slot.parameter.name
        said = {"id": name, "label": name, "source": "parameter", "sensitivity": "plain"}
        return {**said, **_of_higher_law(slot.home, program)}
    fact = slot.fact
    assert fact is not None
    source = (
        "record" if fact.form is None else "decision" if isinstance(fact.form, DecisionResult) else "worked_out"
    )
    inputs = [_plain_name(program.slots[number]) for number in slot.inputs]
    head: dict[str, Any] = {
        "id": fact.id,
        "label": fact.label if lang == "zh" else fact.id,
        "source": source,
        "sensitivity": fact.sensitivity,
        **_of_higher_law(slot.home, program),
    }
    if inputs:
        head["inputs"] = inputs
    defined = _defined(fact, program.version, lang)
    return {**head, "defined": defined} if defined else head


def _defined(fact: Fact, version: PolicyVersion, lang: Lang) -> str:
    """Return who defined a term that its document leaves open; "" for what a document says itself."""
    if fact.sets:
        clauses = "、".join(fact.clauses)
        return f"由本文件界定（{clauses}）" if lang == "zh" else f"by {version.id} ({clauses})"
    by = fact.defined
    if by is None:
        return ""
    if lang == "zh":
        days = (f"自 {by.from_on} 起" if by.from_on else "") + (f"至 {by.until_on} 止" if by.until_on else "")
        return f"由{by.who}界定（{'，'.join(each for each in (by.source, days) if each)}）"
    told = [by.source, f"from {by.from_on}" if by.from_on else "", f"until {by.until_on}" if by.until_on else ""]
    return f"by {by.who} ({', '.join(each for each in told if each)})"


def _plain_name(slot: Slot) -> str:
    owner = slot.fact or slot.parameter
    assert owner is not None
    return owner.id if isinstance(owner, Fact) else owner.name


def missing_facts(run: Run) -> tuple[MissingFact, ...]:
    """Return the open facts of a run: knowing all of them settles it."""
    if run.status != "undetermined":
        return ()
    collector = OpenFacts(run.program.slots, run.env)
    in_play = set(outcomes_in_play(run.settled))
    for one, truth in zip(run.program.rules, run.settled.rule_truths, strict=False):
        if truth is None and one.rule.outcome in in_play:
            collector.below(one.when)
            collector.below(one.unless)
    for requirement, judged in zip(run.program.requirements, run.settled.requirement_truths, strict=False):
        if judged[0] is None:
            for condition in (requirement.concerns, requirement.need, requirement.unless):
                collector.below(condition)
    for guard, truth in zip(run.program.guards, run.guard_truths, strict=False):
        if truth is None and any(bears_on(run, guard, outcome) for outcome in in_play):
            collector.below(guard.when)
            collector.below(guard.unless)
    collector.choice(run.program.decision, run.settled)
    if run.program.valuing is not None:
        for slot in _value_slots(run, run.program.valuing):
            collector.slot(slot)
    return tuple(collector.found.values())


def _value_slots(run: Run, valuing: Valuing) -> list[int]:
    """Return the slots of the values that keep a decision open: the decision's own and those of its rules."""
    read = [valuing.rules[place] for place in valuing.spoken(run.settled, run.program.rules)]
    slots = [one.slot for one in read if one is not None and one.slot is not None]
    return slots if read or valuing.slot is None else [valuing.slot]


def report_data(decision: Decision, lang: Lang) -> dict[str, Any]:
    """Return a decision as plain data, with the names of `DecisionReport`."""
    run = decision.run
    plan = plan_of(run.program, lang)
    telling = Telling(run.program, run.env, lang)
    head = plan.heads.get(decision.setting)
    if head is None:
        head = plan.heads[decision.setting] = _head(decision)
    parameters = [said if slot is None else {**said, "text": telling.text(slot)} for said, slot in plan.parameters]
    return {
        **head,
        "as_of": decision.as_of,
        "measured_on": run.env.on,
        **_verdict(decision, plan),
        **_value(run, telling),
        "rules": _rules(run, plan, telling),
        "requirements": _requirements(run, plan, telling),
        "guards": _guards(run, plan, telling),
        "facts": [_fact(run, number, said, telling, plan) for number, said in enumerate(plan.facts)],
        "parameters": parameters,
        "missing": decision.missing,
        **_beside(decision, lang),
        **({"transitions": decision.transitions} if decision.transitions else {}),
    }


def _beside(decision: Decision, lang: Lang) -> dict[str, Any]:
    """Return what the outcomes bring about and which steps are owed before them; nothing where there is nothing."""
    run = decision.run
    if run.program.beside is None or not (run.program.beside.effects or run.program.beside.procedures):
        return {}
    named = {
        each: (*_weight(run, outcome)[2], *_asked_by_higher_law(run, each))
        for each in outcomes_in_play(run.settled)
        if (outcome := run.program.decision.outcome(each)) is not None
    }
    return {
        "consequences": consequences_of(run, decision.as_of, lang),
        "procedure_owed": [one.model_dump() for one in owed_of(run, decision.as_of, named)],
    }


def _head(decision: Decision) -> dict[str, Any]:
    """Return what no record and no day changes."""
    setting, declared = decision.setting, decision.run.program.decision
    version = setting.version
    settings = [ref for one in (version, *setting.higher_law) for ref in one.settings]
    head = {
        "schema_version": 1,
        "engine_version": setting.engine_version,
        "policy": version.id,
        "policy_title": version.title,
        "version": version.version,
        "policy_status": version.status,
        "content_hash": version.content_hash,
        "vocabulary_hash": setting.vocabulary_hash,
        "higher_law": [
            {"policy": one.id, "version": one.version, "content_hash": one.content_hash, "title": one.title}
            for one in setting.higher_law
        ],
        "in_force_basis": version.in_force.basis,
        "decision": declared.id,
        "title": declared.title,
        "question": declared.question,
        "about": declared.about,
        "readings": _readings(decision),
        "note": declared.note,
    }
    if settings:
        head["settings"] = [{"source": one.source, "content_hash": one.content_hash} for one in settings]
    return head


def _verdict(decision: Decision, plan: Plan) -> dict[str, Any]:
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
        settled.reason,
    )
    if run.guarded is not None:
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
        "modality": None if outcome is None else _weight(run, outcome)[0],
        "reason": run.settled.reason,
        "details": [_outcome(run, one) for one in decision.possible],
        "offers": [_outcome(run, one) for one in run.settled.offers],
        "clauses": _clauses(run, decision.possible, [said for said, _slot in plan.parameters]),
    }


def build_report(decision: Decision, lang: Lang, *, ledger: bool = False) -> DecisionReport:
    """Return a decision's report as a validated model, with the ledger of its facts where that is asked for."""
    data = report_data(decision, lang)
    if ledger:
        from xgxp_rules.engines.ledgers import ledgers

        for number, lines in ledgers(decision.run, lang).items():
            data["facts"][number]["ledger"] = lines
    return DecisionReport.model_validate(data, from_attributes=True)


def _value(run: Run, telling: Telling) -> dict[str, Any]:
    valuing, value = run.program.valuing, run.settled.value
    if valuing is None or value is None:
        return {"value": None, "value_text": None}
    told = {"value": json_value(value), "value_text": show_value(value, valuing.kind, telling.lang)}
    return {**told, "conflict": run.settled.conflict} if run.settled.conflict else told


def _weight(run: Run, outcome: Outcome) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    rules = [run.program.rules[place].rule for place in winning_rules(run, outcome.id)]
    return weight_of(outcome, rules)


def _outcome(run: Run, outcome_id: str) -> dict[str, Any]:
    outcome = run.program.decision.outcome(outcome_id)
    assert outcome is not None
    modality, _effects, procedures = _weight(run, outcome)
    procedures = tuple(dict.fromkeys((*procedures, *_asked_by_higher_law(run, outcome_id))))
    guarded = (run.guarded or {}).get(outcome_id)
    sure = outcome_id in (run.settled.outcomes or (run.settled.outcome,)) or outcome_id in run.settled.offers
    status = "undetermined" if not sure else "determined" if guarded is None else guarded.status
    return {
        "id": outcome.id,
        "label": outcome.label,
        "status": status,
        "modality": modality,
        "alternatives": [one.label for one in outcome.one_of],
        "struck": [] if guarded is None else guarded.struck,
        "chosen_by": outcome.chosen_by,
        "chosen": run.settled.chosen if sure and outcome_id not in run.settled.offers else "",
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
    named = holding or [clause for one in program.rules for clause in one.rule.clauses]
    named = [*program.decision.clauses, *named]
    named += [one for parameter in parameters if "policy" not in parameter for one in parameter["clauses"]]
    return [*_cited(program.version, named), *_against(run)]


def _asked_by_higher_law(run: Run, outcome_id: str) -> list[str]:
    """Return what higher law asks to be done before an outcome takes effect, whether or not it stands against it."""
    guards = (guard for guard in run.program.guards if guard.guard.procedure)
    return [guard.guard.procedure for guard in guards if bears_on(run, guard, outcome_id)]


def _cited(version: PolicyVersion, named: Iterable[str]) -> list[dict[str, Any]]:
    topics = {clause.id: clause.topic for clause in version.document.clauses}
    return [
        {"id": clause, "topic": topics.get(clause, ""), "policy": version.id} for clause in dict.fromkeys(named)
    ]


def _against(run: Run) -> list[dict[str, Any]]:
    """Return the clauses of higher law that stand against an outcome."""
    standing = {guard for one in (run.guarded or {}).values() for guard in one.blocked_by}
    return [
        told
        for guard in run.program.guards
        if guard.guard.id in standing
        for told in _cited(guard.source, guard.guard.clauses)
    ]


def _rules(run: Run, plan: Plan, telling: Telling) -> list[dict[str, Any]]:
    told = []
    for one, truth, (head, when, unless) in zip(
        run.program.rules, run.settled.rule_truths, plan.rules, strict=False
    ):
        entry: dict[str, Any] = {**head, "truth": truth, "when": when(telling)}
        if unless is not None:
            entry["unless"] = unless(telling)
        if one.in_force is not None:
            entry["in_force"] = one.in_force.holds_on(run.env.as_of)
        told.append(entry)
    return told


def _rule_head(one: CompiledRule) -> dict[str, Any]:
    """Return what a rule's report says of every record; what is empty is left out."""
    rule = one.rule
    head: dict[str, Any] = {"id": rule.id, "clauses": rule.clauses, "outcome": rule.outcome}
    if rule.title:
        head["title"] = rule.title
    return {
        **head,
        "outcome_label": one.outcome.label,
        "modality": rule_modality(rule, one.outcome),
        **_window(one.in_force),
    }


def _window(window: InForce | None) -> dict[str, Any]:
    """Return from and until when a part of the document holds; nothing for what holds as long as the document."""
    return {} if window is None else {"since": window.from_on, "until": window.until_on}


def _standing(window: InForce | None, day: date) -> dict[str, Any]:
    return {} if window is None else {"in_force": window.holds_on(day), **_window(window)}


def _requirements(run: Run, plan: Plan, telling: Telling) -> list[dict[str, Any]]:
    reports = []
    for one, judged, (concerns, need, unless) in zip(
        run.program.requirements, run.settled.requirement_truths, plan.requirements, strict=False
    ):
        requirement = one.requirement
        met, concerned, _needed, waived = judged
        soft = requirement.modality in ("should", "aim")
        reports.append(
            {
                "id": requirement.id,
                "title": requirement.title,
                "clauses": requirement.clauses,
                "modality": requirement.modality,
                "truth": met,
                "concerns": concerned,
                "waived": waived,
                "departure": soft and met is False,
                **_standing(requirement.in_force, run.env.as_of),
                "need": need(telling),
                "applies_to": None if concerns is None else concerns(telling),
                "unless": None if unless is None else unless(telling),
            }
        )
    return reports


def _guards(run: Run, plan: Plan, telling: Telling) -> list[dict[str, Any]]:
    reports = []
    for guard, truth, (when, unless) in zip(run.program.guards, run.guard_truths, plan.guards, strict=False):
        against = [name for name, one in (run.guarded or {}).items() if guard.guard.id in one.blocked_by]
        reports.append(
            {
                "id": guard.guard.id,
                "title": guard.guard.title,
                "policy": guard.source.id,
                "version": guard.source.version,
                "clauses": guard.guard.clauses,
                "against": guard.guard.against,
                "truth": truth,
                "stands_against": against,
                "when": when(telling),
                "unless": None if unless is None else unless(telling),
            }
        )
    return reports


def _fact(run: Run, number: int, head: dict[str, Any], telling: Telling, plan: Plan) -> dict[str, Any]:
    slot, lang = run.program.slots[number], telling.lang
    if run.disputed and (raw := _claimed(run, slot)) is not None:
        text = show_value(raw, run.program.kinds[number], lang)
        return {**head, "state": "disputed", "text": text, "claims": json_value(raw)["claims"]}
    fact = slot.fact
    if fact is None or fact.form is not None or slot.home is not run.program.home:
        told = _written(run, number, head, telling)
        if slot.details.__class__ in TOLD:
            told["workings"] = workings_of(slot, run.env, lang)
        if number in plan.others and (names := used_for_all_time(plan.others[number], run.env, lang)):
            told["only_today"] = names
        return told
    kept = _kept_with(run.env.record)
    entry = kept.get((id(fact), lang))
    if entry is None or entry[0] is not fact:
        entry = kept[id(fact), lang] = (fact, _written(run, number, head, telling))
    return entry[1]


def _written(run: Run, number: int, head: dict[str, Any], telling: Telling) -> dict[str, Any]:
    value = run.env.values[number]
    told = head.copy()
    told["state"] = _state(value) if value.__class__ in _STATED else "known"
    told["value"] = value if value.__class__ in _AS_THEY_ARE else json_value(value)
    told["text"] = telling.text(number)
    return told


_AS_THEY_ARE = frozenset((bool, int, str))


_Kept = dict[tuple[int, Lang], tuple[Fact, dict[str, Any]]]


def _kept_with(record: Any) -> _Kept:
    """Return what has been written of the facts this record supplies: the same in every decision about it."""
    kept: _Kept | None = getattr(record, "_told", None)
    if kept is None:
        kept = {}
        object.__setattr__(record, "_told", kept)
    return kept


_STATED = frozenset((State, Between, Possible, Listing))


def _claimed(run: Run, slot: Slot) -> Disputed | None:
    if slot.name not in run.disputed:
        return None
    local = run.env.local
    raw = (
        local.get(slot.name)
        if local is not None and slot.name in local
        else getattr(run.env.record, slot.name, None)
    )
    return raw if isinstance(raw, Disputed) else None


def _state(value: Any) -> str:
    if isinstance(value, Listing):
        return "known" if value.complete else "partly_known"
    return "partly_known" if isinstance(value, (Between, Possible)) else value.value


def _readings(decision: Decision) -> tuple[ReadingReport, ...]:
    """Return how each ambiguous passage was read that this decision depends on."""
    chosen = dict(decision.setting.readings)
    return tuple(reading_report(one, chosen) for one in readings_of(decision.run.program))
