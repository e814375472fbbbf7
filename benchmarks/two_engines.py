"""Rosters decided on DuckDB beside the same on Polars: the same cells, timed in turn in one run.

    python benchmarks/nation.py DIRECTORY 1000000
    python benchmarks/two_engines.py DIRECTORY [ROUNDS]

The first million teachers of the directory are decided by two policies from their histories. Both engines read the
files themselves (`scan_parquet`, `read_parquet`), or both have what was read in memory (frames; tables of a
connection), and both hand all cells over, as a frame and as an Arrow table. The cells are compared before anything is
timed. Then the engines take turns; wall and processor seconds (of all threads) are medians of the rounds, with
everything settled anew each time. DuckDB is to take at most twice as long as Polars.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
from beside import Beside, both
from nation import AS_OF
from rosters import timed

import xgxp_rules as xr

Engine = Callable[[bool], Any]
"""Decides the roster; says whether rows that cannot be true are looked for."""


def main() -> None:
    """Compare, then time, policy by policy."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    catalog = xr.Catalog()
    for subject in both(catalog):
        print(subject.policy)
        policy = catalog.in_force(subject.policy, AS_OF)
        files = {name: folder / name / "0.parquet" for name in ("teachers", *subject.lists)}
        for where, engines in (("files", _from_files), ("memory", _from_memory)):
            for title, check in ((f"from {where}", False), (f"from {where}, rows checked", True)):
                _compare_and_time(title, engines(policy, subject, files), rounds, check=check)


def _from_files(policy: xr.Policy, subject: Beside, files: dict[str, Path]) -> tuple[Engine, Engine]:
    connection = duckdb.connect()
    relations = {name: connection.read_parquet(str(file)) for name, file in files.items()}
    frames = {name: pl.scan_parquet(file) for name, file in files.items()}
    return _on_polars(policy, subject, frames), _on_duckdb(policy, subject, relations)


def _from_memory(policy: xr.Policy, subject: Beside, files: dict[str, Path]) -> tuple[Engine, Engine]:
    connection = duckdb.connect()
    for name, file in files.items():
        connection.execute(f"CREATE TABLE {name} AS FROM read_parquet('{file}')")
    frames = {name: pl.read_parquet(file) for name, file in files.items()}
    return _on_polars(policy, subject, frames), _on_duckdb(
        policy, subject, {name: connection.table(name) for name in files}
    )


def _on_polars(policy: xr.Policy, subject: Beside, frames: dict[str, Any]) -> Engine:
    def decide(check: bool) -> pl.DataFrame:
        found: pl.DataFrame | pl.LazyFrame = _decided(policy, subject, frames, check=check)
        return found.collect() if isinstance(found, pl.LazyFrame) else found

    return decide


def _on_duckdb(policy: xr.Policy, subject: Beside, relations: dict[str, Any]) -> Engine:
    return lambda check: _decided(policy, subject, relations, check=check).to_arrow_table()


def _decided(policy: xr.Policy, subject: Beside, frames: dict[str, Any], *, check: bool) -> Any:
    lists = {name: frames[name] for name in subject.lists}
    return policy.decide_frame(
        frames["teachers"],
        as_of=AS_OF,
        decisions=subject.relational,
        complete=subject.lists,
        check=check,
        **lists,
    )


def _compare_and_time(title: str, engines: tuple[Engine, Engine], rounds: int, *, check: bool) -> None:
    polars, duck = engines
    one, other = polars(check), pl.DataFrame(duck(check))
    differing = sum(int(one[name].ne_missing(other[name]).sum()) for name in one.columns)
    times: dict[Engine, list[tuple[float, float]]] = {polars: [], duck: []}
    for _round in range(rounds):
        for engine in engines:
            times[engine].append(timed(lambda run=engine: run(check)))
    (wall, used), (duck_wall, duck_used) = (
        [statistics.median(each) for each in zip(*times[engine], strict=True)] for engine in engines
    )
    print(f"  {title}: {one.height} teachers, {differing} cells differ; ", end="")
    print(
        f"Polars {wall:.2f} s wall, {used:.2f} s processor; DuckDB {duck_wall:.2f} s, {duck_used:.2f} s: ", end=""
    )
    print(f"{duck_wall / wall:.2f}x wall, {duck_used / used:.2f}x processor", flush=True)


if __name__ == "__main__":
    main()
