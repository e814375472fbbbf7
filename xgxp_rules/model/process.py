"""A process: states that a case passes through, and what takes it from one to the next.

Declared here and checked when the file is read; `engines.rete` runs one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xgxp_rules.model.nodes import Condition, Operand
from xgxp_rules.spans import Span


@dataclass(frozen=True, slots=True)
class Clock:
    """The time a case has spent in some states; it runs out after `limit`.

    It stands still elsewhere and goes on when the case comes back; entering a state of `reset` puts it back to nothing.
    """

    id: str
    states: tuple[str, ...]
    limit: Operand
    clauses: tuple[str, ...] = ()
    reset: tuple[str, ...] = ()
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Move:
    """From one of several states to another: on an event, after a period in the state, or when a clock runs out.

    `when` must hold and `unless` not, on the day of the transition; the steps of `procedure` must have been taken in
    their order and in time.
    """

    sources: tuple[str, ...]
    target: str
    on: str = ""
    after: Operand | None = None
    clock: str = ""
    when: Condition | None = None
    unless: Condition | None = None
    clauses: tuple[str, ...] = ()
    title: str = ""
    procedure: str = ""
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
    unless_clauses: tuple[str, ...] = field(default=(), kw_only=True)


def is_guarded(move: Move) -> bool:
    """Return whether a transition asks for more than its event or its time."""
    return move.when is not None or move.unless is not None or bool(move.procedure)


@dataclass(frozen=True, slots=True)
class EventList:
    """The list of a record in which the events of a case stand as entries, for conditions on what came before."""

    list: str
    event: str
    on: str


@dataclass(frozen=True, slots=True)
class Process:
    """The states, the moves between them and the clocks of one process about one kind of record.

    `silent` are states of which the document does not say how a case goes on from there, each with what is left unsaid.
    """

    id: str
    title: str
    about: str
    states: tuple[str, ...]
    start: str
    moves: tuple[Move, ...]
    clocks: tuple[Clock, ...] = ()
    clauses: tuple[str, ...] = ()
    note: str = ""
    silent: tuple[tuple[str, str], ...] = ()
    events_in: EventList | None = None
    span: Span = field(default_factory=Span.none, compare=False, repr=False)

    def terminal(self) -> tuple[str, ...]:
        """Return the states that nothing leads out of, in the order declared, save where the document is silent."""
        left = {state for move in self.moves for state in move.sources}
        return tuple(state for state in self.states if state not in left and not self.unsaid(state))

    def unsaid(self, state: str) -> str:
        """Return what the document does not say of how a case goes on from a state, or ""."""
        return dict(self.silent).get(state, "")

    def events(self) -> tuple[str, ...]:
        """Return the events that the process knows, in the order in which its transitions name them."""
        return tuple(dict.fromkeys(move.on for move in self.moves if move.on))

    def clock(self, clock_id: str) -> Clock | None:
        """Return the clock of this id, or None."""
        return next((clock for clock in self.clocks if clock.id == clock_id), None)
