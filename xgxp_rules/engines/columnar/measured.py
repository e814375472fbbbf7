"""Stretches of days measured: in calendar time, days, working days, school years or terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import narwhals as nw

from xgxp_rules.engines.columnar.day_tables import blocks_before, day_parts, worked_before
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.model.periods import Period

COUNTED: Final[Mapping[str, Callable[[int], Period]]] = {
    "calendar": Period.of_measure,
    "days": lambda number: Period(days=number),
    "working_days": lambda number: Period(working_days=number),
    "school_years": lambda number: Period(school_years=number),
    "terms": lambda number: Period(terms=number),
}
"""What a number of each measure is."""


def measured(stretches: nw.LazyFrame[Any], by: str, place: Place) -> nw.LazyFrame[Any]:
    """Return the stretches with their `length` in a measure, and `thirty` set where thirty days are left over."""
    thirty: nw.Expr = nw.lit(0)
    if by == "days":
        return stretches.with_columns(length=nw.col("stop") - nw.col("start"), thirty=thirty)
    if by == "calendar":
        columns = day_parts()
    elif by == "working_days":
        columns = worked_before()
    else:
        columns = blocks_before(place.calendar, "school_year" if by == "school_years" else "term")
    days = place.roster.backend.table(columns, dict.fromkeys(columns, "int"))
    for end in ("start", "stop"):
        renamed = days.rename({name: f"{end}_{name}" for name in columns})
        stretches = stretches.join(renamed, left_on=end, right_on=f"{end}_number", how="left")
    if by == "calendar":
        return stretches.with_columns(length=_months_and_days(), thirty=_thirty_left())
    if by == "working_days":
        return stretches.with_columns(length=nw.col("stop_worked") - nw.col("start_worked"), thirty=thirty)
    whole = nw.col("stop_ended") - nw.col("start_begun")
    return stretches.with_columns(length=nw.when(whole > 0).then(whole).otherwise(nw.lit(0)), thirty=thirty)


def _months_and_days() -> nw.Expr:
    """Return `months_and_days` of two days as one number, thirty days to the month."""
    months = nw.col("stop_month") - nw.col("start_month")
    first, last = nw.col("start_day"), nw.col("stop_day")
    before, least = nw.col("stop_before"), nw.col("stop_before")
    anchor = nw.when(first > before).then(least).otherwise(first)
    short = (months - 1) * 30 + before - anchor + last
    full = nw.when(nw.col("stop_last") == 1).then(months * 30).otherwise(short)
    return nw.when(last >= first).then(months * 30 + last - first).otherwise(full)


def _thirty_left() -> nw.Expr:
    """Return 1 where thirty days are left over beside the full months of two days, else 0."""
    first, last, before = nw.col("start_day"), nw.col("stop_day"), nw.col("stop_before")
    anchor = nw.when(first > before).then(before).otherwise(first)
    short = (
        nw.when((nw.col("stop_last") == 0) & (before - anchor + last == 30)).then(nw.lit(1)).otherwise(nw.lit(0))
    )
    within = nw.when(last - first == 30).then(nw.lit(1)).otherwise(nw.lit(0))
    return nw.when(last >= first).then(within).otherwise(short)


__all__ = ["COUNTED", "measured"]
