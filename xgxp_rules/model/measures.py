"""Stretches of time that remember their two days, so that comparisons always start from the original one.

A fact such as "six years at one school" is never turned into a number: it stays the day it began and the day on which
it is measured, and a comparison asks whether the period, begun on the first day, is complete on the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from xgxp_rules.model.periods import Period, compare_elapsed, months_and_days
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.spells import Spell, total_school_years, total_terms

DEFAULT_CALENDAR = SchoolCalendar()


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The time from `start` to `end`; nothing where `end` comes first."""

    start: date
    end: date

    def period(self) -> Period:
        """Return the stretch as years, months and days.

        >>> Elapsed(date(2020, 9, 1), date(2026, 8, 31)).period().text("en")
        '5 years 11 months 30 days'
        """
        if self.start >= self.end:
            return Period()
        months, days = months_and_days(self.start, self.end)
        return Period(months // 12, months % 12, days, unbroken=True)


Measure = Elapsed | Period
"""A value of the kind `period`: a stretch between two days, or a summed period."""


def as_period(value: Measure) -> Period:
    """Return the measure as a period, for showing and adding."""
    return value.period() if isinstance(value, Elapsed) else value


def compare_measure(
    value: Measure,
    period: Measure,
    rounding: Literal["down", "up"] = "down",
    calendar: SchoolCalendar = DEFAULT_CALENDAR,
) -> int:
    """Return -1, 0 or 1 as the measure is short of the period, exactly there, or past it.

    A stretch between two days is compared from its first day (Civil Code, articles 200 to 202); against school years
    or terms the whole blocks it covers are counted. Two summed periods are compared with 30 days to the month; a sum
    that knows the days it covers is compared by these with a period of days alone.

    Raises:
        ValueError: the two are of families that cannot be compared.

    >>> compare_measure(Elapsed(date(2020, 9, 1), date(2026, 9, 1)), Period(years=6))
    0
    """
    if isinstance(value, Elapsed):
        if isinstance(period, Elapsed):
            return _compare_periods(value.period(), period.period())
        if period.family == "calendar":
            if value.start > value.end:
                return -1
            return compare_elapsed(value.start, value.end, period, rounding=rounding)
        return _sign(_blocks(value, period.family, calendar), period.measure())
    if isinstance(period, Elapsed):
        return -compare_measure(period, value, rounding, calendar)
    return _compare_periods(value, period)


def _compare_periods(value: Period, period: Period) -> int:
    if value.family != period.family and value.measure() and period.measure():
        raise ValueError(f"{value.family} against {period.family}")
    if value.covered is not None and period.whole_months < 0 and not (period.years or period.months):
        return _sign(value.covered, period.measure())
    return _sign(value.measure(), period.measure())


def _blocks(value: Elapsed, family: str, calendar: SchoolCalendar) -> int:
    if value.start >= value.end:
        return 0
    spells = [Spell(value.start, value.end)]
    if family == "school_years":
        return int(total_school_years(spells, calendar=calendar).school_years)
    if family == "terms":
        return int(total_terms(spells, calendar=calendar).terms)
    raise ValueError(f"a stretch between two days has no {family}")


def _sign(left: int | Fraction, right: int | Fraction) -> int:
    return int(left > right) - int(left < right)
