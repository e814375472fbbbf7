"""A roster of any size in pieces of half a million teachers, so that memory stays flat.

The pieces are stretches of ids. Files whose rows are in the order of their ids are read once in all; of a file that is
not, its parts for each piece are put aside once, in a folder that only this user can read and that goes with the work.
What a piece has settled serves the next, so the later pieces cost their columns alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from xgxp_rules.library.frames import FrameWork, Given, prepare

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.backends import Pieces
    from xgxp_rules.library.policy import Policy

ROWS = 500_000
"""Teachers in one piece."""


def decide_frames(
    policy: Policy, given: Given, as_of: date, decisions: Iterable[str] | None, rows: int = ROWS
) -> Iterator[Any]:
    """Yield the decisions piece by piece, in the order of the ids, each in the caller's own kind of frame.

    Raises:
        UsageError, Unsupported, RecordError: as `decide_frame`; what can be refused is refused before the first piece.
    """
    work = prepare(policy, given, as_of, decisions)
    with TemporaryDirectory(prefix="xgxp-") as folder:
        yield from _decided(work, rows, Path(folder))


def _decided(work: FrameWork, rows: int, folder: Path) -> Iterator[Any]:
    whole, backend = work.inputs, work.inputs.backend
    found = backend.cut(whole.teachers.rows, whole.id, rows)

    def cut(frame: Any, column: str, name: str) -> Pieces:
        return backend.pieces(frame.rows, column, found.edges, folder / name)

    on_end = found.rising and backend.on_end(whole.teachers.rows, rows)
    teachers = on_end or cut(whole.teachers, whole.id, "teachers")
    lists = {
        name: cut(frame, whole.list_ids[name], f"list-{place}")
        for place, (name, frame) in enumerate(whole.lists.items())
    }
    for place in range(len(found.edges) + 1):
        kept = {name: replace(frame, rows=lists[name](place)) for name, frame in whole.lists.items()}
        work.inputs = replace(whole, teachers=replace(whole.teachers, rows=teachers(place)), lists=kept)
        work.roster.renew(work.inputs)
        yield work.run(ids_looked_at=found.rising)
