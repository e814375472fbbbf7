"""A field of a list's entries as tests read it, and where it holds what only the record reader reads."""

from __future__ import annotations

import narwhals as nw

from xgxp_rules.engines.columnar.backends import Backend
from xgxp_rules.engines.columnar.conditions import ABSENT_IF_EMPTY
from xgxp_rules.engines.columnar.inputs import (
    ABSENT_CODE,
    ABSENT_WORDS,
    BAD_CODE,
    FIRST_CODE,
    UNKNOWN_CODE,
    UNKNOWN_WORDS,
    Frame,
    coded,
    unread_day,
)
from xgxp_rules.model.vocabulary import Fact


def absent_if_empty(fact: Fact) -> bool:
    """Return whether leaving a field of an item out means that there is no such thing yet."""
    return fact.may_not_apply or fact.id in ABSENT_IF_EMPTY


def field_read(frame: Frame, fact: Fact, column: str | None, backend: Backend) -> nw.Expr:
    """Return a field as tests read it: a day's number, a code, a number or a text; null where nothing is known."""
    kind = fact.kind.name
    if column is None:
        return nw.lit(None, nw.String if kind in ("text", "reference") else nw.Int64).alias(fact.id)
    if kind == "date":
        return nw.col(f"day_{fact.id}").alias(fact.id)
    if kind in ("flag", "choice"):
        code = coded(frame, fact, column, backend)
        return nw.when(code >= FIRST_CODE).then(code).otherwise(nw.lit(None, nw.Int64)).alias(fact.id)
    return nw.col(column).alias(fact.id)


def as_written(frame: Frame, fact: Fact) -> nw.Expr:
    """Return a field as text: what sort of column it stands in, and what is written there."""
    column, name = frame.column(fact.id, fact.label), f"written_{fact.id}"
    if column is None:
        return nw.lit(None, nw.String).alias(name)
    kind = "int" if frame.types[column].is_integer() else "text" if frame.is_text(column) else "float"
    text = nw.col(column).cast(nw.String)
    there = nw.when(text == "").then(nw.lit(None, nw.String)).otherwise(text)
    return nw.concat_str([nw.lit(kind), there], separator=":").alias(name)


def _other_state(frame: Frame, fact: Fact, column: str) -> list[nw.Expr]:
    """Return where a day's field says in words what leaving it out does not mean."""
    if not frame.is_text(column):
        return []
    return [nw.col(column).is_in(UNKNOWN_WORDS[1:] if absent_if_empty(fact) else ABSENT_WORDS)]


def unread_field(frame: Frame, fact: Fact, column: str | None, backend: Backend, *, looked: bool) -> list[nw.Expr]:
    """Return where a field holds what only the record reader reads; a day looked at may be said not to be."""
    if column is None:
        return []
    if looked:
        return [unread_day(frame, column, f"day_{fact.id}")] if fact.kind.name == "date" else []
    if fact.kind.name == "date":
        return [unread_day(frame, column, f"day_{fact.id}"), *_other_state(frame, fact, column)]
    if fact.kind.name in ("flag", "choice"):
        code, written = coded(frame, fact, column, backend), ~nw.col(column).is_null()
        known = (UNKNOWN_CODE, BAD_CODE) if absent_if_empty(fact) else (ABSENT_CODE, BAD_CODE)
        return [written & ((code == known[0]) | (code == known[1]))]
    return []


__all__ = ["absent_if_empty", "as_written", "field_read", "unread_field"]
