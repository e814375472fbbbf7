"""The rules, requirements and guards of a report, each with its truth and the tree of its conditions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.plans import Telling
from xgxp_rules.engines.report_plans import Plan, window_of
from xgxp_rules.model.policy import InForce

if TYPE_CHECKING:
    pass


def told_rules(run: Run, plan: Plan, telling: Telling) -> list[dict[str, Any]]:
    """Return every rule, with its truth and the trees of its conditions."""
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


def _standing(window: InForce | None, day: date) -> dict[str, Any]:
    return {} if window is None else {"in_force": window.holds_on(day), **window_of(window)}


def told_requirements(run: Run, plan: Plan, telling: Telling) -> list[dict[str, Any]]:
    """Return every requirement, whom it concerns, whether it is waived, met or departed from."""
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
                **({"unless_clauses": requirement.unless_clauses} if requirement.unless_clauses else {}),
            }
        )
    return reports


def told_guards(run: Run, plan: Plan, telling: Telling) -> list[dict[str, Any]]:
    """Return every guard, with the outcomes that it stands against."""
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
                **({"unless_clauses": guard.guard.unless_clauses} if guard.guard.unless_clauses else {}),
            }
        )
    return reports
