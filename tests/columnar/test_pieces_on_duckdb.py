"""DuckDB decides in pieces too: files in no order are put aside by piece, and come back as they were."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from frame_kit import frames_of, on_duckdb, rows_of
from made_rosters import AS_OF, teachers

import xgxp_rules as xr
from xgxp_rules.engines.columnar.on_duckdb import DuckDBBackend

MULEI = xr.Catalog().in_force("xinjiang.mulei.xgxp", AS_OF)
COUNT, ROWS = 50, 12


@pytest.fixture
def aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which temporary folders are made."""
    folder = tmp_path / "aside"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def _scans(folder: Path, *, numbers: bool) -> tuple[dict[str, Any], pl.DataFrame]:
    """Return files in no order as relations, and the decisions of the whole."""
    frame, lists = frames_of(teachers(MULEI.effective.vocabulary("teacher"), COUNT, seed=3))
    if numbers:
        frame, lists = _numbered(frame), {name: _numbered(each) for name, each in lists.items()}
    connection, scans = duckdb.connect(), {}
    for name, each in {"teachers": frame, **lists}.items():
        each.sample(fraction=1.0, shuffle=True, seed=5).write_parquet(folder / f"{name}.parquet")
        scans[name] = connection.read_parquet(str(folder / f"{name}.parquet"))
    return scans, MULEI.decide_frame(frame, as_of=AS_OF, **lists)


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("id").str.slice(1).cast(pl.Int64))


@pytest.mark.parametrize(
    "numbers", [pytest.param(False, id="ids of text"), pytest.param(True, id="ids of numbers")]
)
def test_pieces_of_files_in_no_order_are_the_whole_on_duckdb(numbers: bool, tmp_path: Path, aside: Path) -> None:
    """Given files in no order, when decided in pieces, then everybody is decided once, and nothing is left aside."""
    scans, whole = _scans(tmp_path, numbers=numbers)
    sizes = []

    found = []
    for piece in MULEI.decide_frames(scans.pop("teachers"), as_of=AS_OF, rows=ROWS, **scans):
        sizes.append(len(list(aside.glob("*/*/xgxp_piece=*/*.parquet"))))
        found.append(piece)

    assert min(sizes) >= len(found) * 2
    assert list(aside.iterdir()) == []
    # The answers do not read what was put aside, so they stay when it is gone.
    rows = [row for piece in found for row in rows_of(piece, [one for (one,) in piece.project("id").fetchall()])]
    assert sorted(rows, key=lambda row: row["id"]) == whole.sort("id").to_dicts()
    assert len(found) == -(-COUNT // ROWS)


def test_nothing_is_left_aside_when_the_loop_is_left(tmp_path: Path, aside: Path) -> None:
    """Given files in no order, when the loop over the pieces is left early, then what was put aside is gone."""
    scans, _whole = _scans(tmp_path, numbers=True)

    for _piece in MULEI.decide_frames(scans.pop("teachers"), as_of=AS_OF, rows=ROWS, **scans):
        assert list(aside.iterdir()) != []
        break

    assert list(aside.iterdir()) == []


def test_rows_in_order_are_not_put_aside(tmp_path: Path) -> None:
    """Given rows in the order of their ids, when cut, then nothing is written."""
    relation = on_duckdb(duckdb.connect(), pl.DataFrame({"id": [1, 1, 2, 5, 9]}))
    backend = DuckDBBackend(relation)

    piece = backend.pieces(nw.from_native(relation), "id", [2, 6], tmp_path / "aside")

    assert [backend.rows(piece(place)) for place in range(3)] == [[(1,), (1,)], [(2,), (5,)], [(9,)]]
    assert not (tmp_path / "aside").exists()


COLUMNS = """
    SELECT id::BIGINT AS id, id % 2 = 0 AS flag, ['甲', '乙'][1 + id % 2]::ENUM('甲', '乙') AS choice,
        id::HUGEINT * 10000000000000000000 + 1 AS large, id::UINTEGER AS whole, id::DECIMAL(20, 3) / 7 AS part,
        DATE '2020-02-29' + id::INTEGER AS day, TIMESTAMP '2020-02-29 01:02:03.000004' AS moment,
        ['x', NULL, id::VARCHAR] AS listed, {'a': id, 'b': 'it''s'} AS nested, nullif(id, 3)::VARCHAR AS text
    FROM (VALUES (7), (3), (9), (1), (12)) AS t(id)
"""


def test_what_is_put_aside_comes_back_as_it_was(tmp_path: Path) -> None:
    """Given columns of many types in no order, when cut, then cells, types and settings are what they were."""
    connection = duckdb.connect()
    relation = connection.sql(COLUMNS)
    backend = DuckDBBackend(relation)

    piece = backend.pieces(nw.from_native(relation), "id", [3, 9, 50], tmp_path / "it's aside")

    cut = [piece(place).to_native() for place in range(4)]
    assert [[row[0] for row in sorted(each.fetchall())] for each in cut] == [[1], [3, 7], [9, 12], []]
    assert all(each.types == relation.types and each.columns == relation.columns for each in cut)
    assert sorted(row for each in cut for row in each.fetchall()) == sorted(relation.fetchall())
    assert _settings(connection) == _settings(duckdb.connect())


def _settings(connection: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return connection.sql("SELECT name, value FROM duckdb_settings() WHERE name LIKE 'partitioned%'").fetchall()
