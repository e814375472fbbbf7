"""`limits` of a number that the record supplies: what lies outside is refused at reading, by name."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from engine_kit import asked, policy, rule

import xgxp_rules as xr
from xgxp_rules.diagnostics import PolicyError

SCORE = {"评分": {"kind": "number", "limits": "0 至 100"}}


@pytest.mark.parametrize("value", [0, 100, "0", "99.5", "未知"])
def test_a_number_on_or_between_the_limits_is_taken(value: Any) -> None:
    """Given a number on a limit or between both, or unknown, then the record is read."""
    assert asked(SCORE, {"评分": "不少于 0"}, {"评分": value}).outcome in ("holds", None)


@pytest.mark.parametrize("value", [-1, 101, "100.01", "-0.01", 1999])
def test_a_number_outside_is_refused_by_name(value: Any) -> None:
    """Given a number outside, then the record is refused with the fact's name and both limits."""
    with pytest.raises(xr.RecordError) as caught:
        asked(SCORE, {"评分": "不少于 0"}, {"评分": value})

    assert "XG405" in str(caught.value)
    assert "评分" in str(caught.value)
    assert "0 至 100" in str(caught.value)


def test_a_health_fact_s_value_is_not_repeated() -> None:
    """Given a health fact outside its limits, then the message names it and keeps its value back."""
    facts = {"指标": {"kind": "number", "limits": "0 至 100", "sensitivity": "health"}}
    with pytest.raises(xr.RecordError) as caught:
        asked(facts, {"指标": "不少于 0"}, {"指标": 1999})

    assert "指标" in str(caught.value)
    assert "1999" not in str(caught.value)


def test_a_field_of_a_list_has_limits_too() -> None:
    """Given an entry with a number outside, then the record is refused."""
    facts = {
        "测评": {"list": {"日期": "date", "得分": {"kind": "number", "limits": "0 至 5"}}},
        "次数": {"count": "测评"},
    }
    good = asked(facts, {"次数": "为 1次"}, {"测评": [{"日期": "2026-01-01", "得分": 5}]})

    assert good.outcome == "holds"
    with pytest.raises(xr.RecordError, match="得分"):
        asked(facts, {"次数": "为 1次"}, {"测评": [{"日期": "2026-01-01", "得分": 6}]})


@pytest.mark.parametrize(
    ("declared", "code"),
    [
        pytest.param({"kind": "number", "limits": "100 至 0"}, "XG294", id="upside-down"),
        pytest.param({"kind": "number", "limits": "100"}, "XG159", id="one-end"),
        pytest.param({"kind": "date", "limits": "0 至 100"}, "XG158", id="no-number"),
    ],
)
def test_limits_that_say_nothing_are_refused(declared: dict[str, Any], code: str) -> None:
    """Given limits that are none, then the file is refused."""
    with pytest.raises(PolicyError, match=code):
        asked({"评分": declared}, {"评分": "已知"}, {})


def test_a_roster_in_columns_refuses_the_same_rows() -> None:
    """Given a roster with a number outside, when it is decided in columns, then that row is refused like alone."""
    decisions = {"q": {"title": "问题", "outcomes": {"holds": "成立", "fails": "不成立"}, "otherwise": "fails"}}
    ready = policy(facts=SCORE, decisions=decisions, rules=[rule("q", "holds", {"评分": "不少于 60"})])
    frame = pl.DataFrame({"id": ["甲", "乙", "丙"], "评分": [59, 100, 101]})

    rows = ready.decide_frame(frame, as_of=date(2026, 9, 1))

    assert rows["q.outcome"].to_list()[:2] == ["fails", "holds"]
    assert rows["q.status"].to_list()[2] == "rejected"
