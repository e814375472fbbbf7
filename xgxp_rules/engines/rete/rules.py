"""A policy version's processes as durable-rules: plain rules of positive parts, each with its rank.

Facts are whole numbers only: which state, event and transition a number stands for is known here alone. The state of a
case carries the number of its next step, and an event is met by the state with the same number, so that an event posted
too early can never wait in the network and fire later. A rule of the lowest rank takes what no transition takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.process import Move, Process, is_guarded

OPENING: Final = 0
STATE: Final = 1
EVENT: Final = 2
TICK: Final = 3
CLOCK: Final = 4
GUARD: Final = 5

REFUSED: Final = -1
"""What stands for a transition where none was taken."""

_LAST: Final = 1_000_000
"""The rank of the rule that takes what no transition takes."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The numbers of one process inside its version's ruleset; no two processes share one."""

    process: Process
    first_state: int
    first_event: int
    first_move: int
    events: tuple[str, ...] = field(default=())

    def state(self, name: str) -> int:
        """Return the number of a state."""
        return self.first_state + self.process.states.index(name)

    def event(self, name: str) -> int:
        """Return the number of an event."""
        return self.first_event + self.events.index(name)

    def name_of_state(self, number: int) -> str:
        """Return the state that a number stands for."""
        return self.process.states[number - self.first_state]


def number_processes(version: PolicyVersion) -> dict[str, Numbering]:
    """Return the numbers of every process of a version, by process id."""
    states = events = moves = 0
    found: dict[str, Numbering] = {}
    for process in version.processes:
        names = process.events()
        found[process.id] = Numbering(process, states, events, moves, names)
        states, events, moves = states + len(process.states), events + len(names), moves + len(process.moves)
    return found


def rules_of(version: PolicyVersion) -> tuple[dict[str, Any], dict[str, int]]:
    """Return the rules of every process of a version, and the transition that each of them stands for."""
    rules: dict[str, Any] = {"open": {"all": [{"a": {"k": OPENING}}], "pri": 1}}
    moves: dict[str, int] = {"open": REFUSED}
    for numbers in number_processes(version).values():
        for place, move in enumerate(numbers.process.moves):
            for source in move.sources:
                name = f"m{numbers.first_move + place}s{numbers.state(source)}"
                rules[name] = _rule(numbers, place, move, source)
                moves[name] = numbers.first_move + place
    for name, kind in (("event", EVENT), ("tick", TICK)):
        rules[name] = {"all": [{"a": {"k": STATE}}, _met("b", kind)], "pri": _LAST}
        moves[name] = REFUSED
    return rules, moves


def _rule(numbers: Numbering, place: int, move: Move, source: str) -> dict[str, Any]:
    number = numbers.first_move + place
    parts: list[dict[str, Any]] = [{"a": _every({"k": STATE}, {"s": numbers.state(source)})}]
    if move.on:
        parts.append(_met("b", EVENT, {"e": numbers.event(move.on)}))
    else:
        parts += [_met("b", TICK), _met("c", CLOCK, {"m": number})]
    if is_guarded(move):
        parts.append(_met("d", GUARD, {"m": number}))
    return {"all": parts, "pri": 10 + place}


def _met(name: str, kind: int, *more: Mapping[str, Any]) -> dict[str, Any]:
    """Return a part that is met by a fact of a kind with the state's own step number."""
    return {name: _every({"k": kind}, *more, {"q": {"a": "q"}})}


def _every(*tests: Mapping[str, Any]) -> dict[str, Any]:
    return {"$and": list(tests)}
