"""A case as people see it: where it stands, what may come next, what it needs, and how it came there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from xgxp_rules.diagnostics import Lang
from xgxp_rules.engines.rete.running import Pending, Taken, Verdict
from xgxp_rules.language.printer import print_operand
from xgxp_rules.library.cases.deadlines import cited, deadlines_of, procedures_of
from xgxp_rules.library.cases.folding import Folded
from xgxp_rules.library.cases.judging import Looked
from xgxp_rules.library.cases.replaying import Replay
from xgxp_rules.library.cases.tests_of import guard_report
from xgxp_rules.library.cases.ways import Varied, readings_report
from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.model.case_report import (
    CaseReport,
    ClockReport,
    GuardReport,
    LogLine,
    NextMove,
    NextStatus,
    TakenMove,
)
from xgxp_rules.model.periods import ZERO
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.process import Move, is_guarded
from xgxp_rules.model.records.base import shape_of
from xgxp_rules.model.spells import total
from xgxp_rules.model.values import PERIOD


def case_report(
    head: CaseHead,
    log: Sequence[Entry],
    folded: Folded,
    replay: Replay,
    *,
    as_of: date,
    known_on: date | None,
    lang: Lang,
    others: Iterable[Varied] = (),
) -> CaseReport:
    """Return the report of a case gone through up to the end of `as_of`."""
    running, course = replay.running, replay.course
    version, process = running.policy.effective, running.process
    viewer = _Viewer(replay, as_of, lang)
    lines = tuple(log_lines(log, folded, replay))
    return CaseReport(
        case=head.case,
        policy=head.policy,
        version=head.version,
        content_hash=head.content_hash,
        text_changed=head.content_hash != version.content_hash,
        ended_on=_ended(version, as_of),
        title=version.title,
        process=process.id,
        process_title=process.title,
        clauses=cited(version, process.clauses),
        opened_on=folded.opening.on,
        revision=log[-1].number,
        as_of=as_of,
        known_on=known_on,
        state=course.state,
        since=course.since,
        closed=course.state in process.terminal(),
        unsaid=process.unsaid(course.state),
        uncertain=viewer.is_uncertain(),
        next=tuple(viewer.next()),
        deadlines=deadlines_of(replay, as_of),
        clocks=tuple(viewer.clocks()),
        procedures=procedures_of(replay, as_of),
        readings=tuple(readings_report(replay, others, as_of)),
        taken=tuple(viewer.taken(one) for one in course.taken),
        planned=tuple(line for line in lines if line.on > as_of and line.kind != "correct"),
        log=lines,
    )


def _ended(version: PolicyVersion, as_of: date) -> date | None:
    last = version.in_force.until_on
    return last if last is not None and last < as_of else None


class _Viewer:
    """Puts one course into words and days."""

    def __init__(self, replay: Replay, as_of: date, lang: Lang) -> None:
        self.replay, self.as_of, self.lang = replay, as_of, lang
        self.course, self.process = replay.course, replay.running.process
        self.version = replay.running.policy.effective
        self.by_number = {entry.number: entry for entry in replay.entries}

    def is_uncertain(self) -> bool:
        """Return whether nobody can say that the state still holds."""
        unknown_day = any(
            one.due.day is None and one.due.earliest is not None and one.due.earliest <= self.as_of
            for one in self.course.pending
        )
        return unknown_day or any(one.held is not None and one.held.truth is None for one in self.course.pending)

    def next(self) -> Iterator[NextMove]:
        """Yield the transitions out of the present state, in the document's order."""
        pending = {one.place: one for one in self.course.pending}
        for place, move in enumerate(self.process.moves):
            if self.course.state in move.sources:
                yield self._timed(move, pending[place]) if place in pending else self._on_event(place, move)

    def _on_event(self, place: int, move: Move) -> NextMove:
        verdict, status = None, "ready"
        if is_guarded(move):
            verdict = self.replay.judge.guard(place, self.as_of, self.course.last_number)
            status = {True: "ready", False: "not_met", None: "unknown"}[verdict.truth]
        return self._next(move, status, verdict)  # type: ignore[arg-type]

    def _timed(self, move: Move, pending: Pending) -> NextMove:
        status: NextStatus = "waiting" if pending.held is None else "held"
        made = self._next(move, status, pending.held)
        return made.model_copy(update={"due": pending.due.day, "earliest_due": pending.due.earliest})

    def _next(self, move: Move, status: NextStatus, verdict: Verdict | None) -> NextMove:
        return NextMove(
            target=move.target,
            status=status,
            event=move.on,
            after=self.after(move),
            clock=move.clock,
            title=move.title,
            clauses=cited(self.version, move.clauses or self.process.clauses),
            guard=self._guard(verdict),
        )

    def taken(self, one: Taken) -> TakenMove:
        """Return a transition that was taken, with its clauses."""
        move = self.process.moves[one.place]
        entry = None if one.number is None else self.by_number[one.number]
        return TakenMove(
            on=one.on,
            source=one.source,
            target=one.target,
            event=move.on,
            after=self.after(move),
            clock=move.clock,
            title=move.title,
            clauses=cited(self.version, move.clauses or self.process.clauses),
            entry=one.number,
            actor=entry.actor if entry is not None else "",
            guard=self._guard(one.verdict),
        )

    def _guard(self, verdict: Verdict | None) -> GuardReport | None:
        if verdict is None or not isinstance(verdict.details, Looked):
            return None
        # Another look at the same day and facts: the truths of the tests stand in the evaluation it was made in.
        return guard_report(verdict.details, verdict.truth, self.lang)

    def after(self, move: Move) -> str:
        """Return after how long a transition of time happens, in words."""
        if move.on:
            return ""
        clock = self.process.clock(move.clock) if move.clock else None
        operand = move.after if clock is None else clock.limit
        assert operand is not None
        period = self.replay.judge.period(operand, self.as_of, self.course.last_number)
        return print_operand(operand, PERIOD, self.lang) if period is None else period.text(self.lang)

    def clocks(self) -> Iterator[ClockReport]:
        """Yield the clocks of the process, each with how long it has run."""
        pending = {self.process.moves[one.place].clock: one for one in self.course.pending}
        for reading in self.course.clocks:
            clock = reading.clock
            limit = self.replay.judge.period(clock.limit, self.as_of, self.course.last_number)
            days_only = limit is not None and not (limit.years or limit.months)
            run = total(reading.run_until(self.as_of), "days" if days_only else "calendar") or ZERO
            due = pending[clock.id].due if clock.id in pending else None
            yield ClockReport(
                id=clock.id,
                run=run.text(self.lang),
                limit="" if limit is None else limit.text(self.lang),
                running=reading.since is not None,
                begun=reading.since is not None or bool(reading.stretches),
                due=None if due is None else due.day,
                earliest=None if due is None else due.earliest,
                clauses=cited(self.version, clock.clauses),
            )


