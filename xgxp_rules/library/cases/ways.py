"""What a case comes to where an ambiguous passage is read another way: the same log, the process as it then runs.

Each reading is varied alone. A reading that no document settles must not hide a deadline, so the first day on which
anything falls due under any of them is the one a case is found by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from xgxp_rules.library.cases.deadlines import cited, deadlines_of, next_due
from xgxp_rules.library.cases.folding import Folded
from xgxp_rules.library.cases.replaying import Processes, Replay, Running, Way
from xgxp_rules.model.case_report import CaseReading, Deadline, OtherMove


@dataclass(frozen=True, slots=True)
class Varied:
    """A log gone through under another reading."""

    way: Way
    replay: Replay


def varied(processes: Processes, running: Running, folded: Folded, until: date) -> Iterator[Varied]:
    """Yield what a log comes to at the end of a day under every other reading that the process rests on."""
    for way in processes.ways(running):
        yield Varied(way, way.running.replay(folded, until))


def first_due(others: Iterable[Varied], on: date) -> Iterator[date]:
    """Yield the first day on which anything falls due, for each other reading under which the log stands."""
    for one in others:
        closed = one.replay.course.state in one.way.running.process.terminal()
        day = None if closed or one.replay.course.refusal is not None else next_due(one.replay, on)
        if day is not None:
            yield day


def readings_report(replay: Replay, others: Iterable[Varied], as_of: date) -> Iterator[CaseReading]:
    """Yield each other reading under which the case stands elsewhere, falls due on another day or may go elsewhere."""
    own = deadlines_of(replay, as_of)
    for one in others:
        other, way = one.replay, one.way
        refused = None if other.course.refusal is None else other.course.refusal.number
        moved = (other.course.state, other.course.since) != (replay.course.state, replay.course.since)
        deadlines = () if refused is not None else new_deadlines(own, deadlines_of(other, as_of))
        gone = () if moved or refused is not None else new_deadlines(deadlines_of(other, as_of), own)
        moves = () if moved or refused is not None else tuple(_further(replay, other))
        if refused is not None or moved or deadlines or gone or moves:
            yield CaseReading(
                reading=way.reading.id,
                standing=way.standing,
                choice=way.choice,
                clauses=cited(replay.running.policy.effective, way.reading.clauses),
                state=other.course.state,
                since=other.course.since,
                moved=moved,
                refused=refused,
                deadlines=deadlines,
                instead_of=gone,
                moves=moves,
            )


def new_deadlines(known: tuple[Deadline, ...], found: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    """Return the deadlines found that are not known with the same day."""
    have = {_key(one) for one in known}
    return tuple(one for one in found if _key(one) not in have)


def _key(one: Deadline) -> tuple[object, ...]:
    return one.kind, one.name, one.target, one.due, one.earliest


def _further(replay: Replay, other: Replay) -> Iterator[OtherMove]:
    """Yield the events that the other way takes from the present state, and this one does not."""
    state = replay.course.state
    have = {(move.on, move.target) for move in replay.running.process.moves if state in move.sources}
    for move in other.running.process.moves:
        if move.on and state in move.sources and (move.on, move.target) not in have:
            yield OtherMove(event=move.on, target=move.target)
