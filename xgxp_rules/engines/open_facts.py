"""The facts that a run lacks: knowing all of them settles it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xgxp_rules.engines.guarding import outcomes_in_play
from xgxp_rules.engines.interpreter import Run, bears_on
from xgxp_rules.engines.missing import OpenFacts
from xgxp_rules.engines.valuing import Valuing
from xgxp_rules.model.report import MissingFact

if TYPE_CHECKING:
    pass


def missing_facts(run: Run) -> tuple[MissingFact, ...]:
    """Return the open facts of a run: knowing all of them settles it."""
    if run.status != "undetermined":
        return ()
    collector = OpenFacts(run.program.slots, run.env)
    day = run.program.day_slot
    if day is not None and not isinstance(run.env.values[day], date):
        # Until the day is known nothing is measured; what else is lacking will be asked of that day.
        collector.slot(day)
        for number, one_slot in enumerate(run.program.slots):
            if one_slot.fact is not None and one_slot.fact.form is None:
                collector.slot(number)
        return tuple(collector.found.values())
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
