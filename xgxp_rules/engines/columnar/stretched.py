"""Time spent in spells, in columns: the stretch still running, the longest, the total.

Spells that touch are joined first, in one pass. A running stretch is then the day it began on; a sum of time is a whole
number of days with thirty to the month, worked out from the calendar parts of each stretch's two days, which a table of
days written by `model.periods` supplies.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import FAR
from xgxp_rules.engines.columnar.bridges import bridged
from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.cuts import FIRST_DAY, LAST_DAY
from xgxp_rules.engines.columnar.leaves import AS_WORKED_OUT, Leaf, day_leaf, in_cells, no_rows, with_rows, zero_or
from xgxp_rules.engines.columnar.listed import Chosen, chosen, doubtful
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ID, ListWork
from xgxp_rules.engines.windows import Bounds
from xgxp_rules.law.workdays import coverage, is_working_day
from xgxp_rules.model.forms import ListSource, Stretch
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.periods import Period
from xgxp_rules.model.school_calendar import days_in_month
from xgxp_rules.model.spells import WHOLE
from xgxp_rules.model.values import NOT_APPLICABLE

_COUNTED: dict[str, Callable[[int], Period]] = {
    "calendar": Period.of_measure,
    "days": lambda number: Period(days=number),
    "working_days": lambda number: Period(working_days=number),
}


def stretch(slot: int, form: Stretch, place: Place) -> Leaf:
    """Return the leaf of a stretch of time.

    Raises:
        NotInColumns: an option of it has no columns.
    """
    if form.gap is not None or form.minus or form.weight is not None or form.after is not None:
        raise NotInColumns("stretch_option")
    if form.by not in _COUNTED or form.presence != WHOLE:
        raise NotInColumns("blocks")
    if form.least:
        raise NotInColumns("longest_calendar")
    running = form.op == "unbroken"
    if running and (form.by != "calendar" or form.source.within is not None):
        raise NotInColumns("running_sum")
    if form.bridge and not (running and form.bridge_counts):
        raise NotInColumns("bridge")
    if not running and (form.same is not None or (form.op == "longest" and form.by == "calendar")):
        raise NotInColumns("longest_calendar")
    found = chosen(ListSource(form.source.lists, form.source.where), place, begun=False)
    if found is None:
        return no_rows(slot)
    if found.dating.by != "spell" or not found.dating.until:
        raise NotInColumns("undated")
    fields = {fact.id: fact for fact in found.work.facts[0].kind.fields}
    for name in (found.dating.field, found.dating.until, *(() if form.same is None else (form.same.id,))):
        place.roster.need(found.work, fields[name])
    return _running(slot, form, place, found) if running else _summed(slot, form, place, found)


def _odd_days(found: Chosen, place: Place, same: str | None) -> list[nw.Expr]:
    """Return the rows of which a spell lacks its first day or its group."""
    vague = nw.col(found.dating.field).is_null()
    if same is not None:
        vague = vague | nw.col(same).is_null()
    name = place.roster.ask_seldom(found.work, ("vague", found.key, same), found.sure & vague)
    return [*found.odd, doubtful(found, place.roster), nw.col(name) > 0]


def _ends_today(found: Chosen, place: Place) -> nw.Expr:
    """Return the rows with a spell whose written last day is the measuring day: it may count, or run on in another."""
    ends = found.sure & (nw.col(found.dating.until) == place.roster.on.toordinal())
    return nw.col(place.roster.ask_seldom(found.work, ("ends today", found.key), ends)) > 0


def _spells(found: Chosen, place: Place, same: str | None, *, until: int) -> nw.LazyFrame[Any]:
    """Return the spells begun before a day, in a known group, with their first days and the days after their last."""
    items = place.roster.items_of(found.work)
    for name, expression in found.work.made.items():
        items = items.with_columns(expression.alias(name))
    start, last = nw.col(found.dating.field), nw.col(found.dating.until)
    stop = nw.when(last.is_null()).then(nw.lit(FAR)).otherwise(last + 1)
    kept = items.filter(found.sure & (start <= until))
    if same is not None:
        kept = kept.filter(~nw.col(same).is_null())
    group = [] if same is None else [nw.col(same).alias("unit")]
    return kept.select(ID, *group, start.alias("start"), stop.alias("stop"))


# --- the stretch that still runs --------------------------------------------------------------------------------


def _running(slot: int, form: Stretch, place: Place, found: Chosen) -> Leaf:
    same = None if form.same is None else form.same.id
    key = ("running", found.work.key, found.key, same)
    began = place.roster.bring(key, lambda name: lambda: _running_frame(found, place, same, name))
    odd = _odd_days(found, place, same)
    rows = nw.col(place.roster.rows_of(found.work))
    day = nw.col(began)
    odd.append(_ends_today(found, place))
    if form.prefer is not None:
        # Who serves at several places at once is looked at alone: the mark says which of them is asked about.
        odd.append(nw.col(f"{began}_units") > 1)
    may_not_apply = place.slots[slot].fact is not None and place.slots[slot].fact.may_not_apply  # type: ignore[union-attr]
    if form.bridge:
        there = ~rows.is_null()
        odd += [there & one for one in bridged(form, place, began)]
    on = place.roster.on
    nothing = NOT_APPLICABLE if may_not_apply else Period()
    leaf = day_leaf(
        slot, day, place.cutter, lambda number: Elapsed(date.fromordinal(number), on), unknown=nothing, odd=odd
    )
    return with_rows(leaf, rows)


def _running_frame(found: Chosen, place: Place, same: str | None, name: str) -> nw.LazyFrame[Any]:
    """Return the first day of each teacher's running stretch (of several units the earliest), and where holes are.

    A hole is an earlier stretch in a unit where the teacher serves now.
    """
    today = place.roster.on.toordinal()
    keys = [ID] if same is None else [ID, "unit"]
    running = place.roster.backend.running(_spells(found, place, same, until=today), keys, today)
    return running.rename(
        {"start": name, "holed": f"{name}_at", "holes": f"{name}_holes", "stretches": f"{name}_units"}
    )


# --- sums ----------------------------------------------------------------------------------------------------


def _summed(slot: int, form: Stretch, place: Place, found: Chosen) -> Leaf:
    on = place.roster.on
    bounds = Bounds(None, date.max) if form.source.within is None else place.bounds(form.source.within)
    low = FIRST_DAY if bounds.since is None else bounds.since.toordinal()
    high = max(low, min(bounds.stop.toordinal(), on.toordinal() + bounds.closes))
    key = (form.op, form.by, found.work.key, found.key, low, high)
    total = place.roster.bring(key, lambda name: lambda: _sum_frame(form, place, found, low, high, name))
    odd = _odd_days(found, place, None)
    if not bounds.closes and bounds.stop > on:
        odd.append(_ends_today(found, place))
    rows, some = nw.col(place.roster.rows_of(found.work)), nw.col(total)
    if form.by == "working_days":
        outside = place.roster.bring(
            ("unpublished", *key), lambda name: lambda: _unpublished(place, found, low, high, name)
        )
        odd.append(nw.col(outside) > 0)
    cells = place.cutter.lengths(slot, _COUNTED[form.by])
    odd += _told_apart(slot, form, place, found, (low, high), whole=cells is None)
    # Where no entry belongs the interpreter says what that means, as for an empty list.
    begun = nw.col(place.roster.ask(found.work, ("some", found.key), zero_or(found.sure).max())) > 0
    number = some.fill_null(value=0)
    if cells is None:
        raw = (zero_or(rows.is_null() | ~begun), number)
        counted = _COUNTED[form.by]
        return Leaf(slot, raw=raw, read=lambda row: AS_WORKED_OUT if row[0] else counted(int(row[1])), odd=odd)
    code = nw.when(rows.is_null() | ~begun).then(nw.lit(0)).otherwise(in_cells(number, cells, 1))
    values = [AS_WORKED_OUT, *(_COUNTED[form.by](cells.first_of(cell)) for cell in range(cells.count))]
    return Leaf(slot, code, values, odd=odd)


def _told_apart(
    slot: int, form: Stretch, place: Place, found: Chosen, within: tuple[int, int], *, whole: bool
) -> list[nw.Expr]:
    """Return the rows whose sum is not just its number of days at thirty to the month.

    One stretch keeps its two days, so thirty left-over days are no month of their own; a sum held against days alone
    counts the days it covers. Such rows are the interpreter's.
    """
    if form.by != "calendar":
        return []
    key = ("shape", form.op, form.by, found.work.key, found.key, *within)
    shape = place.roster.bring(key, lambda name: lambda: _shape_frame(form, place, found, within, name))
    blocks = nw.col(shape).fill_null(value=0)
    if place.cutter.holds_days_alone(slot):
        return [blocks >= 2]
    return [(blocks == 2) | (blocks == 3)] if whole else [blocks == 3]


def _shape_frame(
    form: Stretch, place: Place, found: Chosen, within: tuple[int, int], name: str
) -> nw.LazyFrame[Any]:
    """Return twice the number of each teacher's stretches, and one more where thirty days are left over in one."""
    measured = _measured(_blocks(place, found, *within), form.by, place)
    thirty = nw.col("thirty") if form.by == "calendar" else nw.lit(0)
    counted = measured.with_columns(left=thirty)
    return counted.group_by(ID).agg((nw.len() * 2 + nw.col("left").max()).cast(nw.Int64).alias(name))


