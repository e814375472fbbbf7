"""Any policy an author could write, any roster: the columns say of every row what the interpreter says of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from frame_kit import differences, frames_of
from generated_policies import RECORDS, policies
from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

AS_OF = date(2026, 9, 1)


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(policies(), st.lists(RECORDS, min_size=1, max_size=12))
def test_columns_agree_with_the_interpreter(text: str, records: list[dict[str, Any]]) -> None:
    """Given a generated policy and roster, when both engines decide it, then every column of every row is the same."""
    try:
        policy = Policy(load_policy(text, "generated.yaml"), xr.Catalog())
    except xr.PolicyError:
        reject()
    teachers, lists = frames_of(records)

    rows = policy.decide_frame(teachers, as_of=AS_OF, **lists).to_dicts()

    assert differences(policy, records, rows, AS_OF) == []
