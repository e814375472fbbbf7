"""Where a case stands: its state, what may come next and what that needs, deadlines, and how it came there.

Plain data, stable as JSON. Conditions are said in the language asked for; everything else is names, days and numbers.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from xgxp_rules.model.case_log import EntryKind
from xgxp_rules.model.procedure_report import ProcedureReport
from xgxp_rules.model.report import MissingFact


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class CitedClause(_Frozen):
    """A clause of the policy's document, and what it is about."""

    id: str
    topic: str = ""


class GuardTest(_Frozen):
    """One test of a transition's condition: whose fact, what is asked, whether it holds, what the record says.

    `shown_by` names the years or entries that make a test on years in a row or on a number of entries hold.
    """

    fact: str
    label: str
    asked: str
    holds: bool | None
    actual: str = ""
    shown_by: tuple[str, ...] = ()
    excepted: bool = False
    """Whether the test stands under `unless`: then it must not hold."""


class GuardReport(_Frozen):
    """What a transition asks for beside its event or its time, and whether that is met."""

    met: bool | None
    tests: tuple[GuardTest, ...] = ()
    missing: tuple[MissingFact, ...] = ()
    procedure: ProcedureReport | None = None


class TakenMove(_Frozen):
    """A transition that was taken, by an entry of the log or because time ran out."""

    on: date
    source: str
    target: str
    event: str = ""
    after: str = ""
    clock: str = ""
    title: str = ""
    clauses: tuple[CitedClause, ...] = ()
    entry: int | None = None
    actor: str = ""
    guard: GuardReport | None = None


NextStatus = Literal["ready", "not_met", "unknown", "waiting", "held"]
"""May happen now; its condition does not hold; facts are missing; its day has not come; it was held on its day."""


class NextMove(_Frozen):
    """A transition out of the present state: on what event or after what time, and what it needs."""

    target: str
    status: NextStatus
    event: str = ""
    after: str = ""
    clock: str = ""
    title: str = ""
    clauses: tuple[CitedClause, ...] = ()
    due: date | None = None
    earliest_due: date | None = None
    guard: GuardReport | None = None


class Deadline(_Frozen):
    """A day that matters: on `due` a transition happens by itself, or by then a step of a procedure must be taken.

    `days_left` and `working_days_left` count from the day asked about, below zero when it is past; working days beyond
    the published holidays are None. Where the day itself is not known, `earliest` is the first day it could be.
    """

    kind: Literal["transition", "step"]
    name: str
    target: str = ""
    who: str = ""
    due: date | None = None
    earliest: date | None = None
    overdue: bool = False
    days_left: int | None = None
    working_days_left: int | None = None
    clauses: tuple[CitedClause, ...] = ()


class ClockReport(_Frozen):
    """A clock: how long it has run up to the day asked about, its limit, and whether it is running."""

    id: str
    run: str
    limit: str
    running: bool
    begun: bool
    """Whether it has run at all since it was last put back."""
    due: date | None = None
    earliest: date | None = None
    clauses: tuple[CitedClause, ...] = ()


class OtherMove(_Frozen):
    """An event that another reading would take from the present state, and where it leads."""

    event: str
    target: str


class CaseReading(_Frozen):
    """What the case comes to where an ambiguous passage is read another way; only what comes out differently.

    `moved` says that it would stand elsewhere; `refused` is the entry that could not have been recorded; `deadlines`
    are those of the other reading, `instead_of` those of the standing one that would fall away.
    """

    reading: str
    standing: str
    choice: str
    clauses: tuple[CitedClause, ...] = ()
    state: str
    since: date
    moved: bool = False
    refused: int | None = None
    deadlines: tuple[Deadline, ...] = ()
    instead_of: tuple[Deadline, ...] = ()
    moves: tuple[OtherMove, ...] = ()


class LogLine(_Frozen):
    """One entry of the log, and what became of it."""

    number: int
    id: str
    kind: EntryKind
    on: date
    recorded_at: datetime
    actor: str
    name: str = ""
    source: str = ""
    target: str = ""
    facts: tuple[str, ...] = ()
    procedure: str = ""
    party: str = ""
    corrects: int | None = None
    corrected_by: int | None = None
    withdrawn: bool = False
    remark: str = ""


class CaseReport(_Frozen):
    """A case at the end of a day, as it was known at the end of another."""

    case: str
    policy: str
    version: str
    content_hash: str
    text_changed: bool
    """Whether the text of the version has changed since the case was opened."""
    ended_on: date | None = None
    """The last day of the version, where that has passed: the case goes on by a text that is no longer in force."""
    title: str
    process: str
    process_title: str
    clauses: tuple[CitedClause, ...] = ()
    opened_on: date
    revision: int
    as_of: date
    known_on: date | None = None
    state: str
    since: date
    closed: bool
    unsaid: str = ""
    """What the document does not say of how the case goes on from its state."""
    uncertain: bool
    """Whether nobody can say that the case is still in this state: a day is unknown, or facts are missing."""
    next: tuple[NextMove, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    clocks: tuple[ClockReport, ...] = ()
    procedures: tuple[ProcedureReport, ...] = ()
    readings: tuple[CaseReading, ...] = ()
    """Other readings of ambiguous passages under which the case comes out differently."""
    taken: tuple[TakenMove, ...] = ()
    planned: tuple[LogLine, ...] = ()
    """Entries already recorded that hold only from a later day."""
    log: tuple[LogLine, ...] = ()


class DueCase(_Frozen):
    """A deadline of one case, for the list of all cases."""

    case: str
    policy: str
    process_title: str
    state: str
    deadline: Deadline
    reading: str = ""
    """Another reading of an ambiguous passage under which alone it falls due, with its choice."""
    choice: str = ""
