"""Conditions: what stands under `when`, `unless`, `where`, `need` and the like, as a tree of nodes.

A mapping always means that all its entries hold. A list means what the key over it says. A bare name means "is yes".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from xgxp_rules.diagnostics import Diagnostic, diagnose, nearest
from xgxp_rules.language import text_rules
from xgxp_rules.language.examples import condition_on
from xgxp_rules.language.fields import Problems, read_fields
from xgxp_rules.language.keys import AT_LEAST, TEST, operator
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.language.scope import Found, Scope
from xgxp_rules.language.term_tests import term_check, term_members
from xgxp_rules.language.timing import timed
from xgxp_rules.model.nodes import (
    AllOf,
    AnyOf,
    AtLeast,
    Check,
    Compare,
    Condition,
    Constant,
    FactTest,
    Not,
)
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span

Joined = Literal["all", "any"]
_DEEPEST = 20


def read_when(node: Node | None, scope: Scope, name: str) -> Condition | None:
    """Return the condition under `when` and its like, where a list means all; None where it is not given or wrong."""
    return None if node is None else _Reader(scope).block(node, "all", name)


def read_unless(node: Node | None, scope: Scope, name: str) -> Condition | None:
    """Return the condition under `unless`, where a list means any; the author is told how a mapping is read."""
    if node is None:
        return None
    return _Reader(scope).exceptions(node, name)


class _Reader:
    """Reads one condition with one set of names."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.problems: Problems = scope.library.problems
        self.depth = 0

    def exceptions(self, node: Node, name: str) -> Condition | None:
        """Return what stands under `unless`, at the top or as an exception to an exception."""
        if isinstance(node, LMap) and len(node.entries) > 1:
            self.problems.note("XG162", node.span, mend=_as_list(node), sentence=_sentence(node.entries))
        return self.block(node, "any", name)

    def block(self, node: Node, joined: Joined, name: str) -> Condition | None:
        """Return what stands under a key: one name, a list joined as the key says, or entries that all hold."""
        match node:
            case LText():
                return self._text(node, name, joined)
            case LList():
                return self._list(node, joined)
            case LMap():
                return self._all(node)

    def _text(self, node: LText, name: str, joined: Joined) -> Condition | None:
        if node.empty or self._glued(node, name):
            return None
        if self._known(node.text) or not self.problems.add(text_rules.list_in_text_problem(node)):
            return self.bare(node)
        return None

    def _list(self, node: LList, joined: Joined) -> Condition | None:
        if self.problems.add(text_rules.empty_collection_problem(node)):
            return None
        return _join(joined, self._items(node), node.span)

    def _items(self, node: LList) -> list[Condition | None]:
        return [self._item(item) for item in node.items if not text_rules.null_or_empty(item)]

    def _item(self, node: Node) -> Condition | None:
        match node:
            case LText():
                if self._glued(node, "-"):
                    return None
                if not self._known(node.text):
                    problem = text_rules.list_in_text_problem(node, in_list=True)
                    if problem is not None:
                        self.problems.add(problem)
                        return None
                return self.bare(node)
            case LMap():
                return self._all(node)
            case LList():
                self.problems.say("XG164", node.span)
                return None

    def _all(self, node: LMap) -> Condition | None:
        if self.problems.add(text_rules.empty_collection_problem(node)):
            return None
        self.depth += 1
        if self.depth > _DEEPEST:
            self.problems.say("XG169", node.span, limit=_DEEPEST)
            parts: list[Condition | None] = [None]
        else:
            self._no_operator_twice(node)
            parts = [self._entry(entry) for entry in node.entries]
        self.depth -= 1
        return _join("all", parts, node.span)

    def _no_operator_twice(self, node: LMap) -> None:
        """Report one joining word or one fact that is given in two spellings; equal ones have been reported."""
        seen: dict[str, LText] = {}
        for entry in node.entries:
            found = None if operator(entry.key.text) else self._quietly(entry.key.text)
            name = operator(entry.key.text) or (repr(found.ref) if found else entry.key.text)
            if name in seen and fold_name(seen[name].text) != fold_name(entry.key.text):
                also = (seen[name].span,)
                self.problems.say("XG170", entry.key.span, also=also, name=entry.key.text)
            seen.setdefault(name, entry.key)

    def _quietly(self, name: str) -> Found | None:
        kept = self.scope.library.broken
        found = self.scope.find(name)
        self.scope.library.broken = kept
        return found

    def _entry(self, entry: Entry) -> Condition | None:
        if text_rules.null_or_empty(entry.value):
            return None
        joining = operator(entry.key.text)
        if joining is None:
            return self._test(entry)
        span = entry.key.span.to(entry.value.span)
        match joining:
            case "all":
                return self.block(entry.value, "all", entry.key.text)
            case "at_least":
                return self._at_least(entry, span)
            case "unless":
                part = self.exceptions(entry.value, entry.key.text)
                return None if part is None else Not(part, span)
            case _:
                return self._any(entry, span, negated=joining == "none")

    def _any(self, entry: Entry, span: Span, *, negated: bool) -> Condition | None:
        node = entry.value
        if isinstance(node, LMap) and len(node.entries) > 1:
            sentence = _sentence(node.entries)
            self.problems.say("XG161", node.span, mend=_as_list(node), name=entry.key.text, sentence=sentence)
            return None
        if not negated:
            self._maybe_meant_all(node)
        part = self.block(node, "any", entry.key.text)
        return part if part is None or not negated else Not(part, span)

    def _maybe_meant_all(self, node: Node) -> None:
        """Note a list in which every test stands behind its own dash: the usual slip for tests that belong together."""
        if not isinstance(node, LList) or node.flow or len(node.items) < 2:
            return
        maps = [item for item in node.items if isinstance(item, LMap) and len(item.entries) == 1]
        names = {item.entries[0].key.text for item in maps}
        if len(maps) == len(node.items) == len(names) and not any(map(operator, names)):
            sentence = "，或者".join(_entry_words(item.entries[0]) for item in maps)
            self.problems.note("XG163", node.span, sentence=sentence)

    def _at_least(self, entry: Entry, span: Span) -> Condition | None:
        fields = read_fields(entry.value, AT_LEAST, entry.key.text, self.problems, entry.key.span)
        if fields is None:
            return None
        needed, node = fields.whole("n"), fields.node("of")
        if node is None:
            return None
        if not isinstance(node, LList):
            self.problems.say("XG106", node.span, name=fields.name("of"))
            return None
        parts = self._items(node)
        if needed is not None and not 1 <= needed <= len(node.items):
            self.problems.say("XG166", fields.span("n"), most=len(node.items))
            return None
        sound = tuple(part for part in parts if part is not None)
        return None if needed is None or len(sound) < len(parts) else AtLeast(needed, sound, span)

    def bare(self, node: LText) -> Condition | None:
        """Return the test that a bare name stands for: the fact is yes."""
        found = self._name(node)
        if found is None:
            return None
        if found.fact.kind.name != "flag":
            self.problems.say("XG160", node.span, name=node.text, advice=condition_on(node.text, found.fact.kind))
            return None
        return FactTest(found.ref, Compare("eq", Constant(True)), "是", node.span)

    def _test(self, entry: Entry) -> Condition | None:
        found = self._name(entry.key)
        if found is None:
            return None
        check = self.check(found, entry.key.text, entry.value)
        text = words_of(entry.value)
        return None if check is None else FactTest(found.ref, check, text, entry.key.span.to(entry.value.span))

    def check(self, found: Found, name: str, value: Node) -> Check | None:
        """Return what a fact is held against."""
        match value:
            case LText():
                return self._usual(found, self._words(found, name, value))
            case LList():
                return self._one_of(found, name, value)
            case LMap():
                return self._timed(found, name, value)

    def _usual(self, found: Found, check: Check | None) -> Check | None:
        """Return a check with the convention of its file on when a period is full."""
        if check is None or found.fact.kind.name != "period":
            return check
        return timed(check, self.scope.library.anniversary)

    def _timed(self, found: Found, name: str, value: LMap) -> Check | None:
        """Return a test that says itself how its period is counted."""
        if not any(TEST.key(entry.key.text) is TEST.keys[0] for entry in value.entries):
            self.problems.say("XG165", value.span, name=name, advice=condition_on(name, found.fact.kind))
            return None
        fields = read_fields(value, TEST, name, self.problems, value.span)
        node = None if fields is None else fields.node("test")
        if fields is None or node is None or isinstance(node, LMap):
            return None
        for key in ("anniversary", "rounding"):
            if key in fields and found.fact.kind.name != "period":
                self.problems.say("XG176", fields.span(key), name=name, key=fields.name(key))
                return None
        check = self.check(found, name, node)
        anniversary, rounding = fields.word("anniversary"), fields.word("rounding")
        return None if check is None else timed(check, anniversary, rounding)  # type: ignore[arg-type]

    def _words(self, found: Found, name: str, value: LText) -> Check | None:
        from xgxp_rules.language.parser import parse_check

        if self.problems.add(text_rules.quoted_value_problem(value) or self._no_value(value, found.fact.kind)):
            return None
        text, kind = value.text, found.fact.kind
        library = self.scope.library
        before = library.problems.errors
        term = term_check(value, found, library)
        if term is not None or library.problems.errors > before:
            return term
        kept, library.broken = library.broken, False
        check = parse_check(text, kind, self.scope, span=value.span, file="", fact_name=name)
        library.settle(kept, check)
        return None if isinstance(check, list) else check

    def _no_value(self, value: LText, kind: Kind) -> Diagnostic | None:
        if value.style in ("literal", "folded") and value.text.strip():
            return diagnose("XG239", value.span, mend=" ".join(value.text.split()))
        return None if kind.choice(value.text) else text_rules.no_value_problem(value)

    def _one_of(self, found: Found, name: str, value: LList) -> Check | None:
        from xgxp_rules.language.parser import parse_choice_list

        if self.problems.add(text_rules.empty_collection_problem(value)):
            return None
        items = [item for item in value.items if isinstance(item, LText) and not item.empty]
        if len(items) < len(value.items):
            self.problems.say("XG165", value.span, name=name, advice=condition_on(name, found.fact.kind))
            return None
        kind = found.fact.kind
        measured = kind.name in ("number", "period", "date")
        if measured and self.problems.add(text_rules.list_of_quantities_problem(value)):
            return None
        pairs = [pair for item in items for pair in self._one_of_item(item, found)]
        library = self.scope.library
        kept, library.broken = library.broken, False
        check = parse_choice_list(pairs, kind, self.scope, span=value.span, file="", fact_name=name)
        library.settle(kept, check)
        return None if isinstance(check, list) else check

    def _one_of_item(self, item: LText, found: Found) -> list[tuple[str, Span]]:
        """Return the values that one item of a list stands for: a term stands for all of its own."""
        members = term_members(item, found, self.scope.library)
        return [(item.text, item.span)] if members is None else [(member, item.span) for member in members]

    def _name(self, key: LText) -> Found | None:
        """Return the fact of this name, or report it as unknown with the likeliest cause."""
        library = self.scope.library
        kept, library.broken = library.broken, False
        found = self.scope.find(key.text)
        broken, library.broken = library.broken, kept
        if found is None:
            library.broken = kept or broken
            if not broken:
                self.problems.add(unknown_fact(key, self.scope))
        return found

    def _known(self, name: str) -> bool:
        return self._quietly(name) is not None

    def _glued(self, node: LText, name: str) -> bool:
        """Report `年限:满6年`: a name and its test without the space, where a condition is wanted."""
        if node.style != "plain":
            return False
        found = text_rules.glued(node.text)
        return found is not None and self.problems.add(text_rules.glued_problem(found, node.span))


