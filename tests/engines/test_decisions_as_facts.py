"""Decisions as facts of other decisions."""

from __future__ import annotations

from typing import Any

import pytest
from engine_kit import AS_OF, policy, rule
from outcomes_kit import FACTS, RULES, THREE, asked_for

import xgxp_rules as xr

LATER = {
    "q": {"title": "问题", "outcomes": THREE, "otherwise": "third"},
    "later": {"title": "后事", "outcomes": {"holds": "成立", "fails": "不成立"}, "otherwise": "fails"},
}


@pytest.mark.parametrize(
    ("test", "record", "expected"),
    [
        pytest.param("第一", {"甲项": "是"}, True, id="settled"),
        pytest.param("第一", {"甲项": "否", "乙项": "是"}, False, id="settled otherwise"),
        pytest.param("第一 或 第二", {"乙项": "是"}, True, id="open, and all that is possible agrees"),
        pytest.param("第三", {"乙项": "是"}, False, id="open, and no longer possible"),
        pytest.param("第一", {"乙项": "是"}, None, id="open"),
        pytest.param("不是 第三", {"乙项": "是"}, True, id="open, and no possible outcome is that"),
    ],
)
def test_a_decision_as_a_fact(test: str, record: dict[str, Any], expected: bool | None) -> None:
    """Given a decision tested by a later one, when it is open, then it is the set of what is still possible."""
    ready = policy(facts=FACTS, decisions=LATER, rules=[*RULES, rule("later", "holds", {"问题": test})])

    decision = ready.decide("later", xr.Teacher.model_validate(record), as_of=AS_OF)

    assert (None if decision.status == "undetermined" else decision.outcome == "holds") is expected
    assert asked_for(decision) == ({"甲项"} if expected is None else set())
