"""Forms that reach beyond the record: to another record, to a set of them, to a place among them, to another day.

Like every form they are plain data; whoever evaluates them reads only the records that were handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xgxp_rules.model.nodes import Condition, FactRef, Operand

if TYPE_CHECKING:
    from xgxp_rules.model.forms import Form, ListSource


@dataclass(frozen=True, slots=True)
class Related:
    """A fact of the record that a reference leads to; the reference's path holds the steps."""

    ref: FactRef


@dataclass(frozen=True, slots=True)
class OtherRecords:
    """The other records of one kind that meet a condition, in which a bare name is the other record's fact."""

    about: str
    where: Condition | None = None


@dataclass(frozen=True, slots=True)
class RankKey:
    """One fact that a ranking goes by, and which end comes first."""

    fact: FactRef
    high_first: bool = True


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of the record among those of its kind: by the first key, ties by the next ones.

    `per` are the facts that make the group, `among` says who is ranked at all. Those still tied share a place: the
    `first` of the places they take up together, or the `last`, or it is `open` which of these. A `share` is the place
    divided by the group's size.
    """

    keys: tuple[RankKey, ...]
    per: tuple[FactRef, ...] = ()
    among: Condition | None = None
    tied: Literal["first", "last", "open"] = "first"
    gives: Literal["place", "share"] = "place"


@dataclass(frozen=True, slots=True)
class Change:
    """By how much a field of a dated list has changed: a difference, or a share of what it was.

    With a source, from the first to the last item of it (its last two items where it names no window); without one, a
    field of an item, from the item before it in the same list.
    """

    take: FactRef
    source: ListSource | None = None
    gives: Literal["difference", "share"] = "difference"


@dataclass(frozen=True, slots=True)
class Mapped:
    """The group of the policy's own terms to which a fact's value belongs; without one of its own, `otherwise`."""

    of: FactRef
    terms: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A form measured on a day of its own: everything it is made from is measured on that day too."""

    form: Form
    day: Operand
