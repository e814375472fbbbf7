"""What Polars, the embedded default, says in its own words.

Two things make it quick. Rows in the order of their ids are marked as such, so that joins and group-bys walk along
instead of hashing; teachers whose numbers are not in order are put so for the work, and back at the end. And what a
small table says of a key is taken from the table by its place, without a join.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import EPOCH, FAR, ID, Backend, Columns, Pieces, Told, Type, lazy
from xgxp_rules.engines.columnar.polars_places import SMALL, by_place, packed

if TYPE_CHECKING:
    import polars as pl

_DAYS = 1 << 22
"""Every day's number is below this."""

_WHOLE_NUMBERS = 1 << 62


class PolarsBackend(Backend):
    """The embedded default."""

    in_place = True

    def days(self, frame: nw.LazyFrame[Any], columns: Mapping[str, str]) -> nw.LazyFrame[Any]:
        """Return the frame with day numbers."""
        import polars as pl

        native: pl.LazyFrame = frame.to_native()
        schema = native.collect_schema()
        made = []
        for column, name in columns.items():
            each = pl.col(column)
            if schema[column].is_temporal():
                each = each.cast(pl.Date)
            else:
                each = each.cast(pl.String).str.to_date("%Y-%m-%d", strict=False)
            made.append((each.cast(pl.Int32) + EPOCH).cast(pl.Int64).alias(name))
        return lazy(native.with_columns(made))

    def table(self, columns: Columns, types: Mapping[str, Type]) -> nw.LazyFrame[Any]:
        """Return a small table."""
        import polars as pl

        kinds = {"int": pl.Int64(), "text": pl.String(), "float": pl.Float64()}
        return lazy(pl.LazyFrame(dict(columns), schema={name: kinds[types[name]] for name in columns}))

    def staged(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the frame collected; ids in order are marked as such."""
        return lazy(_marked(frame.to_native().collect(), ID).lazy())

    def rows(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """Return the rows."""
        rows: list[tuple[Any, ...]] = frame.to_native().collect().rows()
        return rows

    def having(self, frame: nw.LazyFrame[Any], column: str, values: Sequence[Any]) -> nw.LazyFrame[Any]:
        """Return the rows that have one of a few values: a file is then read where they stand."""
        import polars as pl

        native: pl.LazyFrame = frame.to_native()
        wanted = pl.Series(list(values), dtype=native.collect_schema()[column])
        return lazy(native.filter(pl.col(column).is_in(wanted.implode())))

    def different_of_each(
        self, frame: nw.LazyFrame[Any], several: Sequence[Sequence[str]]
    ) -> list[list[tuple[Any, ...]]]:
        """Return the different contents of each of several keys: small ones are looked at as one."""
        rows: pl.DataFrame = frame.to_native().collect()
        found: dict[int, list[tuple[Any, ...]]] = {}
        for members, pack in packed(rows, several):
            found.update(zip(members, ([(number,) for number in each] for each in pack.different()), strict=True))
        for place, columns in enumerate(several):
            if place not in found:
                found[place] = self.different(frame, *columns)
        return [found[place] for place in range(len(several))]

    def told(self, rows: nw.LazyFrame[Any], tables: Sequence[Told]) -> nw.LazyFrame[Any]:
        """Return the rows with what the tables say of their keys: those of small keys are laid out as one."""
        left: pl.DataFrame = rows.to_native().collect()
        rest = dict(enumerate(tables))
        for members, pack in packed(left, [keys for keys, *_ in tables]):
            small = [rest.pop(place) for place in members]
            said = pack.looked_up([self.table(told, types).to_native().collect() for _keys, told, types in small])
            left = left.drop(pack.names).hstack(said.get_columns())
        return super().told(lazy(left.lazy()), list(rest.values()))

    def different(self, frame: nw.LazyFrame[Any], *columns: str) -> list[tuple[Any, ...]]:
        """Return the different contents of a few columns."""
        return self.rows(frame.select(*columns).unique())

    def numbered(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with its rows numbered in their order; they may then stand in another."""
        import polars as pl

        rows = frame.to_native().with_row_index("row").with_columns(pl.col("row").cast(pl.Int64)).collect()
        return lazy(_in_order(rows, by).lazy())

    def counted(self, frame: nw.LazyFrame[Any], by: str) -> nw.LazyFrame[Any]:
        """Return the frame with its rows numbered, not yet worked out."""
        import polars as pl

        return lazy(frame.to_native().with_row_index("row").with_columns(pl.col("row").cast(pl.Int64)))

    def stretch(self, rows: nw.LazyFrame[Any], first: int, size: int | None = None) -> nw.LazyFrame[Any]:
        """Return so many rows on end."""
        return lazy(rows.to_native().slice(first, size))

    def rising(self, rows: nw.LazyFrame[Any], column: str, after: Any) -> tuple[int, Any] | None:
        """Return how many rows there are, and the last id; ids of whole numbers and texts alone are told to rise."""
        import polars as pl

        ids: pl.Series = rows.to_native().select(column).collect()[column]
        if ids.len() == 0:
            return 0, after
        if not (ids.dtype.is_integer() or ids.dtype == pl.String) or ids.null_count() or not ids.is_sorted():
            return None
        if (ids == ids.shift()).any() or (after is not None and ids[0] <= after):
            return None
        return ids.len(), ids[-1]

    def edges(self, rows: nw.LazyFrame[Any], column: str, size: int) -> list[Any]:
        """Return the ids at which a piece begins."""
        ids: pl.Series = rows.to_native().select(column).collect()[column].drop_nulls()
        ids = ids if ids.is_sorted() else ids.sort()
        return ids.gather_every(size, size).to_list() if ids.len() > size else []

    def pieces(self, rows: nw.LazyFrame[Any], column: str, edges: Sequence[Any], folder: Path) -> Pieces:
        """Return what gives the rows of a piece; rows that are not in the order of their ids are put aside by piece."""
        import polars as pl

        native: pl.LazyFrame = rows.to_native()
        if not edges or _follow(native.select(column)):
            return super().pieces(rows, column, edges, folder)
        starts = pl.Series(edges, dtype=native.collect_schema()[column])
        parted = native.with_columns(xgxp_piece=pl.lit(starts).search_sorted(pl.col(column), side="right"))
        parted.sink_parquet(pl.PartitionBy(folder, key="xgxp_piece", include_key=False), mkdir=True)

        def piece(place: int) -> nw.LazyFrame[Any]:
            files = sorted((folder / f"xgxp_piece={place}").glob("*.parquet"))
            return lazy(pl.scan_parquet(files) if files else native.head(0))

        return piece

    def restored(self, rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the rows as they were handed in."""
        found: pl.DataFrame = rows.to_native().collect()
        return lazy((found if found["row"].is_sorted() else found.sort("row")).lazy())

    def in_order(self, rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """Return the rows: attaching columns keeps them where they are."""
        return rows

    def repeated(self, rows: nw.LazyFrame[Any], column: str) -> int:
        """Return how many values stand more than once; in a column in order, equals are neighbours."""
        ids = rows.to_native().select(column).collect()[column]
        if ids.is_sorted() and not (ids == ids.shift()).any():
            return 0
        return super().repeated(rows, column)

    def attached(
        self,
        rows: nw.LazyFrame[Any],
        other: nw.LazyFrame[Any],
        on: Sequence[str],
        right_on: Sequence[str] | None = None,
    ) -> nw.LazyFrame[Any]:
        """Return the rows with another frame's columns: only the keys are looked at, the rows are not copied."""
        left: pl.DataFrame = rows.to_native().collect()
        right: pl.DataFrame = other.to_native().collect()
        keys = list(right_on or on)
        if len(keys) == 1 and left[on[0]].flags["SORTED_ASC"]:
            right = _in_order(right, keys[0])
        elif len(keys) == 1 and right.height <= SMALL:
            return lazy(left.hstack(by_place(left[on[0]], right, keys[0]).get_columns()).lazy())
        named = left.select(on).rename({one: f"xgxp_key_{place}" for place, one in enumerate(on)})
        made = named.join(right, left_on=named.columns, right_on=keys, how="left", maintain_order="left")
        return lazy(left.hstack(made.drop(named.columns).get_columns()).lazy())

    def merged(self, frame: nw.LazyFrame[Any], keys: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return the spells joined: sorted once as single numbers, then one running maximum over all keys."""
        import polars as pl

        spells: pl.DataFrame = frame.to_native().select(*keys, "start", "stop").collect()
        if not spells[ID].is_sorted():
            spells = spells.sort(ID)
        groups = _Groups(spells, keys)
        ahead = pl.col("at") // _DAYS * _DAYS
        laid = pl.DataFrame({"at": groups.places * _DAYS + spells["start"], "stop": spells["stop"]}).sort("at")
        laid = laid.with_columns(reach=(ahead + pl.col("stop")).cum_max())
        laid = laid.with_columns(apart=(pl.col("reach").shift() < pl.col("at")).fill_null(True))
        reached = laid.filter(pl.col("apart").shift(-1).fill_null(True))["reach"]
        blocks = laid.filter("apart").select("at", reached)
        place = blocks["at"] // _DAYS
        found = blocks.select(
            groups.ids_of(place).alias(ID),
            start=pl.col("at") - ahead,
            stop=pl.col("reach") - ahead,
            again=(place == place.shift()).fill_null(False).cast(pl.Int64),
        )
        return lazy(_marked(found, ID).lazy())

    def joined(self, frame: nw.LazyFrame[Any], column: str, mark: str, name: str) -> nw.LazyFrame[Any]:
        """Return the texts of each id written as one."""
        import polars as pl

        texts = frame.to_native().sort(column).group_by(ID, maintain_order=True)
        return lazy(texts.agg(pl.col(column).str.join(mark).alias(name)))

    def overlapping(self, items: nw.LazyFrame[Any], first: str, last: str | None, name: str) -> nw.LazyFrame[Any]:
        """Return the items marked where spells overlap: by one running maximum over spells in order."""
        import polars as pl

        spells = _by_id(items.to_native().collect())
        ahead = _numbers_of_ids(spells[ID]) * _DAYS
        at = ahead + spells[first].fill_null(0).clip(0, _DAYS - 1)
        end = ahead + (FAR if last is None else spells[last].fill_null(FAR).clip(0, _DAYS - 1))
        order = None if at.is_sorted() else at.arg_sort()
        if order is not None:
            at, end = at.gather(order), end.gather(order)
        overlaps = (end.cum_max().shift() >= at).fill_null(False)
        if order is not None:
            overlaps = pl.repeat(False, at.len(), eager=True).scatter(order, overlaps)
        return lazy(spells.with_columns((overlaps | spells[first].is_null()).alias(name)).lazy())

    def twice(self, items: nw.LazyFrame[Any], column: str, name: str) -> nw.LazyFrame[Any]:
        """Return the items marked where a teacher has two alike; where all rise, or all fall, nobody has."""
        import polars as pl

        rows = _by_id(items.to_native().collect())
        ids, each = rows[ID], rows[column]
        same = (ids == ids.shift()).fill_null(False)
        steps = [same & ~(each > each.shift()), same & ~(each < each.shift())]
        if not each.null_count() and not all(one.any() for one in steps):
            return lazy(rows.with_columns(pl.lit(False).alias(name)).lazy())
        return lazy(rows.with_columns(pl.struct(ID, column).is_duplicated().alias(name)).lazy())


def _by_id(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows in the order of their ids."""
    return rows if rows[ID].is_sorted() else rows.sort(ID)


def _numbers_of_ids(ids: pl.Series) -> pl.Series:
    """Return a number for each id, where equal ids stand together."""
    import polars as pl

    return (ids != ids.shift()).fill_null(True).cast(pl.Int64).cum_sum()


def _follow(ids: pl.LazyFrame) -> bool:
    """Return whether ids are in order, reading them a stretch at a time."""
    last: Any = None
    for batch in ids.collect_batches(maintain_order=True, engine="streaming"):
        each = batch.to_series()
        if each.null_count() or not each.is_sorted() or (last is not None and each.len() and each[0] < last):
            return False
        last = each[-1] if each.len() else last
    return True


class _Groups:
    """Numbers for the keys of rows that stand in the order of their ids, and the ids back from the numbers."""

    def __init__(self, rows: pl.DataFrame, keys: Sequence[str]) -> None:
        import polars as pl

        ids = rows[ID]
        changed = (ids != ids.shift()).fill_null(True)
        self._ids = ids.filter(changed)
        self._units = 1
        self._kept: pl.Series | None = None
        places = changed.cast(pl.Int64).cum_sum() - 1
        for key in (one for one in keys if one != ID):
            codes, count = _codes(rows[key])
            places = places * count + codes
            self._units *= count
        if self._ids.len() * self._units >= _WHOLE_NUMBERS // _DAYS:
            self._kept = places.unique().sort()
            places = self._kept.search_sorted(places).cast(pl.Int64)
        self.places = places

    def ids_of(self, places: pl.Series) -> pl.Series:
        """Return the id that each number belongs to."""
        whole = places if self._kept is None else self._kept.gather(places)
        return self._ids.gather(whole // self._units)


def _codes(values: pl.Series) -> tuple[pl.Series, int]:
    """Return a number for each different value, nothing being one too, and how many there are."""
    import polars as pl

    different = values.unique(maintain_order=True).drop_nulls()
    numbers = pl.Series(range(different.len()), dtype=pl.Int64)
    codes = values.replace_strict(different, numbers, default=different.len(), return_dtype=pl.Int64)
    return codes, different.len() + 1


def _marked(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return the rows, their numbers marked as in order where they are."""
    import polars as pl

    if column not in rows.columns or not rows.schema[column].is_integer() or not rows[column].is_sorted():
        return rows
    return rows.with_columns(pl.col(column).set_sorted())


def _in_order(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return the rows in the order of a column of whole numbers; others stay as they are."""
    if not rows.schema[column].is_integer() or rows[column].flags["SORTED_ASC"]:
        return rows
    return _marked(rows, column) if rows[column].is_sorted() else rows.sort(column)


__all__ = ["PolarsBackend"]
