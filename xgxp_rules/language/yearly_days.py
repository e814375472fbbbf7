"""Latest days as they are written: a date, a fact that is one, or a day that returns every year (每年6月底)."""

from __future__ import annotations

import re
from typing import Final

from xgxp_rules.language.located import LText
from xgxp_rules.language.numerals import read_numeral
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.recurring import read_recurring
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.values_reader import read_operand
from xgxp_rules.model.nodes import Operand, YearlyDay
from xgxp_rules.model.school_calendar import CalendarError, check_yearly_day
from xgxp_rules.model.values import DATE

_YEARLY: Final = re.compile(r"每年(?P<month>[^月]+)月(?:(?P<edge>底|末)|(?P<day>[^日]+)日)(?:前|之前|以内)?")


def read_deadline(node: LText | None, scope: Scope, name: str) -> Operand | None:
    """Return the latest day that a text names, or None after reporting why not."""
    if node is None:
        return None
    text = Phrase.of(node.text).text
    yearly = read_yearly(text) or read_recurring(text.removesuffix("前"), scope.library.calendar)
    if isinstance(yearly, YearlyDay):
        return yearly
    found = read_operand(node, DATE, scope, name)
    return None if found is None else found[0]


def read_yearly(text: str) -> YearlyDay | None:
    """Return the day of every year that a text names, or None where it names none.

    >>> read_yearly("每年6月底"), read_yearly("每年四月18日")
    (YearlyDay(month=6, day=None), YearlyDay(month=4, day=18))
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
