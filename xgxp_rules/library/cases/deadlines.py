"""The days that matter in a case: when a transition of time happens, and by when a step must be taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xgxp_rules.engines.procedures import compile_procedure, look_at
from xgxp_rules.law.workdays import OutOfCoverage, working_days_between
from xgxp_rules.library.cases.replaying import Replay
from xgxp_rules.model.case_report import CitedClause, Deadline
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.procedure_report import ProcedureReport, StepReport
from xgxp_rules.model.school_calendar import CalendarError


def deadlines_of(replay: Replay, as_of: date) -> tuple[Deadline, ...]:
    """Return the deadlines out of the present state, the earliest first; those without any day come last."""
    found = [*_transitions(replay, as_of), *_steps(replay, as_of)]
    return tuple(sorted(found, key=lambda one: (one.due or one.earliest or date.max, one.kind, one.name)))


def next_due(replay: Replay, as_of: date) -> date | None:
    """Return the first day on which something falls due, or fell due and is held; None where nothing does."""
    dues = [one.due for one in replay.course.pending]
    days = [due.day or due.earliest for due in dues]
    days += [step.due or step.earliest_due for _, step in _owed(replay, as_of)]
    return min((day for day in days if day is not None), default=None)


def procedures_of(replay: Replay, as_of: date) -> tuple[ProcedureReport, ...]:
    """Return the procedures that a transition out of the present state asks for, as far as they have come."""
    names = dict.fromkeys(
        move.procedure
        for move in replay.running.process.moves
        if move.procedure and replay.course.state in move.sources
    )
    return tuple(report for name in names if (report := _report(replay, name, as_of)) is not None)


def _report(replay: Replay, name: str, as_of: date) -> ProcedureReport | None:
    _, _, env = replay.judge._look(as_of, replay.course.last_number)
    compiled = replay.running.guards.on(as_of)
    for move in compiled.moves:
        if move is not None and move.procedure is not None and name == move.procedure.procedure.id:
            return look_at(move.procedure, env, as_of=as_of)
    procedure = compiled.version.procedure(name)
    if procedure is None:
        return None
    return look_at(compile_procedure(procedure, compiled.cohort.scope), env, as_of=as_of)


def _transitions(replay: Replay, as_of: date) -> Iterator[Deadline]:
    process, version = replay.running.process, replay.running.policy.effective
    for one in replay.course.pending:
        move = process.moves[one.place]
        if one.due.day is None and one.due.earliest is None:
            continue
        yield _deadline(
            Deadline(
                kind="transition",
                name=move.title or move.clock,
                target=move.target,
                due=one.due.day,
                earliest=one.due.earliest,
                overdue=one.held is not None,
                clauses=cited(version, move.clauses or process.clauses),
            ),
            as_of,
        )


def _steps(replay: Replay, as_of: date) -> Iterator[Deadline]:
    version = replay.running.policy.effective
    for report, step in _owed(replay, as_of):
        yield _deadline(_step(version, report, step, as_of), as_of)


def _owed(replay: Replay, as_of: date) -> Iterator[tuple[ProcedureReport, StepReport]]:
    """Yield the steps that are still to be taken by a day."""
    for report in procedures_of(replay, as_of):
        for step in report.steps:
            if step.status in ("owed", "open") and (step.due is not None or step.earliest_due is not None):
                yield report, step


def _step(version: PolicyVersion, report: ProcedureReport, step: StepReport, as_of: date) -> Deadline:
    return Deadline(
        kind="step",
        name=f"{report.title}·{step.step}",
        who=step.who,
        due=step.due,
        earliest=step.earliest_due,
        overdue=step.due is not None and step.due < as_of,
        clauses=cited(version, step.clauses or report.clauses),
    )


def _deadline(one: Deadline, as_of: date) -> Deadline:
    if one.due is None:
        return one
    days = (one.due - as_of).days
    return one.model_copy(update={"days_left": days, "working_days_left": _working_days(as_of, one.due)})


def _working_days(as_of: date, due: date) -> int | None:
    try:
        if due >= as_of:
            return working_days_between(as_of, due)
        return -working_days_between(due, as_of)
    except (OutOfCoverage, CalendarError):
        return None


def cited(version: PolicyVersion, clauses: tuple[str, ...]) -> tuple[CitedClause, ...]:
    """Return clauses with what they are about."""
    topics = {clause.id: clause.topic for clause in version.document.clauses}
    return tuple(CitedClause(id=one, topic=topics.get(one, "")) for one in clauses)
