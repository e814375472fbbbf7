"""What a receipt costs beside its decision, and how fast receipts replay, side by side in one run.

    python benchmarks/receipts.py [repetitions]

A decision is `decide()` with its report as JSON. Each figure is the median of the repetitions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.receipts import receipt, receipt_text
from xgxp_rules.tools.record_files import load_record
from xgxp_rules.tools.replaying import replay

POLICY = "xinjiang.mulei.xgxp"
SAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples" / "teachers").glob("*.yaml"))
AS_OF = date(2026, 9, 1)


def timed(actions: list[Callable[[], object]], repetitions: int) -> list[float]:
    """Return the median time of each action in microseconds; the rounds of all of them are interleaved."""
    found: list[list[float]] = [[] for _ in actions]
    for _ in range(repetitions):
        for place, action in enumerate(actions):
            start = perf_counter()
            for _ in range(10):
                action()
            found[place].append((perf_counter() - start) * 1e5)
    return [median(each) for each in found]


def main() -> None:
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    catalog = Catalog()
    ratios = []
    for sample in SAMPLES:
        record = load_record(str(sample))
        for decision in ("rotation", "dismissal"):
            decide = lambda: catalog.decide(POLICY, decision, record, as_of=AS_OF)  # noqa: B023, E731
            data = receipt(decide())
            whole, kept, again = timed(
                [lambda: decide().model_dump_json(), lambda: receipt_text(decide()), lambda: replay(data, catalog)],  # noqa: B023
                repetitions,
            )
            ratios.append(kept / whole)
            print(
                f"{sample.stem:10} {decision:10} decision {whole:6.0f} µs, with receipt {kept:6.0f} µs,"
                f" ratio {kept / whole:.2f}, replay {again:6.0f} µs, {len(receipt_text(decide())):,} characters"
            )
    print(f"\nwith receipt / without: median {median(ratios):.2f} (at most 1.50)")


if __name__ == "__main__":
    main()
