"""School years, terms, edges of the calendar and days that return every year."""

from __future__ import annotations

import pickle
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xgxp_rules.model.school_calendar import (
    CalendarError,
    Move,
    OutOfCalendar,
    SchoolCalendar,
    Term,
    latest_yearly,
    move,
    next_yearly,
)

AUTUMN = SchoolCalendar()
SPRING = SchoolCalendar(start_month=3, start_day=1, second_term_month=8, second_term_day=20)
DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
CALENDARS = st.sampled_from([AUTUMN, SPRING, SchoolCalendar(8, 20, 2, 15), SchoolCalendar(1, 1, 7, 1)])


@pytest.mark.parametrize(
    ("calendar", "day", "year", "term"),
    [
        pytest.param(AUTUMN, date(2025, 8, 31), 2024, Term(2024, 2), id="last-day-of-the-year"),
        pytest.param(AUTUMN, date(2025, 9, 1), 2025, Term(2025, 1), id="first-day-of-the-year"),
        pytest.param(AUTUMN, date(2026, 1, 31), 2025, Term(2025, 1), id="last-day-of-the-first-term"),
        pytest.param(AUTUMN, date(2026, 2, 1), 2025, Term(2025, 2), id="first-day-of-the-second-term"),
        pytest.param(SPRING, date(2026, 2, 28), 2025, Term(2025, 2), id="spring-start-last-day"),
        pytest.param(SPRING, date(2026, 3, 1), 2026, Term(2026, 1), id="spring-start-first-day"),
        pytest.param(SPRING, date(2026, 8, 20), 2026, Term(2026, 2), id="spring-start-second-term"),
    ],
)
def test_a_day_belongs_to_one_school_year_and_term(
    calendar: SchoolCalendar, day: date, year: int, term: Term
) -> None:
    """Given a calendar, when the days at its edges are placed, then the first day begins the block."""
    assert calendar.school_year_of(day) == year
    assert calendar.term_of(day) == term


@given(DAYS, CALENDARS)
def test_blocks_tile_the_calendar(day: date, calendar: SchoolCalendar) -> None:
    """Given any day, when its blocks are asked, then it lies inside them and the next block begins where they stop."""
    year = calendar.school_year_bounds(calendar.school_year_of(day))
    term = calendar.term_bounds(calendar.term_of(day))

    assert year[0] <= term[0] <= day < term[1] <= year[1]
    assert calendar.school_year_bounds(calendar.school_year_of(day) + 1)[0] == year[1]
    assert calendar.block_of(term[1], "term")[0] == term[1]
    assert calendar.block_of(day, "school_year") == year
    assert {term[0], term[1]} & {year[0], year[1]}


@given(DAYS, st.integers(0, 2000), CALENDARS, st.sampled_from(["school_year", "term"]))
def test_every_block_of_a_stretch_is_told_once(
    first: date, length: int, calendar: SchoolCalendar, block: Literal["school_year", "term"]
) -> None:
    """Given a stretch, when its blocks are listed, then they join without a hole and hold both of its ends."""
    stop = first + timedelta(length)
    blocks = list(calendar.blocks(first, stop, block))

    assert all(one[1] == other[0] for one, other in pairwise(blocks))
    assert bool(blocks) == (length > 0)
    if blocks:
        assert blocks[0][0] <= first < blocks[0][1]
        assert blocks[-1][0] < stop <= blocks[-1][1]


@given(DAYS, st.integers(0, 6), CALENDARS, st.sampled_from(["school_year", "term"]))
def test_whole_blocks_lie_behind_when_they_are_counted(
    start: date, count: int, calendar: SchoolCalendar, block: Literal["school_year", "term"]
) -> None:
    """Given a start, when N whole blocks are asked, then the day is the first by which N lie inside the stretch."""

    def whole(stop: date) -> int:
        bounds = calendar.blocks(start, stop, block)
        return sum(start <= first and following <= stop for first, following in bounds)

    day = calendar.after_whole_blocks(start, count, block)

    assert whole(day) == count
    assert count == 0 or whole(day - timedelta(1)) == count - 1


@pytest.mark.parametrize(
    "starts",
    [
        pytest.param((2, 29, 9, 1), id="leap-day"),
        pytest.param((13, 1, 2, 1), id="month-13"),
        pytest.param((9, 31, 2, 1), id="31-september"),
        pytest.param((9, 0, 2, 1), id="day-0"),
        pytest.param((9, 1, 9, 1), id="both-on-one-day"),
    ],
)
def test_impossible_calendars_are_refused(starts: tuple[int, int, int, int]) -> None:
    """Given a start that some year lacks, when a calendar is made, then it raises in both languages."""
    with pytest.raises(CalendarError) as caught:
        SchoolCalendar(*starts)

    assert caught.value.zh in str(caught.value)
    assert caught.value.en in str(caught.value)


