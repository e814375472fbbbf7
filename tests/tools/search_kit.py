"""Small policies ready to decide, for tests of what is asked about whole policies."""

from __future__ import annotations

from pathlib import Path

from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy

HEAD = """\
language: 1
policy: test.search
version: v1
title: 试点
status: trial
kind: standing
jurisdiction: "999999"
in_force: {from: 2031-02-20}
document: {clauses: [{id: 一, topic: 甲}]}
"""


def policy_of(body: str, folder: Path) -> Policy:
    """Return the policy of a sound head and this body, under national law as shipped."""
    return Policy(load_policy(HEAD + body, "search.yaml"), Catalog(folder))


def duty(*rules: str, facts: str = "", otherwise: str = "    otherwise: idle\n") -> str:
    """Return a body with the decision `duty`; each rule is `id outcome when`."""
    written = "".join(
        f"  - {{id: {name}, clause: 一, decision: duty, outcome: {outcome}, when: {when}}}\n"
        for name, outcome, when in (rule.split(" ", 2) for rule in rules)
    )
    second = "second: 乙类, " if any(" second " in rule for rule in rules) else ""
    decision = f"  duty:\n    title: 值守\n    outcomes: {{first: 甲类, {second}idle: 不值守}}\n{otherwise}"
    return f"{facts}decisions:\n{decision}rules:\n{written}"
