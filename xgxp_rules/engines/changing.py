"""Change over time: how much a field of a dated list rose or fell, from one entry to the next or over a window.

A rise is positive, a fall negative; a rank that got better has fallen in number. Nothing is compared across a year
that is missing: such a change is unknown. The first entry of all has nothing before it, so its change does not apply.
Where it is open which entries are the last and the one before (or the first), every pair that may be gives its change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from xgxp_rules.engines.calculating import combine
from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.dating import Dating, dating
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.lists import Found, Source
from xgxp_rules.engines.part_years import whole
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.engines.scopes import ItemScope
from xgxp_rules.engines.windows import WindowGetter, compile_window, year_in_window
from xgxp_rules.engines.year_blocks import place_of, year_of, years_between
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.reach import Change
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Listing, Possible, State

Reader = Callable[[Any, Env], Any]


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry with the first and last day or year it may be of, and whether it surely belongs."""

    item: Any
    low: Any
    high: Any
    sure: bool

    def surely_before(self, other: _Entry) -> bool:
        return bool(self.high < other.low)


MOST_OPEN = 40
"""A change with more entries than this that may be its ends is unknown."""


def change_getter(form: Change, source: Source) -> Getter:
    """Return how a field changed from the first to the last item, or between the last two where there is no window."""
    read = source.scope.reader(form.take)
    read_when = _time_reader(source.dated_by)
    yearly = source.dated_by.yearly
    within = source.source.within
    window = None if within is None else compile_window(within, source.scope.outer)

    def change(env: Env) -> Any:
        found = source.collect(env)
        if not found.applies:
            return NOT_APPLICABLE
        entries = _entries(found, read_when)
        if entries is None:
            return UNKNOWN
        if not found.complete and not (yearly and _years_are_there(entries, source.dated_by.by, window, env)):
            return UNKNOWN
        pairs = _ends(entries) if within is not None else _last_two(entries)
        if pairs is None:
            return UNKNOWN
        changes = [
            _difference(read(first.item, env), read(last.item, env), form.gives)
            if not yearly or _is_whole(entries, first, last)
            else UNKNOWN
            for first, last in pairs
        ]
        if sum(one.sure for one in entries) < 2:
            changes.append(NOT_APPLICABLE)
        return UNKNOWN if UNKNOWN in changes else possible(changes)

    return change


def _time_reader(dated_by: Dating) -> Callable[[Any], Any]:
    """Return how the day or year of an item is read; terms by their place, so that the next one is one more."""
    read = field_reader(dated_by.field)
    if dated_by.by != "term":
        return read

    def place(value: Any) -> Any:
        return place_of(value, "term") if isinstance(value, int) else value

    def read_place(item: Any) -> Any:
        value = read(item)
        return Possible(tuple(map(place, value.values))) if isinstance(value, Possible) else place(value)

    return read_place


def _entries(found: Found, read_when: Callable[[Any], Any]) -> list[_Entry] | None:
    """Return the entries with their days or years; None where of one nothing is known."""
    entries: list[_Entry] = []
    for item, sure in [*((one, True) for one in found.sure), *((one, False) for one in found.maybe)]:
        low, high = _when(read_when(item))
        if low is None or high is None:
            return None
        entries.append(_Entry(item, low, high, sure))
    return entries


def _when(value: Any) -> tuple[Any, Any]:
    """Return the first and last day or year that a value may be; (None, None) where nothing bounds it."""
    if isinstance(value, Between):
        return value.low, value.high
    if isinstance(value, Possible):
        ends = [_when(one) for one in value.values]
        if any(None in one for one in ends):
            return None, None
        return min(low for low, _ in ends), max(high for _, high in ends)
    return (value, value) if isinstance(value, (int, date)) else (None, None)


def _years_are_there(entries: list[_Entry], by: str, window: WindowGetter | None, env: Env) -> bool:
    """Return whether a list that may hold more has an entry of every year that may be an end of the change."""
    there = {one.low for one in entries if one.sure and one.low == one.high}
    present = place_of(year_of(env.on, by, env.calendar), by)
    if window is None:
        return {present, present - 1} <= there
    bounds = window(env)
    if bounds is None or bounds.first is None:
        return False
    years = years_between(bounds.first, bounds.stop, by, env.calendar)
    wanted = {place_of(year, by) for year in years if year_in_window(year, by, bounds, env) is True}
    return {place for place in wanted if place <= present} <= there


