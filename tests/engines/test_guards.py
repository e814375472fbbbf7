"""Guards: what stands against an outcome, and what then becomes of the answer."""

from __future__ import annotations

from typing import Any

import pytest
from outcomes_kit import RULES, asked_for, choice, decide


def _with_guard(*against: str, **more: Any) -> dict[str, Any]:
    return {"guards": [{"id": "g", "clause": "一", "against": list(against), "when": {"丙项": "是"}, **more}]}


CARRYING = {
    "first": {"label": "第一", "effects": ["dismissal"]},
    "second": {
        "label": "第二",
        "one_of": ["补训", {"label": "改任", "effects": ["transfer"]}],
        "chosen_by": "某校",
    },
    "third": "第三",
}


@pytest.mark.parametrize(
    ("against", "record", "status", "outcome", "struck"),
    [
        pytest.param("dismissal", {"甲项": "是", "丙项": "是"}, "blocked", "first", (), id="stands"),
        pytest.param("dismissal", {"甲项": "是", "丙项": "否"}, "determined", "first", (), id="does not stand"),
        pytest.param("dismissal", {"甲项": "是"}, "undetermined", None, (), id="is open"),
        pytest.param(
            "dismissal", {"甲项": "否", "乙项": "否"}, "determined", "third", (), id="bears on nothing left"
        ),
        pytest.param(
            "transfer",
            {"甲项": "否", "乙项": "是", "丙项": "是", **choice("补训")},
            "determined",
            "second",
            ("改任",),
            id="strikes the other alternative",
        ),
        pytest.param(
            "transfer",
            {"甲项": "否", "乙项": "是", "丙项": "是", **choice("改任")},
            "blocked",
            "second",
            ("改任",),
            id="strikes the one that was chosen",
        ),
    ],
)
def test_guards(
    against: str, record: dict[str, Any], status: str, outcome: str | None, struck: tuple[str, ...]
) -> None:
    """Given higher law against an effect, when decided, then what carries it is blocked or open."""
    decision = decide({"outcomes": CARRYING, "otherwise": "third"}, RULES, record, **_with_guard(against))

    assert (decision.status, decision.outcome) == (status, outcome)
    if struck:
        assert decision.run.guarded is not None
        assert decision.run.guarded["second"].struck == struck


def test_an_open_guard_names_its_facts() -> None:
    """Given a guard of which nothing is known, when it bears on the outcome, then its facts are missing."""
    decision = decide(
        {"outcomes": CARRYING, "otherwise": "third"}, RULES, {"甲项": "是"}, **_with_guard("dismissal")
    )

    assert decision.possible == ("first",)
    assert asked_for(decision) == {"丙项"}


@pytest.mark.parametrize(
    ("window", "status"),
    [
        pytest.param({"from": "2026-09-01"}, "blocked", id="from today"),
        pytest.param({"from": "2026-09-02"}, "determined", id="from tomorrow"),
    ],
)
def test_a_guard_outside_its_window_does_not_exist(window: dict[str, str], status: str) -> None:
    """Given a guard with a window, when decided outside it, then it blocks nothing."""
    guarded = _with_guard("dismissal", in_force=window)

    decision = decide({"outcomes": CARRYING, "otherwise": "third"}, RULES, {"甲项": "是", "丙项": "是"}, **guarded)

    assert decision.status == status
