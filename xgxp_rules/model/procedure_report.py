"""How far a procedure has come: its steps with their days, and what is still owed. Plain data, stable as JSON."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

StepStatus = Literal["done", "owed", "not_asked", "optional", "open"]
StepProblem = Literal["missing", "out_of_order", "late", "too_early", "not_yet", "other_party", "undetermined"]
ProcedureStatus = Literal["complete", "owed", "flawed", "open"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StepReport(_Frozen):
    """One step: whether it is done, on which day, until when it is due, and what is wrong with it.

    `due` is the last day on which it is in time. Where that day lies beyond the published holidays it is not known, and
    `earliest_due` is the first day it could be. `ready_from` is the first day on which what came before has run out.
    """

    step: str
    who: str = ""
    consents: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    status: StepStatus
    on: date | None = None
    due: date | None = None
    earliest_due: date | None = None
    ready_from: date | None = None
    problems: tuple[StepProblem, ...] = ()
    lacking: tuple[str, ...] = ()


class OwedStep(_Frozen):
    """Something wrong with a procedure that makes the act voidable, or that is not settled."""

    procedure: str
    title: str
    step: str
    who: str = ""
    problem: StepProblem
    on: date | None = None
    due: date | None = None
    earliest_due: date | None = None
    lacking: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


class ProcedureReport(_Frozen):
    """A procedure for one record on one day.

    `status` is `complete`, `owed` (steps are still to be taken), `flawed` (something was done late, too early, by
    somebody else or out of order) or `open` (nobody can say). An act is `voidable` while steps are owed or flawed.
    """

    policy: str
    version: str
    procedure: str
    title: str
    clauses: tuple[str, ...] = ()
    as_of: date
    status: ProcedureStatus
    voidable: bool | None
    steps: tuple[StepReport, ...]
    owed: tuple[OwedStep, ...] = ()
