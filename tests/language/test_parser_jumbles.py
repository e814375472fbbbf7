"""Whatever words are put together: a check or one problem, and spaces never matter."""

from __future__ import annotations

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
    read,
)

from xgxp_rules.model.values import Kind

KINDS = [FLAG, NUMBER, TIMES, MONEY, SHARE, PERIOD, DATE, TEXT, GRADE, TRAPS, VEHICLES, SUBJECTS, PLACE]
PIECES = [
    "满",
    "不满",
    "以上",
    "以前",
    "6",
    "6年",
    "十",
    "半",
    "至",
    "-",
    "或",
    "且",
    "、",
    "（含）",
    " ",
    "[",
    ",",
    ")",
]
PIECES += [
    "合格",
    "最低同校年限",
    "2031年",
    "-04-01",
    "每年",
    "%",
    "分之",
    "is not",
    "or",
    "不是",
    "“",
    "。",
    "3次",
    "¥",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9), st.sampled_from(KINDS))
def test_any_jumble_of_words_is_a_check_or_one_problem(words: list[str], kind: Kind) -> None:
    """Given words of the language in any order, when they are read, then there is a check or exactly one problem."""
    result = read("".join(words), kind)

    assert not isinstance(result, list) or len(result) == 1


@given(st.text(max_size=60), st.sampled_from(KINDS))
def test_any_text_is_a_check_or_one_problem(text: str, kind: Kind) -> None:
    """Given any text, when it is read, then nothing is raised and a problem can be shown in both languages."""
    result = read(text, kind)

    if isinstance(result, list):
        assert len(result) == 1
        assert result[0].headline("zh")
        assert result[0].headline("en")


SPACED = [
    "满6年",
    "满6年不满10年",
    "6年至10年",
    "最低同校年限以上",
    "不超过48岁",
    "[6年,10年)",
    "满2年且不满9年",
    "6年（含）以上",
]


@given(st.sampled_from(SPACED), st.data())
def test_spaces_never_matter(text: str, data: st.DataObject) -> None:
    """Given a test, when spaces of any width stand between its signs, then it means the same."""
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "　", "  "]), min_size=len(text), max_size=len(text)))
    digits = {place for place in range(1, len(text)) if text[place - 1].isdigit() and text[place].isdigit()}
    names = "最低同校年限"
    inside = set(range(1, len(names))) if text.startswith(names) else set()
    spaced = "".join(
        ("" if place in digits | inside else gap) + sign
        for place, (sign, gap) in enumerate(zip(text, gaps, strict=True))
    )

    assert read(spaced, PERIOD) == read(text, PERIOD)
