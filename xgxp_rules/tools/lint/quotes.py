"""The document's own words beside a rule: `quote:` on rules and requirements, and the tests that should agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xgxp_rules.language.located import LList, LMap, LText, Node
from xgxp_rules.model.forms import Is
from xgxp_rules.model.nodes import Condition, FactRef, FactTest, walk
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.references import names_in
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.spans import Span
from xgxp_rules.tools.lint.subject import Subject, value_at


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quoted phrase, and the conditions of the rule or requirement that stands for it."""

    text: LText
    conditions: tuple[Condition, ...]


def quoted_rules(subject: Subject) -> Iterator[Quoted]:
    """Yield every rule and requirement that quotes the document."""
    version = subject.version
    parts: list[tuple[Span, tuple[Condition | None, ...]]] = []
    parts += ((rule.span, (rule.when, rule.unless)) for rule in version.rules)
    parts += (
        (one.span, (one.concerns, one.need, one.unless))
        for decision in version.decisions
        for one in decision.requires
    )
    for node in _mappings(subject.root):
        quote = value_at(node, "quote", "原话")
        if not isinstance(quote, LText):
            continue
        for span, conditions in parts:
            if _inside(node, span):
                yield Quoted(quote, tuple(each for each in conditions if each is not None))


def _inside(node: LMap, span: Span) -> bool:
    outer, place = node.span, (span.line, span.column)
    return (outer.line, outer.column) <= place < (outer.end_line, outer.end_column)


def _mappings(node: Node) -> Iterator[LMap]:
    if isinstance(node, LMap):
        yield node
        for entry in node.entries:
            yield from _mappings(entry.value)
    elif isinstance(node, LList):
        for item in node.items:
            yield from _mappings(item)


def tests_of(quoted: Quoted, version: PolicyVersion) -> Iterator[tuple[FactTest, Fact | None]]:
    """Yield every test of a rule with its fact, those of the named conditions it uses included."""
    todo, seen = list(quoted.conditions), set[str]()
    while todo:
        for node in walk(todo.pop(0)):
            if isinstance(node, FactTest):
                fact = _fact(version, node.fact.id)
                yield node, fact
                if fact is not None and isinstance(fact.form, Is) and fact.id not in seen:
                    seen.add(fact.id)
                    todo.append(fact.form.condition)


def facts_behind(quoted: Quoted, version: PolicyVersion) -> Iterator[Fact]:
    """Yield every fact that the rule's tests are made from, at first or second hand."""
    todo = [fact for _, fact in tests_of(quoted, version) if fact is not None]
    seen: set[str] = set()
    while todo:
        fact = todo.pop(0)
        if fact.id in seen:
            continue
        seen.add(fact.id)
        yield fact
        below = (_fact(version, name.id) for name in names_in(fact.form) if isinstance(name, FactRef))
        todo += [one for one in below if one is not None]


def _fact(version: PolicyVersion, name: str) -> Fact | None:
    return next((each[name] for each in version.vocabularies if name in each), None)
