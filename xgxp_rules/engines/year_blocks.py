"""The years that items of a list belong to: calendar years, school years named by the year in which they begin, terms.

Everything that counts years in a row or looks through each of them asks here, so that 年度, 学年 and 学期 mean the same
but for their first day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from xgxp_rules.diagnostics import Both
from xgxp_rules.engines.environment import Env
from xgxp_rules.model.forms import WindowUnit
from xgxp_rules.model.school_calendar import SchoolCalendar, Term


def unit_bounds(day: date, unit: WindowUnit, calendar: SchoolCalendar) -> tuple[date, date]:
    """Return the first day of the week, month, year, school year or term that holds `day`, and of the next one.

    Weeks begin on Monday.
    """
    if unit == "week":
        monday = day - timedelta(day.weekday())
        return monday, monday + timedelta(7)
    if unit == "month":
        return day.replace(day=1), date(day.year + day.month // 12, day.month % 12 + 1, 1)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return calendar.block_of(day, unit)


def year_of(day: date, by: str, calendar: SchoolCalendar) -> int:
    """Return the year that holds a day, as items name it: a term is its school year followed by 1 or 2."""
    if by == "term":
        year, number = calendar.term_of(day)
        return year * 10 + number
    return calendar.school_year_of(day) if by == "school_year" else day.year


def last_day_of_year(year: int, by: str, calendar: SchoolCalendar) -> date:
    """Return the last day of a year."""
    if by == "term":
        return _day_before(calendar.term_bounds(Term(year // 10, year % 10))[1])
    if by == "school_year":
        return _day_before(calendar.school_year_bounds(year)[1])
    return date(year, 12, 31)


def present_year(by: str) -> Callable[[Env], int]:
    """Return how the year that holds the measuring day is found, as items name it."""
    return lambda env: year_of(env.on, by, env.calendar)


def place_of(year: int, by: str) -> int:
    """Return a year's place in the row of all years, so that the next one is one more: terms are named by halves.

    >>> [place_of(term, "term") for term in (20251, 20252, 20261)]
    [4050, 4051, 4052]
    """
    return year // 10 * 2 + year % 10 - 1 if by == "term" else year


def year_at(place: int, by: str) -> int:
    """Return the year at a place, as items name it.

    >>> year_at(4051, "term"), year_at(2025, "year")
    (20252, 2025)
    """
    return place // 2 * 10 + place % 2 + 1 if by == "term" else place


def years_between(first: date, last: date, by: str, calendar: SchoolCalendar) -> list[int]:
    """Return the years from the one that holds the first day to the one that holds the last, as items name them."""
    ends = [place_of(year_of(day, by, calendar), by) for day in (first, last)]
    return [year_at(place, by) for place in range(ends[0], ends[1] + 1)]


def year_words(year: int, by: str) -> Both:
    """Return what a year is called.

    >>> year_words(20252, "term").zh, year_words(2025, "school_year").en
    ('2025—2026学年第二学期', 'school year 2025-2026')
    """
    match by:
        case "term":
            first, number = divmod(year, 10)
            return Both(
                f"{first}—{first + 1}学年第{'一二'[number - 1]}学期", f"term {number} of {first}-{first + 1}"
            )
        case "school_year":
            return Both(f"{year}—{year + 1}学年", f"school year {year}-{year + 1}")
        case _:
            return Both(f"{year}年", str(year))


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