def log_lines(log: Sequence[Entry], folded: Folded, replay: Replay) -> Iterator[LogLine]:
    """Yield the entries of a log as they were recorded, each with the transition it brought and what corrected it."""
    moves = {one.number: one for one in replay.course.taken if one.number is not None}
    numbers = {entry.id: entry.number for entry in log}
    names = _fact_names(replay)
    for entry in log:
        move, by = moves.get(entry.number), folded.corrections.get(entry.number)
        assert entry.recorded_at is not None
        yield LogLine(
            number=entry.number,
            id=entry.id,
            kind=entry.kind,
            on=entry.on,
            recorded_at=entry.recorded_at,
            actor=entry.actor,
            name=entry.name,
            source="" if move is None else move.source,
            target="" if move is None else move.target,
            facts=tuple(names.get(name, name) for name in (*entry.facts, *entry.adds)),
            procedure=entry.procedure,
            party=entry.party,
            corrects=numbers.get(entry.corrects),
            corrected_by=None if by is None else by.number,
            withdrawn=entry.withdrawn or (by is not None and by.withdrawn),
            remark=entry.remark,
        )


def _fact_names(replay: Replay) -> dict[str, str]:
    facts = replay.facts
    own = {slot.id: slot.label for slot in shape_of(facts.model).slots}
    return {**own, **{fact.id: fact.label for fact in facts.vocabulary.facts}}
