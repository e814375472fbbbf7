"""What a test compares with: a literal fitted to the fact's kind, a choice, a parameter or another fact.

`operand` gives None for text that as a whole is neither a literal nor a known name, so that the caller can look for
another shape; a message comes only where the text is understood and does not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final, Protocol, assert_never

from xgxp_rules.diagnostics import Both, Diagnostic
from xgxp_rules.language import fault_codes, faults
from xgxp_rules.language.examples import instead
from xgxp_rules.language.faults import Desk
from xgxp_rules.language.literals import (
    MEASURE_WORDS,
    PERIOD_UNITS,
    SHARES,
    Amount,
    LeadingZero,
    PartDay,
    Reading,
    day_of,
    measured_text,
    period_of,
    read_literal,
)
from xgxp_rules.language.numerals import number_text
from xgxp_rules.language.phrases import Phrase, fold
from xgxp_rules.model.nodes import Constant, FactRef, MeasuringDay, Operand, ParameterRef, YearlyDay
from xgxp_rules.model.values import TEXT, Kind

YES: Final = ("是", "yes")
NO: Final = ("否", "no")
MEASURING_DAY: Final = ("计算日", "measuring day")
_DAYS: Final = ("date", "day_of_year")
_MONTH_AND_DAY: Final = re.compile(r"\d{1,2}-\d{1,2}")
_BROUGHT_FORMS: Final = frozenset({"null", "~", "none"})
_OTHER_FLAGS: Final = {
    "true": "是",
    "false": "否",
    "on": "是",
    "off": "否",
    "有": "是",
    "无": "否",
    "y": "是",
    "n": "否",
}


class Names(Protocol):
    """What the parser may look up; whoever reads a policy file implements it."""

    def parameter(self, name: str) -> Kind | None:
        """Return the kind of the parameter of exactly that name, or None."""
        ...

    def fact(self, name: str) -> tuple[FactRef, Kind] | None:
        """Return a fact, a list item's field or a dotted name, by id or label, with its kind; or None."""
        ...

    def measure_words(self) -> frozenset[str]:
        """Return the measure words that may follow a number: the built-in ones and the policy's own."""
        ...

    def candidates(self) -> Iterable[str]:
        """Return every name, for spelling help."""
        ...


Fitted = Operand | PartDay
"""An operand, or a month or year whose first or last day the word decides."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The names and the place one text is read with."""

    names: Names
    desk: Desk

    @property
    def kind(self) -> Kind:
        """The kind of the fact that is tested."""
        return self.desk.kind

    def with_kind(self, kind: Kind) -> Bench:
        """Return the same bench for values of another kind."""
        return replace(self, desk=replace(self.desk, kind=kind))


def operand(phrase: Phrase, bench: Bench) -> Fitted | Diagnostic | None:
    """Return what the whole phrase names or says, a message where it does not fit the kind, or None."""
    named = named_operand(phrase, bench)
    if named is not None:
        return named
    reading = read_literal(phrase.text)
    if reading is not None:
        return fit(reading, phrase, bench)
    if bench.kind.name in _DAYS and _MONTH_AND_DAY.fullmatch(phrase.text):
        return _day_spelling(phrase, bench)
    return None


def named_operand(phrase: Phrase, bench: Bench) -> Operand | Diagnostic | None:
    """Return the choice, flag, parameter or fact that the whole phrase names; choices come first."""
    kind = bench.kind
    choice = find_choice(kind, phrase)
    if choice is not None:
        return Constant(choice)
    if kind.name == "flag" and phrase.lower in (*YES, *NO):
        return Constant(phrase.lower in YES)
    if kind.name == "date" and phrase.lower in MEASURING_DAY:
        return MeasuringDay()
    return reference(phrase, bench)


def find_choice(kind: Kind, phrase: Phrase) -> str | None:
    """Return the id of the choice with this label or id, full-width and half-width forms alike, or None."""
    if not kind.choices or not phrase.text:
        return None
    exact = kind.choice(phrase.original)
    if exact is not None:
        return exact.id
    return next((each.id for each in kind.choices if phrase.text in (fold(each.label), fold(each.id))), None)


def find_name(phrase: Phrase, names: Names) -> tuple[ParameterRef | FactRef, Kind] | None:
    """Return the parameter or fact of this name, as the author spelled it or folded, or None."""
    for name in dict.fromkeys((phrase.original, phrase.text)):
        if not name:
            continue
        kind = names.parameter(name)
        if kind is not None:
            return ParameterRef(name), kind
        found = names.fact(name)
        if found is not None:
            return found
    return None


