"""How a file counts time: when a period is full, how it ends in a short month, when its school years begin.

A file says it once under `time:`; one test may say otherwise by being written as a mapping with `test:`. Without a
word, a period is full on its same-numbered day and ends on the last day of a shorter month.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import cast

from xgxp_rules.language.fields import Fields
from xgxp_rules.language.literals import read_yearly_day
from xgxp_rules.language.located import LText
from xgxp_rules.model.nodes import Anniversary, Both, Check, Compare, MonthEnd, YearlyDay
from xgxp_rules.model.school_calendar import SEPTEMBER, CalendarError, SchoolCalendar, check_yearly_day


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a file says under `time:`."""

    anniversary: Anniversary = "on"
    calendar: SchoolCalendar = SEPTEMBER


def read_conventions(fields: Fields) -> Conventions:
    """Return the conventions of a policy file; what is wrong with them has been reported."""
    time = fields.shape_at("time")
    if time is None:
        return Conventions()
    anniversary = cast(Anniversary, time.word("anniversary") or "on")
    year, term = read_day_of_year(time, "school_year_starts"), read_day_of_year(time, "second_term_starts")
    first = (SEPTEMBER.start_month, SEPTEMBER.start_day) if year is None else year
    second = (SEPTEMBER.second_term_month, SEPTEMBER.second_term_day) if term is None else term
    try:
        return Conventions(anniversary, SchoolCalendar(*first, *second))
    except CalendarError:
        time.problems.say("XG175", time.place)
        return Conventions(anniversary)


_MONTH_AND_DAY = re.compile(r"(?<![0-9])(0?[1-9]|1[0-2])[-/.月](0?[1-9]|[12][0-9]|3[01])日?$")


def read_day_of_year(fields: Fields, key: str) -> tuple[int, int] | None:
    """Return the month and day under a key such as `9月1日`, which every year must have."""
    node = fields.text_node(key)
    return None if node is None else _day_of_year(node, fields, key)


def read_days_of_year(fields: Fields, key: str) -> tuple[tuple[int, int], ...]:
    """Return the month and day of each of the days under a key."""
    found = (_day_of_year(node, fields, key) for node in fields.text_nodes(key))
    return tuple(one for one in found if one is not None)


def _day_of_year(node: LText, fields: Fields, key: str) -> tuple[int, int] | None:
    text = node.text.strip()
    found = read_yearly_day(text if text.startswith("每年") else f"每年{text}")
    if isinstance(found, YearlyDay) and found.day is not None:
        try:
            check_yearly_day(found.month, found.day, every_year=True)
        except CalendarError:
            pass
        else:
            return found.month, found.day
    dated = _MONTH_AND_DAY.search(text)
    mend = None if dated is None else f"{int(dated[1])}月{int(dated[2])}日"
    fields.problems.say("XG174", node.span, mend=mend, name=fields.name(key), text=text)
    return None


def timed(check: Check, anniversary: Anniversary | None = None, rounding: MonthEnd | None = None) -> Check:
    """Return the check with these conventions in every comparison it is made of; None leaves one as it is."""
    match check:
        case Compare():
            return replace(
                check,
                anniversary=anniversary or check.anniversary,
                rounding=rounding or check.rounding,
            )
        case Both(parts=parts):
            return Both(tuple(timed(part, anniversary, rounding) for part in parts))
        case _:
            return check
