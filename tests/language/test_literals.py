"""Written values: every spelling documents use, read exactly."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xgxp_rules.language.literals import (
    PartDay,
    measured_text,
    read_date,
    read_literal,
    read_number,
    read_part_day,
    read_period,
    read_yearly_day,
)
from xgxp_rules.language.numerals import exact, number_text, read_numeral
from xgxp_rules.model.nodes import YearlyDay
from xgxp_rules.model.periods import Period

_DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("6", 6),
        ("-3", -3),
        ("６", 6),
        ("六", 6),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("两", 2),
        ("一百零五", 105),
        ("一百一十五", 115),
        ("一万五千", 15_000),
        ("三万零五", 30_005),
        ("一亿零二百", 100_000_200),
        ("两门", 2),
        ("3次", 3),
        ("12 课时", 12),
        ("半", Fraction(1, 2)),
        ("一半", Fraction(1, 2)),
        ("0.1", Fraction(1, 10)),
        ("三点五分", Fraction(7, 2)),
        ("10%", Fraction(1, 10)),
        ("10 ％", Fraction(1, 10)),
        ("百分之十", Fraction(1, 10)),
        ("百分之三点五", Fraction(7, 200)),
        ("3‰", Fraction(3, 1000)),
        ("千分之三", Fraction(3, 1000)),
        ("三分之一", Fraction(1, 3)),
        ("1/3", Fraction(1, 3)),
        ("1:12", Fraction(1, 12)),
        ("１：１２", Fraction(1, 12)),
        ("2万元", 20_000),
        ("1.5万元", 15_000),
        ("三千元", 3_000),
        ("10,000元", 10_000),
        ("1,234,567元", 1_234_567),
        ("￥400", 400),
        ("¥400", 400),
        ("2亿", 200_000_000),
    ],
)
def test_a_number_is_read_exactly_in_every_spelling(text: str, value: int | Fraction) -> None:
    """Given a number as documents write it, when it is read, then it is an integer or a fraction, never a float."""
    number = read_number(text)

    assert number == value
    assert type(number) in (int, Fraction)
    assert isinstance(number, int) == (Fraction(value).denominator == 1)


@pytest.mark.parametrize(
    "text",
    [
        *("", "甲", "08", "01次", "1_000", "1e3", "1.", ".5", "10,00元", "二百五", "三五", "1/0", "1:0", "三年级"),
        *("6年", "2022-09-01", "十多年", "若干", "9" * 40, "一" * 40, "--3", "3次次数4"),
    ],
)
def test_what_reads_two_ways_or_is_no_number_is_none(text: str) -> None:
    """Given a text that is no number beyond doubt, when it is read as one, then nothing is guessed."""
    number = read_number(text)

    assert number is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("6年", Period(years=6)),
        ("六年", Period(years=6)),
        ("6 周年", Period(years=6)),
        ("48岁", Period(years=48)),
        ("48周岁", Period(years=48)),
        ("12个月", Period(years=1)),
        ("十二个月", Period(months=12)),
        ("半年", Period(months=6)),
        ("一年半", Period(months=18)),
        ("1.5年", Period(months=18)),
        ("1年6个月", Period(months=18)),
        ("5年11个月30天", Period(years=5, months=11, days=30)),
        ("2周", Period(days=14)),
        ("两个星期", Period(days=14)),
        ("30日", Period(days=30)),
        ("2学年", Period(school_years=2)),
        ("两个学年", Period(school_years=2)),
        ("1个学期", Period(terms=1)),
        ("十五个工作日", Period(working_days=15)),
        ("6 years", Period(years=6)),
        ("1 year 6 months", Period(months=18)),
        ("15 working days", Period(working_days=15)),
    ],
)
def test_a_period_is_read_in_every_spelling(text: str, period: Period) -> None:
    """Given a length of time in words, when it is read, then it is the period meant."""
    assert read_period(text) == period


@pytest.mark.parametrize(
    "text", ["6", "3次", "10%", "半个月", "2.5个月", "半学年", "1年2学期", "年", "三年级", "6年不满10年"]
)
def test_what_has_no_whole_months_or_mixes_families_is_no_period(text: str) -> None:
    """Given a text without a whole period, when it is read as one, then it is refused, not rounded."""
    assert read_period(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2022-09-01",
        "2022-9-1",
        "2022/09/01",
        "2022.9.1",
        "2022年9月1日",
        "2022年09月01日",
        "2022－09－01",
        "２０２２年９月１日",
        "二〇二二年九月一日",
        "2022 年 9 月 1 日",
    ],
)
def test_five_spellings_of_a_day_are_one_day(text: str) -> None:
    """Given the first of September in any accepted spelling, when it is read, then it is that day."""
    assert read_date(text) == date(2022, 9, 1)


@pytest.mark.parametrize(
    "text", ["20220901", "07-31", "8-15", "2022", "2022-09", "2022年", "2022-02-30", "2022-13-01"]
)
def test_a_part_of_a_day_or_a_day_that_does_not_exist_is_no_day(text: str) -> None:
    """Given a text that names no single day, when it is read as one, then there is none."""
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "part", "first", "last"),
    [
        ("2031年", PartDay(2031), date(2031, 1, 1), date(2031, 12, 31)),
        ("2031年6月", PartDay(2031, 6), date(2031, 6, 1), date(2031, 6, 30)),
        ("2031-06", PartDay(2031, 6), date(2031, 6, 1), date(2031, 6, 30)),
        ("2032年2月", PartDay(2032, 2), date(2032, 2, 1), date(2032, 2, 29)),
        ("二〇三一年", PartDay(2031), date(2031, 1, 1), date(2031, 12, 31)),
    ],
)
def test_a_year_or_month_has_a_first_and_a_last_day(text: str, part: PartDay, first: date, last: date) -> None:
    """Given a year or month, when it is read, then both its ends are known."""
    read = read_part_day(text)

    assert read == part
    assert (part.first(), part.last()) == (first, last)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("每年6月底", YearlyDay(6, None)),
        ("每年十二月末", YearlyDay(12, None)),
        ("每年4月18日", YearlyDay(4, 18)),
        ("每年04月08日", YearlyDay(4, 8)),
        ("每年2月29日", YearlyDay(2, 29)),
        ("每年2月30日", None),
        ("每年13月1日", None),
        ("每年5月上旬", None),
        ("6月30日", None),
    ],
)
def test_a_day_of_every_year_says_so(text: str, day: YearlyDay | None) -> None:
    """Given a day that returns every year, when it is read, then only one that can exist and says 每年 is taken."""
    assert read_yearly_day(text) == day


@given(st.integers(min_value=0, max_value=99_999))
def test_a_chinese_numeral_means_its_arabic_number(number: int) -> None:
    """Given any number under a hundred thousand, when it is spelled in Chinese, then it is read back."""
    assert read_numeral(_chinese(number)) == number


@given(st.fractions(-(10**12), 10**12, max_denominator=2000), st.sampled_from(["次", "%", "‰", "元", "年", ""]))
def test_a_printed_number_is_read_back(number: Fraction, unit: str) -> None:
    """Given any exact number and measure word, when it is printed, then it is read back without loss."""
    text = measured_text(exact(number), unit)

    reading = read_literal(text)

    assert reading is not None
    assert reading.parts == ((exact(number), unit),)  # type: ignore[union-attr]


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    """Given any text at all, when it is read as a value, then the answer is a value or none, never an exception."""
    found = [read_number(text), read_period(text), read_date(text), read_yearly_day(text)]

    assert sum(each is not None for each in found) <= 2  # 3天 is a count and a period


def test_the_parser_library_is_loaded_on_first_use() -> None:
    """Given a fresh Python, when the parser's module is imported, then the slow library under it is not."""
    script = (
        "import sys, xgxp_rules.language.parser, xgxp_rules.language.calc_parser as c\n"
        "assert 'lark' not in sys.modules\n"
        "from xgxp_rules.language.literals import read_number\n"
        "read_number('6')\n"
        "assert 'lark' in sys.modules\n"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_a_fraction_without_an_end_is_printed_as_one() -> None:
    """Given a third, when it is printed, then it stays a fraction."""
    assert number_text(Fraction(-1, 3)) == "-1/3"


def _chinese(number: int) -> str:
    """Spell a number under a hundred thousand, as documents do."""
    if number < 10:
        return _DIGITS[number]
    high, low = divmod(number, 10_000)
    if high:
        rest = "" if not low else ("零" if low < 1000 else "") + _under_myriad(low)
        return _DIGITS[high] + "万" + rest
    return _under_myriad(low)


def _under_myriad(number: int) -> str:
    text, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return text
