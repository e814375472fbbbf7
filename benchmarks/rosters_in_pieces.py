"""Teacher decisions for a made nation, piece by piece: time, memory, and the ratio to a Polars program by hand.

    python benchmarks/nation.py DIRECTORY 18900000
    python benchmarks/rosters_in_pieces.py DIRECTORY [--parts N] [--every] [POLICY…]
    python benchmarks/rosters_in_pieces.py DIRECTORY [--parts N] --by-hand [--rounds N] [--only WORD]

Without more, every decision of 木垒 and 西峰 about teachers: seconds, peak memory, and how long each million took,
so that growth shows; `--check` looks for rows that cannot be true as well. `--by-hand` takes the decisions of both that
programs by hand know, from flat columns and from histories, without and with that check, and in turn with the engine
the program by hand over the same files, one file at a time (it is slower over all files at once); medians of the rounds
are told. Both read from files and keep nothing but counts; `--parts` takes the first files alone. In each round the
first piece settles the profiles that the others share.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
from beside import Beside, both
from nation import AS_OF, LISTS, PART

import xgxp_rules as xr

POLICIES = ("xinjiang.mulei.xgxp", "gansu.xifeng.personnel", "gansu.xifeng.principals", "gansu.xifeng.research")


def main() -> None:
    """Decide, policy by policy, and print."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--parts", type=int, default=1_000)
    asked.add_argument("--every", action="store_true", help="tell of every piece")
    asked.add_argument("--check", action="store_true", help="look for rows that cannot be true")
    asked.add_argument("--by-hand", action="store_true")
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", default="", help="take the ways alone whose title holds this word")
    asked.add_argument("policies", nargs="*", default=POLICIES)
    said = asked.parse_intermixed_args()
    if said.by_hand:
        _beside_the_hand(said.folder, said.parts, said.rounds, said.only)
        return
    for policy_id in said.policies:
        policy = xr.Catalog().in_force(policy_id, AS_OF)
        known = {name for one in (policy, *_higher(policy)) for name in _lists(one)}
        names = [name for name in LISTS if name in known]
        rows, wall, used = _timed(
            policy, _pieces(policy, said.folder, said.parts, names, check=said.check), every=said.every
        )
        print(f"{policy_id}: {rows} teachers in {wall:.1f} s wall, {used:.1f} s processor; {_peak()}", flush=True)


def _files(folder: Path, name: str, parts: int) -> list[Path]:
    return [
        folder / name / f"{part}.parquet" for part in range(parts) if (folder / name / f"{part}.parquet").exists()
    ]


def _pieces(
    policy: xr.Policy,
    folder: Path,
    parts: int,
    names: list[str],
    decisions: tuple[str, ...] | None = None,
    *,
    check: bool = False,
) -> Iterator[Any]:
    lists = {name: pl.scan_parquet(_files(folder, name, parts)) for name in names}
    return policy.decide_frames(
        pl.scan_parquet(_files(folder, "teachers", parts)),
        as_of=AS_OF,
        decisions=decisions,
        complete=tuple(lists),
        schools=pl.read_parquet(folder / "schools.parquet"),
        check=check,
        **lists,
    )


def _timed(policy: xr.Policy, pieces: Iterator[Any], *, every: bool) -> tuple[int, float, float]:
    """Return how many rows came, and the seconds they took, telling each million's as it passes."""
    start, used = time.perf_counter(), time.process_time()
    last, rows, told = used, 0, 0
    for piece in pieces:
        rows += piece.collect().height
        if every or rows // PART > told:
            told, now = rows // PART, time.process_time()
            print(f"    {policy.id}: {rows} teachers, {now - last:.2f} s processor more; {_peak()}", flush=True)
            last = now
    return rows, time.perf_counter() - start, time.process_time() - used


def _peak() -> str:
    return f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1048576:.2f} GiB"


def _beside_the_hand(folder: Path, parts: int, rounds: int, only: str) -> None:
    """Time the engine in pieces and the hand-written programs file by file, in turn, and tell the medians."""
    catalog = xr.Catalog()
    for subject in both(catalog):
        policy = catalog.in_force(subject.policy, AS_OF)
        for title, decisions, names, check in (
            way for way in _ways(subject) if only in f"{subject.policy} {way[0]}"
        ):
            taken: list[tuple[float, ...]] = []
            for _round in range(rounds):
                pieces = partial(_pieces, policy, folder, parts, list(names), decisions, check=check)
                mine, rows = _seconds(lambda p=pieces: sum(piece.collect().height for piece in p()))
                written, others = _seconds(partial(_by_hand, subject, decisions, folder, parts))
                assert rows == others
                taken.append((*mine, *written))
            print(f"{subject.policy} {title}, {rows} teachers: {_told(taken)}; {_peak()}", flush=True)


def _ways(subject: Beside) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], bool]]:
    """Yield what is timed: its title, the decisions, the lists they read, and whether rows are checked."""
    for title, decisions, names in (
        ("from flat columns", subject.flat, ()),
        ("from histories", subject.relational, subject.lists),
    ):
        yield title, decisions, names, False
        yield f"{title}, rows checked", decisions, names, True


def _by_hand(subject: Beside, decisions: tuple[str, ...], folder: Path, parts: int) -> int:
    program = subject.by_hand if decisions == subject.relational else subject.by_hand_flat
    rows = 0
    for part in range(len(_files(folder, "teachers", parts))):
        names = ("teachers", *subject.lists)
        rows += (
            program({name: pl.scan_parquet(folder / name / f"{part}.parquet") for name in names}).collect().height
        )
    return rows


def _told(taken: list[tuple[float, ...]]) -> str:
    wall, used, hand_wall, hand_used = (statistics.median(one) for one in zip(*taken, strict=True))
    ratios = f"{wall / hand_wall:.2f}x wall, {used / hand_used:.2f}x processor"
    apart = ", ".join(f"{one[0] / one[2]:.2f}" for one in taken)
    return f"engine {wall:.1f} s, by hand {hand_wall:.1f} s: {ratios} (wall, round by round: {apart})"


def _seconds(call: Callable[[], int]) -> tuple[tuple[float, float], int]:
    """Return the wall and processor seconds of a call, and what it returns."""
    wall, used = time.perf_counter(), time.process_time()
    found = call()
    return (time.perf_counter() - wall, time.process_time() - used), found


def _higher(policy: xr.Policy) -> list[object]:
    return list(policy.setting_on(AS_OF).higher_law)


def _lists(one: object) -> list[str]:
    version = getattr(one, "effective", one)
    return [fact.id for fact in version.vocabulary("teacher").facts if fact.kind.name == "list"]


if __name__ == "__main__":
    main()
