"""What a referenced record was on the days of an item: a school that was small then and is large now.

A record that carries dated values is read as of the item's own days, and a spell is cut where the value changes. One
that supplies only today's value is taken to have had it all along, which the explanation says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.linking import Path, path_from
from xgxp_rules.engines.scopes import field_reader, slot_reader
from xgxp_rules.engines.year_blocks import last_day_of_year
from xgxp_rules.model.nodes import Condition, FactRef, FactTest, operands, walk
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import UNKNOWN, Between, Listing
from xgxp_rules.model.vocabulary import Fact

if TYPE_CHECKING:
    from xgxp_rules.engines.lists import Dating
    from xgxp_rules.engines.scopes import ItemScope

HISTORY = "history"
"""The list in which a record says what it was between two days."""


class DatedPath:
    """A dotted name inside an item, read as of the item's days where the other record has a history."""

    __slots__ = ("dated_by", "field", "history", "path")

    def __init__(self, path: Path, field: str, history: int | None, dated_by: Dating) -> None:
        self.path = path
        self.field = field
        self.history = history
        self.dated_by = dated_by

    def read(self, env: Env) -> Any:
        """Return the value on the item's first day, or today's where the record carries none for it."""
        states = self._states(env)
        if states is None:
            return self.path.read(env)
        first, last = _days(env.record, self.dated_by, env.on, env.calendar)
        if first is None or last is None:
            return UNKNOWN
        found = {repr(one): one for one in self._values(states, first, last, env)}
        return next(iter(found.values())) if len(found) == 1 else UNKNOWN

    def cuts(self, env: Env) -> list[date]:
        """Return the days on which the other record changed."""
        states = self._states(env)
        days: list[date] = []
        for state in () if states is None else states.items if isinstance(states, Listing) else states:
            first, stop = _state_days(state)
            days += [day for day in (first, stop) if isinstance(day, date) and day != date.max]
        return days

    def _states(self, env: Env) -> Any:
        if self.history is None:
            return None
        there = self.path.env_of(self.path.read_start(env), env)
        states = None if there is None else there.values[self.history]
        return states if isinstance(states, (tuple, Listing)) and states else None

    def _values(self, states: Any, first: date, last: date, env: Env) -> list[Any]:
        listed = states.items if isinstance(states, Listing) else states
        read = field_reader(self.field)
        values: list[Any] = []
        uncovered = first
        for state in sorted(listed, key=_begins):
            begins, stop = _state_days(state)
            if not isinstance(begins, date) or not isinstance(stop, date):
                return [UNKNOWN, None]
            if begins <= last and stop > first and read(state) is not UNKNOWN:
                if begins > uncovered:
                    values.append(self._now(states, env))
                values.append(read(state))
                uncovered = max(uncovered, stop)
        return values if uncovered > last else [*values, self._now(states, env)]

    def _now(self, states: Any, env: Env) -> Any:
        return UNKNOWN if isinstance(states, Listing) and not states.complete else self.path.read(env)


def _begins(state: Any) -> date:
    first = _state_days(state)[0]
    return first if isinstance(first, date) else date.min


def _state_days(state: Any) -> tuple[Any, Any]:
    first, last = state.starts_on, state.ends_on
    if last is None:
        return (date.min if first is None else first), date.max
    return (date.min if first is None else first), (_after(last) if isinstance(last, date) else last)


def _after(day: date) -> date:
    return day if day == date.max else date.fromordinal(day.toordinal() + 1)


def _days(item: Any, dated_by: Dating, on: date, calendar: SchoolCalendar) -> tuple[date | None, date | None]:
    """Return the first and last day an item stands for."""
    value = getattr(item, dated_by.field, None) if dated_by.field else None
    if dated_by.yearly:
        if not isinstance(value, int):
            return None, None
        year_end = last_day_of_year(value, dated_by.by, calendar)
        return year_end, year_end
    if dated_by.by == "spell":
        last = getattr(item, dated_by.until, None) if dated_by.until else value
        last = on if last is None else last
        ends = (value, max(value, last) if isinstance(value, date) and isinstance(last, date) else last)
    else:
        ends = (value, value)
    low = ends[0].low if isinstance(ends[0], Between) else ends[0]
    high = ends[1].high if isinstance(ends[1], Between) else ends[1]
    return (low if isinstance(low, date) else None), (high if isinstance(high, date) else None)


def item_path(scope: ItemScope, ref: FactRef) -> tuple[DatedPath, Fact]:
    """Return how a dotted name that starts from an item's field is read, and the fact at its end."""
    from xgxp_rules.engines.lists import dating

    path, end = path_from(scope.outer, slot_reader(scope.slot_of(ref.id)), scope.field(ref.id).kind, ref.path)
    there = path.scope
    history = None
    if len(ref.path) == 1 and HISTORY in there.version.vocabulary(there.about):
        states = there.fact_of(HISTORY)
        if any(field.id == end.id for field in states.kind.fields):
            history = there.slot_of(HISTORY)
    return DatedPath(path, end.id, history, dating(scope.fields)), end


def paths_in(condition: Condition | None, scope: ItemScope) -> list[DatedPath]:
    """Return the dotted names of a condition that start from a field of the item."""
    if condition is None:
        return []
    tests = [node for node in walk(condition) if isinstance(node, FactTest)]
    refs = [test.fact for test in tests] + [one for test in tests for one in operands(test.check) if _is_ref(one)]
    if scope.holds_records:
        return []
    return [
        item_path(scope, ref)[0] for ref in refs if isinstance(ref, FactRef) and ref.scope == "item" and ref.path
    ]


def _is_ref(operand: Any) -> bool:
    return isinstance(operand, FactRef)


class Piece:
    """A part of a spell, cut where the record that it refers to changed; everything but its days is the spell's."""

    __slots__ = ("_first", "_item", "_last", "_names")

    def __init__(self, item: Any, first: date, last: date | None, dated_by: Dating) -> None:
        self._item = item
        self._first = first
        self._last = last
        self._names = dated_by

    def __getattr__(self, name: str) -> Any:
        if name == self._names.field:
            return self._first
        if name == self._names.until:
            return self._last
        return getattr(self._item, name)


def pieces_of(item: Any, cuts: list[date], dated_by: Dating) -> list[Any]:
    """Return a spell cut on these days; one whose own days are not certain stays whole."""
    first = getattr(item, dated_by.field, None)
    last = getattr(item, dated_by.until, None) if dated_by.until else None
    if dated_by.by != "spell" or not isinstance(first, date) or not (last is None or isinstance(last, date)):
        return [item]
    inside = sorted({day for day in cuts if first < day and (last is None or day <= last)})
    if not inside:
        return [item]
    starts = [first, *inside]
    ends: list[date | None] = [date.fromordinal(day.toordinal() - 1) for day in inside]
    return [Piece(item, start, end, dated_by) for start, end in zip(starts, [*ends, last], strict=True)]
