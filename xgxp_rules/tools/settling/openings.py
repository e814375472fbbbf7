"""The open facts of a decision as questions, and which values of the facts behind each are worth trying.

A question is what a person is asked for: a fact of the record, or one of its lists. Behind a list stand the facts
worked out from it; they are given the values at both sides of every bound, because nothing changes in between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xgxp_rules.engines.comparing import sign_for
from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import Program
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.model.nodes import Compare, Constant
from xgxp_rules.model.report import MissingFact
from xgxp_rules.model.values import UNKNOWN, Between, Possible
from xgxp_rules.tools.search.cells import Axis, cells_of, constants_of, free_slots
from xgxp_rules.tools.search.marks import marker, part_of
from xgxp_rules.tools.search.searching import edges_between, maker_of
from xgxp_rules.tools.settling.forcing import Forcing
from xgxp_rules.tools.settling.thresholds import bounds_of

MOST_VALUES = 8
"""More values of one fact than this are thinned to the ends of each stretch on which nothing changes."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One question: the missing facts it stands for, and the slots whose values its answer would give."""

    id: str
    label: str
    missing: tuple[MissingFact, ...]
    sensitivity: str = "plain"
    slots: tuple[int, ...] = ()


@dataclass
class Openings:
    """Every question of an open decision; values to try are found when they are asked for."""

    decision: Decision
    forcing: Forcing = field(init=False)
    questions: tuple[Opening, ...] = field(init=False)
    needs: Mapping[int, frozenset[str]] = field(init=False)
    """For each slot that could be given a value: the questions that must all be answered first."""

    def __post_init__(self) -> None:
        self.forcing = Forcing(self.decision)
        run = self.decision.run
        grouped: dict[str, list[MissingFact]] = {}
        for one in self.decision.missing:
            grouped.setdefault(top_of(one.id), []).append(one)
        self.needs = dict(_needs(run, frozenset(grouped)))
        self.questions = tuple(self._opening(name, tuple(found)) for name, found in grouped.items())
        self._values: dict[int, tuple[Any, ...]] = {}

    def _opening(self, name: str, missing: tuple[MissingFact, ...]) -> Opening:
        program = self.decision.run.program
        slots = tuple(slot for slot, needed in self.needs.items() if name in needed)
        fact = next((slot.fact for slot in program.slots if slot.fact is not None and slot.fact.id == name), None)
        label = fact.label if fact is not None else missing[0].label
        return Opening(name, label, missing, "plain" if fact is None else fact.sensitivity, slots)

    def given(self, asked: frozenset[str]) -> tuple[int, ...]:
        """Return the slots that have a value once these questions are answered."""
        return tuple(slot for slot, needed in self.needs.items() if needed <= asked)

    def values(self, slot: int) -> tuple[Any, ...]:
        """Return the values of a slot that are worth trying: those it may still have, at both sides of every bound."""
        if slot not in self._values:
            self._values[slot] = tuple(self._possible(slot, self._worth(slot)))
        return self._values[slot]

    def _worth(self, number: int) -> Sequence[Any]:
        """Return the values worth trying; the same for everybody of whom the same is known beside, on that day."""
        run = self.decision.run
        known = run.env.values[number]
        if isinstance(known, Possible):
            return [one for one in known.values if one is not UNKNOWN and not isinstance(one, Between)]
        kept: dict[Any, Sequence[Any]] = run.program.plans.setdefault("worth", {})
        beside = tuple(run.env.values[place] for place in _beside(run.program, number))
        try:
            found = kept.get((number, run.env.on, run.env.law, beside))
        except TypeError:
            return self._searched(number)
        if found is None:
            found = self._searched(number)
            if len(kept) < _MOST_KEPT:
                kept[number, run.env.on, run.env.law, beside] = found
        return found

    def _searched(self, number: int) -> Sequence[Any]:
        run = self.decision.run
        slot = run.program.slots[number]
        direct = bounds_of(number, run)
        if direct is not None:
            return direct if len(direct) <= MOST_VALUES else self._thinned(number, direct)
        cells = cells_of(slot, _constants(run.program), run.env.on)
        if isinstance(cells, Axis):
            return [*self._cut(number, cells), *cells.extra]
        return cells if len(cells) <= MOST_VALUES else self._thinned(number, cells)

    def _marker(self, number: int) -> Callable[[Any], Any]:
        """Return what tells two values of a slot apart: the truths that rest on it, and the decision's own value."""
        program = self.decision.run.program
        if program.valuing is not None:
            return lambda value: _told(self.forcing.run({number: value}))
        names = {slot: program.slots[slot].name for slot in free_slots(program)}
        return marker([self.forcing.run({})], [part_of(program, number, names)])

    def _cut(self, number: int, axis: Axis) -> Iterator[Any]:
        """Yield both sides of every change along an axis, or one value where nothing ever changes."""
        make = maker_of(self.decision.run.program.slots[number], self.decision.run.env.on)
        marked = self._marker(number)
        seen: dict[int, Any] = {}

        def mark(point: int) -> Any:
            if point not in seen:
                seen[point] = marked(make(point))
            return seen[point]

        kept: set[int] = set()
        for low, high in zip(axis.points, axis.points[1:], strict=False):
            if mark(low) != mark(high):
                kept |= set(edges_between(low, high, mark))
        for point in sorted(kept) or axis.points[:1]:
            yield make(point)

    def _thinned(self, number: int, values: Sequence[Any]) -> list[Any]:
        marked = self._marker(number)
        marks = [marked(value) for value in values]
        return [
            value
            for place, value in enumerate(values)
            if not (0 < place < len(values) - 1 and marks[place - 1] == marks[place] == marks[place + 1])
        ]

    def _possible(self, number: int, values: Sequence[Any]) -> Iterator[Any]:
        """Yield the values that lie in the range a fact is already known to be in."""
        known = self.decision.run.env.values[number]
        slot = self.decision.run.program.slots[number]
        fits = _fits(known, slot) if isinstance(known, Between) else None
        yield from values if fits is None else (value for value in values if fits(value))


