"""Rows that cannot be true: found in columns generously, judged by the record reader alone.

What is looked for is what the record models refuse: a spell that ends before it begins, a day before the birth, a
year appraised twice or not yet come, postings that overlap. A row that only may be wrong is read as a record too, so
this errs on one side only; nothing is refused here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from math import ceil, floor
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.inputs import Frame
from xgxp_rules.engines.columnar.roster import ID, ListWork, Roster
from xgxp_rules.engines.dating import dating
from xgxp_rules.model.records.asked import has_own_year, reader_by_name
from xgxp_rules.model.unreadable import Unreadable, read_state
from xgxp_rules.model.vocabulary import Fact, Vocabulary

_OLDEST = 119

OVERLAPS, TWICE = "xgxp_overlaps", "xgxp_twice"
"""The columns that mark an entry by those around it."""


def suspicious(roster: Roster, vocabulary: Vocabulary) -> list[nw.Expr]:
    """Return the truths by which a row has to be read as a record before it is believed."""
    born = roster.day(vocabulary["born_on"])
    found: list[nw.Expr] = []
    if born is not None:
        today = roster.on.toordinal()
        day = nw.col(born[0])
        found += [nw.col(born[1]), day > today, day < date(roster.on.year - _OLDEST, 1, 1).toordinal()]
        found += [nw.col(name) < day for name in _days_of_teachers(roster, vocabulary)]
    for fact in vocabulary.facts:
        if fact.kind.name == "list" and not fact.local and fact.id in roster.inputs.lists:
            found += _of_list(roster, fact, None if born is None else nw.col(born[0]))
    return found


def _days_of_teachers(roster: Roster, vocabulary: Vocabulary) -> list[str]:
    facts = [fact for fact in vocabulary.facts if fact.kind.name == "date" and fact.form is None and not fact.local]
    days = [roster.day(fact) for fact in facts if fact.id != "born_on"]
    return [found[0] for found in days if found is not None]


def _of_list(roster: Roster, fact: Fact, born: nw.Expr | None) -> list[nw.Expr]:
    """Return the truths by which a list makes its teacher's row suspicious, asked with all else of the list."""
    frame, work, dated = roster.inputs.lists[fact.id], roster.work((fact,)), dating(fact.kind.fields)
    assert work is not None
    days = [one for one in fact.kind.fields if one.kind.name == "date" and one.form is None]
    days = [one for one in days if frame.column(one.id, one.label) is not None]
    for one in days:
        roster.look(work, one)
    odd = [nw.col(roster.unread_items(work)) > 0]
    if dated.by == "spell" and dated.field in {one.id for one in days}:
        odd += _spells(roster, fact, work, dated.field, dated.until)
    elif dated.by == "year" and fact.id == "appraisals":
        odd += _years(roster, frame, fact, work, dated.field)
    if born is not None and days:
        # The last day of a spell is not looked at: one before the first day is odd in any case.
        firsts = [nw.col(one.id) for one in days if dated.by != "spell" or one.id != dated.until]
        ends = [nw.col(dated.until)] if dated.by == "spell" and dated.until in {one.id for one in days} else []
        first = roster.ask(work, "first day of all", _first(firsts, ends).min())
        odd.append(nw.col(first) < born)
    return odd


def _first(days: list[nw.Expr], else_: list[nw.Expr]) -> nw.Expr:
    """Return the first of several days of an entry; another day where it has none of them."""
    found: nw.Expr = nw.lit(None, nw.Int64)
    for place, each in enumerate(days):
        found = nw.when(found.is_null() | (each < found)).then(each).otherwise(found) if place else each
    for each in else_:
        found = nw.when(found.is_null()).then(each).otherwise(found)
    return found


def _spells(roster: Roster, fact: Fact, work: ListWork, first: str, last: str) -> list[nw.Expr]:
    found = []
    if last in work.fields:
        backwards = (nw.col(last) < nw.col(first)).fill_null(value=False)
        found.append(nw.col(roster.ask_seldom(work, "ends before it begins", backwards)) > 0)
    if fact.id == "postings":
        end = last if last in work.fields else None  # without such a column every spell still runs
        roster.mark(work, OVERLAPS, lambda items: roster.backend.overlapping(items, first, end, OVERLAPS))
        found.append(nw.col(roster.ask_seldom(work, OVERLAPS, nw.col(OVERLAPS))) > 0)
    return found


