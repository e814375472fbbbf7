"""Formatting policies that nobody wrote: twice is once, and what they say stays the same in every spelling."""

from __future__ import annotations

from dataclasses import replace

import pytest
from generated_policies import policies
from hypothesis import given, settings

from xgxp_rules.language.loader import check_policy
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.tools.formatting import format_text


def _meaning(text: str) -> PolicyVersion:
    version, problems = check_policy(text, "generated.yaml")
    assert version is not None, problems
    return replace(version, content_hash="")


@pytest.mark.parametrize("names", ["id", "label"])
@pytest.mark.parametrize("keys", ["zh", "en"])
@settings(max_examples=25, deadline=None)
@given(text=policies())
def test_a_generated_policy_means_the_same_when_formatted(keys: str, names: str, text: str) -> None:
    """Given any policy, when formatted, then its model is the same, and formatting it again changes nothing."""
    once = format_text(text, "generated.yaml", keys=keys, names=names)  # type: ignore[arg-type]

    assert once.problems == ()
    assert _meaning(once.after) == _meaning(text)
    assert not format_text(once.after, "generated.yaml", keys=keys, names=names).changed  # type: ignore[arg-type]