def _blocks(place: Place, found: Chosen, low: int, high: int, *, over_rest: bool = False) -> nw.LazyFrame[Any]:
    """Return the joined stretches of each teacher, cut to the days that count; `over_rest` also over days of rest."""
    today = place.roster.on.toordinal()
    spells = _spells(found, place, None, until=max(today, high) - 1)
    if over_rest:
        rests = place.roster.backend.table(_rests(), dict.fromkeys(_rests(), "int"))
        spells = spells.join(rests, left_on="stop", right_on="number", how="left")
        worked = nw.when(nw.col("until").is_null()).then(nw.col("stop")).otherwise(nw.col("until"))
        spells = spells.with_columns(worked.alias("stop")).drop("until")
    merged = place.roster.backend.merged(spells, [ID])
    start = nw.when(nw.col("start") < low).then(nw.lit(low)).otherwise(nw.col("start"))
    stop = nw.when(nw.col("stop") > high).then(nw.lit(high)).otherwise(nw.col("stop"))
    return merged.with_columns(start=start, stop=stop).filter(nw.col("start") < nw.col("stop"))


def _sum_frame(form: Stretch, place: Place, found: Chosen, low: int, high: int, name: str) -> nw.LazyFrame[Any]:
    over_rest = form.by == "working_days" and form.op == "longest"
    measured = _measured(_blocks(place, found, low, high, over_rest=over_rest), form.by, place)
    length = nw.col("length").sum().cast(nw.Int64) if form.op == "total" else nw.col("length").max()
    return measured.group_by(ID).agg(length.alias(name))


