"""Working days by the official notices, and the honest edge where they end."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xgxp_rules.law import workdays
from xgxp_rules.law.workdays import (
    Coverage,
    OutOfCoverage,
    add_working_days,
    coverage,
    is_working_day,
    next_working_day,
    working_day_on_or_after,
    working_days_before,
    working_days_between,
    working_days_in,
)
from xgxp_rules.model.periods import Period, add_period
from xgxp_rules.model.school_calendar import CalendarError, move

KNOWN = st.dates(date(2010, 1, 1), date(2024, 12, 31))
LAST = date(coverage().last_year, 12, 31)
FIRST = date(coverage().first_year, 1, 1)
DAYS = st.integers(0, 20)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param(date(2025, 9, 26), True, id="plain-friday"),
        pytest.param(date(2025, 9, 27), False, id="plain-saturday"),
        pytest.param(date(2025, 9, 28), True, id="sunday-worked-instead"),
        pytest.param(date(2025, 10, 1), False, id="national-day"),
        pytest.param(date(2025, 10, 8), False, id="last-day-of-the-holiday"),
        pytest.param(date(2025, 10, 11), True, id="saturday-worked-instead"),
        pytest.param(date(2024, 2, 10), False, id="spring-festival"),
    ],
)
def test_holidays_and_days_worked_instead(day: date, worked: bool) -> None:
    """Given a day of a published year, when asked, then the notice decides, not the weekday."""
    assert is_working_day(day) is worked


@pytest.mark.parametrize(
    ("day", "count", "result"),
    [
        pytest.param(date(2025, 10, 1), 0, date(2025, 10, 1), id="none-stays"),
        pytest.param(date(2025, 9, 30), 1, date(2025, 10, 9), id="over-the-holiday"),
        pytest.param(date(2025, 9, 26), 2, date(2025, 9, 29), id="worked-sunday-counts"),
        pytest.param(date(2025, 10, 9), 5, date(2025, 10, 15), id="five-with-a-worked-saturday"),
    ],
)
def test_working_days_leave_out_the_day_they_start_from(day: date, count: int, result: date) -> None:
    """Given a start, when working days are added, then the first counted is a later one."""
    assert add_working_days(day, count) == result


@pytest.mark.parametrize(
    ("day", "count", "result"),
    [
        pytest.param(date(2025, 10, 1), 0, date(2025, 10, 1), id="none-stays"),
        pytest.param(date(2025, 10, 9), 1, date(2025, 9, 30), id="over-the-holiday"),
        pytest.param(date(2025, 9, 29), 1, date(2025, 9, 28), id="worked-sunday-counts"),
    ],
)
def test_working_days_back_leave_out_the_day_they_start_from(day: date, count: int, result: date) -> None:
    """Given a day, when working days are taken off, then the first counted is an earlier one."""
    assert working_days_before(day, count) == result


@given(KNOWN, st.integers(0, 60))
def test_back_and_forth_is_the_same_working_day(day: date, count: int) -> None:
    """Given a working day, when working days are added and taken off again, then it is that day."""
    start = working_day_on_or_after(day)

    assert working_days_before(add_working_days(start, count), count) == start


@pytest.mark.parametrize("day", [FIRST, date.min, LAST + timedelta(days=2)])
def test_no_working_day_is_guessed_on_the_way_back(day: date) -> None:
    """Given a day outside the notices, or their first, when a working day is taken off, then it raises."""
    with pytest.raises(OutOfCoverage):
        working_days_before(day, 1)


@given(KNOWN, st.integers(0, 60))
def test_adding_and_counting_agree(day: date, count: int) -> None:
    """Given a start, when N working days are added, then N lie between, and the last of them is worked."""
    result = add_working_days(day, count)

    assert working_days_between(day, result) == count
    assert count == 0 or is_working_day(result)
    assert working_days_in(day + timedelta(1), result + timedelta(1)) == count


@given(KNOWN, st.integers(0, 400), st.integers(0, 400))
def test_working_days_add_up(start: date, one: int, other: int) -> None:
    """Given two stretches that join, when counted, then the whole is their sum."""
    middle, stop = start + timedelta(one), start + timedelta(one + other)

    assert working_days_in(start, middle) + working_days_in(middle, stop) == working_days_in(start, stop)


@given(
    st.dates(FIRST - timedelta(9), FIRST + timedelta(9)) | st.dates(LAST - timedelta(9), LAST + timedelta(9)), DAYS
)
def test_working_days_of_a_stretch_are_those_of_its_days(start: date, count: int) -> None:
    """Given a stretch at the edge of the notices, when counted, then as day by day, or its first open day is told."""
    days = [start + timedelta(number) for number in range(count)]
    unknown = [day for day in days if not FIRST <= day <= LAST]

    if unknown:
        with pytest.raises(OutOfCoverage) as caught:
            working_days_in(start, start + timedelta(count))
        assert caught.value.day == unknown[0]
    else:
        assert working_days_in(start, start + timedelta(count)) == sum(is_working_day(day) for day in days)


def test_the_next_working_day_is_later_and_a_deadline_may_stay() -> None:
    """Given a worked day, when the next is asked, then it is later; a deadline on a worked day stays."""
    assert next_working_day(date(2025, 9, 29)) == date(2025, 9, 30)
    assert next_working_day(date(2025, 9, 30)) == date(2025, 10, 9)
    assert working_day_on_or_after(date(2025, 9, 30)) == date(2025, 9, 30)
    assert working_day_on_or_after(date(2025, 10, 1)) == date(2025, 10, 9)


@pytest.mark.parametrize("day", [FIRST - timedelta(1), LAST + timedelta(1), date.max, date.min])
def test_a_day_without_published_holidays_is_an_error(day: date) -> None:
    """Given a day outside the notices, when asked, then it raises and names the years in both languages."""
    with pytest.raises(OutOfCoverage) as caught:
        is_working_day(day)

    for text in (caught.value.zh, caught.value.en):
        assert str(coverage().first_year) in text
        assert str(coverage().last_year) in text


@pytest.mark.parametrize("count", [1, 5, 30])
def test_a_deadline_beyond_the_notices_tells_its_earliest_day(count: int) -> None:
    """Given a deadline past the last notice, when asked, then it raises with the day it would be if all were worked."""
    with pytest.raises(OutOfCoverage) as caught:
        add_working_days(LAST, count)

    assert caught.value.earliest == LAST + timedelta(count)


def test_the_earliest_day_counts_what_is_known() -> None:
    """Given a deadline that begins before the last notice ends, when asked, then known days are counted by it."""
    start = LAST - timedelta(20)
    known = working_days_between(start, LAST)

    with pytest.raises(OutOfCoverage) as caught:
        add_working_days(start, known + 3)
    assert caught.value.earliest == LAST + timedelta(3)
    assert add_working_days(start, known) <= LAST


@given(st.dates(date(2008, 1, 1), date(2021, 12, 31)), st.integers(0, 60), st.booleans())
def test_what_later_notices_say_lies_between_earliest_and_latest(day: date, count: int, back: bool) -> None:
    """Given notices of fewer years, when a day is open, then what all notices say lies between its ends."""
    count_days = working_days_before if back else add_working_days
    truth, whole = count_days(day, count), workdays._notices()
    known = Coverage(2010, 2019)
    found: Any = None
    with patch.object(workdays, "_notices", lambda: whole._replace(coverage=known)):
        try:
            low = high = count_days(day, count)
        except OutOfCoverage as error:
            found = error
            low, high = error.earliest or date.min, error.latest or date.max

    assert low <= truth <= high
    if found is not None:
        closed = found.earliest is not None and found.latest is not None
        assert closed == (found.day.year > 2019 if back else found.day.year < 2010)


def test_notices_too_short_for_the_count_leave_the_far_end_open() -> None:
    """Given more working days than the notices hold, when they begin before the first, then no latest day is named."""
    with pytest.raises(OutOfCoverage) as caught:
        add_working_days(FIRST - timedelta(5), 20_000)

    assert (caught.value.earliest, caught.value.latest) == (FIRST + timedelta(19_995), None)


def test_a_deadline_on_an_unknown_day_may_stay_there() -> None:
    """Given a last day beyond the notices, when moved to a working day, then the day itself is the earliest."""
    with pytest.raises(OutOfCoverage) as caught:
        working_day_on_or_after(LAST + timedelta(1))

    assert caught.value.earliest == LAST + timedelta(1)


def test_the_error_travels_between_processes() -> None:
    """Given the error, when pickled, then its day, years, earliest and latest day arrive."""
    error = OutOfCoverage(date(2090, 1, 1), coverage(), date(2090, 1, 5), date(2090, 1, 9))
    twin = pickle.loads(pickle.dumps(error))

    assert (vars(twin), str(twin)) == (vars(error), str(error))


@pytest.mark.parametrize("count", [-1, True, 1.5])
def test_impossible_counts_are_refused(count: int) -> None:
    """Given a count that is no whole number or negative, when added, then it raises."""
    for function in (add_working_days, working_days_before):
        with pytest.raises(CalendarError):
            function(date(2025, 1, 2), count)


def test_time_does_not_run_backwards() -> None:
    """Given an end before its start, when working days are counted, then it raises."""
    with pytest.raises(CalendarError):
        working_days_between(date(2025, 1, 2), date(2025, 1, 1))
    with pytest.raises(CalendarError):
        working_days_in(date(2025, 1, 2), date(2025, 1, 1))


def test_the_calendar_layer_takes_these_functions() -> None:
    """Given a period or a move in working days, when these functions are handed in, then the notices decide."""
    day = date(2025, 9, 30)

    assert add_period(day, Period(working_days=2), add_working_days=add_working_days) == date(2025, 10, 10)
    assert move(day, "next_working_day", next_working_day=next_working_day) == date(2025, 10, 9)


def test_notices_are_read_on_first_use_only() -> None:
    """Given a fresh process, when the module is imported, then the holiday library is not."""
    code = "import sys, xgxp_rules.law.workdays; sys.exit('chinese_calendar' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
