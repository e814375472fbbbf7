"""Stretches of time: the forms `total`, `unbroken` and `longest`, with what is taken off and how they are weighed."""

from __future__ import annotations

from dataclasses import replace

from xgxp_rules.diagnostics import register
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.lists import element, read_source, read_sources
from xgxp_rules.language.made import Made
from xgxp_rules.language.scope import Scope, is_spell
from xgxp_rules.language.timing import read_days_of_year
from xgxp_rules.language.values_reader import read_constant, read_operand
from xgxp_rules.language.weights import read_weight
from xgxp_rules.model.forms import Stretch
from xgxp_rules.model.nodes import FactRef, Operand
from xgxp_rules.model.periods import Period
from xgxp_rules.model.school_calendar import CalendarError
from xgxp_rules.model.spells import WHOLE, Presence
from xgxp_rules.model.values import DATE, PERIOD, Kind

SUMMED_ALONE = register(
    "XG327",
    zh="「{name}」要与「同一」合用：不分学校相加，就只有一个总数了",
    en="`{name}` goes with `same`: added up without units there is one total only",
    mend_zh="请写 `同一: 学校`，或改用 `累计:`",
    mend_en="add `same:` with a field, or use `total:`",
)
PREFERS_A_FLAG = register(
    "XG199",
    zh="「{name}」不是是否，不能用来指明以哪一项为准",
    en="`{name}` is not a yes or no, so it cannot mark the entry that counts",
    mend_zh="请写列表里一项是否类的字段，如任职经历的 `主岗`",
    mend_en="Name a yes-or-no field of the list, such as `主岗` of 任职经历",
)
PREFERS_WITHOUT_GROUPS = register(
    "XG328",
    zh="「{name}」说的是几段同时在继续时以哪一段为准，要同时写「同一」",
    en="`{name}` says which of several running spells counts, so `same` must say how they are told apart",
    mend_zh="例如 `同一: 学校`",
    mend_en="For example `same: 学校`",
)


def read_stretch(fields: Fields, scope: Scope) -> Made | None:
    """Return the time spent in spells that is asked for, or None after reporting what is wrong."""
    op = fields.shape.keys[0].en
    source, items = read_source(fields, op, scope)
    if source is None or items is None:
        return None
    problems = scope.library.problems
    before = problems.errors
    if not is_spell(Kind("list", fields=items.fields or ())):
        problems.say("XG145", fields.span(op), name=items.list_name)
        return None
    minus, bridge = read_sources(fields, "minus", scope), read_sources(fields, "bridge", scope)
    same = element(fields, "same", items)
    prefer = _prefer(fields, items)
    gap = _gap(fields, scope)
    weight = read_weight(fields, scope, items)
    after = None if op == "unbroken" else _after(fields, scope)
    by = fields.word("by") or "calendar"
    summed = bool(fields.flag("summed"))
    if summed and same is None:
        problems.say(SUMMED_ALONE, fields.span("summed"), name=fields.name("summed"))
    presence = _presence(fields, by, scope)
    if problems.errors > before:
        return None
    form = Stretch(
        op="least_total" if summed else op,  # type: ignore[arg-type]
        source=source,
        minus=minus,
        bridge=bridge,
        bridge_counts=fields.flag("bridge_counts") or False,
        gap=gap,
        same=None if same is None else FactRef(same.id, "item"),
        prefer=prefer,
        by=by,  # type: ignore[arg-type]
        weight=weight,
        presence=presence,
        after=after,
    )
    return Made(form, replace(PERIOD, said=_COUNTED_IN.get(by)), may_not_apply=op == "shortest")


_COUNTED_IN = {"school_years": "学年", "terms": "学期", "working_days": "个工作日", "days": "天"}
"""What a stretch is counted in, said also where there is none of it."""


def _prefer(fields: Fields, items: Scope) -> FactRef | None:
    """Return the flag that says which of several running spells is the one asked about, each in a group of its own."""
    if "prefer" not in fields:
        return None
    mark, problems = element(fields, "prefer", items), items.library.problems
    if mark is not None and mark.kind.name != "flag":
        problems.say(PREFERS_A_FLAG, fields.span("prefer"), name=mark.label)
    if "same" not in fields:
        problems.say(PREFERS_WITHOUT_GROUPS, fields.span("prefer"), name=fields.name("prefer"))
    return None if mark is None else FactRef(mark.id, "item")


def _presence(fields: Fields, by: str, scope: Scope) -> Presence:
    """Return when a school year or term counts."""
    problems = scope.library.problems
    for key in ("counts_when", "arrived_by"):
        if key in fields and by not in ("school_years", "terms"):
            problems.say("XG177", fields.span(key), key=fields.name(key))
    node = fields.text_node("counts_when")
    constant = None if node is None else read_constant(node, PERIOD, scope)
    enough = constant.value if constant is not None and isinstance(constant.value, Period) else None
    arrived_by = read_days_of_year(fields, "arrived_by")
    try:
        return Presence(arrived_by, enough)
    except CalendarError:
        problems.say(
            "XG178", fields.span("counts_when"), key=fields.name("counts_when"), text=fields.text("counts_when")
        )
        return WHOLE


def _gap(fields: Fields, scope: Scope) -> Period | None:
    node = fields.text_node("gap")
    constant = None if node is None else read_constant(node, PERIOD, scope)
    return constant.value if constant is not None and isinstance(constant.value, Period) else None


def _after(fields: Fields, scope: Scope) -> Operand | None:
    found = read_operand(fields.text_node("after"), DATE, scope, fields.name("after"))
    return None if found is None else found[0]
