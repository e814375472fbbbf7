"""Written values: numbers, periods, days, shares, sums of money, in every spelling documents use.

Reading says only what is written (`Amount`, `PartDay`, a yearly day). What it means for a fact of some kind is decided
in `operands`, because 3天 is a period on one fact and a count on another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from xgxp_rules.language.numerals import Exact, exact, has_leading_zero, number_text, read_numeral
from xgxp_rules.language.phrases import fold
from xgxp_rules.model.nodes import YearlyDay
from xgxp_rules.model.periods import Period, PeriodError
from xgxp_rules.model.school_calendar import days_in_month

MEASURE_WORDS: Final = frozenset(
    (
        "人",
        "名",
        "次",
        "所",
        "节",
        "门",
        "篇",
        "项",
        "分",
        "册",
        "天",
        "日",
        "周",
        "学期",
        "课时",
        "学时",
        "学分",
        "公里",
        "平方米",
        "班",
        "户",
        "票",
        "小时",
        "分钟",
        "个",
        "届",
        "元",
        "%",
    )
)
"""Measure words every policy may use; its own stand under `units:`."""

PERIOD_UNITS: Final[dict[str, str]] = {
    "年": "年",
    "周年": "年",
    "岁": "岁",
    "周岁": "周岁",
    "个月": "个月",
    "月": "月",
    "周": "周",
    "个周": "周",
    "星期": "周",
    "个星期": "周",
    "天": "天",
    "日": "日",
    "学年": "学年",
    "个学年": "学年",
    "学期": "学期",
    "个学期": "学期",
    "工作日": "工作日",
    "个工作日": "工作日",
    "year": "年",
    "years": "年",
    "years old": "岁",
    "month": "个月",
    "months": "个月",
    "week": "周",
    "weeks": "周",
    "day": "天",
    "days": "天",
    "school year": "学年",
    "school years": "学年",
    "term": "学期",
    "terms": "学期",
    "working day": "工作日",
    "working days": "工作日",
}
"""Every spelling of a unit of time, with the one `Period.of` knows."""

SHARES: Final = {"%": 100, "‰": 1000}
_SHARE_WORDS: Final = {100: "%", 1000: "‰"}
_EARLIEST_YEAR, _LATEST_YEAR = 1000, 9999
_LONGEST_LITERAL: Final = 60


@dataclass(frozen=True, slots=True)
class Amount:
    """Numbers with their measure words in the author's order: `1年6个月` has two; a bare number's unit is empty."""

    parts: tuple[tuple[Exact, str], ...]

    @property
    def number(self) -> Exact:
        """The first number."""
        return self.parts[0][0]

    @property
    def unit(self) -> str:
        """The first number's measure word."""
        return self.parts[0][1]

    @property
    def single(self) -> bool:
        """Whether there is one number only."""
        return len(self.parts) == 1


@dataclass(frozen=True, slots=True)
class PartDay:
    """A day, a month (`day` is None) or a year (`month` is None too), as written; it may not exist."""

    year: int
    month: int | None = None
    day: int | None = None

    def first(self) -> date | None:
        """Return the first day meant, or None where there is no such day."""
        return _date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date | None:
        """Return the last day meant, or None where there is no such day."""
        if self.day is not None or self.month is None:
            return _date(self.year, self.month or 12, self.day or 31)
        first = self.first()
        return first and first.replace(day=days_in_month(self.year, self.month))

    @property
    def whole(self) -> bool:
        """Whether it names one day."""
        return self.day is not None


@dataclass(frozen=True, slots=True)
class LeadingZero:
    """A number written like `08`."""

    text: str


Reading = Amount | PartDay | YearlyDay | LeadingZero


@lru_cache(maxsize=8192)
def read_literal(text: str) -> Reading | None:
    """Return what the folded text as a whole says, or None if it is not a literal.

    >>> read_literal("一年半")
    Amount(parts=((Fraction(3, 2), '年'),))
    """
    if not text or len(text) > _LONGEST_LITERAL or text[0] not in _STARTS:
        return None
    if _DATED.match(text):
        text = _PADDING.sub("", text)
    if has_leading_zero(text) and not _DAY_LIKE.match(text):
        return LeadingZero(text)
    from lark.exceptions import LarkError

    try:
        reading: Reading | None = _parse()(text)
    except (LarkError, _NotALiteral):
        return None
    return reading


