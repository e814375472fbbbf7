"""What makes pieces quick changes no answer: ids looked at once, rows cut on end, small tables looked into by place."""

from __future__ import annotations

from pathlib import Path

import narwhals as nw
import polars as pl
import pytest
from frame_kit import frames_of
from hypothesis import given
from hypothesis import strategies as st
from made_rosters import AS_OF, teachers
from polars.testing import assert_frame_equal

import xgxp_rules as xr
from xgxp_rules.engines.columnar import polars_places
from xgxp_rules.engines.columnar.on_polars import PolarsBackend

MULEI = xr.Catalog().in_force("xinjiang.mulei.xgxp", AS_OF)
FLAT = ("reposting", "competence")

RISING = [
    pytest.param([1, 2, 5], None, (3, 5), id="numbers"),
    pytest.param([1, 2, 5], 0, (3, 5), id="beyond the last piece's"),
    pytest.param([1, 2, 5], 1, None, id="the last piece's stands again"),
    pytest.param([1, 2, 5], 3, None, id="below the last piece's"),
    pytest.param(["a", "b"], "A", (2, "b"), id="texts"),
    pytest.param([1, 2, 2], None, None, id="one stands twice"),
    pytest.param([3, 1, 2], None, None, id="not in order"),
    pytest.param([1, None, 3], None, None, id="one is missing"),
    pytest.param([1.5, 2.5], None, None, id="ids of another kind"),
    pytest.param([], 7, (0, 7), id="nobody"),
]


@pytest.mark.parametrize(("ids", "after", "wanted"), RISING)
def test_ids_rise(ids: list[object], after: object, wanted: object) -> None:
    """Given ids, when asked whether each is greater than the one before, then that is told, never too readily."""
    assert PolarsBackend().rising(nw.from_native(pl.LazyFrame({"id": ids})), "id", after) == wanted


KEYS = st.lists(st.one_of(st.none(), st.integers(-6, 6), st.integers(10**12, 10**12 + 3)), max_size=20)


@given(KEYS, st.lists(st.integers(-4, 4), unique=True, max_size=6), st.booleans(), st.sampled_from([3, 100_000]))
def test_places_are_joins(keys: list[int | None], named: list[int], far: bool, small: int) -> None:
    """Given keys and a small table, when looked up by place, then it says what a join says, close numbers or not."""
    named += [10**12] if far else []
    table = pl.DataFrame(
        {"k": named, "word": [f"w{each}" for each in named], "odd": [None if each % 2 else each for each in named]},
        schema={"k": pl.Int64, "word": pl.String, "odd": pl.Int64},
    )
    column = pl.Series("k", keys, dtype=pl.Int64)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(polars_places, "SMALL", small)

        found = polars_places.by_place(column, table, "k")

    joined = column.to_frame().join(table, on="k", how="left", maintain_order="left").drop("k")
    assert_frame_equal(found, joined)


_ROWS = st.tuples(st.integers(-3, 60), st.integers(5, 9), st.integers(0, 90), st.sampled_from([0, 10**15]))


@given(st.lists(_ROWS, max_size=25), st.sampled_from([1, 20, 100, 4096]))
def test_keys_looked_at_together_say_what_each_says(rows: list[tuple[int, ...]], together: int) -> None:
    """Given several keys, some of which fit into one, when told what tables say, then each says what a join says."""
    keys = [f"k{place}" for place in range(4)]
    frame = pl.DataFrame(rows, schema={"id": pl.Int64, **dict.fromkeys(keys[1:], pl.Int64)}, orient="row")
    frame = frame.with_columns(k0=pl.lit(7, pl.Int64))
    backend, native = PolarsBackend(), nw.from_native(frame.lazy())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(polars_places, "_TOGETHER", together)

        found = backend.different_of_each(native, [[key] for key in keys])
        tables = []
        for key, each in zip(keys, found, strict=True):
            numbers = [number for (number,) in each]
            columns = {key: numbers, f"{key}.said": [f"{key} is {number}" for number in numbers]}
            tables.append(([key], columns, {key: "int", f"{key}.said": "text"}))
        told = backend.told(native, tables).to_native().collect()

    assert [sorted(each) for each in found] == [sorted(frame.select(key).unique().rows()) for key in keys]
    said = [pl.format(f"{key} is {{}}", pl.col(key)).alias(f"{key}.said") for key in keys]
    assert_frame_equal(told, frame.select("id", *said), check_column_order=False)


@pytest.mark.parametrize("rows", [1, 7, 20, 39, 40, 41])
def test_pieces_of_any_size_are_the_whole(rows: int, tmp_path: Path) -> None:
    """Given a roster in two files, when decided from flat columns in pieces of any size, then nobody is lost."""
    frame, _lists = frames_of(teachers(MULEI.effective.vocabulary("teacher"), 40, seed=4))
    for part in (0, 1):
        frame.slice(part * 25, 25).write_parquet(tmp_path / f"{part}.parquet")
    whole = MULEI.decide_frame(frame, as_of=AS_OF, decisions=FLAT)

    pieces = MULEI.decide_frames(pl.scan_parquet(tmp_path / "*.parquet"), as_of=AS_OF, decisions=FLAT, rows=rows)
    found = [piece.collect() for piece in pieces]

    assert [piece.height for piece in found[:-1]] == [rows] * (len(found) - 1)
    assert_frame_equal(pl.concat(found), whole)


@pytest.mark.parametrize(
    "again", [pytest.param(1, id="from the start"), pytest.param(12, id="in the second piece")]
)
def test_ids_that_cease_to_rise_are_parted(again: int) -> None:
    """Given ids that rise for a while and then do not, when decided in pieces, then everybody is decided once."""
    frame, _lists = frames_of(teachers(MULEI.effective.vocabulary("teacher"), 40, seed=5))
    mixed = pl.concat([frame[:again], frame[again:].sample(fraction=1.0, shuffle=True, seed=1)])

    found = list(MULEI.decide_frames(mixed, as_of=AS_OF, decisions=FLAT, rows=10))

    assert sorted(piece.height for piece in found) == [10, 10, 10, 10]
    assert_frame_equal(pl.concat(found).sort("id"), MULEI.decide_frame(frame, as_of=AS_OF, decisions=FLAT))


def test_id_that_stands_twice_in_far_off_pieces_is_refused() -> None:
    """Given an id at the beginning and again at the end, when decided in pieces, then it is refused, with its count."""
    frame = pl.DataFrame({"id": ["t1", "t2", "t3", "t4", "t1"], "不能胜任教学": ["是"] * 5})

    with pytest.raises(xr.RecordError) as refused:
        list(MULEI.decide_frames(frame, as_of=AS_OF, decisions=["reposting"], rows=2))

    assert [each.code for each in refused.value.diagnostics] == ["XG885"]
