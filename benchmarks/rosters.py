"""Rosters in columns beside a Polars program written by hand: the same columns, timed in turn in one run.

    python benchmarks/nation.py DIRECTORY 1000000
    python benchmarks/rosters.py DIRECTORY [ROUNDS]

The cells are compared before anything is timed. Rows that the interpreter decides by itself (leaves that bridge a hole)
are left out of the comparison and counted; the hand-written program does not know them. Wall and processor seconds are
medians of the rounds, the engine's with everything settled anew each time.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from by_hand import decided, flat
from nation import AS_OF

import xgxp_rules as xr
from xgxp_rules.law.retirement import Track, statutory
from xgxp_rules.model.periods import Period, compare_elapsed

NAMES = ("postings", "appraisals", "leaves", "absences", "registrations")
RELATIONAL = ("rotation", "appraisal", "reposting", "competence", "registration")
FLAT = ("reposting", "competence")


def turns(catalog: xr.Catalog) -> dict[str, date]:
    """Return, by track, the first birth date at which five years are left to the statutory retirement."""
    law = catalog.retirement_law(AS_OF)
    assert law is not None
    found = {}
    for track in Track:
        day = date(1940, 1, 1)
        while compare_elapsed(AS_OF, max(AS_OF, statutory(day, track, law).date), Period(years=5)) < 0:
            day += timedelta(1)
        found[track.value] = day
    return found


def timed(call: Callable[[], Any]) -> tuple[float, float]:
    """Return the wall and processor seconds of a call."""
    wall, used = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - used


def main() -> None:
    """Compare, then time."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    catalog = xr.Catalog()
    policy = catalog.in_force("xinjiang.mulei.xgxp", AS_OF)
    frames = {name: pl.read_parquet(folder / name / "0.parquet") for name in ("teachers", *NAMES)}
    lists = {name: frames[name] for name in NAMES}
    at = turns(catalog)

    def engine(decisions: tuple[str, ...], given: dict[str, pl.DataFrame], *, check: bool = False) -> pl.DataFrame:
        return policy.decide_frame(
            frames["teachers"], as_of=AS_OF, decisions=decisions, complete=NAMES, check=check, **given
        )

    def hand(decisions: tuple[str, ...]) -> pl.DataFrame:
        lazy = {name: frame.lazy() for name, frame in frames.items()}
        return (decided(lazy, at) if decisions == RELATIONAL else flat(lazy["teachers"])).collect()

    mine, written = engine(RELATIONAL, lists).sort("id"), hand(RELATIONAL).sort("id")
    for name in mine.columns:
        differs = (mine[name] != written[name]) | (mine[name].is_null() != written[name].is_null())
        print(f"{name:24} cells that differ: {int(differs.sum())}")
    ways = (
        ("from histories", RELATIONAL, lists, False),
        ("from histories, rows checked", RELATIONAL, lists, True),
        ("from flat columns", FLAT, {}, False),
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
        print(f"{title}: {seconds}: {wall:.2f}x wall, {used:.2f}x processor")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1048576:.2f} GiB")


if __name__ == "__main__":
    main()
