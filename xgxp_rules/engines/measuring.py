"""A fact with a measuring day of its own: worked out, with everything it is made from, as of that day.

The day itself is found on the day that holds around the fact, so `每年4月18日` is the latest one not after that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.linking import linked_scope
from xgxp_rules.engines.scopes import RecordScope, refs_in
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.policy import Parameter
from xgxp_rules.model.reach import Measured
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Possible
from xgxp_rules.model.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class MeasuredDetails:
    """What an explanation needs of a fact measured on another day."""

    leads_out: ClassVar[bool] = True

    there: RecordScope
    slot: int
    read_day: Getter


def measured_getter(owner: Fact | Parameter, form: Measured, scope: RecordScope) -> tuple[Getter, MeasuredDetails]:
    """Return how the fact is worked out on its own day; unknown while the day is."""
    there = linked_scope(scope, scope.about)
    assert isinstance(owner, Fact)
    slot = there.slot_of_form(f"{owner.id}@", replace(owner, form=form.form))
    read, constant = scope.getter(form.day)
    for ref in refs_in(form.form):
        if isinstance(ref, FactRef) and ref.scope == "record" and scope.fact_of(ref.id).form is None:
            scope.slot_of(ref.id)
    read_day: Getter = (lambda env: constant) if read is None else read
    details = MeasuredDetails(there, slot, read_day)

    def measured(env: Env) -> Any:
        return _on(read_day(env), env, details)

    return measured, details


def _on(day: Any, env: Env, details: MeasuredDetails) -> Any:
    if isinstance(day, Possible):
        return possible([_on(one, env, details) for one in day.values])
    if day is NOT_APPLICABLE:
        return NOT_APPLICABLE
    if not isinstance(day, date) or env.world is None:
        return UNKNOWN
    return env.world.env(details.there, env.record, day).values[details.slot]
