"""Facts gathered from lists in one group-by: whether there is such an entry, how many, the greatest, the sum."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.fields import absent_if_empty
from xgxp_rules.engines.columnar.leaves import (
    AS_WORKED_OUT,
    Leaf,
    day_leaf,
    no_rows,
    number_leaf,
    with_rows,
    zero_or,
)
from xgxp_rules.engines.columnar.listed import Chosen, chosen, doubtful
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ID, Roster
from xgxp_rules.model.forms import (
    Aggregate,
    Count,
    Exists,
)
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.values import NOT_APPLICABLE


def exists(slot: int, form: Exists, place: Place) -> Leaf:
    """Return the leaf of whether there is such an entry."""
    found = chosen(form.source, place)
    if found is None:
        return no_rows(slot)
    roster = place.roster
    rows, some = nw.col(roster.rows_of(found.work)), nw.col(_some(found, roster)) > 0
    code = nw.when(rows.is_null()).then(nw.lit(0)).when(some).then(nw.lit(1)).otherwise(nw.lit(2))
    odd = [*found.odd, ~some & doubtful(found, roster)]
    return Leaf(slot, code, (AS_WORKED_OUT, True, False), odd=odd)


def _some(found: Chosen, roster: Roster) -> str:
    return roster.ask(found.work, ("some", found.key), zero_or(found.sure).max())


def counted(slot: int, form: Count, place: Place) -> Leaf:
    """Return the leaf of how many entries there are, or how many different values of a field."""
    found = chosen(form.source, place)
    if found is None:
        return no_rows(slot)
    roster = place.roster
    if form.distinct is not None:
        return _distinct(slot, form.distinct, found, place)
    number = nw.col(roster.ask(found.work, ("count", found.key), zero_or(found.sure).sum().cast(nw.Int64)))
    odd = [*found.odd, doubtful(found, roster)]
    return number_leaf(slot, number, place.cutter, odd)


def _distinct(slot: int, field: FactRef, found: Chosen, place: Place) -> Leaf:
    """Return the leaf of how many different values a field has; an entry without a value is left to the interpreter."""
    roster = place.roster
    fact = next((one for one in found.work.facts[0].kind.fields if one.id == field.id), None)
    if fact is None or field.path:
        raise NotInColumns("distinct")
    roster.need(found.work, fact)
    value = nw.col(fact.id)

    def frame(name: str) -> nw.LazyFrame[Any]:
        items = roster.items_of(found.work)
        for made, each in found.work.made.items():
            items = items.with_columns(each.alias(made))
        there = items.filter(found.sure & ~value.is_null())
        different = there.group_by(ID, fact.id).agg(nw.len().alias("times"))
        return different.group_by(ID).agg(nw.len().cast(nw.Int64).alias(name))

    key = ("distinct", found.work.key, found.key, fact.id)
    counted = nw.col(roster.bring(key, lambda name: lambda: frame(name)))
    listed = ~nw.col(roster.rows_of(found.work)).is_null()
    number = nw.when(listed).then(counted.fill_null(value=0)).otherwise(nw.lit(None, nw.Int64))
    odd = [*found.odd, doubtful(found, roster)]
    if not absent_if_empty(fact):
        vague = roster.ask_seldom(found.work, ("no value", found.key, fact.id), found.sure & value.is_null())
        odd.append(nw.col(vague) > 0)
    return number_leaf(slot, number, place.cutter, odd)


def aggregate(slot: int, form: Aggregate, place: Place) -> Leaf:
    """Return the leaf of the least or greatest day, or of a sum of whole numbers."""
    found = chosen(form.source, place)
    if found is None:
        return no_rows(slot)
    roster, fields = place.roster, {fact.id: fact for fact in found.work.facts[0].kind.fields}
    take = fields[form.take.id]
    roster.need(found.work, take)
    if take.kind.name not in ("date", "number"):
        raise NotInColumns("picked_kind")
    column = nw.col(take.id)
    odd = [*found.odd, doubtful(found, roster)]
    if not absent_if_empty(take):
        unclear = found.sure & column.is_null()
        odd.append(nw.col(roster.ask_seldom(found.work, ("unclear", found.key, take.id), unclear)) > 0)
    kept = nw.when(found.sure).then(column).otherwise(nw.lit(None, nw.Int64))
    made = {"sum": kept.sum().cast(nw.Int64), "min": kept.min(), "max": kept.max()}[form.op]
    number = nw.col(roster.ask(found.work, (form.op, found.key, take.id), made))
    rows = nw.col(roster.rows_of(found.work))
    if take.kind.name == "date":
        leaf = day_leaf(slot, number, place.cutter, date.fromordinal, unknown=NOT_APPLICABLE, odd=odd)
        return with_rows(leaf, rows)
    if form.op == "sum":
        total = nw.when(rows.is_null()).then(nw.lit(None, nw.Int64)).otherwise(number.fill_null(value=0))
        return number_leaf(slot, total, place.cutter, odd)
    raw = (zero_or(number.is_null()), number.fill_null(value=0))
    leaf = Leaf(slot, raw=raw, read=lambda row: NOT_APPLICABLE if row[0] else int(row[1]), odd=odd)
    return with_rows(leaf, rows)
