"""A term of a policy: the values that it stands for, kept with the version so that settings files may name it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TermSet:
    """A term of the policy: the values it stands for, and its groups where it divides them."""

    name: str
    members: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    otherwise: str | None = None
    ordered: bool = False
