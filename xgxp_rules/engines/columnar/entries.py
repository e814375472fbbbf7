"""The entries of a list as one text for each teacher, and back: what is read once has to stand in one column.

Each field is written as columns hold it (a day's number, a choice's code) with marks between that no text has; the
order of the entries is none of the roster's, so they are put into one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.fields import absent_if_empty
from xgxp_rules.engines.columnar.inputs import value_of_code
from xgxp_rules.engines.columnar.leaves import BY_ITSELF, list_known
from xgxp_rules.engines.columnar.roster import ID, ListWork, Roster
from xgxp_rules.engines.dating import dating
from xgxp_rules.model.forms import ItemDuration, ItemRunning
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.readers import reader_of
from xgxp_rules.model.records.asked import has_own_year, reader_by_name
from xgxp_rules.model.unreadable import Unreadable, read_state
from xgxp_rules.model.values import UNKNOWN
from xgxp_rules.model.vocabulary import Fact

BETWEEN_FIELDS, BETWEEN_ENTRIES = "\x1f", "\x1e"


@dataclass(slots=True)
class ListText:
    """A list in two columns: whether it is known, and its entries."""

    raw: tuple[nw.Expr, ...]
    odd: list[nw.Expr]
    fields: tuple[tuple[Fact, Callable[[str], Any]], ...] = ()
    year: str = ""
    """The field of a yearly list that says the year: of two entries of one year their order tells which counts."""
    supplied: tuple[str, ...] = ()
    """Every field that an entry may have."""
    _asked: tuple[str, ...] = field(default=())
    _entry: type = object

    def __post_init__(self) -> None:
        self._entry = type("Entry", (), dict.fromkeys(self.supplied))
        self._asked = tuple(fact.id for fact, _ in self.fields if not absent_if_empty(fact))

    def read(self, raw: tuple[Any, ...]) -> Any:
        """Return the entries, or unknown."""
        known, text = raw
        if not known:
            return UNKNOWN
        if not text:
            return ()
        entries: list[Any] = []
        for entry in text.split(BETWEEN_ENTRIES):
            values: dict[str, Any] = {}
            for (fact, read), written in zip(self.fields, entry.split(BETWEEN_FIELDS)[1:], strict=True):
                if written:
                    values[fact.id] = value = read(written)
                    if value is BY_ITSELF:
                        return BY_ITSELF
            made = self._entry()
            made.__dict__ = values
            entries.append(made)
        return tuple(entries) if not self.year or self._once(entries) else BY_ITSELF

    def _once(self, entries: list[Any]) -> bool:
        """Return whether no year stands twice."""
        years = [year for entry in entries if (year := getattr(entry, self.year)) is not None]
        return len(set(years)) == len(years)

    def lacks(self, entries: tuple[Any, ...]) -> bool:
        """Return whether an entry lacks a field that is read."""
        return any(getattr(entry, name) is None for entry in entries for name in self._asked)


def list_text(fact: Fact, names: frozenset[str] | None, roster: Roster) -> ListText:
    """Return a list with those of its fields that are named, and those that date its entries; None for all.

    Raises:
        NotInColumns: a field is of a kind that no column holds.
    """
    known = list_known(0, fact, roster)
    assert known.code is not None
    work = roster.work((fact,))
    if work is None:
        return ListText((known.code, nw.lit("")), known.odd)
    dated = dating(fact.kind.fields)
    fields = [one for one in fact.kind.fields if one.id in _wanted(fact, names) and one.form is None]
    named = {one.id: _by_name(fact, one) for one in fields}
    columns = [_written(one, work, roster, named=named[one.id] is not None) for one in fields]
    odd = [*known.odd, nw.col(roster.unread_items(work)) > 0]
    for one in fields:
        if _is_text(one):
            marked = nw.col(one.id).str.contains(f"[{BETWEEN_FIELDS}{BETWEEN_ENTRIES}]")
            odd.append(nw.col(roster.ask_seldom(work, ("marks", one.id), marked)) > 0)
    entry = nw.concat_str([nw.lit(""), *columns], separator=BETWEEN_FIELDS)
    key = ("entries", work.key, *(one.id for one in fields))
    name = roster.bring(key, lambda name: lambda: _joined(work, entry, roster, name))
    return ListText(
        (known.code, nw.col(name).fill_null(value="")),
        odd,
        tuple((one, _reader(one, named[one.id])) for one in fields),
        dated.field if dated.yearly else "",
        tuple(one.id for one in fact.kind.fields if one.form is None),
    )


def _joined(work: ListWork, entry: nw.Expr, roster: Roster, name: str) -> nw.LazyFrame[Any]:
    items = roster.items_of(work).select(ID, entry.alias("entry"))
    return roster.backend.joined(items, "entry", BETWEEN_ENTRIES, name)


def _wanted(fact: Fact, names: frozenset[str] | None) -> frozenset[str]:
    """Return the fields of a list that are read: those named, those that date it, and what they are worked out from."""
    fields = {one.id: one for one in fact.kind.fields}
    if names is None:
        return frozenset(fields)
    dated = dating(fact.kind.fields)
    found: set[str] = set()
    waiting = [*names, dated.field, dated.until]
    while waiting:
        name = waiting.pop()
        if name in fields and name not in found:
            found.add(name)
            waiting += _made_from(fields[name])
    return frozenset(found)


def _made_from(fact: Fact) -> list[str]:
    from xgxp_rules.engines.scopes import refs_in

    if fact.form is None or isinstance(fact.form, ItemDuration | ItemRunning):
        return []
    return [ref.id for ref in refs_in(fact.form) if isinstance(ref, FactRef) and ref.scope == "item"]


def _is_text(fact: Fact) -> bool:
    return fact.kind.name in ("text", "reference")


def _by_name(of: Fact, fact: Fact) -> Callable[[object], Any] | None:
    """Return the reader of a field that its name makes a school year or a term."""
    return reader_by_name(fact.id, fact.kind, own_year=has_own_year(of.kind.fields)) if of.local else None


def _written(fact: Fact, work: ListWork, roster: Roster, *, named: bool) -> nw.Expr:
    """Return a field as text; nothing is an empty one."""
    if named or _is_read_later(fact, work, roster):
        column = nw.col(roster.need_written(work, fact))
    else:
        roster.need(work, fact)
        column = nw.col(fact.id) if _is_text(fact) else nw.col(fact.id).cast(nw.String)
    return column.fill_null(value="")


def _is_read_later(fact: Fact, work: ListWork, roster: Roster) -> bool:
    """Return whether what a field means is the reader's to say: periods, shares, numbers written as text."""
    if fact.kind.name not in ("number", "period", "day_of_year"):
        return False
    return fact.kind.name != "number" or fact.kind.unit == "%" or not roster.holds_whole_numbers(work, fact)


def _reader(fact: Fact, named: Callable[[object], Any] | None) -> Callable[[str], Any]:
    kind = fact.kind
    if named is not None:
        return _by_reader(named)
    match kind.name:
        case "date":
            return lambda written: date.fromordinal(int(written))
        case "flag" | "choice":
            return lambda written: value_of_code(kind, int(written))
        case "text" | "reference":
            return str
        case _:
            return _by_reader(reader_of(kind))


def _by_reader(read: Callable[[Any], Any]) -> Callable[[str], Any]:
    """Return how a number, a share or a period is read as records read it."""

    def value(written: str) -> Any:
        kind, _, text = written.partition(":") if ":" in written else ("int", "", written)
        if read_state(text) is not None:
            return BY_ITSELF
        try:
            return read(int(text) if kind == "int" else float(text) if kind == "float" else text)
        except Unreadable:
            return BY_ITSELF

    return value


__all__ = ["ListText", "list_text"]
