"""The other records a decision may read: found by id and kind, and for ranks the whole of a kind.

Nothing is looked up outside what was handed in. Whether *every* record of a kind was handed in decides what a set of
records means: of an incomplete kind nobody can say who else belongs to it, so a count over it stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from xgxp_rules.diagnostics import RecordError, register
from xgxp_rules.model.records.base import Record
from xgxp_rules.model.vocabulary import fold_name

MOST_RECORDS = 200_000
"""More records than this are refused; the largest county has some tens of thousands of teachers."""

SAME_ID = register(
    "XG460",
    zh="交来的记录里有两份{about}记录的编号都是 `{id}`",
    en="two of the {about} records handed in have the id `{id}`",
)
TOO_MANY = register(
    "XG461", zh="交来的记录超过 {limit} 份", en="more than {limit} records were handed in beside the one decided on"
)
NO_ID = register(
    "XG462",
    zh="交来的第 {place} 份记录没有编号，无法引用",
    en="record {place} of those handed in has no id, so nothing can refer to it",
)


class Records:
    """Records by kind and id; schools and other bodies are found by their name too. Immutable.

    `complete` names the kinds of which every record is there; by default each kind of which there is at least one.

    Raises:
        RecordError: a record without an id, two of one kind with the same id, or far too many records.

    >>> from xgxp_rules.model.records import School
    >>> Records([School(编号="s1", 名称="一中")]).get("school", "一中").id
    's1'
    """

    __slots__ = ("_by_kind", "_complete", "_named")

    def __init__(self, records: Iterable[Record] = (), *, complete: Iterable[str] | None = None) -> None:
        self._by_kind: dict[str, dict[str, Record]] = {}
        self._named: dict[str, dict[str, Record | None]] = {}
        for place, record in enumerate(records, 1):
            if place > MOST_RECORDS:
                raise RecordError.of(TOO_MANY, limit=MOST_RECORDS)
            self._add(record, place)
        self._complete = frozenset(self._by_kind if complete is None else complete)

    def _add(self, record: Record, place: int) -> None:
        names = names_of(record)
        if not names:
            raise RecordError.of(NO_ID, place=place)
        record_id = names[0]
        named = self._by_kind.setdefault(record.about, {})
        if record_id in named:
            raise RecordError.of(SAME_ID, about=record.about, id=record_id)
        named[record_id] = record
        for name in names[1:]:
            by_name = self._named.setdefault(record.about, {})
            # Two bodies of one name, two years of one county: the name leads nowhere, the ids still do.
            by_name[name] = None if name in by_name else record

    def get(self, about: str, name: str) -> Record | None:
        """Return the record of this kind and id, or of this name where the kind goes by names; else None."""
        folded = fold_name(name)
        found = self._by_kind.get(about, {}).get(folded)
        return found if found is not None else self._named.get(about, {}).get(folded)

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of which there is a record."""
        return tuple(self._by_kind)

    def of(self, about: str) -> tuple[Record, ...]:
        """Return every record of a kind, in the order handed in."""
        return tuple(self._by_kind.get(about, {}).values())

    def is_complete(self, about: str) -> bool:
        """Return whether every record of the kind is there."""
        return about in self._complete

    def __len__(self) -> int:
        return sum(len(each) for each in self._by_kind.values())

    def __iter__(self) -> Iterator[Record]:
        for each in self._by_kind.values():
            yield from each.values()

    def __repr__(self) -> str:
        return f"<Records {', '.join(f'{about}: {len(each)}' for about, each in self._by_kind.items())}>"


BETWEEN: Final = "/"
"""Stands between the parts of a name made of several fields: `652328/2026`, the county and the year."""


def names_of(record: Record) -> tuple[str, ...]:
    """Return all that others may call a record, folded for comparing; the first is its id.

    >>> from xgxp_rules.model.records import CountyYear
    >>> names_of(CountyYear(编号="999999", 名称="某县", 年度=2026))
    ('999999/2026', '某县/2026', '999999', '某县')
    """
    found: list[str] = []
    for fields in record.named_by:
        parts = [_text(record, field) for field in fields]
        if None not in parts:
            found.append(BETWEEN.join(part or "" for part in parts))
    return tuple(dict.fromkeys(found))


def id_of(record: Record) -> str | None:
    """Return a record's id, folded for comparing; one without an id goes by its name, or by what it is about."""
    return next(iter(names_of(record)), None)


def _text(record: Record, field: str) -> str | None:
    values: Mapping[str, Any] = record.__dict__
    value = values.get(field)
    if isinstance(value, int):
        return str(value)
    return fold_name(value) if isinstance(value, str) and value else None
