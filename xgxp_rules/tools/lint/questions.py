"""The questions that lint asks of the search: all of them, and each in words, for what could not be settled."""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Both
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.spans import Span
from xgxp_rules.tools.lint.subject import Subject
from xgxp_rules.tools.search import Blocked, BothHold, Found, Goal, NoRule, OutcomeWins, RuleHolds, RuleWins
from xgxp_rules.tools.search.settled import OpenThoughSettled


def words_of(goal: Goal, version: PolicyVersion, decision_id: str) -> Both:
    """Return a question in both languages, fit to stand before "is not known"."""
    decision = version.decision(decision_id)
    title = decision_id if decision is None else decision.title

    def label(outcome_id: str) -> str:
        outcome = None if decision is None else decision.outcome(outcome_id)
        return outcome_id if outcome is None else outcome.label

    match goal:
        case RuleWins(rule=rule):
            return Both(f"规则 `{rule}` 能否起作用", f"whether rule `{rule}` can decide")
        case RuleHolds(rule=rule):
            return Both(f"规则 `{rule}` 能否成立", f"whether rule `{rule}` can hold")
        case OutcomeWins(outcome=outcome):
            said = label(outcome)
            return Both(f"结果 `{said}` 能否成立", f"whether the outcome `{said}` can hold")
        case BothHold(one=one, other=other):
            pair = label(one), label(other)
            return Both(
                f"结果 `{pair[0]}` 和 `{pair[1]}` 能否同时成立",
                f"whether the outcomes `{pair[0]}` and `{pair[1]}` can hold at once",
            )
        case Blocked(outcome=outcome, guard=guard):
            said = label(outcome)
            return Both(
                f"结果 `{said}` 会不会被 `{guard}` 阻却", f"whether `{guard}` can block the outcome `{said}`"
            )
        case OpenThoughSettled(fact=fact):
            return Both(
                f"决定 `{title}` 会不会因 `{fact}` 未知而白白未定",
                f"whether decision `{title}` stays open for nothing while `{fact}` is unknown",
            )
        case NoRule():
            return Both(f"决定 `{title}` 是否有规则管不到的人", f"whether decision `{title}` leaves somebody out")
        case _:
            return Both(f"决定 `{title}` 的一个问题", f"a question about decision `{title}`")


def place_of(goal: Goal, version: PolicyVersion, decision_id: str) -> Span:
    """Return where a question points: its rule, else its decision."""
    rule = getattr(goal, "rule", None)
    spans = [one.span for one in version.rules if one.id == rule]
    decision = version.decision(decision_id)
    return spans[0] if spans else Span.none() if decision is None else decision.span


def names_of(goal: Goal, decision_id: str) -> tuple[str, ...]:
    """Return the ids that a question speaks of, that of its decision first."""
    parts = (getattr(goal, name, "") for name in ("rule", "outcome", "one", "other", "guard"))
    return (decision_id, *(part for part in parts if part))


def everything_asked(subject: Subject) -> Iterator[tuple[str, Goal, Found]]:
    """Yield every question with its decision and what the search found: of every rule, and what other lint asked."""
    for rule in subject.version.rules:
        subject.search(rule.decision, RuleWins(rule.id))
    for (decision, goal), found in subject.asked.items():
        yield decision, goal, found
