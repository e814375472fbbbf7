"""An acceptance with nothing left to accept.

What: `accepts` names a finding of lint, and lint makes no such finding any more.
Why: The reason stands there for readers who will never see what it was about, and it would hide the same slip if it
came back elsewhere under the same name.
Example: `accepts: [{code: XG715, at: [deferred, due], reason: …}]` after the rules have been told apart.
Instead: Delete the entry. `at` takes names as the finding shows them, or their ids: a rule, an outcome, a fact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from xgxp_rules.diagnostics import Both, Diagnostic, Particular, diagnose, register
from xgxp_rules.model.acceptance import Acceptance
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG719",
    zh="认可的 {finding}（{at}）已经没有，或者从来不是这样报告的",
    en="there is no {finding} at {at} to accept, or it was never reported like this",
    mend_zh="请删去这一条",
    mend_en="delete the entry",
)
SEVERITY = "warning"


def find(
    subject: Subject, used: Collection[Acceptance] = (), asked: Collection[str] | None = None
) -> Iterator[Diagnostic]:
    """Yield every acceptance that was not used, of the codes that were asked for (None: of all)."""
    for one in subject.version.accepts:
        if one not in used and (asked is None or one.code in asked):
            yield diagnose(
                CODE, one.span, subject.version.file, severity="warning", finding=one.code, at=one.names or ("?",)
            )


def acceptance_of(finding: Diagnostic, subject: Subject) -> Acceptance | None:
    """Return what the file says about a finding: every name under `at` is one that the finding speaks of."""
    spoken = {fold_name(name) for _, value in finding.args for name in _names(value)}
    for one in subject.version.accepts:
        if one.code == finding.code and one.names and all(fold_name(name) in spoken for name in one.names):
            return one
    return None


def _names(value: Particular) -> Iterator[str]:
    match value:
        case tuple():
            yield from value
        case Both():
            yield from (value.zh, value.en)
        case _:
            yield str(value)
