"""Periods as values, and the days they lead to."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from xgxp_rules.model.periods import (
    ZERO,
    CalendarError,
    MixedPeriods,
    NegativePeriod,
    OutOfCalendar,
    Period,
    PeriodError,
    Rounding,
    SchoolCalendar,
    add_period,
    compare_elapsed,
    elapsed,
    remaining,
    subtract_period,
)

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
MONTH_ENDS = DAYS.map(lambda day: day.replace(day=1) - timedelta(1))
ANY_DAY = st.one_of(DAYS, MONTH_ENDS)
CALENDAR_PERIODS = st.builds(Period, st.integers(0, 40), st.integers(0, 30), st.integers(0, 70))
ROUNDINGS = st.sampled_from(["down", "up"])


@pytest.mark.parametrize(
    ("count", "unit", "period"),
    [
        pytest.param(0, "年", ZERO, id="no-years"),
        pytest.param(6, "年", Period(years=6), id="years"),
        pytest.param(57, "岁", Period(years=57), id="age"),
        pytest.param(12, "个月", Period(years=1), id="twelve-months-are-a-year"),
        pytest.param(7, "月", Period(months=7), id="months"),
        pytest.param(2, "周", Period(days=14), id="weeks"),
        pytest.param(30, "天", Period(days=30), id="days"),
        pytest.param(30, "日", Period(days=30), id="days-other-word"),
        pytest.param(3, "学年", Period(school_years=3), id="school-years"),
        pytest.param(2, "个学期", Period(terms=2), id="terms"),
        pytest.param(5, "个工作日", Period(working_days=5), id="working-days"),
        pytest.param(Fraction(1, 2), "年", Period(months=6), id="half-a-year"),
        pytest.param(Fraction(3, 2), "年", Period(years=1, months=6), id="a-year-and-a-half"),
        pytest.param(Fraction(1, 3), "年", Period(months=4), id="a-third-of-a-year"),
    ],
)
def test_a_number_and_a_unit_make_a_period(count: int | Fraction, unit: str, period: Period) -> None:
    """Given a count and a Chinese unit, when they are joined, then the period is exact."""
    assert Period.of(count, unit) == period


@pytest.mark.parametrize(
    ("count", "unit"),
    [
        pytest.param(Fraction(1, 2), "个月", id="half-a-month"),
        pytest.param(Fraction(1, 5), "年", id="a-fifth-of-a-year"),
        pytest.param(Fraction(1, 2), "周", id="half-a-week"),
        pytest.param(Fraction(1, 2), "学年", id="half-a-school-year"),
        pytest.param(3, "旬", id="unknown-unit"),
        pytest.param(-1, "年", id="negative"),
        pytest.param(1.5, "年", id="float"),
        pytest.param(True, "年", id="flag"),
    ],
)
def test_what_is_not_whole_is_refused(count: Any, unit: str) -> None:
    """Given a count that gives no whole months or days, when a period is asked, then it is an error."""
    with pytest.raises(PeriodError):
        Period.of(count, unit)


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        pytest.param({"years": -1}, NegativePeriod, id="negative-years"),
        pytest.param({"days": Fraction(-1, 2)}, NegativePeriod, id="negative-part"),
        pytest.param({"months": Fraction(1, 2)}, PeriodError, id="part-of-a-month"),
        pytest.param({"years": 1.0}, PeriodError, id="float"),
        pytest.param({"days": "3"}, PeriodError, id="text"),
        pytest.param({"months": True}, PeriodError, id="flag"),
        pytest.param({"years": 1, "terms": 1}, MixedPeriods, id="year-and-term"),
        pytest.param({"school_years": 1, "terms": 1}, MixedPeriods, id="school-year-and-term"),
    ],
)
def test_impossible_periods_are_refused(parts: dict[str, Any], error: type[PeriodError]) -> None:
    """Given a part that cannot be, when a period is built, then it raises in both languages."""
    with pytest.raises(error) as caught:
        Period(**parts)

    assert caught.value.zh
    assert caught.value.en


@pytest.mark.parametrize(
    ("period", "zh", "en"),
    [
        pytest.param(ZERO, "0天", "0 days", id="nothing"),
        pytest.param(Period(5, 1, 13), "5年1个月13天", "5 years 1 month 13 days", id="all-parts"),
        pytest.param(Period(months=26), "2年2个月", "2 years 2 months", id="carried"),
        pytest.param(Period(days=45), "45天", "45 days", id="days-stay-days"),
        pytest.param(Period(school_years=3), "3学年", "3 school years", id="school-years"),
        pytest.param(Period(terms=1), "1学期", "1 term", id="one-term"),
        pytest.param(Period(working_days=5), "5个工作日", "5 working days", id="working-days"),
        pytest.param(Period(days=Fraction(15, 2)), "7天半", "7.5 days", id="part-of-a-day"),
        pytest.param(Period(days=Fraction(1, 2)), "半天", "0.5 days", id="less-than-a-day"),
    ],
)
def test_a_period_reads_aloud(period: Period, zh: str, en: str) -> None:
    """Given a period, when it is worded, then both languages leave out what is zero."""
    assert (period.text("zh"), period.text("en")) == (zh, en)


def test_equality_is_by_meaning_and_survives_copying() -> None:
    """Given one period written two ways, when compared, then they are one key; thirty days are not a month."""
    year, months = Period(years=1), Period(months=12)

    assert year == months
    assert hash(year) == hash(months)
    assert Period(days=Fraction(6, 2)) == Period(days=3)
    assert Period(days=30) != Period(months=1)
    assert pickle.loads(pickle.dumps(months)) == copy.deepcopy(year) == year


@pytest.mark.parametrize(
    ("shorter", "longer"),
    [
        pytest.param(ZERO, Period(days=1), id="nothing-below-a-day"),
        pytest.param(Period(days=29), Period(months=1), id="29-days-below-a-month"),
        pytest.param(Period(months=1), Period(days=31), id="31-days-above-a-month"),
        pytest.param(Period(months=11, days=29), Period(years=1), id="a-day-short-of-a-year"),
        pytest.param(Period(terms=1), Period(terms=2), id="terms"),
        pytest.param(ZERO, Period(school_years=1), id="nothing-goes-with-every-family"),
    ],
)
def test_order_counts_thirty_days_to_the_month(shorter: Period, longer: Period) -> None:
    """Given two totals of a family, when ordered, then all four comparisons agree."""
    assert shorter < longer
    assert shorter <= longer
    assert longer > shorter
    assert longer >= shorter


def test_thirty_days_and_a_month_are_level() -> None:
    """Given thirty days and a month, when compared as totals, then neither is longer."""
    assert Period(days=30) >= Period(months=1)
    assert Period(days=30) <= Period(months=1)


@pytest.mark.parametrize("act", ["<", "+", "-", "/"])
def test_families_do_not_mix(act: str) -> None:
    """Given a year and a school year, when set against each other, then it is an error that names both."""
    year, block = Period(years=1), Period(school_years=1)
    acts: dict[str, Callable[[], object]] = {
        "<": lambda: year < block,
        "+": lambda: year + block,
        "-": lambda: year - block,
        "/": lambda: year / block,
    }

    with pytest.raises(MixedPeriods, match=r"1年与1学年.*1 year and 1 school year"):
        acts[act]()


@pytest.mark.parametrize(
    ("one", "other", "rest"),
    [
        pytest.param(Period(months=1), Period(months=1), ZERO, id="all-of-it"),
        pytest.param(Period(months=1), Period(days=1), Period(days=29), id="borrows-a-month"),
        pytest.param(Period(years=1), Period(days=61), Period(months=9, days=29), id="borrows-across-the-year"),
        pytest.param(Period(days=60), Period(months=1), Period(days=30), id="takes-the-month-from-days"),
        pytest.param(Period(terms=3), Period(terms=1), Period(terms=2), id="terms"),
    ],
)
def test_a_difference_borrows_thirty_days(one: Period, other: Period, rest: Period) -> None:
    """Given two totals, when one is taken off the other, then months lend thirty days."""
    assert one - other == rest


def test_a_negative_difference_needs_a_floor() -> None:
    """Given a longer deduction, when nothing is allowed below zero, then it raises, else the floor holds."""
    with pytest.raises(NegativePeriod):
        Period(days=1) - Period(days=2)

    assert Period(days=1).less(Period(days=2), not_below=ZERO) == ZERO
    assert Period(years=3).less(Period(years=1), not_below=Period(years=5)) == Period(years=5)


@pytest.mark.parametrize(
    ("period", "factor", "product"),
    [
        pytest.param(Period(years=1), Fraction(1, 2), Period(months=6), id="half-a-year"),
        pytest.param(Period(months=1), Fraction(1, 2), Period(days=15), id="half-a-month"),
        pytest.param(Period(3, 2, 5), Fraction(3, 2), Period(4, 9, Fraction(15, 2)), id="once-and-a-half"),
        pytest.param(Period(terms=3), Fraction(1, 2), Period(terms=Fraction(3, 2)), id="terms"),
        pytest.param(Period(years=2), 0, ZERO, id="nothing"),
    ],
)
def test_products_are_exact(period: Period, factor: int | Fraction, product: Period) -> None:
    """Given a weight, when a period is multiplied by it, then nothing is rounded."""
    assert period * factor == factor * period == product


def test_a_part_of_a_day_leads_to_no_day() -> None:
    """Given a weighted total with half a day, when a date is asked of it, then it is an error."""
    with pytest.raises(PeriodError):
        add_period(date(2024, 1, 1), Period(days=1) * Fraction(1, 2))


def test_division_gives_an_exact_number() -> None:
    """Given two periods, when divided, then the quotient is a fraction; dividing by nothing is refused."""
    assert Period(months=18) / Period(years=1) == Fraction(3, 2)
    with pytest.raises(PeriodError):
        Period(years=1) / ZERO


@given(CALENDAR_PERIODS, CALENDAR_PERIODS, st.fractions(0, 5, max_denominator=12))
def test_sums_and_products_keep_the_measure(one: Period, other: Period, factor: Fraction) -> None:
    """Given any two periods, when added, taken off again, weighted or carried, then the measure follows."""
    assert (one + other).measure() == one.measure() + other.measure()
    assert (one + other - other).measure() == one.measure()
    assert (one * factor).measure() == one.measure() * factor
    assert Period.of_measure(one.measure()) == one.carried()
    assert one.carried().measure() == one.measure()
    assert one.carried().days < 30


@pytest.mark.parametrize(
    ("start", "period", "rounding", "due"),
    [
        pytest.param(date(2024, 1, 31), ZERO, "down", date(2024, 1, 31), id="nothing-stays"),
        pytest.param(date(2024, 8, 31), Period(months=1), "down", date(2024, 9, 30), id="short-month"),
        pytest.param(date(2024, 8, 31), Period(months=1), "up", date(2024, 10, 1), id="short-month-up"),
        pytest.param(date(2024, 2, 29), Period(years=1), "down", date(2025, 2, 28), id="leap-day"),
        pytest.param(date(2024, 2, 29), Period(years=1), "up", date(2025, 3, 1), id="leap-day-up"),
        pytest.param(date(2024, 2, 29), Period(years=4), "up", date(2028, 2, 29), id="leap-day-to-leap-day"),
        pytest.param(
            date(2000, 2, 29), Period(years=100), "down", date(2100, 2, 28), id="century-without-leap-day"
        ),
        pytest.param(date(2024, 1, 31), Period(months=1, days=1), "down", date(2024, 3, 1), id="months-then-days"),
        pytest.param(date(2023, 12, 31), Period(years=1, months=2), "down", date(2025, 2, 28), id="in-one-step"),
        pytest.param(date(2019, 9, 1), Period(years=6), "exact-or-error", date(2025, 9, 1), id="exact"),
        pytest.param(
            date(2024, 9, 1), Period(school_years=1), "down", date(2025, 9, 1), id="school-year-from-its-start"
        ),
        pytest.param(
            date(2024, 9, 2), Period(school_years=1), "down", date(2026, 9, 1), id="school-year-begun-late"
        ),
        pytest.param(date(2024, 9, 1), Period(terms=1), "down", date(2025, 2, 1), id="one-term"),
        pytest.param(date(2024, 10, 8), Period(terms=2), "down", date(2026, 2, 1), id="terms-late"),
    ],
)
def test_a_period_ends_on_the_same_numbered_day(start: date, period: Period, rounding: Rounding, due: date) -> None:
    """Given a start, when a period is added, then it ends on the like-numbered day or the month's last."""
    assert add_period(start, period, rounding=rounding) == due


