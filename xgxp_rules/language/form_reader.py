"""One entry of `facts:` to a `Fact`: what the record supplies, or a declared form with its inputs.

Reading a form also finds the kind of its value and whether it can be not applicable, which tests on it need.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from xgxp_rules.diagnostics import register
from xgxp_rules.language.calc_reader import read_calc
from xgxp_rules.language.conditions import read_when
from xgxp_rules.language.effects import read_bar
from xgxp_rules.language.fields import Fields, read_fields, start_of
from xgxp_rules.language.keys import FORMS, SHAPES
from xgxp_rules.language.lists import dated, dating_of, element, may_hold_no_year, one_list, read_source, yearly
from xgxp_rules.language.located import LMap, LText, Node
from xgxp_rules.language.made import Made
from xgxp_rules.language.plain_facts import choice_kind, declared_kind, limits_of, read_common, short_kind
from xgxp_rules.language.points_reader import read_points
from xgxp_rules.language.reach_forms import REACH_MAKERS, measured
from xgxp_rules.language.reach_messages import SHORT_WITHOUT_YEARS
from xgxp_rules.language.scope import Declared, Library, Scope
from xgxp_rules.language.stretch_forms import PREFERS_A_FLAG, read_stretch
from xgxp_rules.language.table_reader import read_table
from xgxp_rules.language.values_reader import NUMBER_FIELD, may_not_apply, read_operand, say_kind
from xgxp_rules.model.forms import (
    Aggregate,
    Branch,
    Cases,
    Count,
    Day,
    Every,
    Exists,
    Is,
    Pick,
    Run,
    Sequence,
    Since,
    Statutory,
    StepTaken,
    Until,
)
from xgxp_rules.model.nodes import FactRef, Operand
from xgxp_rules.model.values import AGE, DATE, FLAG, NUMBER, PERIOD, Kind, KindName
from xgxp_rules.model.vocabulary import Fact

YEARS_IN_A_ROW = Kind("number", unit="年")
TERMS_IN_A_ROW = Kind("number", unit="学期")
TIMES_IN_A_ROW = Kind("number", unit="次")


def read_fact(declared: Declared[Fact], library: Library) -> Fact | None:
    """Return the fact that an entry declares, or None after reporting why not."""
    return read_fact_node(declared.key, declared.node, declared.id, Scope(library, declared.about))


def read_fact_node(key: LText, node: Node, fact_id: str, scope: Scope) -> Fact | None:
    """Return one fact, or one field of a list's items, by its name and what stands under it."""
    name = key.text.strip()
    if isinstance(node, LText):
        kind = None if node.empty else short_kind(node, name, scope)
        return None if kind is None else Fact(fact_id, name, kind, local=True, span=key.span)
    if not isinstance(node, LMap):
        scope.library.problems.say("XG105", node.span, name=name)
        return None
    form = _form_named(node, name, scope)
    if form is None:
        return None
    before = len(scope.library.problems.found)
    fields = read_fields(
        node, SHAPES["fact"] if form == "" else FORMS[form], name, scope.library.problems, key.span
    )
    if fields is None:
        return None
    if form == "":
        kind = declared_kind(fields, name, scope, read_fact_node, quiet=len(scope.library.problems.found) > before)
        made = None
    else:
        made = _MAKERS[form](fields, scope)
        kind = None if made is None else made.kind
    common = read_common(fields, key, fact_id)
    if kind is None:
        return None
    if made is not None:
        made = measured(made, fields, scope)
        if made is None:
            return None
    if made is None:
        return replace(common, kind=kind, limits=limits_of(fields, kind, scope))
    declared_na = fields.flag("may_not_apply") if "may_not_apply" in fields else None
    na = made.may_not_apply if declared_na is None else declared_na or made.may_not_apply
    return replace(common, kind=kind, form=made.form, may_not_apply=na)


def _form_named(node: LMap, name: str, scope: Scope) -> str | None:
    """Return the form that the keys name, "" for a supplied fact, None after reporting that there are two."""
    found: list[tuple[str, LText]] = []
    for entry in node.entries:
        for form, shape in FORMS.items():
            lead = shape.keys[0]
            if shape.key(entry.key.text) is lead:
                found.append((form, entry.key))
    if len(found) < 2:
        return found[0][0] if found else ""
    first, second = found[0][1], found[1][1]
    scope.library.problems.say(
        "XG141", second.span, also=(first.span,), name=name, first=first.text, second=second.text
    )
    return None


# One maker for each form. Each returns None after reporting what is wrong.


def _operand(fields: Fields, key: str, kind: Kind, scope: Scope) -> Operand | None:
    found = read_operand(fields.text_node(key), kind, scope, fields.name(key))
    return None if found is None else found[0]


def _since(fields: Fields, scope: Scope) -> Made | None:
    start = _operand(fields, "since", DATE, scope)
    whole = fields.word("whole") == "years"
    return None if start is None else Made(Since(start, whole), _length(start, scope), may_not_apply(start, scope))


