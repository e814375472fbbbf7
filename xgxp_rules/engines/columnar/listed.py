"""Facts gathered from lists in one group-by: whether there is such an entry, how many, the latest, the greatest.

An entry of which it is open whether it belongs (a field is missing) marks its teacher's row, and the interpreter
decides it; likewise a row whose latest day has two entries that say different things.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns, expression
from xgxp_rules.engines.columnar.cuts import Cutter
from xgxp_rules.engines.columnar.inputs import ABSENT_CODE, FIRST_CODE, count_of_codes, value_of_code
from xgxp_rules.engines.columnar.leaves import AS_WORKED_OUT, Leaf, day_leaf, in_points, number_values, zero_or
from xgxp_rules.engines.columnar.roster import ID, ListWork, Roster, absent_if_empty
from xgxp_rules.engines.columnar.uses import constant_of
from xgxp_rules.engines.dating import Dating, dating
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.reading import day_getter
from xgxp_rules.engines.scopes import Home, Slot
from xgxp_rules.engines.windows import Bounds, compile_window
from xgxp_rules.engines.year_blocks import year_of
from xgxp_rules.model.forms import (
    Aggregate,
    Count,
    CurrentTerm,
    Exists,
    FromDay,
    ItemRunning,
    LengthOf,
    ListSource,
    Pick,
    Window,
)
from xgxp_rules.model.nodes import FactRef, FactTest, MeasuringDay, Operand, YearlyDay, YearlyDays, walk
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import NOT_APPLICABLE
from xgxp_rules.model.vocabulary import Fact

DAY_BASE = 1 << 21
"""A day's number is below this, so a day and a value share one whole number."""


@dataclass(slots=True)
class Place:
    """Where a form stands: its slot, the slots of the program, and the day everything is measured on."""

    slots: tuple[Slot, ...]
    home: Home
    roster: Roster
    cutter: Cutter
    calendar: SchoolCalendar
    about: str

    def fact(self, ref: FactRef) -> Fact:
        """Return the fact that a reference of the record names."""
        found = self.slots[self.home.slots[ref.name]].fact
        assert found is not None
        return found

    def constant(self, operand: Operand) -> Any:
        """Return the constant behind an operand.

        Raises:
            NotInColumns: it has none.
        """
        if isinstance(operand, MeasuringDay | YearlyDay | YearlyDays):
            return day_getter(operand)(self.env)
        value = constant_of(operand, self.home)
        if value is None:
            raise NotInColumns("operand")
        return value

    @property
    def env(self) -> Env:
        """Return an evaluation that knows the day and nothing else."""
        return Env(None, self.roster.on, [], [], calendar=self.calendar)

    def bounds(self, window: Window) -> Bounds:
        """Return the bounds of a window that is the same for everybody.

        Raises:
            NotInColumns: it differs from person to person.
        """
        if isinstance(window, CurrentTerm):
            raise NotInColumns("window_of_person")
        operand = window.day if isinstance(window, FromDay) else getattr(window, "length", None)
        if isinstance(window, FromDay | LengthOf):
            self.constant(operand)  # type: ignore[arg-type]
        found = compile_window(window, self)(self.env)  # type: ignore[arg-type]
        if found is None:
            raise NotInColumns("window")
        return found

    def getter(self, operand: Operand) -> tuple[Callable[[Env], Any] | None, Any]:
        """Return an operand as `compile_window` reads it."""
        return None, self.constant(operand)


@dataclass(slots=True)
class Chosen:
    """The entries of a source: whether each surely belongs, and the columns that tell of the doubtful ones."""

    work: ListWork
    dating: Dating
    sure: nw.Expr
    key: Any
    odd: list[nw.Expr]


def chosen(source: ListSource, place: Place, *, begun: bool = True) -> Chosen | None:
    """Return the entries of a source; None where no rows of its lists were handed in.

    Raises:
        NotInColumns: its condition or window has no columns.
    """
    if any(ref.path for ref in source.lists):
        raise NotInColumns("list_of_others")
    facts = [place.fact(ref) for ref in source.lists]
    if any(fact.form is not None for fact in facts):
        raise NotInColumns("list_of_others")
    work = place.roster.work(facts)
    if work is None:
        return None
    if len(facts) > 1 and not all(fact.id in place.roster.inputs.complete for fact in facts):
        # One list of several may be unknown while another has entries: what that comes to is the interpreter's to say.
        raise NotInColumns("several_lists")
    fields = facts[0].kind.fields
    if any(fact.kind.fields != fields for fact in facts[1:]) and source.where is not None:
        raise NotInColumns("different_lists")
    dated = dating(fields)
    if dated.by == "term":
        raise NotInColumns("terms")
    truth = _truth(source, place, work, dated, begun=begun)
    key = (source.where, source.within, begun)
    odd = [nw.col(place.roster.unread_items(work)) > 0]
    belongs = place.roster.make(work, key, nw.lit(True) if truth is None else truth)
    return Chosen(work, dated, nw.col(belongs).fill_null(value=False), key, odd)


