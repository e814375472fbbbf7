"""Case files formatted: keys in one language and one order, days in one form; everything else stays as it is written.

What is given and expected are the words of records and policies, which are not touched. A file is only handed back
where it is read as the same cases as before, whatever their places are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, Final

from xgxp_rules.diagnostics import diagnose
from xgxp_rules.language.case_events import COURSE, EVENT
from xgxp_rules.language.case_expectations import PROCESS, QUOTAS
from xgxp_rules.language.case_keys import CASE, EXPECTATION, FILE, SETTING, VARIATION
from xgxp_rules.language.case_quotas import QUOTA
from xgxp_rules.language.cases import CaseFile, located_cases, read_cases
from xgxp_rules.language.keys import Shape
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.language.text_rules import read_day
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.formatting.edits import Edit, apply, edit_of
from xgxp_rules.tools.formatting.ordering import in_order
from xgxp_rules.tools.formatting.results import REFUSED, Formatted, sound_edits
from xgxp_rules.tools.formatting.roles import Word
from xgxp_rules.tools.formatting.spelling import KeyLang, most_used

_CASE_ORDER: Final = (
    *("name", "about", "base", "process", "opened", "as_of", "decision", "readings", "given", "others", "roster"),
    *("events", "matrix", "expect", "vary", "note"),
)
_ORDERS: Final[dict[str, tuple[str, ...]]] = {
    FILE.name: ("policy", "version", "about", "note", "readings", "given", "others", "roster", "cases"),
    CASE.name: _CASE_ORDER,
    VARIATION.name: _CASE_ORDER,
    SETTING.name: _CASE_ORDER,
    EXPECTATION.name: (
        *("outcome", "value", "status", "possible", "missing", "offers", "blocked_by", "rules", "not_rules"),
        *("owed", "consequences", "margin"),
    ),
    EVENT.name: tuple(key.en for key in EVENT.keys),
    COURSE.name: tuple(key.en for key in COURSE.keys),
    QUOTA.name: tuple(key.en for key in QUOTA.keys),
}
"""The order of the keys of each mapping: what is given before what must come out."""

_MOST_PASSES: Final = 6
"""Mappings lie in mappings no deeper than this."""

Placed = tuple[LMap, Shape]


def format_cases(text: str, file: str = "", *, keys: KeyLang | None = None) -> Formatted:
    """Return the text of a case file in its canonical spelling; a file with errors comes back as it is, with them."""
    suite, problems = read_cases(text, file)
    if suite is None:
        return Formatted(file, text, text, tuple(one for one in problems if one.severity == "error"))
    said = _bare(suite)

    def is_sound(after: str) -> bool:
        return after == text or _bare(read_cases(after)[0]) == said

    words = [word for mapping in _mappings(text) for word in _words(*mapping)]
    wanted = keys or most_used(tuple(words))
    edits = [edit for word in words if (edit := _edit(word, wanted)) is not None]
    after = _ordered(apply(text, sound_edits(text, edits, is_sound)))
    if not is_sound(after):
        return Formatted(file, text, text, (diagnose(REFUSED, Span.none(), file),))
    return Formatted(file, text, after)


def _edit(word: Word, keys: KeyLang) -> Edit | None:
    if word.key is not None and word.role == "key":
        return edit_of(word.text, word.key.zh if keys == "zh" else word.key.en)
    parts = read_day(word.text.text)
    try:
        return None if parts is None else edit_of(word.text, date(*parts).isoformat())
    except ValueError:
        return None


def _ordered(text: str) -> str:
    """Return the text with the keys of every mapping in their order, the innermost mappings first."""
    for _ in range(_MOST_PASSES):
        edits: list[Edit] = []
        for node, shape in reversed(list(_mappings(text))):
            order = _order(node, shape)
            if order != sorted(order) and not any(_within(edit.span, node.span) for edit in edits):
                edits += in_order(text, node, order)
        if not edits:
            return text
        text = apply(text, edits)
    return text


def _order(node: LMap, shape: Shape) -> list[int]:
    """Return the place that each entry of a mapping has in the order of its keys."""
    known = _ORDERS[shape.name]
    keys = (shape.key(entry.key.text) for entry in node.entries)
    return [len(known) if key is None else known.index(key.en) for key in keys]


def _within(inner: Span, outer: Span) -> bool:
    start, end = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return start <= (inner.line, inner.column) <= end


def _mappings(text: str) -> Iterator[Placed]:
    """Yield every mapping of a case file whose keys are the language's, with its shape, an outer before its inner."""
    root = located_cases(text)
    if isinstance(root, LMap):
        yield from _of_file(root)


def _of_file(root: LMap) -> Iterator[Placed]:
    yield root, FILE
    for case in _items(root, FILE, "cases"):
        yield from _of_case(case, CASE)
        for varied in _items(case, CASE, "vary"):
            yield from _of_case(varied, VARIATION)
        for axis in _entries(_under(case, CASE, "matrix")):
            for setting in _entries(axis.value):
                if isinstance(setting.value, LMap):
                    yield from _of_case(setting.value, SETTING)


def _of_case(node: LMap, shape: Shape) -> Iterator[Placed]:
    yield node, shape
    yield from ((event, EVENT) for event in _items(node, shape, "events"))
    expect = _under(node, shape, "expect")
    if not isinstance(expect, LMap):
        return
    if all(EXPECTATION.key(entry.key.text) for entry in expect.entries):
        yield expect, EXPECTATION
        return
    for entry in expect.entries:
        name = fold_name(entry.key.text)
        if name in QUOTAS:
            yield from (found for each in _entries(entry.value) for found in _of_quota(each.value))
        elif isinstance(entry.value, LMap):
            yield entry.value, COURSE if name in PROCESS else EXPECTATION


def _of_quota(node: Node) -> Iterator[Placed]:
    if isinstance(node, LMap):
        yield node, QUOTA
        yield from (found for each in _entries(_under(node, QUOTA, "groups")) for found in _of_quota(each.value))


def _under(node: LMap, shape: Shape, name: str) -> Node | None:
    found = (entry.value for entry in node.entries if (key := shape.key(entry.key.text)) and key.en == name)
    return next(found, None)


def _entries(node: Node | None) -> tuple[Entry, ...]:
    return node.entries if isinstance(node, LMap) else ()


def _items(node: LMap, shape: Shape, name: str) -> Iterator[LMap]:
    found = _under(node, shape, name)
    yield from (item for item in (found.items if isinstance(found, LList) else ()) if isinstance(item, LMap))


def _words(node: LMap, shape: Shape) -> Iterator[Word]:
    """Yield the keys of a mapping, and the days that stand under them."""
    for entry in node.entries:
        key = shape.key(entry.key.text)
        if key is None:
            continue
        yield Word(entry.key, "key", key)
        dated = key.takes == "day" or (shape is COURSE and key.en == "due")
        if dated and isinstance(entry.value, LText):
            yield Word(entry.value, "day")


def _bare(thing: Any) -> Any:
    """Return what a suite says: its data without places, styles and the text itself."""
    if isinstance(thing, CaseFile):
        return thing.policy, thing.version, thing.about, _bare(thing.cases)
    if isinstance(thing, LText):
        return thing.text
    if isinstance(thing, Sequence) and not isinstance(thing, str):
        return tuple(_bare(each) for each in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        parts = (getattr(thing, each.name) for each in fields(thing))
        return tuple(_bare(part) for part in parts if not isinstance(part, Span))
    return thing
