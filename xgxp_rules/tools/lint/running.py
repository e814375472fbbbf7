"""The rules of lint, and running them over one policy version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from xgxp_rules.diagnostics import Diagnostic, in_file_order
from xgxp_rules.model.acceptance import Acceptance
from xgxp_rules.tools.lint import (
    age_upper_bound,
    blocked_by_law,
    both_hold,
    clause_without_rule,
    contradicts_law,
    dismissal_without_ground,
    expired_trial,
    finished_years,
    never_fires,
    never_met,
    no_rule_speaks,
    nothing_to_accept,
    open_though_settled,
    protected_fact,
    search_stopped,
    search_unproven,
    shadowed,
    transition_untested,
    unbroken_against_total,
    undefined_term,
    unset_value,
    unused_fact,
    unused_parameter,
    unused_procedure,
    unused_reading,
    unused_term,
    version_gap,
    word_against_sign,
)
from xgxp_rules.tools.lint.nothing_to_accept import acceptance_of
from xgxp_rules.tools.lint.subject import Subject

RULES: tuple[ModuleType, ...] = (
    unused_parameter,
    unused_fact,
    unused_reading,
    unused_term,
    unused_procedure,
    clause_without_rule,
    undefined_term,
    unset_value,
    expired_trial,
    version_gap,
    word_against_sign,
    unbroken_against_total,
    finished_years,
    protected_fact,
    dismissal_without_ground,
    age_upper_bound,
    transition_untested,
    contradicts_law,
    blocked_by_law,
    never_fires,
    never_met,
    shadowed,
    both_hold,
    no_rule_speaks,
    open_though_settled,
    search_stopped,
    search_unproven,
    nothing_to_accept,
)
"""Every rule, by its code."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding that the file itself accepts, with what it says about it."""

    finding: Diagnostic
    by: Acceptance


@dataclass(frozen=True, slots=True)
class Linted:
    """What lint finds in one version in the order of its file, and apart from it what the file accepts."""

    findings: tuple[Diagnostic, ...] = ()
    accepted: tuple[Accepted, ...] = ()


def lint_policy(subject: Subject, rules: Sequence[ModuleType] = RULES) -> Linted:
    """Return what the rules find in one version."""
    searched = [rule for rule in rules if rule is not nothing_to_accept]
    found = in_file_order(finding for rule in searched for finding in rule.find(subject))
    accepted = [Accepted(one, by) for one in found if (by := acceptance_of(one, subject)) is not None]
    taken = {id(one.finding) for one in accepted}
    asked = {rule.CODE for rule in searched}
    stale = nothing_to_accept.find(
        subject, [one.by for one in accepted], asked if nothing_to_accept in rules else ()
    )
    return Linted(tuple(in_file_order((*(one for one in found if id(one) not in taken), *stale))), tuple(accepted))
