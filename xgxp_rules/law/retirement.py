"""The statutory retirement date, and the earlier and later ones a person may choose.

The numbers of the law are data: a `Schedule` is read from the national policy in force on the decision date, so a
decision dated before the reform is given the old ages whatever the birth date. "Years left before retirement" always
means the statutory date, never a chosen one. Ages are whole months from the birth date; only the month of birth
enters the shift.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple

from xgxp_rules.model.durations import Period
from xgxp_rules.model.periods import add_period, subtract_period
from xgxp_rules.model.school_calendar import CalendarError


class Track(Enum):
    """Whose original age applies: men 60, women 55, women 50."""

    M60 = "M60"
    F55 = "F55"
    F50 = "F50"


_FEMALE_TRACKS = {"worker": Track.F50, "professional": Track.F55, "management": Track.F55}


@dataclass(frozen=True, slots=True)
class TrackRule:
    """The ages of one track: the original age, and how it rises with the month of birth.

    Months throughout. From January of `first_birth_year` on the age rises by a month for every `step` months of
    birth, up to `max_shift`; without these three the age does not rise (the law before the reform).

    Raises:
        CalendarError: a number is impossible, or only some of the three are given.
    """

    base_months: int
    first_birth_year: int | None = None
    step: int | None = None
    max_shift: int | None = None

    def __post_init__(self) -> None:
        rising = (self.first_birth_year, self.step, self.max_shift)
        given = [number for number in rising if number is not None]
        if len(given) not in (0, 3) or self.base_months <= 0 or any(number <= 0 for number in given):
            raise CalendarError(
                f"退休年龄参数不成立：原年龄{self.base_months}个月，起始出生年、间隔、最长延迟{rising}",
                f"impossible retirement ages: {self.base_months} months, rising by {rising}",
            )

    def shift(self, birth: date) -> int:
        """Return by how many months the age is raised for someone born on `birth`."""
        if self.first_birth_year is None or self.step is None or self.max_shift is None:
            return 0
        months_in = (birth.year - self.first_birth_year) * 12 + birth.month - 1
        return 0 if months_in < 0 else min(self.max_shift, months_in // self.step + 1)


@dataclass(frozen=True, slots=True)
class Elective:
    """How far a chosen date may lie from the statutory one, and how long before it must be put in writing (months)."""

    early_months: int
    late_months: int
    early_notice_months: int
    late_notice_months: int


@dataclass(frozen=True, slots=True)
class Contribution:
    """The least time of pension contributions: months up to the year before `first_year`, then rising every year."""

    base_months: int
    first_year: int
    step_months: int
    max_months: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The retirement law in force on a decision date: a rule for every track, and what may be chosen under it.

    Without `elective` nobody leaves earlier or later by choice; without `contribution` the least time is unknown.
    `notes` say for each track what it rests on and how sure that is; they take no part in comparisons.

    Raises:
        CalendarError: a track has no rule.
    """

    rules: Mapping[Track, TrackRule]
    elective: Elective | None = None
    contribution: Contribution | None = None
    notes: Mapping[Track, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for track in Track:
            if track not in self.rules:
                raise CalendarError(f"缺少{track.value}的退休年龄", f"no retirement age for {track.value}")
        object.__setattr__(self, "rules", dict(self.rules))

    def __hash__(self) -> int:
        return hash((*(self.rules[track] for track in Track), self.elective, self.contribution))


class Statutory(NamedTuple):
    """A statutory retirement: the day, the age then, and the part of it that the reform added (whole months)."""

    date: date
    age_months: int
    shift_months: int


class ElectiveWindow(NamedTuple):
    """The days between which a person may retire by choice, both included; the statutory day lies between them."""

    earliest: date
    statutory: date
    latest: date


class SeniorRoutes(NamedTuple):
    """The two retirements of a woman with a senior title: the men's age, or earlier at her own request."""

    standard: Statutory
    on_request: Statutory


def track_of(sex: str | None, post_category: str | None) -> Track | None:
    """Return the track of a sex (`male`, `female`) and post category, or None where what is known leaves it open.

    A man's track does not depend on his post; a woman's is 50 on worker posts, 55 on professional or management ones.

    Raises:
        CalendarError: an id is none of these.

    >>> track_of("female", "professional")
    <Track.F55: 'F55'>
    """
    if sex not in (None, "male", "female"):
        raise CalendarError(f"未知的性别“{sex}”", f"unknown sex {sex!r}")
    if post_category is not None and post_category not in _FEMALE_TRACKS:
        raise CalendarError(f"未知的岗位类别“{post_category}”", f"unknown post category {post_category!r}")
    if sex == "male":
        return Track.M60
    if sex is None or post_category is None:
        return None
    return _FEMALE_TRACKS[post_category]


def statutory(birth: date, track: Track, schedule: Schedule) -> Statutory:
    """Return the statutory retirement of someone born on `birth`.

    The day never comes earlier for a later birth, so "N years or more left" is one threshold in the birth date.

    Raises:
        CalendarError: the day lies outside the calendar.

    Source: State Council measure on the gradual raising of the statutory retirement age, in force from 2025-01-01.
    """
    rule = schedule.rules[track]
    shift = rule.shift(birth)
    age = rule.base_months + shift
    return Statutory(_at_age(birth, age), age, shift)


def elective_window(birth: date, track: Track, schedule: Schedule, *, may_defer: bool = True) -> ElectiveWindow:
    """Return the days between which retirement may be chosen: never before the original age.

    `may_defer` is no for those who must leave on the statutory day (civil servants, leaders and other managers of
    public institutions). Whether the least contributions have been paid is asked apart, of the year the person leaves;
    for an agreed late exit, of the year of the statutory age.

    Source: the same measure, articles on voluntary early and agreed late retirement.
    """
    rule = schedule.rules[track]
    due = statutory(birth, track, schedule)
    if schedule.elective is None:
        return ElectiveWindow(due.date, due.date, due.date)
    earliest = _at_age(birth, max(rule.base_months, due.age_months - schedule.elective.early_months))
    latest = _at_age(birth, due.age_months + schedule.elective.late_months) if may_defer else due.date
    return ElectiveWindow(earliest, due.date, latest)


def notice_by(exit_on: date, window: ElectiveWindow, schedule: Schedule) -> date | None:
    """Return the last day to give written notice of a chosen exit, or None on the statutory day, which needs none.

    Raises:
        CalendarError: the day chosen lies outside the window.
    """
    if not window.earliest <= exit_on <= window.latest:
        raise CalendarError(
            f"{exit_on}不在可选的退休时间（{window.earliest}至{window.latest}）之内",
            f"{exit_on} is not between {window.earliest} and {window.latest}",
        )
    if schedule.elective is None or exit_on == window.statutory:
        return None
    early = exit_on < window.statutory
    months = schedule.elective.early_notice_months if early else schedule.elective.late_notice_months
    return subtract_period(exit_on, Period(months=months))


def minimum_contribution_months(year: int, contribution: Contribution) -> int:
    """Return the least months of contributions for someone who reaches retirement in `year`.

    >>> minimum_contribution_months(2031, Contribution(180, 2030, 6, 240))
    192
    """
    steps = max(0, year - contribution.first_year + 1)
    return min(contribution.max_months, contribution.base_months + contribution.step_months * steps)


def routes(birth: date, schedule: Schedule) -> SeniorRoutes:
    """Return both retirements open to a woman with a senior title (or of division rank).

    Source: notice 组通字〔2015〕14号, read together with the shifts of both tracks.
    """
    return SeniorRoutes(statutory(birth, Track.M60, schedule), statutory(birth, Track.F55, schedule))


def _at_age(birth: date, months: int) -> date:
    return add_period(birth, Period(months=months))
