"""Reading one mapping by its shape: every key is known, given once and of the right form, or it is reported.

`Fields` hands out what stands under a key already read as text, word, flag or day. An answer of None means "not given,
or reported": callers carry on with what they have, so that one run finds every problem of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from xgxp_rules.diagnostics import Both, Diagnostic, Particular, nearest
from xgxp_rules.language import text_rules
from xgxp_rules.language.examples import line_for
from xgxp_rules.language.keys import PENDING, SHAPES, WORDS, Shape, pending, word
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.language.other_keys import other_key
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span

_MOST_NAMES = 12
_FIGURE = re.compile(r"[0-9]{1,9}(?=[^0-9.]|$)")


@dataclass(slots=True)
class Problems:
    """The problems found so far; the loader puts them into file order."""

    found: list[Diagnostic] = field(default_factory=list)

    def say(
        self, code: str, span: Span, *, mend: str | None = None, also: tuple[Span, ...] = (), **args: Particular
    ) -> None:
        """Add an error."""
        self.found.append(Diagnostic(code, span, "", tuple(args.items()), mend, "error", also))

    def note(self, code: str, span: Span, *, mend: str | None = None, **args: Particular) -> None:
        """Add a note: nothing is wrong, but the author should know how the text is read."""
        self.found.append(Diagnostic(code, span, "", tuple(args.items()), mend, "note"))

    @property
    def errors(self) -> int:
        """The number of errors so far; a remark stops nothing from being read."""
        return sum(each.severity == "error" for each in self.found)

    def add(self, *diagnostics: Diagnostic | None) -> bool:
        """Add those that are problems and return whether there was one."""
        real = [each for each in diagnostics if each is not None]
        self.found += real
        return bool(real)


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping, its entries by English key; `place` is where to point when a key is missing."""

    shape: Shape
    place: Span
    entries: dict[str, Entry]
    problems: Problems

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def node(self, key: str) -> Node | None:
        """Return what stands under the key; None where nothing does."""
        entry = self.entries.get(key)
        return None if entry is None or text_rules.null_or_empty(entry.value) else entry.value

    def span(self, key: str) -> Span:
        """Return the place of the value, or of the mapping where the key is not given."""
        entry = self.entries.get(key)
        return self.place if entry is None else entry.value.span

    def name(self, key: str) -> str:
        """Return the key as the author spelled it."""
        entry = self.entries.get(key)
        return key if entry is None else entry.key.text

    def text_node(self, key: str) -> LText | None:
        """Return the text under the key with its place."""
        return as_text(self.node(key), self.name(key), self.problems)

    def text(self, key: str) -> str:
        """Return the text under the key, or an empty one."""
        node = self.text_node(key)
        return "" if node is None else node.text.strip()

    def text_nodes(self, key: str) -> tuple[LText, ...]:
        """Return the text or texts under the key with their places."""
        node = self.node(key)
        if node is None:
            return ()
        if isinstance(node, LText):
            return () if self.problems.add(text_rules.list_in_text_problem(node)) else (node,)
        if isinstance(node, LMap):
            self.problems.say("XG106", node.span, name=self.name(key))
            return ()
        return tuple(texts_of(node, self.name(key), self.problems))

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the text or texts under the key."""
        return tuple(node.text.strip() for node in self.text_nodes(key))

    def word(self, key: str) -> str | None:
        """Return the English word of the closed set that the key takes."""
        node = self.text_node(key)
        declared = self.shape.key(key)
        if node is None or declared is None:
            return None
        return read_word(node, declared.of or "flag", self.name(key), self.problems)

    def flag(self, key: str) -> bool | None:
        """Return True for yes, False for no."""
        found = self.word(key)
        return None if found is None else found == "yes"

    def whole(self, key: str) -> int | None:
        """Return the whole number under the key."""
        node = self.text_node(key)
        if node is None:
            return None
        plain = fold_name(node.text)
        if plain.isascii() and plain.isdigit() and len(plain) < 10:
            return int(plain)
        number = _FIGURE.match(plain)
        mend = None if number is None else number[0]
        self.problems.say("XG109", node.span, mend=mend, name=self.name(key), text=node.text)
        return None

    def day(self, key: str) -> date | None:
        """Return the date under the key."""
        node = self.text_node(key)
        return None if node is None else read_date(node, self.name(key), self.problems)

    def shape_at(self, key: str) -> Fields | None:
        """Return the mapping under the key, read by the shape that the key names."""
        declared = self.shape.key(key)
        node = self.node(key)
        if node is None or declared is None:
            return None
        return read_fields(node, SHAPES[declared.of], self.name(key), self.problems, self.entries[key].key.span)

    def named(self, key: str) -> Iterator[Entry]:
        """Yield the entries of the map under the key; two names that differ only in width are one."""
        node = self.node(key)
        if node is None:
            return
        if not isinstance(node, LMap):
            self.problems.say("XG105", node.span, name=self.name(key))
            return
        self.problems.add(text_rules.empty_collection_problem(node))
        yield from node.entries

    def items(self, key: str) -> Iterator[Node]:
        """Yield the items of the list under the key; a single mapping is refused, and read on for what else it says."""
        node = self.node(key)
        if node is None:
            return
        if not isinstance(node, LList):
            self.problems.say("XG106", node.span, name=self.name(key))
            if isinstance(node, LMap):
                yield node
            return
        self.problems.add(text_rules.empty_collection_problem(node))
        yield from (item for item in node.items if not text_rules.null_or_empty(item))


def read_fields(node: Node, shape: Shape, name: str, problems: Problems, place: Span) -> Fields | None:
    """Return the mapping's entries by English key, or None where it is no mapping."""
    if not isinstance(node, LMap):
        if not (isinstance(node, LText) and _add_glued(node, problems)):
            problems.say("XG105", node.span, name=name)
        return None
    entries: dict[str, Entry] = {}
    # The options of a form that is not read yet are not known either.
    later = shape.name == "fact" and any(pending(shape, entry.key.text) for entry in node.entries)
    meant: set[str | None] = set()
    for entry in node.entries:
        key = shape.key(entry.key.text)
        if key is None:
            if not later or pending(shape, entry.key.text):
                meant.add(_unknown(entry, shape, problems))
        elif key.en in entries:
            other = entries[key.en].key
            problems.say("XG104", entry.key.span, also=(other.span,), name=entry.key.text, other=other.text)
        else:
            entries[key.en] = entry
    for key in shape.keys:
        if key.required and key.en not in entries and meant.isdisjoint((key.en, key.zh)):
            example = line_for(key.en, key.takes)
            problems.say("XG103", place, mend=example, shape=shape_name(shape), zh=key.zh, en=key.en)
    return Fields(shape, place, entries, problems)


