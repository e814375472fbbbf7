"""From rules to what a decision comes to: precedence, what holds otherwise, several outcomes, requirements."""

from __future__ import annotations

from typing import Any

import pytest
from engine_kit import AS_OF, policy, rule
from outcomes_kit import BOTH, RULES, THREE, asked_for, came_to, decide

import xgxp_rules as xr


@pytest.mark.parametrize(
    ("record", "expected", "missing"),
    [
        pytest.param(
            {"甲项": "是", "乙项": "是"}, ("determined", "first", ("first",), ()), set(), id="the earlier wins"
        ),
        pytest.param({"甲项": "是"}, ("determined", "first", ("first",), ()), set(), id="a later one is not asked"),
        pytest.param(
            {"甲项": "否", "乙项": "是"}, ("determined", "second", ("second",), ()), set(), id="the later"
        ),
        pytest.param(
            {"甲项": "否", "乙项": "否"}, ("determined", "third", ("third",), ()), set(), id="no rule: otherwise"
        ),
        pytest.param(
            {"乙项": "是"}, ("undetermined", None, ("first", "second"), ()), {"甲项"}, id="an earlier one is open"
        ),
        pytest.param(
            {"甲项": "否"}, ("undetermined", None, ("second", "third"), ()), {"乙项"}, id="open or otherwise"
        ),
        pytest.param(
            {}, ("undetermined", None, ("first", "second", "third"), ()), {"甲项", "乙项"}, id="nothing known"
        ),
    ],
)
def test_precedence(record: dict[str, Any], expected: Any, missing: set[str]) -> None:
    """Given rules for two outcomes and a rest, when decided, then the first that holds wins."""
    decision = decide({"outcomes": THREE, "otherwise": "third"}, RULES, record)

    assert came_to(decision) == expected
    assert asked_for(decision) == missing


def test_no_rule_and_no_otherwise() -> None:
    """Given no outcome for the rest, when no rule holds, then the decision is undetermined and says that none does."""
    two = {"first": "第一", "second": "第二"}

    decision = decide({"outcomes": two}, RULES, {"甲项": "否", "乙项": "否"})

    assert came_to(decision) == ("undetermined", None, (), ())
    assert decision.run.settled.reason == "no_rule"
    assert decision.missing == ()


@pytest.mark.parametrize(
    ("more", "record", "expected"),
    [
        pytest.param({}, {}, ("determined", "third", ("third",), ()), id="its rule adds nothing"),
        pytest.param(
            {"effects": ["pay"]}, {}, ("undetermined", None, ("third",), ()), id="its rule may add an effect"
        ),
        pytest.param({"effects": ["pay"]}, {"丙项": "是"}, ("determined", "third", ("third",), ()), id="it does"),
        pytest.param(
            {"effects": ["pay"]}, {"丙项": "否"}, ("determined", "third", ("third",), ()), id="it does not"
        ),
    ],
)
def test_the_rest_may_have_rules_of_its_own(more: dict[str, Any], record: dict[str, Any], expected: Any) -> None:
    """Given a rule for the outcome of the rest, when it is open, then only what it adds matters."""
    rules = [rule("q", "first", {"甲项": "是"}), rule("q", "third", {"丙项": "是"}, **more)]

    decision = decide(
        {"outcomes": THREE, "otherwise": "third"}, [*rules, RULES[1]], {"甲项": "否", "乙项": "否", **record}
    )

    assert came_to(decision) == expected


@pytest.mark.parametrize(
    ("second", "status"),
    [
        pytest.param({}, "determined", id="nothing new"),
        pytest.param({"modality": "可以"}, "determined", id="a weaker word"),
        pytest.param({"modality": "应当", "first": "原则上"}, "undetermined", id="a stronger word"),
        pytest.param({"effects": ["pay"]}, "undetermined", id="an effect"),
    ],
)
def test_an_open_rule_of_the_winner(second: dict[str, Any], status: str) -> None:
    """Given two rules of the winning outcome, when the open one could change it, then it is open."""
    second = dict(second)
    first = {"modality": second.pop("first")} if "first" in second else {}
    rules = [
        rule("q", "first", {"甲项": "是"}, id="一号", **first),
        rule("q", "first", {"丙项": "是"}, id="二号", **second),
        RULES[1],
    ]

    decision = decide({"outcomes": THREE, "otherwise": "third"}, rules, {"甲项": "是"})

    assert (decision.status, decision.possible) == (status, ("first",))


