"""Why a condition has the truth it has: the tests that settled it, and how many stood in the way.

Every answer is read from the receipt. A test on a fact that is itself a condition is followed into its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xgxp_rules.model.report import ConditionReport, DecisionReport, RuleReport
from xgxp_rules.model.values import Truth


def deciding_tests(condition: ConditionReport, *, nearest: bool = False) -> tuple[ConditionReport, ...]:
    """Return the tests that make the condition true, false or open, without repeats, in the order written.

    With `nearest`, of the ways (`any`) in which a false condition could have held only those that lack the least.
    """
    return tuple(dict.fromkeys(_deciding(condition, nearest and condition.truth is False)))


def _deciding(condition: ConditionReport, nearest: bool) -> Iterator[ConditionReport]:
    if not condition.parts:
        if condition.kind == "test":
            yield condition
        return
    parts = [part for part in condition.parts if condition.kind in ("test", "not") or part.truth is condition.truth]
    if nearest and condition.kind == "any" and condition.truth is False:
        parts = _nearest_ways(parts)
    for part in parts:
        yield from _deciding(part, nearest)


def _nearest_ways(parts: list[ConditionReport]) -> list[ConditionReport]:
    """Return the ways that lack the fewest tests: all that are one test each, else the first of them."""
    least = min(map(in_the_way, parts))
    near = [part for part in parts if in_the_way(part) == least]
    return near if all(part.kind == "test" for part in near) else near[:1]


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

    A rule that only an exception defeats comes first. The nearest lacks the fewest tests; of equals the first in the
    document.
    """
    ruled_out = set(besides)
    failed = (
        rule for rule in report.rules if rule.in_force and rule.truth is False and rule.outcome not in ruled_out
    )
    return sorted(failed, key=lambda rule: (not is_excepted(rule), _distance(rule)))


def is_excepted(rule: RuleReport) -> bool:
    """Return whether an exception that holds is why a rule does not: its conditions hold, or are still open."""
    exempt = rule.unless is not None and rule.unless.truth is True
    return exempt and rule.truth is False and rule.when.truth is not False


def _distance(rule: RuleReport) -> int:
    waived = 0 if rule.unless is None else in_the_way(rule.unless, wanted=False)
    return in_the_way(rule.when) + waived


def rule_tests(rule: RuleReport) -> tuple[ConditionReport, ...]:
    """Return the tests that decide a rule: those of its conditions, then those of its exceptions where they matter."""
    tests = deciding_tests(rule.when, nearest=True)
    if rule.unless is None or (rule.truth is False and rule.unless.truth is False):
        return tests
    if is_excepted(rule):
        return deciding_tests(rule.unless)
    return tuple(dict.fromkeys((*tests, *deciding_tests(rule.unless))))
