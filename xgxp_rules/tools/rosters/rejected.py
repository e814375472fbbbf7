"""The table of what was rejected: where each cell stands, what it holds, and what was expected."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xgxp_rules.diagnostics import Lang
from xgxp_rules.tools.rosters.cells import Reject
from xgxp_rules.tools.rosters.rows import said_list

_QUOTED = re.compile("`([^`]*)`")
"""What a message quotes; in a table it stands between the quotation marks that everybody writes."""
_HEADS = (
    ["表", "行", "列", "写的是", "应当是", "编号", "本行共几格", "其中有误", "文件"],
    ["sheet", "row", "column", "value", "expected", "id", "cells in row", "bad in row", "file"],
)


def reject_heads(lang: Lang) -> list[str]:
    """Return the columns of the table."""
    return said_list(_HEADS, lang)


def reject_rows(rejects: Sequence[Reject], lang: Lang) -> list[list[Any]]:
    """Return a row for each rejected cell, sheet by sheet and from the top of each down."""
    places: dict[tuple[str, str], int] = {}
    for one in rejects:
        places.setdefault((one.file, one.sheet), len(places))
    quotes = r"“\1”" if lang == "zh" else r'"\1"'
    bad = Counter((one.file, one.sheet, one.row) for one in rejects)
    return [
        [
            *(one.sheet, one.row, one.column, one.shown(), _QUOTED.sub(quotes, one.expected(lang)), one.whose),
            *(one.among, bad[one.file, one.sheet, one.row], Path(one.file).name),
        ]
        for one in sorted(rejects, key=lambda one: (places[one.file, one.sheet], one.row))
    ]
