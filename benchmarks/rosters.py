"""Rosters in columns beside a Polars program written by hand: the same columns, timed in turn in one run.

    python benchmarks/nation.py DIRECTORY 1000000
    python benchmarks/rosters.py DIRECTORY [ROUNDS]

The cells are compared before anything is timed, as if nobody had been on leave or away: the program by hand does not
know what bridges a hole between postings, and is timed without these lists, the engine with them. Wall and processor
seconds are medians of the rounds, the engine's with everything settled anew each time.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
from beside import Beside, both
from nation import AS_OF

import xgxp_rules as xr

BRIDGES = ("leaves", "absences")


def timed(call: Callable[[], Any]) -> tuple[float, float]:
    """Return the wall and processor seconds of a call."""
    wall, used = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - used


def main() -> None:
    """Compare, then time, policy by policy."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    catalog = xr.Catalog()
    for subject in both(catalog):
        print(subject.policy)
        _compare_and_time(catalog.in_force(subject.policy, AS_OF), subject, folder, rounds)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1048576:.2f} GiB")


def _compare_and_time(policy: xr.Policy, subject: Beside, folder: Path, rounds: int) -> None:
    names = subject.lists
    frames = {name: pl.read_parquet(folder / name / "0.parquet") for name in ("teachers", *names)}
    lists = {name: frames[name] for name in names}

    def engine(decisions: tuple[str, ...], given: dict[str, pl.DataFrame], *, check: bool = False) -> pl.DataFrame:
        return policy.decide_frame(
            frames["teachers"], as_of=AS_OF, decisions=decisions, complete=names, check=check, **given
        )

    def hand(decisions: tuple[str, ...]) -> pl.DataFrame:
        lazy = {name: frame.lazy() for name, frame in frames.items()}
        return (subject.by_hand if decisions == subject.relational else subject.by_hand_flat)(lazy).collect()

    as_if = {name: frame.clear() if name in BRIDGES else frame for name, frame in lists.items()}
    mine, written = engine(subject.relational, as_if).sort("id"), hand(subject.relational).sort("id")
    for name in mine.columns:
        differs = (mine[name] != written[name]) | (mine[name].is_null() != written[name].is_null())
        print(f"  {name:28} cells that differ: {int(differs.sum())}")
    ways = (
        ("from histories", subject.relational, lists, False),
        ("from histories, rows checked", subject.relational, lists, True),
        ("from flat columns", subject.flat, {}, False),
        ("from flat columns, rows checked", subject.flat, {}, True),
    )
    for title, decisions, given, check in ways:
        times: dict[str, list[tuple[float, float]]] = {"engine": [], "by hand": []}
        for _round in range(rounds):
            times["by hand"].append(timed(lambda d=decisions: hand(d)))
            times["engine"].append(timed(lambda d=decisions, g=given, c=check: engine(d, g, check=c)))
        medians = {
            name: [statistics.median(one) for one in zip(*each, strict=True)] for name, each in times.items()
        }
        wall, used = (medians["engine"][place] / medians["by hand"][place] for place in (0, 1))
        seconds = f"engine {medians['engine'][0]:.2f} s, by hand {medians['by hand'][0]:.2f} s"
        print(f"  {title}: {seconds}: {wall:.2f}x wall, {used:.2f}x processor", flush=True)


if __name__ == "__main__":
    main()
