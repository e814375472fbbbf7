"""What a timeline says, as data: the stretches between two changes of an answer, and why each change happens."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict

from xgxp_rules.model.report import DecisionStatus, PolicyRef


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TimelineAnswer(_Frozen):
    """The answer of one stretch: the outcome with its label and weight, or those that may hold."""

    status: DecisionStatus
    outcome: str | None = None
    label: str = ""
    modality: str = ""
    outcomes: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    possible_labels: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    offer_labels: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    value: Any = None
    value_text: str = ""
    reason: str = ""


class TimelineReason(_Frozen):
    """One test that turned: what it asks, what it found the day before and on the day, in which rule and clause.

    Where only the value is another one, what moved: a fact with its two values, without a rule and without a test.
    """

    rule: str
    title: str = ""
    clauses: tuple[str, ...] = ()
    policy: str = ""
    fact: str
    required: str
    before: str
    after: str
    was: bool | None
    now: bool | None


class LawChange(_Frozen):
    """A policy whose version changed on the day; an empty `before` means that none was in force until then."""

    policy: str
    title: str
    before: str
    after: str


class TimelineChange(_Frozen):
    """A day on which the answer is another one than the day before."""

    on: date
    because: tuple[TimelineReason, ...] = ()
    law: tuple[LawChange, ...] = ()


class TimelineStretch(_Frozen):
    """Days in a row with the same answer, both ends included; the first stretch has no change."""

    from_on: date
    until_on: date
    answer: TimelineAnswer
    change: TimelineChange | None = None


class TimelineReport(_Frozen):
    """When the answer to one question changes between two days, if nothing in the record changes.

    `asked_from` is the day that was asked for, where the record does not allow to look back that far.
    `complete` is False where there were more changes than are listed.
    """

    policy: str
    policy_title: str
    decision: str
    title: str
    from_on: date
    until_on: date
    asked_from: date | None = None
    stretches: tuple[TimelineStretch, ...]
    assumptions: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    versions: tuple[PolicyRef, ...] = ()
    evaluations: int
    complete: bool = True
