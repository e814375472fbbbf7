"""Rates of a score: `1.5分/年`, `2分/次`, `1分/2年`, and rates that change along the amount."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from xgxp_rules.diagnostics import register
from xgxp_rules.language.bands import HIGHEST, Domain, NoBand, OtherUnit
from xgxp_rules.language.coverage import Heading, uncovered
from xgxp_rules.language.fields import Fields, Problems
from xgxp_rules.language.literals import Amount, read_literal
from xgxp_rules.language.located import LMap, LText
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.values_reader import read_operand
from xgxp_rules.model.durations import Period
from xgxp_rules.model.nodes import Both as BothChecks
from xgxp_rules.model.nodes import Compare, Constant, ParameterRef
from xgxp_rules.model.scores import Conversion, PartUnit, PartYears, Rate, RatePiece
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact

POINTS = Kind("number", unit="分")
"""The kind of every score."""

NO_RATE = register(
    "XG360",
    zh="`{text}` 不是「每单位多少分」",
    en="`{text}` is no rate of points for each unit",
    mend_zh="请写成 `1.5分/年`、`2分/次` 的样子",
    mend_en="write it like `1.5分/年` or `2分/次`",
)
WRONG_UNIT = register(
    "XG361",
    zh="`{text}` 按「{unit}」计，「{of}」却是{kind}",
    en="`{text}` counts by `{unit}`, but `{of}` is {kind}",
    advice_zh="请写一项数或时长，如 `of: 工龄`",
    advice_en="Count a number or a period, such as `of: 工龄`",
)
PARTS = register(
    "XG362",
    zh="`{text}` 没有说明不满一{unit}的部分怎么计",
    en="`{text}` does not say what a part of one `{unit}` counts as",
    mend_zh="请加 `{mend}: whole`（满一计一）、`up`（不足一按一）、`half`（满半按半）或 `exact`（按天折算）",
    mend_en="add `{mend}: whole` (full ones only), `up` (a part counts as one), `half` or `exact` (by the day)",
)
NOT_A_PERIOD = register(
    "XG363",
    zh="「{of}」不是时长，不用写 `{name}`",
    en="`{of}` is no period, so `{name}` says nothing",
    mend_zh="请删去 `{name}`",
    mend_en="Delete `{name}`",
)
SAME_UNIT = register(
    "XG364",
    zh="各段的单位须相同：`{text}` 与 `{first}` 不同",
    en="the rates of all stretches have one unit: `{text}` differs from `{first}`",
    mend_zh="各段都按一种单位写，如都写 `…分/年`",
    mend_en="Use one unit in every stretch, such as `…分/年` throughout",
)
NOT_FROM_NOTHING = register(
    "XG365",
    zh="各段须从零开始、一段接一段：`{text}` 不是这样的一段",
    en="the stretches begin at nothing and follow one another: `{text}` is no such stretch",
    mend_zh="从 `不超过10年` 写起，下一段接着写 `超过10年`；界限用整年、整月",
    mend_en="Begin with `不超过10年`, then `超过10年`; the bounds are whole units",
)

_UNITS: dict[str, PartUnit] = {"年": "years", "学年": "years", "月": "months", "个月": "months"}


@dataclass(frozen=True, slots=True)
class Written:
    """A rate as written: the points, for how many of which unit."""

    points: int | Fraction
    count: int
    unit: str
    text: str


def read_rate(node: LText, scope: Scope) -> Written | None:
    """Return the rate that a text says, or None after reporting what is wrong."""
    left, found, right = node.text.strip().rpartition("/")
    points = None if not found else _points(LText(left.strip(), node.span), scope)
    unit = _unit(right.strip())
    if points is None or unit is None:
        scope.library.problems.say(NO_RATE, node.span, text=node.text)
        return None
    return Written(points, *unit, node.text.strip())


def _points(node: LText, scope: Scope) -> int | Fraction | None:
    if not node.text:
        return None
    found = read_operand(node, POINTS, scope, "rate")
    operand = None if found is None else found[0]
    if isinstance(operand, ParameterRef):
        parameter = scope.library.parameter(operand.name)
        operand = None if parameter is None else parameter.constant
    value = operand.value if isinstance(operand, Constant) else None
    return value if isinstance(value, (int, Fraction)) and not isinstance(value, bool) else None


def _unit(text: str) -> tuple[int, str] | None:
    """Return the count and the unit after the stroke: 年 is one year, 2年 two."""
    if not text:
        return None
    reading = read_literal(text if text[0].isdigit() else f"1{text}")
    if not isinstance(reading, Amount) or not reading.single or not isinstance(reading.number, int):
        return None
    return (reading.number, reading.unit) if reading.number > 0 and reading.unit else None


def conversion_of(rate: Written, of: Fact, node: LText, fields: Fields) -> tuple[Conversion | None, bool]:
    """Return how the amount is counted in the rate's unit, and whether the two go together."""
    problems = fields.problems
    part = _UNITS.get(rate.unit)
    if of.kind.name == "number":
        for key in ("years", "months"):
            if key in fields:
                problems.say(NOT_A_PERIOD, fields.span(key), of=of.label, name=fields.name(key))
                return None, False
        if rate.count != 1 or of.kind.unit not in (None, rate.unit):
            _say_unit(rate, of, node, problems)
            return None, False
        return None, True
    if of.kind.name != "period" or part is None:
        _say_unit(rate, of, node, problems)
        return None, False
    how = fields.word(part) if part in fields else None
    if how is None:
        if part not in fields:
            problems.say(PARTS, node.span, mend=part, text=rate.text, unit=rate.unit)
        return None, False
    return Conversion(part, _as_part(how), rate.count), True


