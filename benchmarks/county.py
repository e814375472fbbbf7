"""The sample county: reading its tables, deciding everybody, counting its quotas, side by side in one run.

    python benchmarks/county.py [repetitions]

The three figures and their ratios to deciding one teacher; each the median of the repetitions.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.records import Records
from xgxp_rules.tools.table_folders import load_folder

COUNTY = Path(__file__).resolve().parents[1] / "examples" / "county"
POLICY, AS_OF = "xinjiang.mulei.xgxp", date(2026, 9, 1)


def main() -> None:
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    policy = Catalog().in_force(POLICY, AS_OF)
    times: dict[str, list[float]] = {"read": [], "decide": [], "quotas": []}
    for _ in range(repetitions):
        start = perf_counter()
        teachers = load_folder(COUNTY, policy=POLICY)
        schools = load_folder(COUNTY, "school")
        others = Records(schools)
        read = perf_counter()
        for one in teachers:
            policy.decide("rotation", one, as_of=AS_OF, others=others)
        decided = perf_counter()
        policy.quotas(teachers, groups=schools, as_of=AS_OF)
        counted = perf_counter()
        for name, spent in (("read", read - start), ("decide", decided - read), ("quotas", counted - decided)):
            times[name].append(spent)
    each = median(times["decide"]) / len(teachers)
    print(f"{len(teachers)} teachers, {len(schools)} schools; one decision {each * 1e6:.0f} µs")
    for name, spent in times.items():
        print(f"{name:8} {median(spent) * 1e3:8.1f} ms = {median(spent) / each:7.0f} decisions")


if __name__ == "__main__":
    main()
