"""A stretch that is alone is full on the day the calendar says, whichever form it is written in."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from engine_kit import asked

from xgxp_rules.model.durations import Period

DAY_BEFORE, DAY = date(2030, 9, 1), date(2030, 9, 2)
POSTED: dict[str, Any] = {"任职经历": [{"学校": "一中", "自": "2029-09-02"}]}
RECORD: dict[str, Any] = {**POSTED, "支教经历": [{"自": "2029-09-02"}], "请假": [], "人数": 0}
SPELLS = {"list": {"自": "date", "至": "date"}}


@pytest.mark.parametrize(
    ("form", "test"),
    [
        pytest.param({"total": "支教经历"}, "满 1年", id="total"),
        pytest.param({"total": "支教经历", "minus": "请假"}, "满 1年", id="total-less-nothing"),
        pytest.param({"longest": "支教经历", "minus": "请假"}, "满 1年", id="longest-less-nothing"),
        pytest.param({"unbroken": "支教经历", "minus": "请假"}, "满 1年", id="unbroken-less-nothing"),
        pytest.param({"unbroken": "支教经历"}, "满 1年", id="unbroken"),
        pytest.param({"total": "支教经历", "weight": 2}, "满 2年", id="weighted"),
        pytest.param({"total": "支教经历", "within": "近3年"}, "满 1年", id="in-a-window"),
        pytest.param({"calc": "服务 - 3个月", "not_below": "0天"}, "满 9个月", id="less-a-period"),
        pytest.param({"calc": "服务 + 3个月"}, "满 1年3个月", id="and-a-period"),
        pytest.param({"calc": "连续 - 1年 * 人数", "not_below": "0天"}, "满 1个月", id="never-below-nothing"),
        pytest.param({"calc": "2分 * 服务", "years": "whole"}, "不少于 2分", id="points-for-full-years"),
    ],
)
def test_a_stretch_is_full_on_its_day(form: dict[str, Any], test: str) -> None:
    """Given one stretch, when the day before and the day are asked, then only the day fills the period."""
    facts = {
        "支教经历": SPELLS,
        "服务": {"total": "支教经历"},
        "连续": {"unbroken": "支教经历"},
        "人数": {"kind": "number", "unit": "个"},
        "量": form,
    }
    months = test == "满 1个月"
    before, day = (date(2029, 10, 1), date(2029, 10, 2)) if months else (DAY_BEFORE, DAY)

    assert asked(facts, {"量": test}, RECORD, before).outcome == "fails"
    assert asked(facts, {"量": test}, RECORD, day).outcome == "holds"


def test_the_built_in_totals_agree_with_the_unbroken_stay() -> None:
    """Given one posting, when years taught and years at the school are asked, then they turn on the same day."""
    for fact in ("任教时间", "同校连续任教"):
        answers = [asked({}, {fact: "满 1年"}, POSTED, day).outcome for day in (DAY_BEFORE, DAY)]
        assert answers == ["fails", "holds"], fact


@pytest.mark.parametrize(
    ("days", "text"),
    [
        pytest.param(Fraction(18, 5), "3.6天", id="tenths"),
        pytest.param(Fraction(1, 2), "半天", id="half-a-day"),
        pytest.param(Fraction(10, 3), "3又1/3天", id="no-decimal-is-exact"),
    ],
)
def test_part_of_a_day_is_a_decimal_where_it_is_exact(days: Fraction, text: str) -> None:
    """Given a weighted length with part of a day, when shown, then it is a decimal, else a fraction."""
    assert Period(days=days).text("zh") == text


def test_the_ledger_of_the_longest_does_not_call_its_spells_over() -> None:
    """Given finished absences, when the longest is counted in working days, then none is said not to count."""
    facts: dict[str, Any] = {"旷工": SPELLS, "最长旷工": {"longest": "旷工", "by": "working_days"}}
    record = {"旷工": [{"自": "2025-11-03", "至": "2025-11-04"}]}

    found = asked(facts, {"最长旷工": "满 2个工作日"}, record, date(2025, 12, 31))

    said = found.report(ledger=True).model_dump_json()

    assert "取最长的" in said
    assert "计算日已经结束" not in said


def test_the_margin_names_the_day_that_is_missing() -> None:
    """Given what is left of one stretch, when a day is missing, then the margin says so and no contradiction."""
    facts: dict[str, Any] = {"支教经历": SPELLS, "服务": {"total": "支教经历"}}
    facts |= {"量": {"calc": "服务 - 3个月", "not_below": "0天"}, "人数": {"kind": "number"}}

    found = asked(facts, {"量": "满 9个月"}, RECORD, DAY_BEFORE)

    text = found.model_dump_json()
    assert "1天" in text
    assert '"by":"0天"' not in text.replace(" ", "")


@pytest.mark.parametrize(
    ("spells", "days"),
    [
        pytest.param([("2025-11-03", "2025-11-07"), ("2025-11-10", "2025-11-14")], 10, id="a-weekend-between"),
        pytest.param(
            [("2025-09-29", "2025-09-30"), ("2025-10-09", "2025-10-10")], 4, id="the-autumn-holiday-between"
        ),
        pytest.param([("2025-11-03", "2025-11-06"), ("2025-11-10", "2025-11-14")], 5, id="a-working-day-between"),
        pytest.param([("2025-09-22", "2025-09-26"), ("2025-09-29", "2025-09-30")], 5, id="a-sunday-that-is-worked"),
    ],
)
def test_working_days_in_a_row_reach_over_days_of_rest(spells: list[tuple[str, str]], days: int) -> None:
    """Given absences with only days of rest between, when the longest is counted in working days, then they are one."""
    facts: dict[str, Any] = {"旷工": SPELLS, "连续旷工": {"longest": "旷工", "by": "working_days"}}
    record = {"旷工": [{"自": first, "至": last} for first, last in spells]}

    answers = [
        asked(facts, {"连续旷工": f"满 {n}个工作日"}, record, date(2025, 12, 31)).outcome for n in (days, days + 1)
    ]

    assert answers == ["holds", "fails"]
