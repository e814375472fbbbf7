"""Rules that do not count: outside their window, or excepted."""

from __future__ import annotations

from typing import Any

import pytest
from engine_kit import rule
from outcomes_kit import BOTH, RULES, THREE, asked_for, came_to, decide


@pytest.mark.parametrize(
    ("window", "outcome"),
    [
        pytest.param({"from": "2026-09-01"}, "first", id="from today"),
        pytest.param({"from": "2026-09-02"}, "second", id="from tomorrow"),
        pytest.param({"until": "2026-09-01"}, "first", id="until today"),
        pytest.param({"until": "2026-08-31"}, "second", id="until yesterday"),
    ],
)
def test_a_rule_outside_its_window_does_not_exist(window: dict[str, str], outcome: str) -> None:
    """Given a rule with a window, when decided outside it, then the rule neither holds nor leaves anything open."""
    rules = [rule("q", "first", {"甲项": "是"}, in_force=window), RULES[1]]

    assert decide({"outcomes": THREE, "otherwise": "third"}, rules, BOTH).outcome == outcome
    assert decide({"outcomes": THREE, "otherwise": "third"}, rules, {"乙项": "是"}).status == (
        "undetermined" if outcome == "first" else "determined"
    )


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param({}, ("determined", "first", ("first",), ()), id="no exception asked"),
        pytest.param({"丙项": "是"}, ("determined", "third", ("third",), ()), id="the exception holds"),
        pytest.param({"丙项": "否"}, ("determined", "first", ("first",), ()), id="it does not"),
        pytest.param({"丙项": "不适用"}, ("determined", "first", ("first",), ()), id="it does not apply"),
    ],
)
def test_unless(record: dict[str, Any], expected: Any) -> None:
    """Given a rule with an exception, when decided, then the exception defeats it only where it holds."""
    given = {"甲项": "是", "乙项": "否", **record}
    rules = [rule("q", "first", {"甲项": "是"}, unless={"丙项": "是"}), RULES[1]]
    if not record:
        rules, given = RULES, given
    assert came_to(decide({"outcomes": THREE, "otherwise": "third"}, rules, given)) == expected


def test_an_open_exception_leaves_the_rule_open() -> None:
    """Given an exception of which nothing is known, when decided, then it is what is missing."""
    rules = [rule("q", "first", {"甲项": "是"}, unless={"丙项": "是"}), RULES[1]]

    decision = decide({"outcomes": THREE, "otherwise": "third"}, rules, {"甲项": "是", "乙项": "否"})

    assert came_to(decision) == ("undetermined", None, ("first", "third"), ())
    assert asked_for(decision) == {"丙项"}
