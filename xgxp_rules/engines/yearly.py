"""Yearly series: years in a row, and whether every year of a window has a property.

A finished year without an entry is unknown, a year without a grade neither has nor lacks the property, and years before
a person's first posting do not exist.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xgxp_rules.engines.comparing import agree
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter, Tester
from xgxp_rules.engines.lists import Source, WindowGetter
from xgxp_rules.engines.scopes import Placed, field_reader
from xgxp_rules.model.forms import Every, Run
from xgxp_rules.model.nodes import Condition, FactTest, walk
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between, Possible, Truth, kleene_or

FirstYear = Callable[[Env], int | None]
Series = dict[int, Any]
"""A year's truth, or `NOT_APPLICABLE` for a year without a grade."""


class YearReader:
    """Reads the truth of a condition for each year of a list."""

    __slots__ = ("_graded", "_judge", "_read_year", "_source", "placed")

    def __init__(self, source: Source, holds: Condition) -> None:
        self._source = source
        self._judge: Tester
        self._judge, self.placed = compile_condition(holds, source.scope)
        self._read_year = field_reader(source.dated_by.field)
        self._graded = _ungraded_tests(holds, source)

    def read(self, env: Env) -> tuple[Series, bool]:
        """Return each year's truth and whether the list is complete."""
        found = self._source.collect(env)
        series: Series = {}
        for item, sure in [(item, True) for item in found.sure] + [(item, False) for item in found.maybe]:
            year = self._read_year(item)
            if isinstance(year, int):
                series[year] = self._truth(item, env) if sure else None
        return series, found.complete and not any(not isinstance(self._read_year(one), int) for one in found.sure)

    def _truth(self, item: Any, env: Env) -> Any:
        ungraded = kleene_or(is_ungraded(item) for is_ungraded in self._graded)
        if ungraded:
            return NOT_APPLICABLE
        truth = self._judge(self._source.scope.enter(item, env))
        return truth if ungraded is False else None

    @property
    def condition(self) -> Placed:
        """Return the property with its node numbers."""
        return self.placed


def _ungraded_tests(holds: Condition, source: Source) -> list[Callable[[Any], Truth]]:
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
    form: Run, source: Source, years: YearReader, first_year: FirstYear, window: WindowGetter | None = None
) -> Getter:
    """Return how many years in a row have the property: the run ending with the latest year, or the longest one.

    A window leaves out every year that does not end inside it.
    """

    def run(env: Env) -> Any:
        series, complete = years.read(env)
        # A list that may hold more may hold a year before the first posting too.
        first, latest = first_year(env) if complete else None, env.on.year - 1
        wanted: list[int] | None = None
        if window is not None:
            wanted = _wanted_years(series, window(env))
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
        later = not complete and last < env.on.year and (window is None or env.on.year in (wanted or ()))
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


def every_getter(form: Every, years: YearReader, window: WindowGetter | None, first_year: FirstYear) -> Getter:
    """Return whether every year of the window has the property."""

    def every(env: Env) -> Any:
        series, complete = years.read(env)
        wanted = _wanted_years(series, None if window is None else window(env))
        if wanted is None:
            return UNKNOWN
        first = first_year(env) if complete else None
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


def _wanted_years(series: Series, bounds: Any) -> list[int] | None:
    if bounds is None:
        return sorted(series)
    if bounds.first is None:
        return None
    return [year for year in range(bounds.first.year, bounds.stop.year + 1) if _ends_inside(year, bounds)]


def _ends_inside(year: int, bounds: Any) -> bool:
    last = bounds.stop.replace(year=year, month=12, day=31)
    return bool(bounds.first <= last < bounds.stop)
