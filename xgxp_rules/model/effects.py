"""A consequence with a length, an amount or an effect on other decisions.

A rule engine records nothing. A consequence says what the office enters in the record when it confirms the act; later
decisions read that entry (`measures`), never the earlier decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from xgxp_rules.model.nodes import Operand
from xgxp_rules.spans import Span

EffectOp = Literal["bar", "stop", "pay", "set", "waive", "see"]
EDGES = ("month_end", "next_month_start", "term_end", "school_year_end", "year_end", "next_year_start")
"""Days that follow from the day of the act: the end of its month, its term and so on."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A day of the calendar counted from the day of the act."""

    name: str


When = Operand | Edge


@dataclass(frozen=True, slots=True)
class Effect:
    """What is barred, stopped, paid, set, waived, or decided elsewhere.

    Without `starts` it begins on the day of the act. It lasts for `length`, or to `until` (included), or without end.
    `within` is the time the office has to carry it out; `amount` what is paid, `to` what a fact is set to.
    """

    op: EffectOp
    target: str
    length: Operand | None = None
    starts: When | None = None
    until: When | None = None
    within: Operand | None = None
    amount: Operand | None = None
    to: str = ""
    text: str = field(default="", compare=False)
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
