"""A rule that never decides, because an earlier outcome always holds too.

What: Records meet the rule, but for every one of them an outcome listed earlier holds as well and wins.
Why: The order of outcomes is the order of precedence; a rule behind a wider one has no effect at all.
Example: `outcomes: {exempt: …, due: …}` with `exempt` for everybody 在编在职, and `due` for 在编在职 of six years.
Instead: Put the narrower outcome first, or add to the wider rule what sets it apart. The record shown meets both.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.lint.witnesses import shown
from xgxp_rules.tools.search import Exhausted, RuleHolds, RuleWins, Witness

CODE = register(
    "XG714",
    zh="规则 `{name}` 从不起作用：凡符合它的记录，先列的结果 `{other}` 也成立，例如 {day} 时的 {record}",
    en="rule `{name}` never decides: whoever meets it meets the earlier `{other}` too, such as {record} on {day}",
    mend_zh="请在 `outcomes:` 里把这条规则的结果移到 `{other}` 之前，或者给得出 `{other}` 的规则加 `unless:`",
    mend_en="Move its outcome before `{other}` under `outcomes:`, or give the rules of `{other}` an `unless:`",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every rule that holds for some record and decides for none."""
    version = subject.version
    for rule in version.rules:
        wins = subject.search(rule.decision, RuleWins(rule.id))
        if not isinstance(wins, Exhausted) or not wins.complete:
            continue
        holds = subject.search(rule.decision, RuleHolds(rule.id))
        if isinstance(holds, Witness):
            settled = holds.decisions[0].run.settled
            decision = version.decision(rule.decision)
            first = decision.outcome(settled.outcome or settled.possible[0]) if decision else None
            yield diagnose(
                CODE,
                rule.span,
                version.file,
                severity="warning",
                name=rule.id,
                other="?" if first is None else first.label,
                day=holds.as_of.isoformat(),
                record=shown(holds),
            )
