"""With which measure word each value of a decision is shown: 2次 where the text asks 不少于 2次, 80% where 不低于 80%.

A count has no measure word of its own; the words of the tests on it say what it counts. This never changes an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from xgxp_rules.engines.scopes import Home, Placed, Slot
from xgxp_rules.model.nodes import Constant, FactTest, Operand, ParameterRef, operands, walk
from xgxp_rules.model.values import Kind


class Conditioned(Protocol):
    """A condition and whose names it uses."""

    @property
    def placed(self) -> Placed:
        """The condition."""

    @property
    def home(self) -> Home:
        """Whose names it uses."""


def shown_kinds(slots: Iterable[Slot], conditions: Iterable[Conditioned]) -> tuple[Kind, ...]:
    """Return the kind that each slot is shown as: its own, with the measure word of the first test that has one."""
    slots = tuple(slots)
    words: dict[int, str] = {}
    placed = [(one.placed, one.home) for one in conditions]
    placed += [(slot.details, slot.home) for slot in slots if isinstance(slot.details, Placed)]
    for condition, home in placed:
        for test in walk(condition.condition):
            if isinstance(test, FactTest):
                found = next(_words(test, home), None)
                slot = home.slots.get(test.fact.name)
                if found is not None and slot is not None:
                    words.setdefault(slot, found)
    return tuple(_with(slot, words.get(number)) for number, slot in enumerate(slots))


def _words(test: FactTest, home: Home) -> Iterator[str]:
    for operand in operands(test.check):
        unit = _unit(operand, home)
        if unit is not None:
            yield unit


def _unit(operand: Operand, home: Home) -> str | None:
    match operand:
        case Constant(unit=unit):
            return unit
        case ParameterRef(name=name):
            parameter = home.version.parameter(name)
            return None if parameter is None else parameter.kind.unit
        case _:
            return None


def _with(slot: Slot, word: str | None) -> Kind:
    owner = slot.fact or slot.parameter
    assert owner is not None
    kind = owner.kind
    return kind if word is None or kind.name != "number" or kind.unit is not None else replace(kind, said=word)
