"""Tables: a value looked up by one or two facts, each row in the words of a test.

Rows of one level are disjoint; that is checked before any record is read, so the order in which they are tried never
changes an answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from xgxp_rules.model.nodes import Check, FactRef, Operand


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the check on its fact, and a value or the rows of the second fact; no check is the row for the rest."""

    check: Check | None
    below: Operand | tuple[Row, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A value by one or two facts; where no row speaks it is unknown, never not applicable."""

    by: tuple[FactRef, ...]
    rows: tuple[Row, ...]


def values_of(rows: tuple[Row, ...]) -> tuple[Operand, ...]:
    """Return the value of every row, in the order written."""
    found: list[Operand] = []
    for row in rows:
        found += values_of(row.below) if isinstance(row.below, tuple) else (row.below,)
    return tuple(found)
