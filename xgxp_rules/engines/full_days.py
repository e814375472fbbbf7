"""The day on which a period will be full, if the record stays as it is: looked up on that day, not supposed.

A stretch that runs may have its last day written down, or lie in a window that ends before it is full. So the time is
worked out once more, as of the day on which it should be full and of the day before.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from xgxp_rules.engines.comparing import WIDE_CLASSES
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.linking import LazyValues
from xgxp_rules.engines.margins import MarginData, full_day
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.model.forms import Since, Stretch, Until
from xgxp_rules.model.measures import Elapsed, compare_measure
from xgxp_rules.model.nodes import Compare
from xgxp_rules.model.texts import Lang, show_stretch

_DAY = timedelta(1)


Bounds = tuple[tuple[Compare, Getter], ...]
"""The bounds of a check, one or those of a band, each with how it is read."""


def may_not_come(margin: MarginData | None, value: Any, slot: Slot, on: date) -> bool:
    """Return whether the day that a margin names must be looked up: that of a stretch which runs or just ends.

    A time since a day, or until one, always comes to it.
    """
    full_on = None if margin is None else margin.get("on")
    if full_on is None or not isinstance(value, Elapsed) or not on <= value.end <= on + _DAY or full_on < value.end:
        return False
    return slot.fact is not None and not isinstance(slot.fact.form, Since | Until)


def with_its_day(
    margin: MarginData, bounds: Bounds, env: Env, slots: Sequence[Slot], slot: int, lang: Lang
) -> MarginData:
    """Return a margin that names the first day on which the period is full, or one on which it then is not."""
    value, full_on = env.values[slot], margin["on"]
    if value.end > env.on:
        # The measuring day is the last and counts, so what is full at its end is full on it.
        return {**margin, "on": env.on} if full_on == value.end else margin
    if full_on == env.on or _runs_on(slots[slot], env):
        return margin
    check, bound = next(
        ((one, read) for one, read in bounds if full_day(value, read(env), one) == full_on), bounds[0]
    )
    for day in (full_on - _DAY, full_on):
        if day > env.on and _is_full(_on_a_day(env, slots, day), check, bound, slot):
            return {**margin, "by": show_stretch(env.on, day, lang), "on": day}
    return {"met": margin["met"], "by": margin["by"], "not_on": full_on}


def _runs_on(slot: Slot, env: Env) -> bool:
    """Return whether a time plainly runs on: all that runs has no last day, and nothing limits what counts."""
    form = None if slot.fact is None else slot.fact.form
    if not isinstance(form, Stretch) or form.source.within is not None or form.source.where is not None:
        return False
    if form.minus or form.after is not None:
        return False
    source, open_ended = slot.details[0], False
    for number in source.slots:
        items = env.values[number]
        if not isinstance(items, tuple):
            return False
        for item in items:
            start, until = getattr(item, source.dated_by.field), getattr(item, source.dated_by.until, env.on)
            if until is None and isinstance(start, date) and start <= env.on:
                open_ended = True
            elif not isinstance(until, date) or until >= env.on:
                return False
    return open_ended


def _is_full(env: Env, check: Compare, bound: Getter, slot: int) -> bool:
    value, wanted = env.values[slot], bound(env)
    if value.__class__ in WIDE_CLASSES or wanted.__class__ in WIDE_CLASSES:
        return False
    try:
        return compare_measure(value, wanted, check.rounding, env.calendar) >= 0
    except ValueError:
        return False


def _on_a_day(env: Env, slots: Sequence[Slot], day: date) -> Env:
    """Return the evaluation of the same record on another day; only what is read is worked out."""
    values = LazyValues(list(slots))
    there = Env(
        env.record,
        day,
        values,
        [None] * len(env.truths),
        local=env.local,
        law=env.law,
        calendar=env.calendar,
        disputes=env.disputes,
        world=env.world,
    )
    values.env = there
    return there


__all__ = ["Bounds", "may_not_come", "with_its_day"]
