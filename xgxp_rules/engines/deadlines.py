"""The days of a step: its last day, and the stretch in which it has to be taken.

A deadline counts from the day after the step before; one that ends on a holiday moves to the next working day, and
beyond the published holidays it is unknown. A day or stretch that returns is the first return from the step before on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xgxp_rules.law.workdays import OutOfCoverage, add_working_days, working_day_on_or_after
from xgxp_rules.model.nodes import YearlyDay, YearlyDays, YearlyStretch
from xgxp_rules.model.periods import Period, add_period
from xgxp_rules.model.school_calendar import latest_yearly, next_yearly

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Due:
    """A last day: known, or beyond the published holidays with the first day it could be."""

    day: date | None = None
    earliest: date | None = None


@dataclass(frozen=True, slots=True)
class DaysOpen:
    """The stretch a step has to be taken in, as far as its ends are known; `uncertain` where one of them is not."""

    first: date | None = None
    last: date | None = None
    uncertain: bool = False


def last_day_of(start: date, length: Period) -> Due:
    """Return the last day of a period that begins after `start`; on a holiday it moves to the next working day."""
    try:
        if length.family == "working_days":
            return Due(add_working_days(start, int(length.working_days)))
        return Due(working_day_on_or_after(add_period(start, length)))
    except OutOfCoverage as error:
        return Due(earliest=error.earliest or start)


def day_after(due: Due) -> Due:
    """Return the day after a last day."""
    day = None if due.day is None else due.day + _DAY
    return Due(day, None if due.earliest is None else due.earliest + _DAY)


def written_stretch(first: Any, last: Any) -> DaysOpen:
    """Return a stretch between two days, each of which the record may not know."""
    first_on, last_on = (day if isinstance(day, date) else None for day in (first, last))
    return DaysOpen(first_on, last_on, uncertain=first_on is None or last_on is None)


def returning_stretch(
    stretch: YearlyDay | YearlyDays | YearlyStretch, before: date | None, taken: date
) -> DaysOpen:
    """Return the return of a stretch that is meant; see `returning_day`."""
    if not isinstance(stretch, YearlyStretch):
        return DaysOpen(last=returning_day(stretch, before, taken))
    first, last = stretch.first, stretch.last
    over_new_year = (last.month, last.day or 31) < (first.month, first.day or 31)
    ends = returning_day(last, before, taken, over_new_year=over_new_year)
    return DaysOpen(latest_yearly(first.month, first.day or "end", not_after=ends), ends)


def returning_day(
    days: YearlyDay | YearlyDays, before: date | None, taken: date, *, over_new_year: bool = False
) -> date:
    """Return which return of a day is meant: the first one from the step before on.

    Without a step before it is that of the calendar year in which the step is taken; of a day that returns within the
    year, or a stretch over the turn of it, the next one.
    """
    several = days.days if isinstance(days, YearlyDays) else (days,)
    once = len(several) == 1 and not over_new_year
    begun = before or (date(taken.year, 1, 1) if once else taken)
    return min(next_yearly(one.month, one.day or "end", not_before=begun) for one in several)
