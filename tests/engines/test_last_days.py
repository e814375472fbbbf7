"""The last day of a window and of a spell: counted where the time ends with it, and a window as long as it says."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from engine_kit import policy
from hypothesis import given, settings
from hypothesis import strategies as st

import xgxp_rules as xr
from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import as_period, compare_measure

SPELLS = {"list": {"自": "date", "至": "date", "地区": {"choice": ["县城", "村"]}}}
FACTS: dict[str, Any] = {
    "经历": SPELLS,
    "病休": {"list": {"自": "date", "至": "date"}},
    "累计": {"total": "经历"},
    "天数": {"total": "经历", "by": "天"},
    "连续": {"unbroken": "经历"},
    "最长": {"longest": "经历"},
    "近三年": {"total": "经历", "within": "近3年"},
    "近三年最长": {"longest": "经历", "within": "近3年"},
    "近三年扣假": {"total": "经历", "within": "近3年", "minus": "病休"},
    "近半年": {"total": "经历", "within": "近6个月"},
    "近五年": {"total": "经历", "within": "近5年"},
    "本月": {"total": "经历", "within": "本月", "by": "天"},
    "年内": {"total": "经历", "within": "本年度"},
    "年内天数": {"total": "经历", "within": "本年度", "by": "天"},
    "学期内": {"total": "经历", "within": "本学期"},
    "聘期内": {"total": "经历", "within": "本聘期"},
    "折算": {"total": "经历", "weight": {"by": "地区", "rows": {"县城": 1, "村": 2}}},
    "折算年内": {"total": "经历", "weight": {"by": "地区", "rows": {"县城": 1, "村": 2}}, "within": "本年度"},
    "自某日起": {"total": "经历", "within": "自 2031-01-01 起"},
    "半年以上的段数": {"count": "经历", "where": {"时长": "满 6个月"}},
}
WORKED_OUT = tuple(name for name, form in FACTS.items() if "list" not in form)
READY = policy(
    facts=FACTS,
    decisions={name: {"title": f"值{name}", "value": name, "clause": "一"} for name in WORKED_OUT},
)


def at(name: str, as_of: date, *spells: dict[str, str], **more: Any) -> Any:
    """Return what a fact comes to on a day."""
    teacher = xr.Teacher.model_validate({"经历": list(spells), "病休": [], **more})
    return READY.decide(name, teacher, as_of=as_of).value


def text(value: Any) -> str:
    """Return a time in words."""
    return as_period(value).text("zh")


def spell(first: str, last: str = "", where: str = "村") -> dict[str, str]:
    """Return one spell, without a last day where none is given."""
    return {"自": first, "地区": where, **({"至": last} if last else {})}


HALF_A_YEAR = ("2031-07-01", "2031-12-31")


@pytest.mark.parametrize(
    ("name", "spells", "as_of", "expected"),
    [
        pytest.param("年内", [spell(*HALF_A_YEAR)], "2031-12-31", "6个月", id="a-written-last-day-of-a-year"),
        pytest.param("年内", [spell("2031-07-01")], "2031-12-31", "6个月", id="running-on-the-last-day-of-a-year"),
        pytest.param("年内", [spell("2031-07-01", "2032-02-29")], "2031-12-31", "6个月", id="going-on-past-it"),
        pytest.param("年内", [spell(*HALF_A_YEAR)], "2031-12-30", "5个月29天", id="the-day-before"),
        pytest.param("年内", [spell(*HALF_A_YEAR)], "2032-01-01", "0天", id="the-new-year-holds-none"),
        pytest.param("年内", [spell("2020-01-01")], "2032-12-31", "1年", id="all-the-year"),
        pytest.param(
            "本月", [spell("2031-10-17", "2031-10-31")], "2031-10-31", "15天", id="fifteen-days-of-a-month"
        ),
        pytest.param("本月", [spell("2031-10-17")], "2031-10-31", "15天", id="still-away"),
        pytest.param("本月", [spell("2031-10-17")], "2031-10-30", "13天", id="before-the-last-day"),
        pytest.param("本月", [spell("2031-10-16", "2031-10-30")], "2031-10-30", "15天", id="a-last-day-inside"),
        pytest.param("本月", [spell("2031-10-31")], "2031-10-31", "1天", id="the-last-day-alone"),
        pytest.param("学期内", [spell("2031-09-01")], "2032-01-31", "5个月", id="the-last-day-of-a-term"),
        pytest.param(
            "自某日起", [spell("2030-01-01")], "2031-12-31", "11个月30天", id="from-a-day-on-has-no-last-day"
        ),
        pytest.param("折算年内", [spell("2031-07-01")], "2031-12-31", "1年", id="weighted"),
        pytest.param(
            "累计", [spell("2030-09-02", "2031-09-01")], "2031-09-01", "1年", id="a-total-that-ends-today"
        ),
        pytest.param(
            "累计", [spell("2030-09-02", "2031-09-02")], "2031-09-01", "11个月30天", id="that-ends-tomorrow"
        ),
        pytest.param(
            "累计",
            [spell("2030-09-02", "2031-09-01"), spell("2031-09-02")],
            "2031-09-01",
            "11个月30天",
            id="that-goes-on-in-another-entry",
        ),
        pytest.param(
            "连续", [spell("2030-09-02", "2031-09-01")], "2031-09-01", "1年", id="a-stretch-that-ends-today"
        ),
        pytest.param(
            "最长", [spell("2030-09-02", "2031-09-01")], "2031-09-01", "1年", id="the-longest-that-ends-today"
        ),
        pytest.param(
            "折算", [spell("2030-09-02", "2031-09-01")], "2031-09-01", "2年", id="weighted-that-ends-today"
        ),
        pytest.param("天数", [spell("2031-09-01", "2031-09-01")], "2031-09-01", "1天", id="one-day-today"),
        pytest.param("近三年", [spell("2020-01-01")], "2031-09-01", "3年", id="all-of-three-years"),
        pytest.param("近三年最长", [spell("2020-01-01")], "2031-09-01", "3年", id="the-longest-in-three-years"),
        pytest.param(
            "近三年", [spell("2020-01-01", "2031-09-01")], "2031-09-01", "3年", id="three-years-that-end-today"
        ),
        pytest.param("近三年", [spell("2020-01-01", "2031-08-31")], "2031-09-01", "3年", id="that-ended-yesterday"),
        pytest.param("近三年", [spell("2020-01-01", "2031-08-30")], "2031-09-01", "2年11个月30天", id="a-day-less"),
        pytest.param(
            "近三年", [spell("2020-01-01", "2028-09-01")], "2031-09-01", "1天", id="the-first-day-of-the-window"
        ),
        pytest.param("近三年", [spell("2020-01-01", "2028-08-31")], "2031-09-01", "0天", id="the-day-before-it"),
        pytest.param(
            "近五年", [spell("2025-09-01", "2027-08-31")], "2031-09-01", "1年", id="one-school-year-of-two"
        ),
    ],
)
def test_the_last_day_counts_where_the_time_ends_with_it(
    name: str, spells: list[dict[str, str]], as_of: str, expected: str
) -> None:
    """Given spells, when their time in a window is asked, then last days count and the window has its whole length."""
    assert text(at(name, date.fromisoformat(as_of), *spells)) == expected


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        pytest.param("2031-08-31", "3年", id="the-last-day-of-the-appointment"),
        pytest.param("2031-08-30", "2年11个月29天", id="the-day-before"),
        pytest.param("2031-09-01", "3年", id="the-day-after"),
    ],
)
def test_the_last_day_of_an_appointment_counts(as_of: str, expected: str) -> None:
    """Given an appointment of three years, when the time in it is asked, then its last day makes it full."""
    appointed = [{"岗位": "教师", "自": "2028-09-01", "至": "2031-08-31"}]

    assert text(at("聘期内", date.fromisoformat(as_of), spell("2020-01-01"), 岗位聘用=appointed)) == expected


@pytest.mark.parametrize(
    ("as_of", "count"),
    [pytest.param("2031-12-31", 1, id="on-its-last-day"), pytest.param("2031-12-30", 0, id="the-day-before")],
)
def test_a_spell_is_as_long_as_its_days_on_its_last(as_of: str, count: int) -> None:
    """Given a spell of six months with its last day, when its own length is asked, then that day fills it."""
    assert at("半年以上的段数", date.fromisoformat(as_of), spell(*HALF_A_YEAR)) == count


@pytest.mark.parametrize(("name", "length"), [("近三年", Period(years=3)), ("近半年", Period(months=6))])
@pytest.mark.parametrize("last", ["", "+0", "+30"])
def test_a_window_holds_its_whole_length_on_every_day(name: str, length: Period, last: str) -> None:
    """Given service that never paused, when four years are gone through day by day, then the window is always full.

    It is longer than it says only on the last days of a month, by the days that another month lacks.
    """
    for number in range(1462):
        day = date(2027, 2, 27) + timedelta(number)
        end = str(day + timedelta(int(last))) if last else ""
        found = at(name, day, spell("2020-01-01", end))
        assert compare_measure(found, length) >= 0, day
        over = as_period(found).less(length)
        assert over.days <= 3, (day, over)
        assert not over or day.day >= 28, (day, over)


DAYS = st.dates(date(2029, 1, 1), date(2032, 12, 31))


@st.composite
def spells(draw: st.DrawFn) -> list[dict[str, str]]:
    """Return spells of one place, some of which run."""
    found = []
    for first, last in draw(st.lists(st.tuples(DAYS, st.one_of(st.none(), DAYS)), min_size=1, max_size=3)):
        low, high = (first, last) if last is None or first <= last else (last, first)
        found.append(spell(str(low), str(high) if high else ""))
    return found


def _measure(value: Any) -> Any:
    return as_period(value).measure()


@settings(max_examples=60, deadline=None)
@given(spells(), DAYS)
def test_a_later_day_never_makes_a_time_shorter(entries: list[dict[str, str]], start: date) -> None:
    """Given spells, when the days pass, then no time goes down, but in a window that begins anew."""
    days = [start + timedelta(step) for step in range(12)]
    for name in ("累计", "天数", "最长", "折算", "年内天数", "本月"):
        values = [_measure(at(name, day, *entries)) for day in days]
        for (day, earlier), (following, later) in pairwise(zip(days, values, strict=True)):
            anew = (name == "年内天数" and day.year < following.year) or (name == "本月" and following.day == 1)
            assert anew or earlier <= later, (name, following)


@settings(max_examples=60, deadline=None)
@given(DAYS, st.one_of(st.none(), DAYS), DAYS, DAYS)
def test_a_spell_written_in_two_parts_is_one(first: date, last: date | None, cut: date, as_of: date) -> None:
    """Given a spell, when it is written as two that touch, then every time comes to the same on every day."""
    if last is not None and last < first:
        first, last = last, first
    if not first < cut or (last is not None and cut > last):
        return
    whole = [spell(str(first), str(last) if last else "")]
    parts = [spell(str(first), str(cut - timedelta(1))), spell(str(cut), str(last) if last else "")]

    for day in (as_of, cut - timedelta(1), cut):
        for name in WORKED_OUT:
            if name not in ("半年以上的段数", "聘期内"):
                assert text(at(name, day, *whole)) == text(at(name, day, *parts)), (name, day)


@settings(max_examples=60, deadline=None)
@given(spells(), DAYS)
def test_the_last_day_of_a_month_and_the_first_of_the_next_agree(entries: list[dict[str, str]], day: date) -> None:
    """Given spells, when a month is counted on its last day, then it is what the next month calls the month before."""
    first_of_next = (day.replace(day=1) + timedelta(32)).replace(day=1)
    ready = policy(
        facts={"经历": SPELLS, "上月天数": {"total": "经历", "within": "上月", "by": "天"}},
        decisions={"上月": {"title": "值上月", "value": "上月天数", "clause": "一"}},
    )
    teacher = xr.Teacher.model_validate({"经历": entries})

    before = ready.decide("上月", teacher, as_of=first_of_next).value

    assert _measure(at("本月", first_of_next - timedelta(1), *entries)) == _measure(before)
