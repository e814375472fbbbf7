"""Frames of pandas and PyArrow: taken as they are, answered in kind, with the answers that Polars gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from sample_frames import AS_OF, COMPLETE, POSTINGS, TEACHERS

import xgxp_rules as xr

GRADES = {"id": ["a", "a", "b"], "年度": [2024, 2025, 2025], "等次": ["合格", "优秀", "不合格"]}

Maker = Callable[[dict[str, list[Any]]], Any]
KINDS = [
    pytest.param(pd.DataFrame, pd.DataFrame, id="pandas"),
    pytest.param(lambda data: pd.DataFrame(data).convert_dtypes(), pd.DataFrame, id="pandas-nullable"),
    pytest.param(lambda data: pl.DataFrame(data).to_pandas(), pd.DataFrame, id="pandas-days-as-times"),
    pytest.param(pa.table, pa.Table, id="arrow"),
]


@pytest.fixture(scope="module")
def policy() -> xr.Policy:
    return xr.Catalog().in_force("xinjiang.mulei.xgxp", AS_OF)


def rows(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame, nothing as None."""
    table = pl.from_pandas(frame) if isinstance(frame, pd.DataFrame) else pl.DataFrame(frame)
    return table.to_dicts()


def decided(policy: xr.Policy, make: Maker) -> Any:
    return policy.decide_frame(
        make(TEACHERS), as_of=AS_OF, complete=COMPLETE, 任职经历=make(POSTINGS), 年度考核=make(GRADES)
    )


@pytest.mark.parametrize(("make", "kind"), KINDS)
def test_a_frame_in_memory_is_answered_in_kind(policy: xr.Policy, make: Maker, kind: type) -> None:
    """Given frames of another kind, when decided, then the answer is of that kind, and what Polars gives."""
    found = decided(policy, make)

    assert type(found) is kind
    assert rows(found) == decided(policy, pl.DataFrame).to_dicts()


@pytest.mark.parametrize(("make", "kind"), KINDS)
def test_pieces_and_quotas_come_in_kind_too(policy: xr.Policy, make: Maker, kind: type) -> None:
    """Given frames of another kind, when decided in pieces or counted, then every frame is of that kind."""
    pieces = list(policy.decide_frames(make(TEACHERS), as_of=AS_OF, decisions=["rotation"], rows=2))
    results, members = policy.quotas_frame(make(TEACHERS), as_of=AS_OF)

    assert [type(one) for one in (*pieces, members)] == [kind] * 3
    assert [one["id"] for piece in pieces for one in rows(piece)] == ["a", "b", "c"]
    assert results == policy.quotas_frame(pl.DataFrame(TEACHERS), as_of=AS_OF)[0]


def test_one_row_of_a_pandas_frame_is_explained(policy: xr.Policy) -> None:
    """Given a pandas frame, when one row is asked about, then its decision stands on its cells."""
    made = policy.decide_row(
        "rotation", "a", pd.DataFrame(TEACHERS), as_of=AS_OF, complete=COMPLETE, 任职经历=pd.DataFrame(POSTINGS)
    )

    assert made.outcome == "due"


@pytest.mark.parametrize(
    ("column", "cells"),
    [
        pytest.param("出生日期", ["1980-01-01", datetime(1970, 5, 5), None], id="days-as-text-and-times"),
        pytest.param("出生日期", [date(1980, 1, 1), "1970年5月5日", float("nan")], id="days-and-chinese-text"),
        pytest.param("在编在职", [True, "是", None], id="flags-and-words"),
        pytest.param("id", [1, 2.0, "c"], id="ids-as-numbers-and-text"),
        pytest.param("id", [1.0, 2.0, 3.0], id="ids-as-broken-numbers"),
    ],
)
def test_mixed_cells_are_read_as_they_are_written(policy: xr.Policy, column: str, cells: list[Any]) -> None:
    """Given a column of several kinds of cells, as spreadsheets give them, when decided, then each is read as meant."""
    given = {**TEACHERS, column: cells}
    ids = ["1", "2", "c"] if "c" in cells else [1, 2, 3] if column == "id" else TEACHERS["id"]
    whose = dict(zip(TEACHERS["id"], ids, strict=True))
    postings = {**POSTINGS, "id": [whose[one] for one in POSTINGS["id"]]}

    found = policy.decide_frame(
        pd.DataFrame(given), as_of=AS_OF, complete=COMPLETE, 任职经历=pd.DataFrame(postings), decisions=["rotation"]
    )

    plain = policy.decide_frame(
        pl.DataFrame(TEACHERS),
        as_of=AS_OF,
        complete=COMPLETE,
        任职经历=pl.DataFrame(POSTINGS),
        decisions=["rotation"],
    )
    assert rows(found) == [{**row, "id": whose[row["id"]]} for row in plain.to_dicts()]


def test_a_number_with_a_gap_stays_whole(policy: xr.Policy) -> None:
    """Given years that pandas made broken because one is empty, when decided, then they are years."""
    grades = pd.DataFrame({**GRADES, "年度": [2024, 2025, None]})

    found = policy.decide_frame(pd.DataFrame(TEACHERS), as_of=AS_OF, 年度考核=grades, decisions=["rotation"])

    assert "rejected" not in set(found["rotation.status"])


@pytest.mark.parametrize(
    ("teachers", "postings", "said"),
    [
        pytest.param(pl.DataFrame, duckdb.from_arrow, "是 DuckDB 的，教师表是 Polars 的", id="sql-beside-polars"),
        pytest.param(duckdb.from_arrow, pd.DataFrame, "是 pandas 的，教师表是 DuckDB 的", id="pandas-beside-sql"),
        pytest.param(pd.DataFrame, duckdb.from_arrow, "是 DuckDB 的，教师表是 pandas 的", id="sql-beside-pandas"),
    ],
)
def test_frames_of_two_engines_are_refused(policy: xr.Policy, teachers: Maker, postings: Maker, said: str) -> None:
    """Given frames of two engines, when handed in together, then it says which is of what."""

    def made(make: Maker, data: dict[str, list[Any]]) -> Any:
        return make(pa.table(data)) if make is duckdb.from_arrow else make(data)

    with pytest.raises(xr.UsageError, match=said):
        policy.decide_frame(made(teachers, TEACHERS), as_of=AS_OF, 任职经历=made(postings, POSTINGS))


@pytest.mark.parametrize("thing", [[1], {"id": [1]}, None, "teachers.parquet"])
def test_what_is_no_frame_is_refused(policy: xr.Policy, thing: Any) -> None:
    """Given something that is no frame, when decided, then the kinds that are known are named."""
    with pytest.raises(xr.UsageError, match="pandas"):
        policy.decide_frame(thing, as_of=AS_OF)


def test_a_loop_over_pieces_can_be_left(policy: xr.Policy) -> None:
    """Given pieces, when the loop is left early and closed, then nothing more is worked out."""
    pieces = policy.decide_frames(pl.DataFrame(TEACHERS), as_of=AS_OF, decisions=["rotation"], rows=1)

    assert next(pieces).height == 1
    pieces.close()  # type: ignore[attr-defined]
    assert list(pieces) == []
