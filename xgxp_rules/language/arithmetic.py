"""The kind of an arithmetic expression: what `calc:` may add, take off, multiply and divide.

Period ± period and number × period are periods, period ÷ period is a number; nothing else mixes the two.
"""

from __future__ import annotations

from collections.abc import Callable

from xgxp_rules.diagnostics import Both, register
from xgxp_rules.language.located import LText
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.values_reader import kind_name
from xgxp_rules.model.calc import BinaryOp, Calculation
from xgxp_rules.model.nodes import Constant, FactRef, ParameterRef
from xgxp_rules.model.scores import Conversion
from xgxp_rules.model.values import NUMBER, PERIOD, Kind

register(
    "XG317",
    zh="不能计算：{left} {op} {right}",
    en="cannot be worked out: {left} {op} {right}",
    mend_zh="请改成能算的：同单位的数可以加减，时长可以加减时长、乘以数；时长折成数的，加 `years: whole`",
    mend_en="Use what can be worked out: numbers of one unit add up, periods add to periods and are "
    "multiplied by numbers; `years: whole` turns a period into a number",
)
NO_YEARS = register(
    "XG351",
    zh="`{text}` 按年或按月计数，没有说明不满一年（一月）的部分怎么计",
    en="`{text}` counts by the year or month and does not say what a part of one counts as",
    mend_zh="请加一项 `years:`，取 whole（满一年计一年）、up（不足一年按一年）、half（满半年按半年）"
    "或 exact（按天折算）；按月计则写 `months:`",
    mend_en="add `years:` with whole (full years only), up (a part counts as one), half (half a year counts half) or "
    "exact (by the day); by the month write `months:`",
)
register(
    "XG318",
    zh="`{name}` 是{kind}，不能参与计算",
    en="`{name}` is {kind} and cannot be calculated with",
    mend_zh="算式里只用数和时长；选项或日期要先折成数的，在 `facts:` 里写一项，如 `{{table: {{by: {name}, "
    "rows: …}}}}`、`{{since: {name}}}`，再用它的名称",
    mend_en="Use numbers and periods only; a choice or a date becomes one by a fact such as `{{table: {{by: "
    "{name}, rows: …}}}}` or `{{since: {name}}}`",
)


def calc_kind(
    expression: Calculation, node: LText, scope: Scope, conversion: Conversion | None = None
) -> Kind | None:
    """Return the kind of the result, or None after reporting what cannot be worked out.

    With a conversion a period that meets a number is one itself.
    """
    match expression:
        case BinaryOp(op=op, left=left, right=right):
            one, other = (calc_kind(side, node, scope, conversion) for side in (left, right))
            if one is None or other is None:
                return None
            if conversion is not None:
                one, other = converted(one, other, conversion), converted(other, one, conversion)
            counted = conversion is None and _length_times(expression, one, other)
            kind = PERIOD if counted else _combined(op, one, other)
            if kind is None and _needs_years(op, one, other):
                scope.library.problems.say(NO_YEARS, node.span, mend="years: whole", text=node.text)
            elif kind is None:
                scope.library.problems.say("XG317", node.span, left=_named(one), op=op, right=_named(other))
            return kind
        case Constant():
            from xgxp_rules.language.parser import infer_kind

            return _usable(infer_kind(expression), node.text, node, scope)
        case ParameterRef(name=name):
            parameter = scope.library.parameter(name)
            return None if parameter is None else _usable(parameter.kind, name, node, scope)
        case FactRef():
            found = scope.find(".".join((expression.id, *expression.path)))
            return None if found is None else _usable(found.fact.kind, found.fact.label, node, scope)


def _usable(kind: Kind, name: str, node: LText, scope: Scope) -> Kind | None:
    if kind.name in ("number", "period"):
        return kind
    scope.library.problems.say("XG318", node.span, name=name, kind=kind_name(kind))
    return None


def converted(kind: Kind, beside: Kind, conversion: Conversion) -> Kind:
    """Return the number that a period is counted as where it meets a number; any other kind stays."""
    if kind.name != "period" or beside.name == "period":
        return kind
    return Kind("number", unit=None)


def _needs_years(op: str, one: Kind, other: Kind) -> bool:
    """Return whether a rate meets a period and nothing says how part years count."""
    rate = one if one.name == "number" else other
    return op in "×÷" and {one.name, other.name} == {"number", "period"} and rate.unit not in (None, "%")


_RATES = ("元", "分", "学分", "学时")
"""What is earned by the year or month; any other measure word only counts."""


def _length_times(expression: BinaryOp, one: Kind, other: Kind) -> bool:
    """Return whether a length that is written or set is taken a counted number of times: 子女数 × 6个月."""
    sides = ((expression.left, one), (expression.right, other))
    lengths = [side for side, kind in sides if kind.name == "period" and not isinstance(side, FactRef | BinaryOp)]
    counts = [kind for _, kind in sides if kind.name == "number" and kind.unit not in _RATES]
    return expression.op == "×" and len(lengths) == len(counts) == 1


def may_fall_below(expression: Calculation, kind_of: Callable[[Calculation], Kind | None]) -> bool:
    """Return whether a period is taken off a period anywhere in an expression."""
    if not isinstance(expression, BinaryOp):
        return False
    if expression.op == "−" and all(
        (kind := kind_of(side)) is not None and kind.name == "period"
        for side in (expression.left, expression.right)
    ):
        return True
    return may_fall_below(expression.left, kind_of) or may_fall_below(expression.right, kind_of)


def _combined(op: str, one: Kind, other: Kind) -> Kind | None:
    if op in "×÷" and _needs_years(op, one, other):
        return None
    periods = [kind.name for kind in (one, other)].count("period")
    if op in "+−":
        if periods == 1 or (periods == 0 and None not in (one.unit, other.unit) and one.unit != other.unit):
            return None
        return one if one.unit is not None or periods else other
    if op == "×":
        return None if periods == 2 else PERIOD if periods else _product(one, other)
    if periods == 2:
        return NUMBER
    if periods == 1:
        return PERIOD if one.name == "period" else None
    return (
        NUMBER if one.unit == other.unit else Kind("number", unit=one.unit if other.unit in (None, "%") else None)
    )


def _product(one: Kind, other: Kind) -> Kind:
    """Return the unit of a product: money times a count is money, a share of something keeps its unit."""
    units = [kind.unit for kind in (one, other) if kind.unit not in (None, "%")]
    if "元" in units:
        return Kind("number", unit="元")
    return Kind("number", unit=units[0] if len(units) == 1 else None)


def _named(kind: Kind) -> Both:
    name = kind_name(kind)
    return Both(f"{name.zh}（{kind.unit}）", f"{name.en} ({kind.unit})") if kind.unit else name
