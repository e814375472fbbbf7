"""How a value was worked out, line by line: the items of a score and what limits cut off, the row of a table, a sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.scoring import CompiledItem, CompiledPoints, Scored
from xgxp_rules.engines.tables import CompiledTable
from xgxp_rules.model.calc import BinaryOp, Calculation
from xgxp_rules.model.forms import Calc
from xgxp_rules.model.nodes import Constant, FactRef, Operand, ParameterRef
from xgxp_rules.model.scores import Conversion, Group, Rated
from xgxp_rules.model.texts import Lang, show_value
from xgxp_rules.model.values import Kind

Line = dict[str, Any]
POINTS = Kind("number", unit="分")
_PARTS = {
    "zh": {"whole": "满一计一", "up": "不足一按一", "half": "满半按半", "exact": "按天折算"},
    "en": {"whole": "full ones", "up": "a part counts as one", "half": "half ones count", "exact": "by the day"},
}
_ROUNDED = {
    "zh": {"down": "舍去到", "up": "进位到", "half_up": "四舍五入到"},
    "en": {"down": "rounded down to", "up": "rounded up to", "half_up": "rounded half up to"},
}


def workings_of(slot: Slot, env: Env, lang: Lang) -> list[Line]:
    """Return the lines that show how a slot's value came about; none for values that need no showing."""
    tell = _TELLERS.get(slot.details.__class__)
    return [] if tell is None else tell(slot, env, lang)


def _score(slot: Slot, env: Env, lang: Lang) -> list[Line]:
    compiled: CompiledPoints = slot.details
    score = compiled.run(env)
    lines = [_item(item, line, lang) for item, line in zip(compiled.items, score.items, strict=True)]
    lines += [_group(group, line, lang) for group, line in zip(compiled.points.groups, score.groups, strict=True)]
    total = _line("合计" if lang == "zh" else "total", "", score.total, compiled.points, lang)
    return [*lines, total]


def _item(item: CompiledItem, line: Scored, lang: Lang) -> Line:
    told = _line(item.item.name, _given(item, line.given, lang), line, item.item, lang)
    return {**told, "clauses": item.item.clauses} if item.item.clauses else told


def _group(group: Group, line: Scored, lang: Lang) -> Line:
    best = ("取最高一项", "the best item") if group.best else ("各项相加", "items added up")
    return _line(group.name, best[lang == "en"], line, group, lang)


def _line(name: str, given: str, line: Scored, limits: Any, lang: Lang) -> Line:
    told: Line = {"item": name, "gave": _points(line.gave.value(), lang)}
    if given:
        told["given"] = given
    if line.left != line.gave:
        told |= {"left": _points(line.left.value(), lang), "limit": _limit(line, limits, lang)}
    return told


def _points(value: Any, lang: Lang) -> str:
    return show_value(value, POINTS, lang)


def _limit(line: Scored, limits: Any, lang: Lang) -> str:
    """Return the limit that made a difference, in words."""
    cap, floor = limits.cap, getattr(limits, "not_below", None)
    said = []
    for limit, words in ((cap, ("封顶", "at most ")), (floor, ("最低", "at least "))):
        if limit is not None:
            said.append(words[lang == "en"] + _points(limit.value, lang))
    return ("，" if lang == "zh" else ", ").join(said)


def _given(item: CompiledItem, given: Any, lang: Lang) -> str:
    """Return what an item was worked out from: the amount and its rates, the rows taken, the entries read."""
    source = item.item.source
    if given is None:
        return "" if item.gate is None or not isinstance(source, Rated) else ("条件不成立", "not met")[lang == "en"]
    if isinstance(source, Rated):
        unit = "" if source.conversion is None else _unit(source.conversion, lang)
        rates = "、".join(f"{piece.text} {piece.rate.text}".strip() for piece in source.pieces)
        return f"{show_value(given, Kind('number', unit=unit), lang)} × {rates}"
    if isinstance(given, tuple) and len(given) == 3 and isinstance(given[2], bool):
        return _entries(*given, lang)
    return (" 或 " if lang == "zh" else " or ").join(given)