def _ends(entries: list[_Entry]) -> list[tuple[_Entry, _Entry]] | None:
    """Return every pair that may be the first and the last entry; None where there are too many."""
    sure = [one for one in entries if one.sure]
    firsts = [one for one in entries if not any(other.surely_before(one) for other in sure)]
    lasts = [one for one in entries if not any(one.surely_before(other) for other in sure)]
    return _pairs(firsts, lasts)


def _last_two(entries: list[_Entry]) -> list[tuple[_Entry, _Entry]] | None:
    """Return every pair that may be the last entry but one and the last; None where there are too many."""
    sure = [one for one in entries if one.sure]
    lasts = [one for one in entries if not any(one.surely_before(other) for other in sure)]
    seconds = [one for one in entries if sum(one.surely_before(other) for other in sure) < 2]
    pairs = _pairs(seconds, lasts)
    if pairs is None:
        return None
    return [
        (second, last)
        for second, last in pairs
        if not any(second.surely_before(other) for other in sure if other is not last)
    ]


def _pairs(firsts: list[_Entry], lasts: list[_Entry]) -> list[tuple[_Entry, _Entry]] | None:
    if len(firsts) > MOST_OPEN or len(lasts) > MOST_OPEN:
        return None
    return [(one, other) for one, other in product(firsts, lasts) if one is not other and one.low <= other.high]


def _is_whole(entries: list[_Entry], first: _Entry, last: _Entry) -> bool:
    """Return whether there surely is an entry of every year from one to the other."""
    if first.low != first.high or last.low != last.high:
        return False
    there = {one.low for one in entries if one.sure and one.low == one.high}
    return all(year in there for year in range(first.low + 1, last.low))


def item_change_getter(form: Change, scope: ItemScope) -> Getter:
    """Return how a field of an item changed from the item before it in the same list."""
    dated_by = dating(tuple(field for field in scope.fields if field.form is None))
    read_when = _time_reader(dated_by)
    supplied = scope.field(form.take.id).form is None
    read_field = field_reader(form.take.id) if supplied else None
    slot = scope.slot_of(form.take.id)

    def then(item: Any, env: Env) -> Any:
        return read_field(item) if read_field is not None else _worked_out(scope, item, form.take, env)

    def change(env: Env) -> Any:
        before = _before(env, scope.lists, read_when, yearly=dated_by.yearly)
        if isinstance(before, State):
            return before
        changes = [_difference(then(one, env), env.values[slot], form.gives) for one in before]
        return UNKNOWN if UNKNOWN in changes else possible(changes)

    return change


def _worked_out(scope: ItemScope, item: Any, take: FactRef, env: Env) -> Any:
    assert env.outer is not None
    return scope.reader(take)(item, env.outer)


def _before(env: Env, lists: Sequence[int], read_when: Callable[[Any], Any], *, yearly: bool) -> list[Any] | State:
    """Return the items that may be the one before this one: not applicable for the first of all."""
    when = read_when(env.record)
    if env.outer is None or not lists or not isinstance(when, (int, date)):
        return UNKNOWN
    items: list[Any] = []
    complete = True
    for slot in lists:
        value = env.outer.values[slot]
        items += value.items if isinstance(value, Listing) else value if isinstance(value, tuple) else ()
        complete = complete and isinstance(value, tuple)
    entries = _entries(Found([one for one in items if one is not env.record], (), complete), read_when)
    if entries is None:
        return UNKNOWN
    earlier = [one for one in entries if one.low < when]
    surely = [one for one in earlier if one.high < when]
    nearest = [one for one in earlier if not any(one.surely_before(other) for other in surely)]
    if yearly:
        found = [one.item for one in surely if one.low == one.high == when - 1]  # type: ignore[operator]
        first = not earlier and complete
        return found[:1] or (NOT_APPLICABLE if first else UNKNOWN)
    if not complete or len(nearest) > MOST_OPEN:
        return UNKNOWN
    if not surely:
        return UNKNOWN if nearest else NOT_APPLICABLE
    return [one.item for one in nearest]


def _difference(then: Any, now: Any, gives: str) -> Any:
    return combine(_rise if gives == "difference" else _relative, now, then)


def _rise(now: Any, then: Any) -> Any:
    return now - then


def _relative(now: Any, then: Any) -> Any:
    """Return the change as a share of what was before; of nothing there is no share."""
    return UNKNOWN if then == 0 else whole(Fraction(now - then) / Fraction(abs(then)))
