"""What would settle an open decision, as data: the open facts as questions, and the smallest sets of them."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from xgxp_rules.model.report import DecisionStatus


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class QuestionReport(_Frozen):
    """One open fact as a question: what is missing, on what paper it stands, and what asking it is worth.

    `expected` is how many questions are left on average once it is answered, itself included; None where no values
    could be tried (a parameter that an office has not set, a choice it has not recorded). `settles_alone` says whether
    every answer tried settles the decision. `sensitivity` is "plain", "personal" or "health".
    """

    id: str
    label: str
    reasons: tuple[str, ...]
    places: tuple[str, ...] = ()
    evidence: str = ""
    office: str = ""
    who: str = ""
    sensitivity: str = "plain"
    expected: float | None = None
    settles_alone: bool = False
    leads_to: tuple[str, ...] = ()


class PlanReport(_Frozen):
    """The open facts of one decision, the best question first.

    `bounded` is True where more facts are open than are weighed against each other; the rest follow in the order met.
    """

    policy: str
    version: str
    decision: str
    title: str
    as_of: date
    status: DecisionStatus
    possible: tuple[str, ...] = ()
    possible_labels: tuple[str, ...] = ()
    questions: tuple[QuestionReport, ...] = ()
    bounded: bool = False


class SettlementReport(_Frozen):
    """The smallest sets of open facts that could settle a decision by some answer, and that surely do by any.

    Sets hold fact ids. `minimal` is False where not every set was tried, or where answers bear on each other in a way
    that trying representative values cannot exhaust; `surely` then holds one set that does settle it, not the smallest.
    """

    policy: str
    version: str
    decision: str
    as_of: date
    status: DecisionStatus
    possible: tuple[str, ...] = ()
    could: tuple[tuple[str, ...], ...] = ()
    surely: tuple[tuple[str, ...], ...] = ()
    minimal: bool = True
    labels: dict[str, str] = {}
