"""Two outcomes of one decision that one record meets at once.

What: Rules of two outcomes hold for the record shown, and the one listed first is taken.
Why: That is often meant (暂缓 before 应当), and sometimes nobody thought of it. The note is there to look at once.
Example: `deferred` for 长期病假 and `due` for six years at one school: a sick teacher of six years meets both.
Instead: Nothing, if the order of outcomes says what is meant. Otherwise reorder them or narrow a rule. What has
been looked at may be accepted: `accepts: [{code: XG715, at: [deferred, due], reason: 暂缓优先是条文本意}]`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.lint.witnesses import shown
from xgxp_rules.tools.search import BothHold, Witness

CODE = register(
    "XG715",
    zh="结果 `{one}` 和 `{other}` 可以同时成立，先列的 `{one}` 优先，例如 {day} 时的 {record}",
    en="the outcomes `{one}` and `{other}` can hold at once, and `{one}` goes first, such as {record} on {day}",
    mend_zh="应当是 `{other}` 优先的，在 `outcomes:` 里把它写在 `{one}` 之前；确是本意的，写进 `accepts:` "
    "并说明理由",
    mend_en="If `{other}` should win, write it before `{one}` under `outcomes:`; if it is meant so, accept "
    "it under `accepts:` with the reason",
)
SEVERITY = "note"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every pair of outcomes that a record meets together."""
    version = subject.version
    for decision in version.decisions:
        ruled = {rule.outcome for rule in version.rules_of(decision.id)}
        outcomes = [outcome for outcome in decision.outcomes if outcome.id in ruled]
        if decision.decides != "one":
            continue
        for one, other in combinations(outcomes, 2):
            found = subject.search(decision.id, BothHold(one.id, other.id))
            if isinstance(found, Witness):
                yield diagnose(
                    CODE,
                    decision.span,
                    version.file,
                    severity="note",
                    one=one.label,
                    other=other.label,
                    day=found.as_of.isoformat(),
                    record=shown(found),
                    names=(decision.id, decision.title, one.id, other.id),
                )
