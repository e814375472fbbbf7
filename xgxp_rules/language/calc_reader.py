"""`calc:` and what it may say besides: how part years count, which step the result is rounded to, its two limits."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

from xgxp_rules.diagnostics import register
from xgxp_rules.language.arithmetic import calc_kind, may_fall_below
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.located import LText
from xgxp_rules.language.made import Made
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.values_reader import may_not_apply, read_constant, read_operand
from xgxp_rules.model.calc import BinaryOp, Calculation, leaves
from xgxp_rules.model.durations import Period
from xgxp_rules.model.forms import Calc
from xgxp_rules.model.nodes import Constant, FactRef, Operand, ParameterRef
from xgxp_rules.model.scores import Conversion, PartUnit, PartYears
from xgxp_rules.model.values import NUMBER, PERIOD, Kind

TWO_UNITS = register(
    "XG352",
    zh="`years` 与 `months` 只能写一个",
    en="give `years` or `months`, not both",
    mend_zh="按年计的删去 `months`，按月计的删去 `years`",
    mend_en="Delete `months` to count by the year, or `years` to count by the month",
)
NOTHING_TO_COUNT = register(
    "XG353",
    zh="`{name}` 用来把时长折成数，这里没有要折算的时长",
    en="`{name}` turns a period into a number, and there is no period here to turn",
    mend_zh="请删去 `{name}`",
    mend_en="Delete `{name}`",
)
MAY_FALL_BELOW = register(
    "XG354",
    zh="`{text}` 可能小于零，时长没有负数",
    en="`{text}` can fall below zero, and a period cannot be negative",
    mend_zh="请写明小于零时怎么算，例如 `not_below: 0天`",
    mend_en="say what then holds, such as `not_below: 0天`",
)
PART_MAY_FALL_BELOW = register(
    "XG359",
    zh="`{text}` 里相减的时长可能小于零，时长没有负数",
    en="the difference of periods inside `{text}` can fall below zero, and a period cannot be negative",
    mend_zh="请把相减的部分另写成一项事实，加上 `not_below: 0天`，这里写它的名称",
    mend_en="declare the difference as a fact of its own with `not_below: 0天`, and write its name here",
)
ROUND_WHAT = register(
    "XG355",
    zh="时长不能舍入；请用 `years:` 或 `months:` 折成数",
    en="a period is not rounded; turn it into a number with `years:` or `months:`",
    mend_zh="如 `years: whole`（满一年计一年），并删去 `round:`",
    mend_en="Such as `years: whole` (full years only), and delete `round:`",
)
STEP = register(
    "XG356",
    zh="`{text}` 不能作舍入的单位，须是大于零的数",
    en="`{text}` is no step to round to",
    mend_zh="写成 `to: 0.5`、`to: 10元` 的样子",
    mend_en="Write it like `to: 0.5` or `to: 10元`",
)
NO_ROUNDING = register(
    "XG357",
    zh="写了舍入到多少，没有写怎样舍入",
    en="there is a step to round to, but not how to round",
    mend_zh="请加 `round: down`（舍去）、`up`（进位）或 `half_up`（四舍五入）",
    mend_en="add `round: down`, `up` or `half_up`",
)
UPSIDE_DOWN = register(
    "XG358",
    zh="下限 {low} 高于上限 {high}",
    en="the floor {low} is above the ceiling {high}",
    mend_zh="请把 {high} 写在 `not_below:`（下限），{low} 写在 `not_above:`（上限）",
    mend_en="Write {high} under `not_below:` and {low} under `not_above:`",
)


def read_calc(fields: Fields, scope: Scope) -> Made | None:
    """Return the expression with what is said about its result, or None after reporting what is wrong."""
    from xgxp_rules.language.calc_parser import parse_calc

    node = fields.text_node("calc")
    if node is None:
        return None
    library = scope.library
    kept, library.broken = library.broken, False
    parsed = parse_calc(node.text, scope, span=node.span, file="")
    library.settle(kept, parsed)
    if isinstance(parsed, list):
        return None
    conversion, sound = read_conversion(fields)
    kind = calc_kind(parsed, node, scope, conversion) if sound else None
    if kind is None:
        return None
    return _with_options(fields, scope, parsed, node, kind, conversion)


def read_conversion(fields: Fields) -> tuple[Conversion | None, bool]:
    """Return how periods become numbers, if it is said, and whether what is said is sound."""
    given = [key for key in ("years", "months") if key in fields]
    if len(given) == 2:
        fields.problems.say(TWO_UNITS, fields.span("months"))
        return None, False
    how = fields.word(given[0]) if given else None
    if how is None:
        return None, not given
    return Conversion(cast(PartUnit, given[0]), cast(PartYears, how)), True


def _with_options(
    fields: Fields, scope: Scope, expression: Calculation, node: LText, kind: Kind, conversion: Conversion | None
) -> Made | None:
    problems = fields.problems
    has_period = any(_is_period(leaf, scope) for leaf in leaves(expression))
    if conversion is not None and not has_period:
        problems.say(NOTHING_TO_COUNT, fields.span(conversion.unit), name=fields.name(conversion.unit))
        return None
    if conversion is not None and kind.name == "period":
        kind = Kind("number", unit="年" if conversion.unit == "years" else "个月")
    found = {key: read_limit(fields, key, kind, scope) for key in ("not_below", "not_above")}
    limits = list(found.values())
    rounding, step = _rounding(fields, kind, scope)
    if (
        any(limit is None and key in fields for key, limit in found.items())
        or ("round" in fields and rounding is None)
        or _upside_down(limits, fields)
    ):
        return None
    below, above = limits
    if below is None and may_fall_below(expression, lambda part: _kind(part, node, scope, conversion)):
        code = MAY_FALL_BELOW if _kind(expression, node, scope, conversion) == PERIOD else PART_MAY_FALL_BELOW
        problems.say(code, node.span, text=node.text)
        return None
    if kind == NUMBER and fields.text("to").endswith(("%", "％", "‰")):
        # A number rounded to so many hundredths of a hundredth is a share, and is written as one.
        kind = Kind("number", unit="%")
    form = Calc(expression, below, above, conversion, rounding, step)  # type: ignore[arg-type]
    na = any(may_not_apply(each, scope) for each in (*leaves(expression), below, above))
    return Made(form, kind, na)


def _kind(part: Calculation, node: LText, scope: Scope, conversion: Conversion | None) -> Kind | None:
    kept = list(scope.library.problems.found)
    kind = calc_kind(part, node, scope, conversion)
    scope.library.problems.found[:] = kept
    return kind


def _is_period(leaf: Calculation, scope: Scope) -> bool:
    match leaf:
        case Constant(value=value):
            return isinstance(value, Period)
        case ParameterRef(name=name):
            parameter = scope.library.parameter(name)
            return parameter is not None and parameter.kind.name == "period"
        case FactRef():
            found = scope.find(".".join((leaf.id, *leaf.path)))
            return found is not None and found.fact.kind.name == "period"
        case BinaryOp():
            return False


def read_limit(fields: Fields, key: str, kind: Kind, scope: Scope) -> Operand | None:
    """Return a limit of a result; 0 of a period needs no unit."""
    node = fields.text_node(key)
    if node is None:
        return None
    if kind.name == "period" and node.text.strip() in ("0", "０", "零"):
        return Constant(Period())
    found = read_operand(node, kind, scope, fields.name(key))
    return None if found is None else found[0]


def _rounding(fields: Fields, kind: Kind, scope: Scope) -> tuple[str | None, int | Fraction]:
    if "round" not in fields:
        if "to" in fields:
            fields.problems.say(NO_ROUNDING, fields.span("to"))
        return None, 1
    if kind.name != "number":
        fields.problems.say(ROUND_WHAT, fields.span("round"))
        return None, 1
    node = fields.text_node("to")
    step = None if node is None else read_constant(node, kind, scope)
    if node is None:
        return fields.word("round"), Fraction(1, 100) if kind.unit == "%" else 1
    if step is None:
        return None, 1
    if not isinstance(step.value, (int, Fraction)) or isinstance(step.value, bool) or step.value <= 0:
        fields.problems.say(STEP, node.span, text=node.text)
        return None, 1
    return fields.word("round"), step.value


def _upside_down(limits: list[Operand | None], fields: Fields) -> bool:
    low, high = (limit.value if isinstance(limit, Constant) else None for limit in limits)
    numbers = isinstance(low, (int, Fraction)) and isinstance(high, (int, Fraction)) and low > high
    periods = isinstance(low, Period) and isinstance(high, Period) and low.measure() > high.measure()
    if numbers or periods:
        fields.problems.say(
            UPSIDE_DOWN, fields.span("not_above"), low=fields.text("not_below"), high=fields.text("not_above")
        )
    return numbers or periods