def _through(name: str, scope: Scope) -> str | None:
    """Return the path by which a fact of another record is read from an item, such as 学校.地域; None where none is."""
    from xgxp_rules.language.builtin_facts import ABOUTS, builtin_vocabulary

    for each in scope.fields or ():
        if each.kind.of and each.kind.of in ABOUTS and name in builtin_vocabulary(each.kind.of):
            return f"{each.label}.{name}"
    return None


def unknown_fact(key: LText, scope: Scope) -> Diagnostic:
    """Return what to say about a name that is no fact: the cause if it shows, else the nearest spelling."""
    names = tuple(scope.fact_names())
    stop = text_rules.full_stop_problem(key)
    if stop is not None and any(stop.mend == name for name in names):
        return stop
    missing = text_rules.missing_colon_problem(key, frozenset(names))
    if missing is not None:
        return missing
    field = nearest(key.text, tuple(field.label for field in scope.fields or ()))
    mend = nearest(key.text, names)
    if scope.list_name and (field is not None or mend is None):
        fields = tuple(each.label for each in scope.fields or ())
        mend = _through(key.text, scope) or field
        return diagnose("XG130", key.span, mend=mend, list=scope.list_name, name=key.text, fields=fields)
    return diagnose("XG101", key.span, mend=mend, name=key.text)


