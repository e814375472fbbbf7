"""The shapes a test may have: a name, a value, a word with its value, a range, a band, a list.

Each shape answers with a check, with a message where the text is understood and wrong, or with None where it is of
another shape; the first answer counts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language import fault_codes, faults
from xgxp_rules.language.bounds import (
    Result,
    all_of,
    between_ends,
    comparison,
    has_order,
    low_and_high,
    read_ends,
    single_days,
)
from xgxp_rules.language.examples import instead, value_of
from xgxp_rules.language.explaining import ALL_BUT, explain
from xgxp_rules.language.faults import LONGEST_TEST
from xgxp_rules.language.literals import Amount, period_of, read_literal
from xgxp_rules.language.operands import Bench, Fitted, element_kind, is_nothing, named_operand, operand
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.slips import edge_in_brackets, no_year
from xgxp_rules.language.splitting import MERGED_PIECES, Cut, cut_word, merged, pieces, without_bracket
from xgxp_rules.language.words import OR, TO, TestWord, word_after, word_alone, word_before
from xgxp_rules.model.nodes import (
    Applies,
    Check,
    Compare,
    CompareOp,
    Constant,
    Contains,
    IsKnown,
    MeasuringDay,
    OneOf,
    YearlyDay,
)
from xgxp_rules.model.periods import Period

WORDED: Final = ("text", "reference")
_LISTED: Final = (*OR, "、")
_DAY_WORDS: Final[dict[str, str]] = {"ge": "不早于", "gt": "晚于", "lt": "早于", "le": "不晚于"}
_AMOUNT_WORDS: Final[dict[str, str]] = {"ge": "满", "gt": "超过", "lt": "不满", "le": "不超过"}


def read_piece(phrase: Phrase, bench: Bench) -> Result:
    """Read one test that is not joined to another."""
    if not phrase.text:
        return None
    whole = read_whole(phrase, bench)
    if whole is not None:
        return whole
    for shape in _SHAPES:
        result = shape(phrase, bench)
        if result is not None:
            return result
    return None


def read_whole(phrase: Phrase, bench: Bench) -> Result:
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
                return _not_said(fault_codes.DAY_WORD, phrase, word, bench)
            return Compare("le" if word.meaning == "reached" else "gt", MeasuringDay())


_NEGATIONS = ("不得为", "不能为", "不等于")


def worded_trap(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """Refuse what would otherwise become the value of a text: quotation marks, another system's null, a negation."""
    if bench.kind.name not in WORDED:
        return None
    text = phrase.text
    quoted = len(text) > 2 and (text[0], text[-1]) in faults.QUOTES
    if quoted or is_nothing(phrase):
        return explain(phrase, bench, read_piece)
    return _negated(phrase, bench)


def _negated(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """Refuse 不得为 X and 除 X 外, which would be read as a text of their own."""
    found = ALL_BUT.fullmatch(phrase.text)
    word = next((one for one in _NEGATIONS if phrase.text.startswith(one)), None)
    if found is None and word is None:
        return None
    rest = phrase.part(len(word)) if word else phrase.part(found.start(1), found.end(1)) if found else phrase
    return bench.desk.fault(fault_codes.OTHER_WORD, phrase, mend=f"不是 {rest.original}", word=word or "除…外")


def outright_refusal(phrase: Phrase, bench: Bench) -> Diagnostic | None:
    """Refuse nothing at all, far too much, and a day without its year before anything is tried."""
    if not phrase.text:
        return bench.desk.fault(fault_codes.EMPTY, phrase)
    if len(phrase.source) > LONGEST_TEST:
        return bench.desk.fault(fault_codes.TOO_LONG, phrase, length=len(phrase.source), limit=LONGEST_TEST)
    return no_year(phrase, bench) or edge_in_brackets(phrase, bench)


def _bare(phrase: Phrase, bench: Bench) -> Result:
    """Read a value without a word: equality, but a period without a word is surely a word forgotten."""
    if bench.kind.name == "list":
        return None
    value = operand(phrase, bench)
    if isinstance(value, Constant) and isinstance(value.value, Period):
        text = phrase.original
        return bench.desk.fault(fault_codes.NO_WORD, phrase, mend=f"满{text}", text=text)
    return None if value is None else comparison("eq", value, phrase, bench)


def _single(phrase: Phrase, bench: Bench) -> Result:
    """Read one word and its value."""
    cut = cut_word(phrase)
    if cut is None:
        return None
    if not cut.rest.text:
        test = cut.word.text + " " + value_of(element_kind(bench.kind) if bench.kind.name == "list" else bench.kind)
        return bench.desk.fault(fault_codes.NO_VALUE, phrase, word=cut.word.text, example=test)
    if cut.op is None and cut.word.meaning != "refused":
        return _membership(cut, phrase, bench)
    if bench.kind.name == "list":
        return _list_words(cut, "包含", bench)
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
            fault_codes.TWO_WAYS, cut.at, word=cut.word.text, first=f"{first} {text}", second=f"{second} {text}"
        )
    if isinstance(value, Constant) and value.value in bench.kind.unordered:
        return bench.desk.fault(fault_codes.OUTSIDE_ORDER, cut.rest, text=cut.rest.original, word=cut.word.text)
    return comparison(cut.op, value, phrase, bench)


