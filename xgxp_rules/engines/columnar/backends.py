"""The few lines that each engine says in its own words; everything else is written once, in Narwhals.

Dates become day numbers here (the day after 0001-01-01 is 2, as in Python), small tables are handed over, a stage is
kept, and spells that touch are joined: by one pass over sorted rows on Polars, by windows on SQL engines.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any, Literal

import narwhals as nw

EPOCH = date(1970, 1, 1).toordinal()
FAR = date(2999, 12, 31).toordinal()
"""The day after the last of a spell that still runs."""

Columns = Mapping[str, Sequence[Any]]
Type = Literal["int", "text", "float"]
_POLARS_WIDTH = 4_000_000


class Backend(ABC):
    """What one engine does in its own words."""

    row_by_row = True
    """Whether single rows can be handed to the interpreter."""

    keeps_order = False
    """Whether rows stay in their order when columns are attached."""

    dot = "."
    """What stands between a decision and its column, or a list and its flag."""

    @abstractmethod
    def days(self, frame: nw.LazyFrame[Any], columns: Mapping[str, str]) -> nw.LazyFrame[Any]:
        """Return the frame with day numbers: `columns` says under which name each date or ISO text is put."""

    @abstractmethod
    def table(self, columns: Columns, types: Mapping[str, Type]) -> nw.LazyFrame[Any]:
        """Return a small table as a frame of this engine."""

    @abstractmethod
    def staged(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame worked out and kept, so that what follows does not work it out again."""

    @abstractmethod
    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows of a small frame."""

    @abstractmethod
    def numbered(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with a column `row` of whole numbers, each once."""

    def repeated(self, rows: nw.LazyFrame[Any], column: str) -> int:
        """Return how many values stand more than once in a column."""
        times = rows.group_by(column).agg(nw.len().alias("times")).filter(nw.col("times") > 1)
        return int(self.rows(times.select(nw.len()))[0][0])

    def attached(
        self,
        rows: nw.LazyFrame[Any],
        other: nw.LazyFrame[Any],
        on: Sequence[str],
        right_on: Sequence[str] | None = None,
    ) -> nw.LazyFrame[Any]:
        """Return the rows with the columns of another frame that has at most one row for each key."""
        return rows.join(other, left_on=list(on), right_on=list(right_on or on), how="left")

    def merged(self, frame: nw.LazyFrame[Any], keys: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return the spells `start`, `stop` of each key joined where they touch or overlap."""
        keys = list(keys)
        reach = nw.col("stop").cum_max().over(*keys, order_by=["start", "stop"])
        frame = frame.select(*keys, "start", "stop").with_columns(reach=reach)
        before = nw.col("reach").shift(1).over(*keys, order_by=["start", "stop"])
        frame = frame.with_columns(before=before)
        apart = nw.when(nw.col("before") >= nw.col("start")).then(nw.lit(0)).otherwise(nw.lit(1))
        frame = frame.with_columns(apart=apart)
        frame = frame.with_columns(block=nw.col("apart").cum_sum().over(*keys, order_by=["start", "stop"]))
        merged = frame.group_by(*keys, "block").agg(nw.col("start").min(), nw.col("stop").max())
        return merged.select(*keys, "start", "stop")

    def overlapping(self, frame: nw.LazyFrame[Any], first: str, last: str) -> nw.LazyFrame[Any]:
        """Return the frame with `odd` set where a spell begins before an earlier one of the same teacher has ended."""
        order = [first, last]
        end = nw.when(nw.col(last).is_null()).then(nw.lit(FAR)).otherwise(nw.col(last))
        frame = frame.with_columns(reach=end).with_columns(
            reach=nw.col("reach").cum_max().over("xgxp_id", order_by=order)
        )
        frame = frame.with_columns(before=nw.col("reach").shift(1).over("xgxp_id", order_by=order))
        overlaps = (nw.col("before") >= nw.col(first)).fill_null(value=False)
        return frame.with_columns((nw.col("odd") | overlaps | nw.col(first).is_null()).alias("odd"))


class PolarsBackend(Backend):
    """The embedded default."""

    keeps_order = True

    def days(self, frame: nw.LazyFrame[Any], columns: Mapping[str, str]) -> nw.LazyFrame[Any]:
        """Return the frame with day numbers."""
        import polars as pl

        native: pl.LazyFrame = frame.to_native()
        schema = native.collect_schema()
        made = []
        for column, name in columns.items():
            each = pl.col(column)
            if schema[column] == pl.String:
                each = each.str.to_date("%Y-%m-%d", strict=False)
            elif schema[column] != pl.Date:
                each = each.cast(pl.Date)
            made.append((each.cast(pl.Int32) + EPOCH).cast(pl.Int64).alias(name))
        return _lazy(native.with_columns(made))

    def table(self, columns: Columns, types: Mapping[str, Type]) -> nw.LazyFrame[Any]:
        """Return a small table."""
        import polars as pl

        kinds = {"int": pl.Int64(), "text": pl.String(), "float": pl.Float64()}
        return _lazy(pl.LazyFrame(dict(columns), schema={name: kinds[types[name]] for name in columns}))

    def staged(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame collected."""
        return _lazy(frame.to_native().collect().lazy())

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows."""
        rows: list[tuple[Any, ...]] = frame.to_native().collect().rows()
        return rows

    def numbered(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with its rows numbered in their order."""
        import polars as pl

        return _lazy(frame.to_native().with_row_index("row").with_columns(pl.col("row").cast(pl.Int64)))

    def repeated(self, rows: nw.LazyFrame[Any], column: str) -> int:
        """Return how many values stand more than once; in a column in order, equals are neighbours."""
        ids = rows.to_native().select(column).collect()[column]
        if ids.is_sorted() and not (ids == ids.shift()).any():
            return 0
        return super().repeated(rows, column)

    def attached(
        self,
        rows: nw.LazyFrame[Any],
        other: nw.LazyFrame[Any],
        on: Sequence[str],
        right_on: Sequence[str] | None = None,
    ) -> nw.LazyFrame[Any]:
        """Return the rows with another frame's columns: only the keys are joined, the rows are not copied."""
        import polars as pl

        left: pl.DataFrame = rows.to_native().collect()
        right = list(right_on or on)
        keys = left.select(*(pl.col(one).alias(f"xgxp_key_{place}") for place, one in enumerate(on)))
        found = keys.lazy().join(
            other.to_native(), left_on=keys.columns, right_on=right, how="left", maintain_order="left"
        )
        made: pl.DataFrame = found.drop(*keys.columns).collect()
        return _lazy(left.hstack(made.get_columns()).lazy())

    def merged(self, frame: nw.LazyFrame[Any], keys: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return the spells joined: sorted once, then one running maximum in which every key starts anew."""
        import polars as pl

        keys = list(keys)
        spells = frame.to_native().select(*keys, "start", "stop").sort(*keys, "start").collect()
        changed = pl.any_horizontal([pl.col(key) != pl.col(key).shift() for key in keys]).fill_null(True)
        place = changed.cast(pl.Int64).cum_sum() * _POLARS_WIDTH
        spells = spells.with_columns(place=place).with_columns(reach=(pl.col("place") + pl.col("stop")).cum_max())
        apart = (pl.col("reach").shift() < pl.col("place") + pl.col("start")).fill_null(True)
        spells = spells.with_columns(apart=apart)
        last = pl.col("apart").shift(-1).fill_null(True)
        stops = spells.filter(last).select((pl.col("reach") - pl.col("place")).alias("stop"))
        joined = spells.filter("apart").select(*keys, "start").with_columns(stops["stop"])
        return _lazy(joined.lazy())

    def overlapping(self, frame: nw.LazyFrame[Any], first: str, last: str) -> nw.LazyFrame[Any]:
        """Return the frame with the spells that begin before an earlier one has ended, by one pass over sorted rows."""
        import polars as pl

        spells = frame.to_native().sort("xgxp_id", first)
        place = (pl.col("xgxp_id") != pl.col("xgxp_id").shift()).fill_null(True).cast(pl.Int64).cum_sum()
        place = place * _POLARS_WIDTH
        reach = (place + pl.col(last).fill_null(FAR)).cum_max().shift()
        overlaps = (reach >= place + pl.col(first)).fill_null(False)
        return _lazy(spells.with_columns(odd=pl.col("odd") | overlaps | pl.col(first).is_null()))


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
        return _lazy(native.project(", ".join(("*", *made))))

    def table(self, columns: Columns, types: Mapping[str, Type]) -> nw.LazyFrame[Any]:
        """Return a small table."""
        import pyarrow

        kinds = {"int": pyarrow.int64(), "text": pyarrow.string(), "float": pyarrow.float64()}
        schema = pyarrow.schema([(name, kinds[types[name]]) for name in columns])
        kept = pyarrow.table({name: list(values) for name, values in columns.items()}, schema=schema)
        return self._known(kept)

    def _known(self, kept: Any) -> nw.LazyFrame[Any]:
        """Return an Arrow table as a relation of the same connection; the query finds it by its name here."""
        return _lazy(self._relation.query(f"xgxp_{next(self._names)}", "SELECT * FROM kept"))

    def staged(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame worked out once."""
        return self._known(frame.to_native().to_arrow_table())

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows."""
        rows: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return rows

    def numbered(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with its rows numbered."""
        return _lazy(frame.to_native().project(f'*, row_number() OVER (ORDER BY "{by}") AS "row"'))


class SparkBackend(Backend):
    """PySpark, in local mode or on a cluster."""

    row_by_row = False
    dot = "_"
    """A dot in a name means something else to Spark."""

    def __init__(self, frame: Any) -> None:
        self._session = frame.sparkSession

    def days(self, frame: nw.LazyFrame[Any], columns: Mapping[str, str]) -> nw.LazyFrame[Any]:
        """Return the frame with day numbers."""
        from pyspark.sql import functions

        native = frame.to_native()
        types = dict(native.dtypes)
        for column, name in columns.items():
            each = functions.col(f"`{column}`")
            if types[column] == "string":
                whole = each.rlike("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
                each = functions.when(whole, functions.expr(f"try_cast(`{column}` as date)"))
            number = functions.datediff(each.cast("date"), functions.lit("1970-01-01").cast("date")) + EPOCH
            native = native.withColumn(name, number.cast("long"))
        return _lazy(native)

    def table(self, columns: Columns, types: Mapping[str, Type]) -> nw.LazyFrame[Any]:
        """Return a small table."""
        kinds = {"int": "long", "text": "string", "float": "double"}
        schema = ", ".join(f"`{name}` {kinds[types[name]]}" for name in columns)
        rows = list(zip(*columns.values(), strict=True))
        return _lazy(self._session.createDataFrame(rows, schema).localCheckpoint())

    def staged(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame worked out once; what led to it is forgotten, or plans would grow beyond memory."""
        return _lazy(frame.to_native().localCheckpoint())

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows."""
        return [tuple(row) for row in frame.to_native().collect()]

    def numbered(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with a column of zeros: no row of Spark's is decided by itself."""
        return frame.with_columns(row=nw.lit(0))


def _lazy(native: Any) -> nw.LazyFrame[Any]:
    frame: nw.LazyFrame[Any] = nw.from_native(native)
    return frame


def backend_of(native: Any) -> Backend:
    """Return the engine of a frame.

    Raises:
        TypeError: it is of no engine that is known here.
    """
    module = type(native).__module__.partition(".")[0]
    if module == "polars":
        return PolarsBackend()
    if module in ("duckdb", "_duckdb"):
        return DuckDBBackend(native)
    if module == "pyspark":
        return SparkBackend(native)
    raise TypeError(f"{type(native).__module__}.{type(native).__qualname__}")
