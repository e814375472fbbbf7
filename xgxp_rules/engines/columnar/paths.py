"""The school that a reference leads to: schools are records, few beside the teachers, and the interpreter reads them.

Each teacher gets the number of a school. Schools that say the same of everything a decision asks of them are one to
that decision: the first of them stands for all, so a profile holds a kind of school and not a school.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.leaves import AS_WORKED_OUT, Leaf, no_rows, zero_or
from xgxp_rules.engines.columnar.listed import chosen, doubtful
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.engines.columnar.settling import Profile
from xgxp_rules.engines.linking import Path, World
from xgxp_rules.engines.missing_beyond import open_in
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.model.forms import Pick
from xgxp_rules.model.records import Record
from xgxp_rules.model.records.others import id_of, names_of
from xgxp_rules.model.values import NOT_APPLICABLE

UNRECORDED: Final = "xgxp-unrecorded"
"""The school that stands for all of which no record was handed in."""

_NONE, _AMBIGUOUS = -2, -1


def check_path(entry: Slot, place: Place) -> None:
    """Make sure that a dotted name leads from a list of the teacher's to a school, and no farther.

    Raises:
        NotInColumns: it leads elsewhere.
    """
    start = place.slots[entry.inputs[0]].fact
    about = entry.details.about
    if about != "school" or start is None or not isinstance(start.form, Pick):
        raise NotInColumns("other_record")


def school(slot: int, form: Pick, place: Place) -> Leaf:
    """Return the leaf of a reference to a school picked from a list.

    Raises:
        NotInColumns: the reference itself is compared with a name, or it leads elsewhere.
    """
    constants = place.cutter.constants(slot)
    if constants:
        raise NotInColumns("school_by_name")
    found = school_column(form, place)
    if found is None:
        return no_rows(slot)
    if constants is None:
        return _by_name(slot, found)
    raw = (zero_or(nw.col(found.rows).is_null()), nw.col(found.column).fill_null(value=_NONE))
    kinds = Kinds(place, [one.details for one in place.slots if _leads_from(one, slot)])
    return Leaf(slot, raw=raw, read=kinds.read, odd=found.odd)


def _by_name(slot: int, found: SchoolColumn) -> Leaf:
    """Return the leaf of a school that is wanted as what it is called."""
    raw = (zero_or(nw.col(found.rows).is_null()), nw.col(f"{found.column}_named").fill_null(value=""))

    def read(row: tuple[Any, ...]) -> Any:
        return AS_WORKED_OUT if row[0] else row[1] or NOT_APPLICABLE

    return Leaf(slot, raw=raw, read=read, odd=found.odd)


@dataclass(frozen=True, slots=True)
class SchoolColumn:
    """The column of a school's number (0 without a record, null where there is no school); `_named` holds its name."""

    column: str
    rows: str
    odd: list[nw.Expr]


def school_column(form: Pick, place: Place) -> SchoolColumn | None:
    """Return the school that the latest or earliest entry of a list names; None where no rows were handed in.

    Raises:
        NotInColumns: the list has no dates, or the entry names no school.
    """
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
    doubt = nw.col(roster.ask_seldom(found.work, ("unclear", found.key, take.id), unclear)) > 0
    latest = form.which == "latest"

    def frame(name: str) -> nw.LazyFrame[Any]:
        items = roster.items_of(found.work)
        for made, expression in found.work.made.items():
            items = items.with_columns(expression.alias(made))
        dated = items.filter(found.sure & ~nw.col(day).is_null())
        kept = dated.select(ID, nw.col(day).alias("at"), nw.col(take.id).alias("named"))
        ends = kept.group_by(ID).agg((nw.col("at").max() if latest else nw.col("at").min()).alias("end"))
        last = kept.join(ends, on=ID, how="inner").filter(nw.col("at") == nw.col("end"))
        last = last.join(_numbers(place), on="named", how="left")
        several = last.group_by(ID).agg(
            nw.col("named").min().alias(f"{name}_named"),
            nw.col("named").max().alias("other"),
            nw.col("number").max(),
        )
        number = nw.col("number").fill_null(value=0)
        differ = nw.col(f"{name}_named") != nw.col("other")
        value = nw.when(differ).then(nw.lit(_AMBIGUOUS)).otherwise(number)
        return several.select(ID, value.alias(name), f"{name}_named")

    key = ("school", form.which, found.work.key, found.key, take.id)
    column = roster.bring(key, lambda name: lambda: frame(name))
    odd = [*found.odd, doubtful(found, roster), doubt, nw.col(column) == _AMBIGUOUS]
    return SchoolColumn(column, roster.rows_of(found.work), odd)


def _leads_from(entry: Slot, start: int) -> bool:
    return isinstance(entry.details, Path) and entry.inputs[:1] == (start,)


def _every(place: Place) -> list[Record]:
    records = place.roster.inputs.school_records
    return [] if records is None else list(records)


def _numbers(place: Place) -> nw.LazyFrame[Any]:
    """Return every id and name of a school with the school's number, from 1 on; a name of two leads nowhere."""
    names: dict[str, int] = {}
    for number, record in enumerate(_every(place), 1):
        for name in _names(record):
            names[name] = 0 if names.get(name, number) != number else number
    for number, record in enumerate(_every(place), 1):
        names[id_of(record) or ""] = number
    columns: dict[str, list[Any]] = {"named": list(names), "number": list(names.values())}
    return place.roster.backend.table(columns, {"named": "text", "number": "int"})


def _names(record: Record) -> Iterable[str]:
    return iter(names_of(record))


class Kinds:
    """The schools of a roster put together by what one decision asks of them."""

    def __init__(self, place: Place, paths: list[Path]) -> None:
        self._place = place
        self._paths = paths
        self._stands_for: dict[tuple[Any, ...], str] = {}
        self._records: list[Record] | None = None

    def read(self, row: tuple[Any, ...]) -> Any:
        """Return the school that stands for a row's."""
        none, number = row
        if none:
            return AS_WORKED_OUT
        if number == _NONE:
            return NOT_APPLICABLE
        return UNRECORDED if number < 1 else self._one(int(number))

    def _one(self, number: int) -> str:
        if self._records is None:
            self._records = _every(self._place)
        record = self._records[number - 1]
        name = id_of(record) or ""
        return self._stands_for.setdefault(tuple(self._said(record)), name)

    def _said(self, record: Record) -> Iterable[Any]:
        """Yield what a school says of each fact, and what it lacks for it."""
        roster = self._place.roster
        for path in self._paths:
            version = path.scope.version
            asking = Profile(self._place.about, {})
            world = World(asking, roster.inputs.school_records, version.vocabulary, as_of=roster.on)
            env = world.env(path.scope, record, roster.on)
            value = env.values[path.slot]
            yield type(value), value, tuple(one.id for one in open_in(path.scope, path.slot, env))


__all__ = ["UNRECORDED", "check_path", "school"]
