"""How each value of a compiled decision moves while the days pass and the record stays as it is.

Between two breaks a value stands still, only rises or only falls; where that cannot be said it is `MOVING`, and whoever
searches must look at every day. A wrong "still" would hide a change, so every form that is not understood is moving.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.program import Part, Program
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.scoring import CompiledPoints
from xgxp_rules.engines.yearly import YearReader
from xgxp_rules.model import forms
from xgxp_rules.model.calc import BinaryOp, Calculation
from xgxp_rules.model.nodes import (
    Condition,
    Constant,
    FactRef,
    FactTest,
    MeasuringDay,
    Operand,
    ParameterRef,
    YearlyDay,
    YearlyDays,
    operands,
    walk,
)
from xgxp_rules.model.policy import Parameter
from xgxp_rules.model.reach import Change, Mapped, Measured, Related
from xgxp_rules.model.scores import Flat, FromList, Points, Rated
from xgxp_rules.model.tables import Table
from xgxp_rules.model.vocabulary import Fact


class Motion(Enum):
    """How a value moves between two breaks."""

    STILL = 0
    RISING = 1
    FALLING = -1
    MOVING = None


STILL, RISING, FALLING, MOVING = Motion.STILL, Motion.RISING, Motion.FALLING, Motion.MOVING
_OPPOSITE = {STILL: STILL, RISING: FALLING, FALLING: RISING, MOVING: MOVING}


def joined(motions: Iterable[Motion]) -> Motion:
    """Return how a sum of values moves."""
    found = set(motions) - {STILL}
    if not found:
        return STILL
    return next(iter(found)) if len(found) == 1 else MOVING


def opposite(motion: Motion) -> Motion:
    """Return how a value moves of which this one is taken off."""
    return _OPPOSITE[motion]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days between two breaks, both included, and the evaluation of the first of them."""

    env: Env
    first: date
    last: date


def restless_slots(program: Program, stretch: Stretch) -> frozenset[int]:
    """Return the sums of time that may go up and down on these days, because of what the record holds on them.

    That is a sum from which something running is taken off, or one whose window leaves a spell behind.
    """
    found = set()
    for place, slot in enumerate(program.slots):
        form = _form_of(slot)
        if isinstance(form, forms.Stretch) and _is_restless(form, slot, stretch):
            found.add(place)
    return frozenset(found)


def _is_restless(form: forms.Stretch, slot: Slot, stretch: Stretch) -> bool:
    source, bridges, minus, _inputs = slot.details
    leaves_behind = isinstance(form.source.within, forms.LastPeriod | forms.LengthOf)
    if leaves_behind and _anything_before(source, stretch):
        return True
    taken = minus if form.bridge_counts else (*minus, *bridges)
    return any(_anything_runs(one, stretch) for one in taken)


def _anything_before(source: Source, stretch: Stretch) -> bool:
    """Return whether a spell of the lists may lie, in part, before a window that ends on these days."""
    starts = [_starts(item, source) for item in _items(source, stretch)]
    return any(start is None or start <= stretch.last for start in starts)


def _anything_runs(source: Source, stretch: Stretch) -> bool:
    """Return whether a spell of the lists may run on one of these days."""
    for item in _items(source, stretch):
        start, end = _starts(item, source), _ends(item, source)
        if (start is None or start <= stretch.last) and (end is None or end >= stretch.first):
            return True
    return False


def _items(source: Source, stretch: Stretch) -> Iterable[Any]:
    for number in source.slots:
        value = stretch.env.values[number]
        yield from value if isinstance(value, tuple) else getattr(value, "items", ())


def _form_of(slot: Slot) -> Any:
    owner: Fact | Parameter | None = slot.fact or slot.parameter
    return None if owner is None else owner.form


