"""Windows of calendar months and weeks: `本月` holds the measuring day, `近3个整月` are those that ended before it."""

from __future__ import annotations

from datetime import date

import pytest
from engine_kit import asked

LEAVES = {"离岗": {"list": {"日期": "date"}}}
RECORD = {"离岗": [{"日期": "2027-12-31"}, {"日期": "2028-01-01"}, {"日期": "2028-02-29"}, {"日期": "2028-03-01"}]}


@pytest.mark.parametrize(
    ("as_of", "this", "before"),
    [
        pytest.param(date(2027, 12, 31), 1, 0, id="the-last-day-of-a-year"),
        pytest.param(date(2028, 1, 1), 1, 1, id="the-first-day-of-a-year"),
        pytest.param(date(2028, 2, 28), 0, 1, id="the-day-before-a-leap-day"),
        pytest.param(date(2028, 2, 29), 1, 1, id="a-leap-day"),
        pytest.param(date(2028, 3, 1), 1, 1, id="the-first-of-a-month"),
        pytest.param(date(2028, 3, 31), 1, 1, id="the-last-of-a-month"),
        pytest.param(date(2028, 4, 30), 0, 1, id="the-last-day-of-the-month-after"),
        pytest.param(date(2028, 5, 1), 0, 0, id="two-months-on"),
    ],
)
def test_items_are_counted_in_the_month(as_of: date, this: int, before: int) -> None:
    """Given days on edges of months, when each month is counted, then only that month's days are in it."""
    for window, count in (("本月", this), ("当月", this), ("上月", before), ("上个月", before)):
        facts = {**LEAVES, "次数": {"count": "离岗", "within": window}}

        assert asked(facts, {"次数": f"为 {count}次"}, RECORD, as_of).outcome == "holds", window


@pytest.mark.parametrize(
    ("window", "as_of", "days"),
    [
        pytest.param("本月", date(2031, 3, 2), 1, id="from-the-first-of-the-month-to-the-day-before"),
        pytest.param("本月", date(2031, 3, 31), 5, id="clipped-to-its-end"),
        pytest.param("上月", date(2031, 3, 31), 3, id="the-part-in-the-month-before"),
    ],
)
def test_a_spell_over_the_end_of_a_month_is_clipped(window: str, as_of: date, days: int) -> None:
    """Given leave from 26 February to 5 March, when a month's days are added, then only its own count."""
    facts = {"病假天数": {"total": "请假", "by": "days", "within": window}}
    record = {"请假": [{"类型": "病假", "自": "2031-02-26", "至": "2031-03-05"}]}

    assert asked(facts, {"病假天数": f"满 {days}天"}, record, as_of).outcome == "holds"
    assert asked(facts, {"病假天数": f"超过 {days}天"}, record, as_of).outcome == "fails"


@pytest.mark.parametrize(
    ("window", "as_of", "count"),
    [
        pytest.param("近3个整月", date(2028, 2, 29), 2, id="the-present-month-is-left-out"),
        pytest.param("近3个整月", date(2028, 3, 1), 3, id="the-first-of-the-month-after"),
        pytest.param("近3个整月", date(2028, 3, 31), 3, id="the-whole-month-through"),
        pytest.param("近3个整月", date(2028, 4, 1), 3, id="the-first-month-falls-out"),
        pytest.param("近3个整月", date(2028, 7, 1), 0, id="all-have-fallen-out"),
        pytest.param("近1个整月", date(2028, 1, 15), 1, id="one-month-over-new-year"),
        pytest.param("近3个月", date(2028, 2, 29), 3, id="as-a-length-it-ends-on-the-day"),
        pytest.param("近3个月", date(2028, 3, 31), 3, id="as-a-length-it-begins-after-the-same-day"),
        pytest.param("近2个整周", date(2028, 1, 2), 0, id="a-sunday-is-still-this-week"),
        pytest.param("近2个整周", date(2028, 1, 3), 2, id="on-monday-the-week-is-over"),
        pytest.param("近2个整周", date(2028, 1, 9), 2, id="until-sunday"),
        pytest.param("近2个整周", date(2028, 1, 10), 2, id="the-second-week"),
        pytest.param("近2个整周", date(2028, 1, 17), 0, id="over"),
        pytest.param("本周", date(2028, 1, 2), 2, id="this-week-on-sunday"),
        pytest.param("本周", date(2028, 1, 3), 0, id="this-week-on-monday"),
        pytest.param("上周", date(2028, 1, 3), 2, id="last-week-on-monday"),
    ],
)
def test_whole_months_and_weeks(window: str, as_of: date, count: int) -> None:
    """Given days on edges of months and weeks, then only months and weeks that are over count, each whole."""
    facts = {**LEAVES, "次数": {"count": "离岗", "within": window}}

    assert asked(facts, {"次数": f"为 {count}次"}, RECORD, as_of).outcome == "holds"
