"""A process: states that a case passes through, and what takes it from one to the next.

Declared here and checked when the file is read; running one is another engine's work.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xgxp_rules.model.nodes import Condition, Operand
from xgxp_rules.spans import Span


@dataclass(frozen=True, slots=True)
class Clock:
    """The time a case has spent in some states; it runs out after `limit`."""

    id: str
    states: tuple[str, ...]
    limit: Operand
    clauses: tuple[str, ...] = ()
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Move:
    """From one of several states to another: on an event, after a period in the state, or when a clock runs out."""

    sources: tuple[str, ...]
    target: str
    on: str = ""
    after: Operand | None = None
    clock: str = ""
    when: Condition | None = None
    unless: Condition | None = None
    clauses: tuple[str, ...] = ()
    title: str = ""
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Process:
    """The states, the moves between them and the clocks of one process about one kind of record."""

    id: str
    title: str
    about: str
    states: tuple[str, ...]
    start: str
    moves: tuple[Move, ...]
    clocks: tuple[Clock, ...] = ()
    clauses: tuple[str, ...] = ()
    note: str = ""
    span: Span = field(default_factory=Span.none, compare=False, repr=False)

    def terminal(self) -> tuple[str, ...]:
        """Return the states that nothing leads out of, in the order declared."""
        left = {state for move in self.moves for state in move.sources}
        return tuple(state for state in self.states if state not in left)
