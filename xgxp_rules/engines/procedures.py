"""Procedures looked at beside a decision: which steps are done, in time and in order, and which are owed.

Nothing here makes a condition false or an outcome fall.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.deadlines import (
    DaysOpen,
    Due,
    day_after,
    last_day_of,
    returning_day,
    returning_stretch,
    written_stretch,
)
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.program import CompiledCondition
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.engines.step_entries import StepEntry, steps_recorded
from xgxp_rules.model.nodes import Operand, ParameterRef, YearlyDay, YearlyDays
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.procedure import DayRange, Procedure, Step
from xgxp_rules.model.procedure_report import OwedStep, ProcedureReport, StepProblem, StepReport
from xgxp_rules.model.values import Truth, kleene_and

_FLAWS: frozenset[StepProblem] = frozenset(("out_of_order", "late", "too_early", "not_yet", "other_party"))


@dataclass(frozen=True, slots=True)
class CompiledProcedure:
    """A procedure with the conditions and latest days of its steps compiled in the names of its version."""

    procedure: Procedure
    version: PolicyVersion
    conditions: tuple[CompiledCondition | None, ...]
    latest: tuple[Getter | None, ...]
    ranges: tuple[tuple[Getter | None, Getter | None], ...]
    """How the ends of each step's stretch are read, where they are written out."""
    lengths: tuple[Getter | None, ...]
    """How the time that each step has is read."""


def compile_procedure(procedure: Procedure, scope: RecordScope) -> CompiledProcedure:
    """Return a procedure ready for any record."""
    conditions = tuple(
        None if step.when is None else CompiledCondition(*compile_condition(step.when, scope), scope.home)
        for step in procedure.steps
    )
    latest = tuple(_latest(step.by, scope) for step in procedure.steps)
    ranges = tuple(
        (_latest(step.during.first, scope), _latest(step.during.last, scope))
        if isinstance(step.during, DayRange)
        else (None, None)
        for step in procedure.steps
    )
    lengths = tuple(_length(step.within, scope) for step in procedure.steps)
    return CompiledProcedure(procedure, scope.version, conditions, latest, ranges, lengths)


def _length(within: Period | ParameterRef | None, scope: RecordScope) -> Getter | None:
    read, constant = scope.getter(within) if isinstance(within, ParameterRef) else (None, within)
    return read if read is not None else None if constant is None else (lambda env: constant)


def _latest(operand: Operand | None, scope: RecordScope) -> Getter | None:
    if operand is None or isinstance(operand, (YearlyDay, YearlyDays)):
        return None
    read, constant = scope.getter(operand)
    return (lambda env: constant) if read is None else read


def look_at(
    compiled: CompiledProcedure, env: Env, *, matter: str = "", as_of: date | None = None
) -> ProcedureReport:
    """Return how far a procedure has come for the record of an evaluation."""
    on = as_of or env.as_of
    looking = _Looking(compiled, env, on, matter)
    steps = looking.steps()
    procedure = compiled.procedure
    owed = tuple(_owed(procedure, step, problem) for step in steps for problem in step.problems)
    flawed = any(one.problem in _FLAWS for one in owed)
    missing = any(one.problem == "missing" for one in owed)
    open_ = any(one.problem == "undetermined" for one in owed)
    return ProcedureReport(
        policy=compiled.version.id,
        version=compiled.version.version,
        procedure=procedure.id,
        title=procedure.title,
        clauses=procedure.clauses,
        as_of=on,
        status="flawed" if flawed else "owed" if missing else "open" if open_ else "complete",
        voidable=True if flawed or missing else None if open_ else False,
        steps=steps,
        owed=owed,
    )


def _owed(procedure: Procedure, step: StepReport, problem: StepProblem) -> OwedStep:
    return OwedStep(
        procedure=procedure.id,
        title=procedure.title,
        step=step.step,
        who=step.who,
        problem=problem,
        on=step.on,
        due=step.due,
        earliest_due=step.earliest_due,
        lacking=step.lacking,
        clauses=step.clauses or procedure.clauses,
    )


