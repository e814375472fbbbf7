"""The facts of a report: state, value and words of each; what a record supplies is written once and kept with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.plans import Telling
from xgxp_rules.engines.report_plans import Plan
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.todays_values import used_for_all_time
from xgxp_rules.engines.workings import TOLD, workings_of
from xgxp_rules.model.texts import Lang, json_value, show_value
from xgxp_rules.model.values import Between, Disputed, Listing, Possible, State
from xgxp_rules.model.vocabulary import Fact

if TYPE_CHECKING:
    pass


def told_fact(run: Run, number: int, head: dict[str, Any], telling: Telling, plan: Plan) -> dict[str, Any]:
    """Return one fact with its state, its value in data and words, and how it came about."""
    slot, lang = run.program.slots[number], telling.lang
    if run.disputed and (raw := _claimed(run, slot)) is not None:
        text = show_value(raw, run.program.kinds[number], lang)
        return {**head, "state": "disputed", "text": text, "claims": json_value(raw)["claims"]}
    fact = slot.fact
    if fact is None or fact.form is not None or slot.home is not run.program.home:
        told = _written(run, number, head, telling)
        if slot.details.__class__ is MeasuredDetails:
            day = slot.details.read_day(run.env)
            told |= {"measured_on": day} if isinstance(day, date) and day != run.env.on else {}
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
