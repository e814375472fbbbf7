"""A card before it is laid out, and how it is laid out for a screen and for a page."""

from __future__ import annotations

from dataclasses import dataclass

from xgxp_rules.diagnostics import Both
from xgxp_rules.spans import cells, visible
from xgxp_rules.tools.layout import WIDTH, both_ends, titled, wrap

ROWS: dict[str, Both] = {
    "possible": Both("可能", "possible"),
    "blocked": Both("不生效", "blocked"),
    "clauses": Both("依据", "clauses"),
    "version": Both("适用", "governed by"),
    "window": Both("施行期", "in force"),
    "why": Both("理由", "because"),
    "missing": Both("待办", "to do"),
    "disputed": Both("争议", "disputed"),
    "offers": Both("另", "also"),
    "consequences": Both("后果", "brings"),
    "procedure": Both("程序", "first"),
    "departures": Both("偏离", "departs"),
    "readings": Both("理解", "read as"),
    "defined": Both("界定", "defined"),
    "set": Both("设定", "set"),
    "assumed": Both("推定", "assumed"),
}
"""The paragraphs of a card, in order."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card before it is laid out: the answer, whose it is (policy, version, day), and named paragraphs."""

    heading: str
    place: str
    rows: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """Return the card as lines for a screen."""
        lines = both_ends(self.heading, self.place) if self.place else wrap(self.heading, WIDTH, 2)
        width = max((cells(name) for name, _ in self.rows), default=0) + 2
        for name, said in self.rows:
            lines += titled(name, said, name_width=width)
        return "\n".join(lines)

    def markdown(self) -> str:
        """Return the card as a heading and a list."""
        rows = "\n".join(f"- **{_plain(name)}** {_plain(said)}" for name, said in self.rows)
        return (
            "\n\n".join(part for part in (f"### {_plain(self.heading)}", _plain(self.place), rows) if part) + "\n"
        )


def _plain(text: str) -> str:
    """Return text in which Markdown finds no marks."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in visible(text))
