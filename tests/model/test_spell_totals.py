"""What spells come to: by the calendar, in days, in school years and terms."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spells_kit import GAPS, LONG, MEASURES, SPELLS, days_of, spell, spells

from xgxp_rules.model.periods import ZERO, CalendarError, Period, add_period
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.spells import (
    Presence,
    Spell,
    intersect,
    merge,
    subtract,
    total,
    total_calendar,
    total_days,
    total_school_years,
    total_terms,
)
from xgxp_rules.model.tallies import tally


def test_calendar_totals_add_parts_and_carry() -> None:
    """Given two spells, when added up, then months and days are summed, thirty days a month, twelve months a year."""
    some = [spell("2020-01-10", "2020-12-30"), spell("2021-03-01", "2021-03-15")]

    assert total_calendar(some) == Period(years=1, days=4)
    assert total_calendar([]) == ZERO


def test_thirty_days_of_one_stretch_are_no_month() -> None:
    """Given 11 months and 30 days in one stretch, when totalled, then a year is a day away; a second one carries."""
    one = [spell("2029-09-02", "2030-09-01")]
    leave = [spell("2029-10-01", "2029-11-01")]

    assert total_calendar(one) < Period(years=1) <= total_calendar([*one, spell("2010-03-01", "2010-03-02")])
    assert tally(one, weight=Fraction(2)).value < Period(years=2)
    assert tally([spell("2029-08-02", "2030-09-01")], minus=leave).value < Period(years=1)
    assert tally([spell("2029-08-01", "2030-09-01")], minus=leave).value == Period(years=1)


@given(spells(longest=900), st.integers(0, 30))
def test_one_stretch_totals_as_the_calendar_has_it(one: Spell, months: int) -> None:
    """Given one stretch, when its total is held against months, then it agrees with the day they are full."""
    full = add_period(one.start, Period(months=months))

    assert (total_calendar([one]) >= Period(months=months)) is (one.stop >= full)


def test_the_same_days_in_one_piece_or_two_total_differently() -> None:
    """Given a spell with a day cut out, when totalled as two, then it comes to more: so deductions never cut."""
    whole = [spell("2020-01-27", "2020-03-23")]
    leave = [spell("2020-02-13", "2020-02-14")]

    assert total_calendar(whole) == Period(months=1, days=25)
    assert total_calendar(subtract(whole, leave)) == Period(months=1, days=26)
    assert tally(whole, minus=leave).value == Period(months=1, days=24)


@given(spells(longest=900), st.integers(0, 60), st.integers(0, 60))
def test_a_longer_spell_never_totals_less(one: Spell, earlier: int, later: int) -> None:
    """Given a spell, when it begins earlier or ends later, then no measure of it falls."""
    longer = Spell(one.start - timedelta(earlier), one.stop + timedelta(later))

    for by in MEASURES:
        assert total([one], by) <= total([longer], by)


@given(LONG, st.integers(0, 4), st.integers(1, 90), GAPS)
def test_a_later_last_end_never_lowers_a_total(
    some: list[Spell], which: int, later: int, gap: Period | None
) -> None:
    """Given spells, when the last of them ends later, then no total falls."""
    merged = merge(some, gap)
    if not merged:
        return
    longer = [*merged[:-1], Spell(merged[-1].start, merged[-1].stop + timedelta(later))]

    for by in MEASURES:
        assert tally(some, by=by, gap=gap).value <= tally(longer, by=by, gap=gap).value


@given(LONG, SPELLS, GAPS)
def test_a_deduction_never_raises_a_total(some: list[Spell], minus: list[Spell], gap: Period | None) -> None:
    """Given spells and deductions, when taken off, then no total rises or falls below zero; days count exactly."""
    for by in MEASURES:
        assert ZERO <= tally(some, by=by, gap=gap, minus=minus).value <= tally(some, by=by, gap=gap).value
    left = tally(some, by="days", minus=minus).value.days
    assert left == len(days_of(some) - days_of(minus))


@given(LONG, LONG)
def test_days_add_up(one: list[Spell], other: list[Spell]) -> None:
    """Given two lists, when days are counted, then both together are the sum less what they share."""
    assert total_days([*one, *other]) == total_days(one) + total_days(other) - total_days(intersect(one, other))


@pytest.mark.parametrize(
    ("parts", "presence", "years", "terms"),
    [
        pytest.param([("2023-09-01", "2025-09-01")], Presence(), 2, 4, id="two-whole-years"),
        pytest.param([("2023-09-02", "2025-09-01")], Presence(), 1, 3, id="a-day-late"),
        pytest.param([("2023-09-01", "2025-08-31")], Presence(), 1, 3, id="a-day-short"),
        pytest.param(
            [("2023-09-01", "2024-03-01"), ("2024-03-01", "2024-09-01")], Presence(), 1, 2, id="touching-parts"
        ),
        pytest.param(
            [("2023-09-01", "2024-03-01"), ("2024-03-02", "2024-09-01")], Presence(), 0, 1, id="a-day-missing"
        ),
        pytest.param(
            [("2023-09-30", "2024-09-01")], Presence(arrived_by=((9, 30),)), 1, 2, id="arrived-on-the-cut-off"
        ),
        pytest.param([("2023-10-01", "2024-09-01")], Presence(arrived_by=((9, 30),)), 0, 1, id="arrived-after-it"),
        pytest.param(
            [("2023-09-15", "2024-02-01"), ("2024-02-20", "2024-09-01")],
            Presence(arrived_by=((9, 15), (2, 20))),
            0,
            2,
            id="a-day-for-each-term",
        ),
        pytest.param(
            [("2023-09-16", "2024-02-01"), ("2024-02-21", "2024-09-01")],
            Presence(arrived_by=((9, 15), (2, 20))),
            0,
            0,
            id="a-day-after-each",
        ),
        pytest.param(
            [("2024-02-20", "2024-09-01")], Presence(arrived_by=((2, 20), (9, 15))), 0, 1, id="in-whatever-order"
        ),
        pytest.param(
            [("2023-12-01", "2024-09-01")],
            Presence(counts_when=Period(months=9)),
            1,
            1,
            id="nine-months-make-a-year",
        ),
        pytest.param(
            [("2023-12-03", "2024-09-01")],
            Presence(counts_when=Period(months=9)),
            0,
            1,
            id="eight-months-and-29-days",
        ),
        pytest.param(
            [("2023-09-01", "2024-02-01"), ("2024-05-01", "2024-09-01")],
            Presence(counts_when=Period(months=9)),
            1,
            1,
            id="nine-months-in-two-parts",
        ),
        pytest.param(
            [("2030-09-01", "2031-05-31")],
            Presence(counts_when=Period(months=9)),
            0,
            1,
            id="a-day-short-of-nine-months",
        ),
        pytest.param(
            [("2030-09-01", "2031-06-01")],
            Presence(counts_when=Period(months=9)),
            1,
            1,
            id="nine-months-to-the-day",
        ),
        pytest.param(
            [("2030-09-01", "2030-11-30")], Presence(counts_when=Period(days=90)), 1, 0, id="ninety-days-are-days"
        ),
        pytest.param(
            [("2030-09-15", "2031-07-11")],
            Presence(((9, 15),), Period(months=9)),
            1,
            0,
            id="in-time-and-long-enough",
        ),
        pytest.param(
            [("2030-09-16", "2031-07-11")], Presence(((9, 15),), Period(months=9)), 0, 0, id="long-enough-but-late"
        ),
        pytest.param(
            [("2030-09-15", "2031-06-14")], Presence(((9, 15),), Period(months=9)), 0, 0, id="in-time-but-too-short"
        ),
        pytest.param(
            [("2030-09-15", "2031-09-01")],
            Presence(((9, 15),), Period(months=12)),
            0,
            1,
            id="served-to-the-end-is-no-way-out",
        ),
        pytest.param([], Presence(), 0, 0, id="none"),
    ],
)
def test_school_years_and_terms_count_whole(
    parts: list[tuple[str, str]], presence: Presence, years: int, terms: int
) -> None:
    """Given spells, when school years and terms are counted, then only whole ones do, or those the policy lets in."""
    some = [spell(*part) for part in parts]

    assert total_school_years(some, presence=presence) == Period(school_years=years)
    assert total_terms(some, presence=presence if presence.counts_when is None else Presence()) == Period(
        terms=terms
    )


def test_another_calendar_has_other_blocks() -> None:
    """Given a county whose school year begins in March, when years are counted, then its own blocks decide."""
    march = SchoolCalendar(3, 1, 8, 20)

    assert total_school_years([spell("2023-03-01", "2024-03-01")], calendar=march) == Period(school_years=1)
    assert total_school_years([spell("2023-03-01", "2024-03-01")]) == ZERO


@pytest.mark.parametrize(
    "numbers", [{"arrived_by": ((9, 31),)}, {"counts_when": ZERO}, {"counts_when": Period(terms=1)}]
)
def test_impossible_conditions_of_presence_are_refused(numbers: dict[str, object]) -> None:
    """Given a cut-off that never comes or a time not of the calendar, when stated, then it raises."""
    with pytest.raises(CalendarError):
        Presence(**numbers)  # type: ignore[arg-type]
