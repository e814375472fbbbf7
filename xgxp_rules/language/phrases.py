"""A piece of an author's text that knows its place: folded for matching, exact for quoting.

Folding makes full-width signs half-width and drops spaces that cannot matter, so `满　６ 年` and `满6年` are the same
to the parser; every folded character remembers where it came from, so a message still points at the author's own word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xgxp_rules.spans import Span

_SAME: Final = {
    "\u3000": " ",
    "\u00a0": " ",
    "\uffe5": "¥",
    "−": "-",
    "–": "-",
    "—": "-",
    "〜": "~",
    "∼": "~",
    "∶": ":",
    "≧": "≥",
    "≦": "≤",
    "⩾": "≥",
    "⩽": "≤",
}
_FOLD: Final = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | _SAME)
_LOWER: Final = str.maketrans({chr(code): chr(code + 32) for code in range(ord("A"), ord("Z") + 1)})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a scalar. `text` is folded, `places` gives each folded character's place in `source`."""

    source: str
    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> Phrase:
        """Return the whole of `source`.

        >>> Phrase.of("满 ６年").text, Phrase.of("at  least 6 年").text
        ('满6年', 'at least 6年')

        A space after a comma stays before a Latin sign, so that `100, 200` never becomes one number.
        """
        folded = source.translate(_FOLD)
        if not any(sign.isspace() for sign in folded):
            return cls(source, folded, tuple(range(len(folded))))
        text = ""
        places: list[int] = []
        for place, sign in enumerate(folded):
            if sign.isspace():
                if not text or text[-1] == " " or not (_is_latin(text[-1]) or text[-1] == ","):
                    continue
                sign = " "
            elif text.endswith(" ") and not _is_latin(sign):
                text, places = text[:-1], places[:-1]
            text += sign
            places.append(place)
        return cls(source, text.rstrip(), tuple(places[: len(text.rstrip())]))

    def part(self, start: int, end: int | None = None) -> Phrase:
        """Return the folded characters from `start` up to `end`, without spaces at either end."""
        stop = len(self.text) if end is None else end
        while start < stop and self.text[start] == " ":
            start += 1
        while stop > start and self.text[stop - 1] == " ":
            stop -= 1
        return Phrase(self.source, self.text[start:stop], self.places[start:stop])

    @property
    def original(self) -> str:
        """The author's own characters, spaces inside included."""
        return self.source[self.places[0] : self.places[-1] + 1] if self.places else ""

    @property
    def lower(self) -> str:
        """The folded text with Latin letters made small; as long as `text`."""
        return self.text.translate(_LOWER)

    def spelled_apart(self, place: int) -> bool:
        """Return whether the author left a space before the folded character at `place`."""
        return 0 < place < len(self.places) and self.places[place] - self.places[place - 1] > 1

    def span_in(self, whole: Span) -> Span:
        """Return this stretch's place in the file, given the scalar's; the scalar's own where it has several lines."""
        length = whole.end_column - whole.column
        if not self.places or whole.line != whole.end_line or not whole.known:
            return whole
        quotes = 1 if length == len(self.source) + 2 else 0
        if length != len(self.source) + 2 * quotes:
            return whole
        return Span.at(whole.line, whole.column + quotes + self.places[0], len(self.original))


def fold(text: str) -> str:
    """Return a text as it is compared.

    >>> fold("年龄（周岁）")
    '年龄(周岁)'
    """
    return Phrase.of(text).text


def _is_latin(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign in "_%")
