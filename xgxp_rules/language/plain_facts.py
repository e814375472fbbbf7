"""What every declared fact says beside its form: id, label, kind, choices, a list's fields, how it is handled."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from typing import cast

from xgxp_rules.language.fields import Fields, read_word
from xgxp_rules.language.located import LList, LMap, LText, Node
from xgxp_rules.language.record_kinds import read_kind
from xgxp_rules.language.scope import Scope, field_named, with_spell_fields
from xgxp_rules.language.settings_above import sets_of
from xgxp_rules.language.version_messages import SETS_IN_A_LIST
from xgxp_rules.model.values import DATE, FLAG, NUMBER, PERIOD, TEXT, Choice, Kind
from xgxp_rules.model.vocabulary import Fact, Sensitivity, fold_name
from xgxp_rules.spans import Span

KINDS: dict[str, Kind] = {"flag": FLAG, "number": NUMBER, "period": PERIOD, "date": DATE, "text": TEXT}

_USUAL_IDS = {
    "自": "starts_on",
    "至": "ends_on",
    "日期": "on",
    "年度": "year",
    "学年": "school_year",
    "学期": "term",
}
"""Fields with these labels have the same meaning in every list, so they have the same id."""

ReadOne = Callable[[LText, Node, str, Scope], Fact | None]


def short_kind(node: LText, name: str, scope: Scope) -> Kind | None:
    """Return the kind that stands alone after a name, as in `住校: flag`."""
    found = read_word(node, "fact_kind", name, scope.library.problems)
    return None if found is None else KINDS[found]


def declared_kind(fields: Fields, name: str, scope: Scope, read_one: ReadOne, *, quiet: bool) -> Kind | None:
    """Return the kind of a supplied fact; `quiet` where the entry has been found wrong already."""
    given = [key for key in ("kind", "choice", "list", "refers_to") if key in fields]
    problems = scope.library.problems
    if "unit" in fields and "kind" not in fields:
        given.append("unit")
    if not given:
        if not quiet:
            problems.say("XG140", fields.place, name=name)
        return None
    if len(given) > 1:
        first, second = fields.name(given[0]), fields.name(given[1])
        problems.say("XG141", fields.span(given[1]), name=name, first=first, second=second)
        return None
    if fields.shape.key("several") is not None and fields.flag("several"):
        return _several(fields, given[0])
    match given[0]:
        case "choice":
            return choice_kind(fields)
        case "refers_to":
            node = fields.text_node("refers_to")
            return None if node is None else Kind("reference", of=read_kind(node, problems))
        case "list":
            return _list_kind(fields, scope, read_one)
        case "unit":
            return Kind("number", unit=fields.text("unit") or None)
        case _:
            return _named_kind(fields)


def _several(fields: Fields, given: str) -> Kind | None:
    """Return the kind of a fact that may have several values at once: choices, or texts."""
    one = choice_kind(fields) if given == "choice" else _named_kind(fields) if given == "kind" else None
    if one is not None and one.name in ("choice", "text"):
        return Kind("list", choices=one.choices)
    if given not in ("choice", "kind") or one is not None:
        fields.problems.say(
            "XG158", fields.span("several"), first="choice / kind: text", second=fields.name("several")
        )
    return None


def _named_kind(fields: Fields) -> Kind | None:
    found = fields.word("kind")
    if found is None:
        return None
    if "unit" not in fields:
        return KINDS[found]
    if found != "number":
        fields.problems.say("XG158", fields.span("unit"), first="kind: number", second=fields.name("unit"))
        return None
    return Kind("number", unit=fields.text("unit") or None)


def limits_of(fields: Fields, kind: Kind, scope: Scope) -> tuple[int | Fraction, int | Fraction] | None:
    """Return the least and the greatest number that a record may supply, or None after reporting what is wrong."""
    node = fields.text_node("limits")
    if node is None:
        return None
    if kind.name != "number":
        fields.problems.say("XG158", fields.span("limits"), first="kind: number", second=fields.name("limits"))
        return None
    from xgxp_rules.language.values_reader import read_constant

    low_text, found, high_text = node.text.partition("至")
    ends = [each.strip() for each in (low_text, high_text)]
    if not found or not all(ends):
        fields.problems.say("XG159", node.span, text=node.text)
        return None
    read = [read_constant(LText(each, node.span), kind, scope) for each in ends]
    values = [each.value for each in read if each is not None and isinstance(each.value, int | Fraction)]
    if len(values) < 2:
        return None
    if values[0] > values[1]:
        fields.problems.say("XG294", node.span, mend=f"{ends[1]} 至 {ends[0]}", text=node.text)
        return None
    return values[0], values[1]


def choice_kind(fields: Fields) -> Kind | None:
    """Return the choice that a list of words, or ids with their words, declares."""
    node, problems = fields.node("choice"), fields.problems
    pairs: list[tuple[str, str, Span]] = []
    match node:
        case LMap():
            pairs = [
                (entry.key.text, entry.value.text, entry.key.span)
                for entry in node.entries
                if isinstance(entry.value, LText) and not entry.value.empty
            ]
        case LList() | LText():
            pairs = [(each.text, each.text, each.span) for each in fields.text_nodes("choice")]
        case None:
            return None
    seen: set[str] = set()
    for each_id, label, span in pairs:
        for spelled in {fold_name(each_id), fold_name(label)}:
            if spelled in seen:
                problems.say("XG149", span, name=label)
                return None
            seen.add(spelled)
    if len(pairs) < 2:
        problems.say("XG150", fields.span("choice"))
        return None
    ordered = "ordered" in fields and fields.word("ordered") == "low_to_high"
    return Kind("choice", choices=tuple(Choice(each_id, label) for each_id, label, _ in pairs), ordered=ordered)


def _list_kind(fields: Fields, scope: Scope, read_one: ReadOne) -> Kind | None:
    """Return the list's kind; a field that is worked out may use those above it."""
    made: tuple[Fact, ...] = ()
    whole = True
    for entry in fields.named("list"):
        name = entry.key.text.strip()
        if field_named(made, name) is not None:
            fields.problems.say("XG149", entry.key.span, name=name)
            continue
        fact = read_one(
            entry.key, entry.value, _field_id(entry.key, entry.value), scope.inside(made, fields.name("list"))
        )
        if fact is not None and fact.sets:
            fields.problems.say(SETS_IN_A_LIST, entry.key.span, name=name, text=fact.sets)
            fact = None
        whole = whole and fact is not None
        made = made if fact is None else (*made, fact)
    return with_spell_fields(Kind("list", fields=made)) if made and whole else None


