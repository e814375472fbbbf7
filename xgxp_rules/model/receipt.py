"""A receipt: one decision with everything it was made from, sealed, so that anybody can make it again.

The text is compact JSON (no spaces, UTF-8), its parts sorted by name and each part in the order in which it is always
written, so the same decision gives the same bytes on every machine. The seal is the SHA-256 of the text without it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FORMAT = "xgxp-receipt/1"
SEAL = "sha256"


def compact(data: Any) -> str:
    """Return plain data as compact JSON, names in the order they have.

    >>> compact({"b": 1, "a": "甲"})
    '{"b":1,"a":"甲"}'
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def sealed_text(parts: Mapping[str, str]) -> str:
    """Return the text of a receipt from the JSON text of its parts, with its seal."""
    return _joined({**parts, SEAL: f'"{_hash(parts)}"'})


def seal_of(data: Mapping[str, Any]) -> str:
    """Return the seal that a receipt ought to have.

    >>> seal_of({"a": 1}) == seal_of({"a": 1, "sha256": "…"})
    True
    """
    return _hash({name: compact(one) for name, one in data.items() if name != SEAL})


def sealed(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a receipt with its seal."""
    return {**data, SEAL: seal_of(data)}


def canonical(data: Mapping[str, Any]) -> str:
    """Return the text of a receipt that was read: the bytes that were sealed, if nobody changed them.

    >>> canonical({"b": 1, "a": {"d": 1, "c": 2}})
    '{"a":{"d":1,"c":2},"b":1}'
    """
    return _joined({name: compact(one) for name, one in data.items()})


def _hash(parts: Mapping[str, str]) -> str:
    return hashlib.sha256(_joined(parts).encode()).hexdigest()


def _joined(parts: Mapping[str, str]) -> str:
    return "{" + ",".join(f"{compact(name)}:{parts[name]}" for name in sorted(parts)) + "}"
