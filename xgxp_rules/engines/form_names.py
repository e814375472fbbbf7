"""The parameters that a worked-out value is made with, however deep in its form they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from xgxp_rules.model.nodes import ParameterRef


def parameters_of(part: object) -> Iterator[str]:
    """Yield the names of the parameters that a form, or a part of one, refers to."""
    if isinstance(part, ParameterRef):
        yield part.name
    elif isinstance(part, tuple):
        for each in part:
            yield from parameters_of(each)
    elif is_dataclass(part) and not isinstance(part, type):
        for name in _parts(type(part)):
            yield from parameters_of(getattr(part, name))


@cache
def _parts(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name not in ("span", "text"))
