"""Why a text could not be read: the one cause that fits best, and what to write instead.

Called only when every shape of a test has failed, so nothing here decides what a text means. A mend is offered only
where the mended text was tried and could be read.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from xgxp_rules.diagnostics import Diagnostic, nearest
from xgxp_rules.language import fault_codes, faults
from xgxp_rules.language.literals import MEASURE_WORDS, PERIOD_UNITS, Amount, read_literal
from xgxp_rules.language.operands import Bench, is_nothing, operand, other_flag
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.slips import by_sex, how_counted, range_after_word
from xgxp_rules.language.splitting import Cut, cut_word, pieces
from xgxp_rules.language.words import AND_TOO, INSTEAD, INSTEAD_AFTER, OR, word_after, word_before
from xgxp_rules.model.nodes import Both, Check

Reader = Callable[[Phrase, Bench], Check | Diagnostic | None]

_YEARLY: Final = re.compile(r"每年\d{1,2}月\d{1,2}[日号]")
ALL_BUT: Final = re.compile(r"除(?:了)?(.+?)(?:以|之)?外")
_STRAY: Final = "。；;，,、.!！:"
_LIST_SIGNS: Final = (",", "、", "|", "/", ";", "；", "和", "与", "及")


def explain(phrase: Phrase, bench: Bench, read: Reader, *, literal: bool = False) -> Diagnostic:
    """Return the likeliest reason why `phrase` is no test, or, where `literal`, no value."""
    return (
        _nothing(phrase, bench)
        or _quotes(phrase, bench)
        or _stray_sign(phrase, bench, read)
        or _no_such_day(phrase, bench)
        or (None if literal else _slip(phrase, bench, read))
        or _other_word(phrase, bench)
        or _two_words(phrase, bench)
        or (None if literal else _all_but(phrase, bench))
        or (None if literal else _or_between_tests(phrase, bench, read))
        or (None if literal else _several_values(phrase, bench))
        or (None if literal else _range_after_word(phrase, bench, read))
        or _list_sign(phrase, bench, read)
        or _unknown_unit(phrase, bench)
        or _list_word(phrase, bench)
        or _no_such_value(phrase, bench)
        or (_value_wanted(phrase, bench) if literal else _no_such_name(phrase, bench))
    )


def _reads(text: str, bench: Bench, read: Reader) -> bool:
    phrase = Phrase.of(text)
    result = read(phrase, bench) if phrase.text else None
    return result is not None and not isinstance(result, Diagnostic)


def _slip(phrase: Phrase, bench: Bench, read: Reader) -> Diagnostic | None:
    """What the printed page says in its own way."""
    return how_counted(phrase, bench, _reads(phrase.part(2).original, bench, read)) or by_sex(phrase, bench)


def _range_after_word(phrase: Phrase, bench: Bench, read: Reader) -> Diagnostic | None:
    cut = cut_word(phrase)
    is_range = cut is not None and bool(cut.rest.text) and isinstance(read(cut.rest, bench), Both)
    return range_after_word(phrase, bench) if is_range else None


def _nothing(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    return bench.desk.fault(fault_codes.NOTHING, phrase, text=phrase.original) if is_nothing(phrase) else None


def _quotes(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    text = phrase.text
    if len(text) < 2 or (text[0], text[-1]) not in faults.QUOTES:
        return None
    inner = phrase.part(1, len(text) - 1).original
    return bench.desk.fault(fault_codes.CHINESE_QUOTES, phrase, mend=inner or None, text=phrase.original)


def _stray_sign(phrase: Phrase, bench: Bench, read: Reader) -> Diagnostic | None:
    kept = phrase.original.rstrip(_STRAY)
    if kept == phrase.original or not kept or not _reads(kept, bench, read):
        return None
    return bench.desk.fault(
        fault_codes.STRAY_SIGN, phrase, mend=kept, text=phrase.original, sign=phrase.original[len(kept) :]
    )


def _no_such_day(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    at = _value_of(phrase)
    if bench.kind.name not in ("date", "day_of_year") or not _YEARLY.fullmatch(at.text):
        return None
    return faults.no_such_day(bench.desk, at)


def _other_word(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """A word outside the table that says the same as one inside it."""
    for length in range(5, 1, -1):
        word = INSTEAD.get(phrase.text[:length])
        rest = phrase.part(length)
        if word is None or not rest.text or operand(rest, bench) is None:
            continue
        at = phrase.part(0, length)
        return bench.desk.fault(fault_codes.OTHER_WORD, at, mend=f"{word} {rest.original}", word=at.original)
    for other, word in INSTEAD_AFTER.items():
        rest = phrase.part(0, max(0, len(phrase.text) - len(other)))
        if phrase.text.endswith(other) and rest.text and operand(rest, bench) is not None:
            at = phrase.part(len(phrase.text) - len(other))
            return bench.desk.fault(fault_codes.OTHER_WORD, at, mend=f"{rest.original} {word}", word=at.original)
    return None


def _all_but(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """除高中外: everything but one value."""
    found = ALL_BUT.fullmatch(phrase.text)
    if found is None:
        return None
    rest = phrase.part(found.start(1), found.end(1))
    if operand(rest, bench) is None:
        return None
    return bench.desk.fault(fault_codes.OTHER_WORD, phrase, mend=f"不是 {rest.original}", word="除…外")


def other_and(phrase: Phrase, bench: Bench, read: Reader) -> Diagnostic | None:
    """Refuse tests joined by a word that says 且 and is not in the table; asked before the text is cut at 且."""
    for word in AND_TOO:
        parts = pieces(phrase, (word,))
        if len(parts) > 1 and all(part.text and _reads(part.original, bench, read) for part in parts):
            mend = " 且 ".join(part.original for part in parts)
            return bench.desk.fault(fault_codes.OTHER_WORD, phrase, mend=mend, word=word)
    return None


def _two_words(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    before, after = word_before(phrase), word_after(phrase)
    if before is None or after is None:
        return None
    rest = phrase.part(len(before.text), len(phrase.text) - len(after.text))
    if not rest.text or operand(rest, bench) is None:
        return None
    text = rest.original
    return bench.desk.fault(
        fault_codes.TWO_WORDS,
        phrase,
        text=phrase.original,
        first=before.text,
        second=after.text,
        before=f"{before.text}{text}",
        after=f"{text}{after.text}",
    )


def _or_between_tests(phrase: Phrase, bench: Bench, read: Reader) -> Diagnostic | None:
    parts = pieces(phrase, OR)
    if len(parts) < 2 or not all(cut_word(part) is not None for part in parts):
        return None
    if not all(_reads(part.original, bench, read) for part in parts):
        return None
    return bench.desk.fault(fault_codes.OR_BETWEEN_TESTS, phrase, text=phrase.original)


def _several_values(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """A bound against a list: 早于 2031年 或 2032年."""
    cut = cut_word(phrase)
    if cut is None or cut.op is None:
        return None
    parts = pieces(cut.rest, (*OR, "、"))
    if len(parts) < 2 or not all(part.text and operand(part, bench) is not None for part in parts):
        return None
    return bench.desk.fault(fault_codes.ONE_VALUE, cut.rest, word=cut.word.text, text=cut.rest.original)


def _list_word(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    if bench.kind.name != "list":
        return None
    if faults.is_of_items(bench.kind):
        return faults.list_of_items(bench.desk, phrase, phrase.original)
    return bench.desk.about_kind(fault_codes.LIST_WORDS, phrase, mend=f"包含 {phrase.original}")


def _value_wanted(phrase: Phrase, bench: Bench) -> Diagnostic:
    cut = cut_word(phrase)
    value = None if cut is None or not cut.rest.text else operand(cut.rest, bench)
    mend = None if cut is None or value is None or isinstance(value, Diagnostic) else cut.rest.original
    return faults.value_wanted(bench.desk, phrase, mend)


def _list_sign(phrase: Phrase, bench: Bench, read: Reader) -> Diagnostic | None:
    """Values, or tests, joined by a sign that does not join them."""
    for sign in _LIST_SIGNS:
        parts = pieces(phrase, (sign,))
        if len(parts) < 2 or not all(part.text and _reads(part.original, bench, read) for part in parts):
            continue
        tests = any(cut_word(part) is not None and operand(part, bench) is None for part in parts)
        mend = (" 且 " if tests else " 或 ").join(part.original for part in parts)
        if not tests or "或" not in mend:
            return bench.desk.fault(fault_codes.LIST_SIGN, phrase, mend=mend, sign=sign)
    return None


def _unknown_unit(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    cut = cut_word(phrase)
    at = phrase if cut is None else cut.rest
    reading = read_literal(at.text)
    if not isinstance(reading, Amount) or not reading.single or not reading.unit:
        return None
    if bench.kind.name not in ("number", "period", "date"):
        return None
    units = sorted({*MEASURE_WORDS, *PERIOD_UNITS} | bench.names.measure_words())
    if reading.unit in units:
        return None
    near = nearest(reading.unit, units)
    mend = None if near is None else at.original.replace(reading.unit, near)
    return bench.desk.fault(fault_codes.UNKNOWN_UNIT, at, mend=mend, text=at.original, unit=reading.unit)


def _no_such_value(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    kind = bench.kind
    if kind.name == "flag":
        return bench.desk.fault(
            fault_codes.FLAG_VALUE, phrase, mend=other_flag(phrase), fact=bench.desk.fact, text=phrase.original
        )
    if kind.name != "choice":
        return None
    parts = pieces(phrase, (*OR, "、"))
    if len(parts) > 1:
        cuts = [_value_of(part) for part in parts]
        bad = next((part for part in cuts if part.text and operand(part, bench) is None), None)
        return None if bad is None else faults.no_such_choice(bench.desk, bad)
    whole = faults.no_such_choice(bench.desk, phrase)
    rest = _value_of(phrase)
    if whole.mend is not None or rest is phrase or not rest.text:
        return whole
    inner = faults.no_such_choice(bench.desk, rest)
    return inner if inner.mend is not None or phrase.spelled_apart(len(phrase.text) - len(rest.text)) else whole


def _value_of(phrase: Phrase) -> Phrase:
    cut: Cut | None = cut_word(phrase)
    return phrase if cut is None or not cut.rest.text else cut.rest


def _no_such_name(phrase: Phrase, bench: Bench) -> Diagnostic:
    names = tuple(bench.names.candidates())
    rest = _value_of(phrase)
    if rest is not phrase:
        return faults.unknown_name(bench.desk, rest, names)
    if nearest(phrase.original, names) is not None:
        return faults.unknown_name(bench.desk, phrase, names)
    return bench.desk.fault(fault_codes.UNREADABLE, phrase, text=phrase.original)
