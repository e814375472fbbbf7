"""From days to periods and back: the only date arithmetic, with `school_calendar` and `spells`.

Every period is counted forward from the original start, never by repeated addition and never as days
divided by 365. Counting back would answer another question (29 February is four years after the 28th or
the 29th), so only windows do it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import MAXYEAR, date, timedelta
from fractions import Fraction
from typing import Literal, assert_never

from xgxp_rules.model.durations import ZERO, Family, MixedPeriods, NegativePeriod, Period, PeriodError
from xgxp_rules.model.school_calendar import (
    SEPTEMBER,
    CalendarError,
    OutOfCalendar,
    SchoolCalendar,
    days_in_month,
    latest_yearly,
    move,
    needs_workdays,
    next_yearly,
    out_of_calendar,
)

__all__ = [
    "ZERO",
    "CalendarError",
    "Family",
    "MixedPeriods",
    "NegativePeriod",
    "OutOfCalendar",
    "Period",
    "PeriodError",
    "Rounding",
    "SchoolCalendar",
    "add_period",
    "compare_elapsed",
    "elapsed",
    "latest_yearly",
    "months_and_days",
    "move",
    "next_yearly",
    "remaining",
    "subtract_period",
]

Rounding = Literal["down", "up", "exact-or-error"]


def _shift(day: date, months: int, rounding: Rounding) -> date:
    """Return the same-numbered day some months away, rounded where that month is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if not 1 <= year <= MAXYEAR:
        raise out_of_calendar()
    if day.day <= 28 or day.day <= days_in_month(year, month):
        return date(year, month, day.day)
    match rounding:
        case "down":
            return date(year, month, days_in_month(year, month))
        case "up":
            return date(year, month + 1, 1)  # December is never too short
        case "exact-or-error":
            raise CalendarError(f"{year}年{month}月没有{day.day}日", f"{year}-{month:02d} has no day {day.day}")
        case _:
            assert_never(rounding)


def _whole(amount: int | Fraction) -> int:
    if isinstance(amount, Fraction):
        raise PeriodError(f"{amount}不是整数，不能用来推算日期", f"{amount} is not whole and leads to no day")
    return amount


def add_period(
    start: date,
    period: Period,
    *,
    rounding: Rounding = "down",
    calendar: SchoolCalendar = SEPTEMBER,
    add_working_days: Callable[[date, int], date] | None = None,
) -> date:
    """Return the day on which `period`, begun on `start`, is complete.

    Years and months go together in one step and end on the same-numbered day, or on the month's last
    day where there is none (`up`: on the first of the next month); days follow. School years and terms
    end when so many whole blocks lie behind. Working days need the function that knows the holidays.

    Raises:
        CalendarError: the result lies outside the calendar, has no exact day, or working days come
        without holidays.

    Source: Civil Code, articles 201 and 202.

    >>> add_period(date(2024, 2, 29), Period(years=1))
    datetime.date(2025, 2, 28)
    """
    match period.family:
        case "calendar":
            moved = _shift(start, period.years * 12 + period.months, rounding)
            try:
                return moved + timedelta(_whole(period.days)) if period.days else moved
            except OverflowError:
                raise out_of_calendar() from None
        case "school_years":
            return calendar.after_whole_blocks(start, _whole(period.school_years), "school_year")
        case "terms":
            return calendar.after_whole_blocks(start, _whole(period.terms), "term")
        case "working_days":
            if add_working_days is None:
                raise needs_workdays()
            return add_working_days(start, _whole(period.working_days))
        case _:
            assert_never(period.family)


def subtract_period(day: date, period: Period) -> date:
    """Return the same-numbered day that long before `day`, or the last of a shorter month, less the days.

    Only for the edge of a window such as 近3年; whether a period has run is always asked forward, by
    `compare_elapsed`.

    Raises:
        CalendarError: the period is not a calendar one, or the result lies before year 1.
    """
    if period.family != "calendar":
        raise MixedPeriods(f"不能往前推{period.text('zh')}", f"cannot count back {period.text('en')}")
    moved = _shift(day, -(period.years * 12 + period.months), "down")
    try:
        return moved - timedelta(_whole(period.days))
    except OverflowError:
        raise out_of_calendar() from None


def compare_elapsed(
    start: date,
    end: date,
    period: Period,
    *,
    rounding: Rounding = "down",
    calendar: SchoolCalendar = SEPTEMBER,
    add_working_days: Callable[[date, int], date] | None = None,
) -> int:
    """Return -1, 0 or 1 as `end` lies before, on or after the day on which `period`, begun on `start`,
    is complete.

    Agrees with `add_period` everywhere; a completion that no calendar can hold has not come (-1). Whole
    months rounded down, by far the most asked, are settled without building a date.
    """
    months = period.whole_months
    if months < 0 or rounding != "down":
        try:
            due = add_period(start, period, rounding=rounding, calendar=calendar, add_working_days=add_working_days)
        except OutOfCalendar:
            return -1
        return (end > due) - (end < due)
    months = (end.year - start.year) * 12 + end.month - start.month - months
    if months:
        return 1 if months > 0 else -1
    last, first = end.day, start.day
    if last >= first:
        return 1 if last > first else 0
    # In the month where it falls due: a shorter month is full on its own last day.
    return 0 if last >= 28 and last == days_in_month(end.year, end.month) else -1


def elapsed(start: date, end: date) -> Period:
    """Return the years, months and days from `start` to `end`: as many whole months as fit, the rest in days.

    `add_period(start, elapsed(start, end)) == end` for every pair of days, rounding down.

    Raises:
        NegativePeriod: `end` lies before `start`.

    >>> elapsed(date(2020, 1, 31), date(2021, 3, 1)).text("en")
    '1 year 1 month 1 day'
    """
    if end < start:
        raise NegativePeriod(f"{end}早于{start}", f"{end} lies before {start}")
    months, days = months_and_days(start, end)
    return Period(months // 12, months % 12, days)


def months_and_days(start: date, end: date) -> tuple[int, int]:
    """Return `elapsed` as two plain numbers; `end` must not lie before `start`."""
    months = (end.year - start.year) * 12 + end.month - start.month
    rest = end.day - start.day
    if rest >= 0:
        return months, rest
    if end.day >= 28 and end.day == days_in_month(end.year, end.month):
        return months, 0
    months -= 1
    return months, (end - _shift(start, months, "down")).days


def remaining(as_of: date, until: date) -> Period:
    """Return the time still to run, counted forward from `as_of`; nothing once the day is reached or past."""
    return elapsed(as_of, until) if until > as_of else ZERO
