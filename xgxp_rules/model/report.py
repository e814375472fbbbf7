"""What a decision says, as data: the stable JSON of a receipt and the source of every card and worksheet.

Field names are part of the public interface. Values stand twice, as JSON (`value`) and in words (`text`), so that a
reader of the receipt needs no policy file beside it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from xgxp_rules.model.procedure_report import OwedStep

DecisionStatus = Literal["determined", "undetermined", "blocked"]
MissingReason = Literal[
    "unknown",
    "partly_known",
    "incomplete",
    "disputed",
    "undefined",
    "unset",
    "out_of_law",
    "no_calendar",
    "blocked",
    "no_row",
    "zero_divisor",
]
FactState = Literal["known", "unknown", "not_applicable", "partly_known", "disputed"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ClauseReport(_Frozen):
    """A clause that the answer rests on."""

    id: str
    topic: str
    policy: str


class Margin(_Frozen):
    """How far a test is from turning: by how much it is met or missed, and on which day a period is full.

    `on` is the day on which the compared period, begun on the fact's own first day, is complete.
    """

    met: bool
    by: str
    on: date | None = None


class UnreachedMargin(Margin):
    """The margin of a time that runs and yet will not be full, if the record stays as it is.

    `not_on` is the day on which it would be complete if it ran on: it then has ended, or lies outside its window.
    """

    not_on: date


AnyMargin = Annotated[Margin | UnreachedMargin, Field(union_mode="left_to_right")]


class ConditionReport(_Frozen):
    """One node of a condition: its truth, and for a test what was required, what was found and the margin.

    Below a test of a fact that only names a condition (a flag worked out by `is`), `parts` holds that condition.
    """

    kind: Literal["test", "all", "any", "not", "at_least"]
    truth: bool | None
    fact: str | None = None
    label: str | None = None
    required: str | None = None
    required_value: str | None = None
    actual: str | None = None
    margin: AnyMargin | None = None
    needed: int | None = None
    parts: tuple[ConditionReport, ...] = ()


class RuleReport(_Frozen):
    """One rule: its truth, the outcome it leads to, and why it holds or does not."""

    id: str
    title: str = ""
    clauses: tuple[str, ...]
    outcome: str
    outcome_label: str = ""
    modality: str
    truth: bool | None
    in_force: bool = True
    since: date | None = None
    until: date | None = None
    when: ConditionReport
    unless: ConditionReport | None = None
    unless_clauses: tuple[str, ...] = ()


class RequirementReport(_Frozen):
    """One requirement: whether it is met, whom it concerns, what it needs and what waives it."""

    id: str
    title: str = ""
    clauses: tuple[str, ...]
    modality: str
    truth: bool | None
    concerns: bool | None
    waived: bool | None
    departure: bool
    in_force: bool = True
    since: date | None = None
    until: date | None = None
    need: ConditionReport
    applies_to: ConditionReport | None = None
    unless: ConditionReport | None = None
    unless_clauses: tuple[str, ...] = ()


class GuardReport(_Frozen):
    """A rule of higher law that was asked about this decision."""

    id: str
    title: str = ""
    policy: str
    version: str
    clauses: tuple[str, ...]
    against: tuple[str, ...]
    truth: bool | None
    stands_against: tuple[str, ...]
    when: ConditionReport
    unless: ConditionReport | None = None
    unless_clauses: tuple[str, ...] = ()


class LedgerEntry(_Frozen):
    """One item of a list as it was read for a fact: counted, left out, or open."""

    item: str
    counted: bool | None
    reason: str = ""


class WorkingLine(_Frozen):
    """One line of how a value was worked out: what it gave, and what a limit left of it.

    `given` is what the line was worked out from; `left` and `limit` are set where a limit made a difference.
    """

    item: str
    given: str = ""
    gave: str
    left: str = ""
    limit: str = ""
    clauses: tuple[str, ...] = ()


class FactReport(_Frozen):
    """One fact that the decision read: its state, its value, and what it was worked out from.

    `policy` names the higher law that asked for it in its own words; it is empty for the policy's own facts. `defined`
    says who defined a term that the document leaves open, where, and for which days. `only_today` names what another
    record supplies for today only and was taken for all time. `measured_on` is the fact's own measuring day, where it
    is not the decision's.
    """

    id: str
    label: str
    state: FactState
    value: Any = None
    text: str
    source: Literal["record", "worked_out", "parameter", "decision"]
    sensitivity: str = "plain"
    inputs: tuple[str, ...] = ()
    claims: tuple[dict[str, Any], ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    workings: tuple[WorkingLine, ...] = ()
    only_today: tuple[str, ...] = ()
    policy: str = ""
    defined: str = ""
    measured_on: date | None = None


class MissingFact(_Frozen):
    """A fact that would have to be known, why it counts as missing, and where a clerk finds it.

    `years` are those that a yearly list or the calendar of holidays lacks, `facts` what is read of a missing record.
    """

    id: str
    label: str
    reason: MissingReason
    place: str = ""
    who: str = ""
    evidence: str = ""
    office: str = ""
    years: tuple[int, ...] = ()
    facts: tuple[str, ...] = ()


class OutcomeReport(_Frozen):
    """One outcome that holds, may hold, or is offered.

    `chosen_by` is the body that may choose by the policy; `recorded_by` and `recorded_on` are who chose and when, by
    the record.
    """

    id: str
    label: str
    status: DecisionStatus
    modality: str
    alternatives: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    chosen_by: str = ""
    chosen: str = ""
    recorded_by: str = ""
    recorded_on: date | None = None
    effects: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()


class ConsequenceReport(_Frozen):
    """What an outcome brings about, with its days if the act were confirmed on the decision date.

    `until_on` is the last day; it is None for one without an end (`open_ended`) and where nobody can say.
    """

    outcome: str
    alternative: str = ""
    op: Literal["bar", "stop", "pay", "set", "waive", "see"]
    label: str
    target: str
    from_on: date | None = None
    until_on: date | None = None
    open_ended: bool = False
    carried_out_by: date | None = None
    amount: str = ""
    to: str = ""


class ReadingReport(_Frozen):
    """The way an ambiguous passage was read."""

    id: str
    clauses: tuple[str, ...]
    choice: str
    status: str
    default: bool
    note: str = ""


class ParameterReport(_Frozen):
    """A parameter the decision used, with the clause it comes from and what was assumed; `policy` for higher law's.

    `set_by` is the body to which the text leaves it; `source` is then the paper that holds for this record.
    """

    name: str
    text: str
    clauses: tuple[str, ...] = ()
    basis: str = ""
    source: str = ""
    confidence: str = ""
    policy: str = ""
    set_by: str = ""


class PolicyRef(_Frozen):
    """A policy version pinned by its content."""

    policy: str
    version: str
    content_hash: str
    title: str = ""


class SettingsReport(_Frozen):
    """A local file that set values or defined terms: the paper it stands for, pinned by its content."""

    source: str
    content_hash: str


class TransitionReport(_Frozen):
    """A transition that governs this record, or may: `version` says that `governed_by` decides."""

    id: str
    title: str = ""
    clauses: tuple[str, ...]
    version: str
    governed_by: str
    truth: bool | None
    when: ConditionReport
    unless: ConditionReport | None = None


class DecisionReport(_Frozen):
    """A decision in full: the receipt."""

    schema_version: Literal[1] = 1
    engine_version: str
    policy: str
    policy_title: str
    version: str
    policy_status: str
    content_hash: str
    vocabulary_hash: str
    higher_law: tuple[PolicyRef, ...] = ()
    in_force_basis: str = ""
    as_of: date
    measured_on: date
    decision: str
    title: str
    question: str = ""
    about: str
    status: DecisionStatus
    outcome: str | None = None
    outcome_label: str | None = None
    outcomes: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    value: Any = None
    value_text: str | None = None
    conflict: tuple[str, ...] = ()
    modality: str | None = None
    reason: str = ""
    details: tuple[OutcomeReport, ...] = ()
    offers: tuple[OutcomeReport, ...] = ()
    clauses: tuple[ClauseReport, ...] = ()
    rules: tuple[RuleReport, ...] = ()
    requirements: tuple[RequirementReport, ...] = ()
    guards: tuple[GuardReport, ...] = ()
    facts: tuple[FactReport, ...] = ()
    parameters: tuple[ParameterReport, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    readings: tuple[ReadingReport, ...] = ()
    settings: tuple[SettingsReport, ...] = ()
    transitions: tuple[TransitionReport, ...] = ()
    consequences: tuple[ConsequenceReport, ...] = ()
    procedure_owed: tuple[OwedStep, ...] = ()
    note: str = ""
