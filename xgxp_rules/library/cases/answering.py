"""The questions that need the engine, each a function of plain data: answered here, or in a worker process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from xgxp_rules.diagnostics import Lang, RecordError
from xgxp_rules.library.cases.deadlines import deadlines_of, next_due
from xgxp_rules.library.cases.folding import CHINA, Folded, fold
from xgxp_rules.library.cases.judging import local_facts
from xgxp_rules.library.cases.refusing import refuse
from xgxp_rules.library.cases.replaying import Processes, Replay
from xgxp_rules.library.cases.viewing import case_report
from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.model.case_report import CaseReport, Deadline
from xgxp_rules.model.records import check_against


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands at the end of a day, and its deadlines."""

    state: str
    process_title: str
    deadlines: tuple[Deadline, ...]


def accept(processes: Processes, head: CaseHead, log: Sequence[Entry], entry: Entry) -> CaseHead:
    """Return the head of a case with a new entry taken, or raise why it is not.

    Raises:
        CaseError: the case cannot take it, or a later entry could not stand.
        RecordError: a fact cannot be read, or cannot be true on that day.
    """
    running, folded = processes.of(head), fold((*log, entry))
    until = max(one.on for one in folded.entries)
    replay = running.replay(folded, until)
    if replay.course.refusal is not None:
        refuse(replay, entry)
    if entry.facts or entry.adds or entry.kind == "open":
        _check_facts(replay, entry)
    return _drawn(head, folded, replay, until, entry)


def redraw(processes: Processes, cases: Sequence[tuple[CaseHead, Sequence[Entry]]]) -> tuple[CaseHead, ...]:
    """Return the heads of cases with what is drawn from their logs drawn anew, under the policy texts of today.

    Raises:
        CaseError: the version one was opened under is gone.
    """
    found = []
    for head, log in cases:
        folded = fold(log)
        until = max(one.on for one in folded.entries)
        replay = processes.of(head).replay(folded, until)
        found.append(_drawn(head, folded, replay, until, log[-1]))
    return tuple(found)


def _drawn(head: CaseHead, folded: Folded, replay: Replay, until: date, last: Entry) -> CaseHead:
    """Return a head with the state after the last entry, and the first day on which anything falls due."""
    closed = replay.course.state in replay.running.process.terminal()
    dues = [] if closed else [next_due(replay, until)]
    today = _recorded_on(last)
    if folded.opening.on <= today < until:
        # What is recorded ahead must not hide what falls due before it.
        dues.append(next_due(replay.running.replay(folded, today), today))
    due = min((day for day in dues if day is not None), default=None)
    return replace(head, next_due=due, closed=closed, state=replay.course.state, opened_on=folded.opening.on)


def _recorded_on(entry: Entry) -> date:
    assert entry.recorded_at is not None
    return entry.recorded_at.astimezone(CHINA).date()


def _check_facts(replay: Replay, entry: Entry) -> None:
    record = replay.facts.at(entry.number)
    local_facts(replay.running.policy, record, entry.on)
    problems = check_against(record, entry.on)
    if problems:
        raise RecordError(problems)


def report(
    processes: Processes, head: CaseHead, log: Sequence[Entry], as_of: date, known_on: date | None, lang: Lang
) -> CaseReport:
    """Return the report of a case at the end of a day.

    Raises:
        CaseError: the version it was opened under is gone.
    """
    folded = fold(log)
    replay = processes.of(head).replay(folded, as_of)
    return case_report(head, log, folded, replay, as_of=as_of, known_on=known_on, lang=lang)


def standings(
    processes: Processes, cases: Sequence[tuple[CaseHead, Sequence[Entry]]], as_of: date
) -> tuple[Standing, ...]:
    """Return where each of several cases stands at the end of a day.

    Raises:
        CaseError: the version one was opened under is gone.
    """
    found = []
    for head, log in cases:
        replay = processes.of(head).replay(fold(log), as_of)
        found.append(Standing(replay.course.state, replay.running.process.title, deadlines_of(replay, as_of)))
    return tuple(found)
