"""`决定日`: the decision date as a day like any other, whatever day things are measured on."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest
from engine_kit import asked, policy, rule

import xgxp_rules as xr

DAY = date(2028, 2, 29)


@pytest.mark.parametrize(
    ("facts", "when", "record"),
    [
        pytest.param(
            {"首日": "date"}, {"首日": "为 决定日"}, {"首日": "2028-02-29"}, id="a-day-is-the-decision-date"
        ),
        pytest.param({}, {"决定日": "不早于 2028-02-29"}, {}, id="tested-from"),
        pytest.param({}, {"决定日": "早于 2028-03-01"}, {}, id="tested-before"),
        pytest.param({"首日": "date"}, {"决定日": "晚于 首日"}, {"首日": "2028-02-28"}, id="against-a-fact"),
        pytest.param(
            {"期满": {"day": "决定日", "plus": "1年"}}, {"期满": "为 2029-02-28"}, {}, id="a-day-counted-from-it"
        ),
        pytest.param(
            {"首日": "date", "自评": {"day": "首日", "plus": "4年"}},
            {"自评": "为 决定日"},
            {"首日": "2024-02-29"},
            id="a-day-worked-out",
        ),
        pytest.param({"历时": {"since": "决定日"}}, {"历时": "为 0天"}, {}, id="time-since"),
        pytest.param(
            {"离岗": {"list": {"日期": "date"}}, "次数": {"count": "离岗", "where": {"日期": "为 决定日"}}},
            {"次数": "为 1次"},
            {"离岗": [{"日期": "2028-02-28"}, {"日期": "2028-02-29"}]},
            id="in-where",
        ),
        pytest.param({}, {"decision_day": "2028-02-29"}, {}, id="by-its-id"),
    ],
)
def test_it_stands_where_a_date_may_stand(
    facts: dict[str, Any], when: dict[str, Any], record: dict[str, Any]
) -> None:
    """Given the decision date by name, when it is used as a date, then it is the day decided on."""
    assert asked(facts, when, record, DAY).outcome == "holds"


@pytest.mark.parametrize(
    ("facts", "when"),
    [
        pytest.param(
            {"首日": "date", "测日": {"day": "决定日", "on": "2027-08-31"}},
            {"测日": "为 2028-02-29"},
            id="a-fact-of-its-own",
        ),
        pytest.param(
            {"首日": "date", "早了": {"is": {"首日": "早于 决定日"}, "on": "2027-08-31"}},
            {"早了": "是"},
            id="inside-a-condition",
        ),
    ],
)
def test_it_stays_where_a_fact_is_measured_on_another_day(facts: dict[str, Any], when: dict[str, Any]) -> None:
    """Given a fact with a measuring day of its own, then 决定日 in it is still the decision date."""
    assert asked(facts, when, {"首日": "2028-02-28"}, DAY).outcome == "holds"


def test_it_stays_where_the_decision_is_measured_on_another_day() -> None:
    """Given a decision measured on the last 31 August, then 决定日 is the day asked for and 计算日 is that August."""
    decisions = {
        "q": {
            "title": "问题",
            "outcomes": {"holds": "成立", "fails": "不成立"},
            "otherwise": "fails",
            "measured_on": "每年8月31日",
        }
    }
    rules = [rule("q", "holds", {"决定日": "为 2028-02-29", "首日": "为 计算日"})]
    ready = policy(facts={"首日": "date"}, decisions=decisions, rules=rules)

    assert ready.decide("q", xr.Teacher.model_validate({"首日": "2027-08-31"}), as_of=DAY).outcome == "holds"


@pytest.mark.parametrize("on", [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)])
def test_columns_agree(on: date) -> None:
    """Given a test against 决定日, when a roster is decided in columns, then each row is as it is by itself."""
    decisions = {"q": {"title": "问题", "outcomes": {"holds": "成立", "fails": "不成立"}, "otherwise": "fails"}}
    facts = {"首日": "date", "期满": {"day": "决定日", "less": "1年"}}
    rules = [rule("q", "holds", {"首日": "早于 决定日", "期满": "早于 2027-03-01"})]
    ready = policy(facts=facts, decisions=decisions, rules=rules)
    days = ["2028-02-27", "2028-02-28", "2028-02-29", "2028-03-01"]

    rows = ready.decide_frame(pl.DataFrame({"id": days, "首日": days}), as_of=on).to_dicts()
    alone = [ready.decide("q", xr.Teacher.model_validate({"首日": day}), as_of=on).outcome for day in days]

    assert [row["q.outcome"] for row in rows] == alone
    assert alone == ["holds" if date.fromisoformat(day) < on and on < date(2028, 3, 1) else "fails" for day in days]
