"""Tables of days, written by the calendar's own functions and joined: nothing is computed with dates in columns."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from xgxp_rules.engines.columnar.cuts import FIRST_DAY, LAST_DAY
from xgxp_rules.law.workdays import coverage, is_working_day
from xgxp_rules.model.periods import OutOfCalendar, Period, add_period
from xgxp_rules.model.school_calendar import Block, SchoolCalendar, days_in_month


@cache
def day_parts() -> dict[str, list[int]]:
    """Return the table of days: the month, the day in it, whether it is the last, and the last of the month before."""
    table: dict[str, list[int]] = {"number": [], "month": [], "day": [], "last": [], "before": []}
    for number in range(FIRST_DAY, LAST_DAY + 2):
        day = date.fromordinal(number)
        before = day.replace(day=1) - timedelta(1)
        table["number"].append(number)
        table["month"].append(day.year * 12 + day.month)
        table["day"].append(day.day)
        table["last"].append(int(day.day == days_in_month(day.year, day.month)))
        table["before"].append(before.day)
    return table


@cache
def worked_before() -> dict[str, list[int]]:
    """Return how many working days lie before each day of the published years."""
    first, stop = published()
    table: dict[str, list[int]] = {"number": [], "worked": []}
    worked = 0
    for number in range(first, stop + 1):
        table["number"].append(number)
        table["worked"].append(worked)
        worked += number < stop and is_working_day(date.fromordinal(number))
    return table


@cache
def rests() -> dict[str, list[int]]:
    """Return, of each published day of rest, the first working day after it: nothing is missed in between."""
    first, stop = published()
    table: dict[str, list[int]] = {"number": [], "until": []}
    until = stop
    for number in range(stop - 1, first - 1, -1):
        if is_working_day(date.fromordinal(number)):
            until = number
        elif until < stop:
            table["number"].append(number)
            table["until"].append(until)
    return table


def published() -> tuple[int, int]:
    """Return the first day of the years whose holidays are published, and the day after the last."""
    years = coverage()
    return date(years.first_year, 1, 1).toordinal(), date(years.last_year + 1, 1, 1).toordinal()


@cache
def blocks_before(calendar: SchoolCalendar, block: Block) -> dict[str, list[int]]:
    """Return how many school years or terms have begun before each day, and how many have ended by it."""
    table: dict[str, list[int]] = {"number": [], "begun": [], "ended": []}
    first = calendar.block_of(date.fromordinal(FIRST_DAY), block)[0]
    bounds = list(calendar.blocks(first, date.fromordinal(LAST_DAY), block))
    starts, ends = {start.toordinal() for start, _ in bounds}, {stop.toordinal() for _, stop in bounds}
    begun = ended = 0
    for number in range(first.toordinal(), LAST_DAY + 2):
        ended += number in ends
        if number >= FIRST_DAY:
            table["number"].append(number)
            table["begun"].append(begun)
            table["ended"].append(ended)
        begun += number in starts
    return table


@cache
def reached_over(gap: Period) -> dict[str, list[int]]:
    """Return the last day on which a spell may begin and still join one that stopped on each day."""
    table: dict[str, list[int]] = {"number": [], "until": []}
    for number in range(FIRST_DAY, LAST_DAY + 2):
        table["number"].append(number)
        try:
            table["until"].append(add_period(date.fromordinal(number), gap).toordinal())
        except OutOfCalendar:
            table["until"].append(date.max.toordinal())
    return table


__all__ = ["blocks_before", "day_parts", "published", "reached_over", "rests", "worked_before"]
