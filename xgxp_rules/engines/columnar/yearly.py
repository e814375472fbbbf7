"""Yearly series: a teacher's years become whole numbers used as sets of bits, and each different history is read once.

What a run is, and what a missing year does to it, is said by the interpreter's own functions: they are asked about
every different set of years that the roster holds, however many teachers share it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns, expression
from xgxp_rules.engines.columnar.cuts import FIRST_DAY, LAST_DAY
from xgxp_rules.engines.columnar.fields import absent_if_empty
from xgxp_rules.engines.columnar.inputs import FIRST_CODE
from xgxp_rules.engines.columnar.leaves import AS_WORKED_OUT, BY_ITSELF, Leaf, cell_of_number, no_rows, zero_or
from xgxp_rules.engines.columnar.listed import chosen
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ListWork, Roster
from xgxp_rules.engines.columnar.uses import constant_of
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.windows import WindowGetter, compile_window
from xgxp_rules.engines.yearly import YearReader, every_getter, run_getter
from xgxp_rules.model.forms import CurrentTerm, Every, FromDay, LengthOf, ListSource, Run
from xgxp_rules.model.nodes import Condition, FactRef, FactTest, Operand, walk
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Between
from xgxp_rules.model.vocabulary import Fact

YEARS = 48
"""Years back from the measuring day's that fit into one whole number on every engine."""


def yearly(slot: int, form: Run | Every, place: Place) -> Leaf:
    """Return the leaf of a run of years, or of whether every year of a window has a property."""
    found = chosen(ListSource(form.source.lists, form.source.where), place)
    own = _own_day(form, place)
    if found is None:
        return _nothing(slot, form, place) if own is None else Leaf(slot, nw.lit(0), (BY_ITSELF,))
    if found.dating.by != "year":
        raise NotInColumns("not_yearly")
    roster, work = place.roster, found.work
    fields = {fact.id: fact for fact in work.facts[0].kind.fields}
    roster.need(work, fields[found.dating.field])
    for node in walk(form.holds):
        if isinstance(node, FactTest) and node.fact.scope == "item":
            roster.need(work, fields[node.fact.id])
    back = roster.on.year - nw.col(found.dating.field)
    here = found.sure & (back >= 0) & (back < YEARS)
    bit = _bit(work, found.dating.field, place)
    ungraded = _ungraded(form.holds, fields, work, place)
    graded = ~ungraded.fill_null(value=False)
    holds = expression(form.holds, fields.__getitem__, place.constant)
    marks = (here, here & graded & holds.fill_null(value=False), here & ~graded)
    sets = [
        roster.ask(
            work,
            ("years", found.key, form.holds, part),
            nw.when(mark).then(nw.col(bit)).otherwise(nw.lit(0)).sum().cast(nw.Int64),
        )
        for part, mark in enumerate(marks)
    ]
    count = roster.ask(work, ("count", found.key), zero_or(found.sure).sum().cast(nw.Int64))
    unclear = found.sure & (~here | back.is_null() | (graded & holds.is_null()) | ungraded.is_null())
    odd_item = roster.ask_seldom(work, ("unclear years", found.key, form.holds), unclear)
    first = first_year(place)
    none = (
        nw.when(nw.col(roster.rows_of(work)).is_null())
        .then(_no_entries(work.facts[0], roster))
        .otherwise(nw.lit(0))
    )
    odd = [*found.odd, *first[1], nw.col(odd_item) > 0]
    raw = [nw.col(name).fill_null(value=0) for name in (*sets, count)]
    rows = (none, _lacks(form, fields, work, found.dating.field, roster))
    if own is not None:
        odd += own[1]
        return Leaf(
            slot,
            raw=(*rows, own[0], *raw, first[0]),
            read=_or_alone(_reader_of_windows(slot, form, place)),
            odd=odd,
        )
    if isinstance(form, Run) and form.ending == "latest" and not work.facts[0].local:
        ends = here & ~holds.fill_null(value=False) if form.no_grade == "breaks" else here & graded & ~holds
        raw = _shortened(raw, ends, back, first[0], (found.key, form.holds, form.no_grade), bit, work, place)
        return Leaf(slot, raw=(*rows, *raw), read=_or_alone(_reader(slot, form, place)), odd=odd)
    return Leaf(slot, raw=(*rows, *raw, first[0]), read=_or_alone(_reader(slot, form, place)), odd=odd)


def _nothing(slot: int, form: Run | Every, place: Place) -> Leaf:
    """Return the leaf of a series of which no entries were handed in."""
    facts = [place.slots[place.home.slots[ref.name]].fact for ref in form.source.lists]
    if len(facts) != 1 or facts[0] is None:
        return no_rows(slot)
    first, odd = first_year(place)
    zeros = [nw.lit(0)] * 4
    return Leaf(
        slot, raw=(_no_entries(facts[0], place.roster), *zeros, first), read=_reader(slot, form, place), odd=odd
    )