def _ordered_text(cut: Cut, bench: Bench) -> Diagnostic | None:
    """Refuse `满 6年` of a text: the words are clear, and as a value they would only look like a test."""
    reading = read_literal(cut.rest.text) if bench.kind.name in WORDED else None
    if reading is None or (isinstance(reading, Amount) and reading.unit and period_of(reading) is None):
        return None
    return _not_said(fault_codes.NO_ORDER, cut.at, cut.word, bench)


def _not_said(code: str, at: Phrase, word: TestWord, bench: Bench) -> Diagnostic:
    return bench.desk.about_kind(code, at, word=word.text, advice=instead(bench.kind))


def _list_words(cut: Cut, word: str, bench: Bench) -> Diagnostic:
    """Return the message that a list is asked with other words than a value, with the word that fits."""
    if faults.is_of_items(bench.kind):
        return faults.list_of_items(bench.desk, cut.rest, cut.rest.original)
    return bench.desk.about_kind(fault_codes.LIST_WORDS, cut.at, mend=f"{word} {cut.rest.original}")


def _unsuited(cut: Cut, bench: Bench) -> Diagnostic | None:
    """Return what is wrong with asking this word of this kind, or None."""
    word, kind, meaning = cut.word, bench.kind, cut.op or cut.word.meaning
    day = kind.name in ("date", "day_of_year")
    if word.use == "day" and not day:
        if meaning == "refused":
            return _not_said(fault_codes.DAY_WORD, cut.at, word, bench)
        mend = f"{_AMOUNT_WORDS[meaning]}{cut.rest.original}"
        return bench.desk.about_kind(fault_codes.DAY_WORD, cut.at, word=word.text, mend=mend)
    if word.use == "amount" and day:
        mend = f"{_DAY_WORDS[meaning]} {cut.rest.original}"
        return bench.desk.about_kind(fault_codes.DAY_WORD, cut.at, word=word.text, mend=mend)
    return None if has_order(kind) else _not_said(fault_codes.NO_ORDER, cut.at, word, bench)


def _membership(cut: Cut, phrase: Phrase, bench: Bench) -> Result:
    """Read 为, 不是, one of, 包含 and their like, with one value or several."""
    word, rest = cut.word, cut.rest
    of_list = word.meaning in ("contains", "lacks")
    if (of_list and bench.kind.name not in ("list", "text")) or (not of_list and bench.kind.name == "list"):
        said = ("不包含", "不是") if word.meaning in ("lacks", "ne") else ("包含", "为")
        return _list_words(cut, said[of_list], bench)
    if faults.is_of_items(bench.kind):
        return faults.list_of_items(bench.desk, phrase, rest.original)
    inner = bench.with_kind(element_kind(bench.kind)) if of_list else bench
    bare = without_bracket(cut)
    if cut.bracket or (bare is not None and bare.rest.text and operand(bare.rest, inner) is not None):
        return bench.desk.fault(fault_codes.NOT_BRACKETED, phrase, word=word.text)
    negated = word.meaning in ("ne", "lacks")
    if negated and "、" in rest.text and operand(rest, inner) is None:
        mend = f"{word.text} " + " 或 ".join(part.original for part in pieces(rest, _LISTED))
        return bench.desk.fault(fault_codes.LIST_AFTER_NOT, rest, word=word.text, sign="、", mend=mend)
    values = _values(rest, inner, (*_LISTED, ",") if word.meaning == "one_of" else _LISTED)
    if values is None and of_list:
        return explain(rest, inner, read_piece, literal=True)
    if values is None or isinstance(values, Diagnostic):
        return values
    unclear = _unclear_text(cut, values, bench)
    return unclear or _of_values(word, values, negated, phrase, bench)


def _of_values(
    word: TestWord, values: list[Fitted], negated: bool, phrase: Phrase, bench: Bench
) -> Check | Diagnostic:
    if len(values) == 1 and word.meaning in ("eq", "ne"):
        return comparison("ne" if negated else "eq", values[0], phrase, bench)
    known = single_days(values, phrase, bench)
    if isinstance(known, Diagnostic):
        return known
    return Contains(known, negated) if word.meaning in ("contains", "lacks") else OneOf(known, negated)


