"""Which items show that a test on years in a row or on a number of items holds: `run`, `count` and `exists` as joins.

A pattern is found exactly where the interpreter calls the test true. Where it is not found, whether the test is false
or cannot be told needs what is absent, and that is the interpreter's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.rete.patterns import Item, Pattern, Unsupported, find
from xgxp_rules.engines.scopes import RecordScope, Slot
from xgxp_rules.engines.sequences import Lasting, sure_items
from xgxp_rules.engines.windows import WindowGetter, compile_window
from xgxp_rules.engines.yearly import YearReader
from xgxp_rules.model.forms import Count, Exists, Run, Sequence
from xgxp_rules.model.nodes import Compare, Constant, FactTest, ParameterRef
from xgxp_rules.model.values import NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class CompiledPattern:
    """A test as a join, and how its items are gathered from an evaluation."""

    pattern: Pattern
    gather: Callable[[Env], tuple[list[tuple[Item, Any]], tuple[int, ...]]]

    def look(self, env: Env) -> tuple[Any, ...] | None:
        """Return the items that show that the test holds, None where it surely holds of none.

        Of a run these are years, the latest first; of a count the items of the list.
        """
        items, anchors = self.gather(env)
        shown = {item.number: thing for item, thing in items}
        found = find(self.pattern, (item for item, _ in items), anchors=anchors)
        return None if found is None else tuple(shown[number] for number in found)


def compile_test(test: FactTest, scope: RecordScope) -> CompiledPattern:
    """Return a test on a `run`, `count`, `exists` or `sequence` as a join.

    Raises:
        Unsupported: the test is of another kind, asks for what is absent, or has too many parts.
    """
    if test.fact.path or test.fact.scope == "item":
        raise Unsupported("a fact of another record or of an item")
    slot = scope.slots[scope.slot_of(test.fact.id)]
    form = None if slot.fact is None else slot.fact.form
    match form:
        case Run():
            if form.ending == "any":
                return CompiledPattern(Pattern.run(_needed(test, scope)), _every_year(form, slot, scope))
            return CompiledPattern(Pattern.run(_needed(test, scope)), _latest_year(form, slot, scope))
        case Count(distinct=None):
            return CompiledPattern(Pattern.count(_needed(test, scope)), _items(_source_of(slot.details)))
        case Count():
            raise Unsupported("different values of a field: that two are not alike is an absence")
        case Sequence() if test.check == Compare("eq", Constant(True)):
            return _one_after_another(slot)
        case Sequence():
            raise Unsupported("that there are no such items in this order")
        case Exists() if test.check == Compare("eq", Constant(True)):
            return CompiledPattern(Pattern.count(1), _items(_source_of(slot.details)))
        case Exists():
            raise Unsupported("that there is no such item")
        case _:
            raise Unsupported("neither years in a row nor a number of items")


def _needed(test: FactTest, scope: RecordScope) -> int:
    """Return how many parts a test needs."""
    check = test.check
    if not isinstance(check, Compare) or check.op not in ("ge", "gt"):
        raise Unsupported("anything but `at least` and `more than`: the rest asks that there be no more")
    _, value = (None, check.operand.value) if isinstance(check.operand, Constant) else scope.getter(check.operand)
    if not isinstance(check.operand, Constant | ParameterRef) or isinstance(value, bool):
        raise Unsupported("a number that depends on the record")
    amount = _whole(value)
    return amount + 1 if check.op == "gt" else amount


def _whole(value: Any) -> int:
    years = getattr(value, "whole_months", None)
    number = value if years is None else years // 12 if years >= 0 and years % 12 == 0 else None
    number = getattr(value, "school_years", 0) or number if years is not None else number
    if not isinstance(number, int):
        raise Unsupported("a number that is not whole")
    return number


def _source_of(details: Any) -> Source:
    source = details[0] if isinstance(details, tuple) else details
    if not isinstance(source, Source):
        raise Unsupported("a list that is made of other records")
    return source


def _items(source: Source) -> Callable[[Env], tuple[list[tuple[Item, Any]], tuple[int, ...]]]:
    def gather(env: Env) -> tuple[list[tuple[Item, Any]], tuple[int, ...]]:
        found = source.collect(env)
        sure = found.sure if found.applies else ()
        return [(Item(number, (number - 1,)), thing) for number, thing in enumerate(sure)], ()

    return gather


def _one_after_another(slot: Slot) -> CompiledPattern:
    """Return a chain of steps: each item is named by the one after it as the latest that had ended before."""
    details = slot.details
    if not isinstance(details, tuple) or not all(isinstance(one, Source) for one in details):
        raise Unsupported("lists that are made of other records")
    steps, ordered = len(details), sure_items(details)

    def gather(env: Env) -> tuple[list[tuple[Item, Any]], tuple[int, ...]]:
        numbered: list[list[tuple[int, Any, Lasting]]] = []
        for found in ordered(env):
            first = sum(len(each) for each in numbered)
            numbered.append([(first + place, thing, days) for place, (thing, days) in enumerate(found)])
        items = [
            (Item(number, tuple(_latest_before(days, each) for each in numbered), kind), thing)
            for kind, step in enumerate(numbered)
            for number, thing, days in step
        ]
        return items, ()

    return CompiledPattern(Pattern(tuple(range(steps - 1, -1, -1))), gather)


def _latest_before(days: Lasting, others: list[tuple[int, Any, Lasting]]) -> int:
    """Return the number of the item that surely ended before these days and began last, -1 where none did."""
    ended = [(one.first, number) for number, _, one in others if one.last_at_latest < days.first]
    return max(ended)[1] if ended else -1


def _years_of(form: Run, slot: Slot, scope: RecordScope) -> tuple[YearReader, WindowGetter | None]:
    reader = slot.details[1] if isinstance(slot.details, tuple) and len(slot.details) > 1 else None
    if not isinstance(reader, YearReader):
        raise Unsupported("entries that do not belong to years")
    return reader, None if form.source.within is None else compile_window(form.source.within, scope)


def _latest_year(form: Run, slot: Slot, scope: RecordScope) -> Any:
    years, window = _years_of(form, slot, scope)

    def gather(env: Env) -> tuple[list[tuple[Item, Any]], tuple[int, ...]]:
        series, complete = years.read(env)
        present = years.present(env)
        latest, inside = present - 1, None
        if window is not None:
            bounds = window(env)
            inside = None if bounds is None else years.wanted(bounds, env)
            if not inside:
                return [], ()
            series = {year: truth for year, truth in series.items() if year in inside}
            latest = min(latest, inside[-1])
        if not series:
            return [], ()
        last = max(max(series), latest)
        if not complete and last < present and (inside is None or present in inside):
            return [], ()  # the present year may have an entry that nobody has listed
        return _chained(form, series), (_before(last + 1, form, series),)

    return gather


def _every_year(form: Run, slot: Slot, scope: RecordScope) -> Any:
    years, window = _years_of(form, slot, scope)

    def gather(env: Env) -> tuple[list[tuple[Item, Any]], tuple[int, ...]]:
        series, _ = years.read(env)
        if window is not None:
            bounds = window(env)
            inside = (None if bounds is None else years.wanted(bounds, env)) or ()
            series = {year: truth for year, truth in series.items() if year in inside}
        items = _chained(form, series)
        return items, tuple(item.number for item, _ in items)

    return gather


def _chained(form: Run, series: dict[int, Any]) -> list[tuple[Item, Any]]:
    """Return the years that surely have the property, the latest first, each with the year that would go before it."""
    held = sorted((year for year, truth in series.items() if truth is True), reverse=True)
    return [(Item(year, (_before(year, form, series),)), year) for year in held]


def _before(year: int, form: Run, series: dict[int, Any]) -> int:
    """Return the year before; where years without a grade are passed over, the last one that is not."""
    year -= 1
    while form.no_grade == "skips" and series.get(year) is NOT_APPLICABLE:
        year -= 1
    return year
