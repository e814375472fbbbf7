"""Values written out: parameters, and the items of a YAML list. A test is refused where a value is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import assert_never

from xgxp_rules.diagnostics import Both as InBoth
from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language import fault_codes, faults
from xgxp_rules.language.explaining import explain
from xgxp_rules.language.faults import Desk
from xgxp_rules.language.literals import Amount, LeadingZero, PartDay, day_of, period_of, read_literal
from xgxp_rules.language.operands import Bench, Fitted, Names, element_kind, find_choice, named_operand, operand
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.shapes import WORDED, outright_refusal, read_piece, worded_trap
from xgxp_rules.language.splitting import cut_word
from xgxp_rules.model.nodes import Constant, OneOf, Operand, YearlyDay
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import DATE, FLAG, PERIOD, TEXT, Kind
from xgxp_rules.spans import Span


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
        return [bench.desk.fault(fault_codes.EMPTY, whole)]
    if faults.is_of_items(kind):
        return [faults.list_of_items(bench.desk, whole, items[0][0])]
    if kind.name == "list":
        return [
            bench.desk.about_kind(
                fault_codes.LIST_WORDS, whole, mend="包含 " + " 或 ".join(text for text, _ in items)
            )
        ]
    if len(values) == 2 and kind.name in ("number", "period", "date"):
        ends = " 至 ".join(text.strip() for text, _ in items)
        return [bench.desk.fault(fault_codes.LIST_OF_ENDS, whole, mend=ends, text=whole.original)]
    return OneOf(tuple(values))


def parse_literal(
    text: str, kind: Kind | None, names: Names, *, span: Span, file: str
) -> Constant | list[Diagnostic]:
    """Return the fixed value written, of the kind given or of the kind it shows; or what is wrong with it."""
    phrase = Phrase.of(text)
    here: str | InBoth = InBoth("这里", "this value")
    bench = Bench(names, Desk(_shown_kind(phrase) if kind is None else kind, here, span, file))
    early = outright_refusal(phrase, bench) or (_test_for_value(phrase, bench) if kind is None else None)
    value: Fitted | Diagnostic | None = early or _literal_value(phrase, bench)
    match value:
        case Constant():
            return value
        case Diagnostic():
            return [value]
        case PartDay():
            return [bench.desk.fault(fault_codes.NOT_ONE_DAY, phrase, text=phrase.original)]
        case YearlyDay():
            return [bench.desk.fault(fault_codes.NOT_FIXED, phrase, text=phrase.original)]
        case _:
            return [explain(phrase, bench, read_piece, literal=True)]


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


def _list_item(phrase: Phrase, bench: Bench) -> Operand | Diagnostic:
    refused = outright_refusal(phrase, bench)
    if refused is not None:
        return refused
    inner = bench.with_kind(element_kind(bench.kind)) if bench.kind.name == "list" else bench
    value = operand(phrase, inner)
    if value is None and inner.kind.name in WORDED:
        return worded_trap(phrase, inner) or Constant(phrase.original)
    if isinstance(value, PartDay):
        return bench.desk.fault(fault_codes.NOT_ONE_DAY, phrase, text=phrase.original)
    return explain(phrase, inner, read_piece, literal=True) if value is None else value


def _literal_value(phrase: Phrase, bench: Bench) -> Fitted | Diagnostic | None:
    kind = bench.kind
    if kind.name in WORDED:
        return worded_trap(phrase, bench) or Constant(phrase.original)
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
    return faults.value_wanted(bench.desk, phrase, cut.rest.original)


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
