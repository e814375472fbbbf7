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
from xgxp_rules.engines.columnar.inputs import Frame, unread_day
from xgxp_rules.engines.columnar.leaves import zero_or
from xgxp_rules.engines.columnar.roster import ID, Roster
from xgxp_rules.engines.dating import dating
from xgxp_rules.model.records.asked import has_own_year, reader_by_name
from xgxp_rules.model.unreadable import Unreadable, read_state
from xgxp_rules.model.vocabulary import Fact, Vocabulary

_OLDEST = 119


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
    name = roster.bring(("checked", fact.id), lambda name: lambda: _checked(roster, fact, name))
    odd = [nw.col(f"{name}_odd") > 0]
    if born is not None:
        odd.append(nw.col(f"{name}_first") < born)
    return odd


def _checked(roster: Roster, fact: Fact, name: str) -> nw.LazyFrame[Any]:
    """Return each teacher's first day in a list, and how many of its entries are odd in themselves."""
    frame = roster.inputs.lists[fact.id]
    days = {
        column: f"day_{field.id}"
        for field in fact.kind.fields
        if field.kind.name == "date" and field.form is None and (column := frame.column(field.id, field.label))
    }
    rows = frame.days(roster.backend, days)
    odd: nw.Expr = nw.lit(False)
    for column, number in days.items():
        odd = odd | unread_day(frame, column, number)
    rows = rows.with_columns(nw.col(roster.inputs.list_ids[fact.id]).alias(ID), odd.alias("odd"))
    dated = dating(fact.kind.fields)
    if dated.by == "spell":
        rows = _spells(rows, roster, fact, dated.field, dated.until)
    elif dated.by == "year":
        rows = _years(rows, roster, frame, fact, dated.field)
    first: nw.Expr = nw.lit(None, nw.Int64)
    for number in days.values():
        each = nw.col(number)
        first = nw.when(first.is_null() | (each < first)).then(each).otherwise(first) if len(days) > 1 else each
    rows = rows.with_columns(first.alias("first"))
    return rows.group_by(ID).agg(
        zero_or(nw.col("odd")).max().alias(f"{name}_odd"),
        nw.col("first").min().alias(f"{name}_first"),
        nw.len().alias(name),
    )


def _spells(rows: nw.LazyFrame[Any], roster: Roster, fact: Fact, start: str, until: str) -> nw.LazyFrame[Any]:
    names = rows.collect_schema().names()
    first, last = f"day_{start}", f"day_{until}"
    if first not in names:
        return rows
    if last not in names:
        rows = rows.with_columns(nw.lit(None, nw.Int64).alias(last))  # every spell still runs
    backwards = (nw.col(last) < nw.col(first)).fill_null(value=False)
    rows = rows.with_columns((nw.col("odd") | backwards).alias("odd"))
    if fact.id != "postings":
        return rows
    return roster.backend.overlapping(rows, first, last)


def _years(rows: nw.LazyFrame[Any], roster: Roster, frame: Frame, fact: Fact, year: str) -> nw.LazyFrame[Any]:
    field = next(one for one in fact.kind.fields if one.id == year)
    column = frame.column(field.id, field.label)
    if column is None or fact.id != "appraisals":
        return rows
    if not frame.types[column].is_integer():
        return rows.with_columns(nw.lit(True).alias("odd"))
    late = (nw.col(column) > roster.on.year).fill_null(value=False)
    twice = rows.group_by(ID, column).agg(nw.len().alias("times")).filter(nw.col("times") > 1)
    twice = twice.group_by(ID).agg(nw.len().alias("twice"))
    rows = rows.join(twice, on=ID, how="left")
    return rows.with_columns((nw.col("odd") | late | ~nw.col("twice").is_null()).alias("odd"))


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
