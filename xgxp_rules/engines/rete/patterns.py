"""Patterns over several events as joins of durable-rules: years in a row, so many items, one thing after another.

A join has positive parts only, so it tells what is surely there and which items show it; that something is not there is
the interpreter's to say. Whether an item belongs is the interpreter's too: what reaches the engine are whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from xgxp_rules.engines.rete.host import LOCK, Fact, QuietRuleset, ruleset

MOST_PARTS: Final = 12
"""A pattern of more parts is left to the interpreter: the network's memory grows with every part."""

_OPENING: Final = 0
_ANCHOR: Final = 1
_ITEM: Final = 2

_names = count(1)
_found: dict[str, list[int]] = {}


class Unsupported(Exception):
    """A pattern that joins cannot tell; the message says which part and why. Raised before any data is read."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A chain of items, each named by the one after it: `parts` are their kinds, the last item first.

    An `anchored` chain ends with an item that is named from outside, any other with whichever item there is.
    """

    parts: tuple[int, ...]
    anchored: bool = False

    def __post_init__(self) -> None:
        if not self.parts or len(self.parts) > MOST_PARTS:
            raise Unsupported(f"{len(self.parts)} parts: at least 1, at most {MOST_PARTS}")

    @classmethod
    def run(cls, needed: int) -> Pattern:
        """Return the pattern of so many items in a row, the last of them at the anchor."""
        return cls((0,) * needed, anchored=True)

    @classmethod
    def count(cls, needed: int) -> Pattern:
        """Return the pattern of so many items, each with one before it."""
        return cls((0,) * needed)


@dataclass(frozen=True, slots=True)
class Item:
    """One item as the engine sees it: its number, its kind, and the number of the nearest one before it of each kind.

    Only joins of equal numbers reach the network: one by size, of a fact with others of its kind, ends the process.
    """

    number: int
    before: tuple[int, ...] = (-1,)
    kind: int = 0


def find(pattern: Pattern, items: Iterable[Item], *, anchors: Iterable[int] = ()) -> tuple[int, ...] | None:
    """Return the numbers of the items that show the pattern, the last first; None where none do.

    The items are handed over one by one and the search ends with the first find, so no join grows beyond it.
    """
    rules = _ruleset(pattern)
    session = str(next(_names))
    with LOCK:
        found = _found[session] = []
        try:
            rules.put({"id": "o", "sid": session, "k": _OPENING})
            for place, anchor in enumerate(anchors):
                rules.put({"id": f"a{place}", "sid": session, "k": _ANCHOR, "n": anchor})
            for item in items:
                rules.put(_fact(item, session))
                if found:
                    return tuple(found)
            return None
        finally:
            rules.forget(session)
            del _found[session]


def _fact(item: Item, session: str) -> Fact:
    before = {f"b{kind}": number for kind, number in enumerate(item.before)}
    return {"id": f"i{item.number}", "sid": session, "k": _ITEM, "n": item.number, "e": item.kind, **before}


def _ruleset(pattern: Pattern) -> QuietRuleset:
    name = f"pattern.{'anchored.' if pattern.anchored else ''}{'.'.join(map(str, pattern.parts))}"
    return ruleset(name, lambda: (rules_of(pattern), {"open": _opened, "found": _noted}))


def rules_of(pattern: Pattern) -> dict[str, Any]:
    """Return the rules of a pattern: one join, and the one that opens a session."""
    parts: list[dict[str, Any]] = [{"p0": {"k": _ANCHOR}}] if pattern.anchored else []
    for place, kind in enumerate(pattern.parts, 1):
        named_by = f"b{kind}" if place > 1 else "n"
        joined = [{"n": {f"p{place - 1}": named_by}}] if place > 1 or pattern.anchored else []
        parts.append({f"p{place}": {"$and": [{"k": _ITEM}, {"e": kind}, *joined]}})
    return {"open": {"all": [{"o": {"k": _OPENING}}], "pri": 1}, "found": {"all": parts, "pri": 2}}


def _opened(session: str, parts: Mapping[str, Fact]) -> None:
    """Do nothing: that a rule has fired is all that is wanted."""


def _noted(session: str, parts: Mapping[str, Fact]) -> None:
    found = _found[session]
    if not found:
        found += [parts[name]["n"] for name in sorted(parts, key=_place) if name != "p0"]


def _place(name: str) -> int:
    return int(name[1:])


def find_sequence(names: Sequence[str], happened: Sequence[tuple[int, str]]) -> tuple[int, ...] | None:
    """Return the numbers of the entries that show these events one after the other, None where they do not.

    `happened` are the log's entries in order, each with its number and event; other events may lie between.

    Raises:
        Unsupported: more events than a join may have parts, or none.

    >>> find_sequence(["提出调岗", "拒绝"], [(1, "拒绝"), (2, "提出调岗"), (3, "谈话"), (4, "拒绝")])
    (2, 4)
    """
    kinds = {name: place for place, name in enumerate(dict.fromkeys(names))}
    pattern = Pattern(tuple(kinds[name] for name in reversed(names)))
    found = find(pattern, _in_order(kinds, happened))
    return None if found is None else tuple(reversed(found))


def _in_order(kinds: Mapping[str, int], happened: Iterable[tuple[int, str]]) -> Iterator[Item]:
    """Yield the events that a sequence names, each with the latest before it of every kind."""
    latest = [-1] * len(kinds)
    for number, name in happened:
        if name in kinds:
            yield Item(number, tuple(latest), kinds[name])
            latest[kinds[name]] = number
