"""The least and the most that spells can come to where ends are not known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spells_kit import GAPS, LONG, MEASURES, spell, spells

from xgxp_rules.model.periods import CalendarError, Period
from xgxp_rules.model.spells import (
    Presence,
    Spell,
    lower_total_calendar,
    total,
    total_calendar,
    total_days,
    total_range,
)


@given(LONG)
@example([spell("2024-01-01", "2024-02-01"), spell("2024-03-01", "2024-04-01"), spell("2024-05-01", "2024-06-01")])
def test_a_number_of_days_has_a_sound_lower_total(some: list[Spell]) -> None:
    """Given spells, when only their number of days is known, then the bound never exceeds their total."""
    assert lower_total_calendar(total_days(some)) <= total_calendar(some)


def test_the_lower_total_is_reached_and_needs_a_number_of_days() -> None:
    """Given whole months of 31 days apart, when bounded, then the bound is exact; a negative number raises."""
    months = [spell("2024-01-01", "2024-02-01"), spell("2024-03-01", "2024-04-01")]

    assert lower_total_calendar(62) == total_calendar(months) == Period(months=2)
    with pytest.raises(CalendarError):
        lower_total_calendar(-1)


def test_a_cut_gains_three_days_at_most() -> None:
    """Given stretches with ends at and around month ends, when cut anywhere, then the total gains up to three days."""
    first = date(2023, 1, 1)
    days = [day for number in range(800) if (day := first + timedelta(number)).day in (1, 2, 27, 28, 29, 30, 31)]
    gains = {
        int((total_calendar([Spell(a, b)]) + total_calendar([Spell(b, c)])).measure())
        - int(total_calendar([Spell(a, c)]).measure())
        for a in days[::3]
        for b in days[1::2]
        for c in days[::2]
        if a < b < c
    }

    assert max(gains) == 3


@st.composite
def uncertain(draw: st.DrawFn) -> tuple[Spell | None, Spell, Spell]:
    """What is surely covered of an item, what it may cover, and its true spell."""
    true = draw(spells(longest=400))
    shifts = st.sampled_from([0, 0, 0, 1, 5, 31, 90])
    possible = Spell(true.start - timedelta(draw(shifts)), true.stop + timedelta(draw(shifts)))
    start, stop = true.start + timedelta(draw(shifts)), true.stop - timedelta(draw(shifts))
    return (Spell(start, stop) if start < stop else None), possible, true


@settings(max_examples=300)
@given(
    st.lists(uncertain(), max_size=5),
    GAPS,
    st.sampled_from(
        [
            Presence(),
            Presence(((9, 30),)),
            Presence(counts_when=Period(months=3)),
            Presence(((9, 30),), Period(months=3)),
            Presence(counts_when=Period(days=60)),
        ]
    ),
)
def test_bounds_hold_the_true_total(
    items: list[tuple[Spell | None, Spell, Spell]], gap: Period | None, presence: Presence
) -> None:
    """Given spells known only in part, when the bounds are taken, then the true total lies between."""
    sure = [certain for certain, _, _ in items if certain]
    possible = [may_be for _, may_be, _ in items]
    true = [spell for _, _, spell in items]

    for by in MEASURES:
        low, high = total_range(sure, possible, by, gap=gap, presence=presence)
        assert low <= total(true, by, gap=gap, presence=presence) <= high, by


@given(LONG, GAPS)
def test_bounds_meet_where_all_is_certain(some: list[Spell], gap: Period | None) -> None:
    """Given spells whose ends are all known, when bounds are taken, then both are the total."""
    for by in MEASURES:
        exact = total(some, by, gap=gap)
        low, high = total_range(some, some, by, gap=gap)

        assert low == exact
        assert exact <= high
        assert gap is not None or high == exact


def test_a_hole_that_may_be_filled_lowers_the_least_total() -> None:
    """Given two sure parts whose hole may be filled, when bounded, then the low end allows for one stretch."""
    sure = [spell("2020-01-27", "2020-02-13"), spell("2020-02-14", "2020-03-23")]
    possible = [*sure, spell("2020-02-01", "2020-03-01")]

    low, high = total_range(sure, possible)

    assert low == Period(months=1, days=25)
    assert high >= total_calendar(sure)
