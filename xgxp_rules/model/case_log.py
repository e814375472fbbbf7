"""The log of a case, which is the truth: what was recorded, by whom, when, and from which day it holds.

An entry is never changed. A mistake is mended by a later entry that names the one it corrects.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

EntryKind = Literal["open", "event", "note", "step", "correct"]
"""The case is opened; something happened; facts were noted; a step of a procedure was taken; an entry is corrected."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a case's log.

    `on` is the day from which it holds, `recorded_at` the moment it was written down (UTC). `name` is the event, or the
    step of a procedure. `facts` replace what the record says; `adds` are further items of its lists.
    """

    id: str
    kind: EntryKind
    on: date
    actor: str
    name: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    adds: Mapping[str, Any] = field(default_factory=dict)
    procedure: str = ""
    party: str = ""
    corrects: str = ""
    withdrawn: bool = False
    remark: str = ""
    number: int = 0
    recorded_at: datetime | None = None

    def says_the_same(self, other: Entry) -> bool:
        """Return whether two entries say the same, whenever they were written down."""
        return _content(self) == _content(other)


def _content(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.kind,
        entry.on,
        entry.actor,
        entry.name,
        dict(entry.facts),
        {name: list(items) for name, items in entry.adds.items()},
        entry.procedure,
        entry.party,
        entry.corrects,
        entry.withdrawn,
        entry.remark,
    )


@dataclass(frozen=True, slots=True)
class CaseHead:
    """What a case is about: its process, pinned to the version in force when it was opened.

    `revision` is the number of its last entry. `next_due` is the first day on which something falls due or is held,
    None where nothing does; `closed` says that nothing leads out of its state. Both are drawn from the log to find
    cases fast.
    """

    case: str
    policy: str
    version: str
    content_hash: str
    process: str
    about: str
    opened_on: date
    revision: int = 0
    next_due: date | None = None
    closed: bool = False
    state: str = ""
