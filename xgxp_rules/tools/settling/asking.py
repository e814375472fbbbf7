"""Which open fact to ask for first: the one that leaves the fewest questions on average, less sensitive ones before.

One step is looked ahead: each fact is given each value worth trying, and what is still open then is counted.
"""

from __future__ import annotations

from itertools import islice, product
from statistics import fmean

from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.open_facts import missing_facts
from xgxp_rules.model.settling_report import PlanReport, QuestionReport
from xgxp_rules.tools.settling.openings import Opening, Openings, top_of
from xgxp_rules.tools.settling.sets import MOST_FACTS

MOST_ANSWERS = 16
"""So many ways of answering one question are weighed at most."""

COST = {"plain": 0.0, "personal": 0.25, "health": 0.75}
"""How many questions more it may take before a more sensitive fact is asked for instead."""


def plan(decision: Decision) -> PlanReport:
    """Return the open facts of a decision as questions, the best to ask next first; none once it is settled.

    Facts that cannot change the answer any more are not among them. Up to twelve are weighed against each other.
    """
    program, setting = decision.run.program, decision.setting
    labels = {one.id: one.label for one in program.decision.outcomes}
    openings = Openings(decision) if decision.status == "undetermined" else None
    asked = () if openings is None else openings.questions
    weighed = [_weighed(one, openings) for one in asked[:MOST_FACTS]] if openings is not None else []
    order = {question.id: place for place, question in enumerate(weighed)}
    weighed.sort(key=lambda one: (_worth(one), order[one.id]))
    return PlanReport(
        policy=decision.policy,
        version=setting.version.version,
        decision=decision.decision,
        title=program.decision.title,
        as_of=decision.as_of,
        status=decision.status,
        possible=decision.possible,
        possible_labels=tuple(labels.get(one, one) for one in decision.possible),
        questions=(*weighed, *(_plain(one) for one in asked[MOST_FACTS:])),
        bounded=len(asked) > MOST_FACTS,
    )


def _worth(question: QuestionReport) -> tuple[bool, float]:
    expected = question.expected
    return expected is None, (expected or 0.0) + COST.get(question.sensitivity, 0.0)


def _plain(one: Opening) -> QuestionReport:
    first = one.missing[0]
    return QuestionReport(
        id=one.id,
        label=one.label,
        reasons=tuple(dict.fromkeys(each.reason for each in one.missing)),
        places=tuple(dict.fromkeys(each.place for each in one.missing if each.place)),
        evidence=next((each.evidence for each in one.missing if each.evidence), ""),
        office=next((each.office for each in one.missing if each.office), ""),
        who=first.who,
        sensitivity=one.sensitivity,
    )


def _weighed(one: Opening, openings: Openings) -> QuestionReport:
    """Return a question with what asking it is worth."""
    slots = openings.given(frozenset({one.id}))
    plain = _plain(one)
    if not slots:
        # Its answer alone gives no value to anything: another list is needed beside it, or nothing can be tried.
        waits = bool(one.slots)
        return plain.model_copy(update={"expected": float(len(openings.questions)) if waits else None})
    left: list[int] = []
    leads: dict[str, None] = {}
    for values in islice(product(*(openings.values(slot) for slot in slots)), MOST_ANSWERS):
        run = openings.forcing.run(dict(zip(slots, values, strict=True)))
        left.append(_questions_left(run))
        leads.update(dict.fromkeys(_outcomes(run)))
    if not left:
        return plain
    return plain.model_copy(
        update={
            "expected": 1 + fmean(left),
            "settles_alone": not any(left),
            "leads_to": tuple(leads),
        }
    )


def _questions_left(run: Run) -> int:
    return len({top_of(missing.id) for missing in missing_facts(run)}) or int(run.status == "undetermined")


def _outcomes(run: Run) -> tuple[str, ...]:
    if run.status == "undetermined":
        return ()
    return run.settled.outcomes or (() if run.settled.outcome is None else (run.settled.outcome,))
