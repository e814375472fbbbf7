"""The words of a test, turned into a check.

A text that as a whole is a choice or a name is that name. Otherwise the longest word of the table is taken off one end
and the rest must as a whole be a value; ranges, bands and lists are made of such parts. Nothing else is tried, so a
choice called 满意 or 非师范生 is never torn apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, assert_never

from xgxp_rules.diagnostics import Both as InBoth
from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language import faults
from xgxp_rules.language.explaining import explain
from xgxp_rules.language.faults import LONGEST_TEST, MOST_PARTS, Desk
from xgxp_rules.language.literals import Amount, LeadingZero, PartDay, day_of, period_of, read_literal
from xgxp_rules.language.operands import (
    Bench,
    Fitted,
    Names,
    element_kind,
    find_choice,
    is_nothing,
    named_operand,
    operand,
)
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.splitting import MERGED_PIECES, Cut, cut_word, found, merged, pieces, without_bracket
from xgxp_rules.language.words import AND, OR, TO, TestWord, word_after, word_alone, word_before
from xgxp_rules.model.nodes import (
    Applies,
    Both,
    Check,
    Compare,
    CompareOp,
    Constant,
    Contains,
    IsKnown,
    MeasuringDay,
    OneOf,
    Operand,
    YearlyDay,
)
from xgxp_rules.model.periods import Period, PeriodError
from xgxp_rules.model.values import DATE, FLAG, PERIOD, TEXT, Kind
from xgxp_rules.spans import Span

__all__ = ["Names", "infer_kind", "parse_check", "parse_choice_list", "parse_literal"]

Result = Check | Diagnostic | None

_WORDED: Final = ("text", "reference")
_LISTED: Final = (*OR, "、")
_DAY_WORDS: Final[dict[str, str]] = {"ge": "不早于", "gt": "晚于", "lt": "早于", "le": "不晚于"}
_AMOUNT_WORDS: Final[dict[str, str]] = {"ge": "满", "gt": "超过", "lt": "不满", "le": "不超过"}
_ENDING: Final = re.compile(r"[\d.,零〇一二两三四五六七八九十百千]+((?:万|亿)*(?: ?[^\W\d_]+|[%‰])?)")
"""What follows the digits of an amount: 万 or 亿 and the unit."""
_LOWER: Final = ("ge", "gt")
_UPPER: Final = ("le", "lt")


def parse_check(
    text: str, kind: Kind, names: Names, *, span: Span, file: str, fact_name: str
) -> Check | list[Diagnostic]:
    """Return the check that the words of a test say of a fact of this kind, or what is wrong with them."""
    bench = Bench(names, Desk(kind, fact_name, span, file))
    result = _read(Phrase.of(text), bench)
    return [result] if isinstance(result, Diagnostic) else result


def parse_choice_list(
    items: Sequence[tuple[str, Span]], kind: Kind, names: Names, *, span: Span, file: str, fact_name: str
) -> OneOf | list[Diagnostic]:
    """Return that the fact is one of the items of a YAML list, each with its own place, or what is wrong with them."""
    bench = Bench(names, Desk(kind, fact_name, span, file))
    values: list[Operand] = []
    problems: list[Diagnostic] = []
    for text, place in items:
        own = Bench(names, Desk(kind, fact_name, place, file))
        value = _list_item(Phrase.of(text), own)
        if isinstance(value, Diagnostic):
            problems.append(value)
        else:
            values.append(value)
    if problems:
        return problems
    whole = Phrase.of("、".join(text for text, _ in items))
    if not values:
        return [bench.desk.fault(faults.EMPTY, whole)]
    if kind.name == "list":
        return [
            bench.desk.about_kind(faults.LIST_WORDS, whole, mend="包含 " + " 或 ".join(text for text, _ in items))
        ]
    if len(values) == 2 and kind.name in ("number", "period", "date"):
        ends = " 至 ".join(text.strip() for text, _ in items)
        return [bench.desk.fault(faults.LIST_OF_ENDS, whole, mend=ends, text=whole.original)]
    return OneOf(tuple(values))


def parse_literal(
    text: str, kind: Kind | None, names: Names, *, span: Span, file: str
) -> Constant | list[Diagnostic]:
    """Return the fixed value written, of the kind given or of the kind it shows; or what is wrong with it."""
    phrase = Phrase.of(text)
    here: str | InBoth = InBoth("这里", "this value")
    bench = Bench(names, Desk(_shown_kind(phrase) if kind is None else kind, here, span, file))
    early = _refusal(phrase, bench) or (_test_for_value(phrase, bench) if kind is None else None)
    value: Fitted | Diagnostic | None = early or _literal_value(phrase, bench)
    match value:
        case Constant():
            return value
        case Diagnostic():
            return [value]
        case PartDay():
            return [bench.desk.fault(faults.NOT_ONE_DAY, phrase, text=phrase.original)]
        case YearlyDay():
            return [bench.desk.fault(faults.NOT_FIXED, phrase, text=phrase.original)]
        case _:
            return [explain(phrase, bench, _read_piece, literal=True)]


def infer_kind(constant: Constant) -> Kind:
    """Return the kind a written value shows; a text shows no more than that it is text.

    >>> infer_kind(Constant(6, "次")).unit
    '次'
    """
    match constant.value:
        case bool():
            return FLAG
        case Period():
            return PERIOD
        case str():
            return TEXT
        case date():
            return DATE
        case int() | Fraction():
            return Kind("number", unit="%" if constant.unit == "‰" else constant.unit)
        case _:
            assert_never(constant.value)


def _read(phrase: Phrase, bench: Bench) -> Check | Diagnostic:
    return (
        _refusal(phrase, bench)
        or _whole(phrase, bench)
        or _worded_trap(phrase, bench)
        or _joined(phrase, bench)
        or explain(phrase, bench, _read_piece)
    )


def _refusal(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """Refuse nothing at all and far too much before anything is tried."""
    if not phrase.text:
        return bench.desk.fault(faults.EMPTY, phrase)
    if len(phrase.source) > LONGEST_TEST:
        return bench.desk.fault(faults.TOO_LONG, phrase, length=len(phrase.source), limit=LONGEST_TEST)
    return None


def _read_piece(phrase: Phrase, bench: Bench) -> Result:
    """Read one test that is not joined to another."""
    if not phrase.text:
        return None
    whole = _whole(phrase, bench)
    if whole is not None:
        return whole
    for shape in _SHAPES:
        result = shape(phrase, bench)
        if result is not None:
            return result
    return None


def _whole(phrase: Phrase, bench: Bench) -> Result:
    """Read a phrase that as a whole is a choice, a name, or a word that needs no value."""
    if bench.kind.name != "list":
        named = named_operand(phrase, bench)
        if isinstance(named, Diagnostic):
            return named
        if named is not None:
            return Compare("eq", named)
    word = word_alone(phrase)
    return None if word is None else _alone(word, phrase, bench)


def _alone(word: TestWord, phrase: Phrase, bench: Bench) -> Check | Diagnostic:
    match word.meaning:
        case "known" | "unknown":
            return IsKnown(negated=word.meaning == "unknown")
        case "applies" | "not_applies":
            return Applies(negated=word.meaning == "not_applies")
        case _:
            if bench.kind.name != "date":
                return bench.desk.about_kind(faults.DAY_WORD, phrase, word=word.text)
            return Compare("le" if word.meaning == "reached" else "gt", MeasuringDay())


def _worded_trap(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """Refuse what would otherwise become the value of a text: quotation marks, another system's null."""
    if bench.kind.name not in _WORDED:
        return None
    text = phrase.text
    quoted = len(text) > 2 and (text[0], text[-1]) in faults.QUOTES
    if quoted or is_nothing(phrase):
        return explain(phrase, bench, _read_piece)
    return None


