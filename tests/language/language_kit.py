"""Whole policy texts for tests of what joins several parts of a file."""

from __future__ import annotations

from xgxp_rules.language.loader import check_policy, load_policy
from xgxp_rules.model.policy import PolicyVersion


def load_text(text: str) -> PolicyVersion:
    """Return the policy version of a whole text."""
    return load_policy(text, "kit.yaml")


def said_of_text(text: str) -> list[str]:
    """Return the codes of everything said about a whole text, in order."""
    return [each.code for each in check_policy(text, "kit.yaml")[1]]
