"""A workbook of 10,000 teachers from end to end: read, decided, the quotas counted, a workbook written.

    python benchmarks/roster.py [TEACHERS]

The roster is the sample county over and over, each time with other ids: its seventeen lists, schools and gaps included.
The whole is run as the command that a clerk runs, and its parts once more in this process. Wall time and the
processor's time are both given, and a piece of plain Python timed alongside, because these machines are shared.
"""

from __future__ import annotations

import csv
import gc
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.rosters.deciding import decide_roster
from xgxp_rules.tools.rosters.gathering import gather
from xgxp_rules.tools.rosters.mapping import NameMap
from xgxp_rules.tools.rosters.sheets import read_sheets
from xgxp_rules.tools.rosters.writing import write_answers

COUNTY = Path(__file__).parent.parent / "examples" / "county"
POLICY, DAY = "xinjiang.mulei.xgxp", date(2026, 9, 1)
TARGET, ROUNDS = 6.0, 3


def make(path: Path, teachers: int) -> int:
    """Write the workbook; return how many rows it has."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_numbers": False})
    written = 0
    for file in sorted(COUNTY.glob("*.csv")):
        heads, *rows = csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
        sheet = book.add_worksheet(file.stem)
        sheet.write_row(0, 0, heads)
        once = heads[0] not in ("教师", "编号") or file.stem == "学校"
        for number, row in enumerate(_repeated(rows, 1 if once else teachers, once), 1):
            sheet.write_row(number, 0, row)
            written += 1
    book.close()
    return written


def _repeated(rows: list[list[str]], teachers: int, once: bool) -> Any:
    if once:
        yield from rows
        return
    for copy in range(-(-teachers // 300)):
        for row in rows:
            number = copy * 300 + int(row[0][1:])
            if number <= teachers:
                yield [f"T{number:05}", *row[1:]]


def command(book: Path, out: Path) -> tuple[float, float]:
    """Return the wall and processor time of the whole command."""
    before, began = _children(), time.perf_counter()
    arguments = ["roster", book, "--policy", POLICY, "--as-of", DAY, "-o", out]
    subprocess.run(
        [sys.executable, "-m", "xgxp_rules", *map(str, arguments)], check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - began, _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def parts(book: Path, out: Path) -> dict[str, tuple[float, float]]:
    """Return the wall and processor time of each part, in this process, with Python looking for no garbage as there."""
    gc.disable()
    policy = Catalog().in_force(POLICY, DAY)
    found: dict[str, tuple[float, float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        wall, own = time.perf_counter(), time.process_time()
        result = work()
        found[name] = time.perf_counter() - wall, time.process_time() - own
        return result

    sheets = timed("read the file", lambda: read_sheets([str(book)]))
    roster = timed("read the cells", lambda: gather(sheets, policy, NameMap(), DAY, ()))
    steps: list[tuple[float, float]] = [(time.perf_counter(), time.process_time())]
    tick = lambda _done, _all: steps.append((time.perf_counter(), time.process_time()))  # noqa: E731
    done = decide_roster(roster, policy, DAY, list(policy.decisions), "zh", tick)
    for number, name in enumerate(("decide in columns", "decide one by one", "count the quotas", "say why")):
        found[name] = tuple(b - a for a, b in zip(steps[number], steps[number + 1], strict=True))  # type: ignore[assignment]
    timed("write the workbook", lambda: write_answers(done, out, "zh"))
    assert all(len(rows) == roster.read for _, rows in done.decisions)
    return found


def yardstick() -> float:
    """Return how long a fixed piece of plain Python takes at the moment, on the processor and on the wall."""
    began = time.perf_counter()
    sum(number * number % 7 for number in range(5_000_000))
    return time.perf_counter() - began


def main(teachers: int) -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder:
        book, out = Path(folder) / "roster.xlsx", Path(folder) / "answers.xlsx"
        rows = make(book, teachers)
        print(f"{teachers:,} teachers, {rows:,} rows, {book.stat().st_size / 1e6:.1f} MB")
        runs = [(command(book, out), yardstick()) for _ in range(ROUNDS)]
        wall = statistics.median(run[0][0] for run in runs)
        own = statistics.median(run[0][1] for run in runs)
        measure = statistics.median(run[1] for run in runs)
        print(f"end to end: {wall:.2f} s on the wall, {own:.2f} s of processor (at most {TARGET} s)")
        print(f"            {wall / measure:.1f} times a piece of plain Python of {measure:.2f} s in the same run")
        for name, (seconds, busy) in parts(book, out).items():
            print(f"  {name:20} {seconds:6.2f} s on the wall {busy:6.2f} s of processor")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
