"""The condition tree: plain frozen data, no behaviour.

Every engine reads these classes and none adds a method to them. A new kind of condition is a class here
and an entry in `Condition` or `Check`; the type checker then lists every place that must learn about it.
A *condition* says something about a record; a *check* is the part of a test that stands after the fact's name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Literal

from xgxp_rules.model.periods import Period
from xgxp_rules.spans import Span

CompareOp = Literal["ge", "gt", "le", "lt", "eq", "ne"]
MonthEnd = Literal["down", "up"]
"""Where a period ends whose month has no such day: on the month's last day, or on the first of the next."""

Anniversary = Literal["on", "after"]
"""Whether a period is full on its same-numbered day or only on the day after."""

Value = bool | int | Fraction | date | Period | str
"""What a literal holds: a flag, an exact number, a day, a period, or a choice's id or text."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A value written in the policy; `unit` is the measure word of a number, kept so that it can be checked."""

    value: Value
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class ParameterRef:
    """A parameter, by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class FactRef:
    """A fact, by its id.

    `scope` says where it is looked up: on the item of a list that is being tested, or on the record itself.
    `path` holds the ids after the dots (`学校.规模`), each a fact of the record that the part before refers to.
    """

    id: str
    scope: Literal["record", "item"] = "record"
    path: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The id, and behind dots the steps to a fact of another record."""
        return ".".join((self.id, *self.path)) if self.path else self.id


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day that returns every year: month and day, or the month's last day where `day` is None.

    `which` return is meant: the latest that has come (每年8月31日), the calendar year's, come or not (当年8月31日),
    or the next to come (本学年结束).
    """

    month: int
    day: int | None
    which: Literal["latest", "this_year", "coming"] = "latest"


@dataclass(frozen=True, slots=True)
class YearlyDays:
    """Several days that return every year, such as the last days of both terms."""

    days: tuple[YearlyDay, ...]


@dataclass(frozen=True, slots=True)
class YearlyStretch:
    """A stretch that returns every year, both days included; one that ends before it begins runs into the next year."""

    first: YearlyDay
    last: YearlyDay


@dataclass(frozen=True, slots=True)
class MeasuringDay:
    """The day on which the decision is measured."""


Operand = Constant | ParameterRef | FactRef | YearlyDay | YearlyDays | MeasuringDay


@dataclass(frozen=True, slots=True)
class Compare:
    """The fact stands in this order to the operand.

    `rounding` is for a period that would end on a day its month does not have; `anniversary` says whether a period
    counts as full on its same-numbered day or only after it.
    """

    op: CompareOp
    operand: Operand
    rounding: MonthEnd = "down"
    anniversary: Anniversary = "on"


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact is one of the operands; negated, it is none of them."""

    operands: tuple[Operand, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Both:
    """Every check holds of the one fact: a band, or tests joined by 且."""

    parts: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Contains:
    """The list holds one of the operands, or the text has one of them in it; negated, none of them."""

    operands: tuple[Operand, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Applies:
    """The fact applies to this record at all; unknown while the fact is unknown."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class IsKnown:
    """The fact is known. Breaks the order of information, so only procedures and reports may use it."""

    negated: bool = False


Check = Compare | OneOf | Both | Contains | Applies | IsKnown


@dataclass(frozen=True, slots=True)
class FactTest:
    """One fact held against one check; `text` is the check in the author's words."""

    fact: FactRef
    check: Check
    text: str = field(default="", compare=False)
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """Swaps true and false; leaves unknown alone. `none:` is `Not(AnyOf)`, `unless:` negates what it holds."""

    part: Condition
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `needed` of the parts hold."""

    needed: int
    parts: tuple[Condition, ...]
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


Condition = FactTest | AllOf | AnyOf | Not | AtLeast


def walk(condition: Condition) -> Iterator[Condition]:
    """Yield the condition and everything below it, outermost first, in the author's order."""
    yield condition
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from walk(part)
        case Not(part=part):
            yield from walk(part)
        case FactTest():
            pass


def checks(check: Check) -> Iterator[Check]:
    """Yield the check and the checks it is made of."""
    yield check
    if isinstance(check, Both):
        for part in check.parts:
            yield from checks(part)


def operands(check: Check) -> Iterator[Operand]:
    """Yield every operand that a check compares with, in the author's order."""
    match check:
        case Compare(operand=operand):
            yield operand
        case OneOf(operands=several) | Contains(operands=several):
            yield from several
        case Both(parts=parts):
            for part in parts:
                yield from operands(part)
        case Applies() | IsKnown():
            pass