def _joined(phrase: Phrase, bench: Bench) -> Result:
    """Read tests joined by 且; a single test is one part."""
    parts = pieces(phrase, AND)
    if len(parts) == 1:
        return _read_piece(phrase, bench)
    if len(parts) > MOST_PARTS:
        return bench.desk.fault(faults.TOO_DEEP, phrase, limit=MOST_PARTS)
    checks: list[Check] = []
    for part in parts:
        if bench.kind.name in _WORDED and cut_word(part) is None and word_alone(part) is None:
            return _worded(phrase, bench)
        check = _read_piece(part, bench)
        if isinstance(check, Diagnostic):
            return check
        if check is None:
            return explain(part, bench, _read_piece) if part.text else None
        checks.extend(check.parts if isinstance(check, Both) else (check,))
    return _both(tuple(checks), phrase, bench)


def _both(checks: tuple[Check, ...], phrase: Phrase, bench: Bench) -> Check | Diagnostic:
    bounds = [check for check in checks if isinstance(check, Compare)]
    for low in bounds:
        for high in bounds:
            if low.op in _LOWER and high.op in _UPPER and _is_empty(low, high, bench.kind):
                return bench.desk.fault(faults.UPSIDE_DOWN, phrase, text=phrase.original)
    return Both(checks)


