"""Every teacher decision that is shipped, asked of made rosters: the columns say what the interpreter says."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest
from frame_kit import differences, frames_of

import xgxp_rules as xr
from xgxp_rules.library.policy import Policy

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))

from made_rosters import AS_OF, schools, teachers

CATALOG = xr.Catalog()


def _policies() -> list[Policy]:
    found = []
    for policy_id in CATALOG.ids():
        try:
            policy = CATALOG.in_force(policy_id, AS_OF)
        except xr.NotInForce:
            continue
        if any(decision.about == "teacher" for decision in policy.version_data.decisions):
            found.append(policy)
    return found


@pytest.mark.parametrize("policy", [pytest.param(policy, id=policy.id) for policy in _policies()])
def test_shipped_policy_agrees(policy: Policy) -> None:
    """Given a made roster, when a shipped policy decides it in columns, then every row is as the interpreter has it."""
    records = teachers(policy.effective.vocabulary("teacher"), 120, seed=11)
    bodies = schools(policy.effective.vocabulary("school"))
    frame, lists = frames_of(records)
    school_frame, _ = frames_of(bodies)

    rows = policy.decide_frame(frame, as_of=AS_OF, schools=school_frame, **lists).to_dicts()

    others = xr.Records([xr.School.model_validate(one) for one in bodies])
    assert differences(policy, records, rows, AS_OF, others)[:5] == []


def test_day_is_the_one_asked() -> None:
    """Given the made rosters, when their day is looked at, then it is the one the law of which is asked."""
    assert date(2026, 9, 1) == AS_OF