def test_what_has_no_exact_day_is_an_error_when_asked_so() -> None:
    """Given 31 August and a month, when only an exact day will do, then it raises."""
    with pytest.raises(CalendarError, match="no day 31"):
        add_period(date(2024, 8, 31), Period(months=1), rounding="exact-or-error")


@pytest.mark.parametrize("period", [Period(years=8000), Period(days=10**7), Period(school_years=9000)])
def test_the_end_of_the_calendar_is_named(period: Period) -> None:
    """Given a period past year 9999, when a day is asked, then it raises; compared, it has not come."""
    start = date(2024, 2, 29)

    with pytest.raises(OutOfCalendar):
        add_period(start, period)
    assert compare_elapsed(start, date.max, period) == -1


def test_working_days_need_the_holidays() -> None:
    """Given working days, when no holiday calendar is handed in, then it raises; else that calendar decides."""
    start, period = date(2024, 5, 1), Period(working_days=3)

    with pytest.raises(CalendarError, match="holiday"):
        add_period(start, period)
    assert add_period(start, period, add_working_days=lambda day, n: day + timedelta(7 * n)) == date(2024, 5, 22)


@pytest.mark.parametrize(
    ("start", "end", "sign"),
    [
        pytest.param(date(2020, 9, 1), date(2026, 8, 31), -1, id="a-day-short"),
        pytest.param(date(2020, 9, 1), date(2026, 9, 1), 0, id="on-the-anniversary"),
        pytest.param(date(2020, 9, 1), date(2026, 9, 2), 1, id="a-day-past"),
        pytest.param(date(2020, 2, 29), date(2026, 2, 27), -1, id="leap-day-a-day-short"),
        pytest.param(date(2020, 2, 29), date(2026, 2, 28), 0, id="leap-day-on-the-last"),
        pytest.param(date(2020, 2, 29), date(2026, 3, 1), 1, id="leap-day-a-day-past"),
    ],
)
def test_six_years_are_full_on_the_anniversary(start: date, end: date, sign: int) -> None:
    """Given a first day, when six calendar years are asked, then the exact day is neither before nor past."""
    assert compare_elapsed(start, end, Period(years=6)) == sign


