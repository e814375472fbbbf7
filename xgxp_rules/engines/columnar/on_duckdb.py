"""What DuckDB says in its own words: day numbers, small tables, a stage kept as an Arrow table, rows numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import EPOCH, ID, Backend, Columns, Type, lazy

_BATCH = 100_000
"""Rows of a stage that stand together: DuckDB reads one batch in one thread."""


class DuckDBBackend(Backend):
    """DuckDB relations, on whatever connection they belong to."""

    def __init__(self, relation: Any) -> None:
        self._relation = relation
        self._names = count()

    def days(self, frame: nw.LazyFrame[Any], columns: Mapping[str, str]) -> nw.LazyFrame[Any]:
        """Return the frame with day numbers."""
        native = frame.to_native()
        types = dict(zip(native.columns, map(str, native.types), strict=True))
        made = []
        for column, name in columns.items():
            written = f'"{column}"'
            if types[column] == "VARCHAR":
                right = f"regexp_full_match({written}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')"
                written = f"CASE WHEN {right} THEN TRY_CAST({written} AS DATE) END"
            made.append(f"(CAST({written} AS DATE) - DATE '1970-01-01' + {EPOCH})::BIGINT AS \"{name}\"")
        return lazy(native.project(", ".join(("*", *made))))

    def table(self, columns: Columns, types: Mapping[str, Type]) -> nw.LazyFrame[Any]:
        """Return a small table."""
        import pyarrow

        kinds = {"int": pyarrow.int64(), "text": pyarrow.string(), "float": pyarrow.float64()}
        schema = pyarrow.schema([(name, kinds[types[name]]) for name in columns])
        kept = pyarrow.table({name: list(values) for name, values in columns.items()}, schema=schema)
        return self._known(kept)

    def _known(self, kept: Any) -> nw.LazyFrame[Any]:
        """Return an Arrow table as a relation of the same connection; the query finds it by its name here."""
        return lazy(self._relation.query(f"xgxp_{next(self._names)}", "SELECT * FROM kept"))

    def staged(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame worked out once."""
        return self._known(frame.to_native().to_arrow_table(_BATCH))

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows."""
        rows: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return rows

    def numbered(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with its rows numbered as they come."""
        return lazy(frame.to_native().project('*, row_number() OVER () AS "row"'))

    def edges(self, rows: nw.LazyFrame[Any], column: str, size: int) -> list[Any]:
        """Return the ids at which a piece begins."""
        placed = f'"{column}" AS id, row_number() OVER (ORDER BY "{column}") - 1 AS place'
        begin = rows.to_native().project(placed).filter(f"place % {size} = 0 AND place > 0").project("id")
        return sorted(one for (one,) in begin.fetchall())

    def joined(self, frame: nw.LazyFrame[Any], column: str, mark: str, name: str) -> nw.LazyFrame[Any]:
        """Return the texts of each id written as one."""
        texts = f'string_agg("{column}", chr({ord(mark)}) ORDER BY "{column}")'
        return lazy(frame.to_native().aggregate(f'"{ID}", {texts} AS "{name}"', f'"{ID}"'))

    def merged(
        self, frame: nw.LazyFrame[Any], keys: Sequence[str], *, today: int | None = None
    ) -> nw.LazyFrame[Any]:
        """Return the spells joined: by windows, over those keys alone that have several spells to join."""
        by, name = ", ".join(f'"{key}"' for key in keys), f"xgxp_{next(self._names)}"
        whole = _WHOLE if today is None else _RUNNING
        sql = (whole + _SEVERAL).format(by=by, spells=name, id=ID, today=today)
        return lazy(frame.to_native().query(name, sql))


_WHOLE = """
WITH spells AS MATERIALIZED (SELECT {by}, start, stop FROM {spells}),
whole AS MATERIALIZED (
    SELECT {by}, min(start) AS start, max(stop) AS stop, count(*) > 1 AS several FROM spells GROUP BY {by}),
"""
"""Of every key the first and last day, and whether it has several spells."""

_RUNNING = """
WITH spells AS MATERIALIZED (SELECT {by}, start, stop FROM {spells}),
running AS MATERIALIZED (
    SELECT {by}, min(start) AS start, max(stop) AS stop FROM spells WHERE stop > {today} GROUP BY {by}),
back AS MATERIALIZED (
    SELECT DISTINCT {by}, true AS several FROM spells JOIN running USING ({by}) WHERE spells.start < running.start),
whole AS MATERIALIZED (
    SELECT {by}, start, stop, coalesce(several, false) AS several FROM running LEFT JOIN back USING ({by})),
"""
"""The same of the keys with a spell that runs; spells that run on one day are one stretch, unless one came before."""

_SEVERAL = """
several AS (SELECT * FROM spells SEMI JOIN (SELECT * FROM whole WHERE several) USING ({by})),
reached AS (
    SELECT {by}, start,
        max(stop) OVER (
            PARTITION BY {by} ORDER BY start, stop ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,
        max(stop) OVER (PARTITION BY {by}) AS final
    FROM several),
apart AS (
    SELECT "{id}", start,
        coalesce(lead(before) OVER (PARTITION BY {by} ORDER BY start), final) AS stop,
        row_number() OVER (PARTITION BY {by} ORDER BY start) AS block
    FROM reached WHERE before IS NULL OR before < start)
SELECT "{id}", start, stop, 0::BIGINT AS again FROM whole WHERE NOT several
UNION ALL SELECT "{id}", start, stop, (block > 1)::BIGINT AS again FROM apart
"""
"""Of the rows that begin a stretch, the farthest day before the next of them is where the stretch ends."""

__all__ = ["DuckDBBackend"]
