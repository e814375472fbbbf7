"""Rows below a header that are no records: totals, notes, who filled in and who checked. They are told, not decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

_TOTAL: Final = r"^[（(]?(?:合\s*计|总\s*计|小\s*计|共\s*计|本页合计|累\s*计|以下空白)"
_NOTE: Final = (
    r"^[（(]?(?:注|备\s*注|附\s*注|说\s*明|填\s*表|填\s*报|制\s*表|编\s*制|审\s*核|复\s*核|经\s*办|负\s*责|单\s*位|联\s*系|盖\s*章)"
    r"\S{0,8}\s*[:：]"
)
_SENTENCE: Final = r"[。；，：]|^\S{25,}$"


def remarks_in(rows: pl.DataFrame) -> pl.Series:
    """Return of each row whether it is a remark: it begins as one, or its only filled cell is a sentence.

    `rows` has every column of the sheet, so that a row counts as a total only by what stands in it first.
    """
    import polars as pl

    first = pl.coalesce(rows.columns)
    alone = pl.sum_horizontal(pl.col(one).is_not_null() for one in rows.columns) == 1
    if rows.width == 1:
        return pl.Series("remark", [False] * rows.height, dtype=pl.Boolean)
    said = first.str.contains(_TOTAL) | first.str.contains(_NOTE) | (alone & first.str.contains(_SENTENCE))
    return rows.select(said.fill_null(value=False).alias("remark")).to_series()


def first_words(rows: pl.DataFrame, place: int) -> str:
    """Return how a row begins, cut short."""
    import polars as pl

    text = rows.slice(place, 1).select(pl.coalesce(rows.columns)).item() or ""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN: Final = 12
