"""The years that items of a list belong to: calendar years, or school years named by the year in which they begin.

Everything that counts years in a row or looks through each of them asks here, so that 年度 and 学年 mean the same but
for their first day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from xgxp_rules.engines.environment import Env
from xgxp_rules.model.forms import WindowUnit
from xgxp_rules.model.school_calendar import SchoolCalendar


def unit_bounds(day: date, unit: WindowUnit, calendar: SchoolCalendar) -> tuple[date, date]:
    """Return the first day of the calendar month or year, school year or term that holds `day`, and of the next one."""
    if unit == "month":
        return day.replace(day=1), date(day.year + day.month // 12, day.month % 12 + 1, 1)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return calendar.block_of(day, unit)


def year_of(day: date, by: str, calendar: SchoolCalendar) -> int:
    """Return the year that holds a day."""
    return calendar.school_year_of(day) if by == "school_year" else day.year


def last_day_of_year(year: int, by: str, calendar: SchoolCalendar) -> date:
    """Return the last day of a year."""
    if by == "school_year":
        return _day_before(calendar.school_year_bounds(year)[1])
    return date(year, 12, 31)


def present_year(by: str) -> Callable[[Env], int]:
    """Return how the year that holds the measuring day is found."""
    if by == "school_year":
        return lambda env: env.calendar.school_year_of(env.on)
    return lambda env: env.on.year


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
