"""What is still open in a cell: the free facts behind it, and the state that everything below the cell depends on.

Truth only ever moves from unknown to known. So two cells in which the same conditions are open, over the same known
values, come to the same below them, whatever else is set in them: what was lost under one is lost under the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.scopes import Placed
from xgxp_rules.model.nodes import FactTest
from xgxp_rules.model.values import UNKNOWN, Between, Possible
from xgxp_rules.tools.search.cells import names_in_test
from xgxp_rules.tools.search.goals import all_conditions

Cell = Mapping[str, Any]
State = tuple[Any, ...]


def state_of(runs: Sequence[Run], names: Sequence[Mapping[int, str]]) -> State | None:
    """Return what the cells below a cell depend on, None where a value of the decision depends on more.

    It holds the truth of every condition, and of an open one its parts and the values that they are judged by.
    """
    if any(run.program.valuing is not None for run in runs):
        return None
    found: list[Any] = []
    for place, run in enumerate(runs):
        state = _State(run, names[place], found)
        for _run, condition in all_conditions(run):
            state.under(condition.placed, condition.home.slots)
    return tuple(found)


class _State:
    """The state of one run, added to a list as it is come upon."""

    def __init__(self, run: Run, free: Mapping[int, str], found: list[Any]) -> None:
        self.values, self.truths, self.slots = run.env.values, run.env.truths, run.program.slots
        self.free, self.found = free, found
        self.seen: set[int] = set()

    def under(self, placed: Placed, names: Mapping[str, int]) -> None:
        """Add the truth of a condition, and where it is open what it may still turn on."""
        truth = self.truths[placed.number]
        self.found.append(truth)
        if truth is not None:
            return
        if not isinstance(placed.condition, FactTest):
            for part in placed.parts:
                self.under(part, names)
            return
        for name in names_in_test(placed.condition):
            if name in names:
                self.behind(names[name])

    def behind(self, number: int) -> None:
        """Add the value of a slot, or of what it is made from as long as it has none of its own."""
        if number in self.seen:
            return
        self.seen.add(number)
        value = self.values[number]
        self.found.append(number)
        if not is_wide(value):
            self.found.append(value)
        elif number not in self.free:
            slot = self.slots[number]
            for part in judged_parts(slot.details):
                self.under(part, slot.home.slots)
            for place in slot.inputs:
                self.behind(place)


class Leaves:
    """The free facts, not yet given a value, that keep a condition open; `hidden` if one cannot be given any."""

    def __init__(self, run: Run, names: Mapping[int, str], cell: Cell) -> None:
        self.run, self.names, self.cell = run, names, cell
        self.seen: set[int] = set()
        self.hidden = False

    def below(self, placed: Placed, names: Mapping[str, int]) -> Iterator[str]:
        """Yield the open facts under a condition."""
        if self.run.env.truths[placed.number] is not None:
            return
        if not isinstance(placed.condition, FactTest):
            for part in placed.parts:
                yield from self.below(part, names)
            return
        for name in names_in_test(placed.condition):
            if name in names:
                yield from self.behind(names[name])

    def behind(self, number: int) -> Iterator[str]:
        """Yield the open facts that a slot is made from."""
        if number in self.seen:
            return
        self.seen.add(number)
        slot, env = self.run.program.slots[number], self.run.env
        if number in self.names:
            name = self.names[number]
            if name not in self.cell and slot.fact is not None:
                if slot.fact.kind.name != "list":
                    yield name
                else:
                    self.hidden = True
        elif is_wide(env.values[number]):
            for part in judged_parts(slot.details):
                yield from self.below(part, slot.home.slots)
            # What a named condition reads has just been asked, as far as it is still open.
            for place in () if isinstance(slot.details, Placed) else slot.inputs:
                yield from self.behind(place)


def is_wide(value: Any) -> bool:
    """Return whether more knowledge may still change a value."""
    return value is UNKNOWN or isinstance(value, (Between, Possible))


def judged_parts(details: Any) -> tuple[Placed, ...]:
    """Return the conditions that a fact is made of."""
    if isinstance(details, Placed):
        return (details,)
    return tuple(one for one in details if isinstance(one, Placed)) if isinstance(details, tuple) else ()
