"""Small policies for tests: a sound head, one decision, and the part that a test is about."""

from __future__ import annotations

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language.loader import check_policy, load_policy
from xgxp_rules.model.nodes import Condition
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.vocabulary import Fact

HEAD = """\
language: 1
policy: test.kit
version: v1
title: 试点
status: trial
jurisdiction: "999999"
in_force: {from: 2031-02-20}
document: {clauses: [{id: 一, topic: 甲}, {id: 四(四), topic: 乙}]}
"""

DECISION = """\
decisions:
  duty: {title: 值守, about: teacher, outcomes: {ready: 可以值守, idle: 不值守}, otherwise: idle}
"""


def policy_text(rule: str = "    when: [在编在职]", *, sections: str = "", decisions: str = DECISION) -> str:
    """Return a policy with one rule; `rule` holds the lines after the rule's outcome, indented by four spaces."""
    return f"{HEAD}{sections}{decisions}rules:\n  - clause: 一\n    decision: duty\n    outcome: ready\n{rule}\n"


def load(rule: str = "    when: [在编在职]", *, sections: str = "", decisions: str = DECISION) -> PolicyVersion:
    """Return the policy version of such a text."""
    return load_policy(policy_text(rule, sections=sections, decisions=decisions), "kit.yaml")


def when(condition: str, *, sections: str = "") -> Condition:
    """Return the condition of the one rule."""
    return load(f"    when: {condition}", sections=sections).rules[0].when


def unless(condition: str) -> Condition | None:
    """Return what defeats the one rule."""
    return load(f"    when: [在编在职]\n    unless: {condition}").rules[0].unless


def fact(declaration: str, name: str, *, others: str = "") -> Fact:
    """Return the fact that `name: declaration` declares."""
    return load(sections=f"facts:\n{others}  {name}: {declaration}\n").vocabulary("teacher")[name]


def problems(text: str) -> list[Diagnostic]:
    """Return everything said about a file."""
    return check_policy(text, "kit.yaml")[1]


def said(text: str) -> list[str]:
    """Return the codes of everything said about a file, in order."""
    return [each.code for each in problems(text)]


def said_of(declaration: str, name: str = "某事", *, others: str = "") -> list[str]:
    """Return the codes said about one declared fact."""
    return said(policy_text(sections=f"facts:\n{others}  {name}: {declaration}\n"))
