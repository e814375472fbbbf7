"""A question that the search could not finish.

What: A rule was asked for a record that it decides, and the search stopped at its limit without an answer.
Why: Whether such a rule can hold, or is always preceded by another, is then not known; silence would look like a proof.
Example: a rule over a dozen facts with many bounds each.
Instead: Nothing has to be changed. Naming parts of the condition as facts of their own makes the search shorter.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.search import LimitHit, RuleWins

CODE = register(
    "XG718",
    zh="规则 `{name}` 能否起作用没有查清：查了 {steps} 种情形后停下",
    en="whether rule `{name}` can decide is not known: the search stopped after {steps} cells",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every rule about which the search gave up."""
    for rule in subject.version.rules:
        found = subject.search(rule.decision, RuleWins(rule.id))
        if isinstance(found, LimitHit):
            yield diagnose(CODE, rule.span, subject.version.file, severity="note", name=rule.id, steps=found.steps)
