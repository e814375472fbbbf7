"""With which measure word a card shows a value: ages in 岁, counts in what the text counts, days earlier or later."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import xgxp_rules as xr
from xgxp_rules.diagnostics import render_all
from xgxp_rules.language.loader import check_policy
from xgxp_rules.model.durations import Lang

POLICY = """language: 1
policy: sample.measure.words
version: v1
title: 量词
status: in_force
jurisdiction: "999999"
in_force: {from: 2030-01-01}
document: {clauses: [{id: 一, topic: 量词}]}
parameters:
  免评年龄: {value: 55周岁, clause: 一}
  最低工龄: {value: 5年, clause: 一}
  应得次数: {value: 3次, clause: 一}
facts:
  子女出生日期: date
  申报日: date
  子女年龄: {since: 子女出生日期}
  教龄数: {since: 参加工作日期}
  优秀次数: {count: 年度考核, where: {等次: 优秀}}
  及格数: {count: 年度考核, where: {等次: 合格}}
  年龄够: {is: {年龄: 满 50岁}}
decisions:
  one: {title: 结论, outcomes: {got: 是, not_got: 否}, otherwise: not_got}
rules:
  - {clause: 一, decision: one, outcome: got, when: {TEST}}
"""
RECORD: dict[str, Any] = {
    "出生日期": "1980-06-01",
    "子女出生日期": "2028-06-01",
    "参加工作日期": "2020-06-01",
    "申报日": "2031-05-01",
    "年度考核": [{"年度": year, "等次": "优秀"} for year in (2028, 2029)],
}


def sheet(folder: Path, test: str, lang: Lang = "zh") -> str:
    path = folder / "sample" / "measure" / "words" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(POLICY.replace("TEST", test), encoding="utf-8")
    record = xr.Teacher.model_validate(RECORD)
    decision = xr.Catalog(folder).decide("sample.measure.words", "one", record, as_of=date(2031, 9, 1))
    text = xr.explain(decision, detail="worksheet", lang=lang)
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("test", "zh", "en"),
    [
        pytest.param("年龄: 满 50岁", "满 50岁 实为 51岁3个月", "51 years 3 months", id="an-age"),
        pytest.param(
            "年龄: 满 免评年龄", "满 免评年龄，即55岁 实为 51岁3个月", "55 years", id="a-parameter-of-age"
        ),
        pytest.param("子女年龄: 不满 4岁", "实为 3岁3个月", "3 years 3 months", id="since-another-birth"),
        pytest.param("教龄数: 满 最低工龄", "满 最低工龄，即5年 实为 11年3个月", "11 years 3 months", id="no-age"),
        pytest.param("年龄够: 是", "满 50岁 实为 51岁3个月", "51 years 3 months", id="inside-a-condition"),
        pytest.param("优秀次数: 不少于 3次", "实为 2次 差1次", "2次", id="a-count"),
        pytest.param("优秀次数: 不少于 应得次数", "实为 2次 差1次", "2次", id="a-count-against-a-parameter"),
        pytest.param("优秀次数: 不少于 3", "实为 2 差1", "is 2", id="a-count-without-a-word"),
        pytest.param("申报日: 不晚于 2031-04-01", "晚1个月", "1 month later", id="a-day-too-late"),
        pytest.param("申报日: 不晚于 2031-06-01", "早1个月", "1 month earlier", id="a-day-in-time"),
        pytest.param("申报日: 不早于 2031-06-01", "早1个月", "1 month earlier", id="a-day-too-early"),
    ],
)
def test_values_carry_the_words_of_the_text(tmp_path: Path, test: str, zh: str, en: str) -> None:
    """Given a test, when the worksheet is written, then value and margin are counted as a clerk would say it."""
    assert zh in sheet(tmp_path / "zh", test)
    assert en in sheet(tmp_path / "en", test, "en")


@pytest.mark.parametrize(
    ("test", "offer"),
    [
        pytest.param("子女年龄: 不满 4", "4岁", id="an-age-is-offered-in-years-of-age"),
        pytest.param("教龄数: 满 5", "5年", id="another-time-is-not"),
    ],
)
def test_a_missing_unit_is_offered_as_it_is_said(test: str, offer: str) -> None:
    """Given a bare number, when it is refused, then the offer names the unit that such a time is counted in."""
    _, found = check_policy(POLICY.replace("TEST", test).encode(), "v1.yaml")

    assert [one.code for one in found if one.severity == "error"] == ["XG202"]
    assert offer in render_all(found, {})


@pytest.mark.parametrize(
    ("test", "card", "facts"),
    [
        pytest.param(
            "八月年龄: 满 52岁", "51岁2个月30天（按 2031-08-31 计，不符“满 52岁”", True, id="a-day-of-its-own"
        ),
        pytest.param(
            "今日年龄: 满 52岁", "51岁3个月（不符“满 52岁”", False, id="the-decision-s-day-is-not-repeated"
        ),
    ],
)
def test_the_card_says_on_which_day_a_fact_was_measured(tmp_path: Path, test: str, card: str, facts: bool) -> None:
    """Given a fact with a measuring day of its own, when it is told, then that day stands beside the value."""
    body = POLICY.replace("facts:\n", "facts:\n  八月年龄: {since: 出生日期, on: 当年8月31日}\n", 1)
    body = body.replace("facts:\n", "facts:\n  今日年龄: {since: 出生日期, on: 当年9月1日}\n", 1)
    path = tmp_path / "sample" / "measure" / "words" / "v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(body.replace("TEST", test), encoding="utf-8")
    record = xr.Teacher.model_validate(RECORD)

    decision = xr.Catalog(tmp_path).decide("sample.measure.words", "one", record, as_of=date(2031, 9, 1))

    assert card in "".join(xr.explain(decision).split("\n        "))
    assert ("推算 ← 出生日期（按 2031-08-31 计）" in xr.explain(decision, detail="worksheet")) is facts
