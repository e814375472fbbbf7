"""The canonical spelling of a test's signs and numbers, for `fmt`; words, names and units stay the author's.

Only what is a literal beyond doubt is respelled. Whoever rewrites a file reads it again: a name that merely looks like
a number (a choice called 三年) must make them keep the old text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

from xgxp_rules.language.literals import (
    MEASURE_WORDS,
    PERIOD_UNITS,
    SHARES,
    Amount,
    PartDay,
    day_of,
    measured_text,
    read_literal,
)
from xgxp_rules.language.numerals import number_text, read_numeral
from xgxp_rules.language.operands import yearly_text
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.splitting import Cut, cut_word, pieces, without_bracket
from xgxp_rules.language.words import AND, OR, TO, word_after, word_before
from xgxp_rules.model.nodes import YearlyDay

_NUMERAL: Final = re.compile("[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+)?")
_KNOWN_UNITS: Final = {*MEASURE_WORDS, *PERIOD_UNITS, *SHARES, ""}
_JOINED: Final = (AND, OR, ("、",))


def normalise(text: str) -> str:
    """Return the text with digits, signs and dates in their canonical spelling; unchanged where in doubt.

    >>> normalise("满　六年"), normalise("≥６年"), normalise("不超过百分之十"), normalise("三年级")
    ('满 6年', '≥6年', '不超过10%', '三年级')
    """
    phrase = Phrase.of(text)
    return (_spelled(phrase) or text.strip()) if phrase.text else text


def _spelled(phrase: Phrase) -> str | None:
    """Return the canonical spelling, or None where nothing in the phrase has one."""
    for separators in _JOINED:
        if len(pieces(phrase, separators)) > 1:
            return _joined(phrase, separators, _spelled)
    single = _literal(phrase) or _worded(phrase) or _band(phrase)
    shared = "万" in phrase.text or "亿" in phrase.text  # 一至两万元 lends its 万 to the lower end
    return single or (None if shared else _joined(phrase, TO, _literal))


def _literal(phrase: Phrase) -> str | None:
    reading = read_literal(phrase.text)
    match reading:
        case YearlyDay():
            return yearly_text(reading)
        case PartDay():
            return _day(reading.first() if reading.whole else None, phrase)
        case Amount() if all(unit in _KNOWN_UNITS for _, unit in reading.parts):
            part = day_of(reading)
            if part is not None and part.whole:
                return _day(part.first(), phrase)
            if "分之" in phrase.text or "¥" in phrase.text:
                return measured_text(reading.number, reading.unit or None)
            return _NUMERAL.sub(_arabic, phrase.text.replace(",", ""))
        case _:
            return None


def _day(day: date | None, phrase: Phrase) -> str:
    return phrase.text if day is None else day.isoformat()


def _arabic(match: re.Match[str]) -> str:
    if match.start() and match.string[match.start() - 1].isdigit():
        return match[0]  # the 万 of 2万元
    number = read_numeral(match[0])
    return match[0] if number is None else number_text(number)


def _joined(phrase: Phrase, separators: tuple[str, ...], spell: Callable[[Phrase], str | None]) -> str | None:
    """Return the pieces respelled and the separators as written, or None where no piece has a canonical spelling."""
    parts = pieces(phrase, separators)
    spelled = [spell(part) if part.text else None for part in parts]
    if len(parts) == 1 or not all(part.text for part in parts) or not any(spelled):
        return None
    text = spelled[0] or parts[0].original
    for before, part, own in zip(parts, parts[1:], spelled[1:], strict=False):
        text += _tidy(phrase.source[before.places[-1] + 1 : part.places[0]]) + (own or part.original)
    return text


def _worded(phrase: Phrase) -> str | None:
    cut = cut_word(phrase)
    if cut is None or not cut.rest.text:
        return None
    value = _literal(cut.rest)
    if value is None:
        bare = without_bracket(cut)
        value = None if bare is None or not bare.rest.text else _literal(bare.rest)
        return None if bare is None or value is None else _beside(phrase, bare, value)
    return _beside(phrase, cut, value)


def _beside(phrase: Phrase, cut: Cut, value: str) -> str:
    """Return the phrase with the value respelled and everything around it folded to single spaces."""
    lead = phrase.source[phrase.places[0] : cut.rest.places[0]]
    trail = phrase.source[cut.rest.places[-1] + 1 : phrase.places[-1] + 1]
    return _tidy(lead) + value + _tidy(trail)


def _tidy(text: str) -> str:
    """Return words and signs with signs folded, brackets as written, and a run of spaces as one."""
    folded = "".join(sign if sign in "（）" else Phrase.of(sign).text or " " for sign in text)
    return re.sub(r"\s+", " ", folded)


def _band(phrase: Phrase) -> str | None:
    for place in range(1, len(phrase.text)):
        first, second = phrase.part(0, place), phrase.part(place)
        if word_before(second) is None and word_after(first) is None:
            continue
        one, other = _worded(first), _worded(second)
        if one is not None and other is not None:
            return one + (" " if phrase.spelled_apart(place) else "") + other
    return None
