"""What DuckDB says in its own words: day numbers, small tables, a stage kept as an Arrow table, rows numbered."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import EPOCH, Backend, Columns, Type, lazy


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
        return self._known(frame.to_native().to_arrow_table())

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows."""
        rows: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return rows

    def numbered(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with its rows numbered."""
        return lazy(frame.to_native().project(f'*, row_number() OVER (ORDER BY "{by}") AS "row"'))
