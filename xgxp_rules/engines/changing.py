"""Change over time: how much a field of a dated list rose or fell, from one entry to the next or over a window.

A rise is positive, a fall negative; a rank that got better has fallen in number. Nothing is compared across a year
that is missing: such a change is unknown. The first entry of all has nothing before it, so its change does not apply.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from xgxp_rules.engines.calculating import combine
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.lists import Source, dating
from xgxp_rules.engines.part_years import whole
from xgxp_rules.engines.scopes import ItemScope, field_reader
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.reach import Change
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Listing, State

Reader = Callable[[Any, Env], Any]


def change_getter(form: Change, source: Source) -> Getter:
    """Return how a field changed from the first to the last item, or between the last two where there is no window."""
    read = source.scope.reader(form.take)
    read_when = field_reader(source.dated_by.field)
    yearly = source.dated_by.yearly
    within = source.source.within is not None

    def change(env: Env) -> Any:
        found = source.collect(env)
        if not found.applies:
            return NOT_APPLICABLE
        if not found.complete or found.maybe:
            return UNKNOWN
        ordered = _in_order(found.sure, read_when)
        if ordered is None:
            return UNKNOWN
        if len(ordered) < 2:
            return NOT_APPLICABLE
        first, last = (ordered[0] if within else ordered[-2]), ordered[-1]
        if yearly and not _is_whole(ordered if within else ordered[-2:]):
            return UNKNOWN
        return _difference(read(first[1], env), read(last[1], env), form.gives)

    return change


def item_change_getter(form: Change, scope: ItemScope) -> Getter:
    """Return how a field of an item changed from the item before it in the same list."""
    dated_by = dating(tuple(field for field in scope.fields if field.form is None))
    read_when = field_reader(dated_by.field)
    supplied = scope.field(form.take.id).form is None
    read_field = field_reader(form.take.id) if supplied else None
    slot = scope.slot_of(form.take.id)

    def change(env: Env) -> Any:
        before = _before(env, scope.lists, read_when, yearly=dated_by.yearly)
        if isinstance(before, State):
            return before
        then = read_field(before) if read_field is not None else _worked_out(scope, before, form.take, env)
        return _difference(then, env.values[slot], form.gives)

    return change


def _worked_out(scope: ItemScope, item: Any, take: FactRef, env: Env) -> Any:
    assert env.outer is not None
    return scope.reader(take)(item, env.outer)


def _before(env: Env, lists: Sequence[int], read_when: Callable[[Any], Any], *, yearly: bool) -> Any:
    """Return the item before this one: not applicable for the first of all, unknown where one may be missing."""
    when = read_when(env.record)
    if env.outer is None or not lists or isinstance(when, State):
        return UNKNOWN
    items: list[Any] = []
    complete = True
    for slot in lists:
        value = env.outer.values[slot]
        items += value.items if isinstance(value, Listing) else value if isinstance(value, tuple) else ()
        complete = complete and isinstance(value, tuple)
    ordered = _in_order(items, read_when)
    if ordered is None or not isinstance(when, (int, date)):
        return UNKNOWN
    earlier = [pair for pair in ordered if pair[0] < when]
    if not earlier:
        return NOT_APPLICABLE if complete else UNKNOWN
    if yearly:
        return earlier[-1][1] if earlier[-1][0] == when - 1 else UNKNOWN  # type: ignore[operator]
    return earlier[-1][1] if complete else UNKNOWN


def _in_order(items: Sequence[Any], read_when: Callable[[Any], Any]) -> list[tuple[Any, Any]] | None:
    """Return the items with their day or year, earliest first; None where one of them is not known."""
    dated = [(read_when(item), item) for item in items]
    if not all(isinstance(when, (int, date)) for when, _ in dated):
        return None
    return sorted(dated, key=lambda pair: pair[0])


def _is_whole(ordered: list[tuple[Any, Any]]) -> bool:
    return all(later[0] - earlier[0] == 1 for earlier, later in pairwise(ordered))


def _difference(then: Any, now: Any, gives: str) -> Any:
    return combine(_rise if gives == "difference" else _relative, now, then)


def _rise(now: Any, then: Any) -> Any:
    return now - then


def _relative(now: Any, then: Any) -> Any:
    """Return the change as a share of what was before; of nothing there is no share."""
    return UNKNOWN if then == 0 else whole(Fraction(now - then) / Fraction(abs(then)))
