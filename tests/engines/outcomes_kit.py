"""A decision of three outcomes over three flags, and what it came to."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine_kit import AS_OF, policy, rule

import xgxp_rules as xr
from xgxp_rules.engines.decision import Decision

FACTS = {"甲项": "是否", "乙项": "是否", "丙项": "是否"}
THREE = {"first": "第一", "second": "第二", "third": "第三"}


def decide(
    decision: dict[str, Any], rules: list[dict[str, Any]], record: dict[str, Any], as_of: date = AS_OF, **more: Any
) -> Decision:
    """Return the decision `q` of a policy with these rules."""
    ready = policy(facts=FACTS, decisions={"q": {"title": "问题", **decision}}, rules=rules, **more)
    return ready.decide("q", xr.Teacher.model_validate(record), as_of=as_of)


def came_to(decision: Decision) -> tuple[str, str | None, tuple[str, ...], tuple[str, ...]]:
    """Return status, outcome, what is possible and what is offered."""
    return decision.status, decision.outcome, decision.possible, decision.offers


def asked_for(decision: Decision) -> set[str]:
    """Return the ids of the missing facts."""
    return {each.id for each in decision.missing}


RULES = [rule("q", "first", {"甲项": "是"}), rule("q", "second", {"乙项": "是"})]
BOTH = {"甲项": "是", "乙项": "是"}


def choice(name: Any, on: Any = "2026-08-01") -> dict[str, Any]:
    """Return a recorded choice."""
    return {"办理决定": {"q": {"结果": name, "由": "某校", **({"日期": on} if on else {})}}}
