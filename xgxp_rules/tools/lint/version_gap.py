"""Days on which no version of a policy is in force.

What: A version ends, the next begins later than the day after, and nothing is in force between.
Why: Everybody decided on in those days gets no answer. Mostly one of the two dates is a slip.
Example: one file with `until: 2025-08-31`, the next with `from: 2025-09-10`.
Instead: Let the later one begin on the day after, or say in `basis` that there was nothing. A version without `until`
ends by itself where its successor begins. Two versions on one day are an error (XG503).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.places import header_span
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG706",
    zh="版本 `{one}` 至 {until} 止，`{other}` 自 {begins} 起，中间没有施行的版本",
    en="version `{one}` ends on {until} and `{other}` begins on {begins}: no version is in force between",
    mend_zh="中间仍按 `{one}` 办的，把它的 `until:` 改到 {begins} 的前一天；确实没有规定的，不用改",
    mend_en="If `{one}` still held, move its `until:` to the day before {begins}; if nothing was laid down, "
    "leave it",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the gap before this version, where there is one."""
    standing = [one for one in subject.siblings if one.status != "draft"]
    for earlier, later in pairwise(standing):
        until, begins = earlier.in_force.until_on, later.in_force.from_on
        if later != subject.version or until is None or begins is None or begins <= until + timedelta(1):
            continue
        place = header_span(subject.root, "in_force", "施行")
        yield diagnose(
            CODE,
            place,
            later.file,
            severity="warning",
            one=earlier.version,
            other=later.version,
            until=until.isoformat(),
            begins=begins.isoformat(),
        )
