"""The cells of a search: which facts are branched on, and with which values.

A fact that the record supplies, or that is made from its lists, is *free*: the search gives it a value. Everything
worked out from free facts alone is computed from them, so that age and retirement never disagree about a birth date.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

from xgxp_rules.engines.program import CompiledCondition, Program
from xgxp_rules.engines.scopes import Placed, Slot
from xgxp_rules.model.forms import Aggregate, Count, DecisionResult, Pick, Run, Stretch
from xgxp_rules.model.nodes import Constant, FactRef, FactTest, ParameterRef, YearlyDay, operands, walk
from xgxp_rules.model.periods import Period
from xgxp_rules.model.reach import Mapped, Measured, OtherRecords, Rank, Related
from xgxp_rules.model.references import names_in
from xgxp_rules.model.school_calendar import yearly_day
from xgxp_rules.model.values import NOT_APPLICABLE, Kind

_RECENT = 2 * 365
_FAR = 10
"""How far beyond the greatest number written another is tried, so that two facts can be told apart."""
_WHOLE = frozenset("人名个位次所门篇项册票件班")
"""Measure words of what is counted: there is no half a person."""

_FAMILIES = {"school_years": "school_years", "terms": "terms", "working_days": "working_days"}
MOST_ENTRIES = 40
"""How many entries of one list, or records beside this one, are made for one number."""
_BEYOND = (Related, OtherRecords, Rank, Measured)
"""What is made of more than this record and this day."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A fact with too many values to list; `points` are where its cells may begin, and bisecting finds the rest.

    `usual` is near the value to try first, so that a witness looks like somebody who could exist.
    """

    points: tuple[int, ...]
    usual: int
    extra: tuple[Any, ...] = ()


Cells = tuple[Any, ...] | Axis


def free_slots(program: Program) -> frozenset[int]:
    """Return the slots that a search gives values to.

    A parameter is never free: what nobody has set stays unknown.
    """
    return frozenset(place for place, slot in enumerate(program.slots) if _is_free(slot, program))


def _is_free(slot: Slot, program: Program) -> bool:
    if slot.fact is None:
        return False
    form = slot.fact.form
    if form is None or isinstance(form, _BEYOND):
        return True
    return any(program.slots[place].fact is not None and _is_list(program.slots[place]) for place in slot.inputs)


def _is_list(slot: Slot) -> bool:
    return slot.fact is not None and slot.fact.form is None and slot.fact.kind.name == "list"


def slots_below(condition: CompiledCondition, program: Program) -> frozenset[int]:
    """Return every slot that a condition reads, at first or second hand."""
    found: set[int] = set()
    todo = [condition.home.slots[name] for name in names_of(condition.placed) if name in condition.home.slots]
    while todo:
        place = todo.pop()
        if place not in found:
            found.add(place)
            todo += program.slots[place].inputs
    return frozenset(found)


def names_of(placed: Placed) -> Iterator[str]:
    """Yield the slot names of every fact and parameter tested in a condition."""
    for node in walk(placed.condition):
        if isinstance(node, FactTest):
            yield from names_in_test(node)


def names_in_test(test: FactTest) -> Iterator[str]:
    """Yield the slot names that one test reads."""
    yield test.fact.name
    for operand in operands(test.check):
        if isinstance(operand, FactRef):
            yield operand.name
        elif isinstance(operand, ParameterRef):
            yield f"parameter:{operand.name}"


def constants_of(program: Program) -> tuple[Any, ...]:
    """Return every value that a decision's conditions, facts and parameters are written with."""
    found: dict[Any, None] = {}
    for part in _parts_of(program):
        found.update(dict.fromkeys((type(value), value) for value in _values(part)))
    return tuple(value for _kind, value in found)


def counts_beyond(program: Program, most: int) -> bool:
    """Return whether a decision is written with a number greater than this that is no sum of money."""
    return any(_has_beyond(part, most) for part in _parts_of(program))


