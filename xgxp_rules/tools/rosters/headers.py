"""Which row of a sheet names its columns: below titles, of one row or of two, one above the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.tools.rosters.sheet_names import bare_column
from xgxp_rules.tools.rosters.sheets import HEADER_WITHIN, Sheet

Cells = Sequence[str | None]


def header_of(sheet: Sheet, wanted: Iterable[str], known: Iterable[str] = ()) -> tuple[int, Cells]:
    """Return the last row that names columns, and the names: `wanted` are those of the ids, `known` of all others.

    It is the first row with a column of ids, as it stands or with what offices add to names, else the row with most
    known names, else the first. A row below it without an id but with known names belongs to the header too: groups of
    columns have a name above those of their columns.
    """
    rows = [tuple(map(_text, row)) for row in sheet.rows.head(HEADER_WITHIN + 1).iter_rows()]
    if not rows:
        return 0, ()
    ids, facts = {fold_name(name) for name in wanted}, {fold_name(name) for name in known}
    place = _with_ids(rows[:HEADER_WITHIN], ids)
    if place is None:
        counts = [_known(row, facts) for row in rows]
        return (counts.index(max(counts)), rows[counts.index(max(counts))])
    below = rows[place + 1] if place + 1 < len(rows) else ()
    own = next(at for at, cell in enumerate(rows[place]) if _is(cell, ids))
    if below and below[own] is None and _known(below, facts):
        return place + 1, [low or high for high, low in zip(rows[place], below, strict=True)]
    return place, rows[place]


def _with_ids(rows: Sequence[Cells], ids: set[str]) -> int | None:
    """Return the first row with a column of ids; a title that stands alone in its row comes last."""
    exact = [place for place, row in enumerate(rows) if any(cell and fold_name(cell) in ids for cell in row)]
    plain = [place for place, row in enumerate(rows) if any(_is(cell, ids) for cell in row)]
    found = [*exact, *plain]
    return next((place for place in found if sum(map(bool, rows[place])) > 1), found[0] if found else None)


def _is(cell: str | None, names: set[str]) -> bool:
    return cell is not None and (fold_name(cell) in names or bare_column(cell) in names)


def _known(row: Cells, names: set[str]) -> int:
    return sum(_is(cell, names) for cell in row)


def _text(cell: object) -> str | None:
    return cell if isinstance(cell, str) and cell.strip() else None
