"""When a step has to be taken: up to a latest day, or in a stretch; each may be written out or return every year."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from xgxp_rules.language.cohort_messages import NO_STRETCH, STRETCH_BACKWARDS
from xgxp_rules.language.located import LText
from xgxp_rules.language.numerals import read_numeral
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.recurring import Recurring, read_recurring, read_yearly_stretch
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.values_reader import read_operand
from xgxp_rules.model.nodes import Constant, Operand, YearlyDay, YearlyStretch
from xgxp_rules.model.procedure import DayRange, During
from xgxp_rules.model.school_calendar import CalendarError, check_yearly_day
from xgxp_rules.model.values import DATE

_YEARLY: Final = re.compile(r"每年(?P<month>[^月]+)月(?:(?P<edge>底|末)|(?P<day>[^日]+)日)(?:前|之前|以内)?")


def read_deadline(node: LText | None, scope: Scope, name: str) -> Operand | None:
    """Return the latest day that a text names, or None after reporting why not."""
    if node is None:
        return None
    text = Phrase.of(node.text).text
    yearly = _returning(text, scope)
    if yearly is not None:
        return yearly
    found = read_operand(node, DATE, scope, name)
    return None if found is None else found[0]


def _returning(text: str, scope: Scope) -> Recurring | None:
    """Return the day or days that a text names as returning; `前` behind an end changes nothing."""
    calendar = scope.library.calendar
    return read_yearly(text) or read_recurring(text, calendar) or read_recurring(text.removesuffix("前"), calendar)


def read_during(node: LText | None, scope: Scope, name: str) -> During | None:
    """Return the stretch in which something has to be done, or None after reporting why not.

    A day that returns (每学期结束) is a stretch without a first day.
    """
    if node is None:
        return None
    text = Phrase.of(node.text).text
    stretch = read_yearly_stretch(text)
    if stretch is not None:
        return YearlyStretch(*stretch)
    # A name may end in 至; where the text has spaces around the word, they say which one is meant.
    first, joined, last = node.text.partition(" 至 " if " 至 " in node.text else "至")
    if not joined or text.startswith("每"):
        yearly = _returning(text, scope)
        if yearly is None:
            scope.library.problems.say(NO_STRETCH, node.span, name=name, text=node.text)
        return yearly
    ends = [read_operand(replace(node, text=part), DATE, scope, name) for part in (first, last)]
    if ends[0] is None or ends[1] is None:
        return None
    between = DayRange(ends[0][0], ends[1][0])
    if _backwards(between):
        scope.library.problems.say(STRETCH_BACKWARDS, node.span, text=node.text)
        return None
    return between


def _backwards(between: DayRange) -> bool:
    first, last = between.first, between.last
    days = [one.value for one in (first, last) if isinstance(one, Constant)]
    return len(days) == 2 and days[0] > days[1]  # type: ignore[operator]


def read_yearly(text: str) -> YearlyDay | None:
    """Return the day of every year that a text names, or None where it names none.

    >>> read_yearly("每年6月底"), read_yearly("每年四月18日")
    (YearlyDay(month=6, day=None, which='latest'), YearlyDay(month=4, day=18, which='latest'))
    """
    found = _YEARLY.fullmatch(text)
    if found is None:
        return None
    month = read_numeral(found["month"])
    day = None if found["edge"] else read_numeral(found["day"])
    if not isinstance(month, int) or not 1 <= month <= 12:
        return None
    if day is None:
        return YearlyDay(month, None)
    try:
        if isinstance(day, int):
            check_yearly_day(month, day)
            return YearlyDay(month, day)
    except CalendarError:
        pass
    return None
