"""Places among several records: ties in order, scores that bring their own order, and what is open."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from engine_kit import policy, rule
from hypothesis import given, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.library.policy import Policy

ON = date(2031, 9, 1)
FACTS = {"获奖": "flag", "年限": {"kind": "number"}, "附加": "flag"}
POINTS = {
    "总分": {
        "clause": "一",
        "items": [
            {"item": "获奖", "points": "3分", "when": {"获奖": "是"}},
            {"item": "附加", "points": "1分", "when": {"附加": "是"}},
        ],
        "ties": ["年限 高者先"],
    }
}
DECISION = {"q": {"title": "问题", "outcomes": {"holds": "是", "fails": "否"}, "otherwise": "fails"}}


def ranking(rank: dict[str, Any]) -> Policy:
    """Return a policy whose decision shows the place."""
    rules = [rule("q", "holds", {"名次": "不少于 0"})]
    return policy(facts={**FACTS, "名次": rank}, points=POINTS, decisions=DECISION, rules=rules)


def place(ready: Policy, mine: dict[str, Any], others: list[dict[str, Any]], *, complete: bool = True) -> Any:
    """Return the place of a record as a report has it: a number, or from which to which."""
    records = [xr.Teacher.model_validate({"编号": f"o{number}", **one}) for number, one in enumerate(others)]
    handed = xr.Records(records, complete=["teacher"]) if complete else xr.Records(records, complete=[])
    record = xr.Teacher.model_validate({"编号": "me", **mine})
    decision = ready.decide("q", record, as_of=ON, others=handed)
    fact = next(one for one in decision.report().facts if one.label == "名次")
    return fact.value


def person(award: Any = "否", years: Any = 5, extra: Any = "否") -> dict[str, Any]:
    return {"获奖": award, "年限": years, "附加": extra}


@pytest.mark.parametrize(
    ("rank", "mine", "others", "expected"),
    [
        pytest.param({}, person(years=6), [person(years=5)], 1, id="longer-service-first"),
        pytest.param({}, person(years=4), [person(years=5)], 2, id="shorter-service-second"),
        pytest.param({}, person(years=5), [person(years=5)], 1, id="level-in-everything"),
        pytest.param({"tied": "last"}, person(years=5), [person(years=5)], 2, id="level-and-the-last-counts"),
        pytest.param(
            {"tied": "open"},
            person(years=5),
            [person(years=5), person("是", 5)],
            {"at_least": 2, "at_most": 3},
            id="level-and-open",
        ),
        pytest.param({"tied": "open"}, person(years=5), [person("是", 5)], 2, id="not-level"),
        pytest.param({"first": "low"}, person(years=6), [person(years=5)], 2, id="from-the-bottom-turned-round"),
        pytest.param({"first": "low"}, person(years=4), [person(years=5)], 1, id="from-the-bottom-shorter-first"),
        pytest.param(
            {"ties": ["年限 低者先"]}, person(years=4), [person(years=5)], 1, id="its-own-order-goes-first"
        ),
        pytest.param({}, person(), [person(years="未知")], {"at_least": 1, "at_most": 2}, id="a-tie-key-unknown"),
        pytest.param({}, person("是"), [person("否", "未知")], 1, id="a-tie-key-that-is-not-asked"),
        pytest.param(
            {}, person("是", 5), [person("未知", 6)], {"at_least": 1, "at_most": 2}, id="score-open-key-before"
        ),
        pytest.param({}, person("是", 5), [person("未知", 4)], 1, id="score-open-key-behind"),
        pytest.param(
            {"tied": "last"}, person("是", 5), [person("未知", 4)], 1, id="open-and-behind-the-last-counts"
        ),
        pytest.param({}, person("否", 5), [person("未知", 4)], {"at_least": 1, "at_most": 2}, id="before-or-level"),
        pytest.param(
            {"tied": "last"},
            person("否", 5),
            [person("未知", 4)],
            {"at_least": 1, "at_most": 2},
            id="before-or-then-behind",
        ),
    ],
)
def test_equal_scores_are_put_in_the_order_of_the_score(
    rank: dict[str, Any], mine: dict[str, Any], others: list[dict[str, Any]], expected: Any
) -> None:
    """Given a score with an order for equals, when it is ranked, then that order decides, and open keys only open."""
    assert place(ranking({"rank": "总分", **rank}), mine, others) == expected


def test_of_a_cohort_that_may_be_larger_the_least_place_is_known() -> None:
    """Given others of whom there may be more, then a record stands at least behind those known to be before it."""
    ready = ranking({"rank": "总分"})

    assert place(ready, person(), [person("是"), person("否", 4)], complete=False) == {
        "at_least": 2,
        "at_most": None,
    }


FLAGS = st.sampled_from(["是", "否", "未知"])
PEOPLE = st.tuples(FLAGS, st.sampled_from([1, 2, "未知"]), FLAGS).map(lambda one: person(*one))


def completions(one: dict[str, Any]) -> list[dict[str, Any]]:
    """Return every record that may come of one, of years as far as they matter beside 1 and 2."""
    open_to = {"获奖": ["是", "否"], "附加": ["是", "否"], "年限": [0, 1, 2, 3]}
    ways = [open_to[name] if value == "未知" else [value] for name, value in one.items()]
    return [dict(zip(one, way, strict=True)) for way in product(*ways)]


@settings(max_examples=60, deadline=None)
@given(
    mine=PEOPLE,
    others=st.lists(PEOPLE, min_size=1, max_size=2),
    rank=st.sampled_from(
        [{}, {"tied": "last"}, {"first": "low"}, {"first": "low", "tied": "last"}, {"tied": "open"}]
    ),
)
def test_a_place_holds_for_every_completion(
    mine: dict[str, Any], others: list[dict[str, Any]], rank: dict[str, Any]
) -> None:
    """Given open records, then the range of places holds the place that every completion comes to."""
    ready = ranking({"rank": "总分", **rank})
    told = place(ready, mine, others)
    low, high = (told["at_least"], told["at_most"]) if isinstance(told, dict) else (told, told)

    first_low = rank.get("first") == "low"
    for me, *rest in product(*(completions(one) for one in (mine, *others))):
        keys = [_key(one, first_low) for one in rest]
        own = _key(me, first_low)
        ahead, level = sum(key > own for key in keys), sum(key == own for key in keys)
        ends = {"last": (ahead + level,), "open": (ahead, ahead + level)}.get(rank.get("tied", ""), (ahead,))
        assert low <= 1 + min(ends)
        assert high is None or 1 + max(ends) <= high


def _key(one: dict[str, Any], first_low: bool) -> tuple[int, int]:
    score = 3 * (one["获奖"] == "是") + (one["附加"] == "是")
    return (-score, -one["年限"]) if first_low else (score, one["年限"])
