"""The rules of lint, and running them over one policy version."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from xgxp_rules.diagnostics import Diagnostic, in_file_order
from xgxp_rules.tools.lint import (
    age_upper_bound,
    both_hold,
    clause_without_rule,
    dismissal_without_ground,
    expired_trial,
    never_fires,
    no_rule_speaks,
    open_though_settled,
    protected_fact,
    search_stopped,
    shadowed,
    transition_untested,
    unbroken_against_total,
    undefined_term,
    unused_fact,
    unused_parameter,
    version_gap,
    word_against_sign,
)
from xgxp_rules.tools.lint.subject import Subject

RULES: tuple[ModuleType, ...] = (
    unused_parameter,
    unused_fact,
    clause_without_rule,
    undefined_term,
    expired_trial,
    version_gap,
    word_against_sign,
    unbroken_against_total,
    protected_fact,
    dismissal_without_ground,
    age_upper_bound,
    transition_untested,
    never_fires,
    shadowed,
    both_hold,
    no_rule_speaks,
    open_though_settled,
    search_stopped,
)
"""Every rule, by its code."""


def lint_policy(subject: Subject, rules: Sequence[ModuleType] = RULES) -> list[Diagnostic]:
    """Return what the rules find in one version, in the order of its file."""
    return in_file_order(finding for rule in rules for finding in rule.find(subject))
