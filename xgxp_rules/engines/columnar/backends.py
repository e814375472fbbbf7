"""The few lines that each engine says in its own words; everything else is written once, in Narwhals.

Dates become day numbers here (the day after 0001-01-01 is 2, as in Python), small tables are handed over, a stage is
kept, and spells that touch are joined: by one pass over sorted rows on Polars, by windows on SQL engines.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal

import narwhals as nw

EPOCH = date(1970, 1, 1).toordinal()
ID = "xgxp_id"
"""The column that says whose a row is, in every frame the engine makes."""

FAR = date(2999, 12, 31).toordinal()
"""The day after the last of a spell that still runs."""

Pieces = Callable[[int], nw.LazyFrame[Any]]
"""The rows of a piece of a roster, by its number."""


Columns = Mapping[str, Sequence[Any]]
Type = Literal["int", "text", "float"]

Told = tuple[Sequence[str], Columns, Mapping[str, Type]]
"""A table to be told to rows: which of its columns are the keys, the columns, and their types. No key stands twice."""


class Backend(ABC):
    """What one engine does in its own words."""

    row_by_row = True
    """Whether single rows can be handed to the interpreter."""

    in_place = False
    """Whether rows have a place that stays theirs, so that a frame can be read a stretch at a time."""

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

    def having(self, frame: nw.LazyFrame[Any], column: str, values: Sequence[Any]) -> nw.LazyFrame[Any]:
        """Return the rows that have one of a few values in a column."""
        kind: Type = "int" if isinstance(values[0], int) else "text"
        wanted = self.table({"xgxp_wanted": list(values)}, {"xgxp_wanted": kind})
        return frame.join(wanted, left_on=column, right_on="xgxp_wanted", how="semi")

    def different(self, frame: nw.LazyFrame[Any], *columns: str) -> list[tuple[Any, ...]]:
        """Return the different contents of a few columns."""
        return self.rows(frame.group_by(*columns).agg(nw.len().alias("xgxp_times")).select(*columns))

    def worded(self, text: nw.Expr, codes: Mapping[str, int], other: int) -> nw.Expr:
        """Return the code of each text, and `other` for a text without one."""
        return text.replace_strict(list(codes), list(codes.values()), default=other, return_dtype=nw.Int64)

    def different_of_each(
        self, frame: nw.LazyFrame[Any], several: Sequence[Sequence[str]]
    ) -> list[list[tuple[Any, ...]]]:
        """Return the different contents of each of several keys."""
        return [self.different(frame, *columns) for columns in several]

    @abstractmethod
    def numbered(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with a column `row` of whole numbers, each once."""

    def counted(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the same where nothing is joined to the rows, so that they may stand as they come."""
        return self.numbered(frame, by)

    def stretch(self, rows: nw.LazyFrame[Any], first: int, size: int | None = None) -> nw.LazyFrame[Any]:
        """Return so many rows on end, or all from a place on; asked only where `in_place`."""
        raise NotImplementedError

    def rising(self, rows: nw.LazyFrame[Any], column: str, after: Any) -> tuple[int, Any] | None:
        """Return how many rows there are, and the last id; None where ids do not rise from row to row, beyond one.

        Asked only where `in_place`.
        """
        raise NotImplementedError

    def edges(self, rows: nw.LazyFrame[Any], column: str, size: int) -> list[Any]:
        """Return the ids at which a piece of so many rows begins, the first piece's left out."""
        return []

    def pieces(self, rows: nw.LazyFrame[Any], column: str, edges: Sequence[Any], folder: Path) -> Pieces:
        """Return what gives the rows of a piece by its number; a folder may be made to put parts of them aside."""
        bounds = [None, *edges, None]

        def piece(place: int) -> nw.LazyFrame[Any]:
            low, high, each = bounds[place], bounds[place + 1], nw.col(column)
            kept = rows if low is None else rows.filter(each >= low)
            return kept if high is None else kept.filter(each < high)

        return piece

    def piece_of(self, ids: nw.Expr, edges: Sequence[Any], first: int = 0) -> nw.Expr:
        """Return the number of the piece that each id is in, by halving the edges; the first has number `first`."""
        if not edges:
            return nw.lit(first)
        middle = len(edges) // 2
        before, after = edges[:middle], edges[middle + 1 :]
        left = self.piece_of(ids, before, first)
        return nw.when(ids < edges[middle]).then(left).otherwise(self.piece_of(ids, after, first + middle + 1))

    def restored(self, rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the rows as they were numbered, where numbering them has moved them."""
        return rows

    def in_order(self, rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return what comes out in the order of the rows' numbers, as far as the engine keeps any."""
        return rows.sort("row") if self.row_by_row else rows

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

    def told(self, rows: nw.LazyFrame[Any], tables: Sequence[Told]) -> nw.LazyFrame[Any]:
        """Return the rows with what each table says of their keys in place of the keys."""
        for keys, columns, types in tables:
            rows = self.attached(rows, self.table(columns, types), keys).drop(*keys)
        return rows

    def merged(self, frame: nw.LazyFrame[Any], keys: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return the spells `start`, `stop` of each key joined where they touch or overlap, with the ids.

        `again` is 1 where an earlier stretch of the same key stands before.
        """
        keys = list(keys)
        reach = nw.col("stop").cum_max().over(*keys, order_by=["start", "stop"])
        frame = frame.select(*keys, "start", "stop").with_columns(reach=reach)
        before = nw.col("reach").shift(1).over(*keys, order_by=["start", "stop"])
        frame = frame.with_columns(before=before)
        apart = nw.when(nw.col("before") >= nw.col("start")).then(nw.lit(0)).otherwise(nw.lit(1))
        frame = frame.with_columns(apart=apart)
        frame = frame.with_columns(block=nw.col("apart").cum_sum().over(*keys, order_by=["start", "stop"]))
        merged = frame.group_by(*keys, "block").agg(nw.col("start").min(), nw.col("stop").max())
        again = nw.when(nw.col("block") > 1).then(nw.lit(1)).otherwise(nw.lit(0))
        return merged.select(ID, "start", "stop", again.alias("again"))

    @abstractmethod
    def joined(self, frame: nw.LazyFrame[Any], column: str, mark: str, name: str) -> nw.LazyFrame[Any]:
        """Return the texts of each id put in order and written as one, with a mark between, under a name."""

    def running(self, frame: nw.LazyFrame[Any], keys: Sequence[str], today: int) -> nw.LazyFrame[Any]:
        """Return of each id the first day of its stretches that run, from spells begun by today.

        Beside the earliest `start` stand how many `stretches` run, how many of them have an earlier one of the same
        key before them (`holes`), and the latest first day of these (`holed`).
        """
        holed = nw.when(nw.col("again") > 0).then(nw.col("start")).otherwise(nw.lit(None, nw.Int64))
        running = self.merged(frame, keys).filter(nw.col("stop") > today).with_columns(holed=holed)
        return running.group_by(ID).agg(
            nw.col("start").min(),
            nw.col("holed").max(),
            nw.col("again").sum().cast(nw.Int64).alias("holes"),
            nw.len().cast(nw.Int64).alias("stretches"),
        )

    def apart(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return a frame that is to be attached, by itself where that is quicker than in one query with the others."""
        return frame

    def overlapping(self, items: nw.LazyFrame[Any], first: str, last: str | None, name: str) -> nw.LazyFrame[Any]:
        """Return the items with a truth: it begins before an earlier one of the teacher has ended, or nobody knows.

        A spell without a last day still runs; without a column of last days, all do. Where one of a teacher's is
        marked, others of theirs may be.
        """
        end = (
            nw.lit(FAR)
            if last is None
            else nw.when(nw.col(last).is_null()).then(nw.lit(FAR)).otherwise(nw.col(last))
        )
        items = items.with_columns(xgxp_end=end)
        order = [first, "xgxp_end"]
        items = items.with_columns(xgxp_reach=nw.col("xgxp_end").cum_max().over(ID, order_by=order))
        items = items.with_columns(xgxp_before=nw.col("xgxp_reach").shift(1).over(ID, order_by=order))
        overlaps = (nw.col("xgxp_before") >= nw.col(first)).fill_null(value=False)
        marked = items.with_columns((overlaps | nw.col(first).is_null()).alias(name))
        return self.staged(marked.drop("xgxp_end", "xgxp_reach", "xgxp_before"))

    def twice(self, items: nw.LazyFrame[Any], column: str, name: str) -> nw.LazyFrame[Any]:
        """Return the items with a truth: the same teacher has another one with the same content of a column.

        Where a teacher has such a pair, others of theirs may be marked.
        """
        times = items.group_by(ID, column).agg(nw.len().alias(name)).filter(nw.col(name) > 1)
        several = times.group_by(ID).agg(nw.len().alias(name))
        joined = items.join(several, on=ID, how="left")
        return self.staged(joined.with_columns((~nw.col(name).is_null()).alias(name)))


def lazy(native: Any) -> nw.LazyFrame[Any]:
    """Return a native frame as Narwhals has it."""
    frame: nw.LazyFrame[Any] = nw.from_native(native)
    return frame


def backend_of(native: Any) -> Backend:
    """Return the engine of a frame.

    Raises:
        TypeError: it is of no engine that is known here.
    """
    module = type(native).__module__.partition(".")[0]
    if module == "polars":
        from xgxp_rules.engines.columnar.on_polars import PolarsBackend

        return PolarsBackend()
    if module in ("duckdb", "_duckdb"):
        from xgxp_rules.engines.columnar.on_duckdb import DuckDBBackend

        return DuckDBBackend(native)
    if module == "pyspark":
        from xgxp_rules.engines.columnar.on_spark import SparkBackend

        return SparkBackend(native)
    raise TypeError(f"{type(native).__module__}.{type(native).__qualname__}")