def _is_empty(low: Compare, high: Compare, kind: Kind) -> bool:
    """Whether no value can lie between two written bounds; False where one of them is a name."""
    if not isinstance(low.operand, Constant) or not isinstance(high.operand, Constant):
        return False
    one, other = low.operand.value, high.operand.value
    try:
        if kind.name == "choice":
            one, other = kind.rank(str(one)), kind.rank(str(other))
        above = one > other  # type: ignore[operator]
        same = not above and not other > one  # type: ignore[operator]
    except (ValueError, PeriodError):
        return False
    return above or (same and (low.op, high.op) != ("ge", "le"))


def _bare(phrase: Phrase, bench: Bench) -> Result:
    """Read a value without a word: equality, but a period without a word is surely a word forgotten."""
    if bench.kind.name == "list":
        return None
    value = operand(phrase, bench)
    if isinstance(value, Constant) and isinstance(value.value, Period):
        text = phrase.original
        return bench.desk.fault(faults.NO_WORD, phrase, mend=f"满{text}", text=text)
    return None if value is None else _compare("eq", value, phrase, bench)


def _single(phrase: Phrase, bench: Bench) -> Result:
    """Read one word and its value."""
    cut = cut_word(phrase)
    if cut is None:
        return None
    if not cut.rest.text:
        return bench.desk.fault(faults.NO_VALUE, phrase, word=cut.word.text)
    if cut.op is None and cut.word.meaning != "refused":
        return _membership(cut, phrase, bench)
    if bench.kind.name == "list":
        return bench.desk.about_kind(faults.LIST_WORDS, cut.at)
    value = operand(cut.rest, bench)
    if value is None:
        bare = without_bracket(cut)
        if bare is not None and bare.rest.text:
            cut, value = bare, operand(bare.rest, bench)
    if value is None:
        return _ordered_text(cut, bench)
    if isinstance(value, Diagnostic):
        return value
    return _unsuited(cut, bench) or _bound(cut, value, phrase, bench)


def _bound(cut: Cut, value: Fitted, phrase: Phrase, bench: Bench) -> Check | Diagnostic:
    if cut.op is None:
        first, second = ("早于", "不晚于") if cut.word.text == "以前" else ("晚于", "不早于")
        text = cut.rest.original
        return bench.desk.fault(
            faults.TWO_WAYS, cut.at, word=cut.word.text, first=f"{first} {text}", second=f"{second} {text}"
        )
    if isinstance(value, Constant) and value.value in bench.kind.unordered:
        return bench.desk.fault(faults.OUTSIDE_ORDER, cut.rest, text=cut.rest.original, word=cut.word.text)
    return _compare(cut.op, value, phrase, bench)


def _ordered_text(cut: Cut, bench: Bench) -> Diagnostic | None:
    """Refuse `满 6年` of a text: the words are clear, and as a value they would only look like a test."""
    reading = read_literal(cut.rest.text) if bench.kind.name in _WORDED else None
    if reading is None or (isinstance(reading, Amount) and reading.unit and period_of(reading) is None):
        return None
    return bench.desk.about_kind(faults.NO_ORDER, cut.at, word=cut.word.text)


def _unsuited(cut: Cut, bench: Bench) -> Diagnostic | None:
    """Return what is wrong with asking this word of this kind, or None."""
    word, kind, meaning = cut.word, bench.kind, cut.op or cut.word.meaning
    day = kind.name in ("date", "day_of_year")
    if word.use == "day" and not day:
        if meaning == "refused":
            return bench.desk.about_kind(faults.DAY_WORD, cut.at, word=word.text)
        mend = f"{_AMOUNT_WORDS[meaning]}{cut.rest.original}"
        return bench.desk.about_kind(faults.DAY_WORD, cut.at, word=word.text, mend=mend)
    if word.use == "amount" and day:
        mend = f"{_DAY_WORDS[meaning]} {cut.rest.original}"
        return bench.desk.about_kind(faults.DAY_WORD, cut.at, word=word.text, mend=mend)
    return None if _has_order(kind) else bench.desk.about_kind(faults.NO_ORDER, cut.at, word=word.text)


