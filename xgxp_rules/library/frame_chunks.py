"""A roster of any size in pieces of a quarter of a million teachers, so that memory stays flat.

The pieces are stretches of ids: files whose rows are in the order of their ids are read once in all, others once for
each piece. What a piece has settled serves the next, so the later pieces cost their columns alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.library.frames import FrameWork, Given, prepare

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.inputs import Inputs
    from xgxp_rules.library.policy import Policy

ROWS = 250_000
"""Teachers in one piece."""


def decide_frames(
    policy: Policy, given: Given, as_of: date, decisions: Iterable[str] | None, rows: int = ROWS
) -> Iterator[Any]:
    """Yield the decisions piece by piece, in the order of the ids, each in the caller's own kind of frame.

    Raises:
        UsageError, Unsupported, RecordError: as `decide_frame`; what can be refused is refused before the first piece.
    """
    work = prepare(policy, given, as_of, decisions)
    whole = work.inputs
    edges = _edges(whole, rows)
    for low, high in zip([None, *edges], [*edges, None], strict=True):
        yield _piece(work, whole, low, high)


def _edges(inputs: Inputs, rows: int) -> list[Any]:
    """Return the ids at which a piece begins, the first piece's left out."""
    import narwhals as nw

    ids = inputs.teachers.rows.select(nw.col(inputs.id).alias("id")).sort("id")
    numbered = inputs.backend.numbered(ids, "id")
    first = numbered.filter((nw.col("row") % rows == 0) & (nw.col("row") > 0))
    return sorted(one for (one,) in inputs.backend.rows(first.select("id")))


def _piece(work: FrameWork, whole: Inputs, low: Any, high: Any) -> Any:
    """Return the decisions about the teachers from one id up to, not including, another."""
    teachers = _cut(whole.teachers, whole.id, low, high)
    lists = {name: _cut(frame, whole.list_ids[name], low, high) for name, frame in whole.lists.items()}
    inputs = replace(whole, teachers=teachers, lists=lists)
    work.inputs = inputs
    work.roster.renew(inputs)
    return work.run()


def _cut(frame: Any, column: str, low: Any, high: Any) -> Any:
    import narwhals as nw

    rows = frame.rows
    if low is not None:
        rows = rows.filter(nw.col(column) >= low)
    if high is not None:
        rows = rows.filter(nw.col(column) < high)
    return replace(frame, rows=rows)
