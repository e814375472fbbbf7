"""Tests in words become checks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from words_kit import (
    DATE,
    FLAG,
    GRADE,
    MONEY,
    NUMBER,
    PERIOD,
    PLACE,
    SHARE,
    SUBJECTS,
    TEXT,
    TIMES,
    TRAPS,
    YEARS,
    check_of,
    compare,
    years,
)

from xgxp_rules.model.nodes import (
    Both,
    Check,
    Compare,
    Constant,
    Contains,
    FactRef,
    MeasuringDay,
    OneOf,
    ParameterRef,
    YearlyDay,
)
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import Kind


def label(choice: str) -> Constant:
    """Return the constant of a choice of TRAPS by its label."""
    found = TRAPS.choice(choice)
    assert found is not None
    return Constant(found.id)


@pytest.mark.parametrize("choice", [choice.label for choice in TRAPS.choices])
@pytest.mark.parametrize("form", ["{}", "为 {}", "为{}", "是 {}", "is {}", " {} "])
def test_a_choice_is_safe_whatever_word_it_holds(choice: str, form: str) -> None:
    """Given a choice whose name begins or ends with words of the table, when it is written, then it is that choice."""
    assert check_of(form.format(choice), TRAPS) == Compare("eq", label(choice))


@pytest.mark.parametrize("choice", [choice.label for choice in TRAPS.choices])
@pytest.mark.parametrize("form", ["不是 {}", "非{}", "is not {}", "≠{}"])
def test_a_choice_is_safe_after_a_negation(choice: str, form: str) -> None:
    """Given such a choice after a negation, when it is read, then the negation is of the whole choice."""
    assert check_of(form.format(choice), TRAPS) == Compare("ne", label(choice))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("最低同校年限", PERIOD, Compare("eq", ParameterRef("最低同校年限"))),
        ("距退休下限以上", PERIOD, Compare("ge", ParameterRef("距退休下限"))),
        ("距退休下限 以上", PERIOD, Compare("ge", ParameterRef("距退休下限"))),
        ("满最低同校年限", PERIOD, Compare("ge", ParameterRef("最低同校年限"))),
        ("超过 同校连续任教", PERIOD, Compare("gt", FactRef("years_at_school"))),
        ("不少于 学校.规模", TIMES, Compare("ge", FactRef("school", path=("size",)))),
        ("早于 起算日", DATE, Compare("lt", ParameterRef("起算日"))),
        ("不是 在编在职", FLAG, Compare("ne", FactRef("in_post"))),
        ("高于 年度考核等次", GRADE, Compare("gt", FactRef("grade"))),
        ("晚于 计算日", DATE, Compare("gt", MeasuringDay())),
        ("不晚于 每年4月18日", DATE, Compare("le", YearlyDay(4, 18))),
    ],
)
def test_a_name_stands_where_a_value_may(text: str, kind: Kind, expected: Check) -> None:
    """Given a parameter or fact in a test, when it is read, then the check refers to it."""
    assert check_of(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("5年以上（含5年）", "ge"),
        ("五年以上(含五年)", "ge"),
        ("5年以上（含5年，下同）", "ge"),
        ("5年以上（不含5年）", "gt"),
        ("5年以下（不包括5年）", "lt"),
        ("5年（含5年）以上", "ge"),
        ("超过5年（含5年）", "ge"),
        ("不超过5年（不含5年在内）", "lt"),
    ],
)
def test_a_bracket_may_say_the_number_of_its_bound_again(text: str, op: str) -> None:
    """Given a bound with its own number in a bracket after it, when it is read, then the bracket settles the end."""
    assert check_of(text, PERIOD) == compare(op, years(5))


BAND = Both((compare("ge", years(6)), compare("lt", years(10))))
OPEN_BAND = Both((compare("gt", years(6)), compare("le", years(10))))
RANGE = Both((compare("ge", years(6)), compare("le", years(10))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("满6年不满10年", BAND),
        ("满 6年 不满 10年", BAND),
        ("不满10年满6年", BAND),
        ("满6年 且 不满10年", BAND),
        ("at least 6 years and less than 10 years", BAND),
        ("[6年, 10年)", BAND),
        ("［６年，１０年）", BAND),
        ("超过6年不超过10年", OPEN_BAND),
        ("(6年, 10年]", OPEN_BAND),
        ("6年以外10年以内", OPEN_BAND),
        ("6年以上10年以下", RANGE),
        ("6年 至 10年", RANGE),
        ("六年至十年", RANGE),
        ("6-10年", RANGE),
        ("6～10年", RANGE),
        ("6年到10年", RANGE),
        ("6 years to 10 years", RANGE),
        ("[6年, 10年]", RANGE),
    ],
)
def test_a_band_has_the_ends_its_words_say(text: str, expected: Both) -> None:
    """Given a band in any spelling, when it is read, then it is a lower and an upper bound in that order."""
    assert check_of(text, PERIOD) == expected


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("1至2万元", MONEY, Constant(10_000, "元"), Constant(20_000, "元")),
        ("一至两万元", MONEY, Constant(10_000, "元"), Constant(20_000, "元")),
        ("17-19%", SHARE, Constant(Fraction(17, 100), "%"), Constant(Fraction(19, 100), "%")),
        ("2 至 9次", TIMES, Constant(2, "次"), Constant(9, "次")),
        ("2 至 9", TIMES, Constant(2), Constant(9)),
        ("[1,3]", NUMBER, Constant(1), Constant(3)),
        ("-3 至 5", NUMBER, Constant(-3), Constant(5)),
        ("合格 至 优秀", GRADE, Constant("c2"), Constant("c3")),
        ("2029年 至 2031年", DATE, Constant(date(2029, 1, 1)), Constant(date(2031, 12, 31))),
        ("2031年2月 至 2031年3月", DATE, Constant(date(2031, 2, 1)), Constant(date(2031, 3, 31))),
        ("2029-01-01-2031-12-31", DATE, Constant(date(2029, 1, 1)), Constant(date(2031, 12, 31))),
    ],
)
def test_a_range_shares_the_unit_of_its_upper_end(text: str, kind: Kind, low: Constant, high: Constant) -> None:
    """Given a range whose lower end has no unit, when it is read, then 万 and the unit are shared by both ends."""
    assert check_of(text, kind) == Both((Compare("ge", low), Compare("le", high)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("早于 2031年", compare("lt", date(2031, 1, 1))),
        ("2031年之前", compare("lt", date(2031, 1, 1))),
        ("晚于 2031年", compare("gt", date(2031, 12, 31))),
        ("2031年之后", compare("gt", date(2031, 12, 31))),
        ("2031年 起", compare("ge", date(2031, 1, 1))),
        ("不早于 2031年6月", compare("ge", date(2031, 6, 1))),
        ("截至 2031年", compare("le", date(2031, 12, 31))),
        ("截至 2031年6月", compare("le", date(2031, 6, 30))),
        ("不晚于 2032年2月", compare("le", date(2032, 2, 29))),
        ("2031/4/1 起", compare("ge", date(2031, 4, 1))),
        ("2031年", Both((compare("ge", date(2031, 1, 1)), compare("le", date(2031, 12, 31))))),
        ("2031-04-01 或 2031-05-01", OneOf((Constant(date(2031, 4, 1)), Constant(date(2031, 5, 1))))),
    ],
)
def test_a_year_or_month_stands_for_the_end_its_word_means(text: str, expected: Check) -> None:
    """Given a year or month with a word of days, when it is read, then the word picks its first or its last day."""
    assert check_of(text, DATE) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("音乐 或 美术", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("音乐或美术", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("音乐、美术", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("音乐 或者 美术", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("甲或乙 或 美术", TRAPS, OneOf((label("甲或乙"), label("美术")))),
        ("one of c8, c9", TRAPS, OneOf((label("音乐"), label("美术")))),
        ("one of 100, 200", NUMBER, OneOf((Constant(100), Constant(200)))),
        ("不是 音乐 或 美术", TRAPS, OneOf((label("音乐"), label("美术")), negated=True)),
        ("非音乐或美术", TRAPS, OneOf((label("音乐"), label("美术")), negated=True)),
        ("is not c8 or c9", TRAPS, OneOf((label("音乐"), label("美术")), negated=True)),
        ("2 或 3", NUMBER, OneOf((Constant(2), Constant(3)))),
        ("一中 或 二中", TEXT, OneOf((Constant("一中"), Constant("二中")))),
        ("不是 一中", PLACE, compare("ne", "一中")),
        ("三十五中学", TEXT, compare("eq", "三十五中学")),
        ("甲且乙", TEXT, compare("eq", "甲且乙")),
        ("为 非师范学校", TEXT, compare("eq", "非师范学校")),
        ("非 师范学校", TEXT, compare("ne", "师范学校")),
        ("包含 语文", SUBJECTS, Contains((Constant("语文"),))),
    ],
)
def test_several_values_are_one_of_them_or_none_of_them(text: str, kind: Kind, expected: Check) -> None:
    """Given values joined by 或, when they are read, then 不是 takes the whole list and names with 或 stay whole."""
    assert check_of(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("是", FLAG, compare("eq", True)),
        ("no", FLAG, compare("eq", False)),
        ("2", YEARS, compare("eq", 2)),
        ("2年", YEARS, compare("eq", 2, "年")),
        ("满两年", YEARS, compare("ge", 2, "年")),
        ("满3场", NUMBER, compare("ge", 3, "场")),
        ("3天以上", NUMBER, compare("ge", 3, "天")),
        ("3天以上", PERIOD, compare("ge", Period(days=3))),
        ("不低于 0.9", SHARE, compare("ge", Fraction(9, 10))),
        ("不超过 四分之一", NUMBER, compare("le", Fraction(1, 4))),
        ("不少于 1:12", NUMBER, compare("ge", Fraction(1, 12))),
        (
            "满2次不满9次 且 非 5次",
            TIMES,
            Both((compare("ge", 2, "次"), compare("lt", 9, "次"), compare("ne", 5, "次"))),
        ),
        ("未定等次", GRADE, compare("eq", "c4")),
    ],
)
def test_the_kind_of_the_fact_decides_what_a_value_is(text: str, kind: Kind, expected: Check) -> None:
    """Given the same sort of text on facts of several kinds, when it is read, then it fits the fact."""
    assert check_of(text, kind) == expected
