"""Whether a decision is left open by one unknown fact although every value of it gives the same answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import CompiledCondition
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.values import Truth
from xgxp_rules.tools.search.goals import all_conditions, answer_of, is_open
from xgxp_rules.tools.search.grounds import Ground
from xgxp_rules.tools.search.results import Found
from xgxp_rules.tools.search.searching import LIMIT, find_record


@dataclass(frozen=True, slots=True)
class OpenThoughSettled:
    """The first run is open; the others, each with one value of the fact, are settled alike."""

    fact: str

    def judge(self, runs: Sequence[Run]) -> Truth:
        """Return whether the answers agree and the first is open; once two answers differ they always will."""
        if not is_open(runs[0]):
            return False
        first, left = None, False
        for place in range(1, len(runs)):
            run = runs[place]
            if is_open(run):
                left = True
                continue
            answer = answer_of(run)
            if first is not None and answer != first:
                return False
            first = answer
        return None if left else True

    def focus(self, runs: Sequence[Run]) -> Iterator[tuple[Run, CompiledCondition]]:
        """Yield every condition of the runs in which the fact has a value."""
        for run in runs[1:]:
            yield from all_conditions(run)


def find_open_though_settled(
    policy: Policy,
    decision: str,
    fact: str,
    values: Sequence[Any],
    *,
    dates: Iterable[date],
    limit: int = LIMIT,
    kept: dict[Any, Ground] | None = None,
) -> Found:
    """Return a record, without the fact, that is left open while each value of the fact settles it alike."""
    pins = ({}, *({fact: value} for value in values))
    goal = OpenThoughSettled(fact)
    asked = [policy] * len(pins)
    return find_record(asked, decision, goal, dates=dates, limit=limit, pins=pins, apart=(fact,), kept=kept)