def reference(phrase: Phrase, bench: Bench) -> ParameterRef | FactRef | Diagnostic | None:
    """Return the parameter or fact of this name, a message where its kind cannot be compared, or None."""
    found = find_name(phrase, bench.names)
    if found is None:
        return None
    ref, kind = found
    if comparable(bench.kind, kind):
        return ref
    other = faults.kind_name(kind)
    return bench.desk.about_kind(
        fault_codes.NAME_MISMATCH, phrase, mend=_converted(bench.kind, kind), text=phrase.original, other=other
    )


_COUNTED = frozenset("人名个位所班间室台校")
"""Measure words of people and things, of which one may stand for several of another."""


def _converted(wanted: Kind, got: Kind) -> str | None:
    """Return how a number of one measure word is made of another's: two people for each class."""
    if not {wanted.unit, got.unit} <= _COUNTED:
        return None
    return f"2{wanted.unit} * … / 1{got.unit}"


def comparable(one: Kind, other: Kind) -> bool:
    """Return whether values of the two kinds may be compared: units agree, choices are of one set.

    >>> comparable(Kind("number", unit="次"), Kind("number")), comparable(Kind("number"), Kind("period"))
    (True, False)
    """
    worded = {"text", "reference"}
    if one.name in worded and other.name in worded:
        return True
    days = {"date", "day_of_year"}
    if one.name in days and other.name in days:
        return True
    if one.name != other.name:
        return False
    if one.name == "number":
        return None in (one.unit, other.unit) or one.unit == other.unit
    if one.name == "choice":
        return not {choice.id for choice in one.choices}.isdisjoint(choice.id for choice in other.choices)
    return one.name != "list"


def fit(reading: Reading, phrase: Phrase, bench: Bench) -> Fitted | Diagnostic | None:
    """Return the operand that a literal is for the kind, a message where it cannot be, or None if it is no literal."""
    if isinstance(reading, LeadingZero):
        return _leading_zero(phrase, bench)
    match bench.kind.name:
        case "number":
            return _fit_number(reading, phrase, bench)
        case "period":
            return _fit_period(reading, phrase, bench)
        case "date" | "day_of_year":
            return _fit_day(reading, phrase, bench)
        case "flag":
            return _not_a_flag(phrase, bench) if _certain(reading, bench.names) else None
        case "choice":
            return _misfit(reading, phrase, bench) if _certain(reading, bench.names) else None
        case "text" | "reference" | "list":
            return None
        case _:
            assert_never(bench.kind.name)


def element_kind(kind: Kind) -> Kind:
    """Return the kind of a list's plain elements: its choices, or text."""
    return Kind("choice", choices=kind.choices) if kind.choices else TEXT


def other_flag(phrase: Phrase) -> str | None:
    """Return 是 or 否 for a word that means it and is not accepted, or None."""
    return _OTHER_FLAGS.get(phrase.lower)


def is_nothing(phrase: Phrase) -> bool:
    """Return whether the phrase is another system's word for no value."""
    return phrase.lower in _BROUGHT_FORMS


def kind_of_reading(reading: Reading) -> Both:
    """Return what a literal is, for a message that says it does not fit."""
    if isinstance(reading, PartDay) or (isinstance(reading, Amount) and day_of(reading) is not None):
        return faults.KIND_NAMES["date"]
    if isinstance(reading, YearlyDay):
        return faults.KIND_NAMES["day_of_year"]
    if isinstance(reading, Amount) and period_of(reading) is not None:
        return faults.KIND_NAMES["period"]
    return faults.KIND_NAMES["number"]


def _not_a_flag(phrase: Phrase, bench: Bench) -> Diagnostic:
    return bench.desk.fault(
        fault_codes.FLAG_VALUE, phrase, mend=other_flag(phrase), fact=bench.desk.fact, text=phrase.original
    )


def _certain(reading: Reading, names: Names) -> bool:
    """Whether a literal is one beyond doubt: all its units are known ones."""
    if not isinstance(reading, Amount):
        return True
    known = {*MEASURE_WORDS, *PERIOD_UNITS, *SHARES, ""} | names.measure_words()
    return all(unit in known for _, unit in reading.parts)


def _misfit(reading: Reading, phrase: Phrase, bench: Bench, mend: str | None = None) -> Diagnostic:
    said = {"other": kind_of_reading(reading), "advice": instead(bench.kind)}
    return bench.desk.about_kind(fault_codes.KIND_MISMATCH, phrase, mend=mend, text=phrase.original, **said)


def _leading_zero(phrase: Phrase, bench: Bench) -> Diagnostic:
    if bench.kind.name in ("date", "day_of_year"):
        return _day_spelling(phrase, bench)
    return bench.desk.fault(
        fault_codes.LEADING_ZERO, phrase, mend=phrase.text.lstrip("0") or "0", text=phrase.original
    )


