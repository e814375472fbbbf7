"""Suites on one core: a thousand cases, and a full mutation run of every shipped version, equivalence included.

    python benchmarks/cases.py

The thousand cases are shipped ones; reading the YAML and the policies is part of it. Times are of one core's work and
medians of rounds, and each is also given as a ratio to a piece of plain Python timed in the same rounds, because these
machines are shared.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.shipped import shipped_policies
from xgxp_rules.tools.cases import case_files
from xgxp_rules.tools.mutation import mutate_suites
from xgxp_rules.tools.suites import read_suites, run_suites

CASES, ROUNDS, MUTATION_ROUNDS = 1000, 5, 3
TARGETS = {"cases": 2.0, "mutation": 20.0}
"""Seconds: a thousand cases, and the mutation run of the largest version."""


def seconds(work: Callable[[], object]) -> float:
    """Return how long a call takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def yardstick() -> float:
    """Return how long a fixed piece of plain Python takes at the moment."""
    return seconds(lambda: sum(number * number % 7 for number in range(1_000_000)))


def told(name: str, times: list[float], marks: list[float], target: float | None = None) -> None:
    """Print one median, its ratio to the yardstick, and the target where there is one."""
    median = statistics.median(times)
    ratio = statistics.median(time / mark for time, mark in zip(times, marks, strict=True))
    wanted = "" if target is None else f"   target {target:g} s: {'met' if median <= target else 'MISSED'}"
    print(f"{name:<46} {median:8.3f} s   {ratio:7.1f} × yardstick{wanted}")


def thousand(folder: Path) -> list[Path]:
    """Return copies of the shipped case files that hold a thousand cases or a few more."""
    copies: list[Path] = []
    held = 0
    files = [(path, len(read_suites([path]).read[0].cases)) for path in case_files(shipped_policies())]
    while held < CASES:
        for path, count in files:
            copy = folder / f"{len(copies)}-{path.name}"
            copy.write_bytes(path.read_bytes())
            copies.append(copy)
            held += count
            if held >= CASES:
                break
    return copies


def time_cases() -> None:
    """Time reading and running a thousand cases, each round with policies read afresh."""
    with TemporaryDirectory() as folder:
        files = thousand(Path(folder))
        times, marks = [], []
        for _ in range(ROUNDS):
            marks.append(yardstick())
            times.append(seconds(lambda: run_suites(read_suites(files), Catalog())))
        count = len(run_suites(read_suites(files), Catalog()).cases)
    told(f"{count} cases, YAML and policies read", times, marks, TARGETS["cases"])


def versions() -> list[list[Path]]:
    """Return the case files of each shipped version together."""
    found: dict[tuple[str, str], list[Path]] = {}
    for path in case_files(shipped_policies()):
        suite = read_suites([path]).read[0]
        found.setdefault((suite.policy, suite.version), []).append(path)
    return list(found.values())


def time_mutation() -> None:
    """Time the mutation run of each shipped version; the target is for the one with the most mutants."""
    catalog = Catalog()
    rows = []
    for files in versions():
        suites = read_suites(files)
        found = mutate_suites(suites, catalog).policies[0]
        rows.append((len(found.judgements), f"{found.policy} {found.version}", suites))
    largest = max(rows, key=lambda row: row[0])[0]
    for count, name, suites in sorted(rows, key=lambda row: row[:2]):
        times, marks = [], []
        for _ in range(MUTATION_ROUNDS if count == largest else 1):
            marks.append(yardstick())
            times.append(seconds(lambda: mutate_suites(suites, Catalog())))  # noqa: B023 - called at once
        told(f"{name}: {count} mutants", times, marks, TARGETS["mutation"] if count == largest else None)


if __name__ == "__main__":
    time_cases()
    time_mutation()