def _unit(conversion: Conversion, lang: Lang) -> str:
    part = _PARTS[lang][conversion.how]
    size = "" if conversion.size == 1 else str(conversion.size)
    if lang == "en":
        return f" {size and size + '-'}{conversion.unit} ({part})"
    unit = {"years": "年", "months": "个月"}[conversion.unit]
    return f"个{size}{unit}（{part}）" if size else f"{unit}（{part}）"


def _entries(sure: int, maybe: int, complete: bool, lang: Lang) -> str:
    if lang == "en":
        return (
            f"{sure} entries" + (f", {maybe} more open" if maybe else "") + ("" if complete else ", more may exist")
        )
    return f"{sure}项" + (f"，另有{maybe}项未定" if maybe else "") + ("" if complete else "，可能还有")


def _row(slot: Slot, env: Env, lang: Lang) -> list[Line]:
    compiled: CompiledTable = slot.details
    rows = compiled.taken(env)
    if not rows:
        return []
    either = (" 或 ", " or ")[lang == "en"]
    return [{"item": ("所在的行", "row")[lang == "en"], "gave": either.join(rows)}]


def _sum(slot: Slot, env: Env, lang: Lang) -> list[Line]:
    form: Calc = slot.details
    steps = [_expression(form.expression, slot, env, lang)]
    if form.conversion is not None:
        unit = ("年", "years") if form.conversion.unit == "years" else ("月", "months")
        counted = ("时长按{}计：", "periods counted in {}: ")[lang == "en"].format(unit[lang == "en"])
        steps.append(counted + _PARTS[lang][form.conversion.how])
    kind = slot.fact.kind if slot.fact is not None else Kind("number")
    if form.rounding is not None:
        steps.append(f"{_ROUNDED[lang][form.rounding]} {show_value(form.to, kind, lang)}")
    for limit, words in ((form.not_below, ("不低于 ", "not below ")), (form.not_above, ("不高于 ", "not above "))):
        if limit is not None:
            steps.append(words[lang == "en"] + _operand(limit, slot, env, lang))
    return [{"item": ("算式", "sum")[lang == "en"], "gave": ("；" if lang == "zh" else "; ").join(steps)}]


def _expression(part: Calculation, slot: Slot, env: Env, lang: Lang, *, inside: bool = False) -> str:
    if not isinstance(part, BinaryOp):
        return _operand(part, slot, env, lang)
    product = part.op in "×÷"
    left = _expression(part.left, slot, env, lang, inside=product)
    right = _expression(part.right, slot, env, lang, inside=product or part.op == "−")
    text = f"{left} {part.op} {right}"
    bracketed = inside and (not product or isinstance(part.right, BinaryOp))
    return f"({text})" if bracketed else text


def _operand(operand: Operand, slot: Slot, env: Env, lang: Lang) -> str:
    """Return an operand with its value: the name of a fact or parameter, then what it is here."""
    version = slot.home.version
    match operand:
        case Constant(value=value, unit=unit):
            return show_value(value, Kind("number", unit=unit), lang)
        case ParameterRef(name=name):
            parameter = version.parameter(name)
            place = slot.home.slots.get(f"parameter:{name}")
            if parameter is None:
                return name
            if parameter.constant is not None:
                return f"{name} {show_value(parameter.constant.value, parameter.kind, lang)}"
            return name if place is None else f"{name} {show_value(env.values[place], parameter.kind, lang)}"
        case FactRef(id=fact_id, path=path):
            place = slot.home.slots.get(fact_id)
            fact = version.fact(fact_id)
            name = fact.label if lang == "zh" else fact.id
            return name if place is None or path else f"{name} {show_value(env.values[place], fact.kind, lang)}"
        case _:
            return ""


_TELLERS: dict[type, Callable[[Slot, Env, Lang], list[Line]]] = {
    CompiledPoints: _score,
    CompiledTable: _row,
    Calc: _sum,
}
TOLD = frozenset(_TELLERS)
"""The details of slots whose values are shown line by line."""
