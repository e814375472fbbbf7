"""What a roster's answers are: the different ones of each decision, who has which, and what is said of each person."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xgxp_rules.tools.rosters.gathering import ID

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Row:
    """What one decision says of one person."""

    id: str
    status: str
    outcomes: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    value: Any = None
    why: str = ""
    missing: tuple[str, ...] = ()
    """Labels of the facts that would settle it."""
    awaited: str = ""
    """Who has still to choose."""


@dataclass(slots=True)
class Answered:
    """One decision about everybody: the different answers, who has which, and each person's value."""

    kinds: list[dict[str, Any]]
    of: dict[str, int]
    values: dict[str, Any]
    _numbers: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def number(self, told: dict[str, Any]) -> int:
        """Return the number of an answer made by itself; one that is new gets one."""
        key = tuple(told.values())
        if key not in self._numbers:
            self._numbers[key] = len(self.kinds)
            self.kinds.append(told)
        return self._numbers[key]


def answered_in(rows: pl.DataFrame, name: str) -> Answered:
    """Return the answers of one decision from its columns; those of rejected rows are left out."""
    columns = [one for one in rows.columns if one.startswith(f"{name}.") and one != f"{name}.value"]
    answers = rows.select(columns)
    kinds = answers.unique(maintain_order=True)
    placed = kinds.with_row_index("xgxp_kind")
    numbers = answers.join(placed, on=columns, how="left", nulls_equal=True, maintain_order="left")["xgxp_kind"]
    keys = [one.removeprefix(f"{name}.") for one in columns]
    told = [dict(zip(keys, row, strict=True)) for row in kinds.rows()]
    ids = rows[ID].to_list()
    of = {one: kind for one, kind in zip(ids, numbers, strict=True) if told[kind]["status"] != "rejected"}
    values = rows[f"{name}.value"].to_list() if f"{name}.value" in rows.columns else [None] * len(ids)
    return Answered(told, of, dict(zip(ids, values, strict=True)))


def parts_of(joined: str | None) -> tuple[str, ...]:
    """Return the ids that a cell holds.

    >>> parts_of("due|deferred"), parts_of(None)
    (('due', 'deferred'), ())
    """
    return tuple(joined.split("|")) if joined else ()