_MOST_KEPT = 4096


def _beside(program: Program, number: int) -> tuple[int, ...]:
    """Return the slots that bear on what is made from a slot together with it, and on the tests of that."""
    kept: dict[int, tuple[int, ...]] = program.plans.setdefault("beside", {})
    if number not in kept:
        touched = {number}
        for place, slot in enumerate(program.slots):
            if touched.intersection(slot.inputs):
                touched.add(place)
        inputs = {one for place in touched for one in program.slots[place].inputs}
        kept[number] = tuple(sorted(inputs - touched))
    return kept[number]


def _told(run: Run) -> Any:
    return (run.env.truths, run.settled.value, run.status, run.possible)


def top_of(fact_id: str) -> str:
    """Return the fact or list of the record that a missing fact belongs to.

    >>> top_of("postings.ends_on"), top_of("choices.exit"), top_of("sex")
    ('postings', 'choices.exit', 'sex')
    """
    return fact_id if fact_id.startswith("choices.") else fact_id.split(".")[0]


def _constants(program: Program) -> tuple[Any, ...]:
    found = program.plans.get("constants")
    if found is None:
        found = program.plans["constants"] = constants_of(program)
    return tuple(found)


def _needs(run: Run, asked: frozenset[str]) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the open slots that can be given a value, each with the questions it waits for."""
    slots, values = run.program.slots, run.env.values
    for number in sorted(free_slots(run.program)):
        if not _is_open(values[number]) or _kind_of(slots[number]) == "list":
            continue
        needed = frozenset(name for name in _read_by(number, slots) if name in asked)
        if needed:
            yield number, needed


def _kind_of(slot: Slot) -> str:
    return "" if slot.fact is None else slot.fact.kind.name


def _read_by(number: int, slots: Sequence[Slot]) -> set[str]:
    """Return the ids of everything supplied that a slot is made from, itself included."""
    found: set[str] = set()
    seen: set[int] = set()
    todo = [number]
    while todo:
        place = todo.pop()
        if place in seen:
            continue
        seen.add(place)
        owner = slots[place]
        if owner.fact is not None:
            found.add(owner.fact.id)
        elif owner.parameter is not None:
            found.add(owner.parameter.name)
        todo += owner.inputs
    return found


def _is_open(value: Any) -> bool:
    return value is UNKNOWN or isinstance(value, Between | Possible)


def _fits(known: Between, slot: Slot) -> Callable[[Any], bool] | None:
    """Return whether a value lies within a range, or None for a kind without an order."""
    assert slot.fact is not None
    sign = sign_for(slot.fact.kind, Compare("ge", Constant(0)))
    if sign is None:
        return None

    def fits(value: Any) -> bool:
        try:
            above = known.low is None or sign(value, known.low) >= 0
            return above and (known.high is None or sign(value, known.high) <= 0)
        except (ValueError, TypeError, KeyError):
            return False

    return fits
