"""Words in a text: where they stand, what is the same sign, and what is not known."""

from __future__ import annotations

from typing import Any

import pytest
from engine_kit import truth

FACTS: dict[str, Any] = {
    "说明": {"kind": "text"},
    "词": {"kind": "text"},
    "另注": {"kind": "text", "may_not_apply": True},
    "奖惩": {"list": {"日期": "date", "事由": "text"}},
    "有师德问题": {"exists": "奖惩", "where": {"事由": "包含 违反师德"}},
}


@pytest.mark.parametrize(
    ("text", "test", "holds"),
    [
        pytest.param("因违反师德通报", "包含 违反师德", True, id="inside"),
        pytest.param("违反师德", "包含 违反师德", True, id="the-whole"),
        pytest.param("违反了师德", "包含 违反师德", False, id="not-in-one-piece"),
        pytest.param("违反 师德", "包含 违反师德", False, id="a-space-between"),
        pytest.param("不违反师德", "包含 违反师德", True, id="within-a-longer-word"),
        pytest.param("（Ａ）类", "包含 (A)类", True, id="full-width-signs"),
        pytest.param("a类", "包含 A类", False, id="letter-case"),
        pytest.param("甲.乙", "包含 甲?乙", False, id="no-pattern"),
        pytest.param("体罚学生", "包含 违反师德 或 体罚", True, id="one-of-several"),
        pytest.param("体罚学生", "不包含 违反师德 或 体罚", False, id="none-of-several"),
        pytest.param("迟到", "不包含 违反师德 或 体罚", True, id="has-none"),
        pytest.param("未知", "包含 师德", None, id="unknown"),
        pytest.param("未知", "不包含 师德", None, id="unknown-negated"),
    ],
)
def test_words_in_a_text(text: str, test: str, holds: bool | None) -> None:
    """Given a text, when it is asked for a word, then the word is looked for as it is written."""
    assert truth(FACTS, {"说明": test}, {"说明": text}) is holds


@pytest.mark.parametrize(
    ("record", "holds"),
    [
        pytest.param({"说明": "已更正", "词": "更正"}, True, id="known"),
        pytest.param({"说明": "已更正"}, None, id="the-word-is-not-known"),
        pytest.param({"词": "更正"}, None, id="the-text-is-not-known"),
    ],
)
def test_a_word_may_be_a_fact(record: dict[str, Any], holds: bool | None) -> None:
    """Given a word that the record holds, then it is looked for in the text, and unknown stays unknown."""
    assert truth(FACTS, {"说明": "包含 词"}, record) is holds


def test_a_text_that_does_not_apply_has_no_words_and_lacks_none() -> None:
    """Given a text that does not apply, when asked either way, then both fail, as every comparison does."""
    assert truth(FACTS, {"另注": "包含 师德"}, {"另注": "不适用"}) is False
    assert truth(FACTS, {"另注": "不包含 师德"}, {"另注": "不适用"}) is False


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [("违反师德通报", "严重违反师德", True), ("违反师德通报", "迟到", None), ("早退", "迟到", False)],
)
def test_disputed_texts_settle_what_they_agree_on(first: str, second: str, holds: bool | None) -> None:
    """Given two accounts of a text, then the answer is known where both have the word or neither."""
    claims = {"争议": [{"值": first, "来源": "甲"}, {"值": second, "来源": "乙"}]}

    assert truth(FACTS, {"说明": "包含 违反师德"}, {"说明": claims}) is holds


@pytest.mark.parametrize(
    ("entries", "holds"),
    [
        pytest.param([{"日期": "2026-03-01", "事由": "违反师德"}], True, id="one"),
        pytest.param([{"日期": "2026-03-01", "事由": "迟到"}], False, id="another"),
        pytest.param([{"日期": "2026-03-01"}], None, id="not-recorded"),
        pytest.param([], False, id="none"),
    ],
)
def test_the_field_of_each_entry(entries: list[Any], holds: bool | None) -> None:
    """Given entries with a text, when those with a word are looked for, then each is asked its own text."""
    assert truth(FACTS, {"有师德问题": "是"}, {"奖惩": entries}) is holds
