"""Checks into words and back: nothing is lost in either language; and the canonical spelling for `fmt`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
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
    VEHICLES,
    YEARS,
    check_of,
    compare,
    read,
    years,
)

from xgxp_rules.language.normalising import normalise
from xgxp_rules.language.numerals import exact
from xgxp_rules.language.printer import Lang, bound_words, print_check
from xgxp_rules.model.nodes import (
    Applies,
    Both,
    Check,
    Compare,
    Constant,
    Contains,
    FactRef,
    IsKnown,
    MeasuringDay,
    OneOf,
    Operand,
    ParameterRef,
    YearlyDay,
)
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import Kind

ORDERS = st.sampled_from(["ge", "gt", "le", "lt", "eq", "ne"])
EQUALITY = st.sampled_from(["eq", "ne"])
NUMBERS = st.one_of(st.integers(-(10**6), 10**6), st.fractions(-1000, 1000, max_denominator=60)).map(
    lambda number: exact(Fraction(number))
)
PERIODS = st.one_of(
    st.builds(lambda m, d: Period(months=m, days=d), st.integers(0, 700), st.integers(0, 400)),
    st.builds(lambda n: Period(school_years=n), st.integers(1, 30)),
    st.builds(lambda n: Period(terms=n), st.integers(1, 30)),
    st.builds(lambda n: Period(working_days=n), st.integers(1, 300)),
)
WORDS = st.sampled_from(["一中", "三十五中学", "非师范学校", "是非小学", "满意", "A-1 campus", "语文"])


def numbers(*units: str | None) -> st.SearchStrategy[Operand]:
    """Return constants with one of the measure words."""
    return st.builds(Constant, NUMBERS, st.sampled_from(units))


def choices(kind: Kind, *, ordered: bool = False) -> st.SearchStrategy[Operand]:
    """Return constants of the kind's choices; only those with a place in the order if `ordered`."""
    ids = [choice.id for choice in kind.choices if not ordered or choice.id not in kind.unordered]
    return st.sampled_from(ids).map(Constant)


OPERANDS: dict[str, tuple[Kind, st.SearchStrategy[Operand], bool]] = {
    "flag": (FLAG, st.booleans().map(Constant) | st.just(FactRef("in_post")), False),
    "number": (NUMBER, numbers(None, "次", "人", "%", "‰", "元", "场") | st.just(FactRef("checks")), True),
    "counted": (TIMES, numbers("次", None) | st.just(ParameterRef("次数下限")), True),
    "money": (MONEY, numbers("元") | st.just(ParameterRef("补助标准")), True),
    "share": (SHARE, numbers("%", "‰"), True),
    "years": (YEARS, numbers("年", None), True),
    "period": (PERIOD, PERIODS.map(Constant) | st.just(ParameterRef("最低同校年限")), True),
    "date": (
        DATE,
        st.dates(date(1000, 1, 1)).map(Constant)
        | st.just(ParameterRef("起算日"))
        | st.just(FactRef("hired_on"))
        | st.just(MeasuringDay())
        | st.builds(YearlyDay, st.integers(1, 12), st.none() | st.integers(1, 28)),
        True,
    ),
    "text": (TEXT, WORDS.map(Constant), False),
    "reference": (PLACE, WORDS.map(Constant), False),
    "grade": (GRADE, choices(GRADE, ordered=True) | st.just(FactRef("grade")), True),
    "choice": (TRAPS, choices(TRAPS), False),
}