def _measured(blocks: nw.LazyFrame[Any], by: str, place: Place) -> nw.LazyFrame[Any]:
    """Return the blocks with their length in the measure asked for."""
    if by == "days":
        return blocks.with_columns(length=nw.col("stop") - nw.col("start"))
    columns = _day_parts() if by == "calendar" else _worked_before()
    days = place.roster.backend.table(columns, dict.fromkeys(columns, "int"))
    for end in ("start", "stop"):
        renamed = days.rename({name: f"{end}_{name}" for name in columns})
        blocks = blocks.join(renamed, left_on=end, right_on=f"{end}_number", how="left")
    if by == "working_days":
        return blocks.with_columns(length=nw.col("stop_worked") - nw.col("start_worked"))
    return blocks.with_columns(length=_months_and_days(), thirty=_thirty_left())


def _months_and_days() -> nw.Expr:
    """Return `months_and_days` of two days as one number, thirty days to the month."""
    months = nw.col("stop_month") - nw.col("start_month")
    first, last = nw.col("start_day"), nw.col("stop_day")
    before, least = nw.col("stop_before"), nw.col("stop_before")
    anchor = nw.when(first > before).then(least).otherwise(first)
    short = (months - 1) * 30 + before - anchor + last
    full = nw.when(nw.col("stop_last") == 1).then(months * 30).otherwise(short)
    return nw.when(last >= first).then(months * 30 + last - first).otherwise(full)


def _thirty_left() -> nw.Expr:
    """Return 1 where thirty days are left over beside the full months of two days, else 0."""
    first, last, before = nw.col("start_day"), nw.col("stop_day"), nw.col("stop_before")
    anchor = nw.when(first > before).then(before).otherwise(first)
    short = (
        nw.when((nw.col("stop_last") == 0) & (before - anchor + last == 30)).then(nw.lit(1)).otherwise(nw.lit(0))
    )
    within = nw.when(last - first == 30).then(nw.lit(1)).otherwise(nw.lit(0))
    return nw.when(last >= first).then(within).otherwise(short)


@cache
def _day_parts() -> dict[str, list[int]]:
    """Return the table of days: the month, the day in it, whether it is the last, and the last of the month before."""
    table: dict[str, list[int]] = {"number": [], "month": [], "day": [], "last": [], "before": []}
    for number in range(FIRST_DAY, LAST_DAY + 2):
        day = date.fromordinal(number)
        before = day.replace(day=1) - timedelta(1)
        table["number"].append(number)
        table["month"].append(day.year * 12 + day.month)
        table["day"].append(day.day)
        table["last"].append(int(day.day == days_in_month(day.year, day.month)))
        table["before"].append(before.day)
    return table


@cache
def _worked_before() -> dict[str, list[int]]:
    """Return how many working days lie before each day of the published years."""
    first, stop = _published()
    table: dict[str, list[int]] = {"number": [], "worked": []}
    worked = 0
    for number in range(first, stop + 1):
        table["number"].append(number)
        table["worked"].append(worked)
        worked += number < stop and is_working_day(date.fromordinal(number))
    return table


@cache
def _rests() -> dict[str, list[int]]:
    """Return, of each published day of rest, the first working day after it: nothing is missed in between."""
    first, stop = _published()
    table: dict[str, list[int]] = {"number": [], "until": []}
    until = stop
    for number in range(stop - 1, first - 1, -1):
        if is_working_day(date.fromordinal(number)):
            until = number
        elif until < stop:
            table["number"].append(number)
            table["until"].append(until)
    return table


def _published() -> tuple[int, int]:
    years = coverage()
    return date(years.first_year, 1, 1).toordinal(), date(years.last_year + 1, 1, 1).toordinal()


def _unpublished(place: Place, found: Chosen, low: int, high: int, name: str) -> nw.LazyFrame[Any]:
    """Return the teachers with a day whose year's holidays nobody has published."""
    first, stop = _published()
    blocks = _blocks(place, found, low, high)
    outside = blocks.filter((nw.col("start") < first) | (nw.col("stop") > stop))
    return outside.group_by(ID).agg(nw.len().alias(name))


__all__ = ["ListWork", "stretch"]
