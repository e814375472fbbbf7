"""Whether a step of a procedure was taken, on which day, and whether its publicity has run out, as facts of a record.

They read the record's own list of steps and nothing else: what a procedure owes still changes no decision.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from xgxp_rules.engines.deadlines import day_after, last_day_of
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.engines.step_entries import StepEntry, steps_recorded
from xgxp_rules.model.forms import StepTaken
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.procedure import Procedure, Step
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Truth, kleene_and
from xgxp_rules.model.vocabulary import fold_name

STEPS = "procedure_steps"


def step_getter(form: StepTaken, scope: RecordScope) -> Getter:
    """Return how a step is looked up in the record's list; what the file does not declare is never known."""
    named = step_named(scope.version, form)
    if named is None or STEPS not in scope.version.vocabulary(scope.about):
        return lambda env: UNKNOWN
    procedure, step = named
    slot = scope.slot_of(STEPS)

    def value(env: Env) -> Any:
        complete, entries = steps_recorded(env.values[slot], procedure, env.on)
        entry = entries.get(step.name)
        lacking = entry is None or any(one not in dict(entry.by_party) for one in step.consents)
        if entry is None or lacking:
            return UNKNOWN if not complete else NOT_APPLICABLE if form.gives == "day" else False
        if form.gives == "day":
            return _day_of(entry)
        truth = kleene_and(_come(day, step, env.on, over=form.gives == "over") for _party, day in entry.by_party)
        return UNKNOWN if truth is None else truth

    return value


def step_named(version: PolicyVersion, form: StepTaken) -> tuple[Procedure, Step] | None:
    """Return the procedure and the step that a fact names, or None where the file has no such."""
    wanted, name = fold_name(form.procedure), fold_name(form.step)
    for procedure in version.procedures:
        if wanted in (fold_name(procedure.id), fold_name(procedure.title)):
            step = next((one for one in procedure.steps if fold_name(one.name) == name), None)
            return None if step is None else (procedure, step)
    return None


def _day_of(entry: StepEntry) -> Any:
    """Return the last day on which a step was taken, as far as it is known."""
    if entry.day is not None:
        return entry.day
    days = [day for _party, day in entry.by_party]
    return days[0] if len(days) == 1 and isinstance(days[0], Between) else UNKNOWN


def _come(day: Any, step: Step, on: date, *, over: bool) -> Truth:
    """Return whether a step of this day has been taken, or the time that it has to stand is over."""
    if isinstance(day, Between):
        truths = {_come(end, step, on, over=over) for end in (day.low, day.high) if end is not None}
        return truths.pop() if len(truths) == 1 and None not in (day.low, day.high) else None
    if not isinstance(day, date):
        return None if over else True  # a step whose day nobody knows was taken as it is written
    if not over:
        return day <= on
    return kleene_and(_over(day, length, on) for length in (step.publicity, step.notice) if length is not None)


def _over(day: date, length: Any, on: date) -> Truth:
    ready = day_after(last_day_of(day, length))
    if ready.day is not None:
        return ready.day <= on
    return False if ready.earliest is not None and on < ready.earliest else None
