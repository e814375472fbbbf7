"""Checks back into words, in Chinese or English: `parse_check(print_check(check))` gives the same check.

One word is chosen for each meaning and kind, the one documents use most. A text value that itself holds 或 or 、 has no
spelling in the language and is printed as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Final, Literal, assert_never

from xgxp_rules.language.literals import measured_text
from xgxp_rules.language.operands import MEASURING_DAY, NO, YES, element_kind, yearly_text
from xgxp_rules.model.nodes import (
    Applies,
    Both,
    Check,
    Compare,
    Constant,
    Contains,
    FactRef,
    IsKnown,
    MeasuringDay,
    OneOf,
    Operand,
    ParameterRef,
    YearlyDay,
    YearlyDays,
)
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import Kind

Lang = Literal["zh", "en"]
LabelOf = Callable[[FactRef], str]

_AMOUNTS: Final = {"ge": "不少于", "gt": "超过", "lt": "少于", "le": "不超过"}
_GRADES: Final = {"ge": "不低于", "gt": "高于", "lt": "低于", "le": "不高于"}
_PERIODS: Final = {"ge": "满", "gt": "超过", "lt": "不满", "le": "不超过"}
_DAYS: Final = {"ge": "不早于", "gt": "晚于", "lt": "早于", "le": "不晚于"}
_ENGLISH: Final = {"ge": "at least", "gt": "more than", "lt": "less than", "le": "at most"}
_ENGLISH_DAYS: Final = {"ge": "not before", "gt": "after", "lt": "before", "le": "not after"}


def print_check(check: Check, kind: Kind, lang: Lang, *, label_of: LabelOf | None = None) -> str:
    """Return the check in the canonical words of the language.

    `label_of` names a fact; without it a fact is shown by its id.

    >>> print_check(Compare("ge", Constant(Period(years=6))), Kind("period"), "zh")
    '满 6年'
    """
    return _Printer(lang, label_of or _id_of).check(check, kind)


def print_operand(operand: Operand, kind: Kind, lang: Lang, *, label_of: LabelOf | None = None) -> str:
    """Return an operand as it stands in a test of a fact of this kind.

    >>> print_operand(Constant(20000, "元"), Kind("number", unit="元"), "zh")
    '2万元'
    """
    return _Printer(lang, label_of or _id_of).operand(operand, kind)


def bound_words(kind: Kind, lang: Lang) -> dict[str, str]:
    """Return the word for each of ge, gt, lt and le that is said of this kind."""
    day = kind.name in ("date", "day_of_year")
    if lang == "en":
        return _ENGLISH_DAYS if day else _ENGLISH
    if day:
        return _DAYS
    if kind.name == "period":
        return _PERIODS
    return _GRADES if kind.name == "choice" or kind.unit == "%" else _AMOUNTS


def _id_of(fact: FactRef) -> str:
    return ".".join((fact.id, *fact.path))


class _Printer:
    """The language and the names; one for each call."""

    def __init__(self, lang: Lang, label_of: LabelOf) -> None:
        self.zh = lang == "zh"
        self.lang: Lang = lang
        self.label_of = label_of

    def check(self, check: Check, kind: Kind) -> str:
        match check:
            case Compare():
                return self._compare(check, kind)
            case OneOf(operands=several, negated=negated):
                return self._one_of(several, negated, kind)
            case Contains(operands=several, negated=negated):
                return self._contains(several, negated, kind)
            case Both(parts=parts):
                return self._both(parts, kind)
            case Applies(negated=negated):
                return self._either(negated, ("适用", "不适用"), ("applies", "does not apply"))
            case IsKnown(negated=negated):
                return self._either(negated, ("已知", "未知"), ("known", "unknown"))
            case _:
                assert_never(check)

    def operand(self, operand: Operand, kind: Kind) -> str:
        match operand:
            case Constant():
                return self._constant(operand, kind)
            case ParameterRef(name=name):
                return name
            case FactRef():
                return self.label_of(operand)
            case YearlyDay():
                return yearly_text(operand)
            case YearlyDays(days=days):
                return ("、" if self.zh else ", ").join(yearly_text(day) for day in days)
            case MeasuringDay():
                return MEASURING_DAY[0 if self.zh else 1]
            case _:
                assert_never(operand)

    def _compare(self, check: Compare, kind: Kind) -> str:
        operand = self.operand(check.operand, kind)
        if isinstance(check.operand, MeasuringDay) and check.op in ("le", "gt"):
            return self._either(check.op == "gt", ("已到", "未到"), ("reached", "not reached"))
        if check.op == "ne":
            return f"{'不是' if self.zh else 'is not'} {operand}"
        if check.op != "eq":
            return f"{bound_words(kind, self.lang)[check.op]} {operand}"
        named = not isinstance(check.operand, Constant) or kind.name in ("choice", "flag")
        return operand if named else f"{'为' if self.zh else 'is'} {operand}"

    def _one_of(self, several: tuple[Operand, ...], negated: bool, kind: Kind) -> str:
        listed = self._listed(several, kind)
        if negated:
            return f"{'不是' if self.zh else 'is not'} {listed}"
        if not self.zh:
            return f"one of {listed}"
        return f"为 {listed}" if len(several) == 1 or kind.name in ("text", "reference") else listed

    def _contains(self, several: tuple[Operand, ...], negated: bool, kind: Kind) -> str:
        word = self._either(negated, ("包含", "不包含"), ("contains", "does not contain"))
        return f"{word} {self._listed(several, element_kind(kind))}"

    def _listed(self, several: tuple[Operand, ...], kind: Kind) -> str:
        return (" 或 " if self.zh else " or ").join(self.operand(each, kind) for each in several)

    def _both(self, parts: tuple[Check, ...], kind: Kind) -> str:
        band = self._band(parts, kind)
        return band or (" 且 " if self.zh else " and ").join(self.check(part, kind) for part in parts)

    def _band(self, parts: tuple[Check, ...], kind: Kind) -> str:
        """Return the short spelling of two written bounds, or nothing where there is none."""
        match parts:
            case (Compare("ge", Constant() as low), Compare("le", Constant() as high)) if low.unit == high.unit:
                return f"{self.operand(low, kind)} {'至' if self.zh else 'to'} {self.operand(high, kind)}"
            case (Compare("ge" | "gt", Constant()), Compare("le" | "lt", Constant())) if kind.name == "period":
                return "".join(self.check(part, kind).replace(" ", "") for part in parts) if self.zh else ""
            case _:
                return ""

    def _constant(self, constant: Constant, kind: Kind) -> str:
        match constant.value:
            case bool() as flag:
                return (YES if flag else NO)[0 if self.zh else 1]
            case int() | Fraction() as number:
                return measured_text(number, constant.unit)
            case Period() as period:
                return period.text(self.lang)
            case date() as day:
                return day.isoformat()
            case str() as word:
                choice = kind.choice(word) if kind.name == "choice" else None
                return word if choice is None else choice.label if self.zh else choice.id
            case _:
                assert_never(constant.value)

    def _either(self, negated: bool, zh: tuple[str, str], en: tuple[str, str]) -> str:
        return (zh if self.zh else en)[1 if negated else 0]
