"""The steps of a procedure as a record's list 办理步骤 has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from xgxp_rules.model.procedure import Procedure
from xgxp_rules.model.values import Disputed, Listing
from xgxp_rules.model.vocabulary import fold_name


@dataclass(frozen=True, slots=True)
class StepEntry:
    """A step as the record has it: its days by party, "" for an entry that names none."""

    by_party: tuple[tuple[str, Any], ...]

    @property
    def day(self) -> date | None:
        """Return the last day of the entries, None where one of them is not exactly known."""
        days = [day for _party, day in self.by_party]
        return max(days) if days and all(isinstance(day, date) for day in days) else None


def steps_recorded(
    listed: Any, procedure: Procedure, on: date, matter: str = ""
) -> tuple[bool, dict[str, StepEntry]]:
    """Return whether a list of steps is complete, and the steps it has by name, the latest of each party."""
    complete = isinstance(listed, tuple) or (isinstance(listed, Listing) and listed.complete)
    items: Iterable[Any] = (
        listed.items if isinstance(listed, Listing) else listed if isinstance(listed, tuple) else ()
    )
    names = {fold_name(procedure.id), fold_name(procedure.title)}
    found: dict[str, dict[str, Any]] = {}
    steps = {fold_name(step.name): step.name for step in procedure.steps}
    for item in items:
        mine = isinstance(item.procedure, str) and fold_name(item.procedure) in names
        other_matter = bool(matter) and item.matter != matter
        name = steps.get(fold_name(item.step_taken)) if isinstance(item.step_taken, str) else None
        future = isinstance(item.on, date) and item.on > on
        if mine and name is not None and not other_matter and not future:
            days = found.setdefault(name, {})
            party = item.by if isinstance(item.by, str) else ""
            before = days.get(party)
            exact = isinstance(item.on, date) and not isinstance(item.on, Disputed)
            both = isinstance(before, date) and exact
            days[party] = max(before, item.on) if both else item.on
    return complete, {name: StepEntry(tuple(days.items())) for name, days in found.items()}
