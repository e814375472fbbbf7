"""Rows that cannot be true: found in columns generously, judged by the record reader alone.

What is looked for is what the record models refuse: a spell that ends before it begins, a day before the birth, a
year appraised twice or not yet come, postings that overlap. A row that only may be wrong is read as a record too, so
this errs on one side only; nothing is refused here.
"""

from __future__ import annotations

from datetime import date

import narwhals as nw

from xgxp_rules.engines.columnar.inputs import Frame
from xgxp_rules.engines.columnar.roster import ListWork, Roster
from xgxp_rules.engines.dating import dating
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
