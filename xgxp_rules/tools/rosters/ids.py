"""Ids as they are typed: made plain where that is safe, and compared loosely where a slip is to be found."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}


def ids_in(column: pl.Series, *, is_plain: bool) -> pl.Series:
    """Return the ids of a column; of people, full-width letters and digits are made plain."""
    ids = column.str.strip_chars().replace({"": None})
    if is_plain and ids.str.contains(r"[！-～]").any():
        wide = [one for one in ids.unique().to_list() if one is not None and not one.isascii()]
        ids = ids.replace({one: one.translate(_WIDE).strip() for one in wide})
    return ids


def loosely(one: str) -> str:
    """Return an id without what is easily lost or added: zeros in front, capitals, spaces, hyphens, marks.

    >>> loosely("00-T12") == loosely("t12")
    True
    """
    return re.sub(r"[\s'’‘-]", "", one).casefold().lstrip("0")
