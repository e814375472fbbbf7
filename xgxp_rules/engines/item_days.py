"""What a referenced record was on the days of an item: a school that was small then and is large now.

A record that carries dated values is read as of the item's own days, and a spell is cut where the value changes. One
that supplies only today's value is taken to have had it all along, which the explanation says.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.engines.dating import Dating, dating
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.histories import History
from xgxp_rules.engines.linking import Path, path_from
from xgxp_rules.engines.reading import slot_reader
from xgxp_rules.engines.year_blocks import last_day_of_year
from xgxp_rules.model.nodes import Condition, FactRef, FactTest, operands, walk
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import UNKNOWN, Between, State
from xgxp_rules.model.vocabulary import Fact

if TYPE_CHECKING:
    from xgxp_rules.engines.scopes import ItemScope


class DatedPath:
    """A dotted name inside an item, read as of the item's days where the other record has a history."""

    __slots__ = ("dated_by", "history", "label", "name", "path")

    def __init__(self, path: Path, history: History | None, dated_by: Dating, name: str, label: str) -> None:
        self.path = path
        self.history = history
        self.dated_by = dated_by
        self.name = name
        self.label = label

    def read(self, env: Env) -> Any:
        """Return the value on the item's first day, or today's where the record carries none for it."""
        states = self._states(env)
        if states is None or self.history is None:
            return self.path.read_today(env)
        first, last = _days(env.record, self.dated_by, env.on, env.calendar)
        if first is None or last is None:
            return UNKNOWN
        return self.history.throughout(states, first, last, self.path.read_today(env))

    def cuts(self, env: Env) -> list[date]:
        """Return the days on which the other record changed."""
        states = self._states(env)
        return [] if states is None or self.history is None else self.history.cuts(states)

    def holds_for_all_time(self, env: Env) -> bool:
        """Return whether the value is today's, for want of anything that says what it was on the item's days."""
        return self._states(env) is None and not isinstance(self.path.read_today(env), State)

    def _states(self, env: Env) -> Any:
        """Return what the other record says it was; None where it says nothing or cannot say."""
        there = None if self.history is None else self.path.env_of(self.path.read_start(env), env)
        return None if there is None or self.history is None else self.history.states(there)


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
    field = scope.field(ref.id)
    path, end = path_from(scope.outer, slot_reader(scope.slot_of(ref.id)), field.kind, ref.path)
    history = path.history if len(ref.path) == 1 else None
    label = f"{field.label}.{end.label}"
    return DatedPath(path, history, dating(scope.fields), ref.name, label), end


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