def _years(roster: Roster, frame: Frame, fact: Fact, work: ListWork, year: str) -> list[nw.Expr]:
    field = next(one for one in fact.kind.fields if one.id == year)
    column = frame.column(field.id, field.label)
    if column is None:
        return []
    if not frame.types[column].is_integer():
        return [~nw.col(roster.rows_of(work)).is_null()]
    roster.look(work, field)
    late = (nw.col(year) > roster.on.year).fill_null(value=False)
    roster.mark(work, TWICE, lambda items: roster.backend.twice(items, year, TWICE))
    marks = (("year to come", late), (TWICE, nw.col(TWICE)))
    return [nw.col(roster.ask_seldom(work, key, mark)) > 0 for key, mark in marks]


# --- limits ------------------------------------------------------------------------------------------------------


def outside_limits(roster: Roster, vocabularies: Sequence[Vocabulary]) -> tuple[list[nw.Expr], list[str]]:
    """Return the truths by which a number lies outside its limits, and the facts of which columns cannot tell."""
    found: list[nw.Expr] = []
    untold: list[str] = []
    for fact in (fact for vocabulary in vocabularies for fact in vocabulary.facts if fact.form is None):
        found += _misnamed(roster, fact)
        try:
            if fact.kind.name != "list":
                found += _outside_of_teacher(roster, fact)
            elif fact.id in roster.inputs.lists:
                found += [each for one in fact.kind.fields for each in _outside_of_list(roster, fact, one)]
        except NotInColumns:
            untold.append(fact.label)
    return found, untold


def _misnamed(roster: Roster, fact: Fact) -> list[nw.Expr]:
    """Return where a number is none that its name makes it: a school year or a term."""
    if not fact.local:
        return []
    own_year = has_own_year(fact.kind.fields)
    frame = roster.inputs.lists.get(fact.id) if fact.kind.name == "list" else roster.inputs.teachers
    found = []
    for one in fact.kind.fields or (fact,):
        read = reader_by_name(one.id, one.kind, own_year=own_year)
        column = None if frame is None or one.form is not None else frame.column(one.id, one.label)
        if frame is not None and read is not None and column is not None:
            ids = roster.inputs.list_ids.get(fact.id, roster.inputs.id)
            name = roster.bring(("misnamed", fact.id, column), _misread(frame.rows, ids, column, read, roster))
            found.append(nw.col(name) > 0)
    return found


def _misread(
    rows: nw.LazyFrame[Any], ids: str, column: str, read: Callable[[object], Any], roster: Roster
) -> Callable[[str], Callable[[], nw.LazyFrame[Any]]]:
    """Return what makes the frame of those who have a number that its reader refuses."""

    def frame(name: str) -> nw.LazyFrame[Any]:
        written = [one for (one,) in roster.backend.different(rows, column) if one not in (None, "")]
        refused = [one for one in written if not _is_readable(one, read)]
        each = nw.col(column)
        odd = rows.filter(each.is_in(refused) if refused else each.is_null() & ~each.is_null())
        return odd.group_by(nw.col(ids).alias(ID)).agg(nw.len().cast(nw.Int64).alias(name))

    return lambda name: lambda: frame(name)


def _is_readable(written: Any, read: Callable[[object], Any]) -> bool:
    if isinstance(written, str) and read_state(written) is not None:
        return True
    try:
        read(written)
    except Unreadable:
        return False
    return True


def _outside_of_teacher(roster: Roster, fact: Fact) -> list[nw.Expr]:
    frame = roster.inputs.teachers
    column = frame.column(fact.id, fact.label)
    if fact.limits is None or column is None:
        return []
    name = roster.plain(fact)
    assert name is not None
    return [_outside(nw.col(name), fact, frame, column)]


def _outside_of_list(roster: Roster, of: Fact, fact: Fact) -> list[nw.Expr]:
    frame = roster.inputs.lists[of.id]
    column = frame.column(fact.id, fact.label)
    work = roster.work((of,))
    if fact.limits is None or fact.form is not None or column is None or work is None:
        return []
    roster.need(work, fact)
    mark = _outside(nw.col(fact.id), fact, frame, column)
    return [nw.col(roster.ask_seldom(work, ("outside", fact.id), mark)) > 0]


def _outside(number: nw.Expr, fact: Fact, frame: Frame, column: str) -> nw.Expr:
    """Return whether a number lies outside its limits.

    Raises:
        NotInColumns: the column holds no whole numbers, so that its reader alone knows what they are.
    """
    assert fact.limits is not None
    low, high = fact.limits
    if not frame.types[column].is_integer() or fact.kind.unit == "%":
        raise NotInColumns("limits")
    return (number < ceil(low)) | (number > floor(high))
