"""Which of several groups whose spells run at once is the one asked about: the school of the main post.

The same reading as `latest` with `prefer`: the item marked with the flag, else each that is not marked as second.
Several may remain, and each then gives a value of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.lists import Found, Source
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.series import preferred, value_of_field
from xgxp_rules.engines.spell_reading import days_of
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.values import UNKNOWN
from xgxp_rules.model.vocabulary import Fact


class Present(NamedTuple):
    """The groups that may be the one asked about, and whether no item that is not listed can be it instead."""

    names: frozenset[Any]
    settled: bool


PresentGetter = Callable[[Env], Present]


def present_getter(source: Source, same: FactRef, prefer: FactRef) -> PresentGetter:
    """Return how the groups are found of which a spell runs and may be the one that counts."""
    dated = source.dated_by
    read_start, read_until = field_reader(dated.field), field_reader(dated.until or dated.field, None)
    read_group, read_mark = field_reader(same.id), value_of_field(source, prefer)

    def present(env: Env) -> Present:
        found = source.collect(env)
        sure: list[Any] = []
        maybe: list[Any] = []
        for items, belongs in ((found.sure, True), (found.maybe, False)):
            for item in items:
                certain, possible = days_of(read_start(item), read_until(item))
                if _holds(possible, env.on):
                    runs = belongs and certain is not None and _holds(certain, env.on)
                    (sure if runs else maybe).append(item)
        marked = any(read_mark(item, env) is True for item in sure)
        left = preferred(Found(sure, maybe, found.complete), lambda item: read_mark(item, env))
        names = frozenset(str(read_group(item)) for item in (*left.sure, *left.maybe))
        return Present(names, found.complete or marked)

    return present


def unmarked_places(slot: Slot, slots: Sequence[Slot], env: Env) -> list[tuple[Fact, str]]:
    """Return the running items of which nobody says whether they are the one that counts, as a record names them."""
    form = None if slot.fact is None else slot.fact.form
    prefer = getattr(form, "prefer", None)
    source = slot.details[0] if isinstance(slot.details, tuple) else slot.details
    if prefer is None or not isinstance(source, Source):
        return []
    dated, mark = source.dated_by, source.scope.field(prefer.id)
    read_start, read_until = field_reader(dated.field), field_reader(dated.until or dated.field, None)
    read_mark = field_reader(prefer.id)
    found = []
    for number in source.slots:
        listed, value = slots[number].fact, env.values[number]
        items = value if isinstance(value, tuple) else getattr(value, "items", ())
        for place, item in enumerate(items, 1):
            _, possible = days_of(read_start(item), read_until(item))
            if listed is not None and _holds(possible, env.on) and read_mark(item) is UNKNOWN:
                found.append((mark, f"{listed.label}[{place}].{mark.label}"))
    return found


def _holds(days: tuple[date, date], on: date) -> bool:
    return days[0] <= on < days[1]
