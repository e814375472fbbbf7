"""What a record says it was between two days: its list 历年情况, in which each entry holds the values of a stretch.

Days that no entry covers have today's value; so a record without the list has had it all along, which an explanation
says. A list that may hold more leaves the days it does not cover open.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.model.values import UNKNOWN, Listing

if TYPE_CHECKING:
    from xgxp_rules.engines.scopes import RecordScope

HISTORY = "history"
"""The list in which a record says what it was between two days."""


class History:
    """Where a record keeps what one of its facts was; `slot` is that of the list."""

    __slots__ = ("_read", "slot")

    def __init__(self, slot: int, field: str) -> None:
        self.slot = slot
        self._read = field_reader(field)

    def states(self, there: Env) -> Any:
        """Return the list as the record has it, None where it says nothing at all."""
        states = there.values[self.slot]
        return states if isinstance(states, (tuple, Listing)) else None

    def between(self, states: Any, first: date, last: date, today: Any) -> list[Any]:
        """Return the values of the days from the first to the last, in their order."""
        complete = isinstance(states, tuple)
        listed = states if complete else states.items
        values: list[Any] = []
        uncovered = first
        for state in sorted(listed, key=_begins):
            begins, stop = days_of_state(state)
            if not isinstance(begins, date) or not isinstance(stop, date):
                return [UNKNOWN, None]
            if begins <= last and stop > first and self._read(state) is not UNKNOWN:
                if begins > uncovered:
                    values.append(today if complete else UNKNOWN)
                values.append(self._read(state))
                uncovered = max(uncovered, stop)
        return values if uncovered > last else [*values, today if complete else UNKNOWN]

    def throughout(self, states: Any, first: date, last: date, today: Any) -> Any:
        """Return the one value of all these days, unknown where there are several."""
        found = {repr(one): one for one in self.between(states, first, last, today)}
        return next(iter(found.values())) if len(found) == 1 else UNKNOWN

    def cuts(self, states: Any) -> list[date]:
        """Return the days on which the record changed."""
        listed = states.items if isinstance(states, Listing) else states
        days = [day for state in listed for day in days_of_state(state)]
        return [day for day in days if isinstance(day, date) and day not in (date.min, date.max)]


def history_of(there: RecordScope, field: str) -> History | None:
    """Return where the records of a scope keep what this fact was; None where they do not."""
    if HISTORY not in there.version.vocabulary(there.about):
        return None
    states = there.fact_of(HISTORY)
    kept = any(each.id == field for each in states.kind.fields)
    return History(there.slot_of(HISTORY), field) if kept else None


def _begins(state: Any) -> date:
    first = days_of_state(state)[0]
    return first if isinstance(first, date) else date.min


def days_of_state(state: Any) -> tuple[Any, Any]:
    """Return the first day of an entry and the day after its last; open ends reach as far as the calendar."""
    first, last = state.starts_on, state.ends_on
    begins = date.min if first is None else first
    return begins, date.max if last is None else _after(last) if isinstance(last, date) else last


def _after(day: date) -> date:
    return day if day == date.max else date.fromordinal(day.toordinal() + 1)
