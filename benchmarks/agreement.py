"""Columns against the interpreter on many made teachers, for every shipped policy with decisions about teachers.

    python benchmarks/agreement.py [--teachers N] [--first N] [--minutes N] [--duckdb] [POLICY…]

Every column of every row is compared; the first differences of each policy are printed, and the exit status is 1 if
there are any. Rounds of a few thousand teachers go through all policies, so that whenever the time is up all have been
asked alike; `--first` goes on where a run was stopped. A hundred thousand teachers take about an hour on one core, as
each is also read and decided as a record; with `--duckdb` a tenth of each round is asked of DuckDB too.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from made_rosters import AS_OF, schools, teachers

import xgxp_rules as xr

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "columnar"))

from frame_kit import differences, frames_of, on_duckdb, rows_of

ROUND = 5_000


@dataclass(slots=True)
class Subject:
    """A policy under comparison, its schools, and what was found."""

    policy: xr.Policy
    school_frame: pl.DataFrame
    others: xr.Records
    asked: int = 0
    differing: int = 0

    def compare(self, first: int, count: int, *, duck: bool) -> None:
        """Compare one round of teachers."""
        records = teachers(self.policy.effective.vocabulary("teacher"), count, seed=first)
        frame, lists = frames_of(records)
        rows = self.policy.decide_frame(frame, as_of=AS_OF, schools=self.school_frame, **lists).to_dicts()
        told = differences(self.policy, records, rows, AS_OF, self.others)
        if duck:
            told += self._of_duckdb(records[: count // 10])
        self.asked += count
        self.differing += len(told)
        for one in told[:3]:
            print("   ", one[:300], flush=True)

    def _of_duckdb(self, records: list[dict[str, Any]]) -> list[str]:
        import duckdb

        frame, lists = frames_of(records)
        connection = duckdb.connect()
        listed = {name: on_duckdb(connection, each) for name, each in lists.items()}
        schools = on_duckdb(connection, self.school_frame)
        found = self.policy.decide_frame(on_duckdb(connection, frame), as_of=AS_OF, schools=schools, **listed)
        return differences(self.policy, records, rows_of(found, frame["id"].to_list()), AS_OF, self.others)


def subjects(names: list[str]) -> list[Subject]:
    """Return the policies in force with decisions about teachers."""
    catalog, found = xr.Catalog(), []
    for policy_id in names or catalog.ids():
        try:
            policy = catalog.in_force(policy_id, AS_OF)
        except xr.NotInForce:
            continue
        if any(decision.about == "teacher" for decision in policy.version_data.decisions):
            bodies = schools(policy.effective.vocabulary("school"))
            others = xr.Records([xr.School.model_validate(one) for one in bodies])
            found.append(Subject(policy, frames_of(bodies)[0], others))
    return found


def main() -> int:
    """Compare, round by round."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--teachers", type=int, default=100_000)
    asked.add_argument("--first", type=int, default=0)
    asked.add_argument("--minutes", type=float, default=float("inf"))
    asked.add_argument("--duckdb", action="store_true")
    asked.add_argument("policies", nargs="*")
    said = asked.parse_args()
    every, start = subjects(said.policies), time.monotonic()
    for first in range(said.first, said.teachers, ROUND):
        if time.monotonic() - start > said.minutes * 60:
            print(f"the time is up: go on with --first {first}")
            break
        for one in every:
            one.compare(first, min(ROUND, said.teachers - first), duck=said.duckdb)
        spent, differing = (time.monotonic() - start) / 60, sum(one.differing for one in every)
        done = f"{min(first + ROUND, said.teachers)} of {said.teachers} teachers"
        print(f"{done} x {len(every)} policies, {differing} cells differ, {spent:.1f} minutes", flush=True)
    for one in every:
        print(f"{one.policy.id}: {one.asked} teachers, {one.differing} cells that differ")
    return 1 if any(one.differing for one in every) else 0


if __name__ == "__main__":
    sys.exit(main())
