"""The log of cases in a database: entries are added one by one, each on top of the revision its writer saw.

The head of a case moves from revision N to N + 1 in the same transaction that adds entry N + 1: either both are there
or neither. Whoever saw an older revision is told, and nothing of theirs is written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from xgxp_rules.diagnostics import nearest
from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.store.database import Database, Statements
from xgxp_rules.store.messages import CASE_EXISTS, CONFLICT, NO_CASE, SPOILT, Conflict, StoreError

_PAGE = 500
"""So many cases are read at a time: memory stays flat however many there are."""

_HEAD = (
    "SELECT id, policy, version, content_hash, process, about, opened_on, revision, next_due, closed, state"
    " FROM xgxp_cases"
)
_EVENTS = "SELECT number, id, kind, name, effective_on, recorded_at, actor, data, case_id FROM xgxp_events"
_DRAWN = "next_due = ?, closed = ?, state = ?"


class CaseLog:
    """The cases of one database; safe to use from several threads and several programs at once."""

    def __init__(self, address: str, *, create: bool = False) -> None:
        self.database = Database(address, create=create)

    def close(self) -> None:
        """Close every connection."""
        self.database.close()

    def open(self, head: CaseHead, entry: Entry) -> Entry:
        """Add a case with its first entry.

        Raises:
            StoreError: the case exists already, or the database failed; nothing was written.
        """
        kept = replace(entry, number=1, recorded_at=_moment(entry.recorded_at))
        with self.database.transaction(writes=True) as on:
            if on.rows("SELECT 1 FROM xgxp_cases WHERE id = ?", head.case):
                raise StoreError.of(CASE_EXISTS, case=head.case)
            values = (head.case, head.policy, head.version, head.content_hash, head.process, head.about)
            more = (head.opened_on.isoformat(), 1, _day(head.next_due), int(head.closed), head.state)
            on.run(f"INSERT INTO xgxp_cases VALUES ({', '.join('?' * 11)})", *values, *more)
            self._insert(on, head.case, kept)
        return kept

    def append(self, head: CaseHead, entry: Entry) -> Entry:
        """Add an entry on top of `head.revision`; `head` carries when something is next due.

        Raises:
            Conflict: somebody else has added to the case since; nothing was written.
            StoreError: the database failed; nothing was written.
        """
        kept = replace(entry, number=head.revision + 1, recorded_at=_moment(entry.recorded_at))
        with self.database.transaction(writes=True) as on:
            moved = on.run(
                "UPDATE xgxp_cases SET revision = ?, next_due = ?, closed = ?, state = ? WHERE id = ? AND revision = ?",
                kept.number,
                _day(head.next_due),
                int(head.closed),
                head.state,
                head.case,
                head.revision,
            )
            if moved != 1:
                raise self._conflict(on, head)
            self._insert(on, head.case, kept)
        return kept

    def head(self, case: str) -> CaseHead:
        """Return the head of a case.

        Raises:
            StoreError: there is no such case.
        """
        with self.database.transaction() as on:
            return self._head(on, case)

    def read(self, case: str) -> tuple[CaseHead, tuple[Entry, ...]]:
        """Return the head of a case and its whole log, as they were at one moment.

        Raises:
            StoreError: there is no such case.
        """
        with self.database.transaction() as on:
            rows = on.rows(f"{_EVENTS} WHERE case_id = ? ORDER BY number", case)
            entries = tuple(map(_entry, rows))
            head = self._head(on, case)
        # A writer may have come between the two questions: the head says how much of the log belongs to it.
        return replace(head, revision=len(entries)), entries

    def heads(self, *, due_by: date | None = None) -> Iterator[CaseHead]:
        """Yield the heads of the cases, in the order of their names; with `due_by` those with something due by then."""
        after = ""
        while True:
            with self.database.transaction() as on:
                if due_by is None:
                    rows = on.rows(f"{_HEAD} WHERE id > ? ORDER BY id LIMIT {_PAGE}", after)
                else:
                    where = f"{_HEAD} WHERE next_due <= ? AND id > ? ORDER BY id LIMIT {_PAGE}"
                    rows = on.rows(where, due_by.isoformat(), after)
            yield from map(_case_head, rows)
            if len(rows) < _PAGE:
                return
            after = rows[-1][0]

    def logs(self, cases: Iterable[str]) -> dict[str, tuple[Entry, ...]]:
        """Return the logs of several cases; one that is not there has none."""
        named = list(cases)
        found: dict[str, list[Entry]] = {case: [] for case in named}
        with self.database.transaction() as on:
            for start in range(0, len(named), _PAGE):
                some = named[start : start + _PAGE]
                where = f"{_EVENTS} WHERE case_id IN ({', '.join('?' * len(some))}) ORDER BY case_id, number"
                for row in on.rows(where, *some):
                    found[row[8]].append(_entry(row))
        return {case: tuple(entries) for case, entries in found.items()}

    def mark(self, head: CaseHead) -> None:
        """Write down anew when something is next due in a case, unless its log has moved on since.

        Raises:
            StoreError: the database failed.
        """
        with self.database.transaction(writes=True) as on:
            on.run(
                f"UPDATE xgxp_cases SET {_DRAWN} WHERE id = ? AND revision = ?",
                _day(head.next_due),
                int(head.closed),
                head.state,
                head.case,
                head.revision,
            )

    def _head(self, on: Statements, case: str) -> CaseHead:
        rows = on.rows(f"{_HEAD} WHERE id = ?", case)
        if not rows:
            known = [row[0] for row in on.rows(f"SELECT id FROM xgxp_cases ORDER BY id LIMIT {_PAGE}")]
            raise StoreError.of(NO_CASE, case=case, mend=nearest(case, known))
        return _case_head(rows[0])

    def _conflict(self, on: Statements, head: CaseHead) -> StoreError:
        now = self._head(on, head.case).revision
        return Conflict.of(CONFLICT, case=head.case, seen=head.revision, now=now, mend=head.case)

    def _insert(self, on: Statements, case: str, entry: Entry) -> None:
        on.run(
            "INSERT INTO xgxp_events (case_id, number, id, kind, name, effective_on, recorded_at, actor, data)"
            f" VALUES ({', '.join('?' * 9)})",
            case,
            entry.number,
            entry.id,
            entry.kind,
            entry.name,
            entry.on.isoformat(),
            _written(entry.recorded_at),
            entry.actor,
            _data(entry),
        )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def moment_now() -> datetime:
    """Return the moment at which an entry is recorded; what is decided never depends on it."""
    return datetime.now(UTC)


def _moment(given: datetime | None) -> datetime:
    return moment_now() if given is None else given.astimezone(UTC)


def _written(moment: datetime | None) -> str:
    assert moment is not None
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
_DATA = ("facts", "adds", "procedure", "party", "corrects", "withdrawn", "remark")


def _data(entry: Entry) -> str:
    said: dict[str, Any] = {name: value for name in _DATA if (value := getattr(entry, name))}
    return _ENCODER.encode(said)


def _entry(row: Any) -> Entry:
    number, entry_id, kind, name, on, recorded_at, actor, data, case = row
    try:
        said: Mapping[str, Any] = json.loads(data)
        moment = datetime.fromisoformat(recorded_at)
        return Entry(entry_id, kind, date.fromisoformat(on), actor, name, number=number, recorded_at=moment, **said)
    except (ValueError, TypeError):
        raise StoreError.of(SPOILT, case=case, number=number) from None


def _case_head(row: Any) -> CaseHead:
    case, policy, version, content_hash, process, about, opened_on, revision, due, closed, state = row
    return CaseHead(
        case,
        policy,
        version,
        content_hash,
        process,
        about,
        date.fromisoformat(opened_on),
        revision,
        None if due is None else date.fromisoformat(due),
        bool(closed),
        state,
    )


__all__ = ["CaseLog", "Conflict", "StoreError"]