def _has_order(kind: Kind) -> bool:
    return kind.name in ("number", "period", "date", "day_of_year") or (kind.name == "choice" and kind.ordered)


def _membership(cut: Cut, phrase: Phrase, bench: Bench) -> Result:
    """Read 为, 不是, one of, 包含 and their like, with one value or several."""
    word, rest = cut.word, cut.rest
    of_list = word.meaning in ("contains", "lacks")
    if of_list != (bench.kind.name == "list"):
        return bench.desk.about_kind(faults.LIST_WORDS, cut.at)
    inner = bench.with_kind(element_kind(bench.kind)) if of_list else bench
    bare = without_bracket(cut)
    if cut.bracket or (bare is not None and bare.rest.text and operand(bare.rest, inner) is not None):
        return bench.desk.fault(faults.NOT_BRACKETED, phrase, word=word.text)
    negated = word.meaning in ("ne", "lacks")
    if negated and "、" in rest.text and operand(rest, inner) is None:
        mend = f"{word.text} " + " 或 ".join(part.original for part in pieces(rest, _LISTED))
        return bench.desk.fault(faults.LIST_AFTER_NOT, rest, word=word.text, sign="、", mend=mend)
    values = _values(rest, inner, (*_LISTED, ",") if word.meaning == "one_of" else _LISTED)
    if values is None and of_list:
        return explain(rest, inner, _read_piece, literal=True)
    if values is None or isinstance(values, Diagnostic):
        return values
    unclear = _unclear_text(cut, values, bench)
    return unclear or _of_values(word, values, negated, phrase, bench)


def _of_values(
    word: TestWord, values: list[Fitted], negated: bool, phrase: Phrase, bench: Bench
) -> Check | Diagnostic:
    if len(values) == 1 and word.meaning in ("eq", "ne"):
        return _compare("ne" if negated else "eq", values[0], phrase, bench)
    known = _certain_days(values, phrase, bench)
    if isinstance(known, Diagnostic):
        return known
    return Contains(known, negated) if word.meaning in ("contains", "lacks") else OneOf(known, negated)


def _unclear_text(cut: Cut, values: list[Fitted], bench: Bench) -> Diagnostic | None:
    """Refuse 非师范学校 as a text: a value of that name, or anything but 师范学校? A space settles it."""
    short = len(cut.word.text) == 1 and cut.word.lang == "zh"
    if bench.kind.name not in _WORDED or not short or cut.rest.source[cut.at.places[-1] + 1].isspace():
        return None
    if not all(isinstance(value, Constant) for value in values):
        return None
    whole = cut.at.source[cut.at.places[0] : cut.rest.places[-1] + 1]
    return bench.desk.fault(faults.UNCLEAR_TEXT, cut.at, text=whole, word=cut.word.text, rest=cut.rest.original)


def _values(phrase: Phrase, bench: Bench, separators: tuple[str, ...]) -> list[Fitted] | Diagnostic | None:
    """Return the values listed, names that hold a separator themselves kept whole; None where one is no value."""
    whole = operand(phrase, bench)
    if whole is not None:
        return whole if isinstance(whole, Diagnostic) else [whole]
    parts = pieces(phrase, separators)
    if not all(part.text for part in parts):
        return None
    values: list[Fitted] = []
    place = 0
    while place < len(parts):
        value, step = _next_value(parts, place, phrase, bench)
        if value is None or isinstance(value, Diagnostic):
            return value
        values.append(value)
        place += step
    return values


def _next_value(
    parts: list[Phrase], place: int, whole: Phrase, bench: Bench
) -> tuple[Fitted | Diagnostic | None, int]:
    for step in range(min(MERGED_PIECES, len(parts) - place), 1, -1):
        name = named_operand(merged(parts, place, place + step, whole), bench)
        if name is not None:
            return name, step
    value = operand(parts[place], bench)
    if value is None and bench.kind.name in _WORDED:
        return Constant(parts[place].original), 1
    return value, 1


def _certain_days(values: list[Fitted], phrase: Phrase, bench: Bench) -> tuple[Operand, ...] | Diagnostic:
    certain = tuple(value for value in values if not isinstance(value, PartDay))
    if len(certain) == len(values):
        return certain
    return bench.desk.fault(faults.NOT_ONE_DAY, phrase, text=phrase.original)