def _has_beyond(part: Any, most: int) -> bool:
    if isinstance(part, Constant):
        return part.unit != "元" and type(part.value) is int and part.value > most
    if isinstance(part, tuple | list):
        return any(_has_beyond(each, most) for each in part)
    kind: Any = type(part)
    return any(_has_beyond(getattr(part, name), most) for name in _parts(kind))


def _parts_of(program: Program) -> list[Any]:
    """Return everything that a decision's conditions, facts and parameters are written as."""
    parts: list[Any] = [*(one.rule for one in program.rules), *(one.requirement for one in program.requirements)]
    parts += (one.guard for one in program.guards)
    for slot in program.slots:
        parts += _written_in(slot)
    return parts + _parameters_of(parts, program)


def _written_in(slot: Slot) -> Iterator[Any]:
    """Yield what a slot is made of: a fact's form, with the rules of a decision that it is; a parameter's value."""
    if slot.parameter is not None:
        yield slot.parameter.constant
        yield slot.parameter.form
    elif slot.fact is not None:
        form = slot.fact.form
        yield form
        if isinstance(form, DecisionResult):
            version = slot.home.version
            yield from version.rules_of(form.decision)
            yield from (one.requires for one in version.decisions if one.id == form.decision)


def _parameters_of(parts: list[Any], program: Program) -> list[Any]:
    """Return what the parameters are written with that are named in parts of a program, at first or second hand."""
    versions = (
        program.version,
        *(one.source for one in program.guards),
        *(slot.home.version for slot in program.slots),
    )
    known = [{each.name: each for each in one.parameters} for one in dict.fromkeys(versions)]
    found: dict[str, list[Any]] = {}
    todo = [name for part in parts for name in parameter_names(part)]
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = [(each[name].constant, each[name].form) for each in known if name in each]
            todo += (one for written in found[name] for one in parameter_names(written))
    return [one for name in sorted(found) for one in found[name]]


def parameter_names(part: object) -> Iterator[str]:
    """Yield the names of the parameters that a piece of the model refers to, however deep."""
    return (name.name for name in names_in(part) if isinstance(name, ParameterRef))


def _values(part: Any) -> Iterator[Any]:
    if isinstance(part, Constant):
        yield part.value
    elif isinstance(part, Period | Fraction | YearlyDay) or (type(part) is int) or isinstance(part, date):
        yield part
    elif isinstance(part, Mapped):
        yield from (value for _group, members in part.groups for value in members)
    elif isinstance(part, tuple | list):
        for each in part:
            yield from _values(each)
    else:
        kind: Any = type(part)
        for name in _parts(kind):
            yield from _values(getattr(part, name))


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """Return the fields of a class of the model in which values may stand, none where it is no such class."""
    return tuple(field.name for field in fields(kind) if field.name != "span") if is_dataclass(kind) else ()


def cells_of(slot: Slot, constants: tuple[Any, ...], on: date) -> Cells:
    """Return the values to try for a free slot, or the axis to cut them from; nothing where it has no cells."""
    fact = slot.fact
    assert fact is not None
    aside: tuple[Any, ...] = ()
    if fact.may_not_apply or isinstance(fact.form, (Pick, Aggregate)):
        aside = (NOT_APPLICABLE,)
    kind: Kind = fact.kind
    match kind.name:
        case "flag":
            return (True, False, *aside)
        case "choice":
            return (*(choice.id for choice in kind.choices), *aside)
        case "text" | "reference":
            return (*(value for value in constants if isinstance(value, str)), "另一个", *aside)
        case "number":
            if fact.limits is not None:
                return (*_inside(fact.limits, constants), *aside)
            most = MOST_ENTRIES if is_counted(fact.form) else None
            return _numbers(kind, constants, aside, listed=fact.form is not None, most=most)
        case "date":
            return Axis(_days(constants, on), on.toordinal() - _RECENT, aside)
        case "period":
            return _periods(fact.form, constants, on, aside)
        case _:
            return ()


