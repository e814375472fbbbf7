"""Learning every missing fact settles a decision, whatever is learned.

Policies are generated: rules over flags, numbers, choices, days and periods, nested; every fact is tested in one place
only, so that no test stands against another.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import xgxp_rules as xr

sys.path.insert(0, str(Path(__file__).parent.parent / "engines"))

from engine_kit import policy, rule

AS_OF = date(2026, 9, 1)
DAYS = st.integers(-4000, 400).map(lambda days: (AS_OF + timedelta(days=days)).isoformat())
FLAG, NUMBER = st.sampled_from(["是", "否", "不适用"]), st.integers(0, 6)
GRADE = st.sampled_from(["初", "中", "高", "不适用"])
KINDS: list[tuple[str, Any, Any, Any]] = [
    ("旗", "是否", FLAG, st.sampled_from(["是", "否", "不是 是"])),
    ("数", {"kind": "number"}, NUMBER, st.sampled_from(["满 3", "不满 3", "2 至 4", "不是 3", "1 或 5"])),
    (
        "级",
        {"choice": ["初", "中", "高"], "ordered": "low_to_high"},
        GRADE,
        st.sampled_from(["中 以上", "低于 高", "初"]),
    ),
    ("日", "date", DAYS, st.sampled_from(["早于 2020-09-01", "已到", "不早于 2025年"])),
]
WORKED: dict[str, tuple[dict[str, Any], Any]] = {
    "历": ({"since": "日"}, st.sampled_from(["满 6年", "不满 18个月", "满6年不满8年"])),
    "和": ({"calc": "数 + 数"}, st.sampled_from(["满 5", "不满 5"])),
    "限": ({"cases": [{"when": {"级": "中 以上"}, "value": "2"}], "else": "4"}, st.sampled_from(["满 3", "为 2"])),
}


@st.composite
def policies(draw: Any) -> tuple[Any, dict[str, Any]]:
    """Return a policy and, by fact, the values it may take."""
    facts: dict[str, Any] = {}
    values: dict[str, Any] = {}
    tests: list[dict[str, str]] = []
    for place in range(draw(st.integers(2, 7))):
        stem, declared, held, words = draw(st.sampled_from(KINDS))
        name = f"{stem}{place}"
        facts[name], values[name] = declared, held
        worked = {"日": "历", "数": "和", "级": "限"}.get(stem)
        if worked is not None and draw(st.booleans()):
            form, words = WORKED[worked]
            facts[f"{worked}{place}"] = _renamed(form, stem, name)
            name = f"{worked}{place}"
        tests.append({name: draw(words)})
    return _decided(draw, facts, tests), values


def _renamed(form: Any, stem: str, name: str) -> Any:
    if isinstance(form, dict):
        return {
            key.replace(stem, name) if key == stem else key: _renamed(each, stem, name)
            for key, each in form.items()
        }
    if isinstance(form, list):
        return [_renamed(each, stem, name) for each in form]
    return form.replace(stem, name) if stem in form and form not in ("级 以上",) else form


def _decided(draw: Any, facts: dict[str, Any], tests: list[dict[str, str]]) -> Any:
    """Return a policy whose rules share the tests out."""
    rules = []
    for outcome in ("first", "second"):
        count = draw(st.integers(0, len(tests)))
        mine, tests = tests[:count], tests[count:]
        if mine:
            rules.append(rule("q", outcome, [_nested(draw, mine)], id=outcome))
    if not rules:
        rules.append(rule("q", "first", [_nested(draw, tests)], id="first"))
    reached = {each["outcome"]: f"结果{each['outcome']}" for each in rules}
    decision = {"title": "问题", "outcomes": {**reached, "third": "其余结果"}, "otherwise": "third"}
    return policy(facts=facts, decisions={"q": decision}, rules=rules)


def _nested(draw: Any, tests: list[dict[str, str]]) -> Any:
    if len(tests) == 1:
        return tests[0]
    cut = draw(st.integers(1, len(tests) - 1))
    parts = [_nested(draw, tests[:cut]), _nested(draw, tests[cut:])]
    how = draw(st.sampled_from(["all", "any", "none", "at_least"]))
    return {how: {"n": draw(st.integers(1, 2)), "of": parts} if how == "at_least" else parts}


@settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_learning_what_is_missing_settles_it(data: st.DataObject) -> None:
    """Given a policy and a record, when what is missing is learned, then it is settled, and nothing else was needed."""
    ready, values = data.draw(policies())
    known = {name: data.draw(held) for name, held in values.items() if data.draw(st.booleans())}
    before = ready.decide("q", xr.Teacher.model_validate(known), as_of=AS_OF)
    missing = {each.id for each in before.missing}
    learned = {name: data.draw(values[name]) for name in sorted(missing)}

    after = ready.decide("q", xr.Teacher.model_validate({**known, **learned}), as_of=AS_OF)

    assert not missing & set(known)
    assert (before.status == "undetermined") is bool(missing)
    assert after.status == "determined", (known, learned, after)
    assert set(after.possible) <= set(before.possible)
    assert (
        before.model_dump_json()
        == ready.decide("q", xr.Teacher.model_validate(known), as_of=AS_OF).model_dump_json()
    )
