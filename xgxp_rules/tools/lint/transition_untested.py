"""A transition between versions whose edge no case stands on.

What: A version hands some records to another (`transitions`), and its case file has no case on the first day of the
version or the day before.
Why: The day of the change is where two versions meet; nobody checks by hand whether the right one answers.
Example: `transitions` in a version in force from 2025-09-01, with cases of 2026 only.
Instead: Write cases for the last day of the old version and the first of the new one; `xgxp new cases` begins them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG712",
    zh="过渡规定 `{name}` 没有边界案例：没有一个案例的决定日期（`as_of`）在新旧交替的这几天：{days}",
    en="no case stands on the edge of the transition `{name}`: none is decided (`as_of`) on {days}",
    mend_zh="可用 `xgxp new cases` 起草",
    mend_en="`xgxp new cases` drafts them",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every transition without a case on the days around its beginning."""
    version = subject.version
    for transition in version.transitions:
        window = transition.in_force or version.in_force
        first = window.from_on or version.in_force.from_on
        if first is None:
            continue
        days = {first, first - timedelta(1), *([window.until_on] if window.until_on else [])}
        if not days & (subject.dated or frozenset()):
            listed = tuple(day.isoformat() for day in sorted(days))
            yield diagnose(CODE, transition.span, version.file, severity="warning", name=transition.id, days=listed)
