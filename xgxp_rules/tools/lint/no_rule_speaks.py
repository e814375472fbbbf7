"""Records of which no rule speaks.

What: The decision has no `otherwise`, and for the record shown every rule is false.
Why: Such a person gets no answer at all. Either an outcome for the rest is missing, or the rules leave a hole between
them.
Example: rules for 满 6年 and for 不满 5年, none for the year between.
Instead: `otherwise: not_due` if the rest shares an outcome; else close the hole.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.lint.witnesses import shown
from xgxp_rules.tools.search import NoRule, Witness

CODE = register(
    "XG716",
    zh="决定 `{name}` 有规则管不到的人：{day} 时的 {record} 没有任何结果",
    en="decision `{name}` has a gap: {record} on {day} gets no outcome",
    mend_zh="请用 `otherwise` 写明其余的人是什么结果，或补上规则",
    mend_en="name the outcome of the rest under `otherwise`, or add the rule",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every decision that leaves somebody without an outcome."""
    version = subject.version
    for decision in version.decisions:
        if (
            decision.otherwise
            or decision.decides != "one"
            or decision.requires
            or not version.rules_of(decision.id)
        ):
            continue
        found = subject.search(decision.id, NoRule())
        if isinstance(found, Witness):
            yield diagnose(
                CODE,
                decision.span,
                version.file,
                severity="note",
                name=decision.title,
                day=found.as_of.isoformat(),
                record=shown(found),
            )
