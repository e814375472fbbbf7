"""A procedure that leads to nothing.

What: A procedure is declared, and no outcome, rule, guard or process of the file names it, nor does a fact ask for a
step of it.
Why: Its steps are then owed by no decision: nobody is told that they come first.
Example: `procedures: {解聘程序: …}`, and the outcome 解聘 without `procedure: 解聘程序`.
Instead: Name it on the outcome or the rule it comes before. A procedure that is asked about only by itself (a notice, a
filing) may stay: accept the finding and say so. Law is left alone: policies under it name its procedures.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.model.forms import StepTaken
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG727",
    zh="没有结果、规则、保护或流程写明先办程序 `{name}`",
    en="no outcome, rule, guard or process names the procedure `{name}`",
    mend_zh="请在它所先于的结果上写 `procedure`",
    mend_en="name it under `procedure` on the outcome that it comes before",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every procedure that nothing names."""
    version = subject.version
    if version.kind in ("law", "template"):
        return
    named = {outcome.procedure for decision in version.decisions for outcome in decision.outcomes}
    named |= {rule.procedure for rule in version.rules} | {guard.procedure for guard in version.guards}
    facts = [fact.form for vocabulary in version.vocabularies for fact in vocabulary.facts if fact.local]
    named |= {form.procedure for form in facts if isinstance(form, StepTaken)}
    named |= {move.procedure for process in version.processes for move in process.moves}
    for one in version.procedures:
        if not {one.id, one.title} & named:
            yield diagnose(CODE, one.span, version.file, severity="note", name=one.title)
