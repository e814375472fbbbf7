"""What `xgxp new` prints, from the words of the call."""

from __future__ import annotations

from datetime import date
from typing import Literal

from xgxp_rules.diagnostics import UsageError, nearest, register
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import NO_SUCH_DECISION, Policy
from xgxp_rules.model.policy import Decision
from xgxp_rules.tools.copying import copied_policy
from xgxp_rules.tools.scaffolding import new_case, new_cases, new_policy, new_rule

NO_DAY = register(
    "XG572",
    zh="新的政策文件要有施行的第一天：请写 --as-of",
    en="a new policy file needs its first day: give --as-of",
    exit=2,
    mend_zh="如 `--as-of 2031-09-01`",
    mend_en="Such as `--as-of 2031-09-01`",
)

Thing = Literal["policy", "rule", "case", "cases"]


def begun(
    thing: Thing,
    policy_id: str,
    catalog: Catalog,
    day: date | None = None,
    decision: str = "",
    source: str = "",
) -> str:
    """Return the text that begins a thing; `source` is the template or policy that a new policy is copied from.

    Raises:
        UsageError: there is no such policy, decision or source, or a new policy has no first day.
        NotInForce: no version is in force on the day.
    """
    if thing == "policy":
        if day is None:
            raise UsageError.of(NO_DAY)
        return copied_policy(policy_id, day, source, catalog) if source else new_policy(policy_id, day)
    policy = catalog.in_force(policy_id, day) if day else catalog.versions(policy_id)[-1]
    match thing:
        case "rule":
            return _rule(policy, decision)
        case "case":
            return new_case(policy, _decision(policy, decision))
        case _:
            return new_cases(policy, _decision(policy, decision) if decision else None)


def _decision(policy: Policy, name: str) -> Decision:
    """Return the decision of this id or title, the first one where none is named."""
    version = policy.version_data
    declared = version.decision(name) if name else version.decisions[0]
    if declared is None:
        names = [one for each in version.decisions for one in (each.id, each.title)]
        raise UsageError.of(NO_SUCH_DECISION, mend=nearest(name, names), policy=policy.id, name=name)
    return declared


def _rule(policy: Policy, name: str) -> str:
    version, declared = policy.version_data, _decision(policy, name)
    clause = next((one.id for one in version.document.clauses if not one.not_computable), "一")
    return new_rule(declared, clause)
