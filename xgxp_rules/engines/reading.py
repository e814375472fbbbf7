"""How single values are read: a slot, a supplied fact, a field of an item, a day that returns.

Absent is unknown unless a field says otherwise; a disputed value stands for each of its claims.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from operator import attrgetter
from typing import Any, Literal, assert_never

from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.model.nodes import MeasuringDay, YearlyDay, YearlyDays
from xgxp_rules.model.school_calendar import latest_yearly, next_yearly, yearly_day
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Disputed, Possible
from xgxp_rules.model.vocabulary import Fact

LAST_DAY_NAMES = ("ends_on", "至")
"""The field that holds a spell's last day; a spell that has none is still running."""


def slot_reader(slot: int) -> Getter:
    """Return the getter of one slot."""
    return lambda env: env.values[slot]


def day_getter(operand: YearlyDay | YearlyDays | MeasuringDay) -> Getter:
    """Return how a day that is not written out is found: the measuring day, or the latest such day not after it."""
    if isinstance(operand, MeasuringDay):
        return lambda env: env.on
    days = operand.days if isinstance(operand, YearlyDays) else (operand,)
    return lambda env: max(_return_of(one, env.on) for one in days)


def _return_of(one: YearlyDay, on: date) -> date:
    """Return the return of a yearly day that is meant on a measuring day."""
    day: int | Literal["end"] = "end" if one.day is None else one.day
    match one.which:
        case "latest":
            return latest_yearly(one.month, day, not_after=on)
        case "coming":
            return next_yearly(one.month, day, not_before=on)
        case "this_year":
            return yearly_day(on.year, one.month, day)
        case _:
            assert_never(one.which)


def supplied_getter(fact: Fact, key: str) -> Getter:
    """Return how a supplied fact is read from the record."""
    fact_id = fact.id
    if fact.local:
        return lambda env: settle_claims(_local(fact_id, key, env), key, env)
    read = attrgetter(fact_id)
    absent = NOT_APPLICABLE if fact.may_not_apply else UNKNOWN

    def supplied(env: Env) -> Any:
        value = read(env.record)
        if value is None:
            return absent
        return settle_claims(value, fact_id, env) if value.__class__ is Disputed else value

    return supplied


def _local(fact_id: str, key: str, env: Env) -> Any:
    """Return a fact that the policy declares: of its own, or a built-in one that the document leaves undefined."""
    found = None if env.local is None else env.local.get(key)
    if found is None and fact_id in getattr(env.record.__class__, "model_fields", ()):
        return getattr(env.record, fact_id)
    return found


def settle_claims(value: Any, fact_id: str, env: Env) -> Any:
    """Return the value itself, unknown for an absent or disputed one, or the claim that is being tried."""
    if value is None:
        return UNKNOWN
    if isinstance(value, Disputed):
        if env.disputes is not None:
            return env.disputes.get(fact_id, UNKNOWN)
        env.disputed = [*(env.disputed or ()), fact_id]
        return UNKNOWN
    return value


def absent_value(fact: Fact) -> Any:
    """Return what leaving a field out means: there is no such day yet, or it is unknown."""
    return NOT_APPLICABLE if fact.may_not_apply or fact.id in LAST_DAY_NAMES else UNKNOWN


def field_reader(field_id: str, absent: Any = UNKNOWN) -> Callable[[Any], Any]:
    """Return how one field of an item is read; absent is unknown unless told otherwise, disputed any of its claims."""
    read = attrgetter(field_id)

    def value(item: Any) -> Any:
        found = read(item)
        if found is None:
            return absent
        if found.__class__ is Disputed:
            return Possible(tuple(claim.value for claim in found.claims))
        return found

    return value
