"""Steps of procedures as facts: taken or not, the time a step has to stand, its day, and what is not known."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from engine_kit import value

from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between

PROCEDURES: dict[str, Any] = {
    "竞聘": {
        "steps": [
            {"step": "公示", "publicity": "5个工作日"},
            {"step": "征求意见", "consent": ["工会", "本人"]},
            {"step": "通知", "notice": "30日"},
        ]
    }
}


UNION = {"程序": "竞聘", "步骤": "征求意见", "日期": "2025-11-03", "由": "工会"}


def came_to(step: str, gives: str, done: Any, as_of: date = date(2025, 12, 1)) -> Any:
    """Return what the fact comes to; `done` are steps with day and party, or what stands for the whole list."""
    if isinstance(done, list):
        done = [{"程序": "竞聘", "步骤": name, "日期": day, **({"由": by} if by else {})} for name, day, by in done]
    facts = {"问": {"step": step, "procedure": "竞聘", "gives": gives}}
    return value(facts, "问", {"办理步骤": done}, as_of, procedures=PROCEDURES)


def shown(day: str, by: str = "") -> list[tuple[str, str, str]]:
    return [("公示", day, by)]


@pytest.mark.parametrize(
    ("done", "as_of", "found"),
    [
        pytest.param(shown("2025-11-03"), date(2025, 11, 10), False, id="on-the-last-day"),
        pytest.param(shown("2025-11-03"), date(2025, 11, 11), True, id="the-day-after"),
        pytest.param(shown("2025-09-29"), date(2025, 10, 13), False, id="over-a-holiday-and-the-last-day"),
        pytest.param(shown("2025-09-29"), date(2025, 10, 14), True, id="over-a-holiday"),
        pytest.param([], date(2025, 11, 10), False, id="not-taken"),
        pytest.param("未知", date(2025, 11, 10), UNKNOWN, id="list-unknown"),
        pytest.param({"完整": "否", "列": []}, date(2025, 11, 10), UNKNOWN, id="list-incomplete"),
        pytest.param(shown("2025-11"), date(2025, 11, 5), False, id="some-day-of-the-month-too-early-anyway"),
        pytest.param(shown("2025-11"), date(2025, 11, 20), UNKNOWN, id="some-day-of-the-month"),
        pytest.param(shown("2025-11"), date(2025, 12, 20), True, id="some-day-of-the-month-long-over"),
        pytest.param(shown("2050-03-07"), date(2050, 3, 10), False, id="beyond-the-holidays-surely-not"),
        pytest.param(shown("2050-03-07"), date(2050, 4, 10), UNKNOWN, id="beyond-the-holidays"),
        pytest.param(shown("2026-01-05"), date(2025, 12, 1), False, id="not-yet-taken"),
    ],
)
def test_publicity_has_run_out(done: Any, as_of: date, found: Any) -> None:
    """Given a step with publicity, then it is over from the day after its last day, and never before it was taken."""
    assert came_to("公示", "over", done, as_of) is found


@pytest.mark.parametrize(
    ("done", "found"),
    [
        pytest.param([("征求意见", "2025-11-03", "工会"), ("征求意见", "2025-11-05", "本人")], True, id="both"),
        pytest.param([("征求意见", "2025-11-03", "工会")], False, id="one-consent-lacking"),
        pytest.param(
            {"完整": "否", "列": [{"程序": "竞聘", "步骤": "征求意见", "日期": "2025-11-03", "由": "工会"}]},
            UNKNOWN,
        ),
        pytest.param([("公示", "2025-11-03", "")], False, id="another-step"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_a_step_with_consents_is_taken_when_all_agreed(done: Any, found: Any) -> None:
    """Given a step that several parties have to agree to, then it is taken when each has its entry."""
    assert came_to("征求意见", "done", done) is found


@pytest.mark.parametrize(
    ("done", "found"),
    [
        pytest.param(shown("2025-11-03"), date(2025, 11, 3), id="known"),
        pytest.param(
            [("公示", "2025-11-03", ""), ("公示", "2025-11-10", "")], date(2025, 11, 10), id="taken-again"
        ),
        pytest.param(shown("2025-10"), Between(date(2025, 10, 1), date(2025, 10, 31)), id="known-in-part"),
        pytest.param([], NOT_APPLICABLE, id="not-taken"),
        pytest.param("未知", UNKNOWN, id="unknown"),
    ],
)
def test_the_day_of_a_step(done: Any, found: Any) -> None:
    """Given a step, when its day is asked for, then it is the latest entry's, and there is none before it is taken."""
    assert came_to("公示", "day", done) == found


def test_notice_in_days_ends_on_a_working_day() -> None:
    """Given thirty days of notice that end on a holiday, then they are over the day after the next working day."""
    done = [("通知", "2025-09-01", "")]

    assert [came_to("通知", "over", done, day) for day in (date(2025, 10, 9), date(2025, 10, 10))] == [False, True]
