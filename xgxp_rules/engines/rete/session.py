"""One case in the engine: opened with a fact whose rule fires, fed fact by fact, and deleted at the end.

A session lives for one evaluation. It opens with a rule that fires because deleting a session of a ruleset in which no
rule ever fired ends the whole process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count
from types import TracebackType
from typing import Any, Self

from xgxp_rules.engines.rete.host import LOCK, Action, EngineFault, Fact, QuietRuleset, ruleset
from xgxp_rules.engines.rete.rules import (
    CLOCK,
    EVENT,
    GUARD,
    OPENING,
    REFUSED,
    STATE,
    TICK,
    Numbering,
    number_processes,
    rules_of,
)
from xgxp_rules.model.policy import PolicyVersion

_names = count(1)
_open: dict[str, Session] = {}


class Session:
    """The state of one case while its history is gone through.

    Raises:
        EngineFault: a fact brought about none or several conclusions; the log is untouched.
    """

    def __init__(self, network: Network, process_id: str) -> None:
        self.network = network
        self.numbers = network.numbers[process_id]
        self.name = str(next(_names))
        self.state = self.numbers.process.start
        self.step = 0
        self._taken: list[int] = []

    def __enter__(self) -> Self:
        LOCK.acquire()
        try:
            _open[self.name] = self
            start = self.numbers.state(self.state)
            self._rules.put({"id": "o", "sid": self.name, "k": OPENING, "s": start})
        except BaseException:
            _open.pop(self.name, None)
            LOCK.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._rules.forget(self.name)
        finally:
            _open.pop(self.name, None)
            LOCK.release()

    @property
    def _rules(self) -> QuietRuleset:
        return self.network.rules

    def event(self, name: str, allowed: Iterable[int]) -> int | None:
        """Return the transition that an event brings about, by its place in the process; None where none does.

        `allowed` are the guarded transitions whose conditions hold.
        """
        self._guards(GUARD, allowed)
        self._rules.post(
            {"id": f"e{self.step}", "sid": self.name, "k": EVENT, "e": self.numbers.event(name), "q": self.step}
        )
        return self._conclusion()

    def tick(self, due: Iterable[int], allowed: Iterable[int]) -> int | None:
        """Return the transition that time brings about; `due` are those whose day has come."""
        self._guards(CLOCK, due)
        self._guards(GUARD, allowed)
        self._rules.post({"id": f"e{self.step}", "sid": self.name, "k": TICK, "q": self.step})
        return self._conclusion()

    def _guards(self, kind: int, places: Iterable[int]) -> None:
        for place in places:
            number = self.numbers.first_move + place
            fact_id = f"{kind}.{self.step}.{number}"
            self._rules.put({"id": fact_id, "sid": self.name, "k": kind, "m": number, "q": self.step})

    def _conclusion(self) -> int | None:
        if len(self._taken) != self.step + 1:
            raise EngineFault(f"step {self.step}: {len(self._taken)} conclusions")
        number = self._taken[-1]
        self.step += 1
        if number == REFUSED:
            return None
        place = number - self.numbers.first_move
        self.state = self.numbers.process.moves[place].target
        return place

    def _opened(self, parts: Mapping[str, Fact]) -> None:
        self._rules.put(self._state_fact(parts["a"]["s"], 0))

    def _fired(self, number: int, parts: Mapping[str, Fact]) -> None:
        before = parts["a"]
        self._rules.take_back(before)
        if number == REFUSED:
            following = before["s"]
        else:
            process = self.numbers.process
            following = self.numbers.state(process.moves[number - self.numbers.first_move].target)
        self._taken.append(number)
        self._rules.put(self._state_fact(following, before["q"] + 1))

    def _state_fact(self, state: int, step: int) -> Fact:
        return {"id": f"s{step}", "sid": self.name, "k": STATE, "s": state, "q": step}


class Network:
    """The processes of one policy version in the engine."""

    def __init__(self, version: PolicyVersion) -> None:
        self.numbers: dict[str, Numbering] = number_processes(version)
        self.rules = ruleset(f"processes.{_identity(version)}", lambda: _definition(version))

    def session(self, process_id: str) -> Session:
        """Return a session for one case, to be used in a `with` block."""
        return Session(self, process_id)


def _identity(version: PolicyVersion) -> str:
    # One text may be read in several ways, each with processes of its own.
    return f"{version.id}.{version.version}.{version.content_hash}.{hash(version.processes):x}"


def _definition(version: PolicyVersion) -> tuple[dict[str, Any], Mapping[str, Action]]:
    rules, moves = rules_of(version)
    return rules, {name: _action(name, number) for name, number in moves.items()}


def _action(name: str, number: int) -> Action:
    if name == "open":
        return lambda session, parts: _open[session]._opened(parts)
    return lambda session, parts: _open[session]._fired(number, parts)
