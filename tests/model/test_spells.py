"""Spells as sets of days: joining, cutting, and the stretch that runs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from spells_kit import AS_OF, GAPS, MONTH, SPELLS, days_of, spell, spells

from xgxp_rules.model.periods import CalendarError, Period
from xgxp_rules.model.spells import (
    Spell,
    clip,
    current_parts,
    current_stretch,
    intersect,
    longest,
    merge,
    subtract,
    total_days,
)


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
