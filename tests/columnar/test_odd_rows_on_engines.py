"""What marks a row for the record reader is found alike by every engine, whatever order its rows stand in."""

from __future__ import annotations

import random
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from frame_kit import on_duckdb

from xgxp_rules.engines.columnar.on_duckdb import DuckDBBackend
from xgxp_rules.engines.columnar.on_polars import PolarsBackend

DAY = 738_000
Row = tuple[int, int | None, int | None]


def _engines(frame: pl.DataFrame) -> list[tuple[Any, Any]]:
    relation = on_duckdb(duckdb.connect(), frame)
    return [(PolarsBackend(), frame.lazy()), (DuckDBBackend(relation), relation)]


def _marked(backend: Any, items: Any) -> set[int]:
    return {who for who, odd in backend.rows(items.select("xgxp_id", "odd")) if odd}


def _frame(rows: list[Row], *names: str) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(("xgxp_id", *names), pl.Int64), orient="row")


@pytest.mark.parametrize(
    ("rows", "odd"),
    [
        pytest.param([], set(), id="no rows"),
        pytest.param([(1, DAY, DAY + 9), (1, DAY + 10, None)], set(), id="one after the other"),
        pytest.param([(1, DAY, DAY + 10), (1, DAY + 10, None)], {1}, id="one day shared"),
        pytest.param([(1, DAY, None), (1, DAY + 10, None)], {1}, id="the earlier still runs"),
        pytest.param([(1, DAY, None), (2, DAY + 10, None)], set(), id="another person's"),
        pytest.param(
            [(1, DAY, DAY + 90), (1, DAY + 5, DAY + 9), (1, DAY + 20, None)], {1}, id="one inside another"
        ),
        pytest.param([(1, DAY + 20, None), (1, DAY, DAY + 9)], set(), id="the later first"),
        pytest.param([(1, DAY + 20, None), (2, DAY, None), (1, DAY, DAY + 29)], {1}, id="apart in the frame"),
        pytest.param([(1, None, None), (2, DAY, None)], {1}, id="no first day"),
    ],
)
def test_who_has_spells_that_overlap(rows: list[Row], odd: set[int]) -> None:
    """Given spells in any order, when each engine looks for overlaps, then it marks those who have one."""
    for backend, native in _engines(_frame(rows, "first", "last")):
        found = backend.overlapping(nw.from_native(native), "first", "last", "odd")

        assert _marked(backend, found) == odd
        assert len(backend.rows(found)) == len(rows)


@pytest.mark.parametrize("shuffled", [pytest.param(False, id="in order"), pytest.param(True, id="in no order")])
@pytest.mark.parametrize("last", ["last", None])
def test_many_spells_overlap_alike(last: str | None, shuffled: bool) -> None:
    """Given many spells, when each engine looks for overlaps, then both mark the same persons, as pairs tell."""
    chance = random.Random(7)
    rows: list[Row] = []
    for who in range(300):
        for _ in range(chance.randrange(4)):
            first = DAY + chance.randrange(400)
            rows.append((who, first, None if chance.random() < 0.2 else first + chance.randrange(120)))
    rows.sort(key=lambda row: (row[0], row[1] or 0))
    if shuffled:
        chance.shuffle(rows)
    odd = {
        who
        for place, (who, first, end) in enumerate(rows)
        for at, (other, start, _) in enumerate(rows)
        if at != place and other == who and (start, at) >= (first, place)
        if last is None or end is None or end >= start
    }

    for backend, native in _engines(_frame(rows, "first", "last")):
        found = backend.overlapping(nw.from_native(native), "first", last, "odd")

        assert _marked(backend, found) == odd


@pytest.mark.parametrize(
    ("rows", "odd"),
    [
        pytest.param([], set(), id="no rows"),
        pytest.param([(1, 2024), (1, 2025), (2, 2024)], set(), id="each year once"),
        pytest.param([(1, 2024), (1, 2025), (1, 2024)], {1}, id="one twice, apart"),
        pytest.param([(1, 2024), (2, 2025), (2, 2025)], {2}, id="one twice, together"),
        pytest.param([(1, None), (1, 2025)], set(), id="one without a year"),
        pytest.param([(1, None), (1, None)], {1}, id="two without a year"),
        pytest.param([(1, -1), (1, 1)], set(), id="a year before the first"),
    ],
)
def test_who_has_a_year_twice(rows: list[Any], odd: set[int]) -> None:
    """Given years in any order, when each engine looks for one that stands twice, then it marks those who have one."""
    for backend, native in _engines(_frame(rows, "year")):
        found = backend.twice(nw.from_native(native), "year", "odd")

        assert _marked(backend, found) == odd
        assert len(backend.rows(found)) == len(rows)


def test_years_told_apart_by_their_rest_err_on_one_side() -> None:
    """Given years that lie 63 apart, when DuckDB looks for one that stands twice, then the person is looked at too."""
    relation = on_duckdb(duckdb.connect(), _frame([(1, 1962), (1, 2025), (2, 1963), (2, 2025)], "year"))
    backend = DuckDBBackend(relation)

    assert _marked(backend, backend.twice(nw.from_native(relation), "year", "odd")) == {1}
