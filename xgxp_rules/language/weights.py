"""How much a spell counts: one weight for all of them, or one for each by its own fields.

A ratio (1:1.2) is refused wherever a weight stands, because documents use it both ways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from typing import Any

from xgxp_rules.diagnostics import diagnose, register
from xgxp_rules.language.cohort_messages import NOT_WITH
from xgxp_rules.language.coverage import NO_CHOICE_ROW
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.located import LText
from xgxp_rules.language.made import Made
from xgxp_rules.language.numerals import read_numeral
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.table_reader import read_table, value_nodes
from xgxp_rules.language.values_reader import read_operand
from xgxp_rules.model.forms import SpellWeight
from xgxp_rules.model.nodes import Constant, Operand
from xgxp_rules.model.tables import Table, values_of
from xgxp_rules.model.texts import show_number
from xgxp_rules.model.values import NUMBER

TWO_WAYS = register(
    "XG198",
    zh="`{text}` 有两种读法：{one}年算{other}年，还是{other}年算{one}年",
    en="`{text}` can be read two ways: {one} counts as {other}, or {other} count as {one}",
    mend_zh="前一种写 `{first}`，后一种写 `{second}`",
    mend_en="write `{first}` for the one and `{second}` for the other",
)
BELOW_ZERO = register(
    "XG320",
    zh="「{name}」不能是负数：`{text}`",
    en="`{name}` cannot be less than nothing: `{text}`",
    mend_zh="请写大于零的数；要减去的，写进 `minus:`",
    mend_en="Write a number above zero; what is to be taken off goes under `minus:`",
)
BY_DAYS_ONLY = register(
    "XG321",
    zh="按字段折算只用于按日历、按日或按工作日的累计：一个学年、学期里可能有几种比例",
    en="weights by a field go with totals by the calendar, by days or by working days: a school year or term may hold "
    "several weights",
    mend_zh="请把 `by:` 改成 `calendar`、`days` 或 `working_days`，或者删去它",
    mend_en="Write `by: calendar`, `days` or `working_days`, or delete it",
)
NO_WEIGHT = register(
    "XG322",
    zh="「{name}」没有写「{by}」为 {missing} 的按几倍计",
    en="`{name}` has no weight for {missing} of `{by}`",
    mend_zh="请补上；其余的都一样，就写一行 `其他: 1`",
    mend_en="add it; where the rest count alike, add a row `others: 1`",
)
_RATIO = re.compile(r"(?P<one>[^:比]+)[:比](?P<other>[^:比]+)")
_NOT_BESIDE = ("gap", "same", "bridge")


def read_weight(fields: Fields, scope: Scope, items: Scope) -> Operand | SpellWeight | None:
    """Return the weight of all spells or of each; None where there is none, or after reporting why not."""
    node = fields.node("weight")
    if node is None:
        return None
    if not isinstance(node, LText):
        return _each_its_own(fields, items)
    if _is_ratio([node], scope):
        return None
    found = read_operand(node, NUMBER, scope, fields.name("weight"))
    if found is None or _below_zero(found[0], node, fields.name("weight"), scope):
        return None
    return found[0]


def _each_its_own(fields: Fields, items: Scope) -> SpellWeight | None:
    problems = items.library.problems
    inner = fields.shape_at("weight")
    if inner is None:
        return None
    lead = fields.shape.keys[0].en
    beside = [key for key in (_NOT_BESIDE if lead == "total" else (lead,)) if key in fields]
    if beside:
        said = f"{fields.name('weight')}·{inner.name('by')}"
        problems.say(NOT_WITH, inner.span("by"), name=said, op=fields.name(beside[0]))
        return None
    if fields.word("by") in ("school_years", "terms"):
        problems.say(BY_DAYS_ONLY, inner.span("by"))
        return None
    rows = inner.node("rows")
    values = [] if rows is None else list(value_nodes(rows))
    if _is_ratio(values, items):
        return None
    made = _whole_table(inner, items, fields.name("weight"))
    if made is None or not isinstance(made.form, Table):
        return None
    pairs = zip(values_of(made.form.rows), values, strict=True)
    negative = [_below_zero(value, node, inner.name("rows"), items) for value, node in pairs]
    if any(negative):
        return None
    return SpellWeight(made.form, inner.word("overlap"))  # type: ignore[arg-type]


def _whole_table(inner: Fields, items: Scope, name: str) -> Made | None:
    """Return the table of weights; a choice without a row is an error here, since no spell counts without a weight."""
    problems = items.library.problems
    before = len(problems.found)
    made = read_table(inner, items, NUMBER)
    for remark in [one for one in problems.found[before:] if one.code == NO_CHOICE_ROW]:
        problems.found.remove(remark)
        problems.add(replace(remark, code=NO_WEIGHT, severity="error", args=(("name", name), *remark.args)))
        made = None
    return made


def _below_zero(operand: Operand, node: LText, name: str, scope: Scope) -> bool:
    negative = isinstance(operand, Constant) and isinstance(operand.value, int | Fraction) and operand.value < 0
    if negative:
        scope.library.problems.say(BELOW_ZERO, node.span, name=name, text=node.text)
    return negative


def _is_ratio(nodes: Iterable[LText], scope: Scope) -> bool:
    """Return whether one of these is a ratio, which is reported: nobody can tell which side counts as which."""
    reported = False
    for node in nodes:
        found = _RATIO.fullmatch(Phrase.of(node.text).text)
        sides = [] if found is None else [read_numeral(found["one"].strip()), read_numeral(found["other"].strip())]
        if not sides or None in sides or 0 in sides:
            continue
        one, other = (Fraction(side) for side in sides if side is not None)
        first, second = (show_number(each) for each in (other / one, one / other))
        said: dict[str, Any] = {
            "one": show_number(one),
            "other": show_number(other),
            "first": first,
            "second": second,
        }
        scope.library.problems.add(diagnose(TWO_WAYS, node.span, text=node.text, **said))
        reported = True
    return reported
