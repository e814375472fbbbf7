"""The latest or earliest entry of a list, found as one whole number: its day and what it says, packed together.

A row whose latest day has two entries that say different things is decided by the interpreter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.fields import absent_if_empty
from xgxp_rules.engines.columnar.inputs import ABSENT_CODE, FIRST_CODE, count_of_codes, value_of_code
from xgxp_rules.engines.columnar.leaves import (
    AS_WORKED_OUT,
    Leaf,
    day_leaf,
    in_points,
    no_rows,
    number_values,
    with_rows,
    zero_or,
)
from xgxp_rules.engines.columnar.listed import Chosen, chosen, doubtful
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import Roster
from xgxp_rules.model.forms import (
    Pick,
)
from xgxp_rules.model.values import NOT_APPLICABLE
from xgxp_rules.model.vocabulary import Fact

DAY_BASE = 1 << 21
"""A day's number is below this, so a day and a value share one whole number."""


@dataclass(slots=True)
class Picked:
    """The field of the latest or earliest entry, as one column: its value, null where there is none."""

    value: str
    rows: str
    odd: list[nw.Expr]


def picked(form: Pick, place: Place) -> Picked | None:
    """Return the value of the latest or earliest entry: a code, or a day's number.

    Raises:
        NotInColumns: its field is of a kind that columns do not pick.
    """
    found = chosen(form.source, place)
    if found is None:
        return None
    roster, fields = place.roster, {fact.id: fact for fact in found.work.facts[0].kind.fields}
    take = fields[form.take.id]
    if found.dating.by == "none":
        raise NotInColumns("undated")
    roster.need(found.work, fields[found.dating.field])
    roster.need(found.work, take)
    day, given = nw.col(found.dating.field), _packed(take)
    odd_item = found.sure & (day.is_null() | given.is_null())
    if take.kind.name == "number":
        odd_item = odd_item | (found.sure & ((given < FIRST_CODE) | (given >= DAY_BASE)))
    doubt = roster.ask_seldom(found.work, ("unclear", found.key, form.take.id), odd_item)
    up, down = day * DAY_BASE + given, day * DAY_BASE + (DAY_BASE - 1 - given)
    # A built-in yearly list has each year once, or the record reader refuses it.
    once = found.dating.by == "year" and not found.work.facts[0].local
    names = [
        roster.ask(found.work, (form.which, found.key, form.take.id, place_), _ends(one, found.sure, form.which))
        for place_, one in enumerate((up,) if once else (up, down))
    ]
    key = (found.work.key, form.which, found.key, form.take.id)
    value = roster.after(("picked", *key), nw.col(names[0]) % DAY_BASE)
    odd = [*found.odd, doubtful(found, roster), nw.col(doubt) > 0]
    if not once:
        other = roster.after(("picked too", *key), (DAY_BASE - 1) - nw.col(names[1]) % DAY_BASE)
        odd.append(nw.col(value) != nw.col(other))
    odd += several(form, found, roster)
    return Picked(value, roster.rows_of(found.work), odd)


def several(form: Pick, found: Chosen, roster: Roster) -> list[nw.Expr]:
    """Return where several entries may be meant and a mark of theirs says which: that is left to the interpreter."""
    if form.prefer is None:
        return []
    count = roster.ask(found.work, ("several", found.key), zero_or(found.sure).sum())
    return [nw.col(count) > 1]


def _ends(packed: nw.Expr, sure: nw.Expr, which: str) -> nw.Expr:
    kept = nw.when(sure).then(packed).otherwise(nw.lit(None, nw.Int64))
    return kept.max() if which == "latest" else kept.min()


def _packed(take: Fact) -> nw.Expr:
    """Return a field as a whole number that fits beside a day; what may be absent is there as such."""
    if take.kind.name not in ("choice", "flag", "date", "number") or take.kind.unit == "%":
        raise NotInColumns("picked_kind")
    column = nw.col(take.id) + (FIRST_CODE if take.kind.name == "number" else 0)
    return column.fill_null(value=ABSENT_CODE) if absent_if_empty(take) else column


def pick(slot: int, form: Pick, place: Place) -> Leaf:
    """Return the leaf of the latest or earliest entry's field."""
    found = picked(form, place)
    if found is None:
        return no_rows(slot)
    take = next(one for one in place.fact(form.source.lists[0]).kind.fields if one.id == form.take.id)
    value, rows = nw.col(found.value), nw.col(found.rows)
    if take.kind.name == "date":
        return _picked_day(slot, take, value, rows, place, found.odd)
    if take.kind.name == "number":
        return _picked_number(slot, value, rows, place, found.odd)
    code = nw.when(rows.is_null()).then(nw.lit(0)).when(value.is_null()).then(nw.lit(ABSENT_CODE)).otherwise(value)
    values = [AS_WORKED_OUT, *(value_of_code(take.kind, one) for one in range(1, count_of_codes(take.kind)))]
    return Leaf(slot, code, values, odd=found.odd)


def _picked_day(slot: int, take: Fact, value: nw.Expr, rows: nw.Expr, place: Place, odd: list[nw.Expr]) -> Leaf:
    day = nw.when(value == ABSENT_CODE).then(nw.lit(None, nw.Int64)).otherwise(value)
    leaf = day_leaf(slot, day, place.cutter, date.fromordinal, unknown=NOT_APPLICABLE, odd=odd)
    return with_rows(leaf, rows)


def _picked_number(slot: int, value: nw.Expr, rows: nw.Expr, place: Place, odd: list[nw.Expr]) -> Leaf:
    nothing, number = value.is_null() | (value == ABSENT_CODE), value - FIRST_CODE
    points = place.cutter.points(slot)
    if points is None:
        raw = (zero_or(rows.is_null()), zero_or(nothing), number.fill_null(value=0))
        return Leaf(slot, raw=raw, read=_whole_number, odd=odd)
    code = (
        nw.when(rows.is_null())
        .then(nw.lit(0))
        .when(nothing)
        .then(nw.lit(1))
        .otherwise(in_points(number, points, 2))
    )
    return Leaf(slot, code, [AS_WORKED_OUT, NOT_APPLICABLE, *number_values(points)], odd=odd)


def _whole_number(row: tuple[Any, ...]) -> Any:
    return AS_WORKED_OUT if row[0] else NOT_APPLICABLE if row[1] else int(row[2])