class Motions:
    """The motion of every slot of a program, given which sums of time are restless."""

    def __init__(self, program: Program, restless: frozenset[int]) -> None:
        self.of_slot: list[Motion] = []
        for place, slot in enumerate(program.slots):
            form = _form_of(slot)
            motion = MOVING if place in restless else STILL if form is None else self._form(form, slot)
            self.of_slot.append(motion)
        self.rows_change = any(
            self._named(ref.name, slot.home.slots) is not STILL
            for slot in program.slots
            if isinstance(_form_of(slot), Table | forms.Keyed)
            for ref in _form_of(slot).by
        )
        """Whether another row of some table may fit before the next break."""

    def operand(self, operand: Operand, by_name: Any) -> Motion:
        """Return how an operand of a condition moves."""
        match operand:
            case Constant() | YearlyDay() | YearlyDays():
                return STILL
            case MeasuringDay():
                return RISING
            case FactRef():
                return self._named(operand.name, by_name)
            case ParameterRef(name=name):
                return self._named(f"parameter:{name}", by_name)

    def test(self, test: FactTest, by_name: Any) -> Motion:
        """Return how the distance moves between a fact and what it is held against."""
        fact = self._named(test.fact.name, by_name)
        against = [self._against(one, by_name) for one in operands(test.check)]
        return joined([fact, *(opposite(one) for one in against)])

    def _against(self, operand: Operand, by_name: Any) -> Motion:
        """Return how an operand moves as seen from a fact; a day meets the measuring day on a break, namely itself."""
        return STILL if isinstance(operand, MeasuringDay) else self.operand(operand, by_name)

    def _named(self, name: str, by_name: Any) -> Motion:
        place = by_name.get(name)
        # A parameter without a slot never changes.
        return STILL if place is None else self.of_slot[place]

    def _form(self, form: Any, slot: Slot) -> Motion:
        names = slot.home.slots
        match form:
            case forms.DecisionDay():
                return RISING
            case forms.Since(start=start):
                return RISING if self.operand(start, names) is STILL else MOVING
            case forms.Until(end=end):
                return FALLING if self.operand(end, names) is STILL else MOVING
            case forms.Day(base=base, plus=plus, less=less):
                return joined(self.operand(one, names) for one in (base, plus, less) if one is not None)
            case forms.Stretch():
                return self._stretch_of_time(form, slot)
            case forms.Count() | forms.Exists() | forms.Pick() | forms.Aggregate() | forms.Run() | forms.Every():
                return self._of_items(slot)
            case Change() | forms.Sequence():
                return self._of_items(slot)
            case forms.Is():
                return STILL  # its conditions are in the fingerprint, truth by truth
            case forms.Cases(branches=branches, otherwise=otherwise, not_applicable=aside):
                values = [one.value for one in branches] + [one for one in (otherwise, aside) if one is not None]
                return joined(self.operand(one, names) for one in values)
            case forms.Calc(expression=expression, not_below=low, not_above=high):
                limits = [self.operand(one, names) for one in (low, high) if one is not None]
                return joined([self._calculation(expression, names), *limits])
            case forms.Delegated() if form.by_object:
                return STILL if all(self.of_slot[number] is STILL for number in slot.inputs) else MOVING
            case forms.Statutory() | forms.Dated() | forms.Delegated() | forms.TakenFrom():
                return STILL  # they change with the law, on days that are breaks
            case forms.Keyed(by=by):
                return self._choosing(by, names)
            case Table(by=by):
                return self._choosing(by, names)
            case Points():
                return self._score(form, slot)
            case forms.DecisionResult():
                return STILL if isinstance(slot.details, Part) and not slot.details.decision.value else MOVING
            case Mapped(of=of):
                return self._choosing((of,), names)
            case Measured():
                return self._measured(form, slot)
            case Related():
                return self._related(slot)
            case _:
                return MOVING

    def _choosing(self, by: Sequence[FactRef], names: Any) -> Motion:
        """Return the motion of what is looked up: still, where the row or key itself is in the fingerprint."""
        return MOVING if any(self._named(ref.name, names) is MOVING for ref in by) else STILL

    def _calculation(self, part: Calculation, names: Any) -> Motion:
        if not isinstance(part, BinaryOp):
            return self.operand(part, names)
        left, right = self._calculation(part.left, names), self._calculation(part.right, names)
        if part.op == "+":
            return joined((left, right))
        if part.op == "−":
            return joined((left, opposite(right)))
        if left is STILL and right is STILL:
            return STILL
        if right is STILL and _is_positive(part.right):
            return left
        return right if part.op == "×" and left is STILL and _is_positive(part.left) else MOVING

    def _of_items(self, slot: Slot) -> Motion:
        """Return the motion of what is made from items: still, where the same items belong until the next break."""
        parts = slot.details if isinstance(slot.details, tuple) else (slot.details,)
        for part in parts:
            if isinstance(part, Source) and not self.items_stand_still(part):
                return MOVING
            if isinstance(part, YearReader) and not self._stands_still(part.condition.condition, slot.home.slots):
                return MOVING
        return STILL

    def items_stand_still(self, source: Source) -> bool:
        """Return whether which items of a list belong, and what is read of them, changes on breaks only."""
        within, names = source.source.within, source.scope.outer.home.slots
        if isinstance(within, forms.LengthOf) and self.operand(within.length, names) is not STILL:
            return False
        if isinstance(within, forms.FromDay) and self.operand(within.day, names) is not STILL:
            return False
        if source.paths or source.scope.holds_records:
            return False
        worked_out = [
            one for one in source.scope.fields if one.id in source.scope._by_name and one.form is not None
        ]
        if not all(isinstance(one.form, forms.ItemRunning) for one in worked_out):
            return False
        return source.placed is None or self._stands_still(source.placed.condition, source.scope.outer.home.slots)

    def _stands_still(self, condition: Condition, names: Any) -> bool:
        """Return whether a condition on items says the same of each item until the next break."""
        named = [
            one
            for node in walk(condition)
            if isinstance(node, FactTest)
            for one in (node.fact, *operands(node.check))
            if not (isinstance(one, FactRef) and one.scope == "item")
        ]
        return all(
            self._named(one.name, names) is STILL
            if isinstance(one, FactRef)
            else self._against(one, names) is STILL
            for one in named
        )

    def _stretch_of_time(self, form: forms.Stretch, slot: Slot) -> Motion:
        source, bridges, minus, _inputs = slot.details
        names = slot.home.slots
        within = form.source.within
        if form.least:
            return MOVING  # a stretch that begins is the shortest for a while
        if form.weight is not None and not isinstance(form.weight, Constant | ParameterRef):
            return MOVING
        fixed = [one for one in (form.after,) if one is not None]
        if isinstance(within, forms.FromDay):
            fixed.append(within.day)
        if any(self.operand(one, names) is not STILL for one in fixed):
            return MOVING
        if not all(self.items_stand_still(one) for one in (source, *bridges, *minus)):
            return MOVING
        return RISING

    def _measured(self, form: Measured, slot: Slot) -> Motion:
        day = self.operand(form.day, slot.home.slots)
        return STILL if day is STILL and isinstance(slot.details, MeasuredDetails) else MOVING

    def _related(self, slot: Slot) -> Motion:
        path = slot.details
        scope, number = getattr(path, "scope", None), getattr(path, "slot", None)
        if scope is None or number is None:
            return MOVING
        end = scope.slots[number]
        return STILL if end.fact is not None and end.fact.form is None else MOVING

    def _score(self, form: Points, slot: Slot) -> Motion:
        if not isinstance(slot.details, CompiledPoints):
            return MOVING
        found = []
        for item, compiled in zip(form.items, slot.details.items, strict=True):
            motion = self._scored(item.source, slot, compiled.source)
            found.append(opposite(motion) if item.minus else motion)
        return joined(found)

    def _scored(self, source: Any, slot: Slot, listed: Source | None) -> Motion:
        names = slot.home.slots
        match source:
            case Rated(of=of, pieces=pieces):
                motion = self.operand(of, names)
                signs = {piece.rate.each >= 0 for piece in pieces}
                if motion is STILL or signs == {True}:
                    return motion
                return opposite(motion) if signs == {False} else MOVING
            case Table(by=by):
                return STILL if all(self._named(ref.name, names) is STILL for ref in by) else MOVING
            case Flat(points=points):
                return self.operand(points, names)
            case FromList():
                return STILL if listed is not None and self.items_stand_still(listed) else MOVING
            case _:
                return MOVING


def _is_positive(part: Calculation) -> bool:
    return isinstance(part, Constant) and isinstance(part.value, int | float) and part.value > 0


def sources_in(details: Any) -> list[Source]:
    """Return every list source among what a slot keeps for explanations."""
    if isinstance(details, Source):
        return [details]
    if isinstance(details, tuple):
        return [one for part in details for one in sources_in(part)]
    return []


def _starts(item: Any, source: Source) -> date | None:
    return _earliest(getattr(item, source.dated_by.field, None))


def _ends(item: Any, source: Source) -> date | None:
    return _latest(getattr(item, source.dated_by.until, None)) if source.dated_by.until else None


def _earliest(value: Any) -> date | None:
    return value if isinstance(value, date) else getattr(value, "low", None)


def _latest(value: Any) -> date | None:
    return value if isinstance(value, date) else getattr(value, "high", None)
