"""One line of a decision log: what was decided, with personal data masked, chained to the line before it.

`hash` is the SHA-256 of the line's compact JSON without it; `previous` is the hash of the line before, so that a line
taken out, swapped or changed breaks the chain at its place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from xgxp_rules.model.receipt import compact

FIRST = "0" * 64
"""What the first line of a log is chained to."""


def chained(body: Mapping[str, Any], number: int, previous: str) -> dict[str, Any]:
    """Return a line with its number and its place in the chain."""
    line = {"n": number, **body, "previous": previous}
    return {**line, "hash": hash_of(line)}


def hash_of(line: Mapping[str, Any]) -> str:
    """Return the hash that a line ought to have."""
    kept = {name: value for name, value in line.items() if name != "hash"}
    return hashlib.sha256(compact(kept).encode()).hexdigest()
