"""A length of time as a value: `Period`, its units, its words and its sums.

Two measures live side by side and must not be mixed up. From a *date*, a period is counted on the calendar
(see `periods`). Between *totals*, thirty days make a month and twelve months a year; that is what `measure`,
`<` and `-` use here. So `Period(days=30) >= Period(months=1)` holds, and yet the two are not equal. What is left of
*one* stretch on the calendar is `unbroken`: its thirty days beside the full months are not yet another month.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final, Literal, assert_never

from xgxp_rules.model.school_calendar import CalendarError

Family = Literal["calendar", "school_years", "terms", "working_days"]
Lang = Literal["zh", "en"]

_UNITS: Final[dict[str, tuple[str, int]]] = {
    "年": ("months", 12),
    "岁": ("months", 12),
    "周岁": ("months", 12),
    "个月": ("months", 1),
    "月": ("months", 1),
    "周": ("days", 7),
    "天": ("days", 1),
    "日": ("days", 1),
    "学年": ("school_years", 1),
    "个学年": ("school_years", 1),
    "学期": ("terms", 1),
    "个学期": ("terms", 1),
    "工作日": ("working_days", 1),
    "个工作日": ("working_days", 1),
}
_set: Final = object.__setattr__
_ALMOST_A_MONTH: Final = 29
_BLOCKS: Final[tuple[Family, ...]] = ("school_years", "terms", "working_days")
_FRACTIONAL: Final = ("days", *_BLOCKS)
_ZH: Final = ("年", "个月", "天", "学年", "学期", "个工作日")
_EN: Final = ("year", "month", "day", "school year", "term", "working day")


class PeriodError(CalendarError):
    """A period that cannot be: an unknown unit, a part of a month, a division by nothing."""


class NegativePeriod(PeriodError):
    """A difference would fall below zero and no lower limit was given."""


class MixedPeriods(PeriodError):
    """Periods of different families (calendar, school years, terms, working days) were set against each other."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time of one family; never negative, twelve months always written as a year.

    The last part of a family may be a fraction, which only a product makes (a spell counted one and a half
    times). Such a period can be compared and added up, but leads to no day.

    Raises:
        PeriodError: a part is negative or not a number, or the parts belong to different families.

    >>> Period(months=14)
    Period(years=1, months=2, days=0, school_years=0, terms=0, working_days=0)
    """

    years: int = 0
    months: int = 0
    days: int | Fraction = 0
    school_years: int | Fraction = 0
    terms: int | Fraction = 0
    working_days: int | Fraction = 0
    unbroken: bool = field(default=False, repr=False, compare=False)
    """Whether this is the length, or the rest, of one stretch: its days make no month by themselves."""
    covered: int | Fraction | None = field(default=None, repr=False, compare=False)
    """How many days a calendar total covers, where that is known: a test in days alone counts these."""
    _family: Family = field(init=False, repr=False, compare=False)
    whole_months: int = field(init=False, repr=False, compare=False)
    """Months in all when the period has nothing else, or -1: lets the engine compare without building a date."""

    def __post_init__(self) -> None:
        years, months, days = self.years, self.months, self.days
        plain = type(years) is int and type(months) is int and type(days) is int
        in_order = plain and years >= 0 and 0 <= months < 12 and days >= 0
        if in_order and not (self.school_years or self.terms or self.working_days):  # by far the most periods
            _set(self, "_family", "calendar")
            _set(self, "whole_months", -1 if days else years * 12 + months)
            return
        self._settle()

    def _settle(self) -> None:
        """Check every part, write twelve months as a year and note the family."""
        parts = (self.years, self.months, self.days, self.school_years, self.terms, self.working_days)
        for index, part in enumerate(parts):
            if type(part) is not int or part < 0:
                _check_part(part, may_be_fraction=index > 1)
        months = self.years * 12 + self.months
        if self.months >= 12:
            _set(self, "years", months // 12)
            _set(self, "months", months % 12)
        for name, part in zip(_FRACTIONAL, parts[2:], strict=True):
            if type(part) is Fraction and part.denominator == 1:
                _set(self, name, part.numerator)
        blocks = any(parts[3:])
        _set(self, "_family", _family_of(parts) if blocks else "calendar")
        _set(self, "whole_months", -1 if self.days or blocks else months)

    @property
    def family(self) -> Family:
        """The kind of time this is; a zero period is `calendar` and goes with every other."""
        return self._family

    @classmethod
    def of(cls, count: int | Fraction, unit: str) -> Period:
        """Return the period written as a number and a unit (年 岁 个月 周 天 学年 学期 工作日).

        Raises:
            PeriodError: the unit is unknown, or the number does not come out whole in months or days.

        >>> Period.of(Fraction(1, 2), "年").text("en")
        '6 months'
        """
        if unit not in _UNITS:
            known = "、".join(_UNITS)
            raise PeriodError(
                f"未知的时间单位“{unit}”，可用：{known}", f"unknown unit of time {unit!r}; known: {known}"
            )
        if isinstance(count, bool) or not isinstance(count, int | Fraction):
            raise PeriodError(
                f"时间的数量须是整数或分数，不能是{count!r}", f"a count of time is a whole number, not {count!r}"
            )
        name, factor = _UNITS[unit]
        parts = Fraction(count) * factor
        if parts.denominator != 1:
            raise PeriodError(f"{count}{unit}不是整月或整日", f"{count} {unit} is not whole in months or days")
        return cls(**{name: parts.numerator})  # type: ignore[arg-type]

    @classmethod
    def of_measure(cls, days: int | Fraction) -> Period:
        """Return the calendar total of so many days, thirty to the month.

        >>> Period.of_measure(400).text("en")
        '1 year 1 month 10 days'
        """
        months, rest = divmod(days, 30)
        return cls(months=int(months), days=rest)

    def measure(self) -> int | Fraction:
        """Return the length in days of thirty to the month, else the number of blocks or working days."""
        if self._family == "calendar":
            days = min(self.days, _ALMOST_A_MONTH) if self.unbroken else self.days
            return (self.years * 12 + self.months) * 30 + days
        return self.school_years + self.terms + self.working_days

    def carried(self) -> Period:
        """Return the same total with every thirty days written as a month; what one stretch leaves stays as it is."""
        if self.days < 30 or self.unbroken:
            return self
        months, days = divmod(self.days, 30)
        return Period(self.years, self.months + int(months), days, covered=self.covered)

    def covering(self, days: int | Fraction | None) -> Period:
        """Return the same total, knowing how many days it covers."""
        return replace(self, covered=days)

    def less(self, other: Period, *, not_below: Period | None = None) -> Period:
        """Return this total without `other`, borrowing thirty days from a month where needed.

        Raises:
            NegativePeriod: `other` is longer and no lower limit `not_below` was given.
            MixedPeriods: the families differ.
        """
        family = _common_family(self, other)
        if self.measure() < other.measure():
            if not_below is None:
                raise NegativePeriod(
                    f"{self.text('zh')}减去{other.text('zh')}小于零",
                    f"{self.text('en')} less {other.text('en')} is below zero",
                )
            return not_below
        if family == "calendar":
            result = _borrowed((self.years - other.years) * 12 + self.months - other.months, self.days - other.days)
            result = replace(result, unbroken=self.unbroken)
        else:
            result = _single(family, self.measure() - other.measure())
        return result if not_below is None or result >= not_below else not_below

    def text(self, lang: Lang) -> str:
        """Return the period in words, such as `5年1个月13天`; no length is `0天`."""
        parts = (self.years, self.months, self.days, self.school_years, self.terms, self.working_days)
        if lang == "zh":
            return "".join(_zh_part(n, unit) for n, unit in zip(parts, _ZH, strict=True) if n) or "0天"
        words = (
            f"{_number(n, ' ')} {unit}{'' if n == 1 else 's'}" for n, unit in zip(parts, _EN, strict=True) if n
        )
        return " ".join(words) or "0 days"

    def __add__(self, other: Period) -> Period:
        if not isinstance(other, Period):
            return NotImplemented
        _common_family(self, other)
        one, rest = (self, other) if self.unbroken else (other, self)
        return Period(
            self.years + other.years,
            self.months + other.months,
            self.days + other.days,
            self.school_years + other.school_years,
            self.terms + other.terms,
            self.working_days + other.working_days,
            unbroken=one.unbroken and not rest.unbroken and not rest.days,
        )

    def __sub__(self, other: Period) -> Period:
        if not isinstance(other, Period):
            return NotImplemented
        return self.less(other)

    def __mul__(self, factor: int | Fraction) -> Period:
        if isinstance(factor, bool) or not isinstance(factor, int | Fraction):
            return NotImplemented
        if self._family != "calendar":
            return _single(self._family, self.measure() * factor)
        full = self.years * 12 + self.months
        months, part = divmod(Fraction(full) * factor, 1)
        days = min(self.days, _ALMOST_A_MONTH) if self.unbroken and full else self.days
        return Period(months=int(months), days=days * Fraction(factor) + part * 30)

    __rmul__ = __mul__

    def __truediv__(self, other: Period) -> Fraction:
        if not isinstance(other, Period):
            return NotImplemented
        _common_family(self, other)
        if not other:
            raise PeriodError("不能除以零时长", "a period cannot be divided by no time at all")
        return Fraction(self.measure()) / Fraction(other.measure())

    def __bool__(self) -> bool:
        return self.whole_months != 0

    def __lt__(self, other: Period) -> bool:
        _common_family(self, other)
        return self.measure() < other.measure()

    def __le__(self, other: Period) -> bool:
        _common_family(self, other)
        return self.measure() <= other.measure()

    def __gt__(self, other: Period) -> bool:
        return other < self

    def __ge__(self, other: Period) -> bool:
        return other <= self


def _check_part(part: int | Fraction, *, may_be_fraction: bool) -> None:
    if isinstance(part, bool) or not isinstance(part, (int, Fraction) if may_be_fraction else int):
        raise PeriodError(
            f"时长的各部分须是整数，不能是{part!r}", f"a part of a period is a whole number, not {part!r}"
        )
    if part < 0:
        raise NegativePeriod(f"时长不能为负：{part}", f"a period cannot be negative: {part}")


def _family_of(parts: tuple[int | Fraction, ...]) -> Family:
    """Return the family of parts that are not all of the calendar, refusing a mixture."""
    present = [family for family, part in zip(_BLOCKS, parts[3:], strict=True) if part]
    if len(present) > 1 or any(parts[:3]):
        raise MixedPeriods(
            "一个时长只能用一类单位", "one period holds calendar time, school years, terms or working days"
        )
    return present[0]


def _common_family(one: Period, other: Period) -> Family:
    if one.family == other.family or not other:
        return one.family
    if not one:
        return other.family
    raise MixedPeriods(
        f"{one.text('zh')}与{other.text('zh')}单位不同类，不能相比或相加减",
        f"{one.text('en')} and {other.text('en')} are of different kinds",
    )


def _single(family: Family, amount: int | Fraction) -> Period:
    match family:
        case "calendar":
            return Period(days=amount)
        case "school_years":
            return Period(school_years=amount)
        case "terms":
            return Period(terms=amount)
        case "working_days":
            return Period(working_days=amount)
        case _:
            assert_never(family)


def _borrowed(months: int, days: int | Fraction) -> Period:
    """Return months and days, one of which may be negative, as a period of the same measure."""
    if days < 0:
        moved = int(-(days // 30))
        return Period(months=months - moved, days=days + 30 * moved)
    if months < 0:
        return Period(days=days + 30 * months)
    return Period(months=months, days=days)


def _zh_part(amount: int | Fraction, unit: str) -> str:
    """Return one part in Chinese; half a day is said as people say it.

    >>> _zh_part(Fraction(15, 2), "天"), _zh_part(Fraction(1, 2), "天"), _zh_part(Fraction(1, 3), "天")
    ('7天半', '半天', '1/3天')
    """
    if unit == "天" and isinstance(amount, Fraction) and amount.denominator == 2:
        whole = amount.numerator // 2
        return f"{whole}天半" if whole else "半天"
    return f"{_number(amount, '又')}{unit}"


def _number(amount: int | Fraction, between: str) -> str:
    if isinstance(amount, int):
        return str(amount)
    if 10 % amount.denominator == 0:
        whole, tenths = divmod(amount.numerator * (10 // amount.denominator), 10)
        return f"{whole}.{tenths}"
    whole, part = divmod(amount, 1)
    return f"{whole}{between}{part}" if whole else str(part)


ZERO: Final = Period()