def _join(joined: Joined, parts: list[Condition | None], span: Span) -> Condition | None:
    sound = tuple(part for part in parts if part is not None)
    if not sound or len(sound) < len(parts):
        return None
    if len(sound) == 1:
        return sound[0]
    return AllOf(sound, span) if joined == "all" else AnyOf(sound, span)


def words_of(node: Node) -> str:
    """Return a test in the author's words, a list with 或 between its items."""
    match node:
        case LText():
            return node.text.strip()
        case LList():
            return " 或 ".join(words_of(item) for item in node.items)
        case LMap():
            parts = [entry for entry in node.entries if TEST.key(entry.key.text) is not TEST.keys[-1]]
            tests = [entry for entry in parts if TEST.key(entry.key.text) is TEST.keys[0]]
            if not tests:
                return "、".join(_entry_words(entry) for entry in node.entries)
            rest = "、".join(_entry_words(entry) for entry in parts if entry not in tests)
            return words_of(tests[0].value) + (f"（{rest}）" if rest else "")


def _entry_words(entry: Entry) -> str:
    if operator(entry.key.text) == "unless":
        return f"除非 {words_of(entry.value)}"
    return f"{entry.key.text} {words_of(entry.value)}"


def _sentence(entries: Iterable[Entry]) -> str:
    return "，并且 ".join(_entry_words(entry) for entry in entries)


def _as_list(node: LMap) -> str:
    return "[" + ", ".join(_listed(node.entries)) + "]"


def _listed(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        value = words_of(entry.value)
        yield entry.key.text if value in ("是", "yes") else f"{{{entry.key.text}: {value}}}"