def read_number(text: str) -> Exact | None:
    """Return the exact number written, its measure word aside, or None; a period is not a number.

    >>> read_number("2.5万元"), read_number("１０％"), read_number("6年")
    (25000, Fraction(1, 10), None)
    """
    reading = read_literal(fold(text))
    if not isinstance(reading, Amount) or not reading.single:
        return None
    return None if reading.unit and reading.unit not in {*MEASURE_WORDS, *SHARES} else reading.number


def read_period(text: str) -> Period | None:
    """Return the period written, or None.

    >>> read_period("半年") == read_period("6个月"), read_period("3次")
    (True, None)
    """
    reading = read_literal(fold(text))
    return period_of(reading) if isinstance(reading, Amount) else None


def read_date(text: str) -> date | None:
    """Return the one day written, or None where the text is no day, a month or year, or a day that does not exist.

    >>> read_date("2022年9月1日"), read_date("2022.9.1"), read_date("2022-02-30")
    (datetime.date(2022, 9, 1), datetime.date(2022, 9, 1), None)
    """
    part = read_part_day(text)
    return part.first() if part is not None and part.whole else None


def read_part_day(text: str) -> PartDay | None:
    """Return the day, month or year written, or None.

    >>> read_part_day("2031年6月")
    PartDay(year=2031, month=6, day=None)
    """
    reading = read_literal(fold(text))
    if isinstance(reading, Amount):
        return day_of(reading)
    return reading if isinstance(reading, PartDay) else None


def read_yearly_day(text: str) -> YearlyDay | None:
    """Return the day that returns every year, or None.

    >>> read_yearly_day("每年6月底")
    YearlyDay(month=6, day=None, which='latest')
    """
    reading = read_literal(fold(text))
    return reading if isinstance(reading, YearlyDay) else None


def period_of(amount: Amount) -> Period | None:
    """Return the amount as a period, or None where a unit is not one of time or no whole days or months come out.

    A year of four digits is a day or part of one, never a length of time.
    """
    if day_of(amount) is not None:
        return None
    total: Period | None = None
    try:
        for number, unit in amount.parts:
            if unit not in PERIOD_UNITS:
                return None
            part = Period.of(number, PERIOD_UNITS[unit])
            total = part if total is None else total + part
    except PeriodError:
        return None
    return total


def day_of(amount: Amount) -> PartDay | None:
    """Return `2031年`, `2031年6月` or `2031年6月1日` as a day, month or year, or None."""
    units = tuple(unit for _, unit in amount.parts)
    if units not in _DAY_UNITS or not all(isinstance(number, int) for number, _ in amount.parts):
        return None
    numbers = [int(number) for number, _ in amount.parts]
    return PartDay(*numbers) if _EARLIEST_YEAR <= numbers[0] <= _LATEST_YEAR else None


def measured_text(number: Exact, unit: str | None) -> str:
    """Return one number with its measure word; round tens of thousands of yuan are written with 万.

    >>> measured_text(Fraction(1, 10), "%"), measured_text(15000, "元"), measured_text(Fraction(1, 3), "次")
    ('10%', '1.5万元', '1/3次')
    """
    if unit in SHARES:
        return number_text(exact(number * SHARES[unit])) + unit
    if unit == "元" and isinstance(number, int) and abs(number) >= 10_000 and number % 1000 == 0:
        return number_text(exact(Fraction(number, 10_000))) + "万元"
    return number_text(number) + (f" {unit}" if unit and unit.isascii() else unit or "")


_STARTS: Final = frozenset("0123456789零〇一二两三四五六七八九十百千万亿半每当本今¥-")
_DATED: Final = re.compile(r"\d{4}年|[每当本今]年")
_PADDING: Final = re.compile(r"(?<=[年月])0(?=[1-9])")
_DAY_LIKE: Final = re.compile(r"\d{4}")
_DAY_UNITS: Final = (("年",), ("年", "月"), ("年", "月", "日"), ("年", "月", "号"))


