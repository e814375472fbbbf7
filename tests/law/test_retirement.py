"""Statutory retirement: the published ages, the days they lead to, and what may be chosen around them."""

from __future__ import annotations

import pickle
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from xgxp_rules.law.retirement import (
    Contribution,
    Elective,
    ElectiveWindow,
    Schedule,
    Statutory,
    Track,
    TrackRule,
    elective_window,
    minimum_contribution_months,
    notice_by,
    routes,
    statutory,
    track_of,
)
from xgxp_rules.model.periods import Period, compare_elapsed, remaining
from xgxp_rules.model.school_calendar import CalendarError

OLD = Schedule({Track.M60: TrackRule(720), Track.F55: TrackRule(660), Track.F50: TrackRule(600)})
NEW = Schedule(
    {
        Track.M60: TrackRule(720, first_birth_year=1965, step=4, max_shift=36),
        Track.F55: TrackRule(660, first_birth_year=1970, step=4, max_shift=36),
        Track.F50: TrackRule(600, first_birth_year=1975, step=2, max_shift=60),
    },
    elective=Elective(early_months=36, late_months=36, early_notice_months=3, late_notice_months=1),
    contribution=Contribution(base_months=180, first_year=2030, step_months=6, max_months=240),
)
M60, F55, F50 = Track.M60, Track.F55, Track.F50


