"""Lists by terms: terms in a row, every term of a window, and how a term is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from engine_kit import asked, truth, value

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.model.values import UNKNOWN, Between
from xgxp_rules.tools.missing_words import missing_words

GRADES = {"choice": ["不合格", "合格", "优秀"], "ordered": "low_to_high"}
FACTS: dict[str, Any] = {
    "评议": {"list": {"学期": "number", "等次": GRADES}},
    "连续优秀": {"run": "评议", "where": {"等次": "优秀"}},
    "最长优秀": {"run": "评议", "where": {"等次": "优秀"}, "ending": "any"},
    "都合格": {"every": "评议", "where": {"等次": "合格 以上"}, "within": "近3个学期", "short": "passes"},
    "本学期次数": {"count": "评议", "within": "本学期"},
    "本学年次数": {"count": "评议", "within": "本学年"},
}
SPRING = date(2026, 3, 16)


def graded(*terms: tuple[str, str], since: str = "2025-02-20") -> dict[str, Any]:
    return {
        "任职经历": [{"学校": "一中", "自": since}],
        "评议": [{"学期": term, "等次": grade} for term, grade in terms],
    }


@pytest.mark.parametrize(
    ("terms", "row"),
    [
        pytest.param([("2024-2025-2", "优秀"), ("2025-2026-1", "优秀")], 2, id="over-the-summer"),
        pytest.param(
            [("2024-2025-1", "优秀"), ("2024-2025-2", "优秀"), ("2025-2026-1", "优秀")], 3, id="over-winter"
        ),
        pytest.param([("2024-2025-1", "优秀"), ("2024-2025-2", "合格"), ("2025-2026-1", "优秀")], 1, id="broken"),
        pytest.param([("2024-2025-1", "优秀"), ("2025-2026-1", "优秀")], Between(1, 3), id="a-term-is-missing"),
        pytest.param(
            [("2024-2025-1", "优秀"), ("2024-2025-2", "优秀")], Between(0, 3), id="the-last-is-not-there-yet"
        ),
        pytest.param(
            [("2025-2026-1", "优秀"), ("2025-2026-2", "优秀")], Between(2, 3), id="the-present-term-counts"
        ),
        pytest.param([("2025-2026-1", "优秀"), ("2026-2027-1", "优秀")], Between(1, 2), id="a-later-term-does-not"),
    ],
)
def test_terms_in_a_row(terms: list[tuple[str, str]], row: Any) -> None:
    """Given grades by terms, when those in a row are counted, then the second term leads to the next first one."""
    assert value(FACTS, "连续优秀", graded(*terms), SPRING) == row


@pytest.mark.parametrize(
    ("terms", "as_of", "holds"),
    [
        pytest.param(["2024-2025-1", "2024-2025-2", "2025-2026-1"], SPRING, True, id="all-three"),
        pytest.param(["2024-2025-2", "2025-2026-1"], SPRING, None, id="one-not-recorded"),
        pytest.param(["2025-2026-1"], date(2026, 1, 31), None, id="not-finished-yet"),
    ],
)
def test_every_term_of_a_window(terms: list[str], as_of: date, holds: bool | None) -> None:
    """Given the last three finished terms, then each must be there and have the property."""
    assert (
        truth(FACTS, {"都合格": "是"}, graded(*((term, "合格") for term in terms), since="2024-09-01"), as_of)
        is holds
    )


def test_terms_in_a_window() -> None:
    """Given entries of both terms of a school year, then the present term holds one and the school year both."""
    record = graded(("2025-2026-1", "合格"), ("2025-2026-2", "合格"), ("2024-2025-2", "合格"))

    assert value(FACTS, "本学期次数", record, SPRING) == 1
    assert value(FACTS, "本学年次数", record, SPRING) == 2


@pytest.mark.parametrize(
    "written",
    [
        "2025-2026-1",
        "2025-2026学年第一学期",
        "2025—2026学年上学期",
        "2025学年第1学期",
        "20251",
        20251,
        "２０２５－２０２６－１",
    ],
)
def test_how_a_term_is_written(written: Any) -> None:
    """Given the first term of a school year in any of its spellings, then it is that term."""
    assert value(FACTS, "连续优秀", graded((written, "优秀"), ("2024-2025-2", "优秀")), SPRING) == 2


@pytest.mark.parametrize("written", ["2025-2026", "2025-2027-1", "2025-2026-3", 2025, "第一学期", "2025-09-01"])
def test_what_is_no_term_is_refused(written: Any) -> None:
    """Given a year without its term, a third term or years apart, then the record is refused and told how to write."""
    with pytest.raises(RecordError) as refused:
        asked(FACTS, {"连续优秀": "满 2学期"}, graded((written, "优秀")), SPRING)

    assert "2025-2026-1" in refused.value.text("zh")


def test_the_longest_row_of_terms() -> None:
    """Given two rows, when the longest is asked for, then it is the longer of them."""
    terms = ["2021-2022-2", "2022-2023-1", "2022-2023-2"]
    record = graded(*((term, "优秀") for term in terms), ("2023-2024-1", "合格"), ("2025-2026-1", "优秀"))
    record["任职经历"] = [{"学校": "一中", "自": "2022-03-01"}]

    assert truth(FACTS, {"最长优秀": "满 3学期"}, record, SPRING) is True


SCORES: dict[str, Any] = {
    "评教": {"list": {"学期": "number", "得分": {"unit": "分"}, "较上学期": {"change": "得分"}}},
    "连升": {"run": "评教", "where": {"较上学期": "超过 0分"}},
    "变动": {"change": "评教", "take": "得分"},
}


@pytest.mark.parametrize(
    ("terms", "fact", "found"),
    [
        pytest.param([("2024-2025-2", 80), ("2025-2026-1", 83)], "变动", 3, id="over-the-summer"),
        pytest.param([("2024-2025-1", 80), ("2024-2025-2", 78)], "变动", -2, id="over-the-winter"),
        pytest.param([("2024-2025-1", 80), ("2025-2026-1", 83)], "变动", UNKNOWN, id="a-term-is-missing"),
        pytest.param([("2024-2025-2", 80), ("2025-2026-1", 83), ("2025-2026-2", 85)], "连升", 2, id="two-rises"),
    ],
)
def test_change_from_term_to_term(terms: list[tuple[str, int]], fact: str, found: Any) -> None:
    """Given scores by terms, when their change is asked for, then the term before is the one that counts."""
    record = {
        "任职经历": [{"学校": "一中", "自": "2025-02-20"}],
        "评教": [{"学期": term, "得分": score} for term, score in terms],
    }

    assert value(SCORES, fact, record, SPRING) == found


def test_a_list_with_its_own_year_is_not_by_terms() -> None:
    """Given a list by school years that also says which term, then it stays by school years and 1 is just a number."""
    facts = {
        "评议": {"list": {"学年": "number", "学期": "number"}},
        "连续": {"run": "评议", "where": {"学期": "1"}},
    }
    record = {
        "任职经历": [{"学校": "一中", "自": "2023-09-01"}],
        "评议": [{"学年": "2023-2024", "学期": 1}, {"学年": "2024-2025", "学期": "1"}],
    }

    assert truth(facts, {"连续": "满 2年"}, record, SPRING) is True


def test_a_term_without_an_entry_is_named() -> None:
    """Given a term of which nothing is recorded, then what is missing names the term in words."""
    found = asked(FACTS, {"连续优秀": "满 2学期"}, graded(("2025-2026-1", "优秀")), SPRING).report().missing

    assert [missing_words(one, "zh") for one in found] == ["补上“评议”2024—2025学年第二学期的条目"]
