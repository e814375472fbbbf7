"""A record written out again, by ids: what is written reads back as an equal record.

In JSON, days are ISO days, fractions exact texts such as `7/2`, and the states words; nothing is rounded or lost.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from xgxp_rules.model.values import Between, Disputed, Listing, State


def spelled(thing: BaseModel, *, is_json: bool) -> dict[str, Any]:
    """Return the fields that are there, by id, then the names no field has; for JSON with every value in words."""
    there = {name: value for name, value in thing.__dict__.items() if value is not None}
    return {name: _spell(value, is_json) for name, value in {**there, **(thing.__pydantic_extra__ or {})}.items()}


def spelled_value(value: Any) -> Any:
    """Return one value of a record as JSON data that reads back as the same value."""
    return _spell(value, True)


def _spell(value: Any, is_json: bool) -> Any:
    match value:
        case BaseModel():
            return spelled(value, is_json=is_json)
        case tuple() | list():
            return [_spell(each, is_json) for each in value]
        case Listing():
            return {"complete": value.complete, "items": [_spell(each, is_json) for each in value.items]}
        case Disputed():
            claims = [{"value": _spell(each.value, is_json), "source": each.source} for each in value.claims]
            return {"disputed": claims}
        case Mapping():
            return {name: _spell(each, is_json) for name, each in value.items()}
        case Between():
            return _stretch(value) if is_json else _ends(value)
        case _:
            return _word(value) if is_json else value


def _word(value: Any) -> Any:
    match value:
        case State():
            return value.value
        case date():
            return value.isoformat()
        case Fraction():
            return str(value)
        case Decimal():
            return f"{value:f}" if abs(value.adjusted()) < 40 else str(value)
        case _:
            return value


def _ends(days: Between) -> dict[str, date]:
    return {name: end for name, end in (("from", days.low), ("to", days.high)) if end is not None}


def _stretch(days: Between) -> Any:
    """Return a whole month or year as its name, any other range by its ends."""
    low, high = days.low, days.high
    if low is None or high is None:
        return {name: end.isoformat() for name, end in _ends(days).items()}
    if low == date(low.year, 1, 1) and high == date(low.year, 12, 31):
        return f"{low.year:04}"
    if low.day == 1 and high == low.replace(day=monthrange(low.year, low.month)[1]):
        return low.isoformat()[:7]
    return {"from": low.isoformat(), "to": high.isoformat()}
