"""Offers and choices: who may or must choose, what was chosen, and what holds until then."""

from __future__ import annotations

from typing import Any

import pytest
from engine_kit import rule
from outcomes_kit import BOTH, RULES, THREE, asked_for, came_to, choice, decide

OFFER = {"first": {"label": "第一", "modality": "可以"}, "second": "第二", "third": "第三"}
ONE_OF = {
    "first": {"label": "第一", "one_of": ["补训", "改任"], "chosen_by": "学校"},
    "second": "第二",
    "third": "第三",
}


@pytest.mark.parametrize("outcomes", [pytest.param(OFFER, id="may"), pytest.param(ONE_OF, id="one of")])
@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(BOTH, ("determined", "second", ("second",), ("first",)), id="offered beside the next"),
        pytest.param(
            {"甲项": "是", "乙项": "否"},
            ("determined", "third", ("third",), ("first",)),
            id="offered beside the rest",
        ),
        pytest.param({**BOTH, **choice("第一")}, ("determined", "first", ("first",), ()), id="chosen"),
        pytest.param({**BOTH, **choice("第二")}, ("determined", "second", ("second",), ()), id="declined"),
        pytest.param(
            {**BOTH, **choice("第一", "2026-09-01")}, ("determined", "first", ("first",), ()), id="chosen today"
        ),
        pytest.param(
            {**BOTH, **choice("第一", "2026-09-02")},
            ("determined", "second", ("second",), ("first",)),
            id="chosen tomorrow",
        ),
        pytest.param(
            {**BOTH, **choice("第一", "2026-09")},
            ("undetermined", None, ("first", "second"), ("first",)),
            id="chosen some day this month",
        ),
        pytest.param(
            {**BOTH, **choice("第一", None)},
            ("undetermined", None, ("first", "second"), ("first",)),
            id="no day given",
        ),
        pytest.param(
            {**BOTH, **choice("第二", None)},
            ("determined", "second", ("second",), ("first",)),
            id="declined some day",
        ),
        pytest.param(
            {"乙项": "是"}, ("undetermined", None, ("first", "second"), ()), id="whether it may be chosen is open"
        ),
        pytest.param(
            {"乙项": "是", **choice("第二")}, ("determined", "second", ("second",), ()), id="open, but declined"
        ),
    ],
)
def test_offers_and_choices(outcomes: dict[str, Any], record: dict[str, Any], expected: Any) -> None:
    """Given an outcome that an office may choose, when decided, then only a choice on record by that day takes it."""
    assert came_to(decide({"outcomes": outcomes, "otherwise": "third"}, RULES, record)) == expected


def test_an_alternative_chosen_by_name() -> None:
    """Given alternatives, when the record holds one of them, then the outcome holds and names it."""
    decision = decide({"outcomes": ONE_OF, "otherwise": "third"}, RULES, {**BOTH, **choice("改任")})

    assert came_to(decision) == ("determined", "first", ("first",), ())
    assert decision.run.settled.chosen == "改任"


def test_an_offer_that_may_be_an_obligation() -> None:
    """Given a rule that allows and an open one that obliges, then the outcome is offered and still open."""
    rules = [
        rule("q", "first", {"甲项": "是"}, id="一号", modality="可以"),
        rule("q", "first", {"丙项": "是"}, id="二号", modality="应当"),
        RULES[1],
    ]

    decision = decide({"outcomes": THREE, "otherwise": "third"}, rules, BOTH)

    assert came_to(decision) == ("undetermined", None, ("first", "second"), ("first",))
    assert asked_for(decision) == {"丙项"}
