"""Units of time that do not go together: a summed calendar period against school years, a count of terms against years.

Whole school years and terms are blocks that one stretch covers; days added up from several spells have none. Twelve
months equal a year, but a school year is not one.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, register
from xgxp_rules.language.tree import Placed, conditions_of
from xgxp_rules.model.forms import Form, Stretch
from xgxp_rules.model.nodes import Constant, FactRef, FactTest, Operand, ParameterRef, checks, operands, walk
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.reach import Measured
from xgxp_rules.model.vocabulary import Fact

WRONG_UNIT_OF_TIME = register(
    "XG287",
    zh="`{name}` 按{has}计，不能与{wants}相比",
    en="`{name}` is counted in {has} and cannot be compared with {wants}",
    mend_zh="请在 `{mend}` 里写明 `按: 学年`（或学期、工作日），或改用同样的单位",
    mend_en="Say `by: school_years` (or terms, working_days) in `{mend}`, or use the same unit",
)

COUNTED_UNIT = register(
    "XG299",
    zh="`{name}` 按{has}计，不能与{wants}相比",
    en="`{name}` is counted in {has} and cannot be compared with {wants}",
    mend_zh="请写 `{mend}`",
    mend_en="Write `{mend}`",
)

_NAMES = {
    "calendar": Both("年月日", "years, months and days"),
    "school_years": Both("学年", "school years"),
    "terms": Both("学期", "terms"),
    "working_days": Both("工作日", "working days"),
}


def mixed_units_of_time(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield each test of a summed or counted time against a unit that it does not have."""
    for placed in conditions_of(policy):
        for node in walk(placed.condition):
            if isinstance(node, FactTest):
                yield from _test(node, placed, policy)


def _test(test: FactTest, placed: Placed, policy: PolicyVersion) -> Iterator[Diagnostic]:
    fact = _fact(test.fact, placed)
    has = None if fact is None else _family(fact.form)
    if fact is None or has is None:
        return
    for check in checks(test.check):
        for operand in operands(check):
            value = _constant(operand, policy)
            if isinstance(value, Period) and value and value.family != has:
                same = _same_number(value, has)
                yield diagnose(
                    WRONG_UNIT_OF_TIME if same is None else COUNTED_UNIT,
                    test.span,
                    mend=same or fact.label,
                    name=fact.label,
                    has=_NAMES[has],
                    wants=_NAMES[value.family],
                )
                return


_COUNTED = {"school_years": ("years", "学年"), "terms": ("terms", "学期"), "working_days": ("days", "个工作日")}


def _same_number(value: Period, has: str) -> str | None:
    """Return what was probably meant where a count of blocks is held against a bare number of years or days."""
    if has not in _COUNTED:
        return None
    field, word = _COUNTED[has]
    number = getattr(value, field)
    return f"{number}{word}" if number and value == Period(**{field: number}) else None


def _fact(ref: FactRef, placed: Placed) -> Fact | None:
    if ref.path:
        return None
    if ref.scope == "item":
        return next((each for each in placed.items if each.id == ref.id), None)
    return placed.vocabulary.get(ref.id)


def _constant(operand: Operand, policy: PolicyVersion) -> object:
    if isinstance(operand, Constant):
        return operand.value
    parameter = policy.parameter(operand.name) if isinstance(operand, ParameterRef) else None
    return None if parameter is None or parameter.constant is None else parameter.constant.value


def _family(form: Form | None) -> str | None:
    """Return the one unit that a form's value has; None where it remembers its days and fits every unit."""
    if isinstance(form, Measured):
        return _family(form.form)
    if not isinstance(form, Stretch):
        return None
    if form.by not in ("calendar", "days"):
        return form.by
    held = form.bridge_counts or not form.bridge
    plain = (
        not (form.minus or form.weight or form.source.within or form.after)
        and form.op != "total"
        and not form.summed
    )
    return None if held and plain and form.by == "calendar" else "calendar"