def test_a_third_term_is_refused() -> None:
    """Given a term other than 1 and 2, when its bounds are asked, then it raises."""
    with pytest.raises(CalendarError, match="a term is 1 or 2, not 3"):
        AUTUMN.term_bounds(Term(2025, 3))


def test_errors_travel_between_processes() -> None:
    """Given an error, when pickled, then both wordings arrive."""
    error = pickle.loads(pickle.dumps(CalendarError("错", "wrong")))

    assert (error.zh, error.en) == ("错", "wrong")


@pytest.mark.parametrize(
    ("day", "how", "edge"),
    [
        pytest.param(date(2026, 3, 1), "month_start", date(2026, 3, 1), id="month-start-stays"),
        pytest.param(date(2024, 2, 1), "month_end", date(2024, 2, 29), id="month-end-leap"),
        pytest.param(date(2026, 12, 31), "next_month_start", date(2027, 1, 1), id="next-month-over-the-year"),
        pytest.param(date(2026, 12, 1), "next_month_start", date(2027, 1, 1), id="next-month-is-later"),
        pytest.param(date(2026, 12, 31), "year_start", date(2026, 1, 1), id="year-start"),
        pytest.param(date(2026, 1, 1), "next_year_start", date(2027, 1, 1), id="next-year-is-later"),
        pytest.param(date(2026, 8, 31), "school_year_start", date(2025, 9, 1), id="school-year-start"),
        pytest.param(date(2026, 9, 1), "next_school_year_start", date(2027, 9, 1), id="next-school-year-is-later"),
        pytest.param(date(2026, 8, 31), "next_school_year_start", date(2026, 9, 1), id="next-school-year"),
        pytest.param(date(2026, 8, 31), "term_start", date(2026, 2, 1), id="term-start"),
    ],
)
def test_days_move_to_a_named_edge(day: date, how: Move, edge: date) -> None:
    """Given a day, when it is moved, then it stands on the edge named; a `next` edge is always later."""
    assert move(day, how) == edge


def test_the_next_working_day_comes_from_who_knows_the_holidays() -> None:
    """Given a move to a working day, when no holiday calendar is handed in, then it raises; else that one answers."""
    with pytest.raises(CalendarError, match="holiday"):
        move(date(2026, 10, 1), "next_working_day")

    assert move(date(2026, 10, 1), "next_working_day", next_working_day=lambda _: date(2026, 10, 8)) == date(
        2026, 10, 8
    )


@pytest.mark.parametrize(
    ("month", "day", "on", "latest", "following"),
    [
        pytest.param(4, 18, date(2026, 4, 18), date(2026, 4, 18), date(2026, 4, 18), id="on-the-day"),
        pytest.param(4, 18, date(2026, 4, 17), date(2025, 4, 18), date(2026, 4, 18), id="the-day-before"),
        pytest.param(4, 18, date(2026, 4, 19), date(2026, 4, 18), date(2027, 4, 18), id="the-day-after"),
        pytest.param(2, "end", date(2024, 2, 28), date(2023, 2, 28), date(2024, 2, 29), id="end-of-february"),
        pytest.param(2, 29, date(2025, 2, 28), date(2025, 2, 28), date(2025, 2, 28), id="leap-day-in-a-short-year"),
    ],
)
def test_yearly_days_come_round(
    month: int, day: int | Literal["end"], on: date, latest: date, following: date
) -> None:
    """Given a day of every year, when the last and the next return are asked, then the day itself is both."""
    assert latest_yearly(month, day, not_after=on) == latest
    assert next_yearly(month, day, not_before=on) == following


@pytest.mark.parametrize(("month", "day"), [(2, 30), (0, 1), (13, "end"), (4, 31), (4, 0)])
def test_a_yearly_day_that_never_comes_is_refused(month: int, day: int | Literal["end"]) -> None:
    """Given a day no year has, when asked for, then it raises."""
    with pytest.raises(CalendarError):
        latest_yearly(month, day, not_after=date(2026, 1, 1))


def test_the_edges_of_the_calendar_are_named() -> None:
    """Given the first and last years, when a block or return lies beyond them, then it raises."""
    for ask in (
        lambda: latest_yearly(6, 1, not_after=date(1, 1, 1)),
        lambda: next_yearly(6, 1, not_before=date.max),
        lambda: move(date.max, "next_month_start"),
        lambda: move(date.max, "next_year_start"),
        lambda: AUTUMN.block_of(date(1, 1, 1), "school_year"),
        lambda: AUTUMN.block_of(date.max, "term"),
    ):
        with pytest.raises(OutOfCalendar):
            ask()