def _length(start: Operand, scope: Scope) -> Kind:
    """Return the kind of the time since a day: since a birth it is an age."""
    found = scope.find(".".join((start.id, *start.path))) if isinstance(start, FactRef) else None
    return AGE if found is not None and "出生" in found.fact.label else PERIOD


def _until(fields: Fields, scope: Scope) -> Made | None:
    end = _operand(fields, "until", DATE, scope)
    return None if end is None else Made(Until(end), PERIOD, may_not_apply(end, scope))


def _day(fields: Fields, scope: Scope) -> Made | None:
    base = _operand(fields, "day", DATE, scope)
    plus = _operand(fields, "plus", PERIOD, scope)
    less = _operand(fields, "less", PERIOD, scope)
    move = fields.word("move")
    if base is None or (plus is None and "plus" in fields) or (less is None and "less" in fields):
        return None
    if move is None and "move" in fields:
        return None
    na = any(may_not_apply(each, scope) for each in (base, plus, less))
    return Made(Day(base, plus, less, move), DATE, na)


def _count(fields: Fields, scope: Scope) -> Made | None:
    source, items = read_source(fields, "count", scope)
    if source is None or items is None:
        return None
    distinct = element(fields, "distinct", items)
    if distinct is None and "distinct" in fields:
        return None
    return Made(Count(source, None if distinct is None else FactRef(distinct.id, "item")), NUMBER)


def _exists(fields: Fields, scope: Scope) -> Made | None:
    source, _ = read_source(fields, "exists", scope)
    return None if source is None else Made(Exists(source), FLAG)


MOST_STEPS = 12
"""A longer chain is refused: its joins would grow with every step."""

NOT_SO_MANY = register(
    "XG179",
    zh="「{name}」要写二至{limit}件事，这里有 {count} 件",
    en="`{name}` takes 2 to {limit} steps; there are {count}",
    mend_zh="少于两件的，改用 `exists:`；多了的，分成两项事实",
    mend_en="For one use `exists:`; split too many into two facts",
)
UNDATED_STEP = register(
    "XG180",
    zh="`{name}` 的各项没有日期，也没有年度，分不出先后",
    en="the entries of `{name}` have neither a day nor a year, so they have no order",
    mend_zh="请给列表加一个日期字段（如 `日期: date`）",
    mend_en="Give the list a field with a day (such as `日期: date`)",
)


def _sequence(fields: Fields, scope: Scope) -> Made | None:
    nodes, steps = list(fields.items("sequence")), []
    for node in nodes:
        inner = read_fields(node, SHAPES["sequence_step"], fields.name("sequence"), fields.problems, start_of(node))
        source, items = (None, None) if inner is None else read_source(inner, "list", scope)
        if source is not None and items is not None and inner is not None:
            if dated(items):
                steps.append(source)
            else:
                fields.problems.say(UNDATED_STEP, inner.span("list"), name=items.list_name)
    if not 2 <= len(nodes) <= MOST_STEPS:
        name = fields.name("sequence")
        fields.problems.say(NOT_SO_MANY, fields.span("sequence"), name=name, limit=MOST_STEPS, count=len(nodes))
        return None
    return Made(Sequence(tuple(steps)), FLAG) if len(steps) == len(nodes) else None


def _every(fields: Fields, scope: Scope) -> Made | None:
    source, items = read_source(fields, "every", scope, where=False)
    if source is None or items is None:
        return None
    holds = read_when(fields.node("where"), items, fields.name("where"))
    if "short" in fields and not yearly(items):
        scope.library.problems.say(SHORT_WITHOUT_YEARS, fields.span("short"), name=items.list_name)
        return None
    short = fields.word("short") or "fails"
    if holds is None:
        return None
    na = short == "fails" and yearly(items) and may_hold_no_year(source.within, dating_of(items))
    return Made(Every(source, holds, short), FLAG, may_not_apply=na)  # type: ignore[arg-type]


def _run(fields: Fields, scope: Scope) -> Made | None:
    source, items = read_source(fields, "run", scope, where=False)
    if source is None or items is None:
        return None
    if not dated(items) or items.member:
        scope.library.problems.say("XG151", fields.span("run"), name=items.list_name)
        return None
    holds = read_when(fields.node("where"), items, fields.name("where"))
    ending, no_grade = fields.word("ending") or "latest", fields.word("no_grade") or "breaks"
    if holds is None:
        return None
    kind = TERMS_IN_A_ROW if dating_of(items) == "term" else YEARS_IN_A_ROW if yearly(items) else TIMES_IN_A_ROW
    return Made(Run(source, holds, ending, no_grade), kind)  # type: ignore[arg-type]


def _pick(fields: Fields, scope: Scope) -> Made | None:
    which = fields.shape.keys[0].en
    source, items = read_source(fields, which, scope)
    taken = None if items is None else element(fields, "take", items)
    if source is None or taken is None:
        return None
    mark = element(fields, "prefer", items) if items is not None and "prefer" in fields else None
    if "prefer" in fields and (mark is None or mark.kind.name != "flag"):
        if mark is not None:
            scope.library.problems.say(PREFERS_A_FLAG, fields.span("prefer"), name=mark.label)
        return None
    prefer = None if mark is None else FactRef(mark.id, "item")
    form = Pick(which, source, FactRef(taken.id, "item"), prefer)  # type: ignore[arg-type]
    return Made(form, taken.kind, may_not_apply=True)