def _unclear_text(cut: Cut, values: list[Fitted], bench: Bench) -> Diagnostic | None:
    """Refuse 非师范学校 as a text: a value of that name, or anything but 师范学校? A space settles it."""
    short = len(cut.word.text) == 1 and cut.word.lang == "zh"
    if bench.kind.name not in WORDED or not short or cut.rest.source[cut.at.places[-1] + 1].isspace():
        return None
    if not all(isinstance(value, Constant) for value in values):
        return None
    whole = cut.at.source[cut.at.places[0] : cut.rest.places[-1] + 1]
    return bench.desk.fault(
        fault_codes.UNCLEAR_TEXT, cut.at, text=whole, word=cut.word.text, rest=cut.rest.original
    )


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
    if value is None and bench.kind.name in WORDED:
        return Constant(parts[place].original), 1
    return value, 1


def _listed(phrase: Phrase, bench: Bench) -> Result:
    """Read several values without a word: one of them."""
    if bench.kind.name == "list" or len(pieces(phrase, _LISTED)) == 1:
        return None
    if bench.kind.name in WORDED:
        return None
    values = _values(phrase, bench, _LISTED)
    if values is None or isinstance(values, Diagnostic):
        return values
    known = single_days(values, phrase, bench)
    return known if isinstance(known, Diagnostic) else OneOf(known)


def _bracketed(phrase: Phrase, bench: Bench) -> Result:
    """Read `[6年, 10年)`."""
    text = phrase.text
    if len(text) < 2 or text[0] not in "[(" or text[-1] not in "])" or "," not in text:
        return None
    if not has_order(bench.kind):
        return None
    low_op: CompareOp = "ge" if text[0] == "[" else "gt"
    high_op: CompareOp = "le" if text[-1] == "]" else "lt"
    ends = read_ends(phrase.part(1, len(text) - 1), (",",), bench)
    if ends is None:
        return bench.desk.fault(fault_codes.BRACKETS, phrase, text=phrase.original)
    return between_ends((low_op, high_op), ends, phrase, bench)


def _range(phrase: Phrase, bench: Bench) -> Result:
    """Read `6年 至 10年` and `6-10年`, both ends included."""
    if bench.kind.name in ("list", "flag", *WORDED):
        return None
    ends = read_ends(phrase, TO, bench)
    if ends is None:
        return None
    if not has_order(bench.kind):
        return bench.desk.about_kind(fault_codes.NO_ORDER, phrase, word="至", advice=instead(bench.kind))
    if not isinstance(ends, Diagnostic) and all(
        isinstance(end, YearlyDay) and end.which == "latest" for end in ends
    ):
        # Inside the stretch the latest first day is this year's and the latest last day still last year's.
        text = phrase.original
        return bench.desk.fault(fault_codes.YEARLY_RANGE, phrase, mend=text.replace("每年", "当年"), text=text)
    return between_ends(("ge", "le"), ends, phrase, bench)


def _band(phrase: Phrase, bench: Bench) -> Result:
    """Read two tests written as one word: 满6年不满10年, 6年以上10年以下."""
    fault: Diagnostic | None = None
    for place in range(1, len(phrase.text)):
        first, second = phrase.part(0, place), phrase.part(place)
        if word_before(second) is None and word_after(first) is None:
            continue
        one = _single(first, bench)
        if one is None or (isinstance(one, Diagnostic) and one.code == fault_codes.NO_VALUE):
            continue
        other = _single(second, bench)
        if isinstance(one, Compare) and isinstance(other, Compare):
            pair = low_and_high(one, other)
            if pair is not None:
                return all_of(pair, phrase, bench)
        elif other is not None and fault is None:
            fault = one if isinstance(one, Diagnostic) else other if isinstance(other, Diagnostic) else None
    return fault


def read_worded(phrase: Phrase, bench: Bench) -> Result:
    """Read a text or another record's name: whatever is left is the value itself, or several joined by 或."""
    if bench.kind.name not in WORDED:
        return None
    values = _values(phrase, bench, _LISTED)
    if values is None or isinstance(values, Diagnostic):
        return values
    if len(values) == 1:
        return comparison("eq", values[0], phrase, bench)
    known = single_days(values, phrase, bench)
    return known if isinstance(known, Diagnostic) else OneOf(known)


_SHAPES: Final[tuple[Callable[[Phrase, Bench], Result], ...]] = (
    _bare,
    _single,
    _listed,
    _bracketed,
    _range,
    _band,
    read_worded,
)
