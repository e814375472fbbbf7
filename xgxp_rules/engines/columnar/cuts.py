"""Where a test changes its mind: the days, lengths and numbers at which some comparison of a value turns.

Nothing is computed with dates here. The interpreter's own functions are asked, on a grid and then by halving, so a cut
lies exactly where the reference meaning puts it, month ends and gradual retirement ages included. A function may turn
several times; between two points of the grid it may turn once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any

from xgxp_rules.engines.columnar.uses import Tested, Uses, constant_of
from xgxp_rules.engines.comparing import comparison
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.program import Program
from xgxp_rules.engines.reading import day_getter
from xgxp_rules.engines.scopes import Home, Slot
from xgxp_rules.model.forms import Cases, Dated, Keyed, Statutory
from xgxp_rules.model.nodes import FactRef, MeasuringDay, Operand, ParameterRef, YearlyDay, YearlyDays
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import UNKNOWN, Kind, State

FIRST_DAY, LAST_DAY = date(1900, 1, 1).toordinal(), date(2150, 12, 31).toordinal()
"""The days that columns know; a row with another is decided by itself."""

LONGEST = 150 * 360
"""The longest sum of time that columns know, in days of thirty to the month."""

_STEP = 150
_TRACKS = (("male", UNKNOWN), ("female", "professional"), ("female", "worker"))


@dataclass(frozen=True, slots=True)
class Cells:
    """Values of a domain of whole numbers cut into cells: `starts` are the first number of every cell but the first."""

    low: int
    starts: tuple[int, ...]

    def cell(self, number: int) -> int:
        """Return the cell a number lies in."""
        return bisect_right(self.starts, number)

    def first_of(self, cell: int) -> int:
        """Return the first number of a cell."""
        return self.starts[cell - 1] if cell else self.low

    @property
    def count(self) -> int:
        """The number of cells."""
        return len(self.starts) + 1


class Cutter:
    """Finds the cells of the leaves of one program on one day."""

    def __init__(self, program: Program, uses: Uses, on: date, law: Any) -> None:
        self._program = program
        self._uses = uses
        self._on = on
        self._law = law

    @property
    def program(self) -> Program:
        """The decision whose leaves are cut."""
        return self._program

    @property
    def law(self) -> Any:
        """The retirement law of the day."""
        return self._law

    @property
    def uncut(self) -> Uncut:
        """A cutter of the same decision that cuts nothing."""
        return Uncut(self._program, self._uses, self._on, self._law)

    def alike(self, slot: int) -> Callable[[Any], Any] | None:
        """Return what makes two values of a slot the same to every test of it, or None where it is needed whole."""
        judges: list[Callable[[Any], Any]] = []
        for path in self._paths(slot, ()):
            end = path[-1] if path else slot
            if end in self._uses.whole or self._program.slots[end].fact is None:
                return None
            for judge in self._judges(end):
                if judge is None:
                    return None
                judges += [_asked(judge, start, _itself) for start in self._starting(slot, path)]
        return lambda value: value if isinstance(value, State) else tuple(judge(value) for judge in judges)

    def days(self, slot: int, value: Callable[[int], Any]) -> Cells | None:
        """Return the cells of a slot that holds days or stretches from a day, or None where it is needed whole."""
        return self._cells(slot, value, FIRST_DAY, LAST_DAY)

    def lengths(self, slot: int, value: Callable[[int], Any]) -> Cells | None:
        """Return the cells of a slot that holds a sum of time or a count, or None where it is needed whole."""
        return self._cells(slot, value, 0, LONGEST)

    def holds_days_alone(self, slot: int) -> bool:
        """Return whether a sum of time is held against a period of days alone, or against one that is not written."""
        for tested in self._uses.tests.get(slot, ()):
            values = self._operands(tested.check.operand, tested.home)
            if values is None or any(_is_days_alone(one) for one in values):
                return True
        return False

    def points(self, slot: int) -> tuple[int | Fraction, ...] | None:
        """Return the numbers a slot is compared with, lowest first, or None where it is needed whole."""
        if slot in self._uses.whole:
            return None
        found: set[int | Fraction] = set()
        for tested in self._uses.tests.get(slot, ()):
            values = self._operands(tested.check.operand, tested.home)
            if values is None or not all(isinstance(one, int | Fraction) for one in values):
                return None
            found.update(values)
        return tuple(sorted(found))

    def constants(self, slot: int) -> tuple[Any, ...] | None:
        """Return the values that a text is compared with, or None where it is needed whole."""
        if slot in self._uses.whole:
            return None
        found: dict[Any, None] = {}
        for tested in self._uses.tests.get(slot, ()):
            values = self._operands(tested.check.operand, tested.home)
            if values is None:
                return None
            found.update(dict.fromkeys(values))
        return tuple(found)

    def _cells(self, slot: int, value: Callable[[int], Any], low: int, high: int) -> Cells | None:
        turns: set[int] = set()
        for path in self._paths(slot, ()):
            end = path[-1] if path else slot
            if end in self._uses.whole:
                return None
            for judge in self._judges(end):
                if judge is None:
                    return None
                for start in self._starting(slot, path):
                    turns.update(_turns(_asked(judge, start, value), low, high))
        return Cells(low, tuple(sorted(turns)))

    def _paths(self, slot: int, so_far: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Yield the chains of facts that are worked out from a day, the day itself first."""
        yield so_far
        for number in self._uses.made_from.get(slot, ()):
            yield from self._paths(number, (*so_far, number))

    def _starting(self, slot: int, path: tuple[int, ...]) -> list[Callable[[Any], Any]]:
        """Return how the end of a chain is worked out from its beginning, once for each retirement track on it."""
        forms = [(self._program.slots[number], _form(self._program.slots[number])) for number in path]
        retiring = next(((one, form) for one, form in forms if isinstance(form, Statutory)), None)
        if retiring is None:
            return [partial(self._follow, slot, path, {})]
        home, form = retiring[0].home, retiring[1]
        places = home.slots[form.sex.id], home.slots[form.post_category.id]
        given: list[dict[int, Any]] = [dict(zip(places, track, strict=True)) for track in _TRACKS]
        return [partial(self._follow, slot, path, one) for one in given]

    def _follow(self, slot: int, path: tuple[int, ...], given: dict[int, Any], value: Any) -> Any:
        env = self._env(given)
        env.values[slot] = value
        for number in path:
            env.values[number] = self._program.slots[number].fill(env)
        return env.values[path[-1]] if path else value

    def _env(self, given: dict[int, Any]) -> Env:
        values: list[Any] = [UNKNOWN] * len(self._program.slots)
        for number, one in given.items():
            values[number] = one
        return Env(None, self._on, values, [], local={}, law=self._law, calendar=self._program.version.calendar)

    def _judges(self, slot: int) -> Iterator[Callable[[Any], Any] | None]:
        kind = kind_of(self._program.slots[slot])
        for tested in self._uses.tests.get(slot, ()):
            values = self._operands(tested.check.operand, tested.home)
            if values is None:
                yield None
                continue
            test = comparison(kind, tested.check, self._program.version.calendar)
            for one in values:
                yield partial(_held_against, test, one)

    def _operands(self, operand: Operand, home: Home) -> tuple[Any, ...] | None:
        """Return every value an operand may have, or None where it depends on more than the day and on choices."""
        if isinstance(operand, MeasuringDay | YearlyDay | YearlyDays):
            return (day_getter(operand)(self._env({})),)
        constant = constant_of(operand, home)
        if constant is not None:
            return (constant,)
        name = f"parameter:{operand.name}" if isinstance(operand, ParameterRef) else getattr(operand, "name", "")
        return self._slot_values(self._program.slots[home.slots[name]]) if name in home.slots else None

    def _slot_values(self, slot: Slot) -> tuple[Any, ...] | None:
        form = _form(slot)
        if form is not None and not slot.inputs and not isinstance(form, Cases):
            return (slot.fill(self._env({})),)
        if isinstance(form, Keyed):
            return (UNKNOWN, *(row.value.value for row in form.rows))
        if isinstance(form, Dated):
            kept = [one.value for one in form.values]
            keyed = [row.value.value for one in kept if isinstance(one, Keyed) for row in one.rows]
            return (UNKNOWN, *keyed, *(one.value for one in kept if not isinstance(one, Keyed)))
        if isinstance(form, Cases):
            parts = [one.value for one in form.branches] + [form.otherwise, form.not_applicable]
            values = [constant_of(one, slot.home) for one in parts if one is not None]
            return None if any(one is None for one in values) else (UNKNOWN, *values)
        return None


