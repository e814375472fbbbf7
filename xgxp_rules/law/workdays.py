"""Working days by the official holiday notices, days worked instead of a weekend day included.

The notices reach only to the end of a certain year (`coverage`). A day beyond them is an error and never a
guess, but the error carries the earliest day the answer could be, since at the most every day there is worked.
Counting leaves out the day it starts from (Civil Code, article 201).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from xgxp_rules.model.school_calendar import CalendarError

_DAY = timedelta(1)


class Coverage(NamedTuple):
    """The first and the last year whose holidays are known."""

    first_year: int
    last_year: int


class OutOfCoverage(CalendarError):
    """A day lies outside the years whose holidays are known.

    `earliest` is the first day the answer could be, `latest` the last one; None where no day is.
    """

    def __init__(
        self, day: date, coverage: Coverage, earliest: date | None = None, latest: date | None = None
    ) -> None:
        first, last = coverage
        super().__init__(
            f"{day}超出已公布节假日安排的年份（{first}年至{last}年）",
            f"{day} lies outside the years whose holidays are known ({first} to {last})",
        )
        self.day = day
        self.coverage = coverage
        self.earliest = earliest
        self.latest = latest

    def __reduce__(self) -> tuple[type[OutOfCoverage], tuple[date, Coverage, date | None, date | None]]:
        return type(self), (self.day, self.coverage, self.earliest, self.latest)


class _Notices(NamedTuple):
    holidays: frozenset[date]
    worked: frozenset[date]
    coverage: Coverage


@lru_cache(maxsize=1)
def _notices() -> _Notices:
    """Return the notices; read on first use, because most decisions ask for no working day."""
    import chinese_calendar

    holidays = frozenset(chinese_calendar.holidays)
    years = {day.year for day in holidays}
    return _Notices(holidays, frozenset(chinese_calendar.workdays), Coverage(min(years), max(years)))


def coverage() -> Coverage:
    """Return the years whose holidays are known."""
    return _notices().coverage


def is_working_day(day: date) -> bool:
    """Return whether `day` is worked: no holiday, and no weekend day unless it is worked instead of another.

    Raises:
        OutOfCoverage: its year's holidays are not known.

    >>> is_working_day(date(2025, 9, 28)), is_working_day(date(2025, 10, 8))
    (True, False)
    """
    notices = _notices()
    if not notices.coverage.first_year <= day.year <= notices.coverage.last_year:
        raise OutOfCoverage(day, notices.coverage)
    return day in notices.worked or (day.weekday() < 5 and day not in notices.holidays)


def add_working_days(day: date, count: int) -> date:
    """Return the `count`-th working day after `day`; none after it is the day itself.

    Raises:
        OutOfCoverage: the notices do not reach so far; its `earliest` is the soonest the day could be. Its `latest`,
            where counting begins before the first notice, is the day it would be if no day before that were worked.
        CalendarError: the count is negative or no whole number.

    Source: Civil Code, article 201, and the yearly holiday notices of the General Office of the State Council.

    >>> add_working_days(date(2025, 9, 30), 1)
    datetime.date(2025, 10, 9)
    """
    if type(count) is not int or count < 0:
        raise CalendarError(f"工作日数须为非负整数，不能是{count!r}", f"working days are counted up, not {count!r}")
    while count:
        day, left = _after(day), count
        try:
            count -= is_working_day(day)
        except OutOfCoverage as error:
            eve = date(error.coverage.first_year, 1, 1) - _DAY
            latest = _within_notices(add_working_days, eve, left) if day <= eve else None
            raise OutOfCoverage(day, error.coverage, _days_later(day, left - 1), latest) from None
    return day


def working_days_before(day: date, count: int) -> date:
    """Return the `count`-th working day before `day`; none before it is the day itself.

    Raises:
        OutOfCoverage: the notices do not reach so far back, or not so far as `day`; its `latest` is the last day the
            answer could be, its `earliest`, of a day beyond the last notice, the day if none beyond it were worked.
        CalendarError: the count is negative or no whole number.

    >>> working_days_before(date(2025, 10, 9), 1)
    datetime.date(2025, 9, 30)
    """
    if type(count) is not int or count < 0:
        raise CalendarError(f"工作日数须为非负整数，不能是{count!r}", f"working days are counted up, not {count!r}")
    while count:
        day, left = _days_later(day, -1) or day, count
        try:
            count -= is_working_day(day)
        except OutOfCoverage as error:
            after = date(error.coverage.last_year + 1, 1, 1)
            earliest = _within_notices(working_days_before, after, left) if day >= after else None
            raise OutOfCoverage(day, error.coverage, earliest, _days_later(day, 1 - left)) from None
    return day


def next_working_day(day: date) -> date:
    """Return the first working day later than `day`.

    Raises:
        OutOfCoverage: the notices do not reach so far.
    """
    return add_working_days(day, 1)


def working_day_on_or_after(day: date) -> date:
    """Return `day` if it is worked, else the next working day: where a deadline falls on a holiday.

    Raises:
        OutOfCoverage: the notices do not reach so far; its `earliest` is the soonest the day could be.

    Source: Civil Code, article 203.
    """
    try:
        while not is_working_day(day):
            day = _after(day)
    except OutOfCoverage as error:
        raise OutOfCoverage(day, error.coverage, day) from None
    return day


def working_days_between(first: date, last: date) -> int:
    """Return the number of working days after `first` up to and including `last`.

    Raises:
        OutOfCoverage: one of these days has no known holidays.
        CalendarError: `last` lies before `first`.
    """
    if last < first:
        raise CalendarError(f"{last}早于{first}", f"{last} lies before {first}")
    return sum(is_working_day(first + _DAY * number) for number in range(1, (last - first).days + 1))


def working_days_in(start: date, stop: date) -> int:
    """Return the number of working days from `start` up to, not including, `stop`: those inside a spell.

    Raises:
        OutOfCoverage: one of these days has no known holidays.
        CalendarError: `stop` lies before `start`.
    """
    if stop < start:
        raise CalendarError(f"{stop}早于{start}", f"{stop} lies before {start}")
    years = coverage()
    first, end = date(years.first_year, 1, 1), date(years.last_year + 1, 1, 1)
    if start < stop and not (first <= start and stop <= end):
        raise OutOfCoverage(start if not first <= start < end else end, years)
    return _worked_before()[(stop - first).days] - _worked_before()[(start - first).days] if start < stop else 0


@lru_cache(maxsize=1)
def _worked_before() -> list[int]:
    """Return how many working days lie before each day of the published years, and before the day after them."""
    years = coverage()
    first, end = date(years.first_year, 1, 1), date(years.last_year + 1, 1, 1)
    worked = (is_working_day(first + _DAY * number) for number in range((end - first).days))
    return list(accumulate(worked, initial=0))


def _within_notices(shift: Callable[[date, int], date], day: date, count: int) -> date | None:
    """Return a day so many working days from another, or None where the notices end on the way."""
    try:
        return shift(day, count)
    except OutOfCoverage:
        return None


def _after(day: date) -> date:
    return _days_later(day, 1) or day


def _days_later(day: date, count: int) -> date | None:
    """Return the day so many days later, or None beyond the calendar."""
    try:
        return day + timedelta(count)
    except OverflowError:
        return None
