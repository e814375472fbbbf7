"""Whether the cases of a fact leave nothing out: one choice, or yes and no, of which some case takes every value.

While such a selector is open, one of the cases still holds, so the value is one of theirs and never unknown.
"""

from __future__ import annotations

from typing import Any

from xgxp_rules.engines.conditions import compile_check
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.scopes import Scope
from xgxp_rules.model.forms import Cases
from xgxp_rules.model.nodes import Constant, FactTest, operands
from xgxp_rules.model.values import UNKNOWN, Possible, State

_NO_ENV: Any = None


def covering_selector(form: Cases, scope: Scope) -> Getter | None:
    """Return how the selector is read whose every value some case takes; None where the cases may leave a gap."""
    tests = [branch.when for branch in form.branches if isinstance(branch.when, FactTest)]
    if len(tests) != len(form.branches) or len({test.fact for test in tests}) != 1:
        return None
    if not all(isinstance(operand, Constant) for test in tests for operand in operands(test.check)):
        return None
    kind = scope.kind_of(tests[0].fact)
    if kind.name not in ("flag", "choice"):
        return None
    checks = [compile_check(test.check, kind, scope) for test in tests]
    values: list[Any] = [True, False] if kind.name == "flag" else [one.id for one in kind.choices]
    if not all(any(check(value, _NO_ENV) for check in checks) for value in values):
        return None
    return scope.fact_getter(tests[0].fact)


def may_be_left_out(selector: Getter | None, env: Env) -> bool:
    """Return whether no case may hold: the cases have a gap, or their one selector may not apply."""
    if selector is None:
        return True
    value = selector(env)
    if isinstance(value, Possible):
        return any(isinstance(one, State) for one in value.values)
    return value is not UNKNOWN
