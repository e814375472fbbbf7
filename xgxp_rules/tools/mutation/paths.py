"""One part of a frozen tree replaced by another: a path of field names and places leads to it.

>>> from xgxp_rules.model.nodes import AllOf
>>> put(AllOf((1, 2)), ("parts", 1), 3)  # doctest: +ELLIPSIS
AllOf(parts=(1, 3))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from xgxp_rules.model.vocabulary import Vocabulary

Path = tuple[str | int, ...]

_ASIDE: Final = frozenset({"span", "text", "clauses", "consequences", "title", "note", "basis", "source", "kind"})
"""Fields that hold words for people, or what is not decided on; `source` is looked into where it is a list's."""


def at(thing: Any, path: Path) -> Any:
    """Return the part at a path."""
    for step in path:
        thing = getattr(thing, step) if isinstance(step, str) else _items(thing)[step]
    return thing


def put(thing: Any, path: Path, new: Any) -> Any:
    """Return the tree with another part at the path; everything else is shared with the old one."""
    if not path:
        return new
    step, rest = path[0], path[1:]
    if isinstance(step, str):
        return replace(thing, **{step: put(getattr(thing, step), rest, new)})
    items = list(_items(thing))
    items[step] = put(items[step], rest, new)
    return Vocabulary(thing.about, items) if isinstance(thing, Vocabulary) else tuple(items)


def _items(thing: Any) -> tuple[Any, ...]:
    return thing.facts if isinstance(thing, Vocabulary) else thing


def below(thing: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield a part and every part under it with its path, outermost first, in the author's order."""
    yield path, thing
    if isinstance(thing, tuple):
        for place, part in enumerate(thing):
            yield from below(part, (*path, place))
    elif is_dataclass(thing) and not isinstance(thing, type):
        for each in fields(thing):
            part = getattr(thing, each.name)
            if each.name not in _ASIDE or (each.name == "source" and is_dataclass(part)):
                yield from below(part, (*path, each.name))