def doubtful(found: Chosen, roster: Roster) -> nw.Expr:
    """Return whether a teacher has an entry of which it is open whether it belongs."""
    made = roster.make(found.work, found.key, found.sure)
    name = roster.ask_seldom(found.work, ("doubtful", found.key), nw.col(made).is_null())
    return nw.col(name) > 0


def _truth(source: ListSource, place: Place, work: ListWork, dated: Dating, *, begun: bool) -> nw.Expr | None:
    fields = {fact.id: fact for fact in work.facts[0].kind.fields}
    parts = []
    if begun and dated.by != "none":
        place.roster.need(work, fields[dated.field])
        on = place.roster.on
        today = year_of(on, dated.by, place.calendar) if dated.yearly else on.toordinal()
        parts.append((nw.col(dated.field) <= today).fill_null(value=True))
    if source.where is not None:
        for node in walk(source.where):
            if isinstance(node, FactTest) and node.fact.scope == "item":
                _need(fields[node.fact.id], place, work, dated, fields)
        parts.append(expression(source.where, fields.__getitem__, place.constant))
    if source.within is not None:
        parts.append(_inside(source.within, place, work, dated, fields))
    if not parts:
        return None
    truth = parts[0]
    for part in parts[1:]:
        truth = truth & part
    return truth


def _need(fact: Fact, place: Place, work: ListWork, dated: Dating, fields: dict[str, Fact]) -> None:
    if isinstance(fact.form, ItemRunning):
        start, until = fields[dated.field], fields.get(dated.until)
        place.roster.need(work, start)
        on = place.roster.on.toordinal()
        runs = nw.col(start.id) <= on
        if until is not None:
            place.roster.need(work, until)
            runs = runs & (nw.col(until.id).is_null() | (nw.col(until.id) >= on))
        code = nw.when(runs).then(nw.lit(FIRST_CODE)).when(~runs).then(nw.lit(FIRST_CODE + 1))
        work.made[fact.id] = code.otherwise(nw.lit(None, nw.Int64))
        return
    place.roster.need(work, fact)


def _inside(window: Window, place: Place, work: ListWork, dated: Dating, fields: dict[str, Fact]) -> nw.Expr:
    bounds = place.bounds(window)
    if dated.by == "none":
        raise NotInColumns("undated")
    if dated.by == "school_year":
        raise NotInColumns("school_years")
    place.roster.need(work, fields[dated.field])
    column = nw.col(dated.field)
    if dated.by == "year":
        first, last = years_inside(bounds, place.roster.on)
        return (column >= first) & (column <= last)
    stop = bounds.stop.toordinal()
    inside = column < stop
    if dated.by == "day":
        return inside if bounds.first is None else inside & (column >= bounds.first.toordinal())
    if bounds.first is None:
        return inside
    if dated.until:
        place.roster.need(work, fields[dated.until])
        until = nw.col(dated.until)
        return inside & (until.is_null() | (until >= bounds.first.toordinal()))
    raise NotInColumns("spell_without_end")


def years_inside(bounds: Bounds, on: date) -> tuple[int, int]:
    """Return the first and last year whose last day, or the measuring day in the present one, is in a window."""
    years = [
        year
        for year in range(on.year - 150, on.year + 2)
        if _ends_inside(min(date(year, 12, 31), on) if year == on.year else date(year, 12, 31), bounds)
    ]
    return (years[0], years[-1]) if years else (1, 0)


def _ends_inside(day: date, bounds: Bounds) -> bool:
    return (bounds.first is None or day >= bounds.first) and day < bounds.stop


# --- the forms -------------------------------------------------------------------------------------------------------


def no_rows(slot: int) -> Leaf:
    """Return the leaf of a fact of whose lists nothing was handed in: the interpreter knows what that means."""
    return Leaf(slot, nw.lit(0), (AS_WORKED_OUT,))


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


def number_leaf(slot: int, number: nw.Expr, cutter: Cutter, odd: list[nw.Expr]) -> Leaf:
    """Return the leaf of a whole number that is null where a teacher has no rows."""
    points = cutter.points(slot)
    if points is None:
        raw = (zero_or(number.is_null()), number.fill_null(value=0))
        return Leaf(slot, raw=raw, read=lambda row: AS_WORKED_OUT if row[0] else int(row[1]), odd=odd)
    code = nw.when(number.is_null()).then(nw.lit(0)).otherwise(in_points(number, points, 1))
    return Leaf(slot, code, [AS_WORKED_OUT, *number_values(points)], odd=odd)


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


def with_rows(leaf: Leaf, rows: nw.Expr) -> Leaf:
    """Return a leaf that is left to the interpreter where a teacher has no rows."""
    if leaf.code is not None:
        leaf.code = nw.when(rows.is_null()).then(nw.lit(0)).otherwise(leaf.code + 1)
        leaf.values = [AS_WORKED_OUT, *leaf.values]
        return leaf
    read = leaf.read
    assert read is not None
    leaf.raw = (zero_or(rows.is_null()), *leaf.raw)
    leaf.read = lambda row: AS_WORKED_OUT if row[0] else read(row[1:])
    return leaf


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
