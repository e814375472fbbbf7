"""Teacher decisions of 木垒 and 西峰 for a made nation, piece by piece: seconds for each piece, peak memory.

    python benchmarks/nation.py DIRECTORY 18900000
    python benchmarks/rosters_in_pieces.py DIRECTORY

The first piece settles the profiles that the others share. Nothing is kept of a piece but the count of its rows.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import polars as pl
from nation import AS_OF, LISTS

import xgxp_rules as xr

POLICIES = ("xinjiang.mulei.xgxp", "gansu.xifeng.personnel", "gansu.xifeng.principals", "gansu.xifeng.research")


def main() -> None:
    """Decide, policy by policy, and print."""
    folder = Path(sys.argv[1])
    catalog = xr.Catalog()
    wanted = sys.argv[2:] or POLICIES
    for policy_id in wanted:
        policy = catalog.in_force(policy_id, AS_OF)
        known = {name for one in (policy, *_higher(policy)) for name in _lists(one)}
        lists = {name: pl.scan_parquet(folder / name / "*.parquet") for name in LISTS if name in known}
        pieces = policy.decide_frames(
            pl.scan_parquet(folder / "teachers" / "*.parquet"),
            as_of=AS_OF,
            complete=tuple(lists),
            schools=pl.read_parquet(folder / "schools.parquet"),
            check=False,
            **lists,
        )
        start, used = time.perf_counter(), time.process_time()
        for piece in pieces:
            rows = piece.collect().height
            seconds = f"{time.perf_counter() - start:.2f} s wall, {time.process_time() - used:.2f} s processor"
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1048576
            print(f"{policy_id}: {rows} teachers in {seconds}; peak {peak:.2f} GiB", flush=True)
            start, used = time.perf_counter(), time.process_time()


def _higher(policy: xr.Policy) -> list[object]:
    return list(policy.setting_on(AS_OF).higher_law)


def _lists(one: object) -> list[str]:
    version = getattr(one, "effective", one)
    return [fact.id for fact in version.vocabulary("teacher").facts if fact.kind.name == "list"]


if __name__ == "__main__":
    main()
