"""The spells of a list in columns: their first days and the days after their last, and what joins across a hole."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import FAR
from xgxp_rules.engines.columnar.day_tables import reached_over
from xgxp_rules.engines.columnar.listed import Chosen, doubtful
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.model.periods import Period


def odd_days(found: Chosen, place: Place, same: str | None) -> list[nw.Expr]:
    """Return the rows of which a spell lacks its first day or its group."""
    vague = nw.col(found.dating.field).is_null()
    if same is not None:
        vague = vague | nw.col(same).is_null()
    name = place.roster.ask_seldom(found.work, ("vague", found.key, same), found.sure & vague)
    return [*found.odd, doubtful(found, place.roster), nw.col(name) > 0]


def ends_today(found: Chosen, place: Place) -> nw.Expr:
    """Return the rows with a spell whose written last day is the measuring day: it may count, or run on in another."""
    ends = found.sure & (nw.col(found.dating.until) == place.roster.on.toordinal())
    return nw.col(place.roster.ask_seldom(found.work, ("ends today", found.key), ends)) > 0


def spells_of(found: Chosen, place: Place, same: str | None, *, until: int) -> nw.LazyFrame[Any]:
    """Return the spells begun before a day, in a known group, with their first days and the days after their last."""
    items = place.roster.items_of(found.work)
    for name, expression in found.work.made.items():
        items = items.with_columns(expression.alias(name))
    start, last = nw.col(found.dating.field), nw.col(found.dating.until)
    stop = nw.when(last.is_null()).then(nw.lit(FAR)).otherwise(last + 1)
    kept = items.filter(found.sure & (start <= until))
    if same is not None:
        kept = kept.filter(~nw.col(same).is_null())
    group = [] if same is None else [nw.col(same).alias("unit")]
    return kept.select(ID, *group, start.alias("start"), stop.alias("stop"))


def joined_over(spells: nw.LazyFrame[Any], gap: Period | None, place: Place) -> nw.LazyFrame[Any]:
    """Return the spells of each teacher with one more in every hole that a gap allows: what touches is joined then."""
    if gap is None:
        return spells
    backend, columns = place.roster.backend, reached_over(gap)
    apart = backend.staged(backend.merged(spells.select(ID, "start", "stop"), [ID]).select(ID, "start", "stop"))
    following = apart.with_columns(next=nw.col("start").shift(-1).over(ID, order_by="start"))
    table = backend.table(columns, dict.fromkeys(columns, "int"))
    near = following.join(table, left_on="stop", right_on="number", how="inner").filter(
        nw.col("next") <= nw.col("until")
    )
    holes = near.select(ID, nw.col("stop").alias("start"), nw.col("next").alias("stop"))
    return nw.concat([apart, holes], how="vertical")


__all__ = ["ends_today", "joined_over", "odd_days", "spells_of"]
