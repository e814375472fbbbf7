"""A fact that nothing uses.

What: A fact stands under `facts` or `undefined` and no rule, other fact, quota or procedure names it.
Why: Records are asked for what no decision looks at, and a reader searches for the rule that is not there.
Example: `facts: {夜班次数: {kind: number}}` in a file whose rules speak of nights nowhere.
Instead: Use it in a rule, or delete it. Law is left alone: policies under it use its facts.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG702",
    zh="事实 `{name}` 没有用到",
    en="nothing uses the fact `{name}`",
    mend_zh="请在规则里使用它，不需要就删去",
    mend_en="use it in a rule, or delete it",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every declared fact that nothing names."""
    version = subject.version
    if version.kind in ("law", "template"):
        return
    used = subject.used
    for vocabulary in version.vocabularies:
        for fact in vocabulary.facts:
            named = {fact.id, fact.label} & (used.facts | used.texts)
            if fact.local and not isinstance(fact.form, DecisionResult) and not named:
                yield diagnose(CODE, fact.span, version.file, severity="warning", name=fact.label)
