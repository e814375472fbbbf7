"""The words a test may use: the one table that the parser, the printer, `xgxp words` and the manual read.

A bound means what the law or this table says it means, never what a sentence around it suggests. Where a document
means another bound, its author writes （含） or （不含） after the word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from xgxp_rules.diagnostics import Both
from xgxp_rules.language.phrases import Phrase

Meaning = Literal[
    "ge",
    "gt",
    "lt",
    "le",
    "eq",
    "ne",
    "one_of",
    "contains",
    "lacks",
    "reached",
    "not_reached",
    "known",
    "unknown",
    "applies",
    "not_applies",
    "refused",
]
"""What a word says. `refused` words are used both ways by documents and must be replaced."""

Place = Literal["before", "after", "alone"]
"""Where a word stands: before its value, after it, or without one."""

Use = Literal["amount", "day", "any", "list"]
"""What a word may be said of: amounts and grades, days, anything, lists."""

CIVIL_CODE: Final = "《民法典》第1259条"
TABLE: Final = "词表"


@dataclass(frozen=True, slots=True)
class TestWord:
    """One word. `source` says who fixed its bound: the Civil Code, or this table where the Code is silent."""

    __test__ = False

    text: str
    meaning: Meaning
    place: Place
    use: Use
    lang: Literal["zh", "en", "sign"]
    source: str
    example: str

    @property
    def excludes_or_includes(self) -> bool:
        """Whether （含） or （不含） may follow the word."""
        return self.meaning in ("ge", "gt", "le", "lt")


@dataclass(frozen=True, slots=True)
class Row:
    """One meaning of the printed table and every word that has it."""

    meaning: Meaning
    title: Both
    words: tuple[TestWord, ...]


TITLES: Final[dict[Meaning, Both]] = {
    "ge": Both("≥（含本数）", "≥ (the number included)"),
    "gt": Both(">（不含本数）", "> (the number excluded)"),
    "lt": Both("<（不含本数）", "< (the number excluded)"),
    "le": Both("≤（含本数）", "≤ (the number included)"),
    "eq": Both("=", "="),
    "ne": Both("≠；列出几个时，一个都不是", "≠; of several, none of them"),
    "one_of": Both("其中之一", "one of several"),
    "contains": Both(
        "列表里有其中之一；文字里写有其中之一", "the list holds one of them; the text has one of them in it"
    ),
    "lacks": Both(
        "列表里一个都没有；文字里一个都没写", "the list holds none of them; the text has none of them in it"
    ),
    "reached": Both("不晚于计算日", "not later than the measuring day"),
    "not_reached": Both("晚于计算日", "later than the measuring day"),
    "known": Both("已经知道", "known"),
    "unknown": Both("还不知道", "not known"),
    "applies": Both("对此人适用", "applies to this record"),
    "not_applies": Both("对此人不适用", "does not apply to this record"),
    "refused": Both("拒绝：文件里两种意思都有", "refused: documents use it both ways"),
}

_LAW: Final = {"以上", "以下", "以内", "届满", "不满", "超过", "以外"}


def _words(meaning: Meaning, place: Place, use: Use, texts: str, example: str) -> Iterator[TestWord]:
    for text in texts.split("|"):
        lang: Literal["zh", "en", "sign"] = "en" if text[0].isascii() and text[0].isalpha() else "zh"
        lang = "sign" if text[0] in "<>≤≥=≠!" else lang
        source = CIVIL_CODE if text in _LAW else TABLE
        yield TestWord(text, meaning, place, use, lang, source, example.replace("…", text))


WORDS: Final[tuple[TestWord, ...]] = (
    *_words("ge", "before", "amount", "满|届满|达到|不少于|不低于|至少", "…6年"),
    *_words("ge", "after", "amount", "以上", "6年…"),
    *_words("ge", "before", "amount", "at least", "… 6 years"),
    *_words("ge", "before", "any", "≥|>=", "… 6年"),
    *_words("gt", "before", "amount", "超过|高于|多于", "…6年"),
    *_words("gt", "after", "amount", "以外", "6年…"),
    *_words("gt", "before", "amount", "more than", "… 6 years"),
    *_words("gt", "before", "any", ">", "… 6年"),
    *_words("lt", "before", "amount", "不满|不足|低于|少于|未满|未达到", "…6年"),
    *_words("lt", "before", "amount", "less than", "… 6 years"),
    *_words("lt", "before", "any", "<", "… 6年"),
    *_words("le", "before", "amount", "不超过|不高于|不多于|至多", "…6年"),
    *_words("le", "after", "amount", "以下|以内", "6年…"),
    *_words("le", "before", "amount", "at most", "… 6 years"),
    *_words("le", "before", "any", "≤|<=", "… 6年"),
    *_words("ge", "before", "day", "不早于", "…2031-04-01"),
    *_words("ge", "after", "day", "起", "2031年…"),
    *_words("ge", "before", "day", "not before", "… 2031-04-01"),
    *_words("gt", "before", "day", "晚于", "…2031-04-01"),
    *_words("gt", "after", "day", "之后", "2031年…"),
    *_words("gt", "before", "day", "after", "… 2031-04-01"),
    *_words("lt", "before", "day", "早于", "…2031-04-01"),
    *_words("lt", "after", "day", "之前", "2031年…"),
    *_words("lt", "before", "day", "before", "… 2031-04-01"),
    *_words("le", "before", "day", "不晚于|截至", "…2031-04-01"),
    *_words("le", "before", "day", "not after", "… 2031-04-01"),
    *_words("eq", "before", "any", "为|是", "…校医"),
    *_words("eq", "before", "any", "is", "… 校医"),
    *_words("eq", "before", "any", "=", "… 6"),
    *_words("ne", "before", "any", "不是|非", "…校医"),
    *_words("ne", "before", "any", "is not", "… 校医"),
    *_words("ne", "before", "any", "≠|!=", "… 6"),
    *_words("one_of", "before", "any", "one of", "… 校医, 宿管"),
    *_words("contains", "before", "list", "包含", "…大客车"),
    *_words("contains", "before", "list", "contains", "… 大客车"),
    *_words("lacks", "before", "list", "不包含", "…大客车"),
    *_words("lacks", "before", "list", "does not contain", "… 大客车"),
    *_words("reached", "alone", "day", "已到|reached", "…"),
    *_words("not_reached", "alone", "day", "未到|not reached", "…"),
    *_words("known", "alone", "any", "已知|known", "…"),
    *_words("unknown", "alone", "any", "未知|unknown", "…"),
    *_words("applies", "alone", "any", "适用|applies", "…"),
    *_words("not_applies", "alone", "any", "不适用|does not apply", "…"),
    *_words("refused", "after", "day", "以前|以后", "2031年…"),
)
"""Every word of the language."""

INSTEAD: Final[dict[str, str]] = {
    "大于": "超过",
    "小于": "不满",
    "等于": "为",
    "大于等于": "不少于",
    "大于或等于": "不少于",
    "小于等于": "不超过",
    "小于或等于": "不超过",
    "不小于": "不少于",
    "不大于": "不超过",
    "未超过": "不超过",
    "不等于": "不是",
    "年满": "满",
    "满足": "满",
    "不满足": "不满",
    "不得为": "不是",
    "不能为": "不是",
    "已满": "满",
    "不到": "不满",
    "最少": "至少",
    "最多": "至多",
    "不属于": "不是",
    "属于": "是",
    "==": "=",
    "<>": "≠",
}
"""Words that officers write and the table leaves out, with the word that says the same."""

INSTEAD_AFTER: Final[dict[str, str]] = {
    "及以上": "以上",
    "及其以上": "以上",
    "或以上": "以上",
    "及以下": "以下",
    "及其以下": "以下",
    "或以下": "以下",
    "之内": "以内",
    "及以后": "起",
    "及之后": "起",
    "以后(含当日)": "起",
    "(含当日)以后": "起",
}
"""Endings that officers write and the table leaves out."""

INCLUDED: Final = ("(含)", "(含本数)", "(包括本数)")
EXCLUDED: Final = ("(不含)", "(不含本数)", "(不包括本数)")

AND: Final = ("且", "and")
AND_TOO: Final = ("并且", "而且", "同时", "以及")
"""What officers write for 且, the longer words first."""
OR: Final = ("或者", "或", "or")
TO: Final = ("至", "到", "~", "-", "to")
"""Between the two ends of a range."""

_BY_PLACE: Final[dict[Place, dict[str, TestWord]]] = {
    place: {word.text: word for word in WORDS if word.place == place} for place in ("before", "after", "alone")
}
_LENGTHS: Final[dict[Place, tuple[int, ...]]] = {
    place: tuple(sorted({len(text) for text in words}, reverse=True)) for place, words in _BY_PLACE.items()
}


def word_before(phrase: Phrase) -> TestWord | None:
    """Return the longest word at the beginning of a phrase, or None."""
    text = phrase.lower
    for length in _LENGTHS["before"]:
        word = _BY_PLACE["before"].get(text[:length]) if length <= len(text) else None
        if word is not None and not _runs_on(text, length):
            return word
    return None


def word_after(phrase: Phrase) -> TestWord | None:
    """Return the longest word at the end of a phrase, or None."""
    text = phrase.lower
    for length in _LENGTHS["after"]:
        word = _BY_PLACE["after"].get(text[-length:]) if length <= len(text) else None
        if word is not None:
            return word
    return None


def word_alone(phrase: Phrase) -> TestWord | None:
    """Return the word that a phrase as a whole is, or None."""
    return _BY_PLACE["alone"].get(phrase.lower)


def table() -> tuple[Row, ...]:
    """Return the table as printed: one row for each meaning, in the order of `TITLES`."""
    return tuple(
        Row(meaning, title, tuple(word for word in WORDS if word.meaning == meaning))
        for meaning, title in TITLES.items()
    )


def _runs_on(text: str, length: int) -> bool:
    """Whether an English word is only the beginning of a longer one, such as `is` in `island`."""
    return (
        text[length - 1].isalpha()
        and text[:length].isascii()
        and text[length : length + 1].isidentifier()
        and (text[length : length + 1].isascii())
    )
