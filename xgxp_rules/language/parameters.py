"""The values of a document by name: written out, by one or two choices, by date, or left to another body."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import cast

from xgxp_rules.diagnostics import nearest, register
from xgxp_rules.language import text_rules
from xgxp_rules.language.conditions import words_of
from xgxp_rules.language.examples import line_for
from xgxp_rules.language.fields import Fields, read_fields, shape_name, start_of
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.lists import one_list
from xgxp_rules.language.located import LMap, LText, Node
from xgxp_rules.language.plain_facts import KINDS
from xgxp_rules.language.scope import Declared, Found, Library, Scope
from xgxp_rules.language.settings_above import sets_of
from xgxp_rules.language.table_reader import common_kind, read_keys, table_of, value_nodes
from xgxp_rules.language.values_reader import read_constant
from xgxp_rules.model.forms import Dated, DatedValue, Delegated, Form, Keyed, KeyedRow, TakenFrom
from xgxp_rules.model.nodes import Constant
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import MaySet, Parameter
from xgxp_rules.model.values import AGE, Kind
from xgxp_rules.model.vocabulary import fold_name

TAKEN_KIND = register(
    "XG394",
    zh="查不到政策 `{policy}` 的参数 `{name}`，不知道它是哪一类数值",
    en="parameter `{name}` of policy `{policy}` is not at hand, so its kind is not known",
    mend_zh="请核对政策与参数的名称，或者写上 `kind:`（数还要写 `unit:`）",
    mend_en="check the two names, or give its `kind:` (and `unit:` for a number)",
)

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
    if "taken_from" in fields or "parameter" in fields:
        return _taken(fields, name, scope)
    if "by" in fields:
        return _by(fields, name, scope)
    if "values" in fields:
        return _dated(fields, scope)
    limits = _limits(fields, scope)
    if "value" in fields:
        return _one(fields, limits, scope)
    if "set_by" not in fields:
        fields.problems.say("XG152", fields.place, name=name)
        return None
    kind = limits[2] if limits else _named_kind(fields)
    return (
        None
        if kind is None
        else _Worth(kind, form=Delegated(fields.text("set_by"), *(limits[:2] if limits else ())))
    )


def _taken(fields: Fields, name: str, scope: Scope) -> _Worth | None:
    """Return a parameter of another policy; its kind is written here, or found where that policy is at hand."""
    others = [key for key in ("value", "values", "by", "set_by", "limits") if key in fields]
    if others:
        first, second = fields.name("taken_from"), fields.name(others[0])
        fields.problems.say("XG141", fields.span(others[0]), name=name, first=first, second=second)
        return None
    policy, parameter = fields.text_node("taken_from"), fields.text("parameter") or name
    if policy is None:
        fields.problems.say(
            "XG103",
            fields.place,
            mend=line_for("taken_from"),
            shape=shape_name(fields.shape),
            zh="取自",
            en="taken_from",
        )
        return None
    kind = _named_kind(fields) if "kind" in fields else scope.library.kind_of_taken(policy.text.strip(), parameter)
    if kind is None:
        if "kind" not in fields:
            fields.problems.say(TAKEN_KIND, policy.span, policy=policy.text, name=parameter)
        return None
    return _Worth(kind, form=TakenFrom(policy.text.strip(), parameter), text=f"{policy.text}：{parameter}")


def _by(fields: Fields, name: str, scope: Scope) -> _Worth | None:
    """Return a parameter by one or two facts: rows by choices, or bands of a number, a period or a day."""
    if "values" in fields:
        return _dated_by(fields, name, scope)
    keys = [scope.find(node.text) for node in fields.text_nodes("by")]
    table = fields.node("value")
    if all(key is None or key.fact.kind.name in ("choice", "list") for key in keys) or not isinstance(table, LMap):
        return _keyed(fields, name, scope)
    found = read_keys(fields, scope)
    kind = None if found is None else common_kind(list(value_nodes(table)), scope)
    made = None if found is None or kind is None else table_of(table, fields, found, scope, kind, "value")
    return None if made is None else _Worth(made.kind, form=made.form, text=words_of(table))


def _dated_by(fields: Fields, name: str, scope: Scope) -> _Worth | None:
    """Return a parameter whose rows by choices change from a day on."""
    values: list[DatedValue] = []
    kind: Kind | None = None
    for item in fields.items("values"):
        row = read_fields(item, SHAPES["dated_value"], fields.name("values"), fields.problems, start_of(item))
        day = None if row is None else row.day("from")
        # The keys stand once, over all the dates; each date has rows of its own.
        inner = None if row is None else replace(fields, entries={**row.entries, "by": fields.entries["by"]})
        worth = None if inner is None else _keyed(inner, name, scope)
        if day is None or worth is None or not isinstance(worth.form, Keyed):
            return None
        if (kind is not None and worth.kind != kind) or (values and day <= values[-1].from_on):
            fields.problems.say("XG156", start_of(item))
            return None
        kind = worth.kind
        values.append(DatedValue(day, worth.form))
    text = "；".join(f"{each.from_on.isoformat()} 起" for each in values)
    return None if kind is None else _Worth(kind, form=Dated(tuple(values)), text=text)


def _written(node: LText, scope: Scope, kind: Kind | None = None) -> _Worth | None:
    from xgxp_rules.language.parser import infer_kind

    constant = read_constant(node, kind, scope)
    if constant is None:
        return None
    inferred = (
        AGE if isinstance(constant.value, Period) and node.text.strip().endswith("岁") else infer_kind(constant)
    )
    return _Worth(kind or inferred, constant, text=node.text.strip())


def _one(fields: Fields, limits: tuple[Constant, Constant, Kind] | None, scope: Scope) -> _Worth | None:
    node = fields.text_node("value")
    worth = None if node is None else _written(node, scope, limits[2] if limits else None)
    if worth is None or limits is None or node is None or worth.constant is None:
        return worth
    low, high, _ = limits
    if before(worth.constant, low) or before(high, worth.constant):
        fields.problems.say("XG157", node.span, text=node.text, limits=fields.text("limits"))
        return None
    return worth


def before(one: Constant, other: Constant) -> bool:
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
    if before(high.constant, low.constant):
        fields.problems.say("XG294", node.span, mend=f"{high_text.strip()} 至 {low_text.strip()}", text=node.text)
        return None
    return low.constant, high.constant, low.kind


def _named_kind(fields: Fields) -> Kind | None:
    if "kind" not in fields:
        if "limits" not in fields:
            shape = fields.shape
            fields.problems.say(
                "XG103", fields.place, mend=line_for("kind"), shape=shape_name(shape), zh="类型", en="kind"
            )
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