def shape_name(shape: Shape) -> Both:
    """Return what a mapping is called in a message."""
    return Both(f"「{shape.zh}」", f"`{shape.name.removeprefix('fact.')}`")


def _unknown(entry: Entry, shape: Shape, problems: Problems) -> str | None:
    """Report a key that the shape lacks and return the one proposed, which is then not missing as well.

    One without a value has been reported, with its cause, by the reader.
    """
    later = pending(shape, entry.key.text)
    if later is not None:
        problems.say("XG132", entry.key.span, en=later, zh=_zh_of_pending(shape, later))
    elif not text_rules.null_or_empty(entry.value):
        spellings = tuple(shape.spellings())
        mend = other_key(entry.key.text, spellings) or nearest(entry.key.text, spellings)
        name, choices = entry.key.text, _choices(shape)
        problems.say("XG102", entry.key.span, mend=mend, shape=shape_name(shape), name=name, choices=choices)
        return mend
    return None


def _choices(shape: Shape) -> Both:
    """Return the keys that a mapping may have, those that it must have first; of many the first dozen."""
    keys = sorted(shape.keys, key=lambda key: not key.required)
    zh = "、".join(f"{key.zh}（{key.en}）" for key in keys[:_MOST_NAMES])
    en = ", ".join(f"{key.en}" for key in keys[:_MOST_NAMES])
    more = "…" if len(keys) > _MOST_NAMES else ""
    return Both(f"{zh}{more}", f"{en}{more}")


def _zh_of_pending(shape: Shape, en: str) -> str:
    return PENDING.get(shape.name, {}).get(en) or PENDING["fact"].get(en, en)


def as_text(node: Node | None, name: str, problems: Problems) -> LText | None:
    """Return the node if it is a text."""
    if node is None or isinstance(node, LText):
        return None if node is None or node.empty else node
    problems.say("XG107", node.span, name=name)
    return None


def texts_of(node: LList, name: str, problems: Problems) -> Iterator[LText]:
    """Yield the texts of a list; one item that holds several names by its signs is reported."""
    problems.add(text_rules.empty_collection_problem(node))
    for item in node.items:
        text = as_text(item, name, problems)
        if text is not None and not problems.add(text_rules.list_in_text_problem(text, in_list=True)):
            yield text


def read_word(node: LText, set_name: str, name: str, problems: Problems) -> str | None:
    """Return the English word of a closed set."""
    if problems.add(text_rules.quoted_value_problem(node)):
        return None
    found = word(set_name, node.text)
    if found is None:
        english = [en for en, _ in WORDS[set_name]]
        chinese = [spellings[0] if spellings else en for en, spellings in WORDS[set_name]]
        choices = Both("、".join(chinese), ", ".join(english))
        every = [each for en, spellings in WORDS[set_name] for each in (en, *spellings)]
        mend = nearest(node.text, every)
        problems.say("XG108", node.span, mend=mend, name=name, text=node.text, choices=choices)
    return found


def read_date(node: LText, name: str, problems: Problems) -> date | None:
    """Return the day that a text writes out."""
    if problems.add(text_rules.quoted_value_problem(node) or text_rules.date_problem(node)):
        return None
    parts = text_rules.read_day(node.text)
    if parts is None:
        problems.say("XG120", node.span, name=name, text=node.text)
        return None
    return date(*parts)


def _add_glued(node: LText, problems: Problems) -> bool:
    found = text_rules.glued(node.text) if node.style == "plain" else None
    return problems.add(None if found is None else text_rules.glued_problem(found, node.span))


def start_of(node: Node) -> Span:
    """Return the first name of a mapping, where a message about the whole of it points; else the node itself."""
    if isinstance(node, LMap) and node.entries:
        return node.entries[0].key.span
    return node.span
