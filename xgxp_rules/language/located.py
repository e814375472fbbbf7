"""Located text: the tree of a file in which every word knows where it stands and nothing has a kind yet.

Every scalar is text. `no`, `08`, `4.10` and `2022-09` reach the vocabulary as they were written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xgxp_rules.spans import Span

Style = Literal["plain", "single", "double", "literal", "folded"]


@dataclass(frozen=True, slots=True)
class LText:
    """A piece of text. A plain one that is empty has been reported already: readers pass it over."""

    text: str
    span: Span
    style: Style = "plain"

    @property
    def empty(self) -> bool:
        """Return whether nothing at all was written here."""
        return self.style == "plain" and not self.text


@dataclass(frozen=True, slots=True)
class LList:
    """A list in the order written; `flow` when written in square brackets."""

    items: tuple["Node", ...]
    span: Span
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and what stands under it."""

    key: LText
    value: "Node"


@dataclass(frozen=True, slots=True)
class LMap:
    """Names with their values in the order written; `flow` when written in braces."""

    entries: tuple[Entry, ...]
    span: Span
    flow: bool = False

    def get(self, name: str) -> "Node | None":
        """Return what stands under `name`, or None.

        >>> LMap((Entry(LText("性别", Span.none()), LText("女", Span.none())),), Span.none()).get("性别").text
        '女'
        """
        return next((entry.value for entry in self.entries if entry.key.text == name), None)


Node = LMap | LList | LText


def texts(node: Node) -> Iterator[LText]:
    """Yield every text of the tree, names included, in the order written."""
    match node:
        case LText():
            yield node
        case LList():
            for item in node.items:
                yield from texts(item)
        case LMap():
            for entry in node.entries:
                yield entry.key
                yield from texts(entry.value)