def _fit_number(reading: Reading, phrase: Phrase, bench: Bench) -> Fitted | Diagnostic | None:
    if isinstance(reading, PartDay) and not reading.whole:
        return None
    if not isinstance(reading, Amount):
        return _misfit(reading, phrase, bench)
    if not _certain(reading, bench.names):
        return None
    if not reading.single:
        return _misfit(reading, phrase, bench)
    number, unit, wanted = reading.number, reading.unit, bench.kind.unit
    if unit in SHARES:
        return Constant(number, unit) if wanted in (None, "%") else _wrong_unit(phrase, bench)
    if not unit:
        options = _missing_unit(number, wanted)
        return _unit_missing(phrase, bench, options) if options else Constant(number)
    if unit == wanted or (wanted is None and unit in bench.names.measure_words() | MEASURE_WORDS):
        return Constant(number, unit)
    if unit in PERIOD_UNITS and unit not in bench.names.measure_words() | MEASURE_WORDS:
        years = unit in ("年", "学年")
        return _misfit(reading, phrase, bench, mend=measured_text(number, wanted or "次") if years else None)
    return _wrong_unit(phrase, bench, mend=measured_text(number, wanted))


def _missing_unit(number: int | Fraction, wanted: str | None) -> tuple[str, ...]:
    """Return what could be meant where a bare number would be a guess: money, and shares above one."""
    share = wanted == "%" and not -1 <= number <= 1
    units = ("元", "万元") if wanted == "元" else ("%",) if share else ()
    return tuple(number_text(number) + unit for unit in units)


def _unit_missing(phrase: Phrase, bench: Bench, options: tuple[str, ...]) -> Diagnostic:
    return bench.desk.about_kind(fault_codes.UNIT_MISSING, phrase, text=phrase.original, options=options)


def _wrong_unit(phrase: Phrase, bench: Bench, mend: str | None = None) -> Diagnostic:
    return bench.desk.fault(
        fault_codes.WRONG_UNIT,
        phrase,
        mend=mend,
        fact=bench.desk.fact,
        unit=bench.kind.unit or "",
        text=phrase.original,
    )


def _fit_period(reading: Reading, phrase: Phrase, bench: Bench) -> Fitted | Diagnostic | None:
    if not isinstance(reading, Amount):
        return None if isinstance(reading, PartDay) and not reading.whole else _misfit(reading, phrase, bench)
    if not _certain(reading, bench.names):
        return None
    period = period_of(reading)
    if period is not None:
        return Constant(period)
    if reading.single and not reading.unit and reading.number >= 0:
        bare = number_text(reading.number)
        age = bench.kind.said == "岁"
        return _unit_missing(phrase, bench, (f"{bare}岁",) if age else (f"{bare}年", f"{bare}个月"))
    return _misfit(reading, phrase, bench)


def _fit_day(reading: Reading, phrase: Phrase, bench: Bench) -> Fitted | Diagnostic | None:
    if isinstance(reading, YearlyDay):
        return reading
    if isinstance(reading, Amount):
        day = day_of(reading)
        if day is None:
            return _not_a_day(reading, phrase, bench)
        reading = day
    if not isinstance(reading, PartDay):
        return None
    first = reading.first()
    if first is None:
        return faults.no_such_day(bench.desk, phrase)
    return Constant(first) if reading.whole else reading


def _not_a_day(reading: Amount, phrase: Phrase, bench: Bench) -> Diagnostic | None:
    if not _certain(reading, bench.names) and "号" not in phrase.text:
        return None
    bare = reading.single and not reading.unit
    month_first = reading.parts[0][1] == "月"
    if bare or month_first:
        return _day_spelling(phrase, bench)
    return _misfit(reading, phrase, bench)


def _day_spelling(phrase: Phrase, bench: Bench) -> Diagnostic:
    return bench.desk.fault(fault_codes.DAY_SPELLING, phrase, mend=day_mend(phrase.text), text=phrase.original)


def day_mend(text: str) -> str | None:
    """Return the accepted spelling of a day written as 20220901, 07-31, 7月31日 or 2031, or None.

    >>> day_mend("20220901"), day_mend("07-31"), day_mend("2031")
    ('2022-09-01', '每年7月31日', '2031年')
    """
    if text.isascii() and text.isdigit():
        if len(text) == 8:
            return f"{text[:4]}-{text[4:6]}-{text[6:]}"
        return f"{text}年" if len(text) == 4 else None
    for sign in "-/.":
        month, found, day = text.partition(sign)
        if found and month.isdigit() and day.isdigit() and len(month) <= 2 and len(day) <= 2:
            return f"每年{int(month)}月{int(day)}日"
    return f"每年{text}" if "月" in text and "年" not in text else None


def yearly_text(day: YearlyDay) -> str:
    """Return a yearly day in words.

    >>> yearly_text(YearlyDay(6, None))
    '每年6月底'
    """
    year = "当年" if day.which == "this_year" else "每年"
    return f"{year}{day.month}月底" if day.day is None else f"{year}{day.month}月{day.day}日"