def _aggregate(fields: Fields, scope: Scope) -> Made | None:
    op = fields.shape.keys[0].en
    source, items = read_source(fields, op, scope)
    taken = None if items is None else element(fields, "take", items)
    if source is None or taken is None:
        return None
    summed = taken.kind.name in ("number", "period")
    ranked = op != "sum" and (taken.kind.name == "date" or taken.kind.ordered)
    node = fields.text_node("take")
    if not (summed or ranked) and node is not None:
        say_kind(node, fields.name("take"), NUMBER, taken.kind, scope, NUMBER_FIELD)
        return None
    form = Aggregate(op, source, FactRef(taken.id, "item"))  # type: ignore[arg-type]
    return Made(form, taken.kind, may_not_apply=op != "sum")


def _is(fields: Fields, scope: Scope) -> Made | None:
    condition = read_when(fields.node("is"), scope, fields.name("is"))
    return None if condition is None else Made(Is(condition), FLAG)


def _cases(fields: Fields, scope: Scope) -> Made | None:
    problems = scope.library.problems
    before = problems.errors
    cases = [
        case
        for item in fields.items("cases")
        if (case := read_fields(item, SHAPES["case"], fields.name("cases"), problems, item.span)) is not None
    ]
    conditions = [read_when(case.node("when"), scope, case.name("when")) for case in cases]
    nodes = [case.text_node("value") for case in cases]
    others = {key: fields.text_node(key) for key in ("else", "not_applicable")}
    kind = _kind_of_all([*nodes, *others.values()], scope)
    if kind is None or problems.errors > before:
        return None
    branches = []
    for when, node in zip(conditions, nodes, strict=True):
        value = read_operand(node, kind, scope, fields.name("cases"))
        if when is None or value is None:
            return None
        branches.append(Branch(when, value[0]))
    rest = {key: _operand(fields, key, kind, scope) for key, node in others.items() if node is not None}
    if problems.errors > before:
        return None
    operands = [*(branch.value for branch in branches), *rest.values()]
    na = any(may_not_apply(each, scope) for each in operands)
    return Made(Cases(tuple(branches), rest.get("else"), rest.get("not_applicable")), kind, na)


def _kind_of_all(nodes: list[LText | None], scope: Scope) -> Kind | None:
    """Return the one kind of several values: that of a name among them, else that of the first written one."""
    from xgxp_rules.language.values_reader import named

    written: Kind | None = None
    for node in nodes:
        if node is None or node.empty:
            continue
        found = named(node, scope)
        if scope.library.broken:
            return None
        if found is not None:
            return found[1]
    for node in nodes:
        if node is not None and not node.empty:
            first = read_operand(node, None, scope, "value")
            written = None if first is None else first[1]
            break
    return written


def _table(fields: Fields, scope: Scope) -> Made | None:
    inner = fields.shape_at("table")
    if inner is None:
        return None
    kind = choice_kind(fields) if "choice" in fields else None
    return None if kind is None and "choice" in fields else read_table(inner, scope, kind)


def _step(fields: Fields, scope: Scope) -> Made | None:
    step, procedure = fields.text("step"), fields.text("procedure")
    gives = fields.word("gives") or "done"
    if not step or not procedure or ("gives" in fields and fields.word("gives") is None):
        return None
    day = gives == "day"
    return Made(StepTaken(procedure, step, gives), DATE if day else FLAG, may_not_apply=day)  # type: ignore[arg-type]


def _retirement(fields: Fields, scope: Scope) -> Made | None:
    inner = fields.shape_at("retirement")
    if inner is None:
        return None
    wanted: dict[str, KindName] = {"born_on": "date", "sex": "choice", "post_category": "choice"}
    refs: dict[str, FactRef] = {}
    for key, kind in wanted.items():
        node = inner.text_node(key)
        found = None if node is None else one_list(node, scope, kind)
        if found is None:
            return None
        refs[key] = found.ref
    return Made(Statutory(refs["born_on"], refs["sex"], refs["post_category"]), DATE)


_MAKERS: dict[str, Callable[[Fields, Scope], Made | None]] = {
    **REACH_MAKERS,
    "since": _since,
    "until": _until,
    "day": _day,
    "total": read_stretch,
    "unbroken": read_stretch,
    "longest": read_stretch,
    "shortest": read_stretch,
    "count": _count,
    "exists": _exists,
    "sequence": _sequence,
    "every": _every,
    "run": _run,
    "latest": _pick,
    "earliest": _pick,
    "sum": _aggregate,
    "min": _aggregate,
    "max": _aggregate,
    "step": _step,
    "bar": read_bar,
    "is": _is,
    "cases": _cases,
    "calc": read_calc,
    "table": _table,
    "points": read_points,
    "retirement": _retirement,
}
"""Every form of `keys.FORMS` and the function that reads it."""
