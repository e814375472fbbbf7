"""A case's history gone through: time runs out before events, guards are asked, the engine concludes.

Before an event of day D everything that fell due before D happens first, the oldest first, dated on its own day. What
falls due on D itself waits for the events of D. A transition of time whose condition does not hold on its day is held,
and asked again only when facts are noted; no look at a case ever moves it. Where nobody can say whether it holds,
nothing but facts is taken until somebody can.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, Protocol

from xgxp_rules.engines.rete.clocks import NEVER, Due, Reading, due_after
from xgxp_rules.engines.rete.session import Network, Session
from xgxp_rules.model.nodes import Operand
from xgxp_rules.model.periods import Period
from xgxp_rules.model.process import Move, Process, is_guarded
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import Truth


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a case's log as far as the engine needs it; without a name it only notes facts."""

    number: int
    on: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a transition's conditions hold, and what was looked at: for whoever explains it."""

    truth: Truth
    details: Any = None


class Judge(Protocol):
    """Decides what the engine is told: guards, and periods that depend on the record. The interpreter's answers."""

    def guard(self, place: int, on: date, number: int) -> Verdict:
        """Return whether the conditions of a transition hold on a day, with the facts of the log up to an entry."""

    def period(self, operand: Operand, on: date, number: int) -> Period | None:
        """Return a length of time on a day, or None where it is not known."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A transition that was taken: on which day, by which entry of the log (None for time), and how it was judged."""

    place: int
    source: str
    target: str
    on: date
    number: int | None
    verdict: Verdict | None = None


