"""What a quota comes to for one group: plain data, stable as JSON.

Every count is a range, because members of whom something is unknown may or may not belong. People appear by the id of
their record alone.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from xgxp_rules.model.report import MissingFact, PolicyRef, ReadingReport

QuotaStatus = Literal["met", "missed", "open"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Counts(_Frozen):
    """A whole number between two, both included."""

    at_least: int
    at_most: int

    @property
    def known(self) -> bool:
        """Return whether there is only one such number."""
        return self.at_least == self.at_most


class BoundResult(_Frozen):
    """One bound: how many it asks for, by how much it is kept or broken (`slack` below zero), and whether it is met.

    `share` is the exact part of the base (or of those to whom the quota is relative), as a fraction, where the bound is
    one; None where nobody knows it, or it is a count. `source` is the paper by which another body set the amount.
    `required` and `slack` are None where the amount is unknown.
    """

    side: Literal["floor", "ceiling", "target"]
    text: str
    source: str = ""
    share: str | None = None
    rounding: Literal["up", "down", "half_up"]
    required: Counts | None = None
    slack: Counts | None = None
    status: QuotaStatus


class OpenMember(_Frozen):
    """A member of whom it is not settled whether they are in the group, in the base, or counted."""

    id: str
    in_group: bool | None
    in_base: bool | None
    counted: bool | None
    missing: tuple[MissingFact, ...] = ()


class Account(_Frozen):
    """The period that a quota is counted for: its name, first and last day; a batch has neither."""

    name: str
    from_on: date | None = None
    until_on: date | None = None


class QuotaResult(_Frozen):
    """One quota for one group of a roster on one day.

    `reason` says why nothing is settled where that is no member's doing: `group_unknown` (it is open whether the quota
    speaks of this group) or `amount_unknown`. `relative` is how many there are of those whose number the shares are of,
    where that is not the base. `could_be_counted` lists members of the base who are not, or may not be,
    counted; it proposes nobody. `depends_on` are the ambiguous passages that this quota rests on, each as it was read;
    `in_force_basis` says from what the day was taken since when the document holds, where it gives none.
    """

    schema_version: Literal[1] = 1
    engine_version: str
    policy: str
    version: str
    content_hash: str
    higher_law: tuple[PolicyRef, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    policy_title: str = ""
    policy_status: str = ""
    in_force_basis: str = ""
    depends_on: tuple[ReadingReport, ...] = ()
    as_of: date
    quota: str
    title: str
    about: str
    clauses: tuple[str, ...]
    modality: str
    encouraged: bool = False
    per: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    account: Account | None = None
    members: int
    base: Counts
    counted: Counts
    relative: Counts | None = None
    bounds: tuple[BoundResult, ...]
    status: QuotaStatus
    reason: Literal["", "group_unknown", "amount_unknown", "members_open"] = ""
    undetermined: tuple[OpenMember, ...] = ()
    could_be_counted: tuple[str, ...] = ()
    note: str = ""
