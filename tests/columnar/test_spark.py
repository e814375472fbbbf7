"""PySpark in local mode: the same columns; a row that only the interpreter can decide says so."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from form_kit import policy_of
from frame_kit import differences, frames_of, interpreted, rows_of
from made_rosters import AS_OF, teachers
from option_records import SUPPLIED, option_records

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


def _dotted(row: dict[str, Any], decisions: Sequence[str] = DECISIONS) -> dict[str, Any]:
    """Return a row with its columns named as on the other engines."""
    for decision in decisions:
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


@pytest.mark.filterwarnings("ignore")
def test_spark_works_facts_out_once_for_each_content(spark: Any) -> None:
    """Given options without an expression of their own, when Spark decides, then few rows are left over."""
    policy = policy_of(
        [
            *SUPPLIED,
            "实教: {total: 任职经历, minus: 请假, within: 近3年}",
            "连降: {run: 学期考评, where: {较上期: 低于 0}, ending: any}",
            "好评: {count: 评课, where: {评语: 包含 好, 比例: 满 10%}}",
        ],
        ["实教: 满 1年", "连降: 满 2", "好评: 满 1"],
    )
    records = option_records(17, 40)
    frame, lists = frames_of(records)
    listed = {name: _frame(spark, each) for name, each in lists.items()}

    found = policy.decide_frame(_frame(spark, frame), as_of=AS_OF, **listed)

    names = ("d0", "d1", "d2")
    rows = [_dotted(row, names) for row in rows_of(found, frame["id"].to_list())]
    decided = 0
    for record, row in zip(records, rows, strict=True):
        for name in names:
            if row[f"{name}.reason"] != "row_by_row":
                decided += 1
                own = {column: value for column, value in row.items() if column.startswith(f"{name}.")}
                assert differences(policy, [record], [own], AS_OF) == []
    assert decided > 2 * len(records)
