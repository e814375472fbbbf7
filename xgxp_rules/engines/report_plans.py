"""What a report says of every record alike: the heads of its rules, facts and parameters, made once for a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.outcomes import rule_modality
from xgxp_rules.engines.plans import Node, NodePlanner, parameters_in
from xgxp_rules.engines.program import CompiledRule, Program
from xgxp_rules.engines.scopes import Home, Slot
from xgxp_rules.engines.todays_values import Reading, readings_of_others
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.nodes import ParameterRef
from xgxp_rules.model.policy import InForce, PolicyVersion
from xgxp_rules.model.references import names_in
from xgxp_rules.model.texts import Lang, show_value
from xgxp_rules.model.vocabulary import Fact

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Setting


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
    parameters = dict.fromkeys(one.name for one in names_in(form) if isinstance(one, ParameterRef))
    return [(slot.home, name) for name in parameters]


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


def _rule_head(one: CompiledRule) -> dict[str, Any]:
    """Return what a rule's report says of every record; what is empty is left out."""
    rule = one.rule
    head: dict[str, Any] = {"id": rule.id, "clauses": rule.clauses, "outcome": rule.outcome}
    if rule.title:
        head["title"] = rule.title
    if rule.unless_clauses:
        head["unless_clauses"] = rule.unless_clauses
    return {
        **head,
        "outcome_label": one.outcome.label,
        "modality": rule_modality(rule, one.outcome),
        **window_of(one.in_force),
    }


def window_of(window: InForce | None) -> dict[str, Any]:
    """Return from and until when a part of the document holds; nothing for what holds as long as the document."""
    return {} if window is None else {"since": window.from_on, "until": window.until_on}
