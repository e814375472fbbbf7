"""Places in a file and how they are underlined."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xgxp_rules.spans import Span, cells, excerpt, underline, visible


@pytest.mark.parametrize(
    ("line", "span", "marks"),
    [
        pytest.param("abc", Span.at(1, 1, 3), "^^^", id="latin"),
        pytest.param("性别: 女", Span.at(1, 1, 2), "^^^^", id="chinese-two-cells"),
        pytest.param("性别: 女", Span.at(1, 5), "      ^^", id="after-chinese"),
        pytest.param("a　b", Span.at(1, 3), "   ^", id="after-wide-space"),
        pytest.param("a\tb", Span.at(1, 3), "  ^", id="after-tab"),
        pytest.param("a\u200bb", Span.at(1, 2), " ^", id="invisible-character"),
        pytest.param("abc", Span.at(1, 4, 0), "   ^", id="empty-at-the-end"),
        pytest.param("abc", Span.at(1, 9), "   ^", id="beyond-the-line"),
        pytest.param("a: bc  ", Span(1, 4, 3, 2), "   ^^", id="several-lines"),
    ],
)
def test_carets_stand_under_the_words(line: str, span: Span, marks: str) -> None:
    """Given a line and a span, when it is underlined, then carets fill exactly the cells of the span."""
    assert underline(line, span) == marks


@given(before=st.text("ab女　", max_size=20), words=st.text("xy满６", min_size=1, max_size=9))
def test_underline_is_as_wide_as_what_stands_above_it(before: str, words: str) -> None:
    """Given any words after any words, when underlined, then both parts are as wide as the text above."""
    marks = underline(before + words, Span.at(1, len(before) + 1, len(words)))

    assert marks == " " * cells(before) + "^" * cells(words)


@pytest.mark.parametrize("column", [1, 500, 899_990, 900_001])
def test_a_long_line_is_shown_as_a_window(column: int) -> None:
    """Given a line of 900,000 characters, when a place in it is shown, then a screen's width around it is printed."""
    line, marks = excerpt("女" * 900_000, Span.at(1, column, 3))

    assert cells(line) <= 120
    assert len(marks) <= 120
    assert "^" in marks


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("\x1b[31m红", "�[31m红", id="escape-sequence"),
        pytest.param("a\u202eb", "a�b", id="direction-override"),
        pytest.param("\u200b\t", "�→", id="invisible-and-tab"),
        pytest.param("县管校聘　a", "县管校聘　a", id="wide-space-stays"),
    ],
)
def test_nothing_harmful_reaches_the_terminal(text: str, shown: str) -> None:
    """Given control, direction and invisible marks, when text is shown, then each is one visible sign."""
    assert visible(text) == shown


def test_spans_join_and_travel() -> None:
    """Given spans, when joined, ordered or pickled, then they behave as plain values; none is neutral."""
    first, second = Span.at(1, 2), Span.at(3, 4, 5)

    assert first.to(second) == Span(1, 2, 3, 9)
    assert Span.none().to(second) == second == second.to(Span.none())
    assert sorted([second, first, Span.none()]) == [Span.none(), first, second]
    assert pickle.loads(pickle.dumps(second)) == second
