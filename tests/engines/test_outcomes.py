"""From rules to what a decision comes to: precedence, offers and choices, several rules, lists of outcomes, windows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from engine_kit import AS_OF, policy, rule

import xgxp_rules as xr
from xgxp_rules.engines.decision import Decision

FACTS = {"甲项": "是否", "乙项": "是否", "丙项": "是否"}
THREE = {"first": "第一", "second": "第二", "third": "第三"}


def decide(
    decision: dict[str, Any], rules: list[dict[str, Any]], record: dict[str, Any], as_of: date = AS_OF, **more: Any
) -> Decision:
    """Return the decision `q` of a policy with these rules."""
    ready = policy(facts=FACTS, decisions={"q": {"title": "问题", **decision}}, rules=rules, **more)
    return ready.decide("q", xr.Teacher.model_validate(record), as_of=as_of)


def came_to(decision: Decision) -> tuple[str, str | None, tuple[str, ...], tuple[str, ...]]:
    """Return status, outcome, what is possible and what is offered."""
    return decision.status, decision.outcome, decision.possible, decision.offers


def asked_for(decision: Decision) -> set[str]:
    """Return the ids of the missing facts."""
    return {each.id for each in decision.missing}


RULES = [rule("q", "first", {"甲项": "是"}), rule("q", "second", {"乙项": "是"})]


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


OFFER = {"first": {"label": "第一", "modality": "可以"}, "second": "第二", "third": "第三"}
ONE_OF = {
    "first": {"label": "第一", "one_of": ["补训", "改任"], "chosen_by": "学校"},
    "second": "第二",
    "third": "第三",
}
BOTH = {"甲项": "是", "乙项": "是"}


def choice(name: Any, on: Any = "2026-08-01") -> dict[str, Any]:
    """Return a recorded choice."""
    return {"办理决定": {"q": {"结果": name, "由": "某校", **({"日期": on} if on else {})}}}


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
