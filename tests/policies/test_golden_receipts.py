"""A thousand kept receipts over the shipped policies come out again byte for byte.

Where a policy or the engine was changed on purpose, `python tests/golden/receipts/make.py` makes them anew; the change
then shows as the one line of this test's set of policies that moved.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import xgxp_rules as xr

KEPT = Path(__file__).resolve().parents[1] / "golden" / "receipts" / "receipts.jsonl.gz"


@pytest.fixture(scope="module")
def kept() -> list[dict[str, Any]]:
    return [json.loads(line) for line in gzip.decompress(KEPT.read_bytes()).decode().splitlines()]


def test_a_thousand_receipts_replay(kept: list[dict[str, Any]]) -> None:
    """Given the kept receipts, when each is replayed, then none differs, and no input has moved unnoticed."""
    catalog = xr.Catalog()
    found = [xr.replay(one, catalog) for one in kept]

    assert len(found) == 1_000
    assert [(one.policy, one.decision, one.subject, one.place, one.moved) for one in found if one.verdict != "same"] == []


def test_they_cover_every_policy_about_teachers_or_schools(kept: list[dict[str, Any]]) -> None:
    """Given the kept receipts, when they are counted, then every shipped policy in force that day and kind is there."""
    catalog = xr.Catalog()
    told = Counter(one["decision"]["policy"] for one in kept)
    wanted = set()
    for policy_id in catalog.ids():
        try:
            policy = catalog.in_force(policy_id, on=date(2026, 9, 1))
        except xr.NotInForce:
            continue
        if any(one.about in ("teacher", "school") for one in policy.version_data.decisions):
            wanted.add(policy_id)

    assert wanted - set(told) == set()
    assert {one["decision"]["status"] for one in kept} == {"determined", "undetermined", "blocked"}
