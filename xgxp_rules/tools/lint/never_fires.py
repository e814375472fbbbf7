"""A rule that nobody can ever meet.

What: No record makes the rule's conditions true together, on any of the days asked: usual days of a school year, edges
of windows and laws, and the days that the decision's own text fixes.
Why: It looks like protection or a duty and is neither; mostly two conditions exclude each other by a slip.
Example: `when: {性别: 男, 年龄: 满 70年, 距法定退休: 满 1年}`.
Instead: Look which condition was meant otherwise. What is found is proved over every cell that the policy's constants
cut; where the search had to stop, a parameter is not set, numbers are reckoned together, or a list would be needed that
is longer than the search makes, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.search import Exhausted, RuleHolds, RuleWins, reckons

CODE = register(
    "XG713",
    zh="规则 `{name}` 永远不会成立：没有记录能同时符合它的条件（查了 {first} 至 {last} 的 {count} 天）",
    en="rule `{name}` can never hold: no record meets all its conditions ({count} days asked, {first} to {last})",
    mend_zh="请核对条件里的界限和日期，常见的是两个条件互相矛盾，如 `满6年` 和 `不满3年`",
    mend_en="Check the bounds and days of its conditions: most often two of them exclude each other, such as "
    "`满6年` and `不满3年`",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every rule for which the search proves that no record exists."""
    version = subject.version
    for rule in version.rules:
        if not isinstance(subject.search(rule.decision, RuleWins(rule.id)), Exhausted):
            continue  # it decides somewhere, or nobody knows: then the search for that has been reported
        match subject.search(rule.decision, RuleHolds(rule.id)):
            case Exhausted(complete=True):
                days = sorted(subject.dates_of(rule.decision))
                if reckons(subject.policy, rule.decision, rule.id, days[0]):
                    continue
                yield diagnose(
                    CODE,
                    rule.span,
                    version.file,
                    severity="warning",
                    name=rule.id,
                    count=len(days),
                    first=days[0].isoformat(),
                    last=days[-1].isoformat(),
                )
            case _:
                continue
