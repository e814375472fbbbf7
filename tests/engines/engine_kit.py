"""Small policies for tests of the interpreter: facts and a condition in the language, asked of a record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import xgxp_rules as xr
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

AS_OF = date(2026, 9, 1)
CLAUSE = {"clause": "一"}
HEAD: dict[str, Any] = {
    "language": 1,
    "policy": "test.engine",
    "version": "1",
    "title": "引擎测试",
    "status": "in_force",
    "jurisdiction": "100000",
    "in_force": {"from": "2000-01-01"},
    "document": {"issuer": "某县教育局", "clauses": [{"id": "一", "topic": "测试"}]},
}


@cache
def catalog() -> xr.Catalog:
    """Return one catalog of the shipped policies for every test."""
    return xr.Catalog()


def policy_text(**sections: Any) -> str:
    """Return the text of a policy with these sections; JSON is YAML too."""
    filled = {name: section for name, section in sections.items() if section}
    return json.dumps({**HEAD, **filled}, ensure_ascii=False, indent=1)


def policy(**sections: Any) -> Policy:
    """Return a policy with these sections, ready to decide."""
    return Policy(load_policy(policy_text(**sections), "test.yaml"), catalog())


def rule(decision: str, outcome: str, when: Any, **more: Any) -> dict[str, Any]:
    """Return one rule."""
    return {"clause": "一", "decision": decision, "outcome": outcome, "when": when, **more}


def asked(
    facts: Mapping[str, Any], when: Any, record: Mapping[str, Any], as_of: date = AS_OF, **sections: Any
) -> Decision:
    """Return the decision whose only rule is the condition."""
    decisions = {"q": {"title": "问题", "outcomes": {"holds": "成立", "fails": "不成立"}, "otherwise": "fails"}}
    rules = [rule("q", "holds", when)]
    ready = policy(facts=dict(facts), decisions=decisions, rules=rules, **sections)
    return ready.decide("q", xr.Teacher.model_validate(record), as_of=as_of)


def truth(facts: Mapping[str, Any], when: Any, record: Mapping[str, Any], as_of: date = AS_OF) -> bool | None:
    """Return the truth of a condition."""
    decision = asked(facts, when, record, as_of)
    return None if decision.status == "undetermined" else decision.outcome == "holds"


def value(
    facts: Mapping[str, Any], fact: str, record: Mapping[str, Any], as_of: date = AS_OF, **sections: Any
) -> Any:
    """Return what a fact comes to."""
    decisions = {"q": {"title": "问题", "outcomes": {"holds": "成立", "fails": "不成立"}, "otherwise": "fails"}}
    ready = policy(facts=dict(facts), decisions=decisions, rules=[rule("q", "holds", {fact: "适用"})], **sections)
    run = ready.decide("q", xr.Teacher.model_validate(record), as_of=as_of).run
    return run.env.values[run.program.home.slots[ready.version_data.fact(fact).id]]
