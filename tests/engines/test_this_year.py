"""Measured on a day of the decision's own year, whether it has come or not."""

from __future__ import annotations

from datetime import date

import pytest
from engine_kit import asked

JUNE, EVE, DAY, WINTER = date(2030, 6, 15), date(2030, 8, 30), date(2030, 8, 31), date(2030, 12, 1)


@pytest.mark.parametrize(
    ("on", "answers"),
    [
        pytest.param("当年8月31日", [True, True, True, True], id="this-year"),
        pytest.param("今年8月底", [True, True, True, True], id="the-end-of-a-month"),
        pytest.param("每年8月31日", [False, False, True, True], id="the-latest-that-has-come"),
        pytest.param("本学年结束", [True, True, True, True], id="the-end-of-the-school-year"),
        pytest.param("本学年开始", [False, False, False, True], id="the-beginning-of-the-school-year"),
    ],
)
def test_an_age_on_a_day_of_the_year(on: str, answers: list[bool]) -> None:
    """Given a birthday on 31 August, when that age is asked through the year, then each word means its day."""
    facts = {"八月底年龄": {"since": "出生日期", "on": on}}
    record = {"出生日期": "1975-08-31"}

    found = [asked(facts, {"八月底年龄": "满 55岁"}, record, day).outcome for day in (JUNE, EVE, DAY, WINTER)]

    assert found == ["holds" if answer else "fails" for answer in answers]


def test_the_end_of_the_school_year_is_the_next_one() -> None:
    """Given September, when the end of the school year is meant, then it is the coming August."""
    facts = {"学年末年龄": {"since": "出生日期", "on": "本学年结束"}}

    assert asked(facts, {"学年末年龄": "满 55岁"}, {"出生日期": "1976-08-31"}, date(2030, 9, 1)).outcome == "holds"
