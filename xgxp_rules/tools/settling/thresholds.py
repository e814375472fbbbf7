"""The values of a fact at both sides of every bound, read off the tests themselves where they say it.

A time or a number that is only ever held against written values needs no search: its bounds are those values. A date of
which only the time since or until then is tested likewise. Whatever else reads a fact, the caller has to search.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.program import Program
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.model import forms
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.nodes import Constant, FactRef, FactTest, MeasuringDay, Operand, ParameterRef, operands
from xgxp_rules.model.periods import OutOfCalendar, Period, add_period, subtract_period
from xgxp_rules.model.values import NOT_APPLICABLE
from xgxp_rules.tools.timeline.fingerprint import tests_of

_DAY = timedelta(1)
_NEAR = (-2, -1, 0, 1, 2)
"""Days around a bound: the ends of months may move it by as much."""

_TESTED_ONLY = (forms.Is, forms.DecisionResult)
"""Forms that read facts through tests alone."""


@dataclass(frozen=True, slots=True)
class Uses:
    """What a program does with one slot: the tests on it, and the slots that are worked out from it otherwise."""

    tests: tuple[FactTest, ...]
    readers: tuple[int, ...]


def uses_of(program: Program) -> tuple[Uses, ...]:
    """Return the uses of every slot; found once and kept with the program."""
    found = program.plans.get("uses")
    if found is None:
        found = program.plans["uses"] = tuple(_uses(program))
    return tuple(found)


def _uses(program: Program) -> Iterator[Uses]:
    tests: dict[int, list[FactTest]] = {}
    for test, by_name in tests_of(program):
        names = [test.fact.name, *(one.name for one in operands(test.check) if isinstance(one, FactRef))]
        for name in names:
            if name in by_name:
                tests.setdefault(by_name[name], []).append(test)
    for number in range(len(program.slots)):
        readers = [
            place for place, slot in enumerate(program.slots) if number in slot.inputs and _reads(slot, number)
        ]
        yield Uses(tuple(tests.get(number, ())), tuple(readers))


def _reads(slot: Slot, number: int) -> bool:
    """Return whether a slot needs the value of another, and not only the truth of a test on it."""
    owner = slot.fact or slot.parameter
    form = None if owner is None else owner.form
    if isinstance(form, _TESTED_ONLY):
        return False
    if isinstance(form, forms.Cases):
        values = [one.value for one in form.branches] + [form.otherwise, form.not_applicable]
        names = {one.name for one in values if isinstance(one, FactRef)}
        return any(name in slot.home.slots and slot.home.slots[name] == number for name in names)
    return True


def bounds_of(number: int, run: Run) -> tuple[Any, ...] | None:
    """Return the values of a slot at both sides of each of its bounds, or None where its tests do not say them all."""
    slot = run.program.slots[number]
    fact = slot.fact
    if fact is None:
        return None
    found: list[Any] | None = None
    match fact.kind.name:
        case "period" if isinstance(fact.form, forms.Stretch) and fact.form.by == "calendar":
            found = _periods(number, run)
        case "number":
            found = _numbers(number, run)
            if found is not None and fact.limits is not None:
                low, high = fact.limits
                found = [low, *(one for one in found if low < one < high), high]
        case "date":
            found = _dates(number, run)
        case _:
            pass
    if found is None:
        return None
    aside = (NOT_APPLICABLE,) if fact.may_not_apply or isinstance(fact.form, forms.Pick | forms.Aggregate) else ()
    return (*dict.fromkeys(found), *aside)


def _against(tests: tuple[FactTest, ...], number: int, run: Run) -> list[Any] | None:
    """Return the written values that tests hold a slot against; None where one is itself worked out."""
    found: list[Any] = []
    for test in tests:
        for operand in operands(test.check):
            value = _written(operand, run)
            if value is None:
                return None
            found.append(value)
    return found


def _written(operand: Operand, run: Run) -> Any:
    match operand:
        case Constant(value=value):
            return value
        case MeasuringDay():
            return run.env.on
        case ParameterRef(name=name):
            parameter = run.program.version.parameter(name)
            return None if parameter is None or parameter.constant is None else parameter.constant.value
        case _:
            return None


def _periods(number: int, run: Run) -> list[Any] | None:
    uses, on = uses_of(run.program)[number], run.env.on
    against = None if uses.readers else _against(uses.tests, number, run)
    if against is None or any(not isinstance(one, Period) or one.family != "calendar" for one in against):
        return None
    days = {day for one in against for day in _around(on, one, back=True)} | {on}
    return [Elapsed(day, on) for day in sorted(days) if day <= on]


def _around(on: date, period: Period, *, back: bool) -> Iterator[date]:
    try:
        day = subtract_period(on, period) if back else add_period(on, period)
    except OutOfCalendar:
        return
    for step in _NEAR:
        yield day + timedelta(step)


def _numbers(number: int, run: Run) -> list[Any] | None:
    uses = uses_of(run.program)[number]
    against = None if uses.readers else _against(uses.tests, number, run)
    if against is None or any(not isinstance(one, int | Fraction) or isinstance(one, bool) for one in against):
        return None
    fact = run.program.slots[number].fact
    step = Fraction(1, 100) if fact is not None and fact.kind.unit in ("%", "‰") else 1
    return sorted({one + change for one in against for change in (-step, 0, step) if one + change >= 0} or {0})


def _dates(number: int, run: Run) -> list[Any] | None:
    """Return days around each written one, and around each from which a tested time would just be full."""
    uses, on = uses_of(run.program)[number], run.env.on
    against = _against(uses.tests, number, run)
    if against is None or any(not isinstance(one, date) for one in against):
        return None
    days = {one + timedelta(step) for one in against for step in _NEAR}
    for reader in uses.readers:
        further = _since_or_until(reader, run, on)
        if further is None:
            return None
        days |= further
    return sorted(days | {on - 2 * 365 * _DAY})


def _since_or_until(reader: int, run: Run, on: date) -> set[date] | None:
    slot = run.program.slots[reader]
    form = None if slot.fact is None else slot.fact.form
    if not isinstance(form, forms.Since | forms.Until) or (isinstance(form, forms.Since) and form.whole):
        return None
    uses = uses_of(run.program)[reader]
    against = None if uses.readers else _against(uses.tests, reader, run)
    if against is None or any(not isinstance(one, Period) or one.family != "calendar" for one in against):
        return None
    back = isinstance(form, forms.Since)
    return {day for one in against for day in _around(on, one, back=back)} | {on}
