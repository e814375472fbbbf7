"""Bounds on amounts: those that a quoted phrase puts into words, and those that a rule's tests compare with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from xgxp_rules.language.literals import MEASURE_WORDS, PERIOD_UNITS, SHARES, Amount, period_of, read_literal
from xgxp_rules.language.phrases import Phrase, fold
from xgxp_rules.language.words import word_after, word_before
from xgxp_rules.model.nodes import Compare, Constant, Operand, ParameterRef, checks
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.spans import Span
from xgxp_rules.tools.lint.quotes import Quoted, tests_of

_OPPOSITES: Final = {"ge": "lt", "lt": "ge", "gt": "le", "le": "gt"}
_NUMERAL: Final = re.compile(r"[0-9零一二两三四五六七八九十百]")
_UNITS: Final = {*MEASURE_WORDS, *PERIOD_UNITS, *SHARES}
_LONGEST_AMOUNT: Final = 10
_LONGEST_WORD: Final = 6


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound: its direction, its amount, the words for it and where they stand."""

    op: str
    amount: Any
    words: str
    span: Span


def opposite(op: str) -> str:
    """Return what is true where a bound is not: a rule may say 满 or except 不满."""
    return _OPPOSITES[op]


def bounds_in(quote: str) -> Iterator[Bound]:
    """Yield the bounds that a phrase of a document puts on amounts.

    >>> [(one.op, one.words) for one in bounds_in("连续任教满六年且距退休五年以上的")]
    [('ge', '满六年'), ('ge', '五年以上')]
    """
    text = fold(quote)
    place = 0
    while place < len(text):
        end = _end_of_amount(text, place)
        if end is None:
            place += 1
            continue
        bound = _beside(text, place, end)
        if bound is not None:
            yield bound
        place = end


def _end_of_amount(text: str, start: int) -> int | None:
    if not _NUMERAL.match(text, start) or (start and _NUMERAL.match(text, start - 1)):
        return None
    for end in range(min(len(text), start + _LONGEST_AMOUNT), start, -1):
        reading = read_literal(text[start:end])
        if isinstance(reading, Amount) and all(unit in _UNITS for _, unit in reading.parts):
            return end
    return None


def _beside(text: str, start: int, end: int) -> Bound | None:
    """Return the bound that the word before or after an amount makes of it."""
    amount = _amount(read_literal(text[start:end]))
    for length in range(min(_LONGEST_WORD, start), 0, -1):
        before = text[start - length : start]
        word = word_before(Phrase.of(before))
        if word is not None and word.text == before and word.meaning in _OPPOSITES:
            return Bound(word.meaning, amount, text[start - length : end], Span.none())
    for length in range(_LONGEST_WORD, 0, -1):
        after = text[end : end + length]
        word = word_after(Phrase.of(after))
        if word is not None and word.text == after and word.meaning in _OPPOSITES:
            return Bound(word.meaning, amount, text[start : end + length], Span.none())
    return None


def _amount(reading: Any) -> Any:
    if not isinstance(reading, Amount):
        return None
    period = period_of(reading)
    return reading.number if period is None else period


def bounds_of(quoted: Quoted, version: PolicyVersion) -> Iterator[Bound]:
    """Yield the bounds on written amounts in the tests of a quoted rule."""
    for test, fact in tests_of(quoted, version):
        for check in checks(test.check):
            value = _constant(check.operand, version) if isinstance(check, Compare) else None
            if isinstance(check, Compare) and value is not None and check.op in _OPPOSITES:
                label = test.fact.id if fact is None else fact.label
                yield Bound(check.op, value, f"{label}: {test.text}", test.span)


def _constant(operand: Operand, version: PolicyVersion) -> Any:
    if isinstance(operand, ParameterRef):
        parameter = version.parameter(operand.name)
        return None if parameter is None or parameter.constant is None else parameter.constant.value
    return operand.value if isinstance(operand, Constant) else None
