"""A question that the search could not finish.

What: Lint asked for a record (one that a rule decides, one that two outcomes meet at once, one that a guard blocks),
and the search stopped at its limit without an answer.
Why: Whether there is such a record is then not known; silence would look like a proof.
Example: a rule over a dozen facts with many bounds each.
Instead: Nothing has to be changed. Naming parts of the condition as facts of their own makes the search shorter.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.questions import everything_asked, names_of, place_of, words_of
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.search import LimitHit

CODE = register(
    "XG718",
    zh="{question}没有查清：查了 {steps} 种情形后停下",
    en="{question} is not known: the search stopped after {steps} cells",
    mend_zh="不用改；把条件的一部分写成 `facts:` 里的一项，查起来快些，也可以自己写几个案例核对",
    mend_en="Nothing has to change; parts of the condition as facts of their own make the search shorter",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every question asked, of every rule and of what other lint looked for, about which the search gave up."""
    version = subject.version
    for decision, goal, found in everything_asked(subject):
        if isinstance(found, LimitHit):
            yield diagnose(
                CODE,
                place_of(goal, version, decision),
                version.file,
                severity="note",
                question=words_of(goal, version, decision),
                steps=found.steps,
                names=names_of(goal, decision),
            )
