"""When time is up: the day on which a state or a clock has lasted as long as a transition asks.

Days come from `periods` and `spells` alone. A clock that was interrupted adds up its stretches as every total of the
language does: thirty days of the sum make a month, a limit in days counts days. A day beyond the published holidays is
unknown, with the first day it could be.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from xgxp_rules.law.workdays import OutOfCoverage, add_working_days, working_days_between
from xgxp_rules.model.periods import Period, add_period
from xgxp_rules.model.process import Clock
from xgxp_rules.model.school_calendar import CalendarError, SchoolCalendar
from xgxp_rules.model.spell_sets import Spell, merge
from xgxp_rules.model.spells import total_calendar, total_days

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Due:
    """The day on which time is up: known; unknown but not before `earliest`; or, with neither, never."""

    day: date | None = None
    earliest: date | None = None


NEVER = Due()


@dataclass(slots=True)
class Reading:
    """A clock in one case: the stretches it has run, and since when it is running."""

    clock: Clock
    stretches: list[Spell] = field(default_factory=list)
    since: date | None = None

    def enter(self, state: str, on: date) -> None:
        """Note that the case is in a state from a day on."""
        if self.since is not None and state not in self.clock.states:
            self.stretches.append(Spell(self.since, on))
            self.since = None
        if state in self.clock.reset:
            self.stretches.clear()
            self.since = None
        if state in self.clock.states and self.since is None:
            self.since = on

    def due(self, limit: Period, calendar: SchoolCalendar) -> Due:
        """Return when a running clock reaches its limit; one that stands still never does."""
        return NEVER if self.since is None else due_after(limit, self.since, calendar, tuple(self.stretches))

    def run_until(self, on: date) -> tuple[Spell, ...]:
        """Return the stretches up to, not including, a day; those that touch are one."""
        running = [Spell(self.since, max(on, self.since))] if self.since is not None else []
        return tuple(merge([*self.stretches, *running]))


def due_after(limit: Period, since: date, calendar: SchoolCalendar, before: tuple[Spell, ...] = ()) -> Due:
    """Return the day on which the stretch begun on `since`, with those before it, is as long as `limit`."""
    try:
        return Due(_day(limit, since, calendar, before))
    except OutOfCoverage as error:
        return Due(earliest=max(error.earliest or since, since))
    except CalendarError:
        return NEVER


def _day(limit: Period, since: date, calendar: SchoolCalendar, before: tuple[Spell, ...]) -> date:
    if limit.family == "working_days":
        run = sum(working_days_between(spell.start, spell.stop) for spell in before)
        return add_working_days(since, max(0, int(limit.working_days) - run))
    earlier = tuple(merge(before))
    if not earlier or limit.family != "calendar":
        return add_period(since, limit, calendar=calendar)
    if earlier[-1].stop >= since:
        # Out and back on one day: the stretch was never broken.
        return _day(limit, earlier[-1].start, calendar, earlier[:-1])
    return _reached(limit, since, earlier)


def _reached(limit: Period, since: date, before: tuple[Spell, ...]) -> date:
    """Return the first day on which the sum is reached; the sum never falls as the last stretch grows."""
    low, high = since, add_period(since, limit)
    if _is_full(limit, [*before, Spell(since, since)]):
        return since
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        if _is_full(limit, [*before, Spell(since, middle)]):
            high = middle
        else:
            low = middle
    return high


def _is_full(limit: Period, stretches: list[Spell]) -> bool:
    if limit.years or limit.months:
        return total_calendar(stretches).measure() >= limit.measure()
    return total_days(stretches) >= limit.days
