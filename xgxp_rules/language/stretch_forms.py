"""Stretches of time: the forms `total`, `unbroken` and `longest`, with what is taken off and how they are weighed."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from xgxp_rules.diagnostics import diagnose, register
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.lists import element, read_source, read_sources
from xgxp_rules.language.made import Made
from xgxp_rules.language.numerals import read_numeral
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.scope import Scope, is_spell
from xgxp_rules.language.timing import read_day_of_year
from xgxp_rules.language.values_reader import read_constant, read_operand
from xgxp_rules.model.forms import Stretch
from xgxp_rules.model.nodes import FactRef, Operand
from xgxp_rules.model.periods import Period
from xgxp_rules.model.school_calendar import CalendarError
from xgxp_rules.model.spells import WHOLE, Presence
from xgxp_rules.model.texts import show_number
from xgxp_rules.model.values import DATE, NUMBER, PERIOD, Kind


def read_stretch(fields: Fields, scope: Scope) -> Made | None:
    """Return the time spent in spells that is asked for, or None after reporting what is wrong."""
    op = fields.shape.keys[0].en
    source, items = read_source(fields, op, scope)
    if source is None or items is None:
        return None
    problems = scope.library.problems
    before = len(problems.found)
    if not is_spell(Kind("list", fields=items.fields or ())):
        problems.say("XG145", fields.span(op), name=items.list_name)
        return None
    minus, bridge = read_sources(fields, "minus", scope), read_sources(fields, "bridge", scope)
    same = element(fields, "same", items)
    gap = _gap(fields, scope)
    weight = _weight(fields, scope)
    after = None if op == "unbroken" else _after(fields, scope)
    by = fields.word("by") or "calendar"
    presence = _presence(fields, by, scope)
    if len(problems.found) > before:
        return None
    form = Stretch(
        op=op,  # type: ignore[arg-type]
        source=source,
        minus=minus,
        bridge=bridge,
        bridge_counts=fields.flag("bridge_counts") or False,
        gap=gap,
        same=None if same is None else FactRef(same.id, "item"),
        by=by,  # type: ignore[arg-type]
        weight=None if weight is None else weight[0],
        presence=presence,
        after=after,
    )
    return Made(form, PERIOD)


TWO_WAYS = register(
    "XG198",
    zh="`{text}` 有两种读法：{one}年算{other}年，还是{other}年算{one}年",
    en="`{text}` can be read two ways: {one} counts as {other}, or {other} count as {one}",
    mend_zh="前一种写 `{first}`，后一种写 `{second}`",
    mend_en="write `{first}` for the one and `{second}` for the other",
)
_RATIO = re.compile(r"(?P<one>[^:比]+)[:比](?P<other>[^:比]+)")


def _weight(fields: Fields, scope: Scope) -> tuple[Operand, Kind] | None:
    """Return the weight; a ratio is refused, because nobody can tell which side counts as which."""
    node = fields.text_node("weight")
    found = None if node is None else _RATIO.fullmatch(Phrase.of(node.text).text)
    sides = [] if found is None else [read_numeral(found["one"].strip()), read_numeral(found["other"].strip())]
    if node is None or not sides or None in sides or 0 in sides:
        return read_operand(node, NUMBER, scope, fields.name("weight"))
    one, other = (Fraction(side) for side in sides if side is not None)
    first, second = (show_number(each) for each in (other / one, one / other))
    said: dict[str, Any] = {"one": show_number(one), "other": show_number(other), "first": first, "second": second}
    scope.library.problems.add(diagnose(TWO_WAYS, node.span, text=node.text, **said))
    return None


def _presence(fields: Fields, by: str, scope: Scope) -> Presence:
    """Return when a school year or term counts."""
    problems = scope.library.problems
    for key in ("counts_when", "arrived_by"):
        if key in fields and by not in ("school_years", "terms"):
            problems.say("XG177", fields.span(key), key=fields.name(key))
    node = fields.text_node("counts_when")
    constant = None if node is None else read_constant(node, PERIOD, scope)
    enough = constant.value if constant is not None and isinstance(constant.value, Period) else None
    arrived_by = read_day_of_year(fields, "arrived_by")
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
