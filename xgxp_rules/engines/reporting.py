"""A decision written out: the receipt's plain data, from the lists of one evaluation and the plan of its program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.ambiguity import reading_report, readings_of
from xgxp_rules.engines.consequences import consequences_of, owed_of
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.guarding import outcomes_in_play
from xgxp_rules.engines.plans import Telling
from xgxp_rules.engines.report_conditions import told_guards, told_requirements, told_rules
from xgxp_rules.engines.report_facts import told_fact
from xgxp_rules.engines.report_plans import plan_of
from xgxp_rules.engines.report_verdicts import asked_by_higher_law, told_value, verdict_of, weight_in
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.setting import SetDetails
from xgxp_rules.model.forms import Delegated
from xgxp_rules.model.report import DecisionReport, ReadingReport
from xgxp_rules.model.texts import Lang

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision


def report_data(decision: Decision, lang: Lang) -> dict[str, Any]:
    """Return a decision as plain data, with the names of `DecisionReport`."""
    run = decision.run
    plan = plan_of(run.program, lang)
    telling = Telling(run.program, run.env, lang)
    head = plan.heads.get(decision.setting)
    if head is None:
        head = plan.heads[decision.setting] = _head(decision)
    parameters = [
        said if slot is None else {**said, "text": telling.text(slot), **papers(run.program.slots[slot], run.env)}
        for said, slot in plan.parameters
    ]
    return {
        **head,
        "as_of": decision.as_of,
        "measured_on": run.env.on,
        **verdict_of(decision, plan),
        **told_value(run, telling),
        "rules": told_rules(run, plan, telling),
        "requirements": told_requirements(run, plan, telling),
        "guards": told_guards(run, plan, telling),
        "facts": [told_fact(run, number, said, telling, plan) for number, said in enumerate(plan.facts)],
        "parameters": parameters,
        "missing": decision.missing,
        **_beside(decision, lang),
        **({"transitions": decision.transitions} if decision.transitions else {}),
    }


def papers(slot: Slot, env: Env) -> dict[str, str]:
    """Return the papers by which another body set the value that holds; nothing where none does."""
    if not isinstance(slot.details, SetDetails):
        return {}
    found = dict.fromkeys(one.source for one in slot.details.held(env) if one is not None)
    form = None if slot.parameter is None else slot.parameter.form
    assert isinstance(form, Delegated)
    return {"source": "；".join(found), "set_by": form.set_by} if found else {"source": ""}


def _beside(decision: Decision, lang: Lang) -> dict[str, Any]:
    """Return what the outcomes bring about and which steps are owed before them; nothing where there is nothing."""
    run = decision.run
    if run.program.beside is None or not (run.program.beside.effects or run.program.beside.procedures):
        return {}
    named = {
        each: (*weight_in(run, outcome)[2], *asked_by_higher_law(run, each))
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


def build_report(decision: Decision, lang: Lang, *, ledger: bool = False) -> DecisionReport:
    """Return a decision's report as a validated model, with the ledger of its facts where that is asked for."""
    data = report_data(decision, lang)
    if ledger:
        from xgxp_rules.engines.ledgers import ledgers

        for number, lines in ledgers(decision.run, lang).items():
            data["facts"][number]["ledger"] = lines
    return DecisionReport.model_validate(data, from_attributes=True)


def _readings(decision: Decision) -> tuple[ReadingReport, ...]:
    """Return how each ambiguous passage was read that this decision depends on."""
    chosen = dict(decision.setting.readings)
    return tuple(reading_report(one, chosen) for one in readings_of(decision.run.program))
