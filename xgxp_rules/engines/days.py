"""Days worked out from other days: a period on or back, then to an edge of the calendar or the next working day.

Beyond the published holidays a working day is not guessed: the result is a range that begins with the earliest day it
could be, or counted back, ends with the latest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.scopes import Scope
from xgxp_rules.law.workdays import OutOfCoverage, add_working_days, next_working_day, working_days_before
from xgxp_rules.model.forms import Day
from xgxp_rules.model.measures import as_period
from xgxp_rules.model.nodes import Operand
from xgxp_rules.model.periods import CalendarError, Period, add_period, move, subtract_period
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import UNKNOWN, Between, Possible, State

OneDay = Callable[[date], date]


def day_getter(form: Day, scope: Scope) -> Getter:
    """Return how the day is worked out."""
    base = _reader(form.base, scope)
    plus = None if form.plus is None else _reader(form.plus, scope)
    less = None if form.less is None else _reader(form.less, scope)
    how = form.move

    def day(env: Env) -> Any:
        value = base(env)
        if plus is not None:
            value = shifted(value, plus(env), env.calendar)
        if less is not None:
            value = shifted(value, less(env), env.calendar, back=True)
        if how is None:
            return value
        return over_days(
            value,
            lambda one: move(one, how, calendar=env.calendar, next_working_day=next_working_day),  # type: ignore[arg-type]
        )

    return day


def _reader(operand: Operand, scope: Scope) -> Getter:
    read, constant = scope.getter(operand)
    return (lambda env: constant) if read is None else read


def shifted(value: Any, period: Any, calendar: SchoolCalendar, *, back: bool = False) -> Any:
    """Return a day a period later, or earlier; each may be in any state."""
    if isinstance(period, Possible):
        return possible([shifted(value, one, calendar, back=back) for one in period.values])
    if isinstance(period, (State, Between)):
        return period if isinstance(period, State) else UNKNOWN
    length = as_period(period)
    return over_days(value, _earlier(length) if back else _later(length, calendar))


def _later(length: Period, calendar: SchoolCalendar) -> OneDay:
    return lambda one: add_period(one, length, calendar=calendar, add_working_days=add_working_days)


def _earlier(length: Period) -> OneDay:
    if length.family == "working_days":
        return lambda one: working_days_before(one, int(length.working_days))
    return lambda one: subtract_period(one, length)


def over_days(value: Any, function: OneDay) -> Any:
    """Return a rising function of a day in any state; a day beyond the published holidays is open from the earliest."""
    if isinstance(value, Possible):
        return possible([over_days(one, function) for one in value.values])
    if isinstance(value, Between):
        low = None if value.low is None else _one(value.low, function)
        high = None if value.high is None else _one(value.high, function)
        low = low.low if isinstance(low, Between) else low
        high = high.high if isinstance(high, Between) else high
        low, high = (None if isinstance(end, State) else end for end in (low, high))
        return UNKNOWN if low is None and high is None else Between(low, high)
    return value if isinstance(value, State) else _one(value, function)


def _one(day: date, function: OneDay) -> Any:
    try:
        return function(day)
    except OutOfCoverage as error:
        open_end = error.earliest is None and error.latest is None
        return UNKNOWN if open_end else Between(error.earliest, error.latest)
    except CalendarError:
        return UNKNOWN
