"""Why a value is open although everything it is made from is known: a year, a row or a calendar is lacking."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.keyed import lacks_row
from xgxp_rules.engines.ledger_items import items_of
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.spell_reading import day_after
from xgxp_rules.engines.worked_days import unpublished_years
from xgxp_rules.engines.yearly import YearReader
from xgxp_rules.model.forms import Dated, Day, Keyed, Stretch
from xgxp_rules.model.spells import Spell
from xgxp_rules.model.values import NOT_APPLICABLE, Between


def sources_of(details: Any) -> Iterator[Source]:
    """Yield the lists that a worked-out value reads."""
    if isinstance(details, Source):
        yield details
    elif isinstance(details, tuple):
        for one in details:
            yield from sources_of(one)


def calendar_years(slot: Slot, slots: tuple[Slot, ...], env: Env) -> tuple[int, ...]:
    """Return the years whose holidays a value needs and nobody has published, or that are not loaded."""
    form = None if slot.fact is None else slot.fact.form
    if isinstance(form, Stretch) and form.by == "working_days":
        return unpublished_years(_spells(slot, slots, env))
    value = env.values[slot.home.slots[slot.name]] if slot.name in slot.home.slots else None
    if isinstance(form, Day) and isinstance(value, Between):
        ends = [value.low, value.high, *(env.values[number] for number in slot.inputs)]
        passed = [one for one in ends if isinstance(one, date)]
        return unpublished_years([Spell(min(passed), day_after(max(passed)))])
    return ()


def _spells(slot: Slot, slots: tuple[Slot, ...], env: Env) -> Iterator[Spell]:
    for source in sources_of(slot.details):
        for item in items_of(source, env, slots):
            if item.dated and item.truth is not False and item.start <= env.on:
                last = None if item.until is NOT_APPLICABLE else item.until
                yield Spell.served(item.start, last, env.on, 0)


def absent_years(details: Any, env: Env) -> tuple[int, ...]:
    """Return the years without an entry that keep a yearly series open, the latest first."""
    match details:
        case (Source(), YearReader() as years):
            return years.absent(env)
        case _:
            return ()


def without_row(slot: Slot, env: Env) -> bool:
    """Return whether a parameter by keys has no row, whatever the keys that are open turn out to be."""
    form: object = None if slot.parameter is None else slot.parameter.form
    if isinstance(form, Dated):
        form = next((one.value for one in reversed(form.values) if one.from_on <= env.as_of), None)
    if not isinstance(form, Keyed):
        return False
    by_name = slot.home.slots
    return lacks_row(form, [env.values[by_name[ref.name]] for ref in form.by])
