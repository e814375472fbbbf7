"""Parameters that another body sets: its value for the day, or unknown while it has set none."""

from __future__ import annotations

from datetime import date
from typing import Any

from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.model.forms import Delegated, SetValue
from xgxp_rules.model.values import UNKNOWN


def set_value_getter(form: Delegated) -> Getter:
    """Return how a delegated parameter is read: the value set last among those that hold on the day."""

    def read(env: Env) -> Any:
        found = value_on(form, env.as_of)
        return UNKNOWN if found is None else found.value.value

    return read


def value_on(form: Delegated, day: date) -> SetValue | None:
    """Return what the body has set for a day, or None."""
    holding = [one for one in form.values if _holds(one, day)]
    return max(holding, key=lambda one: one.from_on or date.min, default=None)


def _holds(value: SetValue, day: date) -> bool:
    begun = value.from_on is None or value.from_on <= day
    return begun and (value.until_on is None or day <= value.until_on)