def _say_unit(rate: Written, of: Fact, node: LText, problems: Problems) -> None:
    """Report a rate of another unit than the amount's, with the rate that would fit."""
    from xgxp_rules.language.values_reader import kind_name

    unit = "年" if of.kind.name == "period" else of.kind.unit
    points = rate.text.rpartition("/")[0].strip()
    mend = f"{points}/{unit}" if unit else None
    kind = kind_name(of.kind)
    problems.say(WRONG_UNIT, node.span, mend=mend, text=rate.text, unit=rate.unit, of=of.label, kind=kind)


def _as_part(how: str) -> PartYears:
    parts: dict[str, PartYears] = {"whole": "whole", "up": "up", "half": "half", "exact": "exact"}
    return parts[how]


Pieces = tuple[tuple[RatePiece, ...], Conversion | None]
"""The rates along an amount, and how the amount is counted."""


def read_pieces(node: LMap, of: Fact, scope: Scope, fields: Fields) -> Pieces | None:
    """Return the rates of the stretches of an amount, in order, and how the amount is counted."""
    from xgxp_rules.language.parser import parse_check

    problems = scope.library.problems
    headings: list[Heading] = []
    rates: list[Written] = []
    conversion: Conversion | None = None
    for entry in node.entries:
        value = entry.value
        if not isinstance(value, LText):
            problems.say("XG107", value.span, name=fields.name("rates"))
            return None
        rate = read_rate(value, scope)
        check = parse_check(entry.key.text, of.kind, scope, span=entry.key.span, file="", fact_name=of.label)
        if isinstance(check, list):
            problems.add(*check)
        if rate is None or isinstance(check, list):
            return None
        if rates and (rate.unit, rate.count) != (rates[0].unit, rates[0].count):
            problems.say(SAME_UNIT, value.span, text=rate.text, first=rates[0].text)
            return None
        if not rates:
            conversion, sound = conversion_of(rate, of, value, fields)
            if not sound:
                return None
        rates.append(rate)
        headings.append(Heading(check, entry.key.text.strip(), entry.key.span))
    return _pieces(headings, rates, of, scope, conversion, fields)


def _pieces(
    headings: list[Heading],
    rates: list[Written],
    of: Fact,
    scope: Scope,
    conversion: Conversion | None,
    fields: Fields,
) -> Pieces | None:
    problems = scope.library.problems
    plain = Fact(of.id, of.label, of.kind, of.form)
    if problems.add(
        *(each for each in uncovered(plain, headings, fields.span("rates")) if each.severity == "error")
    ):
        return None
    domain = Domain(of.kind, None, (0, 0))
    size = {"years": 360, "months": 30}[conversion.unit] * conversion.size if conversion is not None else 1
    pieces: list[RatePiece] = []
    for heading, rate in zip(headings, rates, strict=True):
        stretch = None if heading.check is None else _one_stretch(domain, heading.check)
        if stretch is None or (conversion is not None and not _in_whole_units(heading.check, size)):
            problems.say(NOT_FROM_NOTHING, heading.span, text=heading.text)
            return None
        low, high = (Fraction(0) if math.isinf(end) else Fraction(end) / size for end in stretch)
        top = None if math.isinf(stretch[1]) else high
        pieces.append(RatePiece(low, top, Rate(rate.points, rate.text), heading.text))
    return tuple(sorted(pieces, key=lambda piece: piece.low)), conversion


def _one_stretch(domain: Domain, check: object) -> tuple[float, float] | None:
    """Return the two ends of one stretch; whether an end belongs to it makes no difference to what it earns."""
    try:
        found = domain.stretches(check)  # type: ignore[arg-type]
    except (NoBand, OtherUnit):
        return None
    if len(found) != 1:
        return None
    (low, _), (high, _) = found[0]
    return (low, high if found[0][1] != HIGHEST else math.inf)


def _in_whole_units(check: object, size: int) -> bool:
    """Return whether the ends of a stretch of time are full units, which part years cannot straddle."""
    match check:
        case BothChecks(parts=parts):
            return all(_in_whole_units(part, size) for part in parts)
        case Compare(operand=Constant(value=Period() as period)):
            return period.measure() % size == 0
        case _:
            return True