def is_counted(form: Any) -> bool:
    """Return whether a number is of entries or of records, so that as many have to be made."""
    return isinstance(form, Count | Run | Rank)


def _numbers(
    kind: Kind, constants: tuple[Any, ...], aside: tuple[Any, ...], *, listed: bool, most: int | None
) -> Cells:
    """Return the numbers at, just below and just above each one written: a step is one, a hundredth for shares.

    `most` is the greatest number of entries that a list is given.
    """
    step = Fraction(1, 100) if kind.unit in ("%", "‰") else 1
    written = {value for value in constants if isinstance(value, int | Fraction) and not isinstance(value, bool)}
    if kind.unit in _WHOLE:
        written = {int(value) for value in written}
    near = {value + change for value in written | {0} for change in (-step, 0, step)}
    if kind.unit == "%":
        near |= {1}
    below = most is None and kind.unit not in _WHOLE and any(value <= 0 for value in written)
    kept = sorted(value for value in near if (value >= 0 or below) and (most is None or value <= most))
    if step != 1 or listed or any(isinstance(value, Fraction) for value in kept):
        return (*kept, *aside)
    return Axis((*(int(value) for value in kept), int(kept[-1]) + _FAR), 0, aside)


def _inside(limits: tuple[int | Fraction, int | Fraction], constants: tuple[Any, ...]) -> Iterator[int | Fraction]:
    """Yield the limits of a fact and the numbers at and next to each one written that lie between them."""
    low, high = limits
    written = {value for value in constants if isinstance(value, int | Fraction) and not isinstance(value, bool)}
    near = {value + change for value in written for change in (-1, Fraction(-1, 100), 0, Fraction(1, 100), 1)}
    yield from sorted({low, high, *(value for value in near if low <= value <= high)})


def _days(constants: tuple[Any, ...], on: date) -> tuple[int, ...]:
    """Return the days next to those written and to those a written period away, and one in every two years."""
    centre = {on} | {value for value in constants if isinstance(value, date)}
    for one in constants:
        if isinstance(one, YearlyDay):
            centre |= {yearly_day(on.year + step, one.month, one.day or "end") for step in (-1, 0, 1)}
    days = {day.toordinal() for day in centre}
    for value in constants:
        if isinstance(value, Period) and value.family == "calendar":
            measure = int(value.measure() * Fraction(1461, 1440))
            days |= {on.toordinal() - measure, on.toordinal() + measure}
    near = {day + change for day in days for change in (-1, 0, 1)}
    near |= {on.toordinal() + 730 * step for step in range(-40, 11)}
    return tuple(sorted(day for day in near if 400_000 < day < date.max.toordinal()))


def _periods(form: Any, constants: tuple[Any, ...], on: date, aside: tuple[Any, ...]) -> Cells:
    """Return an axis of first days, or written-out periods where the fact is not a stretch of calendar time."""
    if isinstance(form, Stretch) and form.by == "calendar":
        past = tuple(day for day in _days(constants, on) if day <= on.toordinal())
        return Axis(past, on.toordinal() - _RECENT, aside)
    written = [value for value in constants if isinstance(value, Period)]
    if isinstance(form, Stretch):
        written = [value for value in written if value.family == _FAMILIES.get(form.by, "calendar")]
    near = {one for value in written for one in _beside(value)} | {Period()}
    return (*sorted(near, key=lambda one: (one.family, one.measure())), *aside)


def _beside(period: Period) -> Iterator[Period]:
    yield period
    for change in (-1, 1):
        match period.family:
            case "calendar":
                yield Period.of_measure(max(0, int(period.measure()) + change))
            case "school_years":
                yield Period(school_years=max(0, int(period.school_years) + change))
            case "terms":
                yield Period(terms=max(0, int(period.terms) + change))
            case "working_days":
                yield Period(working_days=max(0, int(period.working_days) + change))