@given(ANY_DAY, ANY_DAY, CALENDAR_PERIODS, ROUNDINGS)
@example(date(2024, 1, 31), date(2024, 2, 29), Period(months=1), "down")
@example(date(2024, 1, 31), date(2024, 3, 1), Period(months=1), "up")
def test_comparing_agrees_with_adding(start: date, end: date, period: Period, rounding: Rounding) -> None:
    """Given any days and period, when compared, then the sign is that of the day `add_period` gives."""
    for candidate in (end, add_period(start, period, rounding=rounding)):
        due = add_period(start, period, rounding=rounding)

        assert compare_elapsed(start, candidate, period, rounding=rounding) == (candidate > due) - (candidate < due)


@given(ANY_DAY, st.integers(0, 600), st.integers(-2, 2))
def test_whole_months_agree_with_adding_around_the_day(start: date, months: int, near: int) -> None:
    """Given whole months, when the days around completion are compared, then the short way gives the same sign."""
    period = Period(months=months)
    due = add_period(start, period)

    assert compare_elapsed(start, due + timedelta(near), period) == (near > 0) - (near < 0)


@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        pytest.param(date(2024, 3, 1), date(2024, 3, 1), ZERO, id="the-same-day"),
        pytest.param(date(2020, 1, 27), date(2020, 3, 23), Period(months=1, days=25), id="across-february"),
        pytest.param(date(2024, 1, 31), date(2024, 2, 29), Period(months=1), id="short-month-is-full"),
        pytest.param(date(2024, 1, 31), date(2024, 3, 30), Period(months=1, days=30), id="a-day-short-of-two"),
        pytest.param(date(1969, 8, 1), date(2024, 9, 1), Period(55, 1), id="years-and-months"),
    ],
)
def test_time_elapsed_in_years_months_and_days(start: date, end: date, period: Period) -> None:
    """Given two days, when the time between is told, then whole months come first."""
    assert elapsed(start, end) == period


