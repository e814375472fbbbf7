"""Leaves and absences that may hold a stay together: found where they touch what they would bridge.

A bridge matters only where it reaches the first day of a running stay that has a hole before it, or runs itself while
no spell does. Those rows are few, and the interpreter decides them.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import FAR
from xgxp_rules.engines.columnar.leaves import zero_or
from xgxp_rules.engines.columnar.listed import Chosen, chosen, doubtful
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.model.forms import Stretch


def bridged(form: Stretch, place: Place, began: str) -> list[nw.Expr]:
    """Return the rows that a bridge may change.

    `began` names the column of the running stretch's first day; beside it stand the first day of the one that has a
    hole before it (`_at`), and how many have (`_holes`).
    """
    today = place.roster.on.toordinal()
    at, holes = nw.col(f"{began}_at"), nw.col(f"{began}_holes")
    nothing_runs = nw.col(began).is_null()
    reach = nw.when(nothing_runs).then(nw.lit(today + 1)).otherwise(at)
    may_matter = nothing_runs | (holes > 0)
    odd: list[nw.Expr] = []
    bridges: list[Chosen] = []
    for source in form.bridge:
        found = chosen(source, place, begun=False)
        complete = all(place.fact(ref).id in place.roster.inputs.complete for ref in source.lists)
        if found is None:
            odd += [] if complete else [may_matter]
            continue
        bridges.append(found)
        odd += _doubts(found, place, may_matter, complete=complete)
    if bridges:
        key = ("bridged", began, *((one.work.key, one.key) for one in bridges))
        touched = place.roster.later(
            key,
            lambda name, rows: _touched(
                rows.filter(may_matter).select(ID, reach.alias("reach")), bridges, place, name
            ),
        )
        odd += [may_matter & (nw.col(touched) > 0), (holes > 1) & ~nw.col(touched).is_null()]
    return odd


def _doubts(found: Chosen, place: Place, may_matter: nw.Expr, *, complete: bool) -> list[nw.Expr]:
    """Return the rows where it is open what bridges: a list that is not known, or an entry without its day."""
    roster, start = (
        place.roster,
        next(one for one in found.work.facts[0].kind.fields if one.id == found.dating.field),
    )
    roster.need(found.work, start)
    until = next(one for one in found.work.facts[0].kind.fields if one.id == found.dating.until)
    roster.need(found.work, until)
    vague = roster.ask_seldom(found.work, ("vague", found.key), found.sure & nw.col(start.id).is_null())
    unknown = [] if complete else [nw.col(roster.rows_of(found.work)).is_null()]
    return [may_matter & one for one in (*found.odd, *unknown, doubtful(found, roster), nw.col(vague) > 0)]


def _touched(rows: nw.LazyFrame[Any], bridges: list[Chosen], place: Place, name: str) -> nw.LazyFrame[Any]:
    """Return how many bridges reach what they would hold together, for each teacher that has any."""
    rows = place.roster.backend.staged(rows)
    parts = []
    for one in bridges:
        items = place.roster.items_of(one.work)
        for made, expression in one.work.made.items():
            items = items.with_columns(expression.alias(made))
        last = nw.col(one.dating.until)
        stop = nw.when(last.is_null()).then(nw.lit(FAR)).otherwise(last + 1)
        kept = items.filter(one.sure).select(ID, nw.col(one.dating.field).alias("start"), stop.alias("stop"))
        near = kept.join(rows, on=ID, how="inner")
        parts.append(
            near.with_columns(
                touches=zero_or((nw.col("start") < nw.col("reach")) & (nw.col("stop") >= nw.col("reach")))
            )
        )
    both = parts[0] if len(parts) == 1 else nw.concat(parts, how="vertical")
    return both.group_by(ID).agg(nw.col("touches").sum().cast(nw.Int64).alias(name))
