"""The latest or earliest entry inside a window that begins on a day of each person's own.

The day is a column like any other: supplied, picked from a list, or worked out from one of these by a table that the
interpreter's own function filled. Where a person has no such day the window is open, and any entry may be the one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.cuts import FIRST_DAY, LAST_DAY
from xgxp_rules.engines.columnar.inputs import ABSENT_CODE, FIRST_CODE, count_of_codes, value_of_code
from xgxp_rules.engines.columnar.leaves import AS_WORKED_OUT, BY_ITSELF, Leaf, no_rows, zero_or
from xgxp_rules.engines.columnar.listed import Chosen, chosen, doubtful
from xgxp_rules.engines.columnar.picking import DAY_BASE, picked
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env
from xgxp_rules.model.forms import Day, FromDay, ListSource, Pick
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN
from xgxp_rules.model.vocabulary import Fact


def pick_from_day(slot: int, form: Pick, window: FromDay, place: Place) -> Leaf:
    """Return the leaf of the latest or earliest entry from a day of the person's own on."""
    assert isinstance(window.day, FactRef)
    first, unread = day_column(place.home.slots[window.day.name], place)
    found = chosen(ListSource(form.source.lists, form.source.where), place)
    if found is None:
        return no_rows(slot)
    fields = {fact.id: fact for fact in found.work.facts[0].kind.fields}
    take = fields[form.take.id]
    if take.kind.name not in ("choice", "flag") or take.may_not_apply or found.dating.by not in ("year", "day"):
        raise NotInColumns("window_of_person")
    for name in (found.dating.field, take.id):
        place.roster.need(found.work, fields[name])
    roster = place.roster
    year = roster.looked_up(("year of", first), first, _years)
    key = ("from", form.which, found.work.key, found.key, take.id, first)
    value = roster.later(key, lambda name, rows: _inside(form, place, found, rows, first, year, name))
    there = [_has(found, place, take, code) for code in range(FIRST_CODE, count_of_codes(take.kind))]
    unclear = found.sure & (nw.col(found.dating.field).is_null() | nw.col(take.id).is_null())
    doubt = nw.col(roster.ask_seldom(found.work, ("unclear", found.key, take.id), unclear)) > 0
    mask: nw.Expr = nw.lit(0)
    for place_, name in enumerate(there):
        mask = mask + nw.col(name).fill_null(value=0) * (1 << place_)
    known = ~nw.col(first).is_null()
    raw = (
        zero_or(nw.col(roster.rows_of(found.work)).is_null()),
        zero_or(known),
        nw.when(known).then(nw.col(value).fill_null(value=0)).otherwise(mask),
    )
    odd = [*found.odd, doubtful(found, roster), doubt, *unread]
    return Leaf(slot, raw=raw, read=lambda row: _read(row, take), odd=odd)


def _has(found: Chosen, place: Place, take: Fact, code: int) -> str:
    holds = zero_or(found.sure & (nw.col(take.id) == code)).max()
    return place.roster.ask(found.work, ("has", found.key, take.id, code), holds)


def _read(row: tuple[Any, ...], take: Fact) -> Any:
    none, known, number = row
    if none:
        return AS_WORKED_OUT
    if known:
        if number < 0:
            return BY_ITSELF
        return value_of_code(take.kind, int(number)) if number else NOT_APPLICABLE
    codes = range(FIRST_CODE, count_of_codes(take.kind))
    seen = [value_of_code(take.kind, code) for place, code in enumerate(codes) if int(number) >> place & 1]
    return possible([*seen, NOT_APPLICABLE])


def _inside(
    form: Pick, place: Place, found: Chosen, rows: nw.LazyFrame[Any], first: str, year: str, name: str
) -> nw.LazyFrame[Any]:
    """Return each person's picked code; -1 where two entries of one day say different things."""
    on, field = place.roster.on, nw.col(found.dating.field)
    days = rows.select(ID, first, year).filter(~nw.col(first).is_null())
    items = place.roster.items_of(found.work)
    for made, expression in found.work.made.items():
        items = items.with_columns(expression.alias(made))
    items = items.filter(found.sure).join(days, on=ID, how="inner")
    if found.dating.by == "year":
        inside = (field >= nw.col(year)) & ((field < on.year) | (nw.col(first) <= on.toordinal()))
    else:
        inside = (field >= nw.col(first)) & (field <= on.toordinal())
    take = nw.col(form.take.id)
    up, down = field * DAY_BASE + take, field * DAY_BASE + (DAY_BASE - 1 - take)
    latest = form.which == "latest"
    ends = [(one.max() if latest else one.min()).alias(f"{name}_{end}") for end, one in enumerate((up, down))]
    ended = items.filter(inside).group_by(ID).agg(*ends)
    one, other = nw.col(f"{name}_0") % DAY_BASE, (DAY_BASE - 1) - nw.col(f"{name}_1") % DAY_BASE
    both = ended.with_columns(one=one, other=other)
    value = nw.when(nw.col("one") == nw.col("other")).then(nw.col("one")).otherwise(nw.lit(-1))
    return both.select(ID, value.alias(name))


def day_column(slot: int, place: Place) -> tuple[str, list[nw.Expr]]:
    """Return the column of a day's number, null where a person has no such day, and the rows that are odd.

    Raises:
        NotInColumns: the fact is no day that columns hold.
    """
    fact = place.slots[slot].fact
    assert fact is not None
    form = fact.form
    if form is None and fact.kind.name == "date":
        found = place.roster.day(fact)
        if found is None:
            return place.roster.after("no day", nw.lit(None, nw.Int64)), []
        return found[0], [nw.col(found[1])]
    if isinstance(form, Pick) and fact.kind.name == "date" and form.source.within is None:
        taken = picked(form, place)
        if taken is None:
            return place.roster.after("no day", nw.lit(None, nw.Int64)), []
        value = nw.col(taken.value)
        day = nw.when(value == ABSENT_CODE).then(nw.lit(None, nw.Int64)).otherwise(value)
        return place.roster.after(("day of", taken.value), day), taken.odd
    if isinstance(form, Day) and isinstance(form.base, FactRef):
        if any(isinstance(one, FactRef) for one in (form.plus, form.less)):
            raise NotInColumns("window_of_person")
        base = place.home.slots[form.base.name]
        column, odd = day_column(base, place)
        return place.roster.looked_up(("worked out", form, column), column, _worked_out(slot, base, place)), odd
    raise NotInColumns("window_of_person")


def _worked_out(slot: int, base: int, place: Place) -> Callable[[], dict[int, int]]:
    """Return the table of a day that is worked out from another, by the interpreter's own function."""

    @cache
    def table() -> dict[int, int]:
        values: list[Any] = [UNKNOWN] * len(place.slots)
        env = Env(None, place.roster.on, values, [], local={}, calendar=place.calendar)
        found: dict[int, int] = {}
        for number in range(FIRST_DAY, LAST_DAY + 1):
            values[base] = date.fromordinal(number)
            day = place.slots[slot].fill(env)
            if isinstance(day, date):
                found[number] = day.toordinal()
        return found

    return table


@cache
def _years() -> dict[int, int]:
    return {number: date.fromordinal(number).year for number in range(FIRST_DAY, LAST_DAY + 400)}