def _no_entries(fact: Fact, roster: Roster) -> nw.Expr:
    """Return, for somebody without entries, 2 where it is known that there are none, and 1 where nobody knows.

    Of years without an entry the first posting tells which were to have one, so they are not the interpreter's to read
    from a list that is merely empty.
    """
    if fact.id in roster.inputs.complete:
        return nw.lit(2)
    flag = roster.complete_flag(fact)
    return nw.lit(1) if flag is None else nw.lit(1) + zero_or(nw.col(flag))


def _lacks(form: Run | Every, fields: dict[str, Fact], work: ListWork, dated: str, roster: Roster) -> nw.Expr:
    """Return 1 where an entry lacks a field that is read: whoever asks what keeps the fact open is told of it."""
    asked = [node for one in (form.holds, form.source.where) if one is not None for node in walk(one)]
    names = {node.fact.id for node in asked if isinstance(node, FactTest) and node.fact.scope == "item"} | {dated}
    read = [fields[name] for name in sorted(names) if fields[name].form is None]
    lacking = nw.col(roster.make(work, "never", nw.lit(False)))
    for fact in read:
        if not absent_if_empty(fact):
            lacking = lacking | nw.col(fact.id).is_null()
    return nw.col(roster.ask_seldom(work, ("lacks", *(fact.id for fact in read)), lacking)).fill_null(value=0)


def _or_alone(read: Callable[[tuple[Any, ...]], Any]) -> Callable[[tuple[Any, ...]], Any]:
    """Return a reader that leaves an open value to the interpreter where an entry lacks a field."""

    def value(row: tuple[Any, ...]) -> Any:
        found = read((row[0], *row[2:]))
        return BY_ITSELF if row[1] and (found is UNKNOWN or isinstance(found, Between)) else found

    return value


def _own_day(form: Run | Every, place: Place) -> tuple[nw.Expr, list[nw.Expr]] | None:
    """Return the day from which a person's own window runs, as far as whole years tell it, and the rows that are odd.

    It is twice its year, and one more where the day has come; 0 where it is not known, -1 where it does not apply.

    Raises:
        NotInColumns: the day is not supplied as such.
    """
    window = form.source.within
    if not isinstance(window, FromDay) or not isinstance(window.day, FactRef):
        return None
    if constant_of(window.day, place.home) is not None:
        return None
    fact = place.slots[place.home.slots[window.day.name]].fact
    if fact is None or fact.form is not None or fact.kind.name != "date":
        raise NotInColumns("window_of_person")
    found = place.roster.day(fact)
    if found is None:
        return nw.lit(0), []
    day, absent = nw.col(found[0]), place.roster.absent_day(fact)
    year = nw.col(place.roster.looked_up(("year of", found[0]), found[0], _year_of_day))
    told = (year * 2 + zero_or(day <= place.roster.on.toordinal())).fill_null(value=0)
    if absent is not None:
        told = nw.when(nw.col(absent)).then(nw.lit(-1)).otherwise(told)
    return told, [nw.col(found[1])]


