"""What a clerk types about cases: how far ahead to look, and facts in a file."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from xgxp_rules.diagnostics import Lang, RecordError, UsageError, register
from xgxp_rules.law.workdays import OutOfCoverage, add_working_days
from xgxp_rules.model.periods import Period, add_period
from xgxp_rules.model.school_calendar import CalendarError
from xgxp_rules.tools.record_files import MANY, NOT_A_RECORD, read_data

BAD_WITHIN = register(
    "XG850",
    zh="`{name}` 不是一段时间",
    en="`{name}` is no length of time",
    mend_zh="请写成 `30d`、`30天`、`2周`、`3个月` 或 `10个工作日`",
    mend_en="Write `30d`, `2w`, `3m` or `10wd` (working days)",
    exit=2,
)
TOO_FAR = register(
    "XG851",
    zh="从 {day} 起的 `{name}` 超出了已知的日历或已公布的节假日",
    en="`{name}` from {day} lies beyond the calendar or the published holidays",
    exit=2,
    mend_zh="请等节假日安排公布后再算，或者用日历的天数",
    mend_en="Wait until the holidays are published, or count in days of the calendar",
)

CLASH = register(
    "XG852",
    zh="`{one}` 不能与 `{other}` 同时使用",
    en="`{one}` and `{other}` exclude each other",
    exit=2,
    mend_zh="请删去其中一个",
    mend_en="Leave one of them out",
)
NEEDS = register("XG853", zh="`{one}` 要与 `{other}` 一起使用", en="`{one}` goes with `{other}` only", exit=2)

_UNITS = {
    "d": "天",
    "天": "天",
    "日": "天",
    "w": "周",
    "周": "周",
    "m": "个月",
    "月": "个月",
    "个月": "个月",
    "wd": "工作日",
    "个工作日": "工作日",
    "工作日": "工作日",
}
_WITHIN = re.compile(r"([0-9]{1,4})\s*(" + "|".join(sorted(_UNITS, key=len, reverse=True)) + r")")


def _length(text: str) -> Period:
    found = _WITHIN.fullmatch(text.strip())
    if found is None:
        raise UsageError.of(BAD_WITHIN, name=text)
    return Period.of(int(found[1]), _UNITS[found[2]])


def horizon(text: str, as_of: date) -> date:
    """Return the last day of a stretch that begins on `as_of`, such as `30d`, `30天` or `10个工作日`.

    Raises:
        UsageError: it is written otherwise, or ends beyond the calendar or the published holidays.

    >>> horizon("30d", date(2025, 1, 31))
    datetime.date(2025, 3, 2)
    """
    length = _length(text)
    try:
        if length.family == "working_days":
            return add_working_days(as_of, int(length.working_days))
        return add_period(as_of, length)
    except (OutOfCoverage, CalendarError):
        raise UsageError.of(TOO_FAR, name=text, day=as_of.isoformat()) from None


def within_words(text: str, lang: Lang) -> str:
    """Return a stretch in words.

    >>> within_words("30d", "zh"), within_words("10wd", "en")
    ('30天', '10 working days')
    """
    return _length(text).text(lang)


def check_options(given: dict[str, bool]) -> None:
    """Raise where options of `xgxp case record` exclude each other, or one lacks what it goes with.

    Raises:
        UsageError: they do.
    """
    clashes = (
        ("EVENT", "--step"),
        ("--facts", "--step"),
        ("--add", "--step"),
        ("--add", "--corrects"),
        ("--withdraw", "--facts"),
        ("--withdraw", "--step"),
        ("--withdraw", "EVENT"),
    )
    for one, other in clashes:
        if given[one] and given[other]:
            raise UsageError.of(CLASH, one=one, other=other)
    for one, other in (("--procedure", "--step"), ("--by", "--step"), ("--withdraw", "--corrects")):
        if given[one] and not given[other]:
            raise UsageError.of(NEEDS, one=one, other=other)


def facts_in(path: str) -> dict[str, Any]:
    """Return the facts in a YAML or JSON file, as they are written there; `-` reads standard input.

    Raises:
        UsageError: there is no such file, or it cannot be opened.
        RecordError: the file holds anything but one mapping.
    """
    data, _, name = read_data(path)
    if isinstance(data, list):
        raise RecordError.of(MANY, file=name, count=len(data))
    if not isinstance(data, dict):
        raise RecordError.of(NOT_A_RECORD, file=name)
    return data
