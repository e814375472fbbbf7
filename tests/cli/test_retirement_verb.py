"""`xgxp retirement` as typed: one person or one table, in every form, and wrong calls in plain words."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from conftest import Done

Run = Callable[..., Done]


def test_one_person_in_chinese(xgxp: Run) -> None:
    """Given a birth date and a sex, then day, age, delay, law and choices are said in a few lines."""
    done = xgxp("retirement", "--born", "1969-08-01", "--sex", "男", "--lang", "zh")

    assert done.status == 0
    for said in (
        "2025",
        "法定退休日 2030-10-01，61岁2个月，延迟 14 个月",
        "最早 2029-08-01",
        "最迟 2033-10-01",
        "最低缴费 15年6个月",
    ):
        assert said in done.out


def test_one_person_in_english(xgxp: Run) -> None:
    """Given English, then the same answer."""
    done = xgxp("retirement", "--born", "1969-08-01", "--sex", "male", "--lang", "en")

    assert "statutory day 2030-10-01, at 61 years 2 months, delayed by 14 months" in done.out
    assert "earliest by choice 2029-08-01, with written notice by 2029-05-01" in done.out


def test_the_law_follows_the_day(xgxp: Run) -> None:
    """Given a day of 2024, then the old ages speak."""
    done = xgxp("retirement", "--born", "1969-08-01", "--sex", "男", "--as-of", "2024-09-01", "--lang", "zh")

    assert "1978" in done.out
    assert "法定退休日 2029-08-01，60岁，延迟 0 个月" in done.out


def test_both_routes_of_a_senior_title(xgxp: Run) -> None:
    """Given a senior title, then both days stand there."""
    done = xgxp("retirement", "--born", "1980-05-01", "--sex", "女", "--senior-title", "--lang", "zh")

    assert "两种都合法" in done.out
    assert "2043-05-01" in done.out
    assert "2038-01-01" in done.out


def test_json_holds_the_numbers(xgxp: Run) -> None:
    """Given JSON, then a program finds dates and months without reading sentences."""
    done = xgxp("retirement", "--born", "1975-12-31", "--sex", "女", "--post", "工勤", "--format", "json")
    told = json.loads(done.out)

    assert told["law"]["policy"] == "national.retirement"
    assert told["routes"][0] == {
        "track": "F50",
        "statutory_on": "2026-06-30",
        "age_months": 606,
        "delay_months": 6,
        "earliest_on": "2025-12-31",
        "latest_on": "2029-06-30",
        "early_notice_by": "2025-09-30",
        "late_agreement_by": "2026-05-30",
        "least_contribution_months": {"early": 180, "due": 180},
    }


@pytest.mark.parametrize(
    ("form", "line"),
    [
        pytest.param("text", "1965-01", id="text"),
        pytest.param("csv", "1965-01,721,1,2025-02", id="csv"),
        pytest.param("markdown", "| 1965-01 | 60岁1个月 | 1个月 | 2025-02 |", id="markdown"),
        pytest.param("json", '"retires": "2025-02"', id="json"),
    ],
)
def test_the_table_in_every_form(xgxp: Run, form: str, line: str) -> None:
    """Given a track, then its table."""
    done = xgxp("retirement", "--table", "M60", "--format", form, "--lang", "zh")

    assert done.status == 0
    assert line in done.out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param((), "两项中的一项", id="nothing-asked"),
        pytest.param(("--born", "1969-08-01", "--table", "M60"), "两项中的一项", id="both-asked"),
        pytest.param(("--born", "1969-08-01", "--format", "csv"), "csv 只用于", id="csv-of-a-person"),
        pytest.param(("--born", "1969-02-30"), "日历上的日子", id="no-such-day"),
        pytest.param(("--born", "1969年8月1日"), "不是日期", id="written-otherwise"),
        pytest.param(("--born", "1969-08-01", "--sex", "雄"), "可以写：男、女", id="no-such-sex"),
        pytest.param(("--born", "2030-01-01", "--as-of", "2026-01-01"), "晚于决定日期", id="not-born"),
        pytest.param(("--born", "1890-01-01", "--as-of", "2026-01-01"), "已超过 120 岁", id="too-old"),
        pytest.param(("--table", "M65"), "M60、F55、F50", id="no-such-track"),
        pytest.param(("--table", "M60", "--as-of", "2024-01-01"), "没有对照表", id="a-law-without-a-table"),
    ],
)
def test_a_wrong_call_is_told_in_words(xgxp: Run, typed: tuple[str, ...], said: str) -> None:
    """Given a call that cannot be answered, then status 2, one sentence, and nothing on standard output."""
    done = xgxp("retirement", *typed, "--lang", "zh")

    assert (done.status, done.out) == (2, "")
    assert said in done.err