class _NotALiteral(Exception):
    """The text has the shape of a literal, but no value."""


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> Exact:
    number = read_numeral(str(text))
    if number is None:
        raise _NotALiteral
    return number


def _yearly(month: Exact, unit: str, day: Exact | None = None, day_unit: str = "") -> YearlyDay:
    if not isinstance(month, int) or not 1 <= month <= 12:
        raise _NotALiteral
    if unit in ("月底", "月末") and day is None:
        return YearlyDay(month, None)
    longest = 29 if month == 2 else days_in_month(2001, month)
    if unit != "月" or day_unit not in ("日", "号") or not isinstance(day, int) or not 1 <= day <= longest:
        raise _NotALiteral
    return YearlyDay(month, day)


def _divided(part: Exact, whole: Exact, unit: str = "") -> Amount:
    if not whole:
        raise _NotALiteral
    return Amount(((exact(Fraction(part) / whole), unit),))


@lru_cache(maxsize=1)
def _parse() -> Callable[[str], Any]:
    """Return the parser of one literal; built on first use, because the parser library is slow to load."""
    from lark import Lark, Transformer, v_args
    from lark.exceptions import VisitError

    half = Fraction(1, 2)

    @v_args(inline=True)
    class Reader(Transformer[Any, Any]):
        """Turns each shape of the grammar into what it says."""

        def plain(self, *parts: Any) -> Amount:
            return Amount(((-parts[-1] if len(parts) > 1 else parts[-1], ""),))

        def percent(self, *parts: Any) -> Amount:
            share = exact(Fraction(parts[-2]) / SHARES[str(parts[-1])])
            return Amount(((-share if len(parts) > 2 else share, str(parts[-1])),))

        def money(self, _sign: Any, number: Exact) -> Amount:
            return Amount(((number, "元"),))

        def measured(self, *parts: Any) -> Amount:
            return Amount(parts)

        def negative(self, _minus: Any, number: Exact, unit: Any) -> Amount:
            return Amount(((-number, str(unit)),))

        def measure(self, number: Exact, unit: Any) -> tuple[Exact, str]:
            return number, str(unit)

        def half_measure(self, _half: Any, unit: Any) -> tuple[Exact, str]:
            return half, str(unit)

        def and_a_half(self, number: Exact, unit: Any, _half: Any) -> Amount:
            return Amount(((number + half, str(unit)),))

        def halves(self, number: Exact, _half: Any) -> Amount:
            if number != 1:
                raise _NotALiteral
            return Amount(((half, ""),))

        def half(self, _half: Any) -> Amount:
            return Amount(((half, ""),))

        def share_of(self, whole: Exact, _of: Any, part: Exact, unit: Any = "") -> Amount:
            return _divided(part, whole, str(unit) or _SHARE_WORDS.get(int(whole), ""))

        def fraction(self, *parts: Any) -> Amount:
            unit = str(parts[-1]) if isinstance(parts[-1], str) else ""
            slash = len(parts) - (3 if unit else 2)
            share = _divided(parts[slash - 1], parts[slash + 1] * SHARES.get(unit, 1), unit)
            return Amount(((-share.number, unit),)) if slash > 1 else share

        def ratio(self, part: Exact, _colon: Any, whole: Exact) -> Amount:
            return _divided(part, whole)

        def signed(self, number: Exact) -> Exact:
            return number

        def number(self, text: Any) -> Exact:
            return _number(str(text))

        def day(self, text: Any) -> PartDay:
            return PartDay(*(int(part) for part in re.split(r"[-/.]", str(text))))

        def yearly(self, every: Any, month: Exact, unit: Any, *day: Any) -> YearlyDay:
            found = _yearly(month, str(unit), day[0], str(day[1])) if day else _yearly(month, str(unit))
            return found if str(every) == "每年" else replace(found, which="this_year")

        def amount(self, reading: Any) -> Any:
            return reading

        share = literal = amount

    grammar = Path(__file__).with_name("tests.lark").read_text(encoding="utf-8")
    parser = Lark(grammar, parser="lalr", start="literal", transformer=Reader(), maybe_placeholders=False)

    def parse(text: str) -> Any:
        try:
            return parser.parse(text)
        except VisitError as error:
            raise error.orig_exc from None

    return parse
