"""Readers of the forms that reach beyond the record: related, records, rank, change, map, and `on`.

Each returns the form with the kind of its value, or None after reporting what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from xgxp_rules.diagnostics import nearest
from xgxp_rules.language import reach_messages as messages
from xgxp_rules.language.conditions import read_when, unknown_fact
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.lists import dated, element, read_source
from xgxp_rules.language.located import LText
from xgxp_rules.language.made import Made
from xgxp_rules.language.record_kinds import RECORD_KINDS
from xgxp_rules.language.recurring import read_recurring
from xgxp_rules.language.scope import Found, Scope, field_named
from xgxp_rules.language.term_tests import choice_id
from xgxp_rules.language.ties import read_ties
from xgxp_rules.language.values_reader import may_not_apply, read_operand
from xgxp_rules.model.nodes import FactRef, Operand
from xgxp_rules.model.reach import Change, Mapped, Measured, OtherRecords, Rank, RankKey, Related
from xgxp_rules.model.scores import Points
from xgxp_rules.model.values import DATE, NUMBER, Choice, Kind
from xgxp_rules.model.vocabulary import Fact, fold_name


def _named(node: LText | None, scope: Scope) -> Found | None:
    """Return the fact of this name, or None after reporting that there is none."""
    if node is None:
        return None
    scope.library.broken = False
    found = scope.find(node.text)
    if found is None and not scope.library.broken:
        scope.library.problems.add(unknown_fact(node, scope))
    return found


def _related(fields: Fields, scope: Scope) -> Made | None:
    start, taken = _named(fields.text_node("related"), scope), fields.text_node("take")
    if start is None or taken is None:
        return None
    if start.fact.kind.name != "reference":
        scope.library.problems.say(messages.NOT_A_REFERENCE, fields.span("related"), name=start.fact.label)
        return None
    there = Scope(scope.library, start.fact.kind.of or "")
    found = _named(taken, there)
    if found is None:
        return None
    path = (*start.ref.path, found.ref.id, *found.ref.path)
    na = start.fact.may_not_apply or found.fact.may_not_apply
    return Made(Related(replace(start.ref, path=path)), found.fact.kind, na)


def _records(fields: Fields, scope: Scope) -> Made | None:
    node = fields.text_node("records")
    if node is None:
        return None
    about = RECORD_KINDS.get(fold_name(node.text))
    if about is None:
        mend = nearest(node.text, RECORD_KINDS)
        scope.library.problems.say(messages.NO_SUCH_KIND, node.span, mend=mend, name=node.text)
        return None
    where = read_when(fields.node("where"), scope.members(about, node.text.strip()), fields.name("where"))
    if where is None and "where" in fields:
        return None
    return Made(OtherRecords(about, where), Kind("list", of=about))


def _rank(fields: Fields, scope: Scope) -> Made | None:
    own = Scope(scope.library, scope.about)
    lead = _key(fields.text_node("rank"), own, high_first=fields.word("first") != "low")
    ties = read_ties(fields, own)
    per = [_named(node, own) for node in fields.text_nodes("per")]
    among = read_when(fields.node("among"), own, fields.name("among"))
    tied, gives = fields.word("tied") or "first", fields.word("gives") or "place"
    if (
        lead is None
        or len(ties) < len(fields.text_nodes("ties"))
        or None in per
        or (among is None and "among" in fields)
    ):
        return None
    form = Rank(
        (lead[0], *(RankKey(tie.fact, tie.greater_first) for tie in ties), *_ties_of_score(fields, *lead)),
        tuple(found.ref for found in per if found is not None),
        among,
        tied,  # type: ignore[arg-type]
        "share" if gives == "share" else "place",
    )
    return Made(form, NUMBER, among is not None or lead[1].may_not_apply)


def _ties_of_score(fields: Fields, key: RankKey, fact: Fact) -> tuple[RankKey, ...]:
    """Return the keys by which a score itself puts equals in order, where the ranking names none.

    Where the lowest comes first, so does the one whom the score puts last among equals.
    """
    form = fact.form.form if isinstance(fact.form, Measured) else fact.form
    if "ties" in fields or not isinstance(form, Points) or key.fact.path:
        return ()
    return tuple(RankKey(tie.fact, tie.greater_first == key.high_first) for tie in form.ties)


def _key(node: LText | None, scope: Scope, *, high_first: bool) -> tuple[RankKey, Fact] | None:
    found = _named(node, scope)
    if found is None or node is None:
        return None
    kind = found.fact.kind
    if kind.name not in ("number", "period", "date") and not (kind.name == "choice" and kind.ordered):
        scope.library.problems.say(messages.NO_ORDER_TO_RANK, node.span, name=found.fact.label)
        return None
    return RankKey(found.ref, high_first), found.fact


def _change(fields: Fields, scope: Scope) -> Made | None:
    gives = fields.word("gives") or "difference"
    node = fields.text_node("change")
    own = None if node is None else field_named(scope.fields or (), node.text)
    if own is not None and node is not None and "take" not in fields:
        return _item_change(own, node, gives, scope)
    source, items = read_source(fields, "change", scope)
    if source is None or items is None:
        return None
    if "take" not in fields:
        scope.library.problems.say(messages.TAKE_MISSING, fields.span("change"), name=fields.text("change"))
        return None
    taken = element(fields, "take", items)
    if not dated(items):
        scope.library.problems.say(messages.NOT_DATED, fields.span("change"), name=items.list_name)
        return None
    if taken is None or not _is_number(taken, fields.span("take"), scope):
        return None
    form = Change(FactRef(taken.id, "item"), source, "share" if gives == "share" else "difference")
    return Made(form, _changed(taken.kind, gives), may_not_apply=True)


def _item_change(own: Fact, node: LText, gives: str, scope: Scope) -> Made | None:
    if not dated(scope):
        scope.library.problems.say(messages.NOT_DATED, node.span, name=scope.list_name)
        return None
    if not _is_number(own, node.span, scope):
        return None
    form = Change(FactRef(own.id, "item"), None, "share" if gives == "share" else "difference")
    return Made(form, _changed(own.kind, gives), may_not_apply=True)


def _is_number(fact: Fact, span: object, scope: Scope) -> bool:
    if fact.kind.name == "number":
        return True
    scope.library.problems.say(messages.NOTHING_TO_CHANGE, span, name=fact.label)  # type: ignore[arg-type]
    return False


def _changed(kind: Kind, gives: str) -> Kind:
    return NUMBER if gives == "share" else Kind("number", unit=kind.unit)


def _map(fields: Fields, scope: Scope) -> Made | None:
    found, named = _named(fields.text_node("map"), scope), fields.text_node("terms")
    if found is None or named is None:
        return None
    library = scope.library
    term = library.terms.get(fold_name(named.text))
    if term is None:
        mend = nearest(named.text, [each.name for each in library.terms.values()])
        library.problems.say(messages.NO_TERM, named.span, mend=mend, name=named.text)
        return None
    if not term.groups:
        library.problems.say(messages.NO_GROUPS, named.span, mend=term.name, name=term.name)
        return None
    kind = found.fact.kind
    groups: list[tuple[str, tuple[str, ...]]] = []
    for group, members in term.groups:
        ids = [choice_id(kind, member) if kind.name == "choice" else member for member in members]
        for member, known in zip(members, ids, strict=True):
            if known is None:
                mend = nearest(member, [choice.label for choice in kind.choices])
                library.problems.say(
                    messages.NOT_A_CHOICE, named.span, mend=mend, term=group, name=member, fact=found.fact.label
                )
                return None
        groups.append((group, tuple(known for known in ids if known is not None)))
    names = [group for group, _ in groups]
    if term.otherwise is not None and term.otherwise not in names:
        names.append(term.otherwise)
    made = Kind("choice", choices=tuple(Choice(name, name) for name in names), ordered=term.ordered)
    form = Mapped(found.ref, term.name, tuple(groups), term.otherwise)
    return Made(form, made, found.fact.may_not_apply)


def read_measuring_day(node: LText, scope: Scope, name: str) -> Operand | None:
    """Return a day that something is measured on: a date, a fact or parameter that holds one, or a yearly day."""
    recurring = read_recurring(node.text, scope.library.calendar)
    if recurring is not None:
        return recurring
    found = read_operand(node, DATE, scope, name)
    return None if found is None else found[0]


def measured(made: Made, fields: Fields, scope: Scope) -> Made | None:
    """Return the form measured on the day under `on`, as it is where there is none."""
    node = fields.text_node("on") if fields.shape.key("on") is not None else None
    if node is None:
        return made
    if scope.fields is not None:
        scope.library.problems.say(messages.NO_DAY_OF_ITS_OWN, node.span)
        return None
    day = read_measuring_day(node, scope, fields.name("on"))
    if day is None:
        return None
    return replace(
        made, form=Measured(made.form, day), may_not_apply=made.may_not_apply or may_not_apply(day, scope)
    )


REACH_MAKERS: Final[dict[str, Callable[[Fields, Scope], Made | None]]] = {
    "related": _related,
    "records": _records,
    "rank": _rank,
    "change": _change,
    "map": _map,
}
"""Every form of `REACH_FORMS` and the function that reads it."""
