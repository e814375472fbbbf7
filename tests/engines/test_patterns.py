"""Patterns over several events: joins find exactly what the interpreter calls true, and say which items show it."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from engine_kit import policy_text

from xgxp_rules.engines.cohort import Setting, compile_cohort
from xgxp_rules.engines.rete.patterns import MOST_PARTS, Item, Pattern, Unsupported, find, find_sequence, rules_of
from xgxp_rules.engines.rete.witnesses import compile_test
from xgxp_rules.language.loader import load_policy
from xgxp_rules.model.nodes import Check, Compare, Constant, FactRef, FactTest
from xgxp_rules.model.periods import Period
from xgxp_rules.model.records import Teacher

HERE = Path(__file__).resolve().parent


@pytest.mark.parametrize("seed", [pytest.param(21, id="one"), pytest.param(22, id="another")])
def test_joins_agree_with_the_interpreter(seed: int) -> None:
    """Given generated histories, when tests on runs and counts are asked both ways, then no answer differs.

    Known, missing, ungraded and disputed years, incomplete lists and windows are all among them.
    """
    command = [sys.executable, "-W", "error", str(HERE / "pattern_generated.py"), str(seed), "60"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["differing"] == []
    for form in ("run_latest", "run_any_skips", "run_window", "count_below", "count_refused", "again"):
        for truth in ("True", "False", "None"):
            assert told["counts"].get(f"{form}: {truth}", 0) > 0, (form, truth)
    assert told["counts"]["sequences"] > 0
    for chain in ("failed_after_moving", "failed_twice_after_moving", "refused_after_agreeing"):
        assert all(told["counts"][f"{chain}: {truth}"] > 0 for truth in ("True", "False", "None"))
        assert told["counts"][f"{chain} both ways"] > 5


@pytest.mark.parametrize(
    ("names", "happened", "shown"),
    [
        pytest.param("提拒", "提拒", (1, 2), id="a-refusal-after-an-offer"),
        pytest.param("提拒", "拒提", None, id="a-refusal-before-it"),
        pytest.param("岗败败", "败岗败谈败", (2, 3, 5), id="a-second-failure-after-re-posting"),
        pytest.param("岗败败", "败岗败", None, id="a-first-failure-after-re-posting"),
        pytest.param("败", "", None, id="nothing-happened"),
    ],
)
def test_one_thing_after_another(names: str, happened: str, shown: tuple[int, ...] | None) -> None:
    """Given a log, when events are looked for in order, then the entries that show them are named."""
    assert find_sequence(list(names), list(enumerate(happened, 1))) == shown


def test_a_gap_breaks_a_run() -> None:
    """Given 2023 and 2025, when two years in a row up to 2025 are looked for, then there are none."""
    years = [Item(year, (year - 1,)) for year in (2025, 2023)]

    assert find(Pattern.run(2), years, anchors=(2025,)) is None
    assert find(Pattern.run(1), years, anchors=(2025,)) == (2025,)


def test_only_positive_parts_of_equal_numbers_reach_the_engine() -> None:
    """Given any pattern, when its rules are read, then there is no negation, no alternative and no join by size."""
    for pattern in (Pattern.run(3), Pattern.count(12), Pattern((0, 1, 0))):
        text = json.dumps(rules_of(pattern))
        for forbidden in ("$not", "$nex", "$any", "any", "$gt", "$lt", "$neq"):
            assert forbidden not in text


FACTS: dict[str, Any] = {
    "连续": {"id": "run", "run": "年度考核", "where": {"等次": "不合格"}},
    "次数": {"id": "times", "count": "年度考核", "where": {"等次": "不合格"}},
    "校数": {"id": "schools", "count": "年度考核", "distinct": "学校"},
    "有过": {"id": "ever", "exists": "年度考核", "where": {"等次": "不合格"}},
    "教龄": {"id": "served", "total": "任职经历"},
    "先后": {
        "id": "after",
        "sequence": [
            {"list": "岗位调整意见", "where": {"答复": "同意"}},
            {"list": "年度考核", "where": {"等次": "不合格"}},
        ],
    },
    "几届": {"id": "entries", "run": "资格注册", "where": {"结论": "合格"}},
}


@pytest.mark.parametrize(
    ("fact", "check", "reason"),
    [
        pytest.param("run", Compare("lt", Constant(2)), "at least", id="fewer-than"),
        pytest.param("times", Compare("eq", Constant(2)), "at least", id="exactly"),
        pytest.param("times", Compare("ge", Constant(MOST_PARTS + 1)), "13 parts", id="too-many-parts"),
        pytest.param("times", Compare("ge", Constant(0)), "0 parts", id="nothing-to-find"),
        pytest.param("schools", Compare("ge", Constant(2)), "not alike", id="different-values"),
        pytest.param("ever", Compare("eq", Constant(False)), "no such item", id="none"),
        pytest.param("served", Compare("ge", Constant(Period(years=2))), "neither", id="a-length-of-time"),
        pytest.param("entries", Compare("ge", Constant(2)), "years", id="entries-without-years"),
        pytest.param("after", Compare("eq", Constant(False)), "in this order", id="not-in-this-order"),
        pytest.param("sex", Compare("eq", Constant("female")), "neither", id="a-plain-fact"),
    ],
)
def test_what_joins_cannot_tell_is_refused_by_name(fact: str, check: Check, reason: str) -> None:
    """Given a test that needs an absence or is no pattern, when it is compiled, then it is refused by name."""
    with pytest.raises(Unsupported, match=reason):
        compile_test(FactTest(FactRef(fact), check), _cohort().scope)


@pytest.mark.parametrize(
    ("fact", "check", "shown"),
    [
        pytest.param("run", Compare("ge", Constant(2)), (2025, 2024), id="two-years-in-a-row"),
        pytest.param("run", Compare("gt", Constant(2)), None, id="not-three"),
        pytest.param("ever", Compare("eq", Constant(True)), "one", id="there-is-one"),
    ],
)
def test_the_items_that_show_it(fact: str, check: Check, shown: Any) -> None:
    """Given appraisals failed in 2022, 2024 and 2025, when a pattern is found, then it names its items."""
    cohort = _cohort()
    pattern = compile_test(FactTest(FactRef(fact), check), cohort.scope)
    grades = {2021: "合格", 2022: "不合格", 2023: "合格", 2024: "不合格", 2025: "不合格"}
    record = Teacher.model_validate(
        {"年度考核": [{"年度": str(year), "等次": grade} for year, grade in grades.items()]}
    )

    found = pattern.look(cohort.look(record, date(2026, 9, 1), Setting(None, None, lambda _: {})).plain)

    if shown == "one":
        assert found is not None
        assert [item.year for item in found] == [2022]
    else:
        assert found == shown


def _cohort() -> Any:
    facts = {label: dict(form) for label, form in FACTS.items()}
    decisions = {"q": {"title": "问题", "outcomes": {"a": "成立", "b": "不成立"}, "otherwise": "b"}}
    whens = [
        {"连续": ">= 1"},
        {"次数": ">= 1"},
        {"校数": ">= 1"},
        {"有过": "是"},
        {"教龄": "满1年"},
        {"几届": ">= 1"},
        {"性别": "女"},
        ["先后"],
    ]
    rules = [
        {"id": f"r{place}", "clause": "一", "decision": "q", "outcome": "a", "when": when}
        for place, when in enumerate(whens)
    ]
    version = load_policy(policy_text(facts=facts, decisions=decisions, rules=rules), "t.yaml")
    return compile_cohort(version, "teacher", (), ())
