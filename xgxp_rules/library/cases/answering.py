"""The questions that need the engine, each a function of plain data: answered here, or in a worker process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xgxp_rules.diagnostics import Lang, RecordError
from xgxp_rules.library.cases.deadlines import deadlines_of, next_due
from xgxp_rules.library.cases.folding import CHINA, Folded, fold
from xgxp_rules.library.cases.judging import local_facts
from xgxp_rules.library.cases.refusing import refuse
from xgxp_rules.library.cases.replaying import Processes, Replay
from xgxp_rules.library.cases.viewing import case_report
from xgxp_rules.library.cases.ways import Varied, first_due, new_deadlines, varied
from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.model.case_report import CaseReport, Deadline
from xgxp_rules.model.records import check_against


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands at the end of a day, and its deadlines."""

    state: str
    process_title: str
    deadlines: tuple[Deadline, ...]
    others: tuple[tuple[str, str, str, Deadline], ...] = ()
    """What falls due under another reading alone: the reading, its choice, the state it is in then, the deadline."""


def accept(
    processes: Processes, head: CaseHead, log: Sequence[Entry], entry: Entry
) -> tuple[CaseHead, date | None]:
    """Return the head of a case with a new entry taken, and its next deadline as passages are read now.

    The head is found by the first deadline under any reading.

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
    drawn = _drawn(processes, head, folded, replay, until, entry)
    own = drawn.next_due if not processes.ways(running) else next_due(replay, until)
    return drawn, None if drawn.closed else own


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
        found.append(_drawn(processes, head, folded, replay, until, log[-1]))
    return tuple(found)


def _drawn(
    processes: Processes, head: CaseHead, folded: Folded, replay: Replay, until: date, last: Entry
) -> CaseHead:
    """Return a head with the state after the last entry, and the first day on which anything falls due."""
    running = replay.running
    closed = replay.course.state in running.process.terminal()
    dues = [] if closed else [next_due(replay, until)]
    dues += first_due(varied(processes, running, folded, until), until)
    today = _recorded_on(last)
    if folded.opening.on <= today < until:
        # What is recorded ahead must not hide what falls due before it.
        dues.append(next_due(running.replay(folded, today), today))
        dues += first_due(varied(processes, running, folded, today), today)
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
    running = processes.of(head)
    replay, others = running.replay(folded, as_of), varied(processes, running, folded, as_of)
    return case_report(head, log, folded, replay, as_of=as_of, known_on=known_on, lang=lang, others=others)


def standings(
    processes: Processes, cases: Sequence[tuple[CaseHead, Sequence[Entry]]], as_of: date
) -> tuple[Standing, ...]:
    """Return where each of several cases stands at the end of a day.

    Raises:
        CaseError: the version one was opened under is gone.
    """
    found = []
    for head, log in cases:
        running, folded = processes.of(head), fold(log)
        replay = running.replay(folded, as_of)
        own = deadlines_of(replay, as_of)
        others = tuple(_only_there(own, varied(processes, running, folded, as_of), as_of))
        found.append(Standing(replay.course.state, running.process.title, own, others))
    return tuple(found)


def _only_there(
    own: tuple[Deadline, ...], others: Iterable[Varied], as_of: date
) -> Iterator[tuple[str, str, str, Deadline]]:
    """Yield what falls due under other readings and not, or not then, under the standing ones."""
    for one in others:
        if one.replay.course.refusal is None:
            for deadline in new_deadlines(own, deadlines_of(one.replay, as_of)):
                yield one.way.reading.id, one.way.choice, one.replay.course.state, deadline
