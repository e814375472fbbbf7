"""What a row is called: its id, and the record itself as others name it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.cuts import Cutter
from xgxp_rules.engines.columnar.leaves import BY_ITSELF, Leaf
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.engines.linking import SELF_ID, Identity
from xgxp_rules.model.readers import reader_of
from xgxp_rules.model.unreadable import Unreadable
from xgxp_rules.model.values import UNKNOWN
from xgxp_rules.model.vocabulary import Fact


class _Named:
    """A record of which nothing is known but its id."""

    named_by = (("id",),)

    def __init__(self, id: str) -> None:
        self.id = id


def name_leaf(slot: int, fact: Fact, cutter: Cutter) -> Leaf:
    """Return the leaf of a row's id, or of the record itself (`本人`); nothing where nobody asks for it."""
    if cutter.constants(slot) == ():
        return Leaf(slot, nw.lit(0), (UNKNOWN,))
    return id_leaf(slot, fact)


def id_leaf(slot: int, fact: Fact) -> Leaf:
    """Return the leaf of a row's id, or of the record itself, as it is."""
    return Leaf(slot, raw=(nw.col(ID).cast(nw.String),), read=_reader(fact), kept=False)


def _reader(fact: Fact) -> Callable[[tuple[Any, ...]], Any]:
    read = reader_of(fact.kind)

    def value(row: tuple[Any, ...]) -> Any:
        try:
            found = read(row[0])
        except Unreadable:
            return BY_ITSELF
        return Identity.of(_Named(found)) if fact.id == SELF_ID else found

    return value


__all__ = ["id_leaf", "name_leaf"]
