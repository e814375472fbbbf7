"""Values that a record supplies for today only and that a decision used for the days of earlier items.

A school that was small may be large now. Where it does not say what it was, its present value is taken for all time,
and whoever reads the answer is told so, fact by fact.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.item_days import DatedPath, paths_in
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.scoring import CompiledPoints
from xgxp_rules.model.forms import Every, Run
from xgxp_rules.model.texts import Lang
from xgxp_rules.model.values import Listing

Reading = tuple[Source, tuple[DatedPath, ...]]
"""A list and the dotted names that are read of its items."""


def readings_of_others(slot: Slot) -> tuple[Reading, ...]:
    """Return the lists of a slot whose items lead to other records, with the names read there."""
    owner = slot.fact or slot.parameter
    form = None if owner is None else owner.form
    held = form.holds if isinstance(form, (Every, Run)) else None
    found = ((source, (*source.paths, *paths_in(held, source.scope))) for source in _sources(slot.details))
    return tuple((source, paths) for source, paths in found if paths)


def _sources(details: Any) -> Iterator[Source]:
    if isinstance(details, Source):
        yield details
    elif isinstance(details, CompiledPoints):
        yield from details.sources()
    elif isinstance(details, tuple):
        for part in details:
            yield from _sources(part)


def used_for_all_time(readings: tuple[Reading, ...], env: Env, lang: Lang) -> list[str]:
    """Return the names whose present value was used for earlier days, in the words of the policy."""
    names: dict[str, None] = {}
    for source, paths in readings:
        for number in source.slots:
            value = env.values[number]
            items = value.items if isinstance(value, Listing) else value if isinstance(value, tuple) else ()
            for item in items:
                inner = source.scope.enter(item, env)
                for path in paths:
                    if path.holds_for_all_time(inner):
                        names[path.label if lang == "zh" else path.name] = None
    return list(names)
