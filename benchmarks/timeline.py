"""A timeline over twenty years against one decision, side by side in one run.

    python benchmarks/timeline.py [repetitions]

One decision is what a clerk is given: the answer with its whole tree and margins as a report. The bare `decide()` is
printed beside it. Each figure is the median of the repetitions; the machine's speed cancels out of the ratios.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.timeline_report import TimelineReport
from xgxp_rules.tools.record_files import load_record
from xgxp_rules.tools.timeline import timeline

POLICY = "xinjiang.mulei.xgxp"
SAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples" / "teachers").glob("*.yaml"))
FIRST, LAST = date(2026, 9, 1), date(2046, 8, 31)


def timed(action: Callable[[], object], repetitions: int, inner: int = 1) -> float:
    """Return the median time of an action, in microseconds."""
    action()
    found = []
    for _ in range(repetitions):
        start = perf_counter()
        for _ in range(inner):
            action()
        found.append((perf_counter() - start) / inner * 1e6)
    return median(found)


def compared(catalog: Catalog, decision: str, sample: Path, repetitions: int) -> float:
    """Print one line of the table and return the ratio of a timeline to a decision with its report."""
    record = load_record(str(sample))

    def decide() -> Decision:
        return catalog.decide(POLICY, decision, record, as_of=FIRST)

    def line() -> TimelineReport:
        return timeline(catalog, POLICY, decision, record, first=FIRST, last=LAST)

    whole = timed(lambda: decide().report(), repetitions, 5)
    bare, long = timed(decide, repetitions, 20), timed(line, repetitions)
    print(
        f"{sample.stem:10} {decision:12} {line().evaluations:10} {whole:8.0f} {bare:8.0f} {long:9.0f}"
        f"  {long / whole:5.1f}  {long / bare:4.0f}"
    )
    return long / whole


def main() -> None:
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    catalog = Catalog()
    print(
        f"{'teacher':10} {'decision':12} {'days asked':>10} {'report':>8} {'decide':>8} {'timeline':>9}  ratio  bare"
    )
    asked = [(sample, decision) for sample in SAMPLES for decision in ("rotation", "registration", "dismissal")]
    ratios = [compared(catalog, decision, sample, repetitions) for sample, decision in asked]
    print(
        f"\ntimeline over 20 years / one decision: median {median(ratios):.1f}, worst {max(ratios):.1f} (at most 50)"
    )


if __name__ == "__main__":
    main()
