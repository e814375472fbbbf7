"""Texts of long frames as records read them: trimmed, names with full-width and half-width forms made one.

Each different text is read once, by the reader that records have. Where every text already is what it reads as, which
is the usual case, nothing more is done; else a small table of what they read as is joined.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import Backend
from xgxp_rules.model.readers import reader_of
from xgxp_rules.model.unreadable import Unreadable, read_state
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact


def texts_read(rows: nw.LazyFrame[Any], fact: Fact, backend: Backend) -> nw.LazyFrame[Any]:
    """Return the rows with a field's texts read; `unread` marks those that only the record reader understands."""
    written = [text for (text,) in backend.different(rows, fact.id) if text is not None]
    read = [(text, *_read(fact.kind, text)) for text in written]
    if all(text == found and not odd for text, found, odd in read):
        return rows
    name = f"xgxp_{fact.id}"
    columns = {"xgxp_written": [one[0] for one in read], name: [one[1] for one in read]}
    odd = [int(one[2]) for one in read]
    table = backend.table(
        {**columns, f"{name}_odd": odd}, {"xgxp_written": "text", name: "text", f"{name}_odd": "int"}
    )
    joined = rows.join(table, left_on=fact.id, right_on="xgxp_written", how="left")
    unread = nw.col("unread") | (nw.col(f"{name}_odd") == 1).fill_null(value=False)
    others = [one for one in rows.collect_schema().names() if one not in (fact.id, "unread")]
    return backend.staged(joined.select(*others, nw.col(name).alias(fact.id), unread.alias("unread")))


@lru_cache(maxsize=1 << 18)
def _read(kind: Kind, text: str) -> tuple[str | None, bool]:
    """Return what a text reads as, and whether only the record reader can say what it means."""
    if text[:1] in ("{", "[") or read_state(text) is not None:
        return None, True
    try:
        found = reader_of(kind)(text)
    except Unreadable:
        return None, True
    return (found, False) if found is None or isinstance(found, str) else (None, True)


__all__ = ["texts_read"]
