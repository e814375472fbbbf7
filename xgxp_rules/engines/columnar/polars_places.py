"""Small tables looked into by place on Polars: a key that is a small whole number is the place of its row.

The keys of several decisions whose numbers are few are packed into one, so that they are looked at once, and one
table, laid out for every number there can be, answers all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

SMALL = 100_000
"""A table of so many rows is looked into by place."""

_TOGETHER = 1 << 12
"""Keys are packed as long as their numbers together are no more."""


@dataclass(frozen=True, slots=True)
class Pack:
    """Key columns that are one number together; each has its least number, and how many from there to its greatest."""

    columns: tuple[pl.Series, ...]
    lows: tuple[int, ...]
    widths: tuple[int, ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def numbers(self) -> pl.Series:
        """Return the number of each row."""
        found: pl.Series | None = None
        for column, low, width in zip(self.columns, self.lows, self.widths, strict=True):
            each = column - low if low else column
            found = each if found is None else found * width + each
        assert found is not None
        return found

    def parts(self, number: int) -> list[int]:
        """Return the keys that a number is made of."""
        found = []
        for low, width in zip(reversed(self.lows), reversed(self.widths), strict=True):
            number, part = divmod(number, width)
            found.append(part + low)
        return found[::-1]

    def different(self) -> list[list[int]]:
        """Return the different numbers of each column."""
        found = [self.parts(number) for number in self.numbers().unique().to_list()]
        return [list(dict.fromkeys(each)) for each in zip(*found, strict=True)] or [[] for _ in self.columns]

    def looked_up(self, tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
        """Return what each column's table, which names all of its keys, says of the rows."""
        import polars as pl

        every = pl.int_range(prod(self.widths), dtype=pl.Int64, eager=True)
        laid, below = [], prod(self.widths)
        for column, low, width, table in zip(self.columns, self.lows, self.widths, tables, strict=True):
            below //= width
            place = _places(every // below % width + low, table[column.name])
            # A number that no row has is given the first row's answer: nobody looks there.
            laid.append(table.drop(column.name)[place.fill_null(0)])
        return pl.concat(laid, how="horizontal")[self.numbers().cast(pl.UInt32)]


def packed(rows: pl.DataFrame, keys: Sequence[Sequence[str]]) -> Iterator[tuple[list[int], Pack]]:
    """Yield the packs of two keys or more, with the places of these keys; others are left out."""
    import polars as pl

    members: list[int] = []
    spans: dict[int, tuple[int, int]] = {}
    whole = [place for place, on in enumerate(keys) if len(on) == 1 and rows.schema[on[0]] == pl.Int64]

    def pack() -> Pack:
        lows, widths = zip(*(spans[place] for place in members), strict=True)
        return Pack(tuple(rows[keys[place][0]] for place in members), lows, widths)

    for place in whole:
        column = rows[keys[place][0]]
        low, high = _ends(column)
        if column.len() == 0 or column.null_count() or high - low >= _TOGETHER:
            continue
        spans[place] = (low, high - low + 1)
        if prod(spans[one][1] for one in (*members, place)) > _TOGETHER:
            if len(members) > 1:
                yield members, pack()
            members = []
        members = [*members, place]
    if len(members) > 1:
        yield members, pack()


def by_place(keys: pl.Series, table: pl.DataFrame, on: str) -> pl.DataFrame:
    """Return what a small table says of each key: nothing where it does not name it."""
    import polars as pl

    known = table.filter(pl.col(on).is_not_null())
    if known.height == 0:
        return known.drop(on).clear(keys.len())
    return known.drop(on)[_places(keys, known[on])]


def _places(keys: pl.Series, named: pl.Series) -> pl.Series:
    """Return where each key stands among those named: whole numbers that lie close are looked up, others hashed."""
    import polars as pl

    places = pl.Series(range(named.len()), dtype=pl.UInt32)
    whole = keys.dtype == named.dtype and named.dtype in (pl.Int32, pl.Int64)
    low, high = _ends(named) if whole else (0, SMALL)
    if high - low >= SMALL:
        return keys.replace_strict(named, places, default=None, return_dtype=pl.UInt32)
    laid = pl.repeat(None, high - low + 1, dtype=pl.UInt32, eager=True).scatter(named - low, places)
    first, last = _ends(keys)
    if first < low or last > high:
        keys = keys.set((keys < low) | (keys > high), None)
    return laid[(keys - low).cast(pl.UInt32)]


def _ends(numbers: pl.Series) -> tuple[int, int]:
    """Return the least and the greatest of whole numbers; 0 where there is none."""
    return int(numbers.min() or 0), int(numbers.max() or 0)  # type: ignore[arg-type]


__all__ = ["SMALL", "Pack", "by_place", "packed"]
