"""A quota: what share or number of a cohort must, may at most, or should be counted.

It speaks of a roster, never of one person: members of the base, those of them that are counted, and bounds on how many
that may be. Nothing here picks anybody.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from xgxp_rules.model.nodes import Condition, FactRef, Operand
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.model.policy import InForce, Modality
    from xgxp_rules.model.vocabulary import Fact

Side = Literal["floor", "ceiling", "target"]
Rounding = Literal["up", "down", "half_up"]
Each = Literal["school_year", "year", "term", "batch"]


@dataclass(frozen=True, slots=True)
class QuotaPart:
    """The members that another quota has in its base, or counts."""

    quota: str
    part: Literal["base", "counted"]


Members = Condition | QuotaPart
"""Who belongs: those of whom a condition holds, or the members of another quota."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How many must (floor), may (ceiling) or should (target) be counted.

    `amount` is written, a parameter, a fact, or worked out on the spot; with `is_share` it is a part of the base, or of
    those to whom the quota is relative.
    `about` is the kind of record whose names it uses: the group's own, or a member's (then all members must agree).
    """

    side: Side
    amount: Operand | Fact
    is_share: bool
    rounding: Rounding
    about: str
    text: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Quota:
    """One quota of a document.

    `per` are the facts by which the roster is split, a separate account for each value. `group` is the kind of record
    that the first of them leads to, "" where a group has no record of its own. Without `base` everybody of the roster
    is in it. With `relative` a share is one of these people's number, whether they are in the base or not.
    """

    id: str
    title: str
    about: str
    clauses: tuple[str, ...]
    bounds: tuple[Bound, ...]
    base: Members | None = None
    counted: Members | None = None
    relative: Members | None = None
    per: tuple[FactRef, ...] = ()
    group: str = ""
    each: Each | None = None
    when: Condition | None = None
    when_about: str = ""
    modality: Modality = "must"
    encouraged: bool = False
    in_force: InForce | None = None
    note: str = ""
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
