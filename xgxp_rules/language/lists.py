"""The lists a form works on: which they are, what their items hold, which items count.

Several lists may be read as one series; then only the fields that all of them have can be named.
"""

from __future__ import annotations

from xgxp_rules.diagnostics import diagnose, nearest
from xgxp_rules.language.conditions import read_when, unknown_fact
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.located import LText
from xgxp_rules.language.reach_messages import NO_WINDOW_HERE
from xgxp_rules.language.scope import Found, Scope, field_named, with_spell_fields
from xgxp_rules.language.values_reader import kind_name, read_window, say_kind
from xgxp_rules.model.forms import ListSource
from xgxp_rules.model.values import Kind, KindName
from xgxp_rules.model.vocabulary import Fact


def read_source(
    fields: Fields, key: str, scope: Scope, *, where: bool = True
) -> tuple[ListSource | None, Scope | None]:
    """Return the items under `key`, and the scope of one item; both None after reporting why not."""
    lists = [found for node in fields.text_nodes(key) if (found := one_list(node, scope, "list")) is not None]
    if not lists or len(lists) < len(fields.text_nodes(key)):
        return None, None
    items = _items(lists, scope)
    condition = read_when(fields.node("where"), items, fields.name("where")) if where else None
    within = read_window(fields.text_node("within"), scope, fields.name("within"))
    if items.member and "within" in fields:
        scope.library.problems.say(NO_WINDOW_HERE, fields.span("within"), name=items.list_name)
        return None, None
    if (where and condition is None and "where" in fields) or (within is None and "within" in fields):
        return None, None
    return ListSource(tuple(found.ref for found in lists), condition, within), items


def _items(lists: list[Found], scope: Scope) -> Scope:
    """Return the scope of one item: of a dated list, or of a set of records, which have their facts."""
    name = "、".join(found.fact.label for found in lists)
    first = lists[0].fact.kind
    return scope.members(first.of, name) if first.of else scope.inside(_shared_fields(lists), name)


def read_sources(fields: Fields, key: str, scope: Scope) -> tuple[ListSource, ...]:
    """Return the lists under `minus` or `bridge`, each as a source of its own."""
    found = [one_list(node, scope, "list") for node in fields.text_nodes(key)]
    return tuple(ListSource((each.ref,)) for each in found if each is not None)


def one_list(node: LText, scope: Scope, wanted: KindName) -> Found | None:
    """Return the fact of this name if it is of the wanted kind, or None after reporting why not."""
    scope.library.broken = False
    found = scope.find(node.text)
    if found is None:
        if not scope.library.broken:
            scope.library.problems.add(unknown_fact(node, scope))
        return None
    if found.fact.kind.name == wanted:
        return found
    if wanted == "list":
        scope.library.problems.say("XG144", node.span, name=node.text)
    else:
        say_kind(node, node.text, kind_name(Kind(wanted)), found.fact.kind, scope)
    return None


def _shared_fields(lists: list[Found]) -> tuple[Fact, ...]:
    first, *rest = (with_spell_fields(found.fact.kind).fields for found in lists)
    return tuple(
        fact
        for fact in first
        if all((other := field_named(fields, fact.id)) is not None and other.kind == fact.kind for fields in rest)
    )


def element(fields: Fields, key: str, items: Scope) -> Fact | None:
    """Return the item's field that stands under `key`, or None, reported where it is not one."""
    node = fields.text_node(key)
    if node is None:
        return None
    found = items.item_fact(node.text)
    if found is None:
        labels = tuple(field.label for field in items.fields or ())
        mend = nearest(node.text, labels)
        problem = diagnose("XG130", node.span, mend=mend, list=items.list_name, name=node.text)
        items.library.problems.add(problem)
    return found


def yearly(items: Scope) -> bool:
    """Return whether the items belong to years."""
    return any(field_named(items.fields or (), name) is not None for name in ("year", "school_year"))


def dated(items: Scope) -> bool:
    """Return whether the items have a year or a day, so that one comes before another."""
    supplied = (each for each in items.fields or () if each.form is None)
    return yearly(items) or any(each.kind.name == "date" for each in supplied)
