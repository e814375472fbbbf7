"""The facts and parameters that a piece of a policy refers to, however deep they stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from xgxp_rules.model.nodes import FactRef, ParameterRef


def names_in(part: object) -> Iterator[FactRef | ParameterRef]:
    """Yield every fact and parameter that a piece of the model refers to, however deep."""
    if isinstance(part, FactRef | ParameterRef):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from names_in(each)
    else:
        kind: Any = type(part)
        for name in _parts(kind):
            yield from names_in(getattr(part, name))


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """Return the fields of a class of the model in which names may stand, none where it is no such class."""
    if not is_dataclass(kind):
        return ()
    return tuple(field.name for field in fields(kind) if field.name not in ("span", "text"))
