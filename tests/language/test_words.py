"""The table of words: every word of the language with its bound, on every kind it may be said of."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from words_kit import (
    DATE,
    GRADE,
    MONEY,
    NUMBER,
    PERIOD,
    SHARE,
    TEXT,
    TIMES,
    VEHICLES,
    check_of,
    compare,
    problem_of,
    years,
)

from xgxp_rules.language.words import CIVIL_CODE, INSTEAD, INSTEAD_AFTER, TABLE, TITLES, WORDS, TestWord, table
from xgxp_rules.model.nodes import Applies, Compare, Constant, Contains, IsKnown, MeasuringDay
from xgxp_rules.model.values import Kind

BOUNDS = ("ge", "gt", "lt", "le")
AMOUNT_KINDS = [
    pytest.param(PERIOD, "6年", Constant(years(6)), id="period"),
    pytest.param(NUMBER, "6", Constant(6), id="number"),
    pytest.param(TIMES, "6次", Constant(6, "次"), id="counted"),
    pytest.param(MONEY, "2万元", Constant(20_000, "元"), id="money"),
    pytest.param(SHARE, "50%", Constant(Fraction(1, 2), "%"), id="share"),
    pytest.param(GRADE, "合格", Constant("c2"), id="grade"),
]
AMOUNT_WORDS = [word for word in WORDS if word.meaning in BOUNDS and word.use in ("amount", "any")]
DAY_WORDS = [word for word in WORDS if word.meaning in BOUNDS and word.use in ("day", "any")]


def said(word: TestWord, value: str, gap: str = "") -> str:
    """Return the word with its value, on the side where it stands."""
    gap = " " if word.lang == "en" else gap
    return f"{value}{gap}{word.text}" if word.place == "after" else f"{word.text}{gap}{value}"


@pytest.mark.parametrize(
    ("meaning", "words"),
    [
        ("ge", "满 届满 达到 不少于 不低于 至少 以上 ≥ >= 不早于 起"),
        ("gt", "超过 高于 多于 以外 > 晚于 之后"),
        ("lt", "不满 不足 低于 少于 未满 未达到 < 早于 之前"),
        ("le", "不超过 不高于 不多于 至多 以下 以内 ≤ <= 不晚于 截至"),
        ("eq", "为 是 ="),
        ("ne", "不是 非 ≠ !="),
        ("refused", "以前 以后"),
    ],
)
def test_the_table_fixes_each_bound(meaning: str, words: str) -> None:
    """Given the words documents use, when the table is asked, then each has this one meaning and no other."""
    found = {word.text for word in WORDS if word.meaning == meaning and word.lang != "en"}

    assert found == set(words.split())


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("以上", "ge"),
        ("以下", "le"),
        ("以内", "le"),
        ("届满", "ge"),
        ("不满", "lt"),
        ("超过", "gt"),
        ("以外", "gt"),
    ],
)
def test_the_civil_code_has_the_last_word(text: str, meaning: str) -> None:
    """Given the seven words of article 1259, when the table is asked, then it names the Code and follows it."""
    word = next(word for word in WORDS if word.text == text)

    assert (word.source, word.meaning) == (CIVIL_CODE, meaning)


def test_only_the_seven_words_claim_the_code() -> None:
    """Given the whole table, when sources are counted, then no word borrows the Code's authority."""
    assert sum(word.source == CIVIL_CODE for word in WORDS) == 7
    assert {word.source for word in WORDS} == {CIVIL_CODE, TABLE}


def test_no_word_means_two_things() -> None:
    """Given the table, when words are listed by place, then none stands twice."""
    placed = [(word.place, word.text) for word in WORDS]

    assert len(placed) == len(set(placed))


def test_the_printed_table_has_a_row_for_every_meaning_and_every_word() -> None:
    """Given the table as printed, when its rows are counted, then nothing is missing and both languages are there."""
    rows = table()

    assert [row.meaning for row in rows] == list(TITLES)
    assert sorted(word.text for row in rows for word in row.words) == sorted(word.text for word in WORDS)
    assert all(row.title.zh and row.title.en and row.words for row in rows)


@pytest.mark.parametrize("word", AMOUNT_WORDS, ids=lambda word: word.text)
@pytest.mark.parametrize(("kind", "value", "operand"), AMOUNT_KINDS)
@pytest.mark.parametrize("gap", ["", " ", "　"], ids=["close", "spaced", "full-width-space"])
def test_a_bound_is_the_words_bound_on_every_ordered_kind(
    word: TestWord, kind: Kind, value: str, operand: Constant, gap: str
) -> None:
    """Given a word and a value, spaced or not, when the test is read, then the check has exactly the word's bound."""
    check = check_of(said(word, value, gap), kind)

    assert check == Compare(word.meaning, operand)  # type: ignore[arg-type]