class Uncut(Cutter):
    """Cuts nothing, so that every leaf is read as it is."""

    def alike(self, slot: int) -> None:
        """Return that every value is its own."""
        return

    def days(self, slot: int, value: Any) -> None:
        """Return that days are needed whole."""
        return

    def lengths(self, slot: int, value: Any) -> None:
        """Return that sums of time are needed whole."""
        return

    def points(self, slot: int) -> None:
        """Return that numbers are needed whole."""
        return

    def constants(self, slot: int) -> None:
        """Return that texts are needed whole."""
        return


def _itself(value: Any) -> Any:
    return value


def _asked(
    judge: Callable[[Any], Any], start: Callable[[Any], Any], value: Callable[[Any], Any]
) -> Callable[[Any], Any]:
    return lambda number: judge(start(value(number)))


def _held_against(test: Callable[[Any, Any], Any], operand: Any, value: Any) -> Any:
    return test(value, operand)


def _form(slot: Slot) -> Any:
    owner = slot.fact or slot.parameter
    return None if owner is None else owner.form


def kind_of(slot: Slot) -> Kind:
    """Return the kind of a slot's value."""
    owner = slot.fact or slot.parameter
    assert owner is not None
    return owner.kind


def _turns(truth: Callable[[int], Any], low: int, high: int) -> Iterator[int]:
    """Yield every number whose truth differs from that of the number before it."""
    grid = [*range(low, high, _STEP), high]
    for left, right in pairwise(grid):
        if truth(left) != truth(right):
            yield _between(truth, left, right)


def _between(truth: Callable[[int], Any], left: int, right: int) -> int:
    before = truth(left)
    while right - left > 1:
        middle = (left + right) // 2
        if truth(middle) == before:
            left = middle
        else:
            right = middle
    return right


__all__ = ["FIRST_DAY", "LAST_DAY", "LONGEST", "Cells", "Cutter", "FactRef", "Tested", "Uncut", "kind_of"]


def _is_days_alone(value: Any) -> bool:
    return isinstance(value, Period) and value.family == "calendar" and not value.years and not value.months