class _Looking:
    """Looks at the steps of one procedure in the order in which they come after each other."""

    def __init__(self, compiled: CompiledProcedure, env: Env, on: date, matter: str) -> None:
        self.compiled, self.env, self.on = compiled, env, on
        self.procedure = compiled.procedure
        listed = getattr(env.record, "procedure_steps", None)
        self.complete, self.entries = steps_recorded(listed, self.procedure, on, matter)
        self.reports: dict[str, StepReport] = {}
        self.named = {step.name: step for step in self.procedure.steps}
        self.before: dict[str, tuple[str, ...]] = {}
        self.unseen: set[str] = set()
        """Steps before which an optional one may stand in a part of the list that nobody has."""

    def steps(self) -> tuple[StepReport, ...]:
        """Return a report for every step, in the document's order."""
        for step in self.procedure.steps:
            self._report(step)
        return tuple(self.reports[step.name] for step in self.procedure.steps)

    def _report(self, step: Step) -> StepReport:
        # The checker has made sure that no step comes before itself.
        if step.name not in self.reports:
            for name in (*step.after, *step.if_taken):
                self._report(self.named[name])
            self._look_before(step)
            self.reports[step.name] = self._look(step)
        return self.reports[step.name]

    def _look(self, step: Step) -> StepReport:
        place = self.procedure.steps.index(step)
        condition = self.compiled.conditions[place]
        asked = kleene_and((True if condition is None else condition.judge(self.env), self._caused(step)))
        head = StepReport(step=step.name, who=step.who, consents=step.consents, clauses=step.clauses, status="open")
        if asked is False:
            return replace_in(head, status="not_asked")
        stretch = self._stretch(step, place)
        ready = self._ready_from(step, stretch)
        due = self._due(step, place, stretch)
        timed = replace_in(head, due=due.day, earliest_due=due.earliest, ready_from=ready.day or ready.earliest)
        entry = self.entries.get(step.name)
        lacking = tuple(one for one in step.consents if entry is None or one not in dict(entry.by_party))
        if entry is None or lacking:
            return self._not_done(timed, step, asked, lacking if entry is not None else step.consents)
        done = self._done(timed, step, entry, ready, due, stretch)
        if not stretch.uncertain or done.problems:
            return done
        return replace_in(done, problems=("undetermined",))

    def _caused(self, step: Step) -> Truth:
        """Return whether one of the steps was taken without which this one is not asked."""
        if not step.if_taken:
            return True
        statuses = {self.reports[name].status for name in step.if_taken}
        if "done" in statuses:
            return True
        return False if self.complete or statuses == {"not_asked"} else None

    def _look_before(self, step: Step) -> None:
        """Note which steps come before: for one that is not asked or was left out, those before that."""
        found: dict[str, None] = {}
        unseen = False
        for name in step.after:
            status = self.reports[name].status
            left_out = status in ("not_asked", "optional")
            found.update(dict.fromkeys(self.before[name] if left_out else (name,)))
            unseen = unseen or (not self.complete and status == "optional")
            unseen = unseen or (left_out and name in self.unseen)
        self.before[step.name] = tuple(found)
        if unseen:
            self.unseen.add(step.name)

    def _not_done(self, head: StepReport, step: Step, asked: Truth, lacking: tuple[str, ...]) -> StepReport:
        if step.optional:
            return replace_in(head, status="optional", lacking=lacking)
        if asked is None or not self.complete:
            return replace_in(head, status="open", problems=("undetermined",), lacking=lacking)
        problems: tuple[StepProblem, ...] = ("missing",)
        if head.due is not None and self.on > head.due:
            problems = ("missing", "late")
        return replace_in(head, status="owed", problems=problems, lacking=lacking)

    def _done(
        self, head: StepReport, step: Step, entry: StepEntry, ready: Due, due: Due, stretch: DaysOpen
    ) -> StepReport:
        day = entry.day
        problems: list[StepProblem] = []
        priors = [self.reports[name] for name in self.before[step.name]]
        if day is None:
            problems.append("undetermined")
        elif any(_not_before(prior, day) for prior in priors):
            problems.append("out_of_order")
        elif stretch.first is not None and day < stretch.first:
            problems.append("not_yet")
        elif ready.day is not None and day < ready.day:
            problems.append("too_early")
        elif ready.earliest is not None or any(prior.status == "open" for prior in priors):
            early = ready.earliest is not None and day < ready.earliest
            problems.append("too_early" if early else "undetermined")
        if day is not None and due.day is not None and day > due.day:
            problems.append("late")
        elif day is not None and due.earliest is not None and day > due.earliest:
            problems.append("undetermined")
        parties = {party for party, _day in entry.by_party} - {""}
        if step.who and parties and step.who not in parties:
            problems.append("other_party")
        return replace_in(head, status="done", on=day, problems=tuple(dict.fromkeys(problems)))

    def _ready_from(self, step: Step, stretch: DaysOpen) -> Due:
        """Return the first day of the step's stretch on which publicity and notice of the steps before have run out."""
        days: list[Due] = [] if stretch.first is None else [Due(stretch.first)]
        for name in self.before[step.name]:
            prior, report = self.named[name], self.reports[name]
            if report.on is not None:
                lengths = (each for each in (prior.publicity, prior.notice) if each is not None)
                days += [day_after(last_day_of(report.on, length)) for length in lengths]
        unknown = [one.earliest for one in days if one.earliest is not None]
        known = [one.day for one in days if one.day is not None]
        if unknown:
            return Due(earliest=max([*unknown, *known]))
        return Due(max(known)) if known else Due()

    def _due(self, step: Step, place: int, stretch: DaysOpen) -> Due:
        """Return the earliest of the last days that a step may have."""
        last = Due(stretch.last)
        found = [one for one in (self._within(step, place), self._by(step, place), last) if one != Due()]
        known = [one.day for one in found if one.day is not None]
        open_ = [one.earliest for one in found if one.earliest is not None]
        if not known:
            return Due(earliest=min(open_)) if open_ else Due()
        # A known day that comes before the other can begin settles it.
        settled = not open_ or min(known) <= min(open_)
        return Due(min(known)) if settled else Due(earliest=min(open_))

    def _within(self, step: Step, place: int) -> Due:
        starts = [self.reports[name].on for name in self.before[step.name]]
        known = [day for day in starts if day is not None]
        read = self.compiled.lengths[place]
        if read is None or not known or len(known) < len(starts):
            return Due()
        length = read(self.env)
        if not isinstance(length, Period) or length.family not in ("calendar", "working_days"):
            return Due(earliest=max(known))  # a time that nobody has set yet
        due = last_day_of(max(known), length)
        return due if step.name not in self.unseen else Due(earliest=due.day or due.earliest)

    def _by(self, step: Step, place: int) -> Due:
        if isinstance(step.by, (YearlyDay, YearlyDays)):
            return Due(returning_day(step.by, *self._anchors(step)))
        read = self.compiled.latest[place]
        day = None if read is None else read(self.env)
        return Due(day) if isinstance(day, date) else Due()

    def _stretch(self, step: Step, place: int) -> DaysOpen:
        """Return the stretch that a step has to be taken in, the return of it that is meant here."""
        during = step.during
        if isinstance(during, DayRange):
            ends = [None if one is None else one(self.env) for one in self.compiled.ranges[place]]
            return written_stretch(*ends)
        return DaysOpen() if during is None else returning_stretch(during, *self._anchors(step))

    def _anchors(self, step: Step) -> tuple[date | None, date]:
        """Return the day of the step before, if there is one, and the day on which this one was or would be taken."""
        starts = [day for name in self.before[step.name] if (day := self.reports[name].on) is not None]
        entry = self.entries.get(step.name)
        return max(starts, default=None), (None if entry is None else entry.day) or self.on


def replace_in(report: StepReport, **changes: Any) -> StepReport:
    """Return the report with these entries changed."""
    return report.model_copy(update=changes)


def _not_before(prior: StepReport, day: date) -> bool:
    """Return whether a step that had to come first did not: it is missing, or was taken later."""
    return prior.status == "owed" or (prior.on is not None and prior.on > day)


__all__ = ["CompiledProcedure", "compile_procedure", "look_at"]