class _FromDays:
    """What a window's bounds are compiled with where its day differs from row to row."""

    def __init__(self, on: date) -> None:
        self._on = on
        self.day: Any = UNKNOWN

    def getter(self, operand: Operand) -> tuple[Callable[[Env], Any], None]:
        """Return what reads the day of the row at hand."""
        return (lambda env: self.day), None

    def take(self, told: int) -> None:
        """Take the day of a row: the last of its year, or the measuring day where that is later and it has come."""
        if told <= 0:
            self.day = UNKNOWN if told == 0 else NOT_APPLICABLE
            return
        last = date(told // 2, 12, 31)
        self.day = min(last, self._on) if told % 2 else last


def _reader_of_windows(slot: int, form: Run | Every, place: Place) -> Any:
    days = _FromDays(place.roster.on)
    assert form.source.within is not None
    read = _reader(slot, form, place, compile_window(form.source.within, days))  # type: ignore[arg-type]

    def value(row: tuple[Any, ...]) -> Any:
        if row[0]:
            # Without entries it is the day alone that tells, and the profile holds no more of it than tests ask.
            return BY_ITSELF
        days.take(int(row[1]))
        return read((row[0], *row[2:]))

    return value


def _shortened(
    raw: list[nw.Expr],
    ends: nw.Expr,
    back: nw.Expr,
    first: nw.Expr,
    key: tuple[Any, ...],
    bit: str,
    work: ListWork,
    place: Place,
) -> list[nw.Expr]:
    """Return the sets without the years before the latest one that surely ends a run: they cannot matter to it.

    So few different histories are left. The number of entries goes with them, as the record reader lets no year of a
    built-in list stand twice.
    """
    roster, ended = place.roster, ends.fill_null(value=False)
    nothing = nw.lit(None, nw.Int64)
    last = roster.ask(work, ("last end", *key), nw.when(ended).then(nw.col(bit)).otherwise(nothing).min())
    ago = roster.ask(work, ("end ago", *key), nw.when(ended).then(back).otherwise(nothing).min())
    none = nw.col(last).is_null()
    size = nw.when(none).then(nw.lit(1 << YEARS)).otherwise(nw.col(last) * 2)
    short = [one % size for one in raw[:3]]
    settled = ~none & (first > 1) & (first <= roster.on.year - nw.col(ago))
    return [*short, nw.lit(NOT_COUNTED), nw.when(settled).then(nw.lit(0)).otherwise(first)]


def _bit(work: ListWork, year: str, place: Place) -> str:
    """Return the column that holds each item's year as one bit, the measuring day's year the lowest."""
    this = place.roster.on.year
    years = list(range(this, this - YEARS, -1))
    bits = [1 << back for back in range(YEARS)]
    made = nw.col(year).replace_strict(years, bits, default=0, return_dtype=nw.Int64)
    return place.roster.make(work, ("bit", year), made)


def _ungraded(holds: Condition, fields: dict[str, Fact], work: ListWork, place: Place) -> nw.Expr:
    """Return whether an item has no grade: a value outside the order of what the property tests."""
    found = nw.col(place.roster.make(work, "never", nw.lit(False)))
    for node in walk(holds):
        if isinstance(node, FactTest) and node.fact.scope == "item" and fields[node.fact.id].kind.unordered:
            kind = fields[node.fact.id].kind
            for number, choice in enumerate(kind.choices):
                if choice.id in kind.unordered:
                    found = found | (nw.col(node.fact.id) == FIRST_CODE + number)
    return found


def first_year(place: Place) -> tuple[nw.Expr, list[nw.Expr]]:
    """Return the year of the first posting (0 where nobody knows, 1 where there is none), and the rows that are odd."""
    slot = place.home.slots.get("postings")
    if slot is None:
        return nw.lit(0), []
    fact = place.slots[slot].fact
    assert fact is not None
    roster = place.roster
    work = roster.work((fact,))
    complete = fact.id in roster.inputs.complete
    if work is None:
        return nw.lit(1 if complete else 0), []
    start = next(one for one in fact.kind.fields if one.id == "starts_on")
    roster.need(work, start)
    unclear = nw.col(roster.ask_seldom(work, "no start", nw.col("starts_on").is_null())) > 0
    rows = nw.col(roster.rows_of(work))
    name = roster.ask(work, "first start", nw.col("starts_on").min())
    year = nw.col(roster.looked_up("first start's year", name, _year_of_day))
    known = nw.when(rows.is_null()).then(nw.lit(1 if complete else 0)).otherwise(year.fill_null(value=0))
    odd = [nw.col(roster.unread_items(work)) > 0, unclear]
    return nw.col(roster.after("first year", known)), odd


@cache
def _year_of_day() -> dict[int, int]:
    """Return the year of every day that columns know."""
    return {number: date.fromordinal(number).year for number in range(FIRST_DAY, LAST_DAY + 1)}


NOT_COUNTED = -1
"""Stands for the number of entries where it does not matter."""


class _Years(YearReader):
    """A series that is there already, where the interpreter expects something that reads one from a record."""

    __slots__ = ("_series",)

    def __init__(self, series: dict[int, Any]) -> None:
        self.by = "year"
        self._series = series

    def read(self, env: Env) -> tuple[dict[int, Any], bool]:
        """Return the series of a complete list."""
        return self._series, True


def _reader(slot: int, form: Run | Every, place: Place, own: WindowGetter | None = None) -> Any:
    points = place.cutter.points(slot) if isinstance(form, Run) else None
    within = form.source.within
    if isinstance(within, CurrentTerm):
        raise NotInColumns("window_of_person")
    bounds = None if within is None or own is not None else place.bounds(within)
    window = own if own is not None or within is None else lambda env: bounds
    this, env = place.roster.on.year, place.env

    def read(row: tuple[Any, ...]) -> Any:
        none, every, holding, ungraded, count, first = row
        if none == 1:
            return AS_WORKED_OUT
        if count != NOT_COUNTED and int(every).bit_count() != count:
            return BY_ITSELF
        series = {this - back: _truth(back, holding, ungraded) for back in range(YEARS) if every >> back & 1}
        days = None if first == 0 else () if first == 1 else (date(first, 1, 1),)
        years = _Years(series)
        if isinstance(form, Run):
            value = run_getter(form, None, years, lambda env: days, window)(env)  # type: ignore[arg-type]
            return value if points is None else _in_cells(value, points)
        return every_getter(form, years, window, lambda env: days)(env)

    return read


def _truth(back: int, holding: int, ungraded: int) -> Any:
    if ungraded >> back & 1:
        return NOT_APPLICABLE
    return bool(holding >> back & 1)


def _in_cells(value: Any, points: Any) -> Any:
    if isinstance(value, Between):
        low = None if value.low is None else cell_of_number(value.low, points)
        high = None if value.high is None else cell_of_number(value.high, points)
        return Between(low, high)
    return value if not isinstance(value, int) else cell_of_number(value, points)


__all__ = ["LengthOf", "first_year", "yearly"]
