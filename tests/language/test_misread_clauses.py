"""What an officer writes by habit and the language means otherwise: refused with the spelling that says it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.language.loader import check_policy


def errors(facts: dict[str, Any], when: Any = None) -> list[Diagnostic]:
    """Return what is wrong with a policy of these facts and one rule."""
    return [each for each in problems(facts, when) if each.severity == "error"]


def problems(facts: dict[str, Any], when: Any = None) -> list[Diagnostic]:
    """Return what is wrong, and what is doubtful, in a policy of these facts and one rule."""
    text: dict[str, Any] = {
        "language": 1,
        "policy": "test.misread",
        "version": "v1",
        "title": "误读",
        "status": "in_force",
        "jurisdiction": "999999",
        "in_force": {"from": "2020-01-01"},
        "document": {"clauses": [{"id": "一", "topic": "误读"}]},
        "decisions": {"q": {"title": "问", "outcomes": {"yes": "是", "no": "否"}, "otherwise": "no"}},
        "rules": [{"clause": "一", "decision": "q", "outcome": "yes", "when": when or {"在编在职": "是"}}],
    }
    text |= {"facts": facts} if facts else {}
    return list(check_policy(json.dumps(text, ensure_ascii=False), "test.yaml")[1])


@pytest.mark.parametrize(
    ("test", "where"),
    [
        pytest.param("包含 警告", "where: {种类: 警告}", id="a-kind-of-sanction"),
        pytest.param("不包含 记过", "where: {种类: 记过}", id="none-of-a-kind"),
        pytest.param("包含 有", "", id="a-word-that-no-field-has"),
        pytest.param("有", "", id="there-is-one"),
        pytest.param(["警告", "记过"], "where: {种类: 警告}", id="several"),
    ],
)
def test_a_list_of_entries_is_not_asked_for_words(test: Any, where: str) -> None:
    """Given a list whose entries have fields, when a word is looked for in it, then the form that asks is offered."""
    (found,) = errors({}, {"处分": test})

    assert found.code == "XG265"
    assert f"`{{exists: 处分{where and ', '}{where}}}`，" in str(found.hint("zh"))


def test_a_list_of_records_is_not_asked_for_words() -> None:
    """Given other people's records, when a word is looked for among them, then it is refused."""
    (found,) = errors({"同校": {"records": "教师", "where": {"在编在职": "是"}}}, {"同校": "包含 甲"})

    assert found.code == "XG265"


@pytest.mark.parametrize(
    ("weight", "offered"),
    [
        pytest.param("1:1.2", "前一种写 `1.2`，后一种写 `5/6`", id="colon"),
        pytest.param("1：1.2", "前一种写 `1.2`，后一种写 `5/6`", id="full-width-colon"),
        pytest.param("1比1.2", "前一种写 `1.2`，后一种写 `5/6`", id="in-words"),
        pytest.param("2:1", "前一种写 `0.5`，后一种写 `2`", id="two-for-one"),
    ],
)
def test_a_ratio_is_no_weight(weight: str, offered: str) -> None:
    """Given 按1:1.2折算, when it stands as a weight, then both readings are offered and neither is taken."""
    (found, *_) = errors({"村小任教": {"total": "任职经历", "weight": weight}}, {"村小任教": "满 1年"})

    assert (found.code, found.hint("zh")) == ("XG198", offered)


@pytest.mark.parametrize("weight", ["1.2", "1/2", "50%", "二分之一"])
def test_a_weight_is_one_number(weight: str) -> None:
    """Given a weight that can be read one way, when checked, then nothing is wrong."""
    assert not errors({"村小任教": {"total": "任职经历", "weight": weight}}, {"村小任教": "满 1年"})


def test_a_window_needs_a_day() -> None:
    """Given a list whose entries have neither a day nor a year, when a window is set, then it is refused."""
    honours = {"list": {"级别": {"choice": ["县级", "市级"]}}}
    dated = {"list": {"级别": {"choice": ["县级", "市级"]}, "日期": "date"}}
    recent = {"exists": "荣誉", "within": "近3年"}

    assert [each.code for each in errors({"荣誉": honours, "近年荣誉": recent})] == ["XG197"]
    assert not errors({"荣誉": dated, "近年荣誉": recent})


@pytest.mark.parametrize(
    ("where", "codes"),
    [
        pytest.param({"至": "未到"}, ["XG196"], id="not-over"),
        pytest.param({"any": [{"至": "不适用"}, {"至": "未到"}]}, [], id="both-ways-said"),
        pytest.param({"进行中": "是"}, [], id="running"),
        pytest.param({"至": "已到"}, [], id="over"),
    ],
)
def test_a_spell_that_runs_has_no_last_day(where: dict[str, Any], codes: list[str]) -> None:
    """Given postings of which some run, when those not over are meant, then the last day alone is refused."""
    facts = {"在任校数": {"count": "任职经历", "where": where}}

    assert [each.code for each in errors(facts, {"在任校数": "不少于 1所"})] == codes
