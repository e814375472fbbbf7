"""A value looked up in the policy's own terms: the zone of a school, the tier of a title."""

from __future__ import annotations

from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Getter
from xgxp_rules.engines.scopes import Scope
from xgxp_rules.model.reach import Mapped
from xgxp_rules.model.values import UNKNOWN, Between, Possible, State
from xgxp_rules.model.vocabulary import fold_name


def mapped_getter(form: Mapped, scope: Scope) -> Getter:
    """Return how a fact's value is turned into its group; a value in no group is unknown unless the rest has one."""
    read = scope.fact_getter(form.of)
    table = {fold_name(value): group for group, values in form.groups for value in values}
    every = [group for group, _ in form.groups] + ([form.otherwise] if form.otherwise is not None else [])

    def group_of(value: Any) -> Any:
        if isinstance(value, Possible):
            return possible([group_of(one) for one in value.values])
        if value is UNKNOWN or isinstance(value, Between):
            return possible(every) if form.otherwise is not None else UNKNOWN
        if isinstance(value, State):
            return value
        return table.get(fold_name(str(value)), UNKNOWN if form.otherwise is None else form.otherwise)

    return lambda env: group_of(read(env))
