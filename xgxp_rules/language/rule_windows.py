"""Windows on single rules: each lies inside the days on which its document is in force.

Outside the document's days there is no such version, so what a window adds there never holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.model.policy import InForce, PolicyVersion
from xgxp_rules.spans import Span

OUTSIDE = register(
    "XG337",
    zh="这里的施行期超出了文件的施行期（{document}），超出的日子不起作用",
    en="this window reaches beyond that of the document ({document}); the days outside have no effect",
    mend_zh="请写 {document} 之内的日子，或者删去 `in_force:`",
    mend_en="Write days within {document}, or delete `in_force:`",
)


def windows_outside(version: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield each window that reaches beyond the document's; one that never meets it is an error found elsewhere."""
    if version.kind == "template":
        return
    first, last = _ends(version.in_force)
    for window, span in _windows(version):
        begins, ends = _ends(window)
        meets = begins <= last and ends >= first
        if meets and ((window.from_on and begins < first) or (window.until_on and ends > last)):
            yield diagnose(OUTSIDE, span, severity="warning", document=_text(version.in_force))


def _windows(version: PolicyVersion) -> Iterator[tuple[InForce, Span]]:
    found = [(one.in_force, one.span) for one in version.rules]
    found += [(one.in_force, one.span) for one in version.guards]
    found += [(one.in_force, one.span) for one in version.quotas]
    found += [(one.in_force, one.span) for one in version.transitions]
    found += [(one.in_force, one.span) for decision in version.decisions for one in decision.requires]
    yield from ((window, span) for window, span in found if window is not None)


def _ends(window: InForce) -> tuple[date, date]:
    return window.from_on or date.min, window.until_on or date.max


def _text(window: InForce) -> str:
    return f"{window.from_on or ''}—{window.until_on or ''}"
