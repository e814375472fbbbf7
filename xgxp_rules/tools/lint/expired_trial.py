"""A trial that is over.

What: The policy is marked `trial` and its last day lies before the day given with `--as-of`.
Why: After its last day a trial decides nothing; it was prolonged by a document that is missing here, or it ended.
Example: `status: trial`, `in_force: {from: 2022-09-01, until: 2025-08-31}`, checked for 2026-09-01.
Instead: Add the document that prolongs or replaces it, or set `status: repealed`. Without `--as-of` the rule is silent:
nothing here reads the clock.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.places import header_span
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG705",
    zh="试点已在 {until} 期满，早于 {day}",
    en="the trial ended on {until}, before {day}",
    mend_zh="请补上延长或取代它的文件，或者把 `status` 改为 repealed",
    mend_en="add the document that prolongs or replaces it, or make its `status` repealed",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the trial whose last day has passed."""
    version, day = subject.version, subject.as_of
    until = version.in_force.until_on
    if day is None or until is None or version.status != "trial" or until >= day:
        return
    place = header_span(subject.root, "in_force", "施行")
    yield diagnose(CODE, place, version.file, severity="warning", until=until.isoformat(), day=day.isoformat())