@pytest.mark.parametrize(
    ("record", "status", "outcomes", "possible"),
    [
        pytest.param(BOTH, "determined", ("first", "second"), ("first", "second"), id="both"),
        pytest.param({"甲项": "否", "乙项": "否"}, "determined", (), (), id="none"),
        pytest.param({"甲项": "是"}, "undetermined", ("first",), ("first", "second"), id="one sure, one open"),
        pytest.param({}, "undetermined", (), ("first", "second"), id="both open"),
    ],
)
def test_every_outcome_that_holds(
    record: dict[str, Any], status: str, outcomes: tuple[str, ...], possible: tuple[str, ...]
) -> None:
    """Given a decision that lists all, when decided, then sure outcomes are listed even while others are open."""
    two = {"first": "第一", "second": "第二"}

    decision = decide({"outcomes": two, "decides": "all"}, RULES, record)

    assert (decision.status, decision.outcomes, decision.possible) == (status, outcomes, possible)
    assert decision.outcome is None


NEEDS = [
    {"clause": "一", "need": {"甲项": "是"}},
    {"clause": "一", "for": {"丙项": "是"}, "need": {"乙项": "是"}, "id": "乙"},
]


@pytest.mark.parametrize(
    ("more", "record", "status", "outcome"),
    [
        pytest.param({}, {"甲项": "是", "丙项": "否"}, "determined", "met", id="concerns others only"),
        pytest.param({}, {"甲项": "是", "丙项": "是", "乙项": "是"}, "determined", "met", id="all met"),
        pytest.param({}, {"甲项": "否"}, "determined", "not_met", id="one is not, whatever else"),
        pytest.param({}, {"甲项": "是"}, "undetermined", None, id="whom it concerns is open"),
        pytest.param({}, {"甲项": "是", "乙项": "是"}, "determined", "met", id="met whomever it concerns"),
        pytest.param({}, {"甲项": "不适用", "丙项": "否"}, "determined", "not_met", id="not applicable is not met"),
        pytest.param(
            {"unless": {"骨干教师": "是"}},
            {"甲项": "是", "丙项": "是", "乙项": "否", "骨干教师": "是"},
            "determined",
            "met",
            id="waived",
        ),
        pytest.param(
            {"unless": {"骨干教师": "是"}},
            {"甲项": "是", "丙项": "是", "乙项": "否"},
            "undetermined",
            None,
            id="the waiver is open",
        ),
        pytest.param(
            {"modality": "原则上"},
            {"甲项": "是", "丙项": "是", "乙项": "否"},
            "determined",
            "met",
            id="a soft one defeats nothing",
        ),
        pytest.param(
            {"in_force": {"from": "2026-09-02"}},
            {"甲项": "是", "丙项": "是", "乙项": "否"},
            "determined",
            "met",
            id="not in force yet",
        ),
        pytest.param(
            {"in_force": {"from": "2026-09-01"}},
            {"甲项": "是", "丙项": "是", "乙项": "否"},
            "determined",
            "not_met",
            id="in force since today",
        ),
    ],
)
def test_requirements(more: dict[str, Any], record: dict[str, Any], status: str, outcome: str | None) -> None:
    """Given conditions of entry, when decided, then every binding one must be met by whom it concerns."""
    needs = [NEEDS[0], {**NEEDS[1], **more}]

    decision = decide({"outcomes": {"met": "符合", "not_met": "不符合"}, "requires": needs}, [], record)

    assert (decision.status, decision.outcome) == (status, outcome)


READING = {
    "怎么读": {
        "clause": "一",
        "status": "待明确",
        "default": "从严",
        "choices": {
            "从严": "as_written",
            "从宽": {"parameters": {"下限": {"value": "2次", "clause": "一"}}},
        },
    }
}


def test_a_reading_replaces_whole_parts() -> None:
    """Given an ambiguous passage, when it is read the other way, then only what that reading names is replaced."""
    ready = policy(
        facts={"次数": {"kind": "number", "unit": "次"}},
        parameters={"下限": {"value": "3次", "clause": "一"}},
        decisions={"q": {"title": "问题", "outcomes": {"first": "第一", "second": "第二"}, "otherwise": "second"}},
        rules=[rule("q", "first", {"次数": "满 下限"})],
        readings=READING,
    )
    record = xr.Teacher.model_validate({"次数": 2})

    assert ready.decide("q", record, as_of=AS_OF).outcome == "second"
    assert ready.decide("q", record, as_of=AS_OF, readings={"怎么读": "从宽"}).outcome == "first"
    assert ready.decide("q", record, as_of=AS_OF).outcome == "second"
