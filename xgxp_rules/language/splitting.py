"""Cutting a phrase at words: the longest word at either end, brackets that settle a bound, and separators in between.

Only cuts are made here; whether the pieces mean anything is the caller's question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.words import EXCLUDED, INCLUDED, TestWord, word_after, word_before
from xgxp_rules.model.nodes import CompareOp

MERGED_PIECES: Final = 4
"""How many separators one name may hold, such as a choice called 甲或乙."""

_INCLUSIVE: Final[dict[str, CompareOp]] = {"ge": "ge", "gt": "ge", "le": "le", "lt": "le"}
_EXCLUSIVE: Final[dict[str, CompareOp]] = {"ge": "gt", "gt": "gt", "le": "lt", "lt": "lt"}
_OWN_NUMBER: Final = re.compile(r"\((不?含|不?包括)([^()]+?)(?:在内)?(?:,下同)?\)$")
"""5年以上（含5年）: the bracket says the number again."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A word taken off one end of a phrase: the word, where it stands, and what is left."""

    word: TestWord
    at: Phrase
    rest: Phrase
    bracket: str = ""
    """The （含） or （不含） beside the word, folded."""

    @property
    def op(self) -> CompareOp | None:
        """The bound that holds: the bracket's where there is one, else the word's; None for words without a bound."""
        meaning = self.word.meaning
        if meaning not in _INCLUSIVE:
            return None
        if not self.bracket:
            return meaning  # type: ignore[return-value]
        return (_INCLUSIVE if self.bracket in INCLUDED else _EXCLUSIVE)[meaning]


def cut_word(phrase: Phrase) -> Cut | None:
    """Return the longest word at either end cut off; the one in front where both are as long."""
    trailing, length = _bracket_at_end(phrase)
    inner = phrase.part(0, len(phrase.text) - length) if length else phrase
    before, after = word_before(phrase), word_after(inner)
    if after is not None and (before is None or len(after.text) > len(before.text)):
        place = len(inner.text) - len(after.text)
        return Cut(after, inner.part(place), inner.part(0, place), trailing)
    if before is None:
        return None
    return Cut(before, phrase.part(0, len(before.text)), phrase.part(len(before.text)))


def without_bracket(cut: Cut) -> Cut | None:
    """Return the cut with the bracket of 超过（含）6年, 6年（含）以上 or 超过6年（含） moved to the word, or None."""
    if cut.bracket:
        return None
    text = cut.rest.text
    if (own := _repeated(text)) is not None and text[: own.start()] == own[2]:
        return Cut(cut.word, cut.at, cut.rest.part(0, own.start()), _short(own))
    for bracket in (*INCLUDED, *EXCLUDED):
        if cut.word.place == "before" and text.startswith(bracket):
            return Cut(cut.word, cut.at, cut.rest.part(len(bracket)), bracket)
        if text.endswith(bracket):
            return Cut(cut.word, cut.at, cut.rest.part(0, len(text) - len(bracket)), bracket)
    return None


def pieces(phrase: Phrase, separators: tuple[str, ...]) -> list[Phrase]:
    """Return what stands between the separators; one piece where there is none.

    >>> [piece.text for piece in pieces(Phrase.of("校长 或 副校长"), ("或",))]
    ['校长', '副校长']
    """
    ends = list(found(phrase, separators))
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(phrase.text)]
    return [phrase.part(start, stop) for start, stop in zip(starts, stops, strict=True)]


def found(phrase: Phrase, separators: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield where each separator stands; an English one only as a word of its own."""
    return (match.span() for match in _pattern(separators).finditer(phrase.lower))


def merged(parts: list[Phrase], start: int, stop: int, whole: Phrase) -> Phrase:
    """Return the phrase from the beginning of one piece to the end of another, separators included."""
    base = whole.places
    first, last = parts[start].places[:1], parts[stop - 1].places[-1:]
    if not first or not last:
        return whole.part(0, 0)
    return whole.part(base.index(first[0]), base.index(last[0]) + 1)


def _bracket_at_end(phrase: Phrase) -> tuple[str, int]:
    """Return the bracket that ends a phrase and its length: （含）, or （含5年） after a bound of that number."""
    text = phrase.text
    for bracket in (*INCLUDED, *EXCLUDED):
        if text.endswith(bracket):
            return bracket, len(bracket)
    own = _repeated(text)
    if own is None:
        return "", 0
    inner = phrase.part(0, own.start())
    after = word_after(inner)
    said_again = after is not None and inner.text[: -len(after.text)] == own[2]
    return (_short(own), len(own[0])) if said_again else ("", 0)


def _repeated(text: str) -> re.Match[str] | None:
    return _OWN_NUMBER.search(text) if text.endswith(")") else None


def _short(own: re.Match[str]) -> str:
    return (EXCLUDED if own[1].startswith("不") else INCLUDED)[0]


@lru_cache(maxsize=64)
def _pattern(separators: tuple[str, ...]) -> re.Pattern[str]:
    def own_word(separator: str) -> str:
        escaped = re.escape(separator)
        return rf"(?<![a-z0-9_]){escaped}(?![a-z0-9_])" if separator.isalpha() and separator.isascii() else escaped

    return re.compile("|".join(own_word(each) for each in sorted(separators, key=len, reverse=True)))
