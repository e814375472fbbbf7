"""A procedure: the steps an office must take before an act, in their order, each with its time.

A step that is missing or out of order makes an act voidable; it never makes a condition false. So a procedure is looked
at beside a decision and changes none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xgxp_rules.model.nodes import Condition, Operand, ParameterRef, YearlyDay, YearlyDays, YearlyStretch
from xgxp_rules.model.periods import Period
from xgxp_rules.spans import Span


@dataclass(frozen=True, slots=True)
class DayRange:
    """A stretch between two days, both included, each written out or known to the record."""

    first: Operand
    last: Operand


During = YearlyStretch | YearlyDay | YearlyDays | DayRange
"""When a step has to be taken: in a stretch, or up to a day that returns."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step.

    `after` names the steps that must come first. `within` is the time after the last of them; `by` the latest day;
    `during` the stretch in which it has to be taken. With `if_taken` the step is asked only where one of those was
    taken.
    `publicity` and `notice` must have run out before the next step is taken. `consents` are parties of whom each must
    have its own entry. With `when` the step is asked only where that holds; an `optional` one is never owed.
    """

    name: str
    after: tuple[str, ...] = ()
    who: str = ""
    consents: tuple[str, ...] = ()
    within: Period | ParameterRef | None = None
    by: Operand | None = None
    during: During | None = None
    publicity: Period | None = None
    notice: Period | None = None
    when: Condition | None = None
    optional: bool = False
    if_taken: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Procedure:
    """The steps of one procedure about one kind of record, in the document's order."""

    id: str
    title: str
    about: str
    steps: tuple[Step, ...]
    clauses: tuple[str, ...] = ()
    note: str = ""
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
