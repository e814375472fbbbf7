"""A decision used as a fact by a later one: its outcome, the outcomes still possible, or, blocked, nothing at all.

A blocked outcome is not in effect, so what it would be is unknown to later decisions, unless they ask for the
outcome whether blocked or not.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.guarding import guard_outcome, outcomes_in_play
from xgxp_rules.engines.outcomes import Settled
from xgxp_rules.model.values import UNKNOWN, Listing, Possible

_MOST_OPEN = 4
"""More open outcomes than this, of a decision that lists all, make an incomplete list instead of every combination."""


def result_getter(part: Any, settle: Callable[[Any, Env], Settled], *, blocked_counts: bool) -> Getter:
    """Return how the outcome of a compiled decision is read as a value."""

    def outcome(env: Env) -> Any:
        settled = settle(part, env)
        doubtful = () if blocked_counts or not part.guards else _not_in_effect(part, settled, env)
        if settled.outcomes is not None:
            return _listed(settled, doubtful, part)
        if doubtful:
            return UNKNOWN
        if settled.outcome is not None:
            return settled.outcome
        return possible(list(settled.possible)) if settled.possible else UNKNOWN

    return outcome


def _not_in_effect(part: Any, settled: Settled, env: Env) -> tuple[str, ...]:
    """Return the outcomes that a guard blocks, or may block."""
    truths = [guard.judge(env) for guard in part.guards]
    return tuple(
        outcome
        for outcome in outcomes_in_play(settled)
        if guard_outcome(part.decision, outcome, part.rules, settled, part.guards, truths).status != "determined"
    )


def _listed(settled: Settled, doubtful: tuple[str, ...], part: Any) -> Any:
    """Return the list of a decision that gives every outcome; what is open may be in it or not."""
    sure = [one for one in settled.outcomes or () if one not in doubtful]
    open_ = [one for one in outcomes_in_play(settled) if one not in sure and one not in settled.offers]
    if not open_:
        return tuple(sure)
    if len(open_) > _MOST_OPEN:
        return Listing(tuple(sure), complete=False)
    order = [one.id for one in part.decision.outcomes]
    wholes = [[*sure, *some] for count in range(len(open_) + 1) for some in combinations(open_, count)]
    return Possible(tuple(tuple(sorted(whole, key=order.index)) for whole in wholes))
