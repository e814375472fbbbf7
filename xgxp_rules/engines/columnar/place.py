"""Where a form stands while it is made ready: its names, the day, and what of it is the same for everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.cuts import Cutter
from xgxp_rules.engines.columnar.roster import Roster
from xgxp_rules.engines.columnar.uses import constant_of
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.reading import day_getter
from xgxp_rules.engines.scopes import Home, Slot
from xgxp_rules.engines.windows import Bounds, compile_window
from xgxp_rules.model.forms import (
    CurrentTerm,
    FromDay,
    LengthOf,
    Window,
)
from xgxp_rules.model.nodes import FactRef, MeasuringDay, Operand, YearlyDay, YearlyDays
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.vocabulary import Fact


@dataclass(slots=True)
class Place:
    """Where a form stands: its slot, the slots of the program, and the day everything is measured on."""

    slots: tuple[Slot, ...]
    home: Home
    roster: Roster
    cutter: Cutter
    calendar: SchoolCalendar
    about: str

    def fact(self, ref: FactRef) -> Fact:
        """Return the fact that a reference of the record names."""
        found = self.slots[self.home.slots[ref.name]].fact
        assert found is not None
        return found

    def constant(self, operand: Operand) -> Any:
        """Return the constant behind an operand.

        Raises:
            NotInColumns: it has none.
        """
        if isinstance(operand, MeasuringDay | YearlyDay | YearlyDays):
            return day_getter(operand)(self.env)
        value = constant_of(operand, self.home)
        if value is None:
            raise NotInColumns("operand")
        return value

    @property
    def env(self) -> Env:
        """Return an evaluation that knows the day and nothing else."""
        return Env(None, self.roster.on, [], [], calendar=self.calendar)

    def bounds(self, window: Window) -> Bounds:
        """Return the bounds of a window that is the same for everybody.

        Raises:
            NotInColumns: it differs from person to person.
        """
        if isinstance(window, CurrentTerm):
            raise NotInColumns("window_of_person")
        operand = window.day if isinstance(window, FromDay) else getattr(window, "length", None)
        if isinstance(window, FromDay | LengthOf):
            self.constant(operand)  # type: ignore[arg-type]
        found = compile_window(window, self)(self.env)  # type: ignore[arg-type]
        if found is None:
            raise NotInColumns("window")
        return found

    def getter(self, operand: Operand) -> tuple[Callable[[Env], Any] | None, Any]:
        """Return an operand as `compile_window` reads it."""
        return None, self.constant(operand)
