"""The same decision with some facts given a value: only what depends on those facts is worked out anew.

The record is not touched, so a value may be tried that no record was made for; whatever is told to a person as an
answer has been decided by the interpreter on a real record instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.interpreter import Run, judged
from xgxp_rules.engines.program import new_env

Forced = Mapping[int, Any]
"""Values by the number of the slot that is given them."""


class Forcing:
    """Runs one decision again and again with values put in the place of some of its facts."""

    def __init__(self, decision: Decision) -> None:
        self.base = decision.run
        self.program = decision.run.program
        self._inputs = [frozenset(slot.inputs) for slot in self.program.slots]

    def run(self, forced: Forced) -> Run:
        """Return the run in which these facts have these values and all others are as they were."""
        base, program = self.base.env, self.program
        env = new_env(
            program,
            base.record,
            base.on,
            law=base.law,
            local=base.local,
            disputes=base.disputes,
            world=base.world,
        )
        changed = set(forced)
        values, known, inputs = env.values, base.values, self._inputs
        for number, slot in enumerate(program.slots):
            if number in forced:
                values.append(forced[number])
            elif changed.isdisjoint(inputs[number]):
                values.append(known[number])
            else:
                changed.add(number)
                values.append(slot.fill(env))
        self._carry_over(env, changed)
        return judged(program, env)

    def _carry_over(self, env: Env, changed: set[int]) -> None:
        """Keep the truths of conditions inside facts that were not worked out anew."""
        for number, truth in enumerate(self.base.env.truths):
            if env.truths[number] is None and truth is not None:
                env.truths[number] = truth
