"""The stretch that still runs on the measuring day: found going back from it, spell by spell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from xgxp_rules.engines.spell_reading import Days, day_after
from xgxp_rules.model.periods import OutOfCalendar, Period, add_period


def running_since(own: Sequence[Days], bridges: Sequence[Days], gap: Period | None, on: date) -> date | None:
    """Return the first day of the stretch that still runs on the measuring day, or None where none does.

    A spell runs when its last day served is not before the measuring day. Going back, each spell that touches what is
    already held (or lies within the gap) is held too; bridges hold a stretch together but never begin one. A bridge may
    reach further back than the spells it holds, so a spell counts by where it ends. The same answer as
    `current_stretch` gives for spells, without making any.

    >>> running_since([(date(2020, 9, 1), date(2024, 9, 1)), (date(2024, 9, 1), date.max)], [], None, date(2026, 9, 1))
    datetime.date(2020, 9, 1)
    """
    tomorrow = day_after(on)
    reach = tomorrow
    first: date | None = None
    moved = True
    while moved:
        moved = False
        for start, stop in bridges:
            if start < reach and _touches(stop, reach, gap, held=reach < tomorrow):
                reach, moved = start, True
        for start, stop in own:
            if start < (first or tomorrow) and _touches(stop, reach, gap, held=reach < tomorrow):
                first, moved = start, True
                reach = min(reach, start)
    return first


def _touches(stop: date, reach: date, gap: Period | None, *, held: bool) -> bool:
    if stop >= reach or gap is None or not held:
        return stop >= reach
    try:
        return add_period(stop, gap) >= reach
    except OutOfCalendar:
        return True