@given(ANY_DAY, ANY_DAY)
def test_elapsed_time_leads_back_to_its_end(one: date, other: date) -> None:
    """Given any two days, when the time between is added again, then it ends exactly there."""
    start, end = sorted((one, other))
    period = elapsed(start, end)

    assert add_period(start, period) == end
    assert add_period(start, Period(period.years, period.months + 1)) > end


@given(ANY_DAY, ANY_DAY, st.integers(0, 600))
def test_elapsed_time_reaches_whole_months_when_the_comparison_does(start: date, end: date, months: int) -> None:
    """Given whole months, when asked of the elapsed months or of the days themselves, then both agree."""
    assume(start <= end)
    period = elapsed(start, end)

    assert (period.years * 12 + period.months >= months) == (
        compare_elapsed(start, end, Period(months=months)) >= 0
    )


def test_time_does_not_run_backwards() -> None:
    """Given an end before the start, when elapsed, then it raises; remaining time is nothing once past."""
    with pytest.raises(NegativePeriod):
        elapsed(date(2024, 1, 2), date(2024, 1, 1))
    assert remaining(date(2024, 1, 2), date(2024, 1, 1)) == ZERO
    assert remaining(date(2024, 1, 2), date(2024, 1, 2)) == ZERO


def test_remaining_time_counts_forward() -> None:
    """Given a leap day as the decision date, when five years are asked, then only going forward finds them."""
    as_of, until, five = date(2024, 2, 29), date(2029, 2, 28), Period(years=5)

    assert remaining(as_of, until) == five
    assert as_of > subtract_period(until, five)


