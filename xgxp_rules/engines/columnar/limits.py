"""Numbers that no record takes: outside their limits, or none of the terms and school years that their name makes them.

Whole numbers are compared in columns. What stands as text or as fractions is read once each, by the reader of records.
Such a row is read as a record, which says what is wrong with it, whether a decision reads the number or not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, floor
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.inputs import Frame
from xgxp_rules.engines.columnar.roster import ID, Roster
from xgxp_rules.model.records.asked import checked_reader, has_own_year
from xgxp_rules.model.unreadable import Unreadable
from xgxp_rules.model.vocabulary import Fact, Vocabulary

Read = Callable[[Any], Any]


def outside_limits(roster: Roster, vocabularies: Sequence[Vocabulary]) -> list[nw.Expr]:
    """Return the truths by which a row holds a number that no record takes."""
    facts = [fact for vocabulary in vocabularies for fact in vocabulary.facts if fact.form is None]
    return [each for fact in facts for each in _outside(roster, fact)]


def _outside(roster: Roster, of: Fact) -> Iterator[nw.Expr]:
    frame = roster.inputs.lists.get(of.id) if of.kind.name == "list" else roster.inputs.teachers
    own_year = has_own_year(of.kind.fields)
    for fact in of.kind.fields if of.kind.name == "list" else (of,):
        read = None if fact.form is not None else checked_reader(fact, local=of.local, own_year=own_year)
        column = None if frame is None else frame.column(fact.id, fact.label)
        if frame is not None and read is not None and column is not None:
            whole = frame.types[column].is_integer() and fact.kind.unit != "%" and fact.limits is not None
            yield _compared(roster, of, fact) if whole else _read(roster, of, frame, column, read)


def _compared(roster: Roster, of: Fact, fact: Fact) -> nw.Expr:
    """Return whether a whole number lies outside its limits."""
    assert fact.limits is not None
    low, high = ceil(fact.limits[0]), floor(fact.limits[1])
    if of.kind.name != "list":
        number = nw.col(roster.plain(fact) or "")
        return (number < low) | (number > high)
    work = roster.work((of,))
    assert work is not None
    roster.need(work, fact)
    number = nw.col(fact.id)
    return nw.col(roster.ask_seldom(work, ("outside", fact.id), (number < low) | (number > high))) > 0


def _read(roster: Roster, of: Fact, frame: Frame, column: str, read: Read) -> nw.Expr:
    """Return whether a row holds something in a column that its reader refuses."""
    ids = roster.inputs.list_ids.get(of.id, roster.inputs.id)
    name = roster.bring(
        ("refused", of.id, column), lambda name: lambda: _refused(roster, of, ids, column, read, name)
    )
    return nw.col(name) > 0


def _refused(roster: Roster, of: Fact, ids: str, column: str, read: Read, name: str) -> nw.LazyFrame[Any]:
    """Return how many refused contents each id has, of those that have any."""
    frame = roster.inputs.lists[of.id] if of.kind.name == "list" else roster.inputs.teachers
    written = [one for (one,) in roster.backend.different(frame.rows, column) if one not in (None, "")]
    refused = [one for one in written if not _is_readable(one, read)]
    each = nw.col(column)
    odd = frame.rows.filter(each.is_in(refused) if refused else each.is_null() & ~each.is_null())
    return odd.group_by(nw.col(ids).alias(ID)).agg(nw.len().cast(nw.Int64).alias(name))


def _is_readable(written: Any, read: Read) -> bool:
    try:
        read(written)
    except Unreadable:
        return False
    return True


__all__ = ["outside_limits"]
