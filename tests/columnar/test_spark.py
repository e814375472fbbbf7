"""PySpark in local mode: the same columns; a row that only the interpreter can decide says so."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import pytest
from frame_kit import differences, frames_of, interpreted, rows_of
from made_rosters import AS_OF, teachers

import xgxp_rules as xr

pytest.importorskip("pyspark")
CATALOG = xr.Catalog()
DECISIONS = ["rotation", "appraisal", "registration", "dismissal"]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        yield session
        session.stop()


def _frame(session: Any, frame: Any) -> Any:
    names = {"str": "string", "int": "long", "bool": "boolean", "date": "date"}
    rows = frame.rows()
    kinds = []
    for place, name in enumerate(frame.columns):
        kind = next((type(row[place]).__name__ for row in rows if row[place] is not None), "str")
        kinds.append(f"`{name}` {names[kind]}")
    return session.createDataFrame(rows, ", ".join(kinds))


def _dotted(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its columns named as on the other engines."""
    for decision in DECISIONS:
        row = {name.replace(f"{decision}_", f"{decision}.", 1): value for name, value in row.items()}
    return row


@pytest.mark.filterwarnings("ignore")
def test_spark_agrees_where_columns_decide(spark: Any) -> None:
    """Given a made roster, when Spark decides it, then each row is the interpreter's, or says that it is for it."""
    policy = CATALOG.in_force("xinjiang.mulei.xgxp", AS_OF)
    records = teachers(policy.effective.vocabulary("teacher"), 40, seed=9)
    frame, lists = frames_of(records)
    listed = {name: _frame(spark, each) for name, each in lists.items()}

    found = policy.decide_frame(_frame(spark, frame), as_of=AS_OF, decisions=DECISIONS, **listed)

    rows = [_dotted(row) for row in rows_of(found, frame["id"].to_list())]
    decided = 0
    for record, row in zip(records, rows, strict=True):
        for decision in DECISIONS:
            own = {name: value for name, value in row.items() if name.startswith(f"{decision}.")}
            if row[f"{decision}.reason"] == "row_by_row":
                possible = set(interpreted(policy, decision, record, AS_OF).possible.split("|"))
                assert possible <= set(row[f"{decision}.possible"].split("|"))
                continue
            decided += 1
            assert differences(policy, [record], [own], AS_OF) == []
    assert decided > len(records)
