"""Time spent in spells, in columns: the stretch still running, and what is added up.

Spells that touch are joined first, in one pass. A running stretch is then the day it began on; a sum of time is a whole
number of days with thirty to the month.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.bridges import bridged
from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.held_spells import ends_today, joined_over, odd_days, spells_of
from xgxp_rules.engines.columnar.leaves import Leaf, day_leaf, no_rows, with_rows
from xgxp_rules.engines.columnar.listed import Chosen, chosen
from xgxp_rules.engines.columnar.measured import COUNTED
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.engines.columnar.summed import need_days, summed
from xgxp_rules.model.forms import ListSource, Stretch
from xgxp_rules.model.measures import Elapsed, Measure
from xgxp_rules.model.periods import Period
from xgxp_rules.model.spells import WHOLE, By, Spell, total
from xgxp_rules.model.values import NOT_APPLICABLE


def stretch(slot: int, form: Stretch, place: Place) -> Leaf:
    """Return the leaf of a stretch of time.

    Raises:
        NotInColumns: an option of it has no columns.
    """
    if form.by not in COUNTED or form.presence != WHOLE:
        raise NotInColumns("blocks")
    running = form.op == "unbroken"
    (_check_running if running else _check_sum)(form)
    found = chosen(ListSource(form.source.lists, form.source.where), place, begun=False)
    if found is None:
        return no_rows(slot)
    need_days(found, place)
    if form.same is not None:
        fields = {fact.id: fact for fact in found.work.facts[0].kind.fields}
        place.roster.need(found.work, fields[form.same.id])
    return _running(slot, form, place, found) if running else summed(slot, form, place, found)


def _check_running(form: Stretch) -> None:
    """Make sure that a running stretch is one that begins on a day and needs nothing else."""
    if form.minus or form.weight is not None or form.after is not None:
        raise NotInColumns("stretch_option")
    if form.by == "working_days" or form.source.within is not None:
        raise NotInColumns("running_sum")
    if form.bridge and (form.by != "calendar" or not form.bridge_counts):
        raise NotInColumns("bridge")
    if form.gap is not None and (form.bridge or form.same is not None):
        raise NotInColumns("stretch_option")


def _check_sum(form: Stretch) -> None:
    """Make sure that a sum adds up, or compares, what columns measure."""
    if form.least or form.same is not None:
        raise NotInColumns("longest_calendar")
    if form.bridge:
        raise NotInColumns("bridge")
    if form.op == "longest" and (form.by == "calendar" or form.minus or form.weight is not None):
        raise NotInColumns("longest_calendar")
    if form.weight is not None and form.by != "calendar":
        raise NotInColumns("stretch_option")
    if form.gap is not None and form.by == "working_days":
        raise NotInColumns("stretch_option")


# --- the stretch that still runs --------------------------------------------------------------------------------


def _running(slot: int, form: Stretch, place: Place, found: Chosen) -> Leaf:
    same = None if form.same is None else form.same.id
    key = ("running", found.work.key, found.key, same, form.gap)
    began = place.roster.bring(key, lambda name: lambda: _running_frame(form, found, place, name))
    odd = odd_days(found, place, same)
    rows = nw.col(place.roster.rows_of(found.work))
    day = nw.col(began)
    odd.append(ends_today(found, place))
    if form.prefer is not None:
        # Who serves at several places at once is looked at alone: the mark says which of them is asked about.
        odd.append(nw.col(f"{began}_units") > 1)
    may_not_apply = place.slots[slot].fact is not None and place.slots[slot].fact.may_not_apply  # type: ignore[union-attr]
    if form.bridge:
        there = ~rows.is_null()
        odd += [there & one for one in bridged(form, place, began)]
    nothing = NOT_APPLICABLE if may_not_apply else Period()
    leaf = day_leaf(slot, day, place.cutter, _since(form, place), unknown=nothing, odd=odd)
    return with_rows(leaf, rows)


def _since(form: Stretch, place: Place) -> Callable[[int], Measure]:
    """Return what a stretch that began on a day, and runs, comes to."""
    on = place.roster.on
    if form.by == "days":
        return lambda number: Period(days=max(0, on.toordinal() - number))
    if form.by == "calendar":
        return lambda number: Elapsed(date.fromordinal(number), on)
    by: By = "school_years" if form.by == "school_years" else "terms"
    return lambda number: total([Spell(min(on, date.fromordinal(number)), on)], by, calendar=place.calendar)


def _running_frame(form: Stretch, found: Chosen, place: Place, name: str) -> nw.LazyFrame[Any]:
    """Return the first day of each teacher's running stretch (of several units the earliest), and where holes are.

    A hole is an earlier stretch in a unit where the teacher serves now.
    """
    today = place.roster.on.toordinal()
    same = None if form.same is None else form.same.id
    keys = [ID] if same is None else [ID, "unit"]
    spells = joined_over(spells_of(found, place, same, until=today), form.gap, place)
    running = place.roster.backend.running(spells, keys, today)
    return running.rename(
        {"start": name, "holed": f"{name}_at", "holes": f"{name}_holes", "stretches": f"{name}_units"}
    )


__all__ = ["stretch"]
