"""The values of a document by name: written out, by one or two choices, by date, or left to another body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import cast

from xgxp_rules.diagnostics import nearest
from xgxp_rules.language import text_rules
from xgxp_rules.language.conditions import words_of
from xgxp_rules.language.fields import Fields, read_fields, shape_name, start_of
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.lists import one_list
from xgxp_rules.language.located import LMap, LText, Node
from xgxp_rules.language.plain_facts import KINDS
from xgxp_rules.language.scope import Declared, Found, Library, Scope
from xgxp_rules.language.settings_above import sets_of
from xgxp_rules.language.values_reader import read_constant
from xgxp_rules.model.forms import Dated, DatedValue, Delegated, Form, Keyed, KeyedRow
from xgxp_rules.model.nodes import Constant
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import MaySet, Parameter
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import fold_name

OTHERS = frozenset({"其他", "others"})
"""The row for every key without one of its own."""


@dataclass(frozen=True, slots=True)
class _Worth:
    """What a parameter is worth: a constant or a form, and its kind."""

    kind: Kind
    constant: Constant | None = None
    form: Form | None = None
    text: str = ""


def read_parameter(declared: Declared[Parameter], library: Library) -> Parameter | None:
    """Return the parameter that an entry declares, or None after reporting why not."""
    scope = Scope(library, declared.about)
    if isinstance(declared.node, LText):
        worth = None if declared.node.empty else _written(declared.node, scope)
        return None if worth is None else _parameter(declared, worth)
    fields = read_fields(declared.node, SHAPES["parameter"], declared.name, library.problems, declared.key.span)
    worth = None if fields is None else _worth(fields, declared.name, scope)
    return None if worth is None else _parameter(declared, worth, fields)


def _parameter(declared: Declared[Parameter], worth: _Worth, fields: Fields | None = None) -> Parameter:
    said = {key: fields.text(key) if fields is not None else "" for key in ("basis", "source", "confidence")}
    return Parameter(
        declared.name,
        worth.kind,
        worth.constant,
        worth.form,
        clauses=() if fields is None else fields.texts("clause"),
        text=worth.text,
        may_set=None if fields is None else cast("MaySet | None", fields.word("may_set")),
        sets="" if fields is None else sets_of(fields),
        span=declared.key.span,
        **said,
    )


def _worth(fields: Fields, name: str, scope: Scope) -> _Worth | None:
    given = [key for key in ("value", "values") if key in fields]
    if len(given) == 2:
        first, second = fields.name("value"), fields.name("values")
        fields.problems.say("XG141", fields.span("values"), name=name, first=first, second=second)
        return None
    if "by" in fields:
        return _keyed(fields, name, scope)
    if "values" in fields:
        return _dated(fields, scope)
    limits = _limits(fields, scope)
    if "value" in fields:
        return _one(fields, limits, scope)
    if "set_by" not in fields:
        fields.problems.say("XG152", fields.place, name=name)
        return None
    kind = limits[2] if limits else _named_kind(fields)
    return None if kind is None else _Worth(kind, form=Delegated(fields.text("set_by"), *(limits[:2] if limits else ())))


def _written(node: LText, scope: Scope, kind: Kind | None = None) -> _Worth | None:
    from xgxp_rules.language.parser import infer_kind

    constant = read_constant(node, kind, scope)
    return None if constant is None else _Worth(kind or infer_kind(constant), constant, text=node.text.strip())


def _one(fields: Fields, limits: tuple[Constant, Constant, Kind] | None, scope: Scope) -> _Worth | None:
    node = fields.text_node("value")
    worth = None if node is None else _written(node, scope, limits[2] if limits else None)
    if worth is None or limits is None or node is None or worth.constant is None:
        return worth
    low, high, _ = limits
    if _before(worth.constant, low) or _before(high, worth.constant):
        fields.problems.say("XG157", node.span, text=node.text, limits=fields.text("limits"))
        return None
    return worth


def _before(one: Constant, other: Constant) -> bool:
    """Return whether one value is less than another of the same kind."""
    match one.value, other.value:
        case Period() as first, Period() as second:
            return first.measure() < second.measure()
        case date() as first_day, date() as second_day:
            return first_day < second_day
        case (int() | Fraction()) as first_number, (int() | Fraction()) as second_number:
            return first_number < second_number
        case _:
            return False


def _limits(fields: Fields, scope: Scope) -> tuple[Constant, Constant, Kind] | None:
    """Return the least and greatest value that another body may set, and their kind."""
    node = fields.text_node("limits")
    if node is None:
        return None
    low_text, found, high_text = node.text.partition("至")
    if not found or not low_text.strip() or not high_text.strip():
        fields.problems.say("XG159", node.span, text=node.text)
        return None
    low = _written(LText(low_text.strip(), node.span), scope)
    high = None if low is None else _written(LText(high_text.strip(), node.span), scope, low.kind)
    if low is None or high is None or low.constant is None or high.constant is None:
        return None
    if low.kind.name not in ("number", "period", "date"):
        fields.problems.say("XG159", node.span, text=node.text)
        return None
    return low.constant, high.constant, low.kind


def _named_kind(fields: Fields) -> Kind | None:
    if "kind" not in fields:
        if "limits" not in fields:
            shape = fields.shape
            fields.problems.say("XG103", fields.place, shape=shape_name(shape), zh="类型", en="kind")
        return None
    found = fields.word("kind")
    if found is None:
        return None
    unit = fields.text("unit")
    return Kind("number", unit=unit) if unit and found == "number" else KINDS[found]


def _dated(fields: Fields, scope: Scope) -> _Worth | None:
    values: list[DatedValue] = []
    kind: Kind | None = None
    whole = True
    for item in fields.items("values"):
        row = read_fields(item, SHAPES["dated_value"], fields.name("values"), fields.problems, start_of(item))
        node = None if row is None else row.text_node("value")
        day = None if row is None else row.day("from")
        worth = None if node is None else _written(node, scope, kind)
        if row is None or day is None or worth is None or worth.constant is None:
            whole = False
            continue
        kind = worth.kind
        if values and day <= values[-1].from_on:
            fields.problems.say("XG156", row.span("from"))
            whole = False
        values.append(DatedValue(day, worth.constant))
    if kind is None or not whole:
        return None
    text = "；".join(f"{each.from_on.isoformat()} 起" for each in values)
    return _Worth(kind, form=Dated(tuple(values)), text=text)


def _keyed(fields: Fields, name: str, scope: Scope) -> _Worth | None:
    nodes = fields.text_nodes("by")
    if len(nodes) > 2:
        fields.problems.say("XG153", fields.span("by"), name=name)
        return None
    facts = [found for node in nodes if (found := one_list(node, scope, "choice")) is not None]
    table = fields.node("value")
    if table is None and "value" not in fields:
        fields.problems.say("XG152", fields.place, name=name)
    if not facts or len(facts) < len(nodes) or table is None:
        return None
    rows = _Rows(fields, facts, scope)
    rows.read(table, ())
    if rows.kind is None or not rows.whole:
        return None
    by = tuple(found.ref for found in facts)
    return _Worth(rows.kind, form=Keyed(by, tuple(rows.found)), text=words_of(table))


class _Rows:
    """Collects the rows of a parameter that depends on choices."""

    def __init__(self, fields: Fields, facts: list[Found], scope: Scope) -> None:
        self.fields, self.facts, self.scope = fields, facts, scope
        self.found: list[KeyedRow] = []
        self.kind: Kind | None = None
        self.whole = True

    def read(self, node: Node, keys: tuple[str | None, ...]) -> None:
        """Add the rows below `keys`."""
        if isinstance(node, LText):
            if keys and not node.empty:
                self._row(node, keys)
                return
        elif isinstance(node, LMap) and len(keys) < len(self.facts):
            for entry in node.entries:
                self._below(entry.key, entry.value, keys)
            return
        self.whole = False
        if not (isinstance(node, LText) and node.empty):
            self.fields.problems.say("XG105", node.span, name=self.fields.name("value"))

    def _below(self, key: LText, node: Node, keys: tuple[str | None, ...]) -> None:
        fact = self.facts[len(keys)].fact
        if fold_name(key.text) in OTHERS and fact.kind.choice(key.text) is None:
            self.read(node, (*keys, None))
            return
        choice = _key_of(fact.kind, key.text)
        if choice is None:
            self.whole = False
            if self.fields.problems.add(text_rules.row_number_problem(key)):
                return
            labels = [each.label for each in fact.kind.choices]
            mend = nearest(key.text, labels)
            self.fields.problems.say("XG155", key.span, mend=mend, by=fact.label, name=key.text)
            return
        self.read(node, (*keys, choice))

    def _row(self, node: LText, keys: tuple[str | None, ...]) -> None:
        worth = _written(node, self.scope, self.kind)
        if worth is None or worth.constant is None:
            self.whole = False
            return
        self.kind = worth.kind
        padded = keys + (None,) * (len(self.facts) - len(keys))
        self.found.append(KeyedRow(padded, worth.constant))


def _key_of(kind: Kind, written: str) -> str | None:
    folded = fold_name(written)
    for choice in kind.choices:
        if folded in (fold_name(choice.id), fold_name(choice.label)):
            return choice.id
    return None
