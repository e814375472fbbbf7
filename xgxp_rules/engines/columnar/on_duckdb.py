"""What DuckDB says in its own words: day numbers, small tables, a stage kept as an Arrow table, rows numbered.

What costs DuckDB most is to copy and to sort wide rows. So each list is gathered by itself, only the spells that there
is something to join with are joined, and what an answer says is taken from its table by place, once all is in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import EPOCH, FAR, ID, Backend, Columns, Pieces, Told, Type, lazy

_KEPT = {"BOOLEAN", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "VARCHAR", "DATE", "TIMESTAMP"}
"""The types that a Parquet file gives back as they were."""

_HELD_BACK = "partitioned_write_flush_threshold"
_AT_ONCE = 1_000_000
"""Rows of all pieces that each thread may hold while they are put aside."""

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

        return self._known(pyarrow.table({name: _array(values, types[name]) for name, values in columns.items()}))

    def _known(self, kept: Any) -> nw.LazyFrame[Any]:
        """Return an Arrow table as a relation of the same connection; the query finds it by its name here."""
        return lazy(self._relation.query(f"xgxp_{next(self._names)}", "SELECT * FROM kept"))

    def staged(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame worked out once."""
        return self._known(frame.to_native().to_arrow_table(_BATCH))

    def worded(self, text: nw.Expr, codes: Mapping[str, int], other: int) -> nw.Expr:
        """Return the code of each text, asked word by word: a look-up in a map of words costs several times as much."""
        first, *more = reversed(list(codes.items()))
        code = nw.when(text == first[0]).then(nw.lit(first[1]))
        for word, number in more:
            code = code.when(text == word).then(nw.lit(number))
        return code.otherwise(nw.lit(other)).cast(nw.Int64)

    def told(self, rows: nw.LazyFrame[Any], tables: Sequence[Told]) -> nw.LazyFrame[Any]:
        """Return the rows in their order, with each answer's place in its table joined and put in order, not its texts.

        What an answer says is then read by its place: to Arrow the places are indices, and the table a dictionary.
        """
        import pyarrow

        places = [f"place_{number}" for number in range(len(tables))]
        for place, (keys, columns, _types) in zip(places, tables, strict=True):
            known = {key: columns[key] for key in keys} | {place: range(len(columns[keys[0]]))}
            rows = self.attached(rows, self.table(known, dict.fromkeys(known, "int")), keys)
        kept = rows.select(ID, "row", *places).to_native().order('"row"').to_arrow_table(_BATCH)
        made = {name: kept[name] for name in (ID, "row")}
        for place, (keys, columns, types) in zip(places, tables, strict=True):
            short = kept[place].cast(pyarrow.int32())
            made |= {name: _told(columns[name], types[name], short) for name in columns if name not in keys}
        return self._known(pyarrow.table(made))

    def in_order(self, rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the rows: what is told to them is told in their order."""
        return rows

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

    def pieces(self, rows: nw.LazyFrame[Any], column: str, edges: Sequence[Any], folder: Path) -> Pieces:
        """Return what gives the rows of a piece; rows that are not in the order of their ids are put aside by piece.

        They are put aside as Parquet files. What such a file would not give back as it was is written as text.
        """
        native = rows.to_native()
        if not edges or self._follow(rows, column):
            return super().pieces(rows, column, edges, folder)
        types = dict(zip(native.columns, map(str, native.types), strict=True))
        text = [f'CAST("{name}" AS VARCHAR) AS "{name}"' for name, kind in types.items() if kind not in _KEPT]
        parted = rows.with_columns(xgxp_piece=self.piece_of(nw.col(column), edges)).to_native()
        replaced = f"* REPLACE ({', '.join(text)})" if text else "*"
        self._put_aside(parted.project(replaced), folder, len(edges) + 1)
        as_they_were = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in types.items())

        def piece(place: int) -> nw.LazyFrame[Any]:
            files = sorted(map(str, (folder / f"xgxp_piece={place}").glob("*.parquet")))
            if not files:
                return lazy(native.limit(0))
            listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            read = f"SELECT {as_they_were} FROM read_parquet([{listed}], hive_partitioning = false)"
            return lazy(self._relation.query(f"xgxp_{next(self._names)}", read))

        return piece

    def _put_aside(self, parted: Any, folder: Path, pieces: int) -> None:
        """Write rows by piece, while DuckDB is told to hold back fewer rows of each piece than half a million."""
        asked = self._relation.query("xgxp_asked", f"SELECT current_setting('{_HELD_BACK}')").fetchall()
        try:
            self._relation.query("xgxp_set", f"SET {_HELD_BACK} = {max(2_048, _AT_ONCE // pieces)}")
            parted.write_parquet(str(folder), partition_by=["xgxp_piece"])
        finally:
            self._relation.query("xgxp_set", f"SET {_HELD_BACK} = {asked[0][0]}")

    def _follow(self, rows: nw.LazyFrame[Any], column: str) -> bool:
        """Return whether ids are in order, as they come."""
        return not self.rows(self._queried(rows, _NEIGHBOURS.format(odd="<"), column=column))

    def repeated(self, rows: nw.LazyFrame[Any], column: str) -> int:
        """Return how many values stand more than once; where all rise from row to row, none does."""
        rise = not self.rows(self._queried(rows, _NEIGHBOURS.format(odd="<="), column=column))
        return 0 if rise else super().repeated(rows, column)

    def joined(self, frame: nw.LazyFrame[Any], column: str, mark: str, name: str) -> nw.LazyFrame[Any]:
        """Return the texts of each id written as one."""
        texts = f'string_agg("{column}", chr({ord(mark)}) ORDER BY "{column}")'
        return lazy(frame.to_native().aggregate(f'"{ID}", {texts} AS "{name}"', f'"{ID}"'))

    def apart(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame worked out by itself: in one query a list that is read twice is copied in between."""
        return self.staged(frame)

    def merged(self, frame: nw.LazyFrame[Any], keys: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return the spells joined: by windows, over those keys alone that have several spells to join."""
        by = ", ".join(f'"{key}"' for key in keys)
        return self._queried(frame, _WHOLE + _APART + _MERGED, by=by)

    def running(self, frame: nw.LazyFrame[Any], keys: Sequence[str], today: int) -> nw.LazyFrame[Any]:
        """Return the stretches that run: by windows, over those spells alone that there may be others to join with.

        Keys are told apart by one of 63 bits. Who has one spell that runs, and none of the past with its bit, has one
        stretch, and nothing is joined.
        """
        by, others = ", ".join(f'"{key}"' for key in keys), [f'"{key}"' for key in keys if key != ID]
        bit = f"1::BIGINT << (hash({', '.join(others)}) % 63)::INTEGER" if others else "1::BIGINT"
        known = self._queried(frame, _RUNNING, bit=bit, today=today).to_native().to_arrow_table(_BATCH)
        return self._queried(frame, _SHARED + _APART + _RUN, known, by=by, bit=bit, today=today)

    def overlapping(self, items: nw.LazyFrame[Any], first: str, last: str | None, name: str) -> nw.LazyFrame[Any]:
        """Return the items of whom spells overlap marked: each is held against the row before it.

        Where rows stand in the order of their ids and first days they are read as they come; else they are put so.
        """
        end = str(FAR) if last is None else f'coalesce("{last}", {FAR})'
        for over in ("()", f'(PARTITION BY "{ID}" ORDER BY "{first}", {end})'):
            told = self._queried(items, _OVERLAPS, first=first, end=end, over=over).to_native().to_arrow_table()
            if not any(one.as_py() for one in told["moved"]):
                break
        return self._marked(items, told.select([ID]), name)

    def twice(self, items: nw.LazyFrame[Any], column: str, name: str) -> nw.LazyFrame[Any]:
        """Return the items of whoever has two alike marked: whose different numbers are fewer than their items.

        Numbers are told apart by their rest to 63, so somebody may be marked who has none alike.
        """
        return self._marked(items, self._queried(items, _TWICE, column=column).to_native().to_arrow_table(), name)

    def _marked(self, items: nw.LazyFrame[Any], ids: Any, name: str) -> nw.LazyFrame[Any]:
        if ids.num_rows == 0:
            return items.with_columns(nw.lit(False).alias(name))
        found = self._known(ids).with_columns(nw.lit(True).alias(name))
        marked = items.join(found, on=ID, how="left")
        return marked.with_columns(nw.col(name).fill_null(value=False).alias(name))

    def _queried(self, frame: nw.LazyFrame[Any], sql: str, known: Any = None, **parts: Any) -> nw.LazyFrame[Any]:
        """Return what a query over a frame comes to; it finds the Arrow table by its name here."""
        name = f"xgxp_{next(self._names)}"
        return lazy(frame.to_native().query(name, sql.format(spells=name, id=ID, **parts)))


_NEIGHBOURS = """
SELECT 1 FROM (SELECT "{{column}}" AS one, lag("{{column}}") OVER () AS before FROM {{spells}})
WHERE one {odd} before LIMIT 1
"""
"""Whether an id stands so to the one of the row before."""

_WHOLE = """
WITH spells AS NOT MATERIALIZED (SELECT {by}, start, stop FROM {spells}),
whole AS MATERIALIZED (
    SELECT {by}, min(start) AS start, max(stop) AS stop, count(*) > 1 AS several FROM spells GROUP BY {by}),
several AS (SELECT * FROM spells SEMI JOIN (SELECT * FROM whole WHERE several) USING ({by})),
"""
"""Of every key the first and last day, and whether it has several spells."""

_RUNNING = """
WITH marked AS (SELECT "{id}", start, stop > {today} AS runs, {bit} AS bit FROM {spells})
SELECT "{id}", min(start) FILTER (runs) AS start, count(*) FILTER (runs) AS stretches,
    CASE WHEN stretches > 1 THEN -1
        ELSE coalesce(bit_or(bit) FILTER (runs) & bit_or(bit) FILTER (NOT runs), 0) END AS shared
FROM marked GROUP BY "{id}"
"""
"""Of every id the first day and number of its spells that run, and the bits that others of its spells share."""

_SHARED = """
WITH shared AS (SELECT "{id}", shared FROM known WHERE shared != 0),
several AS (SELECT spells.* FROM {spells} AS spells JOIN shared USING ("{id}") WHERE {bit} & shared != 0),
"""

_APART = """
reached AS (
    SELECT {by}, start,
        max(stop) OVER (
            PARTITION BY {by} ORDER BY start, stop ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before,
        max(stop) OVER (PARTITION BY {by}) AS final
    FROM several),
apart AS (
    SELECT "{id}", start,
        coalesce(lead(before) OVER (PARTITION BY {by} ORDER BY start), final) AS stop,
        row_number() OVER (PARTITION BY {by} ORDER BY start) > 1 AS again
    FROM reached WHERE before IS NULL OR before < start)
"""
"""Of the rows that begin a stretch, the farthest day before the next of them is where the stretch ends."""

_MERGED = """
SELECT "{id}", start, stop, 0::BIGINT AS again FROM whole WHERE NOT several
UNION ALL SELECT "{id}", start, stop, again::BIGINT FROM apart
"""

_RUN = """
SELECT "{id}", start, NULL::BIGINT AS holed, 0::BIGINT AS holes, stretches
FROM known WHERE stretches > 0 AND shared = 0
UNION ALL
SELECT "{id}", min(start), max(start) FILTER (again), count(*) FILTER (again), count(*)
FROM apart WHERE stop > {today} GROUP BY "{id}"
"""

_OVERLAPS = """
WITH held AS (
    SELECT "{id}", "{first}" AS start, lag("{id}") OVER {over} AS id_before, lag("{first}") OVER {over} AS start_before,
        lag({end}) OVER {over} AS end_before
    FROM {spells}),
odd AS (
    SELECT "{id}", "{id}" < id_before OR ("{id}" = id_before AND start < start_before) AS moved
    FROM held WHERE moved OR start IS NULL OR ("{id}" = id_before AND end_before >= start))
SELECT "{id}", coalesce(bool_or(moved), false) AS moved FROM odd GROUP BY "{id}"
"""
"""Who has a spell that begins before the one of the row before has ended, and where rows are not in order."""

_TWICE = """
SELECT "{id}" FROM {spells} GROUP BY "{id}" HAVING count(*) > bool_or("{column}" IS NULL)::INTEGER
    + coalesce(bit_count(bit_or(1::BIGINT << ((("{column}" % 63) + 63) % 63)::INTEGER)), 0)
"""


def _array(values: Sequence[Any], kind: Type) -> Any:
    import pyarrow

    kinds = {"int": pyarrow.int64(), "text": pyarrow.string(), "float": pyarrow.float64()}
    return pyarrow.array(list(values), kinds[kind])


def _told(values: Sequence[Any], kind: Type, places: Any) -> Any:
    """Return the value at each place, nothing where there is no place: the places are shared, and no value copied."""
    import pyarrow

    array = _array(values, kind)
    chunks = [pyarrow.DictionaryArray.from_arrays(chunk, array) for chunk in places.chunks]
    return pyarrow.chunked_array(chunks, pyarrow.dictionary(places.type, array.type))


__all__ = ["DuckDBBackend"]