Reason = Literal["state", "guard", "unknown", "held", "open_time", "no_rest"]
"""Nothing leads out on this event; its conditions do not hold; facts are missing; facts are missing for what fell due
before; a day that nobody knows may have come before; transitions of no time at all go round in a circle."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """The first entry that the case could not take, and why."""

    number: int
    reason: Reason
    state: str
    on: date
    verdicts: tuple[tuple[int, Verdict], ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """A transition of time out of the present state: when it is due, or since when it is held and why."""

    place: int
    due: Due
    held: Verdict | None = None
    length_known: bool = True


@dataclass(slots=True)
class Course:
    """What a history comes to: the transitions taken, and where the case stands."""

    state: str
    since: date
    taken: list[Taken] = field(default_factory=list)
    pending: tuple[Pending, ...] = ()
    clocks: tuple[Reading, ...] = ()
    refusal: Refusal | None = None
    last_number: int = 1


def run_case(
    network: Network,
    process: Process,
    opened_on: date,
    happenings: Sequence[Happening],
    judge: Judge,
    *,
    until: date,
    calendar: SchoolCalendar,
) -> Course:
    """Return the course of a case up to the end of a day; it stops at the first entry that cannot be taken.

    Raises:
        EngineFault: the engine failed; nothing was kept.
    """
    with network.session(process.id) as session:
        runner = _Runner(session, process, opened_on, judge, calendar)
        for happening in happenings:
            in_time = runner.pass_time(happening.on, inclusive=False, number=happening.number)
            if not in_time or not runner.take(happening):
                break
        else:
            runner.pass_time(until, inclusive=True, number=runner.course.last_number)
        return runner.finish()


class _Runner:
    """Goes through one history."""

    def __init__(
        self, session: Session, process: Process, opened_on: date, judge: Judge, calendar: SchoolCalendar
    ) -> None:
        self.session, self.process, self.judge, self.calendar = session, process, judge, calendar
        self.course = Course(process.start, opened_on)
        self.readings = {clock.id: Reading(clock) for clock in process.clocks}
        self.held: dict[int, Verdict] = {}
        self.now = opened_on
        self.moves = {
            state: tuple((place, move) for place, move in enumerate(process.moves) if state in move.sources)
            for state in process.states
        }
        self.pending: tuple[Pending, ...] = ()
        self._enter(process.start, opened_on)

    def take(self, happening: Happening) -> bool:
        """Return whether an entry of the log was taken; else the course says why not."""
        self.course.last_number, self.now = happening.number, happening.on
        if not happening.name:
            self._note(happening)
            return True
        in_doubt = tuple((place, verdict) for place, verdict in self.held.items() if verdict.truth is None)
        if in_doubt:
            self._refuse(happening, "held", in_doubt)
            return False
        asked = [(place, move) for place, move in self.moves[self.course.state] if move.on == happening.name]
        verdicts = self._judged(asked, happening.on, happening.number)
        allowed = [place for place, verdict in verdicts if verdict.truth is True]
        if _first_open(asked, dict(verdicts)):
            self._refuse(happening, "unknown", verdicts)
            return False
        taken = self.session.event(happening.name, allowed)
        if taken is None:
            self._refuse(happening, "guard" if asked else "state", verdicts)
            return False
        self._moved(taken, happening.on, happening.number, dict(verdicts).get(taken))
        return True

    def pass_time(self, until: date, *, inclusive: bool, number: int) -> bool:
        """Let what falls due before a day happen, or up to its end; False where nobody can say what did."""
        day, on_that_day = self._next_due(), 0
        while day is not None and (day <= until if inclusive else day < until):
            self._tick(day)
            following = self._next_due()
            on_that_day = on_that_day + 1 if following == day else 0
            day = following
            if on_that_day > len(self.process.moves):
                self.course.refusal = Refusal(number, "no_rest", self.course.state, until)
                return False
        uncertain = [one for one in self.pending if self._may_be_due(one, until, inclusive)]
        if uncertain and not inclusive:
            places = tuple((one.place, Verdict(None)) for one in uncertain)
            self.course.refusal = Refusal(number, "open_time", self.course.state, until, places)
            return False
        return True

    def finish(self) -> Course:
        """Return the course with what is still to come."""
        self.course.pending = tuple(
            Pending(one.place, one.due, self.held.get(one.place), one.length_known) for one in self.pending
        )
        self.course.clocks = tuple(self.readings.values())
        return self.course

    def _may_be_due(self, one: Pending, until: date, inclusive: bool) -> bool:
        earliest = one.due.earliest
        return earliest is not None and (earliest <= until if inclusive else earliest < until)

    def _next_due(self) -> date | None:
        if any(verdict.truth is None for verdict in self.held.values()):
            return None
        days = [one.due.day for one in self.pending if one.due.day is not None and one.place not in self.held]
        # What doubt kept waiting happens on the day the doubt ended.
        return max(min(days), self.now) if days else None

    def _tick(self, on: date) -> None:
        self.now = on
        due = [
            one.place
            for one in self.pending
            if one.due.day is not None and one.due.day <= on and one.place not in self.held
        ]
        self._time(due, on)

    def _note(self, happening: Happening) -> None:
        """Facts were noted: what is held is asked again, on this day."""
        if self.held:
            self._time(list(self.held), happening.on)

    def _time(self, due: Sequence[int], on: date) -> None:
        number = self.course.last_number
        asked = [(place, move) for place, move in self.moves[self.course.state] if place in due]
        verdicts = dict(self._judged(asked, on, number))
        first = next((place for place, _ in asked if verdicts.get(place, _FREE).truth is not False), None)
        sure = first is not None and verdicts.get(first, _FREE).truth is True
        taken = None
        if sure:
            # An earlier transition that may hold keeps later ones from being taken in its stead.
            taken = self.session.tick(due, [place for place, one in verdicts.items() if one.truth is True])
        if taken is None:
            self.held.update(verdicts)
            return
        self._moved(taken, on, None, verdicts.get(taken))

    def _judged(self, asked: Iterable[tuple[int, Move]], on: date, number: int) -> tuple[tuple[int, Verdict], ...]:
        return tuple((place, self.judge.guard(place, on, number)) for place, move in asked if is_guarded(move))

    def _refuse(self, happening: Happening, reason: Reason, verdicts: tuple[tuple[int, Verdict], ...]) -> None:
        self.course.refusal = Refusal(happening.number, reason, self.course.state, happening.on, verdicts)

    def _moved(self, place: int, on: date, number: int | None, verdict: Verdict | None) -> None:
        source, target = self.course.state, self.process.moves[place].target
        self.course.taken.append(Taken(place, source, target, on, number, verdict))
        self._enter(target, on)

    def _enter(self, state: str, on: date) -> None:
        self.course.state, self.course.since = state, on
        self.held = {}
        for reading in self.readings.values():
            reading.enter(state, on)
        self.pending = tuple(self._pending(place, move, on) for place, move in self.moves[state] if not move.on)

    def _pending(self, place: int, move: Move, on: date) -> Pending:
        clock = self.process.clock(move.clock) if move.clock else None
        operand = move.after if clock is None else clock.limit
        assert operand is not None
        length = self.judge.period(operand, on, self.course.last_number)
        if length is None:
            return Pending(place, Due(earliest=on), length_known=False)
        if clock is None:
            return Pending(place, due_after(length, on, self.calendar))
        return Pending(place, self.readings[clock.id].due(length, self.calendar))


_FREE = Verdict(True)


def _first_open(asked: Sequence[tuple[int, Move]], verdicts: dict[int, Verdict]) -> bool:
    """Return whether the first transition that is not surely out may or may not hold: then nobody can say."""
    for place, _move in asked:
        truth = verdicts.get(place, _FREE).truth
        if truth is not False:
            return truth is None
    return False


__all__ = ["NEVER", "Course", "Happening", "Judge", "Pending", "Refusal", "Taken", "Verdict", "run_case"]
