"""From a log to what it says today: corrections folded in, what was not yet known or not yet in effect left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final

from xgxp_rules.model.case_log import Entry

CHINA: Final = timezone(timedelta(hours=8))
"""A day on which something was known ends at midnight in Beijing."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A log as corrected: its entries in the order in which they were recorded, each as it stands now.

    `corrections` says, by the number of an entry, which later one corrected it last.
    """

    entries: tuple[Entry, ...]
    corrections: Mapping[int, Entry]

    @property
    def opening(self) -> Entry:
        """Return the entry that opened the case."""
        return self.entries[0]

    def until(self, day: date) -> tuple[Entry, ...]:
        """Return the entries that hold by the end of a day, the opening included."""
        return tuple(entry for entry in self.entries if entry.on <= day)


def known_by(entries: Iterable[Entry], day: date | None) -> tuple[Entry, ...]:
    """Return the entries that had been recorded by the end of a day; all of them where no day is given."""
    if day is None or day == date.max:
        return tuple(entries)
    ends = datetime.combine(day + timedelta(1), time.min, CHINA).astimezone(UTC)
    return tuple(entry for entry in entries if entry.recorded_at is not None and entry.recorded_at < ends)


def fold(entries: Sequence[Entry]) -> Folded:
    """Return a log as its corrections have it; of two corrections of one entry the later builds on the earlier."""
    standing = {entry.id: entry for entry in entries if entry.kind != "correct"}
    corrections: dict[int, Entry] = {}
    for by in entries:
        if by.kind == "correct":
            standing[by.corrects] = corrected(standing[by.corrects], by)
            corrections[standing[by.corrects].number] = by
    return Folded(tuple(entry for entry in standing.values() if not entry.withdrawn), corrections)


def corrected(entry: Entry, by: Entry) -> Entry:
    """Return an entry as a correction has it: what is not given stays, fact by fact; one withdrawn may return."""
    return replace(
        entry,
        on=by.on,
        name=by.name or entry.name,
        facts={**entry.facts, **by.facts},
        adds=by.adds or entry.adds,
        procedure=by.procedure or entry.procedure,
        party=by.party or entry.party,
        withdrawn=by.withdrawn,
    )


def standing_as(entries: Sequence[Entry], entry: Entry) -> Entry:
    """Return an entry as the corrections so far have it, withdrawn or not."""
    for by in entries:
        if by.kind == "correct" and by.corrects == entry.id:
            entry = corrected(entry, by)
    return entry
