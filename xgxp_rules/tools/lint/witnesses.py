"""A witness as a case file would give it, fact by fact, so that a long record is not cut in a message."""

from __future__ import annotations

from typing import Any

from xgxp_rules.tools.search import Witness


def shown(witness: Witness) -> tuple[str, ...]:
    """Return what the witness's record gives, each fact as it stands in a case."""
    own = tuple(f"{name}: {flow(value)}" for name, value in witness.given.items())
    return (*own, f"others: {flow(dict(witness.others))}") if witness.others else own


def flow(value: Any) -> str:
    """Return a value in one line of YAML.

    >>> flow([{"学校": "一中", "自": "2020-09-01"}])
    '[{学校: 一中, 自: 2020-09-01}]'
    """
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return str(value)
