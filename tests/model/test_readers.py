"""What each kind of value may be written as, and that nothing is guessed."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xgxp_rules.model.number_readers import read_count, read_number, read_year
from xgxp_rules.model.readers import choice_reader, read_date, read_flag, read_name, read_period, read_text
from xgxp_rules.model.supplied import choice
from xgxp_rules.model.unreadable import Unreadable, read_state
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between

DAY = date(2022, 9, 1)


@pytest.mark.parametrize(
    "raw",
    [
        "2022-09-01",
        "2022-9-1",
        "2022/9/1",
        "2022/09/01",
        "2022.9.1",
        "2022年9月1日",
        "２０２２－０９－０１",
        "２０２２年９月１日",
        " 2022-09-01 ",
        "2022-09-01 00:00:00",
        "2022-09-01T00:00:00",
        DAY,
        datetime(2022, 9, 1),
    ],
    ids=repr,
)
def test_a_day_is_read_in_every_usual_spelling(raw: object) -> None:
    """One day has many spellings and one value."""
    assert read_date(raw) == DAY


@pytest.mark.parametrize(
    ("raw", "low", "high"),
    [
        pytest.param("2020-02", date(2020, 2, 1), date(2020, 2, 29), id="leap-month"),
        pytest.param("2021年2月", date(2021, 2, 1), date(2021, 2, 28), id="month-in-words"),
        pytest.param("2020/12", date(2020, 12, 1), date(2020, 12, 31), id="last-month"),
        pytest.param("2020.9", date(2020, 9, 1), date(2020, 9, 30), id="month-with-point"),
        pytest.param("2020", date(2020, 1, 1), date(2020, 12, 31), id="year"),
        pytest.param("2020年", date(2020, 1, 1), date(2020, 12, 31), id="year-in-words"),
    ],
)
def test_a_month_or_year_is_a_range_of_days(raw: str, low: date, high: date) -> None:
    """A personnel file that knows no day gives the days it may be, never its first."""
    assert read_date(raw) == Between(low, high)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        pytest.param("86400", "XG406", id="seconds-as-text"),
        pytest.param(86400, "XG406", id="spreadsheet-number"),
        pytest.param(2020, "XG406", id="number-of-a-year"),
        pytest.param(1.5, "XG406", id="float"),
        pytest.param(True, "XG406", id="flag"),
        pytest.param("20220901", "XG406", id="run-together"),
        pytest.param("07-31", "XG406", id="no-year"),
        pytest.param("22-07-31", "XG406", id="short-year"),
        pytest.param("2022-W01-1", "XG406", id="iso-week"),
        pytest.param("2022-09/01", "XG406", id="mixed-separators"),
        pytest.param("2022-09-01 08:30", "XG406", id="time-of-day"),
        pytest.param(datetime(2022, 9, 1, 8), "XG406", id="time-object"),
        pytest.param("²022-09-01", "XG406", id="superscript"),
        pytest.param("٢٠٢٢-٠٩-٠١", "XG406", id="other-digits"),
        pytest.param("“2022-09-01”", "XG406", id="chinese-quotes"),
        pytest.param("2022-02-30", "XG407", id="thirtieth-of-february"),
        pytest.param("2022-02-29", "XG407", id="no-leap-year"),
        pytest.param("2022-13", "XG407", id="thirteenth-month"),
        pytest.param("2022年9月31日", "XG407", id="thirty-first-of-september"),
        pytest.param("0000", "XG407", id="year-nought"),
        pytest.param("null", "XG411", id="null"),
    ],
)
def test_what_only_looks_like_a_day_is_refused(raw: object, code: str) -> None:
    """A number counts days from somewhere, digits run together may be anything, and no day is invented."""
    with pytest.raises(Unreadable) as caught:
        read_date(raw)

    assert caught.value.code == code


def test_digits_run_together_are_mended() -> None:
    """The mend separates year, month and day."""
    with pytest.raises(Unreadable) as caught:
        read_date("20220901")

    assert caught.value.mend == "2022-09-01"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (True, True),
        (False, False),
        ("是", True),
        ("否", False),
        ("yes", True),
        ("NO", False),
        ("TRUE", True),
        (" 是　", True),
    ],
    ids=repr,
)
def test_flags_are_read_from_their_words(raw: object, value: bool) -> None:
    """Chinese, English and JSON spellings, in any case."""
    assert read_flag(raw) is value


@pytest.mark.parametrize(
    "raw", ["off", "on", "n", "y", "0", "1", 0, 1, 1.0, "有", "√", "“是”", "null", [], {}, None], ids=repr
)
def test_what_only_looks_like_a_flag_is_refused(raw: object) -> None:
    """A computer's habits are not a clerk's answer."""
    with pytest.raises(Unreadable):
        read_flag(raw)


@pytest.mark.parametrize(
    ("raw", "unit", "value"),
    [
        (7, None, 7),
        ("08", None, 8),
        ("-3", None, -3),
        ("12.50", None, Fraction(25, 2)),
        ("１２．５", None, Fraction(25, 2)),
        (0.1, None, Fraction(1, 10)),
        (7.0, None, 7),
        (Decimal("0.30"), None, Fraction(3, 10)),
        ("1/3", None, Fraction(1, 3)),
        ("10%", None, Fraction(1, 10)),
        ("10％", "%", Fraction(1, 10)),
        ("1/10", "%", Fraction(1, 10)),
        ("3‰", None, Fraction(3, 1000)),
        ("10,000", None, 10000),
        ("10,000元", "元", 10000),
        ("2万元", "元", 20000),
        ("40人", "人", 40),
        ("40 人", "人", 40),
        ("40", "人", 40),
    ],
)
def test_numbers_are_exact(raw: object, unit: str | None, value: int | Fraction) -> None:
    """A decimal is read as written, and a whole number is an int."""
    read = read_number(raw, unit)

    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("raw", "unit"),
    [
        ("1_000", None),
        ("1e3", None),
        (True, None),
        (False, None),
        ("", None),
        ("十", None),
        ("1,00", None),
        ("1.2.3", None),
        ("1/0", None),
        ("1.5/2", None),
        ("0x10", None),
        ("nan", None),
        (float("nan"), None),
        (float("inf"), None),
        (1e300, None),
        (Decimal("1e999999"), None),
        (10**40, None),
        ("9" * 41, None),
        ("40人", None),
        ("40人", "次"),
        ("10%", "人"),
        ("10", "%"),
        (10, "%"),
        (None, None),
    ],
)
def test_what_only_looks_like_a_number_is_refused(raw: object, unit: str | None) -> None:
    """Neither Python's spellings nor another measure word is a number of this fact."""
    with pytest.raises(Unreadable):
        read_number(raw, unit)


