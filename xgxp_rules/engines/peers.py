"""A roster decided as a whole: what is worked out of one record is kept for the decisions about all the others.

The records are what `Records` are; only time is saved. Who was read for which decision is then no longer told apart, so
a receipt is made of a decision whose others are plain `Records`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from xgxp_rules.model.records import Record, Records
from xgxp_rules.model.values import Disputed


class Peers(Records):
    """Records that are decided one after the other, each compared with all; `complete` are the kinds that are whole.

    Raises:
        RecordError: as `Records`.
    """

    __slots__ = ("_kept",)

    def __init__(self, records: Iterable[Record] = (), *, complete: Iterable[str]) -> None:
        super().__init__(records, complete=complete)
        self._kept: dict[Any, Any] = {}

    def kept(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key, made on first use."""
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
        return found


class Nobody:
    """Stands for the record that is decided on where what is worked out holds for all of them."""

    about = ""
    named_by = ()


def is_plain(record: Any, local: Any) -> bool:
    """Return whether no sources disagree on a record: then others see the same of it as it does itself."""
    values = [*record.__dict__.values(), *(local or {}).values()]
    return not any(isinstance(value, Disputed) for value in values)
