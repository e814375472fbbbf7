"""Days and stretches that return every year, in the words of documents: 每年5月上旬, 每年第二季度, 每学期结束.

A stretch stands for its last day wherever one day is wanted: as a deadline it ends then, and as a measuring day it is
the last such day that has come.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from xgxp_rules.language.literals import read_yearly_day
from xgxp_rules.language.numerals import read_numeral
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.model.nodes import YearlyDay, YearlyDays
from xgxp_rules.model.school_calendar import SEPTEMBER, SchoolCalendar, Term

_TEN_DAYS: Final = re.compile(r"每年(?P<month>[^月]+)月(?P<part>[上中下])旬")
_QUARTER: Final = re.compile(r"每年第?(?P<number>[一二三四1-4])季度")
_HALF: Final = re.compile(r"每年(?P<part>[上下])半年")
_MONTH: Final = re.compile(r"每年(?P<month>[^月]+)月")
_MONTHS: Final = re.compile(r"每年(?P<first>[^月至]+)月?至(?P<next>次年)?(?P<last>[^月至]+)月")
_FROM_TO: Final = re.compile(
    r"(?P<first>每年[^月至]+月[^日至]+日)至(?:每年|次年)?(?P<last>[^月至]+月(?:[^日至]+日|底|末))"
)
_LAST_OF: Final = {"上": 10, "中": 20, "下": None}
_FIRST_OF: Final = {"上": 1, "中": 11, "下": 21}
_BLOCKS: Final = {"学年": "school_year", "学期": "term"}
_EDGE: Final = re.compile(
    r"每(?P<block>学年|学期)(?P<edge>开始前|开学前|结束前|结束|末|期末|开始|开学|初|期初)", re.UNICODE
)
_THIS_YEAR: Final = re.compile(r"本学年(?P<edge>结束|末|底|期满|开始|开学|初)")
_BEGINS: Final = ("开始", "开学", "初", "期初")
_YEAR_ENDS: Final = {"年底": YearlyDay(12, None), "年末": YearlyDay(12, None), "年初": YearlyDay(1, 1)}

Recurring = YearlyDay | YearlyDays


def read_recurring(text: str, calendar: SchoolCalendar = SEPTEMBER) -> Recurring | None:
    """Return the day that returns every year, or the several such days, or None where the words name none.

    >>> read_recurring("每年5月上旬"), read_recurring("每年第二季度")
    (YearlyDay(month=5, day=10, which='latest'), YearlyDay(month=6, day=None, which='latest'))
    >>> read_recurring("每学期结束")
    YearlyDays(days=(YearlyDay(month=1, day=31, which='latest'), YearlyDay(month=8, day=31, which='latest')))
    """
    plain = Phrase.of(text).text
    stretch = read_yearly_stretch(plain)
    if stretch is not None:
        return stretch[1]
    if found := _THIS_YEAR.fullmatch(plain):
        return _this_school_year(found["edge"] in _BEGINS, calendar)
    if found := _EDGE.fullmatch(plain):
        return _school_days(_BLOCKS[found["block"]], found["edge"] not in _BEGINS, calendar)
    edge = plain.removeprefix("每年").removeprefix("每")
    if plain.startswith("每") and edge in _YEAR_ENDS:
        return _YEAR_ENDS[edge]
    return read_yearly_day(plain) if plain.startswith(("每年", "当年", "本年", "今年")) else None


def read_yearly_stretch(text: str) -> tuple[YearlyDay, YearlyDay] | None:
    """Return the first and last day of a stretch that returns every year, or None where the words name none.

    >>> read_yearly_stretch("每年4月中旬")
    (YearlyDay(month=4, day=11, which='latest'), YearlyDay(month=4, day=20, which='latest'))
    >>> read_yearly_stretch("每年12月至次年2月")
    (YearlyDay(month=12, day=1, which='latest'), YearlyDay(month=2, day=None, which='latest'))
    """
    plain = Phrase.of(text).text
    return _part_of_month(plain) or _part_of_year(plain) or _between(plain)


def _part_of_month(plain: str) -> tuple[YearlyDay, YearlyDay] | None:
    if found := _TEN_DAYS.fullmatch(plain):
        month = _month(found["month"])
        part = found["part"]
        return None if month is None else (YearlyDay(month, _FIRST_OF[part]), YearlyDay(month, _LAST_OF[part]))
    if found := _MONTH.fullmatch(plain):
        month = _month(found["month"])
        return None if month is None else (YearlyDay(month, 1), YearlyDay(month, None))
    return None


def _part_of_year(plain: str) -> tuple[YearlyDay, YearlyDay] | None:
    if found := _QUARTER.fullmatch(plain):
        number = read_numeral(found["number"])
        if isinstance(number, int) and 1 <= number <= 4:
            return YearlyDay(number * 3 - 2, 1), YearlyDay(number * 3, None)
    if found := _HALF.fullmatch(plain):
        return (
            (YearlyDay(1, 1), YearlyDay(6, None))
            if found["part"] == "上"
            else (YearlyDay(7, 1), YearlyDay(12, None))
        )
    return None


def _between(plain: str) -> tuple[YearlyDay, YearlyDay] | None:
    if found := _MONTHS.fullmatch(plain):
        first, last = _month(found["first"]), _month(found["last"])
        if first is None or last is None or (found["next"] is None and last < first):
            return None
        return YearlyDay(first, 1), YearlyDay(last, None)
    if found := _FROM_TO.fullmatch(plain):
        begins, ends = read_yearly_day(found["first"]), read_yearly_day(f"每年{found['last']}")
        return None if begins is None or ends is None else (begins, ends)
    return None


def _month(text: str) -> int | None:
    month = read_numeral(text)
    return month if isinstance(month, int) and 1 <= month <= 12 else None


def _this_school_year(begins: bool, calendar: SchoolCalendar) -> YearlyDay:
    """Return the first day of the school year that runs, or its last day, which is still to come."""
    first, _ = calendar.school_year_bounds(2025)
    return _yearly(first) if begins else replace(_yearly(first - timedelta(1)), which="coming")


def _school_days(block: str, before: bool, calendar: SchoolCalendar) -> Recurring:
    """Return the first days of school years or terms, or the days before them."""
    first, _ = calendar.school_year_bounds(2025)
    second, _ = calendar.term_bounds(Term(2025, 2))
    starts = (first,) if block == "school_year" else (first, second)
    days = sorted(
        {_yearly(day - timedelta(1) if before else day) for day in starts},
        key=lambda one: (one.month, one.day or 31),
    )
    return days[0] if len(days) == 1 else YearlyDays(tuple(days))


def _yearly(day: date) -> YearlyDay:
    """Return the yearly day; the end of February moves with the years."""
    last_of_february = day.month == 2 and (day + timedelta(1)).month == 3
    return YearlyDay(day.month, None if last_of_february else day.day)