@pytest.mark.parametrize("raw", ["-1", "1.5", "1/2", -1], ids=repr)
def test_a_count_is_whole_and_not_negative(raw: object) -> None:
    with pytest.raises(Unreadable):
        read_count(raw)


@pytest.mark.parametrize("raw", [2025, "2025", "2025年", "2025年度", "２０２５", 2025.0], ids=repr)
def test_a_year_is_read_with_or_without_its_word(raw: object) -> None:
    assert read_year(raw) == 2025


@pytest.mark.parametrize("raw", ["25", "2025-2026", 25, True, "3025", 2025.5, "2025-01"], ids=repr)
def test_what_is_not_one_year_is_refused(raw: object) -> None:
    with pytest.raises(Unreadable):
        read_year(raw)


@pytest.mark.parametrize("raw", ["合格", "qualified", " 合格　"], ids=repr)
def test_a_choice_is_read_by_label_or_id(raw: str) -> None:
    read = choice_reader(choice("unqualified 不合格", "qualified 合格"))

    assert read(raw) == "qualified"


@pytest.mark.parametrize(
    ("raw", "mend"),
    [
        pytest.param("合革", "合格", id="one-character-off"),
        pytest.param("“不合格”", "不合格", id="in-chinese-quotes"),
        pytest.param("天气", None, id="nothing-near"),
        pytest.param(1, None, id="number"),
    ],
)
def test_another_word_is_refused_with_the_nearest_choice(raw: object, mend: str | None) -> None:
    with pytest.raises(Unreadable) as caught:
        choice_reader(choice("unqualified 不合格", "qualified 合格"))(raw)

    assert caught.value.mend == mend


@pytest.mark.parametrize(
    "raw", [5, 1.5, True, None, [], "null", "~", "a\x1b[2J", "一\u200b中", "\ud800", "字" * 2001]
)
def test_what_is_no_readable_text_is_refused(raw: object) -> None:
    """Numbers lose their zeros, and signs nobody sees make two names of one."""
    with pytest.raises(Unreadable):
        read_text(raw)


def test_names_differ_only_by_what_is_seen() -> None:
    """Brackets of both widths and spaces around a name do not make another school."""
    assert read_name("　一中（东区） ") == read_name("一中(东区)") == "一中(东区)"
    assert read_text("   ") is None


@pytest.mark.parametrize(
    ("raw", "state"),
    [
        ("未知", UNKNOWN),
        ("unknown", UNKNOWN),
        ("Not Applicable", NOT_APPLICABLE),
        ("不适用", NOT_APPLICABLE),
        ("否", None),
    ],
)
def test_the_states_have_their_own_words(raw: str, state: object) -> None:
    assert read_state(raw) is state


@pytest.mark.parametrize("raw", ["6", 6, "6尺", "年", "", "6年x", None], ids=repr)
def test_a_period_needs_its_unit(raw: object) -> None:
    with pytest.raises(Unreadable):
        read_period(raw)


@given(st.dates())
def test_every_day_reads_back_from_its_iso_form(day: date) -> None:
    assert read_date(day.isoformat()) == day


@given(st.fractions(max_denominator=10**6).filter(lambda number: abs(number) < 10**12))
def test_every_fraction_reads_back_from_its_text(number: Fraction) -> None:
    assert read_number(str(number)) == number


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.binary(), st.lists(st.none())))
def test_readers_return_a_value_or_refuse_and_never_break(raw: Any) -> None:
    """Whatever stands in a file, a reader answers or raises its one error."""
    for read in (
        read_flag,
        read_number,
        read_date,
        read_text,
        read_year,
        read_period,
        choice_reader(choice("a 甲")),
    ):
        with suppress(Unreadable):
            read(raw)
