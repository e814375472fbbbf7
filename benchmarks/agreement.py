"""Columns against the interpreter on many made teachers, for every shipped policy with decisions about teachers.

    python benchmarks/agreement.py [TEACHERS] [POLICY…]

Every column of every row is compared; the first differences of each policy are printed, and the exit status is 1 if
there are any. A hundred thousand teachers take some hours on one core, as each is also read and decided as a record.
"""

from __future__ import annotations

import sys
from pathlib import Path

from made_rosters import AS_OF, schools, teachers

import xgxp_rules as xr

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "columnar"))

from frame_kit import differences, frames_of

PIECE = 2_000


def main() -> int:
    """Compare, policy by policy."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    catalog, found = xr.Catalog(), 0
    for policy_id in sys.argv[2:] or catalog.ids():
        try:
            policy = catalog.in_force(policy_id, AS_OF)
        except xr.NotInForce:
            continue
        if not any(decision.about == "teacher" for decision in policy.version_data.decisions):
            continue
        bodies = schools(policy.effective.vocabulary("school"))
        school_frame, _ = frames_of(bodies)
        others = xr.Records([xr.School.model_validate(one) for one in bodies])
        differing = 0
        for first in range(0, count, PIECE):
            records = teachers(policy.effective.vocabulary("teacher"), min(PIECE, count - first), seed=first)
            frame, lists = frames_of(records)
            rows = policy.decide_frame(frame, as_of=AS_OF, schools=school_frame, **lists).to_dicts()
            told = differences(policy, records, rows, AS_OF, others)
            differing += len(told)
            for one in told[:3]:
                print("   ", one[:300])
        print(f"{policy_id}: {count} teachers, {differing} cells that differ", flush=True)
        found += differing
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
