"""What must be true of the dates in one record, and of a record on the day a decision is made.

Only what is certain is a problem: a month without a day, an end nobody knows or a disputed day is never held
against the record where some reading of it is possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, ClassVar, Final, Protocol

from xgxp_rules.diagnostics import Both, register
from xgxp_rules.model.found import Found, Step
from xgxp_rules.model.values import Between, Disputed, Listing

ENDS_BEFORE_START = register(
    "XG420",
    zh="{place} 早于这一段的 `{start}`",
    en="{place} is before the same spell's `{start}`",
    mend_zh="请核对两个日子；还在任的，删去这一项",
    mend_en="Check the two days; leave this one out of a post that still runs",
)
SAME_SCHOOL_TWICE = register(
    "XG421",
    zh="{place} 与第 {other} 项在同一学校的任职时间重叠",
    en="{place} overlaps with item {other} at the same school",
    mend_zh="请把两段合成一段，或者把前一段的 `至` 改到后一段开始的前一天",
    mend_en="Join the two, or end the earlier one the day before the later begins",
)
TWO_MAIN_POSTS = register(
    "XG422",
    zh="{place} 与第 {other} 项时间重叠，且都标为主岗",
    en="{place} overlaps with item {other} and both are marked as the main post",
    mend_zh="请把其中一段写成 `主岗: 否`",
    mend_en="Write `主岗: 否` for one of the two",
)
YEAR_TWICE = register(
    "XG423",
    zh="{place} 与第 {other} 项是同一年度的考核",
    en="{place} is the same year's appraisal as item {other}",
    mend_zh="请删去一条；同一年度只有一个等次",
    mend_en="Delete one: a year has one grade",
)
BEFORE_BIRTH = register(
    "XG424",
    zh="{place} 早于本人的出生日期",
    en="{place} is before the person's birth",
    mend_zh="请核对两个日期",
    mend_en="Check the two dates",
)


_LIST_FORMS: Final = frozenset({tuple, Listing, Disputed})


class Dated(Protocol):
    """A model of which the fields are known that hold days or lists."""

    day_fields: ClassVar[tuple[str, ...]]
    list_fields: ClassVar[tuple[str, ...]]

    @classmethod
    def step(cls, name: str) -> Step:
        """Return a field as a step of a path."""


def bounds(value: Any) -> tuple[date, date] | None:
    """Return the first and last day a fact may be, or None where nothing limits it.

    >>> bounds(Between(None, date(2020, 1, 2)))
    (datetime.date(1, 1, 1), datetime.date(2020, 1, 2))
    """
    match value:
        case date():
            return value, value
        case Between(low=low, high=high):
            return low or date.min, high or date.max
        case Disputed(claims=claims):
            ends = [bounds(claim.value) for claim in claims]
            known = [end for end in ends if end is not None]
            if len(known) == len(ends):
                return min(low for low, _ in known), max(high for _, high in known)
        case _:
            pass
    return None


SPELL: Final = (Both("自", "from"), ("至", "ends_on", None))


def check_spell(values: dict[str, Any], found: list[Found], called: tuple[Both, Step] = SPELL) -> None:
    """Report a spell that surely ends before it begins; `called` is the first day's name, and the last as a step."""
    start, end = values.get("starts_on"), values.get("ends_on")
    if end is None or start is None or (type(start) is date and type(end) is date and start <= end):
        return
    begin, finish = bounds(start), bounds(end)
    if begin is not None and finish is not None and finish[1] < begin[0]:
        found.append(Found(ENDS_BEFORE_START, {"start": called[0]}, (called[1],)))


def versions(value: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the items of a list, once for each source where the sources differ."""
    match value:
        case tuple():
            yield value
        case Listing():
            yield value.items
        case Disputed(claims=claims):
            for claim in claims:
                yield from versions(claim.value)
        case _:
            return


def check_postings(postings: Any, path: Step, found: list[Found]) -> None:
    """Report postings that surely overlap at the same school, or while both are the main post."""
    for items in versions(postings):
        if len(items) > 1 and _touches(items):
            _check_overlaps(items, path, found)


def _touches(items: tuple[Any, ...]) -> bool:
    """Return whether any two may overlap; a history written in order is settled by one pass."""
    last = date.min
    for item in items:
        start, end = item.starts_on, item.ends_on
        if type(start) is not date or start <= last:
            return True
        last = date.max if end is None else end
        if type(last) is not date:
            return True
    return False


def _check_overlaps(items: tuple[Any, ...], path: Step, found: list[Found]) -> None:
    served = sorted(_surely_served(items))
    by_school: dict[Any, tuple[date, int]] = {}
    main: tuple[date, int] | None = None
    for start, end, place in served:
        item = items[place - 1]
        if isinstance(item.school, str):
            before = by_school.get(item.school)
            if before is not None and start <= before[0]:
                found.append(Found(SAME_SCHOOL_TWICE, {"other": before[1]}, (path, place)))
            by_school[item.school] = (end, place) if before is None else max(before, (end, place))
        if item.is_main is True:
            if main is not None and start <= main[0]:
                found.append(Found(TWO_MAIN_POSTS, {"other": main[1]}, (path, place)))
            main = (end, place) if main is None else max(main, (end, place))


def _surely_served(items: Iterable[Any]) -> Iterator[tuple[date, date, int]]:
    """Yield the last possible first day and the first possible last day of each spell with a day surely served."""
    for place, item in enumerate(items, 1):
        start = bounds(item.starts_on)
        if start is None:
            continue
        end = (date.max, date.max) if item.ends_on is None else bounds(item.ends_on)
        sure_end = start[0] if end is None else max(start[0], end[0])
        if start[1] <= sure_end:
            yield start[1], sure_end, place


def check_appraisals(appraisals: Any, path: Step, found: list[Found]) -> None:
    """Report a year that is appraised twice."""
    for items in versions(appraisals):
        seen: dict[int, int] = {}
        for place, item in enumerate(items, 1):
            if isinstance(item.year, int) and seen.setdefault(item.year, place) != place:
                found.append(Found(YEAR_TWICE, {"other": seen[item.year]}, (path, place, ("年度", "year", None))))


def check_after_birth(values: dict[str, Any], model: type[Dated], found: list[Found]) -> None:
    """Report every day of the record, and of the items of its lists, that surely lies before the birth."""
    born = bounds(values.get("born_on"))
    if born is None:
        return
    first = born[0]
    for name, value in values.items():
        if value is None or name == "born_on":
            continue
        if name in model.day_fields:
            if _surely_before(value, first):
                found.append(Found(BEFORE_BIRTH, {}, (model.step(name),)))
        elif type(value) in _LIST_FORMS and name in model.list_fields:
            for items in versions(value):
                _check_items(items, first, model.step(name), found)


def _check_items(items: tuple[Any, ...], first: date, path: Step, found: list[Found]) -> None:
    for place, item in enumerate(items, 1):
        for day in item.day_fields:
            value = getattr(item, day)
            if value is not None and _surely_before(value, first):
                found.append(Found(BEFORE_BIRTH, {}, (path, place, item.step(day))))


def _surely_before(value: Any, first: date) -> bool:
    if type(value) is date:
        return value < first
    known = bounds(value)
    return known is not None and known[1] < first
