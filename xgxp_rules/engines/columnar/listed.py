"""The entries of a list that belong: the condition and the window of a source as one three-valued truth.

An entry of which it is open whether it belongs (a field is missing) marks its teacher's row, and the interpreter
decides it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns, expression
from xgxp_rules.engines.columnar.inputs import FIRST_CODE
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ListWork, Roster
from xgxp_rules.engines.dating import Dating, dating
from xgxp_rules.engines.windows import Bounds
from xgxp_rules.engines.year_blocks import year_of
from xgxp_rules.model.forms import (
    ItemRunning,
    ListSource,
    Window,
)
from xgxp_rules.model.nodes import FactTest, walk
from xgxp_rules.model.vocabulary import Fact


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
