"""The other records a decision may read: found by id and kind, and for ranks the whole of a kind.

Nothing is looked up outside what was handed in. Whether *every* record of a kind was handed in decides what a set of
records means: of an incomplete kind nobody can say who else belongs to it, so a count over it stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pydantic import BaseModel

from xgxp_rules.diagnostics import RecordError, register
from xgxp_rules.model.records.base import Record
from xgxp_rules.model.values import Listing, Possible
from xgxp_rules.model.vocabulary import fold_name

MOST_RECORDS = 200_000
"""More records than this are refused; the largest county has some tens of thousands of teachers."""

SAME_ID = register(
    "XG460",
    zh="交来的记录里有两份{about}记录的编号都是 `{id}`",
    en="two of the {about} records handed in have the id `{id}`",
    mend_zh="请删去一份，或者改正编号",
    mend_en="Delete one, or correct its id",
)
TOO_MANY = register(
    "XG461",
    zh="交来的记录超过 {limit} 份",
    en="more than {limit} records were handed in beside the one decided on",
    mend_zh="请只交用得上的：本人的学校、部门和一同排名的人",
    mend_en="Hand in what is needed: the person's school and department and those ranked beside",
)
NO_ID = register(
    "XG462",
    zh="交来的第 {place} 份记录没有编号，无法引用",
    en="record {place} of those handed in has no id, so nothing can refer to it",
    mend_zh="请给它写上 `编号: …`，与本人记录里用的一样",
    mend_en="Write `编号: …` in it, the same as in the person's record",
)


class Records:
    """Records by kind and id; schools and other bodies are found by their name too. Immutable.

    `complete` names the kinds of which every record is there. Without it each kind of which there is at least one is
    taken as complete, except for a record whose own references lead to all that there are of the kind: they came with
    it. `assumed` names further kinds of which that is so.

    Raises:
        RecordError: a record without an id, two of one kind with the same id, or far too many records.

    >>> from xgxp_rules.model.records import School
    >>> Records([School(编号="s1", 名称="一中")]).get("school", "一中").id
    's1'
    """

    __slots__ = ("_assumed", "_by_kind", "_complete", "_named")

    def __init__(
        self, records: Iterable[Record] = (), *, complete: Iterable[str] | None = None, assumed: Iterable[str] = ()
    ) -> None:
        self._by_kind: dict[str, dict[str, Record]] = {}
        self._named: dict[str, dict[str, Record | None]] = {}
        for place, record in enumerate(records, 1):
            if place > MOST_RECORDS:
                raise RecordError.of(TOO_MANY, limit=MOST_RECORDS)
            self._add(record, place)
        self._complete = frozenset(() if complete is None else complete)
        self._assumed = frozenset(self._by_kind if complete is None else assumed) - self._complete

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

    def is_complete(self, about: str, beside: Record) -> bool:
        """Return whether every record of the kind is there, as far as anybody said or as seen from a record."""
        if about in self._complete:
            return True
        members = self._by_kind.get(about, {})
        return about in self._assumed and bool(members) and not self._all_led_to(members.values(), beside)

    def _all_led_to(self, members: Iterable[Record], start: Record) -> bool:
        """Return whether each of some records is named by another, from one to the next, beginning at `start`."""
        reached: dict[int, Record] = {id(start): start}
        ahead = [start]
        while ahead:
            for text in _texts(ahead.pop()):
                for about in self._by_kind:
                    found = self.get(about, text)
                    if found is not None and id(found) not in reached:
                        reached[id(found)] = found
                        ahead.append(found)
        led_to = [one for one in members if one is not start]
        return bool(led_to) and all(id(one) in reached for one in led_to)

    def __len__(self) -> int:
        return sum(len(each) for each in self._by_kind.values())

    def __iter__(self) -> Iterator[Record]:
        for each in self._by_kind.values():
            yield from each.values()

    def __repr__(self) -> str:
        return f"<Records {', '.join(f'{about}: {len(each)}' for about, each in self._by_kind.items())}>"


BETWEEN: Final = "/"
"""Stands between the parts of a name made of several fields: `652328/2026`, the county and the year."""


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts that a value holds, in whatever list or item."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, BaseModel):
        yield from _texts((value.__dict__, value.model_extra))
    elif isinstance(value, Listing | Possible):
        yield from _texts(value.items if isinstance(value, Listing) else value.values)


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