def counted_rows(track: Track) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield (birth year, month, age in months, retirement year, month), walked with counters as a printed table is."""
    age_years, first_rising, group, ceiling = {
        M60: (60, (1965, 1), 4, (63, 0)),
        F55: (55, (1970, 1), 4, (58, 0)),
        F50: (50, (1975, 1), 2, (55, 0)),
    }[track]
    age, in_group = (age_years, 0), group
    for year in range(1960, 1996):
        for month in range(1, 13):
            if (year, month) >= first_rising:
                if in_group == group and age < ceiling:
                    age = (age[0], age[1] + 1) if age[1] < 11 else (age[0] + 1, 0)
                    in_group = 0
                in_group += 1
            leaves = (year + age[0], month + age[1])
            if leaves[1] > 12:
                leaves = (leaves[0] + 1, leaves[1] - 12)
            yield year, month, age[0] * 12 + age[1], *leaves


@pytest.mark.parametrize("track", list(Track))
def test_every_birth_month_follows_the_table(track: Track) -> None:
    """Given every birth month of 36 years, when the law is applied, then age and month are those of the table."""
    rows = list(counted_rows(track))

    assert len(rows) == 36 * 12
    for year, month, age, leaves_year, leaves_month in rows:
        for day in (1, 15, monthrange(year, month)[1]):
            found = statutory(date(year, month, day), track, NEW)

            last = monthrange(leaves_year, leaves_month)[1]
            assert found.date == date(leaves_year, leaves_month, min(day, last)), (year, month, day)
            assert found.age_months == age


@pytest.mark.parametrize(
    ("track", "born", "years", "months", "leaves"),
    [
        pytest.param(M60, (1964, 12), 60, 0, (2024, 12), id="men-before-the-reform"),
        pytest.param(M60, (1965, 1), 60, 1, (2025, 2), id="men-first"),
        pytest.param(M60, (1965, 4), 60, 1, (2025, 5), id="men-last-of-the-first-group"),
        pytest.param(M60, (1965, 5), 60, 2, (2025, 7), id="men-second-group"),
        pytest.param(M60, (1967, 5), 60, 8, (2028, 1), id="men-over-the-year"),
        pytest.param(M60, (1974, 5), 62, 5, (2036, 10), id="men-1974"),
        pytest.param(M60, (1976, 8), 62, 11, (2039, 7), id="men-before-the-cap"),
        pytest.param(M60, (1976, 9), 63, 0, (2039, 9), id="men-at-the-cap"),
        pytest.param(M60, (1995, 12), 63, 0, (2058, 12), id="men-long-after"),
        pytest.param(F55, (1969, 12), 55, 0, (2024, 12), id="women-55-before-the-reform"),
        pytest.param(F55, (1970, 1), 55, 1, (2025, 2), id="women-55-first"),
        pytest.param(F55, (1974, 10), 56, 3, (2031, 1), id="women-55-over-the-year"),
        pytest.param(F55, (1981, 8), 57, 11, (2039, 7), id="women-55-before-the-cap"),
        pytest.param(F55, (1981, 9), 58, 0, (2039, 9), id="women-55-at-the-cap"),
        pytest.param(F50, (1974, 12), 50, 0, (2024, 12), id="women-50-before-the-reform"),
        pytest.param(F50, (1975, 1), 50, 1, (2025, 2), id="women-50-first"),
        pytest.param(F50, (1984, 10), 54, 11, (2039, 9), id="women-50-before-the-cap"),
        pytest.param(F50, (1984, 11), 55, 0, (2039, 11), id="women-50-at-the-cap"),
    ],
)
def test_published_rows(
    track: Track, born: tuple[int, int], years: int, months: int, leaves: tuple[int, int]
) -> None:
    """Given a birth month with a published age, when the law is applied, then age and month are those published."""
    found = statutory(date(*born, 1), track, NEW)

    assert found.age_months == years * 12 + months
    assert (found.date.year, found.date.month) == leaves


@pytest.mark.parametrize(
    ("birth", "track", "leaves"),
    [
        pytest.param(date(1975, 12, 31), F50, date(2026, 6, 30), id="31-december-to-june"),
        pytest.param(date(1968, 2, 29), M60, date(2028, 12, 29), id="leap-day"),
        pytest.param(date(1967, 5, 31), M60, date(2028, 1, 31), id="31-may-to-january"),
        pytest.param(date(1975, 8, 31), F50, date(2025, 12, 31), id="31-august-to-december"),
        pytest.param(date(1976, 2, 29), F50, date(2026, 9, 29), id="leap-day-f50"),
    ],
)
def test_birthdays_at_month_ends_and_leap_days(birth: date, track: Track, leaves: date) -> None:
    """Given a birthday its retirement month may lack, when the day is asked, then like-numbered or the last."""
    assert statutory(birth, track, NEW).date == leaves


@pytest.mark.parametrize(
    ("track", "every"),
    [pytest.param(M60, 5, id="men"), pytest.param(F55, 5, id="women-55"), pytest.param(F50, 3, id="women-50")],
)
def test_some_months_see_nobody_retire(track: Track, every: int) -> None:
    """Given the years of rising ages, when retirements are collected, then every fifth (third) month is empty."""
    first = {M60: 1965, F55: 1970, F50: 1975}[track]
    seen = {
        (day.year - 2025) * 12 + day.month
        for year in range(first, first + 5)
        for month in range(1, 13)
        for day in [statutory(date(year, month, 1), track, NEW).date]
    }

    missing = [month for month in range(2, 40) if month not in seen]
    assert missing == list(range(1 + every, 40, every))


def test_eligibility_can_be_lost_and_regained() -> None:
    """Given a man born 1969-08-01, when asked under each law, then he fails first and passes later."""
    birth, five = date(1969, 8, 1), Period(years=5)
    before, after = date(2024, 9, 1), date(2025, 9, 1)
    old, new = statutory(birth, M60, OLD).date, statutory(birth, M60, NEW).date

    assert remaining(before, old) == Period(years=4, months=11)
    assert remaining(after, new) == Period(years=5, months=1)
    assert compare_elapsed(before, old, five) < 0 < compare_elapsed(after, new, five)


@pytest.mark.parametrize(
    ("schedule", "on", "track", "birth"),
    [
        pytest.param(OLD, date(2024, 9, 1), M60, date(1969, 9, 1), id="old-men"),
        pytest.param(OLD, date(2024, 9, 1), F55, date(1974, 9, 1), id="old-women-55"),
        pytest.param(OLD, date(2024, 9, 1), F50, date(1979, 9, 1), id="old-women-50"),
        pytest.param(NEW, date(2025, 9, 1), M60, date(1969, 7, 1), id="new-men"),
        pytest.param(NEW, date(2025, 9, 1), F55, date(1974, 7, 1), id="new-women-55"),
        pytest.param(NEW, date(2025, 9, 1), F50, date(1978, 10, 1), id="new-women-50"),
    ],
)
def test_exactly_five_years_left(schedule: Schedule, on: date, track: Track, birth: date) -> None:
    """Given these births, when five years are asked on 1 September, then it is the very day; a day older fails."""
    five = Period(years=5)

    assert compare_elapsed(on, statutory(birth, track, schedule).date, five) == 0
    assert compare_elapsed(on, statutory(birth - timedelta(1), track, schedule).date, five) < 0


@pytest.mark.parametrize("schedule", [pytest.param(OLD, id="old"), pytest.param(NEW, id="new")])
@pytest.mark.parametrize("track", list(Track))
def test_the_day_never_comes_earlier_for_a_later_birth(track: Track, schedule: Schedule) -> None:
    """Given sixty years of birthdays, when walked day by day, then the statutory day never moves back."""
    day, previous = date(1945, 1, 1), date.min

    while day < date(2005, 1, 1):
        due = statutory(day, track, schedule).date
        assert due >= previous, day
        day, previous = day + timedelta(1), due


def test_the_old_law_knows_no_shift() -> None:
    """Given any birth date, when the law before the reform is asked, then the old ages hold, whatever the birth."""
    assert statutory(date(1990, 2, 28), M60, OLD) == Statutory(date(2050, 2, 28), 720, 0)
    assert statutory(date(1990, 2, 28), F50, OLD) == Statutory(date(2040, 2, 28), 600, 0)


@pytest.mark.parametrize(
    ("birth", "track", "window"),
    [
        pytest.param(
            date(1965, 1, 1),
            M60,
            (date(2025, 1, 1), date(2025, 2, 1), date(2028, 2, 1)),
            id="one-month-early-at-most",
        ),
        pytest.param(
            date(1976, 9, 30), M60, (date(2036, 9, 30), date(2039, 9, 30), date(2042, 9, 30)), id="full-three-years"
        ),
        pytest.param(
            date(1984, 11, 30),
            F50,
            (date(2036, 11, 30), date(2039, 11, 30), date(2042, 11, 30)),
            id="not-the-whole-five",
        ),
        pytest.param(
            date(1964, 12, 31),
            M60,
            (date(2024, 12, 31), date(2024, 12, 31), date(2027, 12, 31)),
            id="nothing-before-60",
        ),
    ],
)
def test_a_chosen_exit_stays_within_its_limits(birth: date, track: Track, window: tuple[date, date, date]) -> None:
    """Given a person, when the days to choose from are asked, then three years each way, never before the old age."""
    assert elective_window(birth, track, NEW) == ElectiveWindow(*window)


@pytest.mark.parametrize("track", list(Track))
def test_no_chosen_exit_before_the_original_age(track: Track) -> None:
    """Given every birth month, when the earliest exit is asked, then at the old age or 36 months early."""
    for year, month, age, *_ in counted_rows(track):
        birth = date(year, month, 28)
        window = elective_window(birth, track, NEW)

        assert statutory(birth, track, OLD).date <= window.earliest <= window.statutory < window.latest
        assert remaining(window.earliest, window.statutory) == Period(
            months=min(36, age - OLD.rules[track].base_months)
        )


def test_who_may_not_choose_leaves_on_the_statutory_day() -> None:
    """Given the old law, or a manager who may not stay, when a choice is asked, then the window closes that way."""
    birth = date(1970, 6, 30)
    due = statutory(birth, M60, NEW).date
    old = statutory(birth, M60, OLD).date

    assert elective_window(birth, M60, OLD) == ElectiveWindow(old, old, old)
    assert elective_window(birth, M60, NEW, may_defer=False).latest == due


@pytest.mark.parametrize(
    ("exit_on", "notice"),
    [
        pytest.param(date(2038, 5, 31), date(2038, 2, 28), id="early-three-months"),
        pytest.param(date(2039, 9, 30), None, id="statutory-day-needs-none"),
        pytest.param(date(2040, 3, 31), date(2040, 2, 29), id="late-one-month"),
    ],
)
def test_notice_is_due_before_a_chosen_exit(exit_on: date, notice: date | None) -> None:
    """Given a chosen day, when notice is asked, then three months before an early exit, one before a late one."""
    window = elective_window(date(1976, 9, 30), M60, NEW)

    assert notice_by(exit_on, window, NEW) == notice


def test_an_exit_outside_the_window_is_refused() -> None:
    """Given a day a day too early, when notice is asked, then it raises naming the window."""
    window = elective_window(date(1976, 9, 30), M60, NEW)

    with pytest.raises(CalendarError, match="2036-09-30"):
        notice_by(date(2036, 9, 29), window, NEW)


@pytest.mark.parametrize(
    ("year", "months"),
    [(2024, 180), (2029, 180), (2030, 186), (2031, 192), (2038, 234), (2039, 240), (2040, 240), (2060, 240)],
)
def test_least_contributions_rise_by_half_a_year(year: int, months: int) -> None:
    """Given the year of retirement, when the least contributions are asked, then 15 years rise to 20 over ten years."""
    assert NEW.contribution is not None
    assert minimum_contribution_months(year, NEW.contribution) == months


def test_a_senior_title_opens_two_routes() -> None:
    """Given a woman with a senior title, when her routes are asked, then both tracks stand, each with its shift."""
    found = routes(date(1974, 10, 1), NEW)

    assert found.standard == Statutory(date(2037, 4, 1), 750, 30)
    assert found.on_request == Statutory(date(2031, 1, 1), 675, 15)


@pytest.mark.parametrize(
    ("sex", "post", "track"),
    [
        pytest.param("male", None, M60, id="a-mans-post-does-not-matter"),
        pytest.param("male", "worker", M60, id="male-worker"),
        pytest.param("female", "worker", F50, id="female-worker"),
        pytest.param("female", "professional", F55, id="female-teacher"),
        pytest.param("female", "management", F55, id="female-manager"),
        pytest.param("female", None, None, id="female-post-unknown"),
        pytest.param(None, "worker", None, id="sex-unknown"),
    ],
)
def test_the_track_follows_sex_and_post(sex: str | None, post: str | None, track: Track | None) -> None:
    """Given what is known, when the track is asked, then it is named only where nothing unknown could change it."""
    assert track_of(sex, post) is track


@pytest.mark.parametrize(("sex", "post"), [("男", None), ("", None), ("female", "teacher")])
def test_unknown_ids_are_refused(sex: str, post: str | None) -> None:
    """Given an id that does not exist, when the track is asked, then it raises instead of guessing."""
    with pytest.raises(CalendarError):
        track_of(sex, post)


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param((0, None, None, None), id="no-age"),
        pytest.param((720, 1965, None, None), id="half-a-rule"),
        pytest.param((720, 1965, 0, 36), id="no-step"),
        pytest.param((720, 1965, 4, -1), id="negative-cap"),
    ],
)
def test_impossible_ages_are_refused(numbers: tuple[int, int | None, int | None, int | None]) -> None:
    """Given numbers no law could hold, when a rule is made, then it raises."""
    with pytest.raises(CalendarError):
        TrackRule(*numbers)


def test_a_schedule_needs_every_track_and_is_a_value() -> None:
    """Given a track without a rule, then it raises; two like schedules are one key, also after pickling."""
    with pytest.raises(CalendarError, match="F50"):
        Schedule({M60: TrackRule(720), F55: TrackRule(660)})

    twin = pickle.loads(pickle.dumps(NEW))
    assert twin == NEW
    assert hash(twin) == hash(NEW)
    assert NEW != OLD
