"""The lists a form works on: which they are, what their items hold, which items count.

Several lists may be read as one series; then only the fields that all of them have can be named.
"""

from __future__ import annotations

from typing import Final

from xgxp_rules.diagnostics import Both, diagnose, nearest, register
from xgxp_rules.language.conditions import read_when, unknown_fact
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.located import LText
from xgxp_rules.language.reach_messages import NO_WINDOW_HERE
from xgxp_rules.language.scope import Found, Scope, field_named, with_spell_fields
from xgxp_rules.language.values_reader import read_window, say_kind
from xgxp_rules.model.forms import CurrentUnit, LastPeriod, LastUnits, ListSource, Window
from xgxp_rules.model.nodes import Applies, Compare, Condition, FactTest, MeasuringDay, checks, walk
from xgxp_rules.model.values import NUMBER, Kind, KindName
from xgxp_rules.model.vocabulary import Fact

UNDATED: Final = register(
    "XG197",
    zh="`{name}` 的各项没有日期，也没有年度，不知道哪些在期间之内",
    en="the entries of `{name}` have neither a day nor a year, so nobody knows which lie in the window",
    mend_zh="请给列表加一个日期字段（如 `日期: date`），或去掉期间",
    mend_en="give the list a field of a day (such as `日期: date`), or take the window away",
)
STILL_RUNNING: Final = register(
    "XG196",
    zh="还在进行的没有「{name}」，这样问不到它们",
    en="a spell that still runs has no `{name}`, and this test is false of it",
    mend_zh="正在进行的请写 `进行中: 是`",
    mend_en="for spells that still run write `进行中: 是`",
)


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
    if within is not None and not dated(items):
        scope.library.problems.say(UNDATED, fields.span("within"), name=items.list_name)
        return None, None
    if condition is not None:
        _check_ends(condition, items)
    if (where and condition is None and "where" in fields) or (within is None and "within" in fields):
        return None, None
    return ListSource(tuple(found.ref for found in lists), condition, within), items


def _check_ends(condition: Condition, items: Scope) -> None:
    """Report a last day tested with 未到 alone: a spell that still runs has none, and the test is false of it."""
    tests = [node for node in walk(condition) if isinstance(node, FactTest) and node.fact.id in ("ends_on", "至")]
    if any(isinstance(part, Applies) for test in tests for part in checks(test.check)):
        return
    for test in tests:
        if any(
            isinstance(part, Compare) and part.op in ("gt", "ge") and isinstance(part.operand, MeasuringDay)
            for part in checks(test.check)
        ):
            scope_problems = items.library.problems
            scope_problems.say(STILL_RUNNING, test.span, name=test.fact.id if test.fact.id == "至" else "至")


def _items(lists: list[Found], scope: Scope) -> Scope:
    """Return the scope of one item: of a dated list, or of a set of records, which have their facts."""
    name = "、".join(found.fact.label for found in lists)
    first = lists[0].fact.kind
    return scope.members(first.of, name) if first.of else scope.inside(_shared_fields(lists), name)


def read_sources(fields: Fields, key: str, scope: Scope) -> tuple[ListSource, ...]:
    """Return the lists under `minus` or `bridge`, each as a source of its own."""
    found = [one_list(node, scope, "list") for node in fields.text_nodes(key)]
    return tuple(ListSource((each.ref,)) for each in found if each is not None)


_A_CHOICE = Both("一项选项的名称，如 `性别`", "the name of a choice, such as `性别`")


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
        say_kind(node, node.text, Kind(wanted), found.fact.kind, scope, _A_CHOICE)
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
        problem = diagnose(
            "XG130", node.span, mend=mend, list=items.list_name, name=node.text, fields=tuple(labels)
        )
        items.library.problems.add(problem)
    return found


def yearly(items: Scope) -> bool:
    """Return whether the items belong to years."""
    return dating_of(items) in ("year", "school_year", "term")


def dating_of(items: Scope) -> str:
    """Return the year, school year or term that the items belong to, "" where they belong to none."""
    fields = items.fields or ()
    found = next((name for name in ("year", "school_year") if field_named(fields, name) is not None), "")
    term = field_named(fields, "term")
    return found or ("term" if term is not None and term.kind == NUMBER else "")


_LENGTHS: Final = {"week": 0, "month": 1, "term": 2, "year": 3, "school_year": 3}


def may_hold_no_year(window: Window | None, unit: str) -> bool:
    """Return whether a window may hold the end of no year (school year, term): an appointment that has just begun."""
    match window:
        case None:
            return False
        case LastUnits(unit=of) | CurrentUnit(unit=of):
            return _LENGTHS[of] < _LENGTHS[unit]
        case LastPeriod(length=length):
            return 12 * length.years + length.months < 12
        case _:
            return True


def dated(items: Scope) -> bool:
    """Return whether the items have a year or a day, so that one comes before another."""
    supplied = (each for each in items.fields or () if each.form is None)
    return yearly(items) or any(each.kind.name == "date" for each in supplied)
