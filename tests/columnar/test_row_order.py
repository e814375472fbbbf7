"""The order in which rows come, and what kind of ids they bear, says nothing about anybody."""

from __future__ import annotations

import random
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
from frame_kit import frames_of, on_duckdb
from hypothesis import given
from hypothesis import strategies as st
from made_rosters import AS_OF, teachers

import xgxp_rules as xr
from xgxp_rules.engines.columnar import on_polars
from xgxp_rules.engines.columnar.on_duckdb import DuckDBBackend
from xgxp_rules.engines.columnar.on_polars import PolarsBackend

MULEI = xr.Catalog().in_force("xinjiang.mulei.xgxp", AS_OF)
COUNT = 150


def _shuffled(frame: pl.DataFrame, seed: int) -> pl.DataFrame:
    return frame.sample(fraction=1.0, shuffle=True, seed=seed)


def _numbered(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("id").str.slice(1).cast(pl.Int64))


def _decided(frame: pl.DataFrame, lists: dict[str, pl.DataFrame]) -> pl.DataFrame:
    return MULEI.decide_frame(frame, as_of=AS_OF, **lists)


@pytest.mark.parametrize("whole", [pytest.param(False, id="ids of text"), pytest.param(True, id="ids of numbers")])
@pytest.mark.parametrize("seed", [1, 2])
def test_order_of_rows_says_nothing(whole: bool, seed: int) -> None:
    """Given a roster and the same one shuffled, when decided, then each row has its answer, in the caller's order."""
    frame, lists = frames_of(teachers(MULEI.effective.vocabulary("teacher"), COUNT, seed=seed))
    plain = _decided(frame, lists)
    if whole:
        frame, lists = _numbered(frame), {name: _numbered(each) for name, each in lists.items()}
    mixed = _shuffled(frame, seed)

    found = _decided(mixed, {name: _shuffled(each, seed) for name, each in lists.items()})

    assert found["id"].to_list() == mixed["id"].to_list()
    assert found.sort("id").drop("id").equals(plain.sort("id").drop("id"))


Spell = tuple[int, str, int, int]
SPELLS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(["一中", "二小"]),
        st.integers(737_000, 737_030),
        st.integers(0, 12),
    ),
    max_size=12,
)


def _joined(spells: list[Spell]) -> list[tuple[int, int, int, int]]:
    """Return the stretches of each person at each school, day by day."""
    days: dict[tuple[int, str], set[int]] = {}
    for who, where, start, length in spells:
        days.setdefault((who, where), set()).update(range(start, start + length + 1))
    found = []
    for (who, _where), covered in days.items():
        again, day = 0, min(covered)
        while day <= max(covered):
            if day in covered:
                stop = day
                while stop in covered:
                    stop += 1
                found.append((who, day, stop, again))
                again, day = 1, stop
            day += 1
    return sorted(found)


def _as_frame(spells: list[Spell]) -> pl.DataFrame:
    rows = [(who, where, start, start + length + 1) for who, where, start, length in spells]
    schema = {"xgxp_id": pl.Int64, "unit": pl.String, "start": pl.Int64, "stop": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _merged(backend: Any, native: Any) -> list[tuple[Any, ...]]:
    found = backend.merged(nw.from_native(native), ["xgxp_id", "unit"])
    rows = backend.rows(found.select("xgxp_id", "start", "stop", "again"))
    return sorted((who, start, stop, min(again, 1)) for who, start, stop, again in rows)


@given(SPELLS, st.sampled_from([on_polars._WHOLE_NUMBERS, on_polars._DAYS * 2]))
def test_spells_are_joined(spells: list[Spell], room: int) -> None:
    """Given any spells, when joined by a running maximum, then they cover the same days, short numbers or not."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(on_polars, "_WHOLE_NUMBERS", room)

        found = _merged(PolarsBackend(), _as_frame(spells).lazy())

    assert found == _joined(spells)


def test_spells_are_joined_on_duckdb() -> None:
    """Given many spells, when DuckDB joins them by windows, then they cover the same days."""
    chance = random.Random(4)
    spells: list[Spell] = [
        (chance.randrange(40), chance.choice(("一中", "二小")), 737_000 + chance.randrange(60), chance.randrange(9))
        for _ in range(400)
    ]
    relation = on_duckdb(duckdb.connect(), _as_frame(spells))

    assert _merged(DuckDBBackend(relation), relation) == _joined(spells)


def _running(spells: list[Spell], today: int) -> list[tuple[int, int, int | None, int, int]]:
    """Return the earliest stretch of each person that runs, the latest with one before it, and how many of both."""
    found: dict[int, list[tuple[int, int]]] = {}
    for who, start, stop, again in _joined(spells):
        if stop > today:
            found.setdefault(who, []).append((start, min(again, 1)))
    told = []
    for who, running in found.items():
        holed = [start for start, again in running if again]
        told.append((who, min(running)[0], max(holed, default=None), len(holed), len(running)))
    return sorted(told)


@pytest.mark.parametrize("schools", [pytest.param(2, id="few schools"), pytest.param(200, id="more than bits")])
@pytest.mark.parametrize("seed", range(4))
def test_running_spells_are_joined_alike(seed: int, schools: int) -> None:
    """Given spells begun by a day, when each engine joins those that run, then it tells the stretches that run."""
    chance, today = random.Random(seed), 737_040
    spells: list[Spell] = [
        (
            chance.randrange(60),
            f"{chance.randrange(schools)}中",
            today - chance.randrange(40),
            chance.randrange(20),
        )
        for _ in range(300)
    ]
    frame = _as_frame(spells)
    relation = on_duckdb(duckdb.connect(), frame)
    wanted = _running(spells, today)

    for backend, native in ((PolarsBackend(), frame.lazy()), (DuckDBBackend(relation), relation)):
        found = backend.running(nw.from_native(native), ["xgxp_id", "unit"], today)

        assert sorted(backend.rows(found.select("xgxp_id", "start", "holed", "holes", "stretches"))) == wanted
