"""Worked out by the interpreter once for each different content: a fact, or a whole decision.

For every form and option that has no expression of its own: the reference meaning reads each different content once,
however many teachers share it. A fact is worked out by itself and the rest of its decision stays in columns; a decision
that is measured on another day is decided as a whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from xgxp_rules.engines.columnar.contents import Contents, Held
from xgxp_rules.engines.columnar.leaves import BY_ITSELF, Leaf
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.settling import answer_of, tests_in
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.interpreter import evaluate
from xgxp_rules.engines.linking import Path, World
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.scopes import Slot, refs_in
from xgxp_rules.engines.scoring import CompiledPoints
from xgxp_rules.model.forms import Stretch
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.values import UNKNOWN, Between, Possible

DECIDED = 1_000_000
"""The slot that holds the answer where a decision is worked out as a whole."""


def decision_once(place: Place) -> Leaf:
    """Return the leaf of a decision's answer, worked out once for each different content of all that it reads.

    Raises:
        NotInColumns: it needs more than this record and the schools.
    """
    program, law, roster = place.cutter.program, place.cutter.law, place.roster
    contents = Contents(range(len(place.slots)), place)
    asked = tests_in(program)

    def read(row: tuple[Any, ...]) -> Any:
        values = contents.values(row)
        if values is None:
            return BY_ITSELF
        record, local = contents.record(values)
        others = roster.inputs.school_records if program.linked else None
        return answer_of(evaluate(program, record, roster.on, local=local, law=law, others=others), asked)

    return Leaf(DECIDED, raw=contents.raw, read=read, odd=contents.odd, kept=False, contents=True)


def fact_once(number: int, place: Place) -> Leaf:
    """Return the leaf of a fact that is worked out once for each different content.

    Raises:
        NotInColumns: it needs more than this record and the schools.
    """
    contents = Contents((number,), place)
    read = _Reader(number, contents, place).read
    return Leaf(number, raw=contents.raw, read=read, odd=contents.odd, kept=False, contents=True)


class _Reader:
    """Works one fact out of a content: the supplied facts first, then all that is made from them."""

    def __init__(self, number: int, contents: Contents, place: Place) -> None:
        self._number = number
        self._contents = contents
        self._place = place
        self._program = place.cutter.program
        self._is_open = _opener(contents.needed, place.slots)
        self._alike = None if _is_led_from(number, place.slots) else place.cutter.alike(number)
        self._first: dict[Any, Any] = {}

    def read(self, row: tuple[Any, ...]) -> Any:
        """Return the value of a content; of those that no test tells apart, the one that was met first."""
        values = self._contents.values(row)
        if values is None:
            return BY_ITSELF
        value = self._worked_out(values)
        if value is UNKNOWN or isinstance(value, Between | Possible):
            return BY_ITSELF if self._is_open(self._contents.held, values) else value
        return value if self._alike is None else self._first.setdefault(self._alike(value), value)

    def _worked_out(self, values: list[Any]) -> Any:
        env = self._env(values)
        filled = {slot: value for one, value in zip(self._contents.held, values, strict=True) for slot in one.slots}
        for number in self._contents.needed:
            env.values[number] = filled[number] if number in filled else self._program.slots[number].fill(env)
        return env.values[self._number]

    def _env(self, values: list[Any]) -> Env:
        program, roster = self._program, self._place.roster
        record, local = self._contents.record(values)
        more: dict[str, Any] = {"local": local, "law": self._place.cutter.law}
        world = None
        if program.linked:
            others = roster.inputs.school_records
            world = World(record, others, program.version.vocabulary, as_of=roster.on, **more)
        truths: list[Any] = [None] * program.node_count
        empty: list[Any] = [UNKNOWN] * len(program.slots)
        return Env(record, roster.on, empty, truths, world=world, calendar=program.version.calendar, **more)


def _opener(needed: Iterable[int], slots: tuple[Slot, ...]) -> Callable[[list[Held], list[Any]], bool]:
    """Return whether an open value has to be looked into entry by entry to say what it lacks."""
    asked = [slots[number] for number in needed]
    always = any(_looks_into(slot) for slot in asked)
    # What another record lacks, or this one on another day, is found there and not in a profile.
    elsewhere = any(isinstance(slot.details, Path | MeasuredDetails) for slot in asked)

    def is_open(held: list[Held], values: list[Any]) -> bool:
        read = zip(held, values, strict=True)
        listed = [(one.listed, value) for one, value in read if one.listed is not None and isinstance(value, tuple)]
        return elsewhere or any(value and (always or text.lacks(value)) for text, value in listed)

    return is_open


def _looks_into(slot: Slot) -> bool:
    form = None if slot.fact is None else slot.fact.form
    if isinstance(slot.details, CompiledPoints) or getattr(form, "prefer", None) is not None:
        return True
    if isinstance(form, Stretch) and form.by == "working_days":
        return True
    return any(isinstance(ref, FactRef) and ref.path for ref in refs_in(form))


def _is_led_from(number: int, slots: tuple[Slot, ...]) -> bool:
    """Return whether a name leads on from a reference to another record's facts."""
    return any(isinstance(one.details, Path) and one.inputs[:1] == (number,) for one in slots)


__all__ = ["DECIDED", "decision_once", "fact_once"]