def _compare(op: CompareOp, value: Fitted | Diagnostic, phrase: Phrase, bench: Bench) -> Check | Diagnostic:
    """Return the comparison; of a month or year the word decides which end counts."""
    if isinstance(value, Diagnostic):
        return value
    if not isinstance(value, PartDay):
        return Compare(op, value)
    first, last = value.first(), value.last()
    if first is None or last is None:
        return bench.desk.fault(faults.NO_SUCH_DAY, phrase, text=phrase.original)
    match op:
        case "ge" | "lt":
            return Compare(op, Constant(first))
        case "le" | "gt":
            return Compare(op, Constant(last))
        case "eq":
            return Both((Compare("ge", Constant(first)), Compare("le", Constant(last))))
        case "ne":
            return bench.desk.fault(faults.NOT_ONE_DAY, phrase, text=phrase.original)


def _listed(phrase: Phrase, bench: Bench) -> Result:
    """Read several values without a word: one of them."""
    if bench.kind.name == "list" or len(pieces(phrase, _LISTED)) == 1:
        return None
    if bench.kind.name in _WORDED:
        return None
    values = _values(phrase, bench, _LISTED)
    if values is None or isinstance(values, Diagnostic):
        return values
    known = _certain_days(values, phrase, bench)
    return known if isinstance(known, Diagnostic) else OneOf(known)


def _bracketed(phrase: Phrase, bench: Bench) -> Result:
    """Read `[6年, 10年)`."""
    text = phrase.text
    if len(text) < 2 or text[0] not in "[(" or text[-1] not in "])" or "," not in text:
        return None
    if not _has_order(bench.kind):
        return None
    low_op: CompareOp = "ge" if text[0] == "[" else "gt"
    high_op: CompareOp = "le" if text[-1] == "]" else "lt"
    ends = _ends(phrase.part(1, len(text) - 1), (",",), bench)
    if ends is None:
        return bench.desk.fault(faults.BRACKETS, phrase, text=phrase.original)
    return _between((low_op, high_op), ends, phrase, bench)


def _range(phrase: Phrase, bench: Bench) -> Result:
    """Read `6年 至 10年` and `6-10年`, both ends included."""
    if bench.kind.name in ("list", "flag", *_WORDED):
        return None
    ends = _ends(phrase, TO, bench)
    if ends is None:
        return None
    if not _has_order(bench.kind):
        return bench.desk.about_kind(faults.NO_ORDER, phrase, word="至")
    return _between(("ge", "le"), ends, phrase, bench)


def _ends(phrase: Phrase, separators: tuple[str, ...], bench: Bench) -> tuple[Fitted, Fitted] | Diagnostic | None:
    """Return the two values on both sides of some separator; a first one without a unit takes the second's."""
    fault: Diagnostic | None = None
    for start, end in found(phrase, separators):
        low_phrase, high_phrase = phrase.part(0, start), phrase.part(end)
        high = operand(high_phrase, bench) if high_phrase.text else None
        if high is None or not low_phrase.text:
            continue
        low = _with_unit_of(high_phrase, low_phrase, bench) or operand(low_phrase, bench)
        if low is None:
            continue
        if not isinstance(low, Diagnostic) and not isinstance(high, Diagnostic):
            return low, high
        fault = fault or (low if isinstance(low, Diagnostic) else None)
        fault = fault or (high if isinstance(high, Diagnostic) else None)
    return fault


def _with_unit_of(high: Phrase, low: Phrase, bench: Bench) -> Fitted | None:
    """Return the lower end read with the 万 and the unit of the upper one (1至2万元), or None where it has its own."""
    bare = read_literal(low.text)
    ending = _ENDING.fullmatch(high.text)
    if ending is None or not isinstance(bare, Amount) or bare.unit or any(sign in low.text for sign in "万亿"):
        return None
    value = operand(Phrase.of(low.text + ending[1]), bench)
    return None if isinstance(value, Diagnostic) else value


def _between(
    ops: tuple[CompareOp, CompareOp], ends: tuple[Fitted, Fitted] | Diagnostic, phrase: Phrase, bench: Bench
) -> Check | Diagnostic:
    if isinstance(ends, Diagnostic):
        return ends
    low = _compare(ops[0], ends[0], phrase, bench)
    high = _compare(ops[1], ends[1], phrase, bench)
    if isinstance(low, Diagnostic):
        return low
    return high if isinstance(high, Diagnostic) else _both((low, high), phrase, bench)


