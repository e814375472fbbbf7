"""Why a condition has the truth it has: the tests that settled it, and how many stood in the way.

Every answer is read from the receipt. A test on a fact that is itself a condition is followed into its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xgxp_rules.model.report import ConditionReport, DecisionReport, RuleReport
from xgxp_rules.model.values import Truth


def deciding_tests(condition: ConditionReport) -> tuple[ConditionReport, ...]:
    """Return the tests that make the condition true, false or open, without repeats, in the order written."""
    return tuple(dict.fromkeys(_deciding(condition)))


def _deciding(condition: ConditionReport) -> Iterator[ConditionReport]:
    if not condition.parts:
        if condition.kind == "test":
            yield condition
        return
    for part in condition.parts:
        if condition.kind in ("test", "not") or part.truth is condition.truth:
            yield from _deciding(part)


def in_the_way(condition: ConditionReport, wanted: bool = True) -> int:
    """Return how many tests, at the least, would have to turn for the condition to be as wanted."""
    if condition.truth is wanted:
        return 0
    if not condition.parts:
        return 1
    if condition.kind == "not":
        return in_the_way(condition.parts[0], not wanted)
    if condition.kind == "test":
        return sum(in_the_way(part, _opposite(part.truth)) for part in condition.parts)
    each = sorted(in_the_way(part, wanted) for part in condition.parts)
    return sum(each[: _enough(condition, wanted)])


def _enough(condition: ConditionReport, wanted: bool) -> int:
    """Return how many parts must be as wanted for the whole to be."""
    count = len(condition.parts)
    needed = {"all": count, "any": 1}.get(condition.kind, condition.needed or count)
    return needed if wanted else count - needed + 1


def _opposite(truth: Truth) -> bool:
    return truth is not True


def holding_rules(report: DecisionReport, outcomes: Iterable[str]) -> tuple[RuleReport, ...]:
    """Return the rules in force that hold for one of these outcomes."""
    wanted = set(outcomes)
    return tuple(rule for rule in report.rules if rule.in_force and rule.truth is True and rule.outcome in wanted)


def failed_rules(report: DecisionReport, besides: Iterable[str]) -> list[RuleReport]:
    """Return the rules in force that do not hold, among those of other outcomes; the nearest to holding first.

    The nearest lacks the fewest tests; of equals the first in the document.
    """
    ruled_out = set(besides)
    failed = (
        rule for rule in report.rules if rule.in_force and rule.truth is False and rule.outcome not in ruled_out
    )
    return sorted(failed, key=_distance)


def _distance(rule: RuleReport) -> int:
    waived = 0 if rule.unless is None else in_the_way(rule.unless, wanted=False)
    return in_the_way(rule.when) + waived


def rule_tests(rule: RuleReport) -> tuple[ConditionReport, ...]:
    """Return the tests that decide a rule: those of its conditions, then those of its exceptions where they matter."""
    tests = deciding_tests(rule.when)
    if rule.unless is None or (rule.truth is False and rule.unless.truth is False):
        return tests
    if rule.truth is False and rule.when.truth is True:
        return deciding_tests(rule.unless)
    return tuple(dict.fromkeys((*tests, *deciding_tests(rule.unless))))
