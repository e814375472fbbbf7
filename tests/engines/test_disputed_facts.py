"""Facts on which sources differ: every claim is tried, up to a limit."""

from __future__ import annotations

from typing import Any

import pytest
from engine_kit import AS_OF, policy, rule
from outcomes_kit import RULES, THREE, came_to, decide

import xgxp_rules as xr


def _claims(*values: str) -> dict[str, Any]:
    return {"争议": [{"值": value, "来源": f"来源{place}"} for place, value in enumerate(values)]}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(
            {"甲项": _claims("是", "否"), "乙项": "是"},
            ("undetermined", None, ("first", "second"), ()),
            id="matters",
        ),
        pytest.param(
            {"甲项": "是", "乙项": _claims("是", "否")}, ("determined", "first", ("first",), ()), id="does not"
        ),
        pytest.param(
            {"甲项": _claims("否", "不适用"), "乙项": "否"}, ("determined", "third", ("third",), ()), id="all agree"
        ),
        pytest.param(
            {"甲项": _claims("否", "不适用"), "乙项": _claims("是", "否")},
            ("undetermined", None, ("second", "third"), ()),
            id="two disputes narrow what is possible",
        ),
    ],
)
def test_disputed_facts(record: dict[str, Any], expected: Any) -> None:
    """Given sources that disagree, when decided, then the answer is settled where every combination gives the same."""
    assert came_to(decide({"outcomes": THREE, "otherwise": "third"}, RULES, record)) == expected


@pytest.mark.parametrize(("count", "status"), [(4, "determined"), (5, "undetermined")])
def test_at_most_sixteen_combinations(count: int, status: str) -> None:
    """Given two claims on each of several facts, when they are too many, then they are unknown."""
    facts = {f"项{place}": "是否" for place in range(count)}
    either = {"any": [{"all": [*facts]}, {"none": [{"all": [*facts]}]}]}
    ready = policy(
        facts=facts,
        decisions={"q": {"title": "问题", "outcomes": {"first": "第一", "second": "第二"}, "otherwise": "second"}},
        rules=[rule("q", "first", either)],
    )

    decision = ready.decide(
        "q", xr.Teacher.model_validate({name: _claims("是", "否") for name in facts}), as_of=AS_OF
    )

    assert decision.status == status
