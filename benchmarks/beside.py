"""What the engine is measured beside: the decisions of two policies that programs by hand know, and what they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import by_hand
import by_hand_xifeng
import polars as pl
from nation import AS_OF

import xgxp_rules as xr
from xgxp_rules.law.retirement import Track, statutory
from xgxp_rules.model.periods import Period, compare_elapsed

Frames = dict[str, pl.LazyFrame]


@dataclass(frozen=True, slots=True)
class Beside:
    """A policy, its decisions from flat columns and from histories, the histories, and both programs by hand."""

    policy: str
    flat: tuple[str, ...]
    relational: tuple[str, ...]
    lists: tuple[str, ...]
    by_hand: Callable[[Frames], pl.LazyFrame]
    by_hand_flat: Callable[[Frames], pl.LazyFrame]


def _turns(is_past: Callable[[date, Track], bool]) -> dict[str, date]:
    """Return, by track, the first birth date of which something is no longer so."""
    found = {}
    for track in Track:
        day = date(1940, 1, 1)
        while is_past(day, track):
            day += timedelta(1)
        found[track.value] = day
    return found


def years_left(catalog: xr.Catalog, years: int = 5) -> dict[str, date]:
    """Return, by track, the first birth date at which so many years are left to the statutory retirement."""
    law, period = catalog.retirement_law(AS_OF), Period(years=years)
    assert law is not None
    return _turns(
        lambda day, track: compare_elapsed(AS_OF, max(AS_OF, statutory(day, track, law).date), period) < 0
    )


def both(catalog: xr.Catalog) -> tuple[Beside, Beside]:
    """Return what is known of 木垒 and of 西峰."""
    law, five_left = catalog.retirement_law(AS_OF), years_left(catalog)
    assert law is not None
    ahead = _turns(lambda day, track: statutory(day, track, law).date <= AS_OF)
    return (
        Beside(
            "xinjiang.mulei.xgxp",
            ("reposting", "competence"),
            ("rotation", "appraisal", "reposting", "competence", "registration"),
            ("postings", "appraisals", "leaves", "absences", "registrations"),
            lambda frames: by_hand.decided(frames, five_left),
            lambda frames: by_hand.flat(frames["teachers"]),
        ),
        Beside(
            "gansu.xifeng.personnel",
            ("recruit_contract", "farewell"),
            ("recruit_contract", "farewell", "talk", "famous", "ethics", "title_appointment"),
            ("appraisals", "famous_lists", "ethics_entries", "appointments"),
            lambda frames: by_hand_xifeng.decided(frames, ahead),
            lambda frames: by_hand_xifeng.flat(frames["teachers"], ahead),
        ),
    )
