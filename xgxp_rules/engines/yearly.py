"""Yearly series: years in a row, and whether every year of a window has a property.

A finished year without an entry is unknown, a year without a grade neither has nor lacks the property, and years before
a person's first posting do not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from xgxp_rules.engines.comparing import agree
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter, Tester
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.engines.scopes import Placed
from xgxp_rules.engines.windows import Bounds, WindowGetter
from xgxp_rules.engines.year_blocks import last_day_of_year, place_of, year_at, year_of, years_between
from xgxp_rules.model.forms import Every, Run
from xgxp_rules.model.nodes import Condition, FactTest, walk
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, Truth, kleene_or

FirstDays = Callable[[Env], tuple[Any, ...] | None]
"""Returns the days on which a person's service began, None where one may be missing."""
Series = dict[int, Any]
"""The truth of each year by its place in the row of years, or `NOT_APPLICABLE` for a year without a grade."""


class YearReader:
    """Reads the truth of a condition for each year of a list."""

    __slots__ = ("_first_days", "_graded", "_judge", "_read_year", "_source", "_window", "by", "placed")

    def __init__(
        self, source: Source, holds: Condition, first_days: FirstDays, window: WindowGetter | None
    ) -> None:
        self._source = source
        self._judge: Tester
        self._judge, self.placed = compile_condition(holds, source.scope)
        self._read_year = field_reader(source.dated_by.field)
        self.by = source.dated_by.by
        self._graded = ungraded_tests(holds, source)
        self._first_days, self._window = first_days, window

    def absent(self, env: Env) -> tuple[int, ...]:
        """Return the finished years without an entry, the latest first: of the window, else since the first entry."""
        series, complete = self.read(env)
        bounds = None if self._window is None else self._window(env)
        wanted = self.wanted(bounds, env) if bounds is not None else None
        first = self.first(self._first_days, env) if complete else None
        if wanted is None:
            begin = first if first is not None else min(series, default=self.present(env))
            wanted = list(range(begin, self.present(env)))
        inside = [year for year in wanted if year not in series and (first is None or year >= first)]
        return tuple(year_at(place, self.by) for place in reversed(inside))

    def read(self, env: Env) -> tuple[Series, bool]:
        """Return each year's truth and whether the list is complete."""
        found = self._source.collect(env)
        series: Series = {}
        for item, sure in [(item, True) for item in found.sure] + [(item, False) for item in found.maybe]:
            year = self._read_year(item)
            if isinstance(year, int):
                series[place_of(year, self.by)] = self._truth(item, env) if sure else None
        return series, found.complete and not any(not isinstance(self._read_year(one), int) for one in found.sure)

    def _truth(self, item: Any, env: Env) -> Any:
        ungraded = kleene_or(is_ungraded(item) for is_ungraded in self._graded)
        if ungraded:
            return NOT_APPLICABLE
        truth = self._judge(self._source.scope.enter(item, env))
        return truth if ungraded is False else None

    def present(self, env: Env) -> int:
        """Return the place of the year that holds the measuring day."""
        return self._place(env.on, env)

    def wanted(self, bounds: Bounds, env: Env) -> list[int] | None:
        """Return the years that end inside a window; None where it has no first day."""
        if bounds.first is None:
            return None
        years = years_between(bounds.first, bounds.stop, self.by, env.calendar)
        return [
            place_of(year, self.by)
            for year in years
            if bounds.first <= last_day_of_year(year, self.by, env.calendar) < bounds.stop
        ]

    def first(self, first_days: FirstDays, env: Env) -> int | None:
        """Return the first year that exists for a person; None without a posting, or where one may be earlier."""
        years = [self._year_of(day, env) for day in first_days(env) or ()]
        return None if None in years else min((year for year in years if year is not None), default=None)

    def _year_of(self, day: Any, env: Env) -> int | None:
        """Return the year that a day lies in, if it is known so far."""
        if isinstance(day, Between):
            ends = {None if end is None else self._place(end, env) for end in (day.low, day.high)}
            return ends.pop() if len(ends) == 1 else None
        return self._place(day, env) if isinstance(day, date) else None

    def _place(self, day: date, env: Env) -> int:
        return place_of(year_of(day, self.by, env.calendar), self.by)

    @property
    def condition(self) -> Placed:
        """Return the property with its node numbers."""
        return self.placed


