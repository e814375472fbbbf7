"""Lists of dated entries that belong to no year: whether every entry has a property, and how many in a row have it.

Here nothing can be missing but what an incomplete list leaves open: a year without an entry is no gap, because the
entries themselves are what is counted (连续两次、每一次).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.lists import Found, Source
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.engines.yearly import ungraded_tests
from xgxp_rules.model.forms import Run
from xgxp_rules.model.nodes import Condition
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, State, Truth, kleene_or


class EntryReader:
    """Reads the truth of a condition for each entry of a list."""

    __slots__ = ("_graded", "_judge", "_read_day", "_source")

    def __init__(self, source: Source, holds: Condition) -> None:
        self._source = source
        self._judge, _placed = compile_condition(holds, source.scope)
        self._read_day = field_reader(source.dated_by.field)
        self._graded = ungraded_tests(holds, source)

    def found(self, env: Env) -> Found:
        """Return the entries of the list."""
        return self._source.collect(env)

    def truth(self, item: Any, env: Env) -> Any:
        """Return whether an entry has the property; `NOT_APPLICABLE` for one without a grade."""
        ungraded = kleene_or(is_ungraded(item) for is_ungraded in self._graded)
        if ungraded:
            return NOT_APPLICABLE
        truth = self._judge(self._source.scope.enter(item, env))
        return truth if ungraded is False else None

    def in_order(self, items: Iterable[Any], env: Env, no_grade: str) -> list[Any] | None:
        """Return the truths day by day, latest first; None where a day is not known."""
        dated = [(self._read_day(item), self.truth(item, env)) for item in items]
        if any(isinstance(day, (State, Between, Possible)) for day, _truth in dated):
            return None
        ordered = sorted(dated, key=lambda pair: pair[0], reverse=True)
        days = ([truth for _, truth in same] for _day, same in groupby(ordered, key=lambda pair: pair[0]))
        return [truth for of_day in days for truth in _of_one_day(of_day, no_grade)]


def _of_one_day(truths: list[Any], no_grade: str) -> list[Any]:
    """Return the truths of one day, whose entries have no order.

    Where they differ, those with the property may come before one without it or after it, so it stands between them.
    """
    if len(truths) == 1 or all(truth is truths[0] for truth in truths):
        return truths
    if no_grade == "skips":
        truths = [truth for truth in truths if truth is not NOT_APPLICABLE]
    may_count: list[Any] = [None for truth in truths if truth is True or truth is None]
    return may_count if len(may_count) == len(truths) else [*may_count, False, *may_count]


def every_entry_getter(entries: EntryReader) -> Getter:
    """Return whether every entry has the property; of no entries at all it is so."""

    def every(env: Env) -> Any:
        found = entries.found(env)
        if not found.applies:
            return NOT_APPLICABLE
        truths = [entries.truth(item, env) for item in found.sure]
        if any(truth is False or truth is NOT_APPLICABLE for truth in truths):
            return False
        may_fail = [item for item in found.maybe if entries.truth(item, env) is not True]
        return UNKNOWN if None in truths or may_fail or not found.complete else True

    return every


def entry_run_getter(form: Run, entries: EntryReader) -> Getter:
    """Return how many entries in a row have the property: those up to the latest one, or the most at any time."""

    def run(env: Env) -> Any:
        found = entries.found(env)
        if not found.applies:
            return NOT_APPLICABLE
        truths = entries.in_order(found.sure, env, form.no_grade)
        if truths is None or found.maybe or not found.complete:
            if not (found.sure or found.maybe):
                return UNKNOWN
            return Between(0, len(found.sure) + len(found.maybe) if found.complete else None)
        low, high = _row(truths, form)
        return low if low == high else Between(low, high)

    return run


def _row(truths: Sequence[Any], form: Run) -> tuple[int, int]:
    """Return the least and greatest number in a row, of truths that come latest first."""
    starts = range(len(truths)) if form.ending == "any" else range(1)
    rows = [_row_from(truths[start:], form.no_grade) for start in starts]
    return max((low for low, _ in rows), default=0), max((high for _, high in rows), default=0)


def _row_from(truths: Sequence[Truth | Any], no_grade: str) -> tuple[int, int]:
    low, high, sure = 0, 0, True
    for truth in truths:
        if truth is NOT_APPLICABLE:
            if no_grade == "breaks":
                break
        elif truth is False:
            break
        else:
            sure = sure and truth is True
            low, high = low + (1 if sure else 0), high + 1
    return low, high