@pytest.mark.parametrize("word", DAY_WORDS, ids=lambda word: word.text)
def test_a_bound_is_the_words_bound_on_days(word: TestWord) -> None:
    """Given a word of days and a date, when the test is read, then the check has exactly the word's bound."""
    check = check_of(said(word, "2031-04-01"), DATE)

    assert check == compare(word.meaning, date(2031, 4, 1))


@pytest.mark.parametrize("word", [word for word in AMOUNT_WORDS if word.lang != "en"], ids=lambda word: word.text)
@pytest.mark.parametrize(
    ("bracket", "included"),
    [("（含）", True), ("(含)", True), ("（含本数）", True), ("（不含）", False), ("（不含本数）", False)],
)
def test_a_bracket_wins_over_the_word(word: TestWord, bracket: str, included: bool) -> None:
    """Given a bound with （含） or （不含） after it, when it is read, then the bracket sets the bound."""
    text = said(word, "6年")

    check = check_of(text + bracket, PERIOD)

    upper = word.meaning in ("le", "lt")
    assert check == compare(("le" if included else "lt") if upper else ("ge" if included else "gt"), years(6))


@pytest.mark.parametrize("text", ["超过（含）6年", "6年（含）以外", "6年以外（含）", "超过6年（含）"])
def test_a_bracket_may_stand_beside_the_word_or_the_number(text: str) -> None:
    """Given the bracket where documents put it, when the test is read, then it belongs to the bound."""
    assert check_of(text, PERIOD) == compare("ge", years(6))


@pytest.mark.parametrize(("other", "word"), INSTEAD.items(), ids=INSTEAD)
def test_a_word_outside_the_table_is_refused_with_the_one_inside(other: str, word: str) -> None:
    """Given a word the table leaves out, when it is used, then the message points at it and offers the table's."""
    problem = problem_of(f"{other} 6年", PERIOD)

    assert problem.code == "XG209"
    assert problem.mend == f"{word} 6年"
    assert (problem.span.column, problem.span.end_column) == (1, 1 + len(other))
    check_of(problem.mend, PERIOD)


@pytest.mark.parametrize(("other", "word"), INSTEAD_AFTER.items(), ids=INSTEAD_AFTER)
def test_an_ending_outside_the_table_is_refused_with_the_one_inside(other: str, word: str) -> None:
    """Given 及以上 and its like, when they are used, then the message offers the table's word."""
    problem = problem_of(f"合格{other}", GRADE)

    assert (problem.code, problem.mend) == ("XG209", f"合格 {word}")


def test_words_without_a_value_stand_alone() -> None:
    """Given words that need no value, when they are read, then they say what the table says."""
    assert check_of("已知", PERIOD) == check_of("known", PERIOD) == IsKnown()
    assert check_of("未知", GRADE) == check_of("unknown", GRADE) == IsKnown(negated=True)
    assert check_of("适用", PERIOD) == Applies()
    assert check_of("不适用", VEHICLES) == check_of("does not apply", VEHICLES) == Applies(negated=True)
    assert check_of("已到", DATE) == check_of("reached", DATE) == Compare("le", MeasuringDay())
    assert check_of("未到", DATE) == check_of("not reached", DATE) == Compare("gt", MeasuringDay())


def test_a_list_is_asked_what_it_contains() -> None:
    """Given a list of choices, when 包含 or 不包含 is asked, then it takes one value or several."""
    assert check_of("包含 大客车", VEHICLES) == Contains((Constant("bus"),))
    assert check_of("不包含 大客车 或 小客车", VEHICLES) == Contains(
        (Constant("bus"), Constant("car")), negated=True
    )
    assert check_of("contains bus or car", VEHICLES) == Contains((Constant("bus"), Constant("car")))


def test_a_text_is_asked_which_words_it_has() -> None:
    """Given a text, when 包含 or 不包含 is asked, then what follows is a word or several, spaces left as they are."""
    assert check_of("包含 违反师德", TEXT) == Contains((Constant("违反师德"),))
    assert check_of("不包含 更正 或 撤销", TEXT) == Contains((Constant("更正"), Constant("撤销")), negated=True)
    assert check_of("contains part time", TEXT) == Contains((Constant("part time"),))


@pytest.mark.parametrize("word", [word for word in WORDS if word.place == "before"], ids=lambda word: word.text)
def test_a_word_without_its_value_says_so(word: TestWord) -> None:
    """Given a word that needs a value and has none, when it is read, then the message names the word."""
    problem = problem_of(word.text, PERIOD)

    assert problem.code == "XG213"


def test_an_english_word_ends_where_the_word_ends() -> None:
    """Given a choice that begins with the letters of a word, when it is misspelled, then no word is taken out of it."""
    problem = problem_of("island", GRADE)

    assert problem.code == "XG204"
    assert (problem.span.column, problem.span.end_column) == (1, 7)
