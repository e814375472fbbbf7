"""What one fact changes: the truths of a decision's conditions, worked out again only where they rest on that fact.

A search cuts a long axis of values where these truths change. Nothing else of the decision is asked, so that looking
at a value costs a few comparisons and not a whole decision.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import CompiledCondition, Program
from xgxp_rules.engines.scopes import Home, Placed, Slot
from xgxp_rules.model.nodes import FactTest, walk
from xgxp_rules.tools.search.cells import names_in_test, slots_below
from xgxp_rules.tools.search.changes import Judged, conditions

Part = tuple[int, tuple[tuple[int, Slot], ...], tuple[CompiledCondition, ...]]
"""A fact's slot, the slots worked out from it in their order, and the conditions that read any of them."""


def part_of(program: Program, number: int, set_slots: Mapping[int, str]) -> Part:
    """Return what rests on a slot; slots that the search sets itself are left as they are."""
    touched = {number}
    resting = []
    for place, slot in enumerate(program.slots):
        if place not in set_slots and touched.intersection(slot.inputs):
            touched.add(place)
            resting.append((place, slot))
    parts: tuple[Judged, ...] = (*program.rules, *program.requirements, *program.guards)
    read = (condition for part in parts for condition in conditions(part))
    asked = tuple(one for one in read if touched & slots_below(one, program))
    return number, tuple(resting), asked


def turns_on(part: Part, program: Program) -> tuple[int, ...]:
    """Return the other slots that decide at which values of a fact some truth changes.

    A condition changes only where a test in it does, so beside the tests that read the fact the rest of it is nothing.
    """
    number, resting, asked = part
    touched = {number, *(place for place, _ in resting)}
    read: set[int] = set()
    for _, slot in resting:
        read |= _tested(slot.details, slot.home, touched) if isinstance(slot.details, Placed) else set(slot.inputs)
    for condition in asked:
        read |= _tested(condition.placed, condition.home, touched)
    return tuple(sorted(read - touched))


def _tested(placed: Placed, home: Home, touched: set[int]) -> set[int]:
    """Return the slots of every test in a condition that reads one of these."""
    tests = (set(slots_in_test(node, home)) for node in walk(placed.condition) if isinstance(node, FactTest))
    return {number for test in tests if test & touched for number in test}


def slots_in_test(test: FactTest, home: Home) -> Iterator[int]:
    """Yield the slots that one test reads."""
    return (home.slots[name] for name in names_in_test(test) if name in home.slots)


def marker(runs: Sequence[Run], parts: Sequence[Part | None]) -> Callable[[Any], Any]:
    """Return what tells one value of a fact from another: the truths of everything that rests on it, in each run."""
    grounds = [(run.env, list(run.env.truths), part) for run, part in zip(runs, parts, strict=True) if part]

    def mark(value: Any) -> Any:
        return [_truths(env, truths, part, value) for env, truths, part in grounds]

    return mark


def _truths(env: Env, truths: list[Any], part: Part, value: Any) -> list[Any]:
    number, resting, asked = part
    env.truths = list(truths)
    env.values[number] = value
    for place, slot in resting:
        env.values[place] = slot.fill(env)
    for condition in asked:
        condition.judge(env)
    return env.truths
