"""Parameters that depend on choices of the record or on the decision date."""

from __future__ import annotations

from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.scopes import RecordScope
from xgxp_rules.model.forms import Dated, Keyed
from xgxp_rules.model.nodes import Constant
from xgxp_rules.model.values import UNKNOWN, Between, Kind, Possible, State


def keyed_getter(form: Keyed, scope: RecordScope) -> Getter:
    """Return how the row for a record's choices is found."""
    readers = [scope.fact_getter(ref) for ref in form.by]
    kinds = [scope.kind_of(ref) for ref in form.by]

    def keyed(env: Env) -> Any:
        keys = [_keys(read(env), kind) for read, kind in zip(readers, kinds, strict=True)]
        if any(one is None for one in keys):
            return UNKNOWN
        found = [_row(form, (key, *rest)) for key in keys[0] or () for rest in _pairs(keys[1:])]
        return possible(found) if found else UNKNOWN

    return keyed


def lacks_row(form: Keyed, values: list[Any]) -> bool:
    """Return whether no row fits the keys that are known, so that the open ones do not matter."""
    known = [None if isinstance(value, (State, Between, Possible)) else value for value in values]
    return not any(
        all(wanted is None or key is None or wanted == key for wanted, key in zip(row.keys, known, strict=False))
        for row in form.rows
    )


def _keys(value: Any, kind: Kind) -> tuple[Any, ...] | None:
    """Return the keys a fact's value leaves possible, or None where it has none."""
    if value is UNKNOWN:
        if kind.name == "flag":
            return (True, False)
        return tuple(choice.id for choice in kind.choices) or None
    if isinstance(value, Possible):
        return None if any(isinstance(one, State) for one in value.values) else value.values
    return None if isinstance(value, (State, Between)) else (value,)


def _pairs(keys: list[tuple[Any, ...] | None]) -> list[tuple[Any, ...]]:
    return [()] if not keys else [(key,) for key in keys[0] or ()]


def _row(form: Keyed, keys: tuple[Any, ...]) -> Any:
    """Return the value of the row for these keys; a key's own row goes before the row for the rest."""
    fitting = [
        (tuple(wanted is None for wanted in row.keys), row.value.value)
        for row in form.rows
        if all(wanted is None or wanted == key for wanted, key in zip(row.keys, keys, strict=False))
    ]
    return min(fitting, key=lambda one: one[0])[1] if fitting else UNKNOWN


def dated_getter(form: Dated, scope: RecordScope) -> Getter:
    """Return how the value of the decision date is found."""
    values = sorted(form.values, key=lambda one: one.from_on, reverse=True)
    readers = [(one.from_on, _of_period(one.value, scope)) for one in values]

    def dated(env: Env) -> Any:
        return next((read(env) for from_on, read in readers if from_on <= env.as_of), UNKNOWN)

    return dated


def _of_period(value: Constant | Keyed, scope: RecordScope) -> Getter:
    if isinstance(value, Keyed):
        return keyed_getter(value, scope)
    constant = value.value
    return lambda env: constant