@pytest.mark.parametrize(
    ("day", "period", "edge"),
    [
        pytest.param(date(2024, 2, 29), Period(years=3), date(2021, 2, 28), id="leap-day"),
        pytest.param(date(2026, 3, 31), Period(months=1), date(2026, 2, 28), id="short-month"),
        pytest.param(date(2026, 9, 1), Period(years=3), date(2023, 9, 1), id="three-years"),
        pytest.param(date(2026, 3, 1), Period(months=1, days=1), date(2026, 1, 31), id="month-then-day"),
    ],
)
def test_a_window_goes_back_to_the_like_numbered_day(day: date, period: Period, edge: date) -> None:
    """Given a measuring day, when a window's edge is asked, then it is the like-numbered day before."""
    assert subtract_period(day, period) == edge


def test_a_window_cannot_go_back_by_blocks_or_before_year_one() -> None:
    """Given terms or too long a period, when counted back, then it raises."""
    with pytest.raises(MixedPeriods):
        subtract_period(date(2024, 1, 1), Period(terms=1))
    with pytest.raises(OutOfCalendar):
        subtract_period(date(2024, 1, 1), Period(years=2024))
    with pytest.raises(OutOfCalendar):
        subtract_period(date(2024, 1, 1), Period(days=10**6))


@given(ANY_DAY, st.integers(1, 6), st.sampled_from(["school_years", "terms"]))
def test_whole_blocks_are_compared_like_any_period(start: date, count: int, family: str) -> None:
    """Given school years or terms, when they are complete, then the day before was too early."""
    period, calendar = Period(**{family: count}), SchoolCalendar(3, 1, 9, 1)
    due = add_period(start, period, calendar=calendar)

    assert compare_elapsed(start, due, period, calendar=calendar) == 0
    assert compare_elapsed(start, due - timedelta(1), period, calendar=calendar) == -1
    assert (due.month, due.day) in {(3, 1), (9, 1)}
