"""A condition beside the rules that nobody can ever meet.

What: No record makes the condition of a guard, of a transition between versions, of a quota (base and counted
together), of a process's transition or of a procedure's step true, on any of the days asked.
Why: The guard protects nobody, the quota counts nobody, the transition hands nobody over; readers take it for law.
Example: `counted: {性别: 男, 距法定退休: 满 40年, 年龄: 满 50年}`.
Instead: Look which test was meant otherwise. What is found is proved over every cell that the policy's constants cut;
where the search had to stop, a parameter is not set, numbers are reckoned together, a long list would be needed, or the
condition asks whether something is known, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, register
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.nodes import AllOf, Condition, FactTest, IsKnown, walk
from xgxp_rules.model.policy import Decision, Outcome, Rule
from xgxp_rules.model.quota import Quota, QuotaPart
from xgxp_rules.spans import Span
from xgxp_rules.tools.lint.subject import MOST_STEPS, Subject
from xgxp_rules.tools.search import Exhausted, RuleHolds, decision_dates, find_record, reckons

CODE = register(
    "XG724",
    zh="{what}永远没有人符合",
    en="nobody can ever meet {what}",
    mend_zh="请核对条件里的界限和日期，常见的是两个条件互相矛盾，如 `满6年` 和 `不满3年`",
    mend_en="Check the bounds and days of its conditions: most often two of them exclude each other, such as "
    "`满6年` and `不满3年`",
)
SEVERITY = "warning"

_MET = "met"


@dataclass(frozen=True, slots=True)
class _Asked:
    """One condition: whom it is about, what it belongs to, in words and by name, and where that stands."""

    about: str
    when: Condition
    unless: Condition | None
    what: Both
    name: str
    span: Span


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every condition for which the search proves that no record exists."""
    asked = tuple(one for one in _conditions(subject) if not _asks_what_is_known(one))
    if not asked:
        return
    probe = _probe(subject, asked)
    for place, one in enumerate(asked):
        question = f"(question {place})"
        dates = decision_dates(probe, most=len(subject.dates), decision=question)
        found = find_record(probe, question, RuleHolds(question), dates=dates, limit=MOST_STEPS, beside=True)
        if isinstance(found, Exhausted) and found.complete and not reckons(probe, question, question, dates[0]):
            yield diagnose(
                CODE, one.span, subject.version.file, severity="warning", what=one.what, names=(one.name,)
            )


def _asks_what_is_known(one: _Asked) -> bool:
    """Return whether a condition tests that something is known: a search, which adds fact by fact, cannot say so."""
    nodes = [node for part in (one.when, one.unless) if part is not None for node in walk(part)]
    return any(isinstance(node, FactTest) and isinstance(node.check, IsKnown) for node in nodes)


def _probe(subject: Subject, asked: tuple[_Asked, ...]) -> Policy:
    """Return the policy with a decision for each condition, which it alone brings about."""
    decisions, rules = [], []
    for place, one in enumerate(asked):
        question = f"(question {place})"
        outcome = Outcome(_MET, _MET)
        decisions.append(Decision(question, question, one.about, outcomes=(outcome,)))
        rules.append(Rule(question, (), question, _MET, one.when, one.unless))
    version = subject.version
    changed = replace(
        version, decisions=(*version.decisions, *decisions), rules=(*version.rules, *rules), guards=()
    )
    return Policy(changed, subject.policy.catalog)


def _conditions(subject: Subject) -> Iterator[_Asked]:
    version = subject.version
    for guard in version.guards:
        what = Both(f"保护 `{guard.id}` 的条件", f"the condition of guard `{guard.id}`")
        yield _Asked(guard.about, guard.when, guard.unless, what, guard.id, guard.span)
    for each in version.transitions:
        what = Both(f"过渡 `{each.id}` 的条件", f"the condition of transition `{each.id}`")
        yield _Asked(each.about, each.when, each.unless, what, each.id, each.span)
    for quota in version.quotas:
        members = _members(quota)
        if members is not None:
            what = Both(f"比例 `{quota.id}` 的基数和计入", f"base and counted of quota `{quota.id}`")
            yield _Asked(quota.about, members, None, what, quota.id, quota.span)
        if quota.when is not None:
            what = Both(f"比例 `{quota.id}` 所限的组", f"the groups of quota `{quota.id}`")
            yield _Asked(quota.when_about, quota.when, None, what, quota.id, quota.span)
    for process in version.processes:
        for move in process.moves:
            if move.when is not None:
                what = Both(
                    f"流程 `{process.id}` 转到 `{move.target}` 的条件",
                    f"the condition under which process `{process.id}` comes to `{move.target}`",
                )
                yield _Asked(process.about, move.when, move.unless, what, process.id, process.span)
    for procedure in version.procedures:
        for step in procedure.steps:
            if step.when is not None:
                what = Both(
                    f"程序 `{procedure.id}` 的步骤 `{step.name}` 的条件",
                    f"the condition of step `{step.name}` of procedure `{procedure.id}`",
                )
                yield _Asked(procedure.about, step.when, None, what, procedure.id, procedure.span)


def _members(quota: Quota) -> Condition | None:
    """Return the condition of being counted, as far as this quota says it itself."""
    parts = [one for one in (quota.base, quota.counted) if one is not None and not isinstance(one, QuotaPart)]
    return AllOf(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
