"""Facts of the school that a reference leads to: the schools are numbered, and their facts joined by the number.

The interpreter is shown two schools that stand for all: one of which there is a record that says nothing of the fact,
and one of which there is none.
"""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.inputs import ABSENT_CODE, BAD_CODE, Frame, coded, count_of_codes, value_of_code
from xgxp_rules.engines.columnar.leaves import AS_WORKED_OUT, Leaf, in_points, number_values, zero_or
from xgxp_rules.engines.columnar.listed import DAY_BASE, Place, chosen, doubtful, no_rows
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.engines.linking import Path
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.model.forms import Pick
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN
from xgxp_rules.model.vocabulary import Fact

RECORDED, UNRECORDED = "xgxp-recorded", "xgxp-unrecorded"
"""The names of the two schools that stand for all: with a record handed in, and without."""

_AMBIGUOUS: Final = -1


def school(slot: int, form: Pick, place: Place) -> Leaf:
    """Return the leaf of a reference to a school picked from a list: none, one with a record, or one without."""
    if place.cutter.constants(slot) != ():
        raise NotInColumns("school_by_name")
    number = school_number(form, place)
    if number is None:
        return no_rows(slot)
    column, rows, odd = number
    value = nw.col(column)
    known = nw.when(value.is_null()).then(nw.lit(1)).when(value > 0).then(nw.lit(2)).otherwise(nw.lit(3))
    code = nw.when(nw.col(rows).is_null()).then(nw.lit(0)).otherwise(known)
    return Leaf(slot, code, (AS_WORKED_OUT, NOT_APPLICABLE, RECORDED, UNRECORDED), odd=odd)


def school_number(form: Pick, place: Place) -> tuple[str, str, list[nw.Expr]] | None:
    """Return the column of the number of the school that a list's latest entry names; 0 where it has no record."""
    found = chosen(form.source, place)
    if found is None:
        return None
    roster, fields = place.roster, {fact.id: fact for fact in found.work.facts[0].kind.fields}
    take = fields[form.take.id]
    if take.kind.name != "reference" or take.kind.of != "school" or found.dating.by == "none":
        raise NotInColumns("picked_kind")
    for name in (found.dating.field, take.id):
        roster.need(found.work, fields[name])
    day = found.dating.field
    unclear = found.sure & (nw.col(day).is_null() | nw.col(take.id).is_null())
    doubt = nw.col(roster.ask(found.work, ("unclear", found.key, take.id), zero_or(unclear).max())) > 0

    def frame(name: str) -> nw.LazyFrame[Any]:
        items = roster.items_of(found.work)
        for made, expression in found.work.made.items():
            items = items.with_columns(expression.alias(made))
        kept = items.filter(found.sure & ~nw.col(day).is_null()).select(
            ID, nw.col(day).alias("at"), nw.col(take.id).alias("named")
        )
        latest = form.which == "latest"
        ends = kept.group_by(ID).agg((nw.col("at").max() if latest else nw.col("at").min()).alias("end"))
        last = (
            kept.join(ends, on=ID, how="inner").filter(nw.col("at") == nw.col("end")).select(ID, "named").unique()
        )
        schools = roster.inputs.schools
        if schools is not None:
            last = last.join(_numbers(schools, place), on="named", how="left")
        else:
            last = last.with_columns(place=nw.lit(0))
        several = last.group_by(ID).agg(nw.len().alias("several"), nw.col("place").max().alias("one"))
        one = nw.when(nw.col("several") > 1).then(nw.lit(_AMBIGUOUS)).otherwise(nw.col("one").fill_null(value=0))
        return several.select(ID, one.alias(name))

    key = ("school", form.which, found.work.key, found.key, take.id)
    column = roster.bring(key, lambda name: lambda: frame(name))
    odd = [*found.odd, doubtful(found, roster), doubt, nw.col(column) == _AMBIGUOUS]
    return column, roster.rows_of(found.work), odd


def _numbered(schools: Frame, place: Place) -> nw.LazyFrame[Any]:
    """Return the schools with their numbers, from 1 on."""
    name = schools.column("id", "编号", "name", "名称")
    assert name is not None
    numbered = place.roster.backend.numbered(schools.rows, name)
    return numbered.with_columns(place=nw.col("row") + 1)


def _numbers(schools: Frame, place: Place) -> nw.LazyFrame[Any]:
    """Return every id and name of a school with its number; a name that two schools bear leads nowhere."""
    numbered = _numbered(schools, place)
    columns = dict.fromkeys(one for one in (schools.column("id", "编号"), schools.column("name", "名称")) if one)
    parts = [numbered.select(nw.col(one).alias("named"), "place") for one in columns]
    both = parts[0] if len(parts) == 1 else nw.concat(parts, how="vertical")
    both = both.filter(~nw.col("named").is_null()).unique()
    once = both.group_by("named").agg(nw.len().alias("times"), nw.col("place").max())
    return once.filter(nw.col("times") == 1).select("named", "place")


def fact_of_school(slot: int, entry: Slot, path: Path, place: Place, start: int) -> Leaf:
    """Return the leaf of a fact of the school that a teacher's list leads to.

    Raises:
        NotInColumns: the way there, or the fact, is not one that columns hold.
    """
    fact = path.scope.slots[path.slot].fact
    form = None if place.slots[start].fact is None else place.slots[start].fact.form  # type: ignore[union-attr]
    if path.about != "school" or fact is None or fact.form is not None or not isinstance(form, Pick):
        raise NotInColumns("other_record")
    number, schools = school_number(form, place), place.roster.inputs.schools
    column = None if schools is None else schools.column(fact.id, fact.label)
    if number is None or schools is None or column is None:
        return no_rows(slot)
    if fact.kind.name in ("flag", "choice"):
        return _coded(slot, fact, column, number[0], place, schools)
    if fact.kind.name == "number" and schools.types[column].is_integer():
        return _number(slot, fact, column, number[0], place, schools)
    raise NotInColumns("kind")


def _joined(value: nw.Expr, fact: Fact, number: str, place: Place, schools: Frame) -> str:
    def frame(name: str, rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        known = _numbered(schools, place).select("place", value.alias(name))
        return rows.select(ID, number).join(known, left_on=number, right_on="place", how="inner").select(ID, name)

    return place.roster.later(("of school", number, fact.id), frame)


def _coded(slot: int, fact: Fact, column: str, number: str, place: Place, schools: Frame) -> Leaf:
    code = nw.col(_joined(coded(schools, fact, column), fact, number, place, schools)).fill_null(value=0)
    values = [value_of_code(fact.kind, one) for one in range(count_of_codes(fact.kind))]
    values[0] = AS_WORKED_OUT
    unreadable = code == BAD_CODE
    return Leaf(slot, nw.when(unreadable).then(nw.lit(0)).otherwise(code), values, odd=[unreadable])


def _number(slot: int, fact: Fact, column: str, number: str, place: Place, schools: Frame) -> Leaf:
    value = nw.col(_joined(nw.col(column), fact, number, place, schools))
    points = place.cutter.points(slot)
    if points is None:
        raw = (zero_or(value.is_null()), value.fill_null(value=0))
        return Leaf(slot, raw=raw, read=lambda row: AS_WORKED_OUT if row[0] else int(row[1]))
    code = nw.when(value.is_null()).then(nw.lit(0)).otherwise(in_points(value, points, 1))
    return Leaf(slot, code, [AS_WORKED_OUT, *number_values(points)])


__all__ = ["ABSENT_CODE", "DAY_BASE", "RECORDED", "UNKNOWN", "fact_of_school", "school"]
