"""What each word of a policy file is: a key, the name of a fact, a test, a literal, a day, or the author's own text.

The walk follows the table of keys that the reader uses, so a new key is known here as soon as it is known there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xgxp_rules.language.keys import AT_LEAST, FORMS, OPERATORS, SHAPES, TEST, Key, Shape, operator
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node

Role = Literal["key", "fact", "decision", "outcome", "spelling", "window", "day"]
"""`spelling` is a test or a literal, whose signs and numbers have one canonical form."""

_NAMES = frozenset({"take", "same", "distinct"})
"""Keys whose text names a field of the list that a form reads."""

_DECISION_OF = frozenset({"rule", "transition"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word with its place and role; `key` for keys; `lists` are the lists whose fields it may name first.

    `about` is the decision that an outcome belongs to, as written.
    """

    text: LText
    role: Role
    key: Key | None = None
    lists: tuple[str, ...] = ()
    about: str = ""


def words_of(root: Node) -> Iterator[Word]:
    """Yield every word of a policy file that has a canonical spelling, in the file's order."""
    yield from _shape(root, SHAPES["policy"], ())


def _shape(node: Node, shape: Shape, lists: tuple[str, ...]) -> Iterator[Word]:
    if not isinstance(node, LMap):
        yield from _short(node, shape, lists)
        return
    form = next((found for entry in node.entries if (found := _form(shape, entry.key.text)) is not None), shape)
    lists = _lists_named(node, form) or lists
    decision = next((_plain(entry.value) for entry in node.entries if _is_key(form, entry, "decision")), "")
    for entry in node.entries:
        key = form.key(entry.key.text)
        if key is not None:
            yield Word(entry.key, "key", key)
            yield from _value(entry.value, key, form, lists, decision)


def _short(node: Node, shape: Shape, lists: tuple[str, ...]) -> Iterator[Word]:
    if isinstance(node, LText) and shape.short == "operand":
        yield Word(node, "spelling", lists=lists)


def _form(shape: Shape, written: str) -> Shape | None:
    """Return the form of a worked-out fact that a key begins, or None."""
    if shape.name != "fact":
        return None
    return next((form for form in FORMS.values() if form.key(written) is form.keys[0]), None)


def _is_key(shape: Shape, entry: Entry, name: str) -> bool:
    key = shape.key(entry.key.text)
    return key is not None and key.en == name


def _plain(node: Node) -> str:
    return node.text.strip() if isinstance(node, LText) else ""


def _lists_named(node: LMap, form: Shape) -> tuple[str, ...]:
    """Return the lists that a form reads, as written; its conditions then speak of their fields."""
    lead = form.keys[0]
    if not form.name.startswith("fact.") or lead.takes != "texts":
        return ()
    value = next((entry.value for entry in node.entries if form.key(entry.key.text) is lead), None)
    return tuple(text.text.strip() for text in _texts(value))


def _texts(node: Node | None) -> Iterator[LText]:
    if isinstance(node, LText):
        yield node
    elif isinstance(node, LList):
        yield from (item for item in node.items if isinstance(item, LText))


def _value(node: Node, key: Key, shape: Shape, lists: tuple[str, ...], decision: str) -> Iterator[Word]:
    match key.takes:
        case "shape":
            yield from _shape(node, SHAPES[key.of], lists)
        case "map":
            for entry in node.entries if isinstance(node, LMap) else ():
                yield from _shape(entry.value, SHAPES[key.of], lists)
        case "list":
            for item in node.items if isinstance(node, LList) else ():
                yield from _shape(item, SHAPES[key.of], lists)
        case "condition" | "exceptions":
            yield from _condition(node, lists)
        case "window":
            yield from (Word(text, "window") for text in _texts(node))
        case "operand" | "whole" | "amount":
            yield from (Word(text, "spelling", lists=lists) for text in _texts(node))
        case "operands":
            yield from _rows(node, lists)
        case "day":
            yield from (Word(text, "day") for text in _texts(node))
        case _:
            yield from _named(node, key, shape, lists, decision)


def _named(node: Node, key: Key, shape: Shape, lists: tuple[str, ...], decision: str) -> Iterator[Word]:
    """Yield texts that name a fact, a decision or an outcome; every other text is the author's own."""
    if key.en in ("decision", "decisions") and shape.name in _DECISION_OF:
        yield from (Word(text, "decision") for text in _texts(node))
    elif key.en == "outcome" and shape.name == "rule":
        yield from (Word(text, "outcome", about=decision) for text in _texts(node))
    elif shape.name.startswith("fact.") and (key.en in _NAMES or (key is shape.keys[0] and key.takes == "texts")):
        yield from (Word(text, "fact", lists=lists if key.en in _NAMES else ()) for text in _texts(node))
    elif shape.name.startswith("fact.") and key.en in ("bridge", "minus"):
        yield from (Word(text, "fact") for text in _texts(node))


def _rows(node: Node, lists: tuple[str, ...]) -> Iterator[Word]:
    if not isinstance(node, LMap):
        yield from (Word(text, "spelling", lists=lists) for text in _texts(node))
        return
    for entry in node.entries:
        yield Word(entry.key, "spelling", lists=lists)
        yield from _rows(entry.value, lists)


def _condition(node: Node, lists: tuple[str, ...]) -> Iterator[Word]:
    match node:
        case LText():
            yield Word(node, "fact", lists=lists)
        case LList():
            for item in node.items:
                yield from _condition(item, lists)
        case LMap():
            for entry in node.entries:
                yield from _entry(entry, lists)


def _entry(entry: Entry, lists: tuple[str, ...]) -> Iterator[Word]:
    joining = operator(entry.key.text)
    if joining is None:
        yield Word(entry.key, "fact", lists=lists)
        yield from _test(entry.value)
        return
    yield Word(entry.key, "key", OPERATORS[joining])
    if joining == "at_least":
        yield from _shape(entry.value, AT_LEAST, lists)
    else:
        yield from _condition(entry.value, lists)


def _test(node: Node) -> Iterator[Word]:
    if not isinstance(node, LMap):
        yield from (Word(text, "spelling") for text in _texts(node))
        return
    for entry in node.entries:
        key = TEST.key(entry.key.text)
        if key is not None:
            yield Word(entry.key, "key", key)
            if key is TEST.keys[0]:
                yield from _test(entry.value)
