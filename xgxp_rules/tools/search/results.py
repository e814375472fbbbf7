"""What a search comes to: four answers that must not be mixed up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xgxp_rules.engines.decision import Decision


@dataclass(frozen=True, slots=True)
class Witness:
    """A record for which the goal holds; `given` is what a case file would give, in the words of officers.

    `decisions` are the interpreter's answers about it, one for each policy that was searched; `others` the records
    beside it that it refers to, by kind.
    """

    given: Mapping[str, Any]
    as_of: date
    decisions: tuple[Decision, ...]
    steps: int
    others: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exhausted:
    """No cell fulfils the goal on the dates searched.

    `complete` is False where something stayed open in every cell (a parameter nobody has set, a fact of another
    record): then nothing is proved.
    """

    steps: int
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Unproven:
    """A cell fulfils the goal, but no record could be built that the interpreter confirms.

    `cell` gives the facts by their labels; `built` are records that were tried and did not serve.
    """

    cell: Mapping[str, str]
    as_of: date
    steps: int
    built: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class LimitHit:
    """The search was stopped after so many steps; nothing is known."""

    steps: int


Found = Witness | Exhausted | Unproven | LimitHit