def ungraded_tests(holds: Condition, source: Source) -> list[Callable[[Any], Truth]]:
    """Return the tests of whether an item has no grade, one for each field the condition grades by."""
    tests: list[Callable[[Any], Truth]] = []
    for node in walk(holds):
        if isinstance(node, FactTest) and node.fact.scope == "item":
            kind = source.scope.kind_of(node.fact)
            if kind.unordered and source.scope.field(node.fact.id).form is None:
                read = field_reader(node.fact.id)
                tests.append(_is_one_of(read, kind.unordered))
    return tests


def _is_one_of(read: Callable[[Any], Any], outside: frozenset[str]) -> Callable[[Any], Truth]:
    def test(item: Any) -> Truth:
        value = read(item)
        if isinstance(value, Possible):
            return agree(one in outside for one in value.values)
        return None if value is UNKNOWN else value in outside

    return test


def run_getter(
    form: Run, source: Source, years: YearReader, first_days: FirstDays, window: WindowGetter | None = None
) -> Getter:
    """Return how many years in a row have the property: the run ending with the latest year, or the longest one.

    A window leaves out every year that does not end inside it.
    """

    def run(env: Env) -> Any:
        series, complete = years.read(env)
        present = years.present(env)
        # A list that may hold more may hold a year before the first posting too.
        first, latest = years.first(first_days, env) if complete else None, present - 1
        wanted: list[int] | None = None
        if window is not None:
            bounds = window(env)
            wanted = None if bounds is None else years.wanted(bounds, env)
            if wanted is None:
                return UNKNOWN
            series = {year: truth for year, truth in series.items() if year in wanted}
            if not wanted:
                return 0
            first, latest = max(first or wanted[0], wanted[0]), min(latest, wanted[-1])
        if not series:
            return 0 if complete else UNKNOWN
        last = max(max(series), latest)
        # In a list that may hold more, the present year may have its entry already.
        later = not complete and last < present and (window is None or present in (wanted or ()))
        low, high = _run_range(form, series, first, (last, last + 1) if later else (last,))
        return low if low == high else Between(low, high)

    return run


def _run_range(form: Run, series: Series, first: int | None, last: tuple[int, ...]) -> tuple[int, int | None]:
    """Return the least and the greatest length of the run asked for, where the last year is one of several."""
    if form.ending == "latest":
        runs = [_ending_with(year, series, first, form.no_grade) for year in last]
        return min(low for low, _ in runs), _most([high for _, high in runs])
    begin = min(series) if first is None else min(first, *series)
    runs = [_ending_with(year, series, first, form.no_grade) for year in range(begin, last[-1] + 1)]
    # Of the years before the first entry nothing is known unless the person's first year is.
    highs = [high for _, high in runs] + ([None] if first is None else [])
    return max(low for low, _ in runs), _most(highs)


def _most(highs: list[int | None]) -> int | None:
    return None if None in highs else max(high for high in highs if high is not None)


def _ending_with(year: int, series: Series, first: int | None, no_grade: str) -> tuple[int, int | None]:
    """Return the least and the greatest length of the run that ends with this year; None is without bound."""
    low, high, sure = 0, 0, True
    earliest = min(series)
    while True:
        if first is not None and year < first and year not in series:
            return low, high
        if year < earliest:
            return low, (None if first is None else high + year - first + 1)
        truth: Truth | Any = series.get(year)
        if truth is NOT_APPLICABLE:
            if no_grade == "breaks":
                return low, high
        elif truth is False:
            return low, high
        else:
            sure = sure and truth is True
            low, high = low + (1 if sure else 0), high + 1
        year -= 1


def every_getter(form: Every, years: YearReader, window: WindowGetter | None, first_days: FirstDays) -> Getter:
    """Return whether every year of the window has the property; of a window without a finished year nobody can say so.

    Nothing is true of nothing: the fact does not apply there, unless the text says that being short passes.
    """

    def every(env: Env) -> Any:
        series, complete = years.read(env)
        bounds = None if window is None else window(env)
        wanted = sorted(series) if window is None else None if bounds is None else years.wanted(bounds, env)
        if wanted is None:
            return UNKNOWN
        if window is not None and not wanted and form.short == "fails":
            return NOT_APPLICABLE
        first = years.first(first_days, env) if complete else None
        inside = [year for year in wanted if first is None or year >= first or year in series]
        short = len(inside) < len(wanted)
        if short and form.short == "fails":
            return False
        truths = [series.get(year) for year in inside]
        if any(truth is False or truth is NOT_APPLICABLE for truth in truths):
            return False
        if any(truth is None for truth in truths) or (window is None and not complete):
            return UNKNOWN
        return True

    return every
