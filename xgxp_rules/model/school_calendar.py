"""Named days and blocks of the year: school years, terms, month edges, days that return every year.

Part of the date arithmetic of the package, together with `periods`, `spells` and `tallies`; nothing else
computes with dates. A block (a school year, a term) is half-open: its second bound is the next one's first day.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Literal, NamedTuple, assert_never

Block = Literal["school_year", "term"]
Move = Literal[
    "month_start",
    "month_end",
    "next_month_start",
    "year_start",
    "next_year_start",
    "school_year_start",
    "next_school_year_start",
    "term_start",
    "next_term_start",
    "next_working_day",
]


class CalendarError(ValueError):
    """A date question without an answer, told in both languages (`zh`, `en`)."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh, en)
        self.zh = zh
        self.en = en

    def __str__(self) -> str:
        return f"{self.zh} / {self.en}"


class OutOfCalendar(CalendarError):
    """The result lies before year 1 or after year 9999."""


def out_of_calendar() -> OutOfCalendar:
    """Return the error for a day that no calendar date can hold."""
    return OutOfCalendar("日期超出公元1年至9999年", "the day lies outside the years 1 to 9999")


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month."""
    return monthrange(year, month)[1]


def _civil(year: int, month: int, day: int) -> date:
    """Return the date, or raise `OutOfCalendar` when only the year is impossible."""
    if not MINYEAR <= year <= MAXYEAR:
        raise out_of_calendar()
    return date(year, month, day)


class Term(NamedTuple):
    """One term: the year its school year begins in, and 1 or 2."""

    year: int
    number: int


def check_yearly_day(month: int, day: int, *, every_year: bool = False) -> None:
    """Refuse a month and day that no year (or, with `every_year`, not every year) has.

    Raises:
        CalendarError: there is no such day.
    """
    longest = 0
    if 1 <= month <= 12:
        longest = days_in_month(2023 if every_year else 2024, month)
    if not 1 <= day <= longest:
        raise CalendarError(
            f"{'不是每年都有' if every_year else '没有'}{month}月{day}日这一天",
            f"month {month} has no day {day}{' in every year' if every_year else ''}",
        )


@dataclass(frozen=True, slots=True)
class SchoolCalendar:
    """When school years and terms begin; by default on 1 September and 1 February.

    Every start must be a day that all years have, so 29 February is refused.

    >>> SchoolCalendar().school_year_bounds(2025)
    (datetime.date(2025, 9, 1), datetime.date(2026, 9, 1))
    """

    start_month: int = 9
    start_day: int = 1
    second_term_month: int = 2
    second_term_day: int = 1

    def __post_init__(self) -> None:
        first, second = (self.start_month, self.start_day), (self.second_term_month, self.second_term_day)
        for month, day in (first, second):
            check_yearly_day(month, day, every_year=True)
        if first == second:
            raise CalendarError("两个学期不能同一天开始", "both terms cannot begin on the same day")

    @property
    def _second_in_next_year(self) -> bool:
        return (self.second_term_month, self.second_term_day) < (self.start_month, self.start_day)

    def school_year_of(self, day: date) -> int:
        """Return the calendar year in which the school year holding `day` began."""
        return day.year if (day.month, day.day) >= (self.start_month, self.start_day) else day.year - 1

    def school_year_bounds(self, year: int) -> tuple[date, date]:
        """Return the first day of the school year begun in `year`, and of the one after it."""
        return self._start(year), self._start(year + 1)

    def term_of(self, day: date) -> Term:
        """Return the term holding `day`."""
        year = self.school_year_of(day)
        second = _civil(year + self._second_in_next_year, self.second_term_month, self.second_term_day)
        return Term(year, 2 if day >= second else 1)

    def term_bounds(self, term: Term) -> tuple[date, date]:
        """Return the first day of the term, and of the next one.

        Raises:
            CalendarError: the term's number is neither 1 nor 2.
        """
        year, number = term
        second = _civil(year + self._second_in_next_year, self.second_term_month, self.second_term_day)
        if number == 1:
            return self._start(year), second
        if number == 2:
            return second, self._start(year + 1)
        raise CalendarError(f"学期只有第1和第2，没有第{number}学期", f"a term is 1 or 2, not {number}")

    def block_of(self, day: date, block: Block) -> tuple[date, date]:
        """Return the bounds of the school year or term holding `day`."""
        if block == "school_year":
            return self.school_year_bounds(self.school_year_of(day))
        return self.term_bounds(self.term_of(day))

    def blocks(self, first: date, stop: date, block: Block) -> Iterator[tuple[date, date]]:
        """Yield the bounds of every block that has a day in the half-open stretch from `first` to `stop`."""
        day = first
        while day < stop:
            bounds = self.block_of(day, block)
            yield bounds
            day = bounds[1]

    def after_whole_blocks(self, start: date, count: int, block: Block) -> date:
        """Return the earliest day on which a stretch begun on `start` has covered `count` whole blocks."""
        first, following = self.block_of(start, block)
        if count == 0:
            return start
        whole_from = first if first == start else following
        if block == "school_year":
            return self._start(self.school_year_of(whole_from) + count)
        year, number = self.term_of(whole_from)
        years, index = divmod(number - 1 + count, 2)
        return self.term_bounds(Term(year + years, index + 1))[0]

    def _start(self, year: int) -> date:
        return _civil(year, self.start_month, self.start_day)


SEPTEMBER = SchoolCalendar()


def yearly_day(year: int, month: int, day: int | Literal["end"]) -> date:
    """Return the yearly day of `year`; 29 February falls on the 28th where there is none.

    Raises:
        CalendarError: no year has such a day.
    """
    if day == "end":
        check_yearly_day(month, 1)
    else:
        check_yearly_day(month, day)
    if not MINYEAR <= year <= MAXYEAR:
        raise out_of_calendar()
    last = days_in_month(year, month)
    return date(year, month, last if day == "end" else min(day, last))


def latest_yearly(month: int, day: int | Literal["end"], *, not_after: date) -> date:
    """Return the latest return of a yearly day that is not after the given day.

    >>> latest_yearly(6, "end", not_after=date(2026, 6, 29))
    datetime.date(2025, 6, 30)
    """
    this_year = yearly_day(not_after.year, month, day)
    return this_year if this_year <= not_after else yearly_day(not_after.year - 1, month, day)


def next_yearly(month: int, day: int | Literal["end"], *, not_before: date) -> date:
    """Return the first return of a yearly day that is not before the given day.

    >>> next_yearly(4, 18, not_before=date(2026, 4, 19))
    datetime.date(2027, 4, 18)
    """
    this_year = yearly_day(not_before.year, month, day)
    return this_year if this_year >= not_before else yearly_day(not_before.year + 1, month, day)


def move(
    day: date,
    how: Move,
    *,
    calendar: SchoolCalendar = SEPTEMBER,
    next_working_day: Callable[[date], date] | None = None,
) -> date:
    """Return the day moved to the named edge of its month, year, school year or term.

    The `next_…` edges are always later than `day`. Working days come from the holiday calendar, which this
    layer does not know, so `next_working_day` has to be handed in where it is asked for.

    Raises:
        CalendarError: the edge lies outside the calendar, or working days were asked without a holiday calendar.

    >>> move(date(2026, 1, 31), "next_month_start")
    datetime.date(2026, 2, 1)
    """
    match how:
        case "month_start":
            return day.replace(day=1)
        case "month_end":
            return yearly_day(day.year, day.month, "end")
        case "next_month_start":
            return _civil(day.year + day.month // 12, day.month % 12 + 1, 1)
        case "year_start":
            return date(day.year, 1, 1)
        case "next_year_start":
            return _civil(day.year + 1, 1, 1)
        case "school_year_start":
            return calendar.block_of(day, "school_year")[0]
        case "next_school_year_start":
            return calendar.block_of(day, "school_year")[1]
        case "term_start":
            return calendar.block_of(day, "term")[0]
        case "next_term_start":
            return calendar.block_of(day, "term")[1]
        case "next_working_day":
            if next_working_day is None:
                raise needs_workdays()
            return next_working_day(day)
        case _:
            assert_never(how)


def needs_workdays() -> CalendarError:
    """Return the error for working days asked where no holiday calendar was handed in."""
    return CalendarError("计算工作日需要节假日安排", "working days need the holiday calendar")
