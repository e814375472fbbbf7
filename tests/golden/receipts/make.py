"""Makes the thousand golden receipts again: the sample county under every shipped policy, packed into one file.

    python tests/golden/receipts/make.py

Run it only when a policy, the vocabulary or the engine has changed on purpose: the change shows in every receipt.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import xgxp_rules as xr
from xgxp_rules.model.records.others import id_of
from xgxp_rules.tools.receipts import receipt_text
from xgxp_rules.tools.record_files import load_record
from xgxp_rules.tools.table_folders import load_folder

ROOT = Path(__file__).resolve().parents[3]
COUNTY = ROOT / "examples" / "county"
TEACHERS = ROOT / "examples" / "teachers"
SAMPLED = "xinjiang.mulei.xgxp"
KEPT = Path(__file__).with_name("receipts.jsonl.gz")
AS_OF = date(2026, 9, 1)
COUNT = 1_000
KINDS = ("teacher", "school")
"""The kinds of record that the county has tables of."""


def questions(catalog: xr.Catalog) -> list[tuple[str, str, str]]:
    """Return every decision of every shipped policy in force on the day: policy, decision and kind of record."""
    found = []
    for policy_id in catalog.ids():
        try:
            policy = catalog.in_force(policy_id, AS_OF)
        except xr.NotInForce:
            continue
        found += [(policy_id, one.id, one.about) for one in policy.version_data.decisions]
    return found


def receipts(catalog: xr.Catalog) -> Iterator[str]:
    """Yield receipts of the sample teachers, then of the county: the next record of a kind, decision after decision."""
    asked = questions(catalog)
    people = {
        (policy, about): load_folder(COUNTY, about, policy) for policy, _decision, about in asked if about in KINDS
    }
    for sample in sorted(TEACHERS.glob("*.yaml")):
        record = load_record(sample)
        for one in catalog.in_force(SAMPLED, AS_OF).decide_all(record, as_of=AS_OF):
            yield receipt_text(one, subject=id_of(record))
    place = 0
    while True:
        for policy, decision, about in asked:
            records = people.get((policy, about))
            if not records:
                continue
            record = records[place % len(records)]
            place += 1
            try:
                made = catalog.decide(policy, decision, record, as_of=AS_OF)
            except xr.RecordError:
                continue  # a table of the county that this policy knows nothing of
            yield receipt_text(made, subject=id_of(record))


def main() -> None:
    lines = list(islice(receipts(xr.Catalog()), COUNT))
    KEPT.write_bytes(gzip.compress("".join(f"{line}\n" for line in lines).encode(), mtime=0))
    print(f"{len(lines)} receipts, {KEPT.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
