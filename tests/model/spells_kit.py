"""Spells to be joined, cut and counted, as dates and as made up at random."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import strategies as st

from xgxp_rules.model.periods import Period
from xgxp_rules.model.spells import By, Spell

AS_OF = date(2026, 9, 1)
MEASURES: list[By] = ["calendar", "days", "school_years", "terms"]
MONTH = Period(months=1)


def spell(first: str, stop: str, source: int = -1, running: bool = False) -> Spell:
    return Spell(date.fromisoformat(first), date.fromisoformat(stop), source, running)


def days_of(spells: Sequence[Spell]) -> set[date]:
    return {one.start + timedelta(number) for one in spells for number in range(one.days)}


@st.composite
def spells(draw: st.DrawFn, longest: int = 120) -> Spell:
    start = date(2019, 11, 1) + timedelta(draw(st.integers(0, 500)))
    return Spell(start, start + timedelta(draw(st.integers(0, longest))))


SPELLS = st.lists(spells(), max_size=6)
LONG = st.lists(spells(longest=900), max_size=5)
GAPS = st.sampled_from([None, Period(days=1), Period(days=20), MONTH])
