"""The values that rules give, and how those of several rules come together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, cast

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, register
from xgxp_rules.language.faults import kind_name
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.operands import comparable
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.table_reader import common_kind
from xgxp_rules.language.values_reader import read_operand
from xgxp_rules.model.nodes import Operand
from xgxp_rules.model.policy import Decision, PolicyVersion, Rule
from xgxp_rules.model.values import Kind

TWO_KINDS = register(
    "XG390",
    zh="「{decision}」的各条规则给出的数值不是同一类：规则 `{rule}` 给出的是{kind}，前面的是{other}",
    en="the rules of {decision} give values of different kinds: rule `{rule}` gives {kind}, those before it {other}",
    mend_zh="请写成同一类、同一个单位，如都写 `300元`",
    mend_en="Give them one kind and one unit, such as `300元` throughout",
)
NOTHING_TO_COMBINE = register(
    "XG391",
    zh="{decision} 写了数值怎样合并，但没有规则给出数值",
    en="{decision} says how values combine, but none of its rules gives one",
    mend_zh="请删去 `combine:`，或者在规则里写 `value:`，如 `value: 300元`",
    mend_en="Delete `combine:`, or give the rules a `value:`, such as `value: 300元`",
)
NO_SUM = register(
    "XG392",
    zh="{decision} 的数值是{kind}，不能相加",
    en="values of {decision} are {kind} and cannot be added",
    mend_zh="请写能相加的数或时长，如 `value: 300元`；不相加的，删去 `combine:`",
    mend_en="Give values that add up, such as `value: 300元`, or delete `combine:`",
)
NO_COMBINE = register(
    "XG393",
    zh="{decision} 列出全部成立的结果，规则又各有数值，没有写怎样合并",
    en="{decision} lists every outcome and its rules give values, without saying how they combine",
    mend_zh="请写 `combine: sum`（相加）、`max`（取最高）或 `min`（取最低）",
    mend_en="add `combine: sum`, `max` or `min`",
)


RATE_AS_WORDS = register(
    "XG260",
    zh="`{text}` 不是数，会成为一段文字，不能相加也不能比较",
    en="`{text}` is no number: it stands as words that can be neither added nor compared",
    mend_zh="请写 `{mend}`，每月、每年写进决定的标题或备注",
    mend_en="Write `{mend}`, and say in the title or a note that it is for each month or year",
)
_RATE = re.compile(r"([0-9０-９.]+\s*[^\s/／0-9]{1,3})\s*[/／]\s*[^\s]+")


def rule_value(fields: Fields, scope: Scope) -> tuple[Operand | None, Kind | None]:
    """Return the value of a rule with its kind; both None where there is none, or after reporting what is wrong."""
    node = fields.text_node("value")
    if node is None:
        return None, None
    kind = common_kind([node], scope)
    rate = _RATE.fullmatch(node.text.strip()) if kind is not None and kind.name == "text" else None
    if rate is not None:
        scope.library.problems.note(RATE_AS_WORDS, node.span, mend=rate[1], text=node.text.strip())
    found = None if kind is None else read_operand(node, kind, scope, fields.name("value"))
    return (None, None) if found is None else (found[0], found[1])


def combine_of(fields: Fields) -> Literal["", "sum", "max", "min"]:
    """Return how the values of several rules come together."""
    return cast('Literal["", "sum", "max", "min"]', fields.word("combine") or "")


def values_disagree(policy: PolicyVersion, *, whole: bool = True) -> Iterator[Diagnostic]:
    """Yield what is wrong with the values that the rules of each decision give; not `whole` where some were unread."""
    for decision in policy.decisions:
        rules = [rule for rule in policy.rules_of(decision.id) if rule.value_kind is not None]
        if decision.combine and not rules and whole:
            yield diagnose(NOTHING_TO_COMBINE, decision.span, decision=decision.title)
        if rules:
            yield from _of_rules(decision, rules, policy)


def _of_rules(decision: Decision, rules: list[Rule], policy: PolicyVersion) -> Iterator[Diagnostic]:
    kinds = [rule.value_kind for rule in rules if rule.value_kind is not None]
    first = policy.vocabulary(decision.about)[decision.value].kind if decision.value else kinds[0]
    for rule, kind in zip(rules, kinds, strict=True):
        if not comparable(first, kind) or first.unit != kind.unit:
            yield diagnose(
                TWO_KINDS,
                rule.span,
                decision=decision.title,
                rule=rule.id,
                kind=_with_unit(kind),
                other=_with_unit(first),
            )
    if decision.combine and first.name not in ("number", "period"):
        yield diagnose(NO_SUM, decision.span, decision=decision.title, kind=kind_name(first))
    if decision.decides == "all" and not decision.combine:
        yield diagnose(NO_COMBINE, decision.span, decision=decision.title)


def _with_unit(kind: Kind) -> Both:
    """Return what a kind is called, saying also where a number has no unit."""
    if kind.name != "number":
        return kind_name(kind)
    if kind.unit is None:
        return Both("没有单位的数", "a number without a unit")
    return Both(f"以“{kind.unit}”计的数", f"a number in {kind.unit}")
