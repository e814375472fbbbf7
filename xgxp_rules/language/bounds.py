"""Comparisons and pairs of them: which end of a month counts, what shares a unit, and which bands are empty."""

from __future__ import annotations

import re
from typing import Final

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language import fault_codes, faults
from xgxp_rules.language.literals import Amount, PartDay, read_literal
from xgxp_rules.language.operands import Bench, Fitted, operand
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.splitting import found
from xgxp_rules.model.nodes import Both, Check, Compare, CompareOp, Constant, Operand
from xgxp_rules.model.periods import PeriodError
from xgxp_rules.model.values import Kind

Result = Check | Diagnostic | None
"""A check, what is wrong with the text, or None where the text is of another shape."""

LOWER: Final = ("ge", "gt")
UPPER: Final = ("le", "lt")
_ENDING: Final = re.compile(r"[\d.,零〇一二两三四五六七八九十百千]+((?:万|亿)*(?: ?[^\W\d_]+|[%‰])?)")
"""What follows the digits of an amount: 万 or 亿 and the unit."""


def has_order(kind: Kind) -> bool:
    """Return whether one value of the kind may lie below another."""
    return kind.name in ("number", "period", "date", "day_of_year") or (kind.name == "choice" and kind.ordered)


def comparison(op: CompareOp, value: Fitted | Diagnostic, phrase: Phrase, bench: Bench) -> Check | Diagnostic:
    """Return the comparison; of a month or year the word decides which end counts."""
    if isinstance(value, Diagnostic):
        return value
    if not isinstance(value, PartDay):
        return Compare(op, value)
    first, last = value.first(), value.last()
    if first is None or last is None:
        return faults.no_such_day(bench.desk, phrase)
    match op:
        case "ge" | "lt":
            return Compare(op, Constant(first))
        case "le" | "gt":
            return Compare(op, Constant(last))
        case "eq":
            return Both((Compare("ge", Constant(first)), Compare("le", Constant(last))))
        case "ne":
            return bench.desk.fault(fault_codes.NOT_ONE_DAY, phrase, text=phrase.original)


def single_days(values: list[Fitted], phrase: Phrase, bench: Bench) -> tuple[Operand, ...] | Diagnostic:
    """Return the values where each is one value; a month or year among several has no certain day."""
    certain = tuple(value for value in values if not isinstance(value, PartDay))
    if len(certain) == len(values):
        return certain
    return bench.desk.fault(fault_codes.NOT_ONE_DAY, phrase, text=phrase.original)


def all_of(checks: tuple[Check, ...], phrase: Phrase, bench: Bench) -> Check | Diagnostic:
    """Return the checks joined, or a message where a lower and an upper bound leave nothing between them."""
    bounds = [check for check in checks if isinstance(check, Compare)]
    for low in bounds:
        for high in bounds:
            if low.op in LOWER and high.op in UPPER and _is_empty(low, high, bench.kind):
                return bench.desk.fault(fault_codes.UPSIDE_DOWN, phrase, text=phrase.original)
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


def between_ends(
    ops: tuple[CompareOp, CompareOp], ends: tuple[Fitted, Fitted] | Diagnostic, phrase: Phrase, bench: Bench
) -> Check | Diagnostic:
    """Return the check that the fact lies between two ends, each with its own comparison."""
    if isinstance(ends, Diagnostic):
        return ends
    low = comparison(ops[0], ends[0], phrase, bench)
    high = comparison(ops[1], ends[1], phrase, bench)
    if isinstance(low, Diagnostic):
        return low
    return high if isinstance(high, Diagnostic) else all_of((low, high), phrase, bench)


def read_ends(
    phrase: Phrase, separators: tuple[str, ...], bench: Bench
) -> tuple[Fitted, Fitted] | Diagnostic | None:
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


def low_and_high(one: Compare, other: Compare) -> tuple[Compare, Compare] | None:
    """Return a lower and an upper bound in that order, or None where both bound the same side."""
    if one.op in LOWER and other.op in UPPER:
        return one, other
    return (other, one) if one.op in UPPER and other.op in LOWER else None
