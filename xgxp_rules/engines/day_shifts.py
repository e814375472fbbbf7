"""A day moved by a period or to an edge of the calendar, in whatever state the day and the period are.

Working days beyond the published holidays give the earliest day it could be and no latest one; a day that no calendar
can hold is unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from xgxp_rules.engines.comparing import map_value
from xgxp_rules.engines.environment import Env
from xgxp_rules.law.workdays import OutOfCoverage, add_working_days, next_working_day
from xgxp_rules.model.measures import as_period
from xgxp_rules.model.periods import Period, add_period, move, subtract_period
from xgxp_rules.model.school_calendar import Move, OutOfCalendar
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State


def shifted(value: Any, period: Any, env: Env, *, forward: bool) -> Any:
    """Return the day that lies a period after (or before) a day.

    Source: Civil Code, articles 201 to 203; a deadline beyond the published holidays is known only from below.
    """
    if isinstance(period, Possible):
        return map_value(lambda one: shifted(value, one, env, forward=forward), period)
    if value is NOT_APPLICABLE or period is NOT_APPLICABLE:
        return NOT_APPLICABLE
    if isinstance(period, (State, Between)):
        return UNKNOWN
    length = as_period(period)
    return _mapped(lambda day: _shift(day, length, env, forward=forward), value)


def moved(value: Any, how: Move, env: Env) -> Any:
    """Return the day moved to the named edge of its month, year, school year or term."""
    return _mapped(lambda day: move(day, how, calendar=env.calendar, next_working_day=next_working_day), value)


def _shift(day: date, length: Period, env: Env, *, forward: bool) -> date:
    if not forward:
        return subtract_period(day, length)
    return add_period(day, length, calendar=env.calendar, add_working_days=add_working_days)


def _mapped(function: Callable[[date], date], value: Any) -> Any:
    """Return the function of a day in any state, rising, where it may be known only from below."""
    if not isinstance(value, Between):
        return map_value(lambda day: _known(function, day), value)
    low = None if value.low is None else _known(function, value.low)
    high = None if value.high is None else _known(function, value.high)
    return Between(_least(low), high if isinstance(high, date) else None)


def _known(function: Callable[[date], date], day: date) -> Any:
    try:
        return function(day)
    except OutOfCoverage as error:
        return Between(error.earliest, None)
    except OutOfCalendar:
        return UNKNOWN


def _least(found: Any) -> date | None:
    if isinstance(found, Between):
        return found.low  # type: ignore[no-any-return]
    return found if isinstance(found, date) else None
