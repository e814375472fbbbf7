"""Points: a total made of items, each worked out in a stated way and kept within the limits written for it.

Limits act in one order: the item's, its group's, the total's. What does not apply to a record gives no points.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from xgxp_rules.model.nodes import Condition, Constant, FactRef, Operand
from xgxp_rules.model.tables import Table

if TYPE_CHECKING:
    from xgxp_rules.model.forms import ListSource

PartYears = Literal["whole", "up", "half", "exact"]
PartUnit = Literal["years", "months"]


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a period becomes a number of years or months, as the text says; `size` of them may count as one."""

    unit: PartUnit
    how: PartYears
    size: int = 1


@dataclass(frozen=True, slots=True)
class Rate:
    """So many points for each unit of a fact."""

    each: int | Fraction
    text: str = ""


@dataclass(frozen=True, slots=True)
class RatePiece:
    """The rate of the part of an amount that lies between two ends; an open end is None."""

    low: int | Fraction
    high: int | Fraction | None
    rate: Rate
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rated:
    """Points by the amount of a fact: a period is converted first, pieces have rates of their own."""

    of: Operand
    pieces: tuple[RatePiece, ...]
    conversion: Conversion | None = None


@dataclass(frozen=True, slots=True)
class FromList:
    """Points for the entries of a list: the highest only, or all added up; each by a table, a field, or the same.

    With `per` that is done for the entries of each value of a field, and the groups are added up. `most` says how many
    entries, the highest first, are added up at most.
    """

    op: Literal["best_of", "sum_of"]
    source: ListSource
    each: Table | Operand
    per: FactRef | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Flat:
    """A fixed number of points, or those that a fact or parameter gives."""

    points: Operand


ItemSource = Rated | Table | FromList | Flat


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a score; `when` gates it, `cap` and `not_below` limit it, `minus` takes it off."""

    name: str
    source: ItemSource
    when: Condition | None = None
    cap: Constant | None = None
    not_below: Constant | None = None
    group: str = ""
    minus: bool = False
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Items with a limit of their own; with `best` only the highest of them counts."""

    name: str
    cap: Constant | None = None
    best: bool = False


@dataclass(frozen=True, slots=True)
class TieKey:
    """A fact by which equal scores are put in order, and whether the greater or the lesser comes first."""

    fact: FactRef
    greater_first: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A score: the sum of its items, after the limits of items, groups and the whole."""

    items: tuple[Item, ...]
    groups: tuple[Group, ...] = ()
    cap: Constant | None = None
    not_below: Constant | None = None
    ties: tuple[TieKey, ...] = ()
    clauses: tuple[str, ...] = ()