def _band(phrase: Phrase, bench: Bench) -> Result:
    """Read two tests written as one word: 满6年不满10年, 6年以上10年以下."""
    fault: Diagnostic | None = None
    for place in range(1, len(phrase.text)):
        first, second = phrase.part(0, place), phrase.part(place)
        if word_before(second) is None and word_after(first) is None:
            continue
        one = _single(first, bench)
        if one is None or (isinstance(one, Diagnostic) and one.code == faults.NO_VALUE):
            continue
        other = _single(second, bench)
        if isinstance(one, Compare) and isinstance(other, Compare):
            pair = _low_and_high(one, other)
            if pair is not None:
                return _both(pair, phrase, bench)
        elif other is not None and fault is None:
            fault = one if isinstance(one, Diagnostic) else other if isinstance(other, Diagnostic) else None
    return fault


def _low_and_high(one: Compare, other: Compare) -> tuple[Compare, Compare] | None:
    if one.op in _LOWER and other.op in _UPPER:
        return one, other
    return (other, one) if one.op in _UPPER and other.op in _LOWER else None


def _worded(phrase: Phrase, bench: Bench) -> Result:
    """Read a text or another record's name: whatever is left is the value itself, or several joined by 或."""
    if bench.kind.name not in _WORDED:
        return None
    values = _values(phrase, bench, _LISTED)
    if values is None or isinstance(values, Diagnostic):
        return values
    if len(values) == 1:
        return _compare("eq", values[0], phrase, bench)
    known = _certain_days(values, phrase, bench)
    return known if isinstance(known, Diagnostic) else OneOf(known)


_SHAPES: Final[tuple[Callable[[Phrase, Bench], Result], ...]] = (
    _bare,
    _single,
    _listed,
    _bracketed,
    _range,
    _band,
    _worded,
)


def _list_item(phrase: Phrase, bench: Bench) -> Operand | Diagnostic:
    refused = _refusal(phrase, bench)
    if refused is not None:
        return refused
    inner = bench.with_kind(element_kind(bench.kind)) if bench.kind.name == "list" else bench
    value = operand(phrase, inner)
    if value is None and inner.kind.name in _WORDED:
        return _worded_trap(phrase, inner) or Constant(phrase.original)
    if isinstance(value, PartDay):
        return bench.desk.fault(faults.NOT_ONE_DAY, phrase, text=phrase.original)
    return explain(phrase, inner, _read_piece, literal=True) if value is None else value


def _literal_value(phrase: Phrase, bench: Bench) -> Fitted | Diagnostic | None:
    kind = bench.kind
    if kind.name in _WORDED:
        return _worded_trap(phrase, bench) or Constant(phrase.original)
    choice = find_choice(kind, phrase)
    if choice is not None:
        return Constant(choice)
    if kind.name == "flag":
        named = named_operand(phrase, bench)
        return named if isinstance(named, Constant) else None
    reading = read_literal(phrase.text)
    return None if reading is None else operand(phrase, Bench(_NoNames(bench.names), bench.desk))


def _test_for_value(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """Refuse `满6年` where a value of any kind may stand: as a text it would only look like one."""
    cut = cut_word(phrase)
    reading = None if cut is None or bench.kind.name != "text" else read_literal(cut.rest.text)
    if cut is None or not isinstance(reading, Amount) or period_of(reading) is None:
        return None
    return bench.desk.fault(faults.VALUE_WANTED, phrase, mend=cut.rest.original, text=phrase.original)


def _shown_kind(phrase: Phrase) -> Kind:
    """Return the kind that a written value shows by itself."""
    if phrase.lower in ("是", "否", "yes", "no"):
        return FLAG
    reading = read_literal(phrase.text)
    match reading:
        case PartDay() | YearlyDay():
            return DATE
        case LeadingZero():
            return Kind("number")
        case Amount():
            return _shown_amount(reading, phrase)
        case None:
            return TEXT


def _shown_amount(reading: Amount, phrase: Phrase) -> Kind:
    if day_of(reading) is not None:
        return DATE
    if period_of(reading) is not None:
        return PERIOD
    return Kind("number") if phrase.text[0].isdecimal() or not reading.unit or reading.unit in "%‰" else TEXT


class _NoNames:
    """The names of a literal: none, but the measure words stay."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def parameter(self, name: str) -> Kind | None:
        return None

    def fact(self, name: str) -> None:
        return None

    def measure_words(self) -> frozenset[str]:
        return self._names.measure_words()

    def candidates(self) -> Sequence[str]:
        return ()
