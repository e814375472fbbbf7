"""The kind of an arithmetic expression: what `calc:` may add, take off, multiply and divide.

Period ± period and number × period are periods, period ÷ period is a number; nothing else mixes the two.
"""

from __future__ import annotations

from xgxp_rules.diagnostics import Both, register
from xgxp_rules.language.located import LText
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.values_reader import kind_name
from xgxp_rules.model.calc import BinaryOp, Calculation
from xgxp_rules.model.nodes import Constant, FactRef, ParameterRef
from xgxp_rules.model.values import NUMBER, PERIOD, Kind

register(
    "XG317",
    zh="不能计算：{left} {op} {right}",
    en="cannot be worked out: {left} {op} {right}",
)
register("XG318", zh="`{name}` 是{kind}，不能参与计算", en="`{name}` is {kind} and cannot be calculated with")


def calc_kind(expression: Calculation, node: LText, scope: Scope) -> Kind | None:
    """Return the kind of the result, or None after reporting what cannot be worked out."""
    match expression:
        case BinaryOp(op=op, left=left, right=right):
            one, other = calc_kind(left, node, scope), calc_kind(right, node, scope)
            if one is None or other is None:
                return None
            kind = _combined(op, one, other)
            if kind is None:
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


def _combined(op: str, one: Kind, other: Kind) -> Kind | None:
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
