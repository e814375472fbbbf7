"""The sum, the least and the greatest of one field over the items of lists, whatever kind of value it holds.

Choices are ordered as their kind says and never by their ids; lengths of time are added up as periods.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.series import value_of_field
from xgxp_rules.model.forms import Aggregate
from xgxp_rules.model.measures import as_period, compare_measure
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Kind, Possible, State

Ends = tuple[Any, Any]
"""The least and the greatest value of one item."""

Order = Callable[[Any], Any]


def aggregate_getter(form: Aggregate, source: Source) -> Getter:
    """Return the sum, least or greatest of one field; items to which the field does not apply are left out."""
    read = value_of_field(source, form.take)
    kind = source.scope.kind_of(form.take)
    order = order_of(kind)
    nothing: Any = Period() if kind.name == "period" else 0

    def aggregate(env: Env) -> Any:
        found = source.collect(env)
        if not found.applies:
            return NOT_APPLICABLE
        if not found.complete:
            return UNKNOWN
        sure = [ends for item in found.sure if (ends := _ends(read(item, env), kind, order)) is not None]
        maybe = [ends for item in found.maybe if (ends := _ends(read(item, env), kind, order)) is not None]
        if any(end is None for ends in (*sure, *maybe) for end in ends):
            return UNKNOWN
        return _sum(sure, maybe, nothing) if form.op == "sum" else _extreme(sure, maybe, form.op, order)

    return aggregate


def order_of(kind: Kind) -> Order:
    """Return what values of a kind are ordered by."""
    if kind.name == "choice":
        return kind.rank
    return cmp_to_key(compare_measure) if kind.name == "period" else lambda value: value


def _ends(value: Any, kind: Kind, order: Order) -> Ends | None:
    """Return the least and the greatest that a value may be, None where it has no place in the sum or the order."""
    if value is NOT_APPLICABLE or (isinstance(value, str) and value in kind.unordered):
        return None
    if isinstance(value, Between):
        return value.low, value.high
    if isinstance(value, Possible):
        known = [one for one in value.values if not isinstance(one, (State, Between)) and one not in kind.unordered]
        whole = len(known) == len(value.values)
        return (min(known, key=order), max(known, key=order)) if whole else (None, None)
    return (None, None) if value is UNKNOWN else (value, value)


def _sum(sure: list[Ends], maybe: list[Ends], nothing: Any) -> Any:
    if isinstance(nothing, Period):
        sure = [(as_period(low), as_period(high)) for low, high in sure]
        maybe = [(nothing, as_period(high)) for _, high in maybe]
    low = sum((ends[0] for ends in sure), nothing) + sum((min(nothing, ends[0]) for ends in maybe), nothing)
    high = sum((ends[1] for ends in sure), nothing) + sum((max(nothing, ends[1]) for ends in maybe), nothing)
    return low if low == high else Between(low, high)


def _extreme(sure: list[Ends], maybe: list[Ends], op: str, order: Order) -> Any:
    if not sure:
        return UNKNOWN if maybe else NOT_APPLICABLE
    choose = min if op == "min" else max
    low, high = choose((ends[0] for ends in sure), key=order), choose((ends[1] for ends in sure), key=order)
    if maybe and op == "min":
        low = min(low, *(ends[0] for ends in maybe), key=order)
    elif maybe:
        high = max(high, *(ends[1] for ends in maybe), key=order)
    return low if low == high else Between(low, high)
