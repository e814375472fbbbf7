"""A roster of any size in pieces of half a million teachers (a million without lists), so that memory stays flat.

The pieces are stretches of ids. Files whose rows are in the order of their ids are read once in all; of a file that is
not, its parts for each piece are put aside once, in a folder that only this user can read and that goes with the work.
Without long frames nothing has to be cut alike, and nobody looks beforehand: whether ids rise shows as pieces pass.
What a piece has settled serves the next, so the later pieces cost their columns alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from xgxp_rules.library.frame_ids import check_ids, check_ids_are_whole, check_ids_differ
from xgxp_rules.library.frames import FrameWork, Given, prepare

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.backends import Pieces
    from xgxp_rules.engines.columnar.inputs import Frame, Inputs
    from xgxp_rules.library.policy import Policy

ROWS = 500_000
"""Teachers in one piece, with their lists."""

FLAT_ROWS = 1_000_000
"""Teachers in one piece without lists, which take less room."""


def decide_frames(
    policy: Policy, given: Given, as_of: date, decisions: Iterable[str] | None, rows: int | None = None
) -> Iterator[Any]:
    """Yield the decisions piece by piece, in the order of the ids, each in the caller's own kind of frame.

    Raises:
        UsageError, Unsupported, RecordError: as `decide_frame`; what can be refused is refused before the first piece.
    """
    work = prepare(policy, given, as_of, decisions)
    work.meet_people()
    with TemporaryDirectory(prefix="xgxp-") as folder:
        if work.inputs.lists or not work.inputs.backend.in_place:
            yield from _parted(work, rows or ROWS, Path(folder))
        else:
            yield from _on_end(work, rows or FLAT_ROWS, Path(folder))


def _on_end(work: FrameWork, rows: int, folder: Path) -> Iterator[Any]:
    """Yield pieces of a roster without lists, so many rows on end, as long as the ids rise; the rest is parted."""
    import narwhals

    whole, backend = work.inputs, work.inputs.backend
    last: Any = None
    for first in count(0, rows):
        found = _run(work, whole, backend.stretch(whole.teachers.rows, first, rows), {}, rising=True)
        risen = backend.rising(narwhals.from_native(found).lazy(), whole.id, last)
        if risen is None:
            break
        height, last = risen
        if height or not first:
            yield found
        if height < rows:
            return
    check_ids(whole)
    rest = backend.stretch(whole.teachers.rows, first)
    work.inputs = replace(whole, teachers=replace(whole.teachers, rows=rest))
    yield from _parted(work, rows, folder)


def _parted(work: FrameWork, rows: int, folder: Path) -> Iterator[Any]:
    """Yield pieces that are stretches of ids; a row without one would be in none."""
    whole, backend = work.inputs, work.inputs.backend
    check_ids_are_whole(whole)
    edges = backend.edges(whole.teachers.rows, whole.id, rows)

    def cut(frame: Any, column: str, name: str) -> Pieces:
        return backend.pieces(frame.rows, column, edges, folder / name)

    teachers = cut(whole.teachers, whole.id, "teachers")
    lists = {
        name: cut(frame, whole.list_ids[name], f"list-{place}")
        for place, (name, frame) in enumerate(whole.lists.items())
    }
    for place in range(len(edges) + 1):
        kept = {name: replace(frame, rows=lists[name](place)) for name, frame in whole.lists.items()}
        yield _run(work, whole, teachers(place), kept)


def _run(work: FrameWork, whole: Inputs, teachers: Any, lists: dict[str, Frame], *, rising: bool = False) -> Any:
    """Return the decisions about a piece."""
    work.inputs = replace(whole, teachers=replace(whole.teachers, rows=teachers), lists=lists)
    work.roster.renew(work.inputs)
    if not rising:
        check_ids_differ(work.inputs)
    return work.run(ids_looked_at=True)
