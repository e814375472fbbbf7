"""What would change an answer, as data: the smallest edits of the record after which it is another one."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from xgxp_rules.model.report import DecisionStatus


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class EditReport(_Frozen):
    """One edit: what a fact is and what it would be; of a list the `entry`, counted from 1, and the `field` of it."""

    fact: str
    label: str
    entry: int | None = None
    field: str = ""
    was: str
    would_be: str


class WayReport(_Frozen):
    """Edits that together lead to another outcome; none of them alone or left out does."""

    edits: tuple[EditReport, ...]
    outcome: str
    label: str
    status: DecisionStatus
    offers: tuple[str, ...] = ()


class ChangesReport(_Frozen):
    """The smallest ways to another outcome that were found, each decided anew on the edited record.

    `complete` is False where more edits could have been tried.
    """

    policy: str
    version: str
    decision: str
    title: str
    as_of: date
    outcome: str | None
    label: str = ""
    status: DecisionStatus
    offers: tuple[str, ...] = ()
    ways: tuple[WayReport, ...] = ()
    tried: int = 0
    complete: bool = True
