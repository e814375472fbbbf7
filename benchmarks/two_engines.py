"""A roster decided on DuckDB beside the same on Polars: the same cells, timed in turn in one run.

    python benchmarks/nation.py DIRECTORY 1000000
    python benchmarks/two_engines.py DIRECTORY [ROUNDS]

The first million teachers of the directory are decided from their histories. Both engines read the files themselves
(`scan_parquet`, `read_parquet`), or both have what was read in memory (frames; tables of a connection), and both hand
all cells over, as a frame and as an Arrow table. The cells are compared before anything is timed. Then the engines take
turns; wall and processor seconds (of all threads) are medians of the rounds, with everything settled anew each time.
DuckDB is to take at most twice as long as Polars.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from nation import AS_OF
from rosters import NAMES, RELATIONAL, timed

import xgxp_rules as xr

EVERY = ("teachers", *NAMES)
Engine = Callable[[bool], Any]
"""Decides the roster; says whether rows that cannot be true are looked for."""


def _on_polars(policy: xr.Policy, frames: dict[str, Any]) -> Engine:
    def decide(check: bool) -> pl.DataFrame:
        found: pl.DataFrame | pl.LazyFrame = _decided(policy, frames, check=check)
        return found.collect() if isinstance(found, pl.LazyFrame) else found

    return decide


def _on_duckdb(policy: xr.Policy, relations: dict[str, Any]) -> Engine:
    return lambda check: _decided(policy, relations, check=check).to_arrow_table()


def _decided(policy: xr.Policy, frames: dict[str, Any], *, check: bool) -> Any:
    lists = {name: frames[name] for name in NAMES}
    return policy.decide_frame(
        frames["teachers"], as_of=AS_OF, decisions=RELATIONAL, complete=NAMES, check=check, **lists
    )


def _table(connection: duckdb.DuckDBPyConnection, name: str, file: Path) -> Any:
    connection.execute(f"CREATE TABLE {name} AS FROM read_parquet('{file}')")
    return connection.table(name)


def main() -> None:
    """Compare, then time."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    policy = xr.Catalog().in_force("xinjiang.mulei.xgxp", AS_OF)
    files = {name: folder / name / "0.parquet" for name in EVERY}
    scanned, loaded = duckdb.connect(), duckdb.connect()
    from_files = (
        _on_polars(policy, {name: pl.scan_parquet(file) for name, file in files.items()}),
        _on_duckdb(policy, {name: scanned.read_parquet(str(file)) for name, file in files.items()}),
    )
    from_memory = (
        _on_polars(policy, {name: pl.read_parquet(file) for name, file in files.items()}),
        _on_duckdb(policy, {name: _table(loaded, name, file) for name, file in files.items()}),
    )
    ways = (
        ("from files", from_files, False),
        ("from files, rows checked", from_files, True),
        ("from memory", from_memory, False),
        ("from memory, rows checked", from_memory, True),
    )
    for title, (polars, duck), check in ways:
        one, other = polars(check), pl.DataFrame(duck(check))
        differing = sum(int((one[name].ne_missing(other[name])).sum()) for name in one.columns)
        times: dict[Engine, list[tuple[float, float]]] = {polars: [], duck: []}
        for _round in range(rounds):
            for engine in (polars, duck):
                times[engine].append(timed(lambda run=engine, said=check: run(said)))
        medians = [
            [statistics.median(each) for each in zip(*times[engine], strict=True)] for engine in (polars, duck)
        ]
        (wall, used), (duck_wall, duck_used) = medians
        print(f"{title}: {one.height} teachers, {differing} cells differ; ", end="")
        print(
            f"Polars {wall:.2f} s wall, {used:.2f} s processor; DuckDB {duck_wall:.2f} s, {duck_used:.2f} s: ",
            end="",
        )
        print(f"{duck_wall / wall:.2f}x wall, {duck_used / used:.2f}x processor", flush=True)


if __name__ == "__main__":
    main()
