"""Working days inside spells, also where the holidays of a year are not published yet.

Beyond the published years nobody knows which days will be worked, so a count has a least and a greatest value: none of
those days, or all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from xgxp_rules.law.workdays import coverage, working_days_in
from xgxp_rules.model.durations import Period
from xgxp_rules.model.spells import Spell, clip


def worked_days(spells: Iterable[Spell], *, most: bool) -> Period:
    """Return the working days in spells that do not overlap: the fewest there can be, or the `most`.

    >>> week = [Spell(date(2025, 9, 29), date(2025, 10, 10))]
    >>> worked_days(week, most=False).text("en")
    '3 working days'
    """
    first, stop = _published()
    count = 0
    for spell in spells:
        known = sum(working_days_in(part.start, part.stop) for part in clip([spell], first, stop))
        unknown = spell.days - sum(part.days for part in clip([spell], first, stop))
        count += known + (unknown if most else 0)
    return Period(working_days=count)


def all_published(spells: Iterable[Spell]) -> bool:
    """Return whether the holidays of every day in the spells are known."""
    first, stop = _published()
    return all(first <= spell.start and spell.stop <= stop for spell in spells)


def unpublished_years(spells: Iterable[Spell]) -> tuple[int, ...]:
    """Return the years of the spells' days whose holidays are not known, the earliest first.

    >>> unpublished_years([Spell(date(1999, 12, 31), date(2000, 1, 2))])
    (1999, 2000)
    """
    known = coverage()
    spans = [(one.start.year, (one.stop - timedelta(days=1)).year) for one in spells if one.days]
    years = {year for first, last in spans for year in range(first, last + 1)}
    return tuple(sorted(year for year in years if not known.first_year <= year <= known.last_year))


def _published() -> tuple[date, date]:
    years = coverage()
    return date(years.first_year, 1, 1), date(years.last_year + 1, 1, 1)
