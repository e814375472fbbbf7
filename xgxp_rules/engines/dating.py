"""How the items of a list stand in time: a spell, a day, a year of one of three kinds, or not at all; and its items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from xgxp_rules.model.values import NOT_APPLICABLE, NUMBER, Listing
from xgxp_rules.model.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class Dating:
    """How an item of a list stands in time: a spell, a day, a year, a school year, a term, or not at all."""

    by: Literal["spell", "day", "year", "school_year", "term", "none"]
    field: str
    until: str = ""

    @property
    def yearly(self) -> bool:
        """Return whether the items belong to years, of the calendar or of schools, or to terms."""
        return self.by in ("year", "school_year", "term")


def dating(fields: tuple[Fact, ...]) -> Dating:
    """Return how the items of a list with these fields are dated.

    A spell has a first and perhaps a last day, a yearly item a year, a school year or a term, any other its first date
    field.
    """
    start = _named(fields, "starts_on", "自")
    if start is not None:
        until = _named(fields, "ends_on", "至")
        return Dating("spell", start.id, until.id if until else "")
    year, school_year = _named(fields, "year", "年度"), _named(fields, "school_year", "学年")
    if year is not None:
        return Dating("year", year.id)
    if school_year is not None:
        return Dating("school_year", school_year.id)
    term = _named(fields, "term", "学期")
    if term is not None and term.kind == NUMBER:
        return Dating("term", term.id)
    day = next((fact for fact in fields if fact.kind.name == "date" and fact.form is None), None)
    return Dating("day", day.id) if day else Dating("none", "")


def _named(fields: tuple[Fact, ...], *names: str) -> Fact | None:
    return next((fact for fact in fields if fact.id in names or fact.label in names), None)


def items_in(value: Any) -> tuple[tuple[Any, ...], bool, bool]:
    """Return a list value's items, whether it is complete, and whether it applies at all."""
    if value.__class__ is tuple:
        return value, True, True
    if isinstance(value, Listing):
        return value.items, value.complete, True
    if value is NOT_APPLICABLE:
        return (), True, False
    return (), False, True
