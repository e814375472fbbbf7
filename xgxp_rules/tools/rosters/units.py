"""What the records of each kind are counted in."""

from __future__ import annotations

from typing import Final

_UNITS: Final = {"school": "所", "department": "个", "county_year": "份"}


def unit_of(about: str) -> str:
    """Return the measure word of a kind of record; people and the posts they hold are counted in 人.

    >>> unit_of("school"), unit_of("principal")
    ('所', '人')
    """
    return _UNITS.get(about, "人")
