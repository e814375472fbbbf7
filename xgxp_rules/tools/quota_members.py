"""Who belongs to a quota, asked as a decision: so the search that knows one record can tell two quotas apart.

What a quota counts is a condition on each member. If no record meets one version of it and not the other, no roster
can be counted otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xgxp_rules.model.nodes import AllOf, Condition
from xgxp_rules.model.policy import Decision, Outcome, PolicyVersion, Rule
from xgxp_rules.model.quota import Quota, QuotaPart

PARTS = ("base", "counted")


def asked_as_decisions(version: PolicyVersion, quota_id: str) -> PolicyVersion:
    """Return the version with a decision for each part of one quota: `inside` for a member, else `outside`.

    A part that is the members of another quota is asked through that quota's own conditions.
    """
    decisions, rules = [], []
    for name, about, condition in _parts(version, quota_id):
        outcomes = (Outcome("inside", "inside"), Outcome("outside", "outside"))
        decisions.append(Decision(name, name, about, outcomes=outcomes, otherwise="outside"))
        rules.append(Rule(name, (), name, "inside", condition))
    return replace(version, decisions=(*version.decisions, *decisions), rules=(*version.rules, *rules))


def part_names(quota_id: str) -> tuple[str, ...]:
    """Return the ids of the decisions that stand for the parts of a quota."""
    return tuple(f"?{quota_id}.{part}" for part in PARTS)


def _parts(version: PolicyVersion, quota_id: str) -> Iterator[tuple[str, str, Condition]]:
    quota = version.quota(quota_id)
    if quota is not None:
        for name, part in zip(part_names(quota_id), PARTS, strict=True):
            yield name, quota.about, _condition(version, quota, part, set())


def _condition(version: PolicyVersion, quota: Quota, part: str, seen: set[tuple[str, str]]) -> Condition:
    """Return the condition on a member; without one everybody is in it."""
    own = quota.base if part == "base" else quota.counted
    if isinstance(own, QuotaPart):
        other = version.quota(own.quota)
        if other is None or (own.quota, own.part) in seen:
            return AllOf(())
        return _condition(version, other, own.part, seen | {(own.quota, own.part)})
    return AllOf(()) if own is None else own
