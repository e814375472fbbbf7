"""Spells: joining and cutting, totals, the ledger, and bounds where ends are not known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xgxp_rules.model.periods import ZERO, CalendarError, NegativePeriod, Period, add_period
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.spells import (
    By,
    LedgerLine,
    Presence,
    Reason,
    Spell,
    clip,
    current_parts,
    current_stretch,
    intersect,
    longest,
    lower_total_calendar,
    merge,
    reason_text,
    subtract,
    tally,
    total,
    total_calendar,
    total_days,
    total_range,
    total_school_years,
    total_terms,
)

AS_OF = date(2026, 9, 1)
MEASURES: list[By] = ["calendar", "days", "school_years", "terms"]
MONTH = Period(months=1)


def spell(first: str, stop: str, source: int = -1, running: bool = False) -> Spell:
    return Spell(date.fromisoformat(first), date.fromisoformat(stop), source, running)


def days_of(spells: Sequence[Spell]) -> set[date]:
    return {one.start + timedelta(number) for one in spells for number in range(one.days)}


@st.composite
def spells(draw: st.DrawFn, longest: int = 120) -> Spell:
    start = date(2019, 11, 1) + timedelta(draw(st.integers(0, 500)))
    return Spell(start, start + timedelta(draw(st.integers(0, longest))))


SPELLS = st.lists(spells(), max_size=6)
LONG = st.lists(spells(longest=900), max_size=5)
GAPS = st.sampled_from([None, Period(days=1), Period(days=20), MONTH])


# --- spells and sets of days -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "expected", "running"),
    [
        pytest.param("2024-09-01", "2024-09-01", spell("2024-09-01", "2024-09-02"), False, id="one-day"),
        pytest.param("2024-09-01", "2026-08-31", spell("2024-09-01", "2026-09-01"), False, id="ended-yesterday"),
        pytest.param(
            "2024-09-01", "2026-09-01", spell("2024-09-01", "2026-09-01"), True, id="ends-today-still-runs"
        ),
        pytest.param("2024-09-01", "2030-01-01", spell("2024-09-01", "2026-09-01"), True, id="ends-later"),
        pytest.param("2024-09-01", "9999-12-31", spell("2024-09-01", "2026-09-01"), True, id="end-of-the-calendar"),
        pytest.param("2024-09-01", None, spell("2024-09-01", "2026-09-01"), True, id="open"),
        pytest.param("2026-09-01", None, spell("2026-09-01", "2026-09-01"), True, id="begins-today"),
        pytest.param("2026-09-02", None, spell("2026-09-02", "2026-09-02"), False, id="not-begun"),
    ],
)
def test_records_name_the_days_served(first: str, last: str | None, expected: Spell, running: bool) -> None:
    """Given first and last day served, when read on a decision date, then both count and that date does not."""
    found = Spell.served(date.fromisoformat(first), date.fromisoformat(last) if last else None, AS_OF, source=3)

    assert found == expected
    assert (found.running, found.source) == (running, 3)


def test_a_spell_cannot_end_before_it_begins() -> None:
    """Given an end before the start, when a spell or window is made, then it raises in both languages."""
    with pytest.raises(CalendarError, match=r"至2024-01-01早于自2024-01-02 / the last day 2024-01-01"):
        Spell.served(date(2024, 1, 2), date(2024, 1, 1), AS_OF)
    with pytest.raises(CalendarError):
        spell("2024-01-02", "2024-01-01")
    with pytest.raises(CalendarError):
        clip([], date(2024, 1, 2), date(2024, 1, 1))


@pytest.mark.parametrize(
    ("parts", "gap", "merged"),
    [
        pytest.param([], None, [], id="none"),
        pytest.param([("2024-01-01", "2024-01-01")], None, [], id="no-days"),
        pytest.param(
            [("2024-01-01", "2024-02-01"), ("2024-02-01", "2024-03-01")],
            None,
            [("2024-01-01", "2024-03-01")],
            id="touching",
        ),
        pytest.param(
            [("2024-01-01", "2024-02-01"), ("2024-02-02", "2024-03-01")],
            None,
            [("2024-01-01", "2024-02-01"), ("2024-02-02", "2024-03-01")],
            id="a-day-between",
        ),
        pytest.param(
            [("2024-01-01", "2024-06-01"), ("2024-02-01", "2024-03-01")],
            None,
            [("2024-01-01", "2024-06-01")],
            id="one-inside-the-other",
        ),
        pytest.param(
            [("2024-03-01", "2024-04-01"), ("2024-01-01", "2024-02-01")],
            MONTH,
            [("2024-01-01", "2024-04-01")],
            id="gap-just-allowed-unsorted",
        ),
        pytest.param(
            [("2024-01-01", "2024-02-01"), ("2024-03-02", "2024-04-01")],
            MONTH,
            [("2024-01-01", "2024-02-01"), ("2024-03-02", "2024-04-01")],
            id="gap-a-day-too-long",
        ),
    ],
)
def test_spells_that_touch_are_one(
    parts: list[tuple[str, str]], gap: Period | None, merged: list[tuple[str, str]]
) -> None:
    """Given spells, when merged, then touching ones join, and holes only within the allowance."""
    assert merge([spell(*part) for part in parts], gap) == [spell(*part) for part in merged]


@given(SPELLS, GAPS)
def test_merging_twice_changes_nothing(some: list[Spell], gap: Period | None) -> None:
    """Given any spells, when merged again, then the same stretches stand, apart and in order, covering every day."""
    merged = merge(some, gap)

    assert merge(merged, gap) == merged
    assert all(one.stop < other.start for one, other in pairwise(merged))
    assert days_of(some) <= days_of(merged)
    assert gap is not None or days_of(some) == days_of(merged)


@given(SPELLS, SPELLS)
def test_cutting_follows_the_days(one: list[Spell], other: list[Spell]) -> None:
    """Given two lists, when intersected or subtracted, then exactly those days are left; both together give all."""
    common, rest = intersect(one, other), subtract(one, other)

    assert days_of(common) == days_of(one) & days_of(other)
    assert days_of(rest) == days_of(one) - days_of(other)
    assert merge([*common, *rest]) == merge(one)
    assert total_days(common) + total_days(rest) == total_days(one)


@given(SPELLS, spells())
def test_a_window_keeps_its_days(some: list[Spell], window: Spell) -> None:
    """Given a window, when spells are clipped to it, then the days inside stay and nothing else."""
    inside = clip(some, window.start, window.stop)

    assert days_of(inside) == days_of(some) & days_of([window])
    assert all(part.days for part in inside)


# --- the stretch that runs -------------------------------------------------------------------------------------------


def test_the_current_stretch_reaches_back_over_touching_spells() -> None:
    """Given postings that touch, when the running stretch is asked, then it begins with the first of them."""
    some = [
        spell("2018-09-01", "2019-09-01", 0),
        spell("2020-09-01", "2023-09-01", 1),
        Spell.served(date(2023, 9, 1), None, AS_OF, 2),
    ]

    found = current_stretch(some, AS_OF)

    assert found == spell("2020-09-01", "2026-09-01")
    assert found is not None
    assert (found.source, found.running) == (1, True)


@pytest.mark.parametrize(
    ("last", "begins"),
    [
        pytest.param(date(2026, 8, 31), None, id="left-yesterday"),
        pytest.param(date(2026, 9, 1), date(2020, 9, 1), id="last-day-today"),
        pytest.param(None, date(2020, 9, 1), id="open"),
    ],
)
def test_who_left_yesterday_has_no_current_stretch(last: date | None, begins: date | None) -> None:
    """Given a posting cut at the decision date, when the running stretch is asked, then only one not ended counts."""
    found = current_stretch([Spell.served(date(2020, 9, 1), last, AS_OF)], AS_OF)

    assert (found.start if found else None) == begins


def test_a_stretch_begun_today_runs_and_has_no_days() -> None:
    """Given a posting begun on the decision date, then it runs with no days, apart from one left earlier."""
    some = [Spell.served(date(2020, 1, 1), date(2026, 7, 31), AS_OF), Spell.served(AS_OF, None, AS_OF)]

    assert current_stretch(some, AS_OF) == spell("2026-09-01", "2026-09-01")
    assert current_stretch(some, AS_OF, gap=Period(months=2)) == spell("2020-01-01", "2026-09-01")


def test_a_hole_on_the_decision_date_is_not_running() -> None:
    """Given a spell before and one planned after, when the date lies in the hole, then nothing runs, gap or not."""
    some = [spell("2020-01-01", "2026-08-20"), spell("2026-09-05", "2027-01-01")]

    assert current_stretch(some, AS_OF, gap=MONTH) is None


def test_bridges_hold_a_stretch_together() -> None:
    """Given study leave between two postings, then the stretch is one; its days count only if so said."""
    some = [spell("2020-09-01", "2022-09-01"), Spell.served(date(2023, 9, 1), None, AS_OF)]
    bridges = [spell("2020-03-01", "2020-09-01"), spell("2022-09-01", "2023-09-01")]

    assert current_stretch(some, AS_OF) == spell("2023-09-01", "2026-09-01")
    assert current_stretch(some, AS_OF, bridges=bridges) == spell("2020-09-01", "2026-09-01")
    assert current_parts(some, AS_OF, bridges=bridges) == [spell("2020-09-01", "2026-09-01")]
    assert current_parts(some, AS_OF, bridges=bridges, bridges_count=False) == [
        spell("2020-09-01", "2022-09-01"),
        spell("2023-09-01", "2026-09-01"),
    ]


def test_a_running_bridge_keeps_a_stretch_but_never_makes_one() -> None:
    """Given leave that runs now, when it follows a posting, then the stretch runs; alone it is none."""
    leave = [Spell.served(date(2026, 3, 1), None, AS_OF)]

    assert current_stretch([spell("2020-09-01", "2026-03-01")], AS_OF, bridges=leave) == spell(
        "2020-09-01", "2026-09-01"
    )
    assert current_stretch([], AS_OF, bridges=leave) is None
    assert current_parts([], AS_OF, bridges=leave) == []


def test_the_longest_stretch_is_measured_as_asked() -> None:
    """Given stretches, when the longest is asked, then days decide, or the measure handed in."""
    some = [spell("2024-01-01", "2024-02-01"), spell("2024-02-01", "2024-02-11"), spell("2025-01-01", "2025-02-11")]

    assert longest([]) is None
    assert longest(some) == spell("2024-01-01", "2024-02-11")
    assert longest(some, length=lambda one: one.start.year) == spell("2025-01-01", "2025-02-11")


# --- totals ----------------------------------------------------------------------------------------------------------


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
            [("2023-09-30", "2024-09-01")], Presence(arrived_by=(9, 30)), 1, 2, id="arrived-on-the-cut-off"
        ),
        pytest.param([("2023-10-01", "2024-09-01")], Presence(arrived_by=(9, 30)), 0, 1, id="arrived-after-it"),
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
    "numbers", [{"arrived_by": (9, 31)}, {"counts_when": ZERO}, {"counts_when": Period(terms=1)}]
)
def test_impossible_conditions_of_presence_are_refused(numbers: dict[str, object]) -> None:
    """Given a cut-off that never comes or a time not of the calendar, when stated, then it raises."""
    with pytest.raises(CalendarError):
        Presence(**numbers)  # type: ignore[arg-type]


# --- the tally -------------------------------------------------------------------------------------------------------


def reasons(lines: Sequence[LedgerLine]) -> list[tuple[int, Reason]]:
    return [(line.source, line.reason) for line in lines]


def test_the_ledger_tells_what_counted_and_why() -> None:
    """Given spells, a window, a gap, a deduction and a weight, when tallied, then each has its line."""
    some = [
        spell("2015-01-01", "2016-01-01", 0),
        spell("2019-01-01", "2021-01-01", 1),
        spell("2020-06-01", "2021-06-01", 2),
        spell("2021-06-11", "2022-01-01", 3),
        spell("2027-01-01", "2027-01-01", 4),
    ]
    leave = [spell("2021-01-01", "2021-03-01", 7), spell("2025-01-01", "2025-02-01", 8)]

    found = tally(
        some,
        gap=Period(days=10),
        window=(date(2020, 1, 1), date(2026, 1, 1)),
        minus=leave,
        weight=Fraction(3, 2),
        left_out=[spell("2011-01-01", "2012-01-01", 9)],
    )

    assert found.value == Period(years=2, months=9)
    assert reasons(found.ledger) == [
        (1, "counted"),
        (2, "merged"),
        (3, "merged"),
        (4, "future"),
        (-1, "gap"),
        (0, "outside_window"),
        (1, "clipped"),
        (7, "deducted"),
        (-1, "weight"),
        (9, "not_matching"),
    ]
    assert found.ledger[0] == LedgerLine(1, date(2020, 1, 1), date(2022, 1, 1), Period(years=2), "counted")
    assert found.ledger[7].counted == Period(months=2)


def test_part_of_a_school_year_is_named_and_not_counted() -> None:
    """Given a year and a half, when tallied in school years, then the half stands in the ledger with nothing."""
    found = tally([spell("2023-09-01", "2025-02-01", 5)], by="school_years")

    assert found.value == Period(school_years=1)
    assert found.ledger == (
        LedgerLine(5, date(2023, 9, 1), date(2024, 9, 1), Period(school_years=1), "counted"),
        LedgerLine(5, date(2024, 9, 1), date(2025, 2, 1), ZERO, "part_block"),
    )


@given(LONG, SPELLS, GAPS, st.one_of(st.none(), spells()), st.sampled_from([None, Fraction(1, 2), Fraction(4, 3)]))
def test_the_ledger_comes_to_the_value(
    some: list[Spell], minus: list[Spell], gap: Period | None, window: Spell | None, weight: Fraction | None
) -> None:
    """Given any tally, when its counted lines less the deducted ones are weighted, then they come to its value."""
    bounds = (window.start, window.stop) if window else None
    for by in MEASURES:
        found = tally(some, by=by, gap=gap, window=bounds, minus=minus, weight=weight)
        plus = sum((line.counted.measure() for line in found.ledger if line.reason == "counted"), Fraction())
        less = sum((line.counted.measure() for line in found.ledger if line.reason == "deducted"), Fraction())

        assert found.value.measure() == max(Fraction(), plus - less) * (1 if weight is None else weight)


@given(SPELLS)
def test_every_spell_has_a_line(some: list[Spell]) -> None:
    """Given spells with a source each, when tallied, then the ledger names every one of them."""
    named = [Spell(one.start, one.stop, place) for place, one in enumerate(some)]

    assert {line.source for line in tally(named).ledger} == set(range(len(named)))


def test_a_weight_keeps_parts_of_a_day_and_is_never_negative() -> None:
    """Given an odd number of days, when halved, then half a day stands; a negative weight raises."""
    some = [spell("2024-01-01", "2024-01-16")]

    assert tally(some, weight=Fraction(1, 2)).value == Period(days=Fraction(15, 2))
    with pytest.raises(NegativePeriod):
        tally(some, weight=Fraction(-1, 2))


def test_every_reason_is_worded_in_both_languages() -> None:
    """Given each reason a ledger may give, when worded, then Chinese and English stand."""
    every = Reason.__args__  # type: ignore[attr-defined]

    assert len({reason_text(reason, "zh") for reason in every}) == len(every)
    assert all(reason_text(reason, "en").isascii() for reason in every)


# --- bounds ----------------------------------------------------------------------------------------------------------


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
    st.sampled_from([Presence(), Presence((9, 30)), Presence(counts_when=Period(months=3))]),
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
