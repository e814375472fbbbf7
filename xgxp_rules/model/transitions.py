"""Transitions between versions: which earlier version still governs whom after a new one has come into force."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xgxp_rules.model.nodes import Condition
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.model.policy import InForce


@dataclass(frozen=True, slots=True)
class Transition:
    """Records for which `when` holds, and `unless` does not, are governed by another version of the same policy.

    `decisions` names the decisions that pass to that version; empty, all that it has. Transitions are asked in their
    order and the first that holds governs. Outside its window (old law for three more years) a transition is not asked.
    """

    id: str
    clauses: tuple[str, ...]
    when: Condition
    governed_by: str
    unless: Condition | None = None
    decisions: tuple[str, ...] = ()
    about: str = "teacher"
    title: str = ""
    in_force: InForce | None = None
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