def singles(name: str) -> st.SearchStrategy[Check]:
    """Return checks of the kind that are not joined."""
    _, operands, ordered = OPERANDS[name]
    return st.one_of(
        st.builds(Compare, ORDERS if ordered else EQUALITY, operands),
        st.builds(OneOf, st.lists(operands, min_size=2, max_size=3).map(tuple), st.booleans()),
        st.builds(IsKnown, st.booleans()),
        st.builds(Applies, st.booleans()),
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", OPERANDS)
@given(data=st.data())
def test_a_printed_check_is_read_back(name: str, lang: Lang, data: st.DataObject) -> None:
    """Given any check of any kind, when it is printed and parsed, then it is the same check in both languages."""
    kind = OPERANDS[name][0]
    check = data.draw(singles(name))

    assert check_of(print_check(check, kind, lang), kind) == check


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", OPERANDS)
@given(data=st.data())
def test_joined_checks_are_read_back_unless_nothing_can_meet_them(
    name: str, lang: Lang, data: st.DataObject
) -> None:
    """Given checks joined by 且, when they are printed and parsed, then they are the same, or refused as empty."""
    kind = OPERANDS[name][0]
    check = Both(tuple(data.draw(st.lists(singles(name), min_size=2, max_size=4))))

    result = read(print_check(check, kind, lang), kind)

    if isinstance(result, list):
        assert result[0].code == "XG210"
    else:
        assert result == check


@pytest.mark.parametrize("lang", ["zh", "en"])
@given(negated=st.booleans(), data=st.data())
def test_what_a_list_contains_is_read_back(lang: Lang, negated: bool, data: st.DataObject) -> None:
    """Given a test of a list, when it is printed and parsed, then it is the same."""
    words = WORDS.map(Constant)
    kind, elements = data.draw(st.sampled_from([(VEHICLES, choices(VEHICLES)), (SUBJECTS, words), (TEXT, words)]))
    check = Contains(tuple(data.draw(st.lists(elements, min_size=1, max_size=3))), negated)

    assert check_of(print_check(check, kind, lang), kind) == check


@pytest.mark.parametrize(
    ("check", "kind", "zh", "en"),
    [
        (compare("ge", years(6)), PERIOD, "满 6年", "at least 6 years"),
        (Both((compare("ge", years(6)), compare("lt", years(10)))), PERIOD, "满6年不满10年", None),
        (Both((compare("ge", years(6)), compare("le", years(10)))), PERIOD, "6年 至 10年", "6 years to 10 years"),
        (compare("lt", "c2"), GRADE, "低于 合格", "less than c2"),
        (compare("ge", Fraction(9, 10), "%"), SHARE, "不低于 90%", "at least 90%"),
        (compare("ge", 20_000, "元"), MONEY, "不少于 2万元", "at least 2万元"),
        (compare("lt", date(2031, 4, 1)), DATE, "早于 2031-04-01", "before 2031-04-01"),
        (Compare("le", MeasuringDay()), DATE, "已到", "reached"),
        (OneOf((Constant("c8"), Constant("c9")), True), TRAPS, "不是 音乐 或 美术", "is not c8 or c9"),
        (compare("eq", True), FLAG, "是", "yes"),
        (compare("eq", "是非小学"), TEXT, "为 是非小学", "is 是非小学"),
    ],
)
def test_the_words_are_those_documents_use(check: Check, kind: Kind, zh: str, en: str | None) -> None:
    """Given a check, when it is printed, then the words are the customary ones for its kind."""
    assert print_check(check, kind, "zh") == zh
    assert en is None or print_check(check, kind, "en") == en


def test_a_fact_is_shown_by_the_name_asked_for() -> None:
    """Given a check against a fact, when it is printed with labels, then the label stands in the words."""
    check = Compare("ge", FactRef("years_at_school"))

    assert print_check(check, PERIOD, "zh", label_of=lambda fact: "同校连续任教") == "满 同校连续任教"
    assert print_check(check, PERIOD, "zh") == "满 years_at_school"


@pytest.mark.parametrize("kind", [PERIOD, NUMBER, DATE, GRADE, SHARE], ids=lambda kind: kind.name)
def test_every_bound_has_its_own_word(kind: Kind) -> None:
    """Given a kind with an order, when its words are listed, then four bounds have four words in each language."""
    for lang in ("zh", "en"):
        assert len(set(bound_words(kind, lang).values())) == 4


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("满　六年", "满 6年"),
        ("≥６年", "≥6年"),
        ("＞＝ 6年", ">= 6年"),
        ("满六年不满十年", "满6年不满10年"),
        ("６－１０年", "6-10年"),
        ("一年半 以上", "1年半 以上"),
        ("6年以上（不含本数）", "6年以上（不含本数）"),
        ("不超过百分之十", "不超过10%"),
        ("三分之一", "1/3"),
        ("￥400", "400元"),
        ("10,000元", "10000元"),
        ("2万元", "2万元"),
        ("一至两万元", "一至两万元"),
        ("2022年9月1日 起", "2022-09-01 起"),
        ("2022/9/1", "2022-09-01"),
        ("２０３１－０４－０１", "2031-04-01"),
        ("2031年 起", "2031年 起"),
        ("不是 一次 或 二次", "不是 1次 或 2次"),
        ("三年级", "三年级"),
        ("五年一贯制", "五年一贯制"),
        ("二百五", "二百五"),
        ("满 最低同校年限", "满 最低同校年限"),
        ("一中 或 二中", "一中 或 二中"),
        ("甲（乙）", "甲（乙）"),
        ("", ""),
    ],
)
def test_fmt_respells_numbers_and_signs_only(text: str, spelled: str) -> None:
    """Given a test as typed, when it is normalised, then only what is a number beyond doubt changes, and only once."""
    assert normalise(text) == spelled
    assert normalise(spelled) == spelled


MEANT = [
    "满　六年",
    "６～１０年",
    "一至两万元",
    "1至2万元",
    "6年（含）以上",
    "[６年, 10年)",
    "超过二十次 且 不满三十次",
    "一年半以内",
]
MEANT += [
    "2031年4月1日 起",
    "2031年6月 至 2031年9月",
    "三分之一 以上",
    "17－19％",
    "不是 一次 或 二次",
    "半年以上",
    "合格　以上",
]


@pytest.mark.parametrize("text", MEANT)
@pytest.mark.parametrize("kind", [PERIOD, NUMBER, MONEY, DATE, GRADE], ids=lambda kind: f"{kind.name}-{kind.unit}")
def test_the_canonical_spelling_means_the_same(text: str, kind: Kind) -> None:
    """Given a test, when it is normalised, then it is read as the same check, or refused with the same code."""
    before, after = read(text, kind), read(normalise(text), kind)

    if isinstance(before, list):
        assert isinstance(after, list)
        assert after[0].code == before[0].code
    else:
        assert after == before


@given(st.text(max_size=40))
def test_normalising_never_fails_and_settles_at_once(text: str) -> None:
    """Given any text, when it is normalised twice, then the second time changes nothing."""
    once = normalise(text)

    assert normalise(once) == once
