"""Timelines over terms, whole months and weeks, weights, shortest stays, steps, and dates that are measured on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from engine_kit import catalog, policy, rule

from xgxp_rules.model.records import Teacher
from xgxp_rules.tools.timeline.breaks import law_breaks_of
from xgxp_rules.tools.timeline.searching import Question, answer_of, changes

FIRST, LAST = date(2025, 6, 1), date(2027, 3, 1)
FACTS: dict[str, Any] = {
    "申请日": "date",
    "受理日": {"day": "决定日", "less": "2个月"},
    "评议": {"list": {"学期": "number", "等次": {"choice": ["合格", "优秀"], "ordered": "low_to_high"}}},
    "家访": {"list": {"日期": "date", "事由": "text"}},
    "任教": {"list": {"自": "date", "至": "date", "地区": {"choice": ["村", "县城"]}}},
    "连优": {"run": "评议", "where": {"等次": "优秀"}},
    "都合格": {"every": "评议", "where": {"等次": "合格 以上"}, "within": "近2个学期", "short": "passes"},
    "月访": {"count": "家访", "within": "近2个整月"},
    "周访": {"count": "家访", "where": {"事由": "包含 走访"}, "within": "近1个整周"},
    "折算": {"total": "任教", "weight": {"by": "地区", "rows": {"村": "1.5", "县城": "1"}, "overlap": "就高"}},
    "折算近期": {"total": "任教", "within": "近1年", "weight": {"by": "地区", "rows": {"村": "1.5", "县城": "1"}}},
    "最短": {"shortest": "任教", "same": "地区", "summed": "yes"},
    "已公示": {"step": "公示", "procedure": "竞聘"},
    "公示满": {"step": "公示", "procedure": "竞聘", "gives": "over"},
    "公示日": {"step": "公示", "procedure": "竞聘", "gives": "day"},
}
RECORD: dict[str, Any] = {
    "参加工作日期": "2024-09-01",
    "申请日": "2025-08-31",
    "任职经历": [{"学校": "一中", "自": "2024-09-01"}],
    "评议": [
        {"学期": "2024-2025-2", "等次": "优秀"},
        {"学期": "2025-2026-1", "等次": "优秀"},
        {"学期": "2025-2026-2", "等次": "合格"},
    ],
    "家访": [
        {"日期": "2025-10-31", "事由": "走访"},
        {"日期": "2025-11-12", "事由": "走访"},
        {"日期": "2026-02-01", "事由": "来校"},
    ],
    "任教": [
        {"自": "2024-09-01", "至": "2026-01-15", "地区": "村"},
        {"自": "2025-12-01", "地区": "县城"},
        {"自": "2026-06-01", "至": "2026-10-10"},
    ],
    "办理步骤": [{"程序": "竞聘", "步骤": "公示", "日期": "2025-09-29"}],
}


def scanned(question: Question) -> Iterator[date]:
    """Yield the days of change, found by looking at every day."""
    for number in range(1, (LAST - FIRST).days + 1):
        day = FIRST + timedelta(number)
        if answer_of(question.on(day)) != answer_of(question.on(day - timedelta(1))):
            yield day


@pytest.mark.parametrize(
    ("when", "measured_on", "fixed"),
    [
        pytest.param({"连优": "满 2学期"}, None, False, id="terms-in-a-row"),
        pytest.param({"都合格": "是"}, None, False, id="every-term-of-a-window"),
        pytest.param({"月访": "满 2次"}, None, False, id="whole-months"),
        pytest.param({"周访": "满 1次"}, None, False, id="whole-weeks-and-a-word"),
        pytest.param({"折算": "满 2年"}, None, False, id="weights-by-a-field"),
        pytest.param({"折算近期": "满 13个月"}, None, False, id="weights-in-a-window"),
        pytest.param({"最短": "满 3个月"}, None, False, id="the-shortest"),
        pytest.param({"已公示": "是"}, None, False, id="a-step"),
        pytest.param({"公示满": "是"}, None, False, id="publicity-over"),
        pytest.param({"公示日": "晚于 2025-09-01"}, None, False, id="the-day-of-a-step"),
        pytest.param({"工龄": "满 1年"}, "申请日", True, id="measured-on-a-date-of-the-record"),
        pytest.param({"工龄": "满 1年"}, "受理日", False, id="measured-on-a-day-that-moves"),
        pytest.param({"工龄": "满 1年"}, "公示日", False, id="measured-on-the-day-of-a-step"),
    ],
)
def test_every_change_is_found(when: dict[str, str], measured_on: str | None, fixed: bool) -> None:
    """Given a decision about a form, then its timeline has the days of a scan of every single day, and no others."""
    more = {} if measured_on is None else {"measured_on": measured_on}
    ready = policy(
        facts=FACTS,
        decisions={"q": {"title": "问", "outcomes": {"yes_": "是", "no_": "否"}, "otherwise": "no_", **more}},
        rules=[rule("q", "yes_", when)],
        procedures={"竞聘": {"steps": [{"step": "公示", "publicity": "5个工作日"}]}},
    )
    record = Teacher.model_validate(RECORD)
    law = law_breaks_of(catalog(), [ready.version_data])

    def question() -> Question:
        return Question(lambda day: ready.decide("q", record, as_of=day), law)

    found = list(scanned(question()))
    assert list(changes(question(), FIRST, LAST)) == found
    assert bool(found) is not fixed