def _field_id(key: LText, node: Node) -> str:
    name = key.text.strip()
    return written_id(node) or _USUAL_IDS.get(name, name)


def written_id(node: Node) -> str:
    """Return the id that an entry gives itself, or an empty text."""
    if not isinstance(node, LMap):
        return ""
    found = next((e.value for e in node.entries if fold_name(e.key.text) in ("id", "编号")), None)
    return found.text.strip() if isinstance(found, LText) else ""


def check_id(fact_id: LText, fields: Fields) -> None:
    """Report an id that a program could not use as a name."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", fact_id.text.strip()):
        fields.problems.say("XG126", fact_id.span, name=fact_id.text)


def read_common(fields: Fields, key: LText, fact_id: str) -> Fact:
    """Return the fact with everything but kind and form."""
    id_node = fields.text_node("id")
    if id_node is not None:
        check_id(id_node, fields)
    return Fact(
        fact_id,
        fields.text("label") or key.text.strip(),
        TEXT,
        description=fields.text("description"),
        sensitivity=cast(Sensitivity, fields.word("sensitivity") or "plain"),
        may_not_apply=bool(fields.flag("may_not_apply")) if "may_not_apply" in fields else False,
        basis=fields.text("basis"),
        evidence=fields.text("evidence"),
        office=fields.text("office"),
        local=True,
        sets=sets_of(fields),
        clauses=fields.texts("clause") if "sets" in fields else (),
        span=key.span,
    )
