"""What one fact changes: the truths of a decision's conditions, worked out again only where they rest on that fact.

A search cuts a long axis of values where these truths change. Nothing else of the decision is asked, so that looking
at a value costs a few comparisons and not a whole decision.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import CompiledCondition, Program
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.tools.search.cells import slots_below
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
