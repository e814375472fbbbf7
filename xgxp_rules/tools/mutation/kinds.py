"""The kinds of change, one change as data, and a written value moved by one unit of what it is written with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, Literal, get_args

from xgxp_rules.diagnostics import Both as Words
from xgxp_rules.model.nodes import CompareOp
from xgxp_rules.model.periods import Period
from xgxp_rules.tools.mutation.paths import Path
from xgxp_rules.tools.mutation.sentences import value_words

Kind = Literal[
    "comparison",
    "threshold",
    "condition",
    "junction",
    "alternative",
    "exception",
    "window",
    "precedence",
    "rounding",
    "effect",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: where below the part, what would stand there, and how that is said."""

    kind: Kind
    path: Path
    new: Any
    said: Words


FLIPPED: Final[dict[CompareOp, CompareOp]] = {
    "ge": "gt",
    "gt": "ge",
    "le": "lt",
    "lt": "le",
    "eq": "ne",
    "ne": "eq",
}


def moved(path: Path, value: Any, unit: str) -> Iterator[Change]:
    """Yield a value one unit less and one unit more, in the smallest unit it is written with."""
    for near in _neighbours(value, unit):
        old, new = value_words(value, unit), value_words(near, unit)
        said = Words(f"{old.zh} 改为 {new.zh}", f"{old.en} becomes {new.en}")
        yield Change("threshold", path, near, said)


def _neighbours(value: Any, unit: str) -> Iterator[Any]:
    match value:
        case bool() | str():
            return
        case int() | Fraction():
            step = Fraction(1, 1000) if unit == "‰" else Fraction(1, 100) if unit == "%" else 1
            yield from (near for near in (value - step, value + step) if near >= 0)
        case date():
            yield from (value - timedelta(1), value + timedelta(1))
        case Period():
            yield from _near_periods(value)
        case _:
            return


_PARTS: Final = ("working_days", "terms", "school_years", "days", "months", "years")


def _near_periods(period: Period) -> Iterator[Period]:
    """Yield the period one part shorter and longer: a day where days are written, else a month, else a year."""
    name = next((part for part in _PARTS if getattr(period, part)), "days")
    size = getattr(period, name)
    shorter = replace(period, **{name: size - 1}) if size >= 1 else Period()
    if not shorter and name in ("years", "months"):
        shorter = Period(months=11) if name == "years" else Period(days=29)
    if shorter:
        yield shorter
    yield replace(period, **{name: size + 1})
