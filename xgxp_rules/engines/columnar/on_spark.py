"""What PySpark says in its own words: day numbers, small tables, a stage kept as a checkpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import EPOCH, ID, Backend, Columns, Type, lazy


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
        return lazy(native)

    def table(self, columns: Columns, types: Mapping[str, Type]) -> nw.LazyFrame[Any]:
        """Return a small table."""
        kinds = {"int": "long", "text": "string", "float": "double"}
        schema = ", ".join(f"`{name}` {kinds[types[name]]}" for name in columns)
        rows = list(zip(*columns.values(), strict=True))
        return lazy(self._session.createDataFrame(rows, schema).localCheckpoint())

    def staged(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame worked out once; what led to it is forgotten, or plans would grow beyond memory."""
        return lazy(frame.to_native().localCheckpoint())

    def joined(self, frame: nw.LazyFrame[Any], column: str, mark: str, name: str) -> nw.LazyFrame[Any]:
        """Return the texts of each id written as one."""
        from pyspark.sql import functions

        texts = functions.concat_ws(mark, functions.array_sort(functions.collect_list(column)))
        return lazy(frame.to_native().groupBy(ID).agg(texts.alias(name)))

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows."""
        return [tuple(row) for row in frame.to_native().collect()]

    def numbered(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with a column of zeros: no row of Spark's is decided by itself."""
        return frame.with_columns(row=nw.lit(0))
