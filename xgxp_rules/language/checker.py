"""Questions about a policy as a whole, asked once every part of it has been read.

Each check is one function that yields diagnostics; none changes the policy, and none needs the text of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xgxp_rules.diagnostics import Diagnostic, diagnose
from xgxp_rules.language.circles import circles
from xgxp_rules.language.decision_values import values_disagree
from xgxp_rules.language.effects import unknown_waivers
from xgxp_rules.language.meant_otherwise import missed_by_none, words_of_other_records
from xgxp_rules.language.negation import not_applicable_under_negation
from xgxp_rules.language.period_units import mixed_units_of_time
from xgxp_rules.language.procedures import unknown_procedures, unknown_steps
from xgxp_rules.language.processes import process_problems
from xgxp_rules.language.quotas import quota_problems
from xgxp_rules.language.rule_windows import windows_outside
from xgxp_rules.language.tree import conditions_of
from xgxp_rules.model.nodes import FactTest, IsKnown, checks, walk
from xgxp_rules.model.policy import InForce, PolicyVersion
from xgxp_rules.spans import Span


def check(policy: PolicyVersion, *, whole: bool = True) -> Iterator[Diagnostic]:
    """Yield every problem of meaning, of the main text and of each way of reading it.

    Where not `whole`, parts of the file could not be read, and nothing is said to be missing.
    """
    yield from _decisions(policy)
    yield from _windows(policy)
    yield from values_disagree(policy, whole=whole)
    yield from quota_problems(policy)
    yield from unknown_procedures(policy)
    yield from unknown_steps(policy)
    yield from unknown_waivers(policy)
    yield from process_problems(policy)
    yield from _all_readings(policy)


def _all_readings(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Check what a reading may change under every choice, one reading at a time."""
    yield from _meaning(policy)
    if any(reading.choice(reading.default) is None for reading in policy.readings):
        return
    for reading in policy.readings:
        for choice in reading.choices:
            varied = choice.facts or choice.parameters or choice.rules or choice.requirements
            under = policy.under_readings({reading.id: choice.name})
            if varied or choice.processes:
                yield from _meaning(under)
            if choice.quotas:
                yield from quota_problems(under)
            if choice.processes:
                changed = replace(under, processes=choice.processes)
                yield from unknown_procedures(replace(changed, decisions=(), rules=(), guards=()))
                yield from process_problems(changed)


def _meaning(policy: PolicyVersion) -> Iterator[Diagnostic]:
    yield from _known_tests(policy)
    yield from not_applicable_under_negation(policy)
    yield from words_of_other_records(policy)
    yield from missed_by_none(policy)
    yield from circles(policy)
    yield from mixed_units_of_time(policy)
    yield from windows_outside(policy)


def _decisions(policy: PolicyVersion) -> Iterator[Diagnostic]:
    for decision in policy.decisions:
        if decision.requires and len(decision.outcomes) != 2:
            yield diagnose("XG306", decision.span)


def _windows(policy: PolicyVersion) -> Iterator[Diagnostic]:
    parts: list[tuple[str, InForce | None, Span]] = [
        *((rule.id, rule.in_force, rule.span) for rule in policy.rules),
        *((guard.id, guard.in_force, guard.span) for guard in policy.guards),
        *((quota.id, quota.in_force, quota.span) for quota in policy.quotas),
        *((each.id, each.in_force, each.span) for each in policy.transitions),
        *((each.id, each.in_force, each.span) for decision in policy.decisions for each in decision.requires),
    ]
    for name, window, span in parts:
        if window is not None and _outside(window, policy.in_force):
            yield diagnose("XG314", span, name=name)


def _outside(inner: InForce, outer: InForce) -> bool:
    """Whether no day of the inner window lies in the outer one, so that the part never exists."""
    late = inner.from_on is not None and outer.until_on is not None and inner.from_on > outer.until_on
    early = inner.until_on is not None and outer.from_on is not None and inner.until_on < outer.from_on
    return late or early


def _known_tests(policy: PolicyVersion) -> Iterator[Diagnostic]:
    for placed in conditions_of(policy):
        for node in walk(placed.condition):
            if isinstance(node, FactTest) and any(isinstance(each, IsKnown) for each in checks(node.check)):
                yield diagnose("XG303", node.span)
