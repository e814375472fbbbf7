"""What a case starts from: the file's own settings, another case, and the axes of a matrix.

A setting holds no expectation. Each layer is laid over the one before, so the last word on a fact is the nearest one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from math import prod
from typing import Any, Final

from xgxp_rules.diagnostics import nearest
from xgxp_rules.language.case_events import CaseEvent, read_events
from xgxp_rules.language.case_expectations import Expectation, Said, read_expectations
from xgxp_rules.language.case_keys import BAD_AXIS, CYCLE, MOST_COMBINATIONS, NO_BASE, SETTING, TOO_MANY
from xgxp_rules.language.fields import Fields, Problems, read_date, read_fields, start_of
from xgxp_rules.language.located import Entry, LList, LMap, LText, Node
from xgxp_rules.language.record_kinds import kind_named
from xgxp_rules.model.vocabulary import fold_name

_DAY: Final = ("as_of", "决定日期")


@dataclass(frozen=True, slots=True)
class Base:
    """The day, the decision, the facts and the readings that a case starts from."""

    name: str = ""
    as_of: date | None = None
    decision: str = ""
    layers: tuple[tuple[Entry, ...], ...] = ()
    readings: tuple[tuple[str, Said], ...] = ()
    others: tuple[Entry, ...] = ()
    roster: tuple[Node, ...] = ()
    about: str = ""
    process: Said | None = None
    opened: date | None = None
    events: tuple[CaseEvent, ...] = ()

    def over(self, fields: Fields, name: str) -> Base:
        """Return these settings with those of one mapping laid over them.

        What is given of one kind of record says nothing of another: a case about another kind begins without it.
        """
        about = (
            kind_named(fields.text("about"))
            if fields.shape.key("about") is not None and "about" in fields
            else self.about
        )
        if about != self.about:
            bare = replace(self, about=about, layers=((),), roster=())
            return bare._laid_over(fields, name)
        return self._laid_over(fields, name)

    def _laid_over(self, fields: Fields, name: str) -> Base:
        as_of = fields.day("as_of") if "as_of" in fields else self.as_of
        decision = fields.text("decision") if "decision" in fields else self.decision
        layers = (*self.layers, tuple(fields.named("given")))
        others = (*self.others, *fields.named("others"))
        roster = tuple(fields.items("roster")) if "roster" in fields else self.roster
        readings = (*self.readings, *read_readings(fields))
        beside = _process_of(fields) if fields.shape.key("process") is not None else {}
        return replace(
            self,
            name=name,
            as_of=as_of,
            decision=decision,
            layers=layers,
            readings=readings,
            others=others,
            roster=roster,
            **beside,
        )


def _process_of(fields: Fields) -> dict[str, Any]:
    """Return what a mapping says of a process; its entries take the place of those of the case it starts from."""
    found: dict[str, Any] = {}
    node = fields.text_node("process")
    if node is not None:
        found["process"] = Said((node.text.strip(),), node.span)
    if "opened" in fields:
        found["opened"] = fields.day("opened")
    if "events" in fields:
        found["events"] = tuple(read_events(fields))
    return found


def read_readings(fields: Fields) -> tuple[tuple[str, Said], ...]:
    """Return the chosen readings of a mapping."""
    return tuple(
        (entry.key.text.strip(), Said((entry.value.text.strip(),), entry.key.span))
        for entry in fields.named("readings")
        if isinstance(entry.value, LText)
    )


class Bases:
    """The cases of a file by name, each found from where it starts; a circle is told once."""

    def __init__(self, file: Base, cases: Mapping[str, Fields]) -> None:
        self._file = file
        self._cases = cases
        self._found: dict[str, Base] = {}
        self._told: set[str] = set()

    def of(self, fields: Fields) -> Base:
        """Return the settings of a case, those of the case it starts from included."""
        return self._of(fields, ())

    def _of(self, fields: Fields, chain: tuple[str, ...]) -> Base:
        name = fields.text("name")
        key = fold_name(name)
        if key not in self._found:
            start = self._start(fields, (*chain, key)) if "base" in fields else self._file
            self._found[key] = start.over(fields, name)
        return self._found[key]

    def _start(self, fields: Fields, chain: tuple[str, ...]) -> Base:
        node = fields.text_node("base")
        if node is None:
            return self._file
        wanted = fold_name(node.text)
        if wanted in chain:
            circle = chain[chain.index(wanted) :]
            if not self._told & set(circle):
                fields.problems.say(CYCLE, node.span, names=(*circle, wanted))
            self._told |= set(circle)
            return self._file
        if wanted not in self._cases:
            names = [each.text("name") for each in self._cases.values()]
            fields.problems.say(NO_BASE, node.span, mend=nearest(node.text, names), name=node.text)
            return self._file
        return self._of(self._cases[wanted], chain)


@dataclass(frozen=True, slots=True)
class Combination:
    """One combination of a matrix: what the case is then, and what it expects that the others do not."""

    base: Base
    expects: tuple[Expectation, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """One value of one axis."""

    label: str
    as_of: date | None = None
    layer: tuple[Entry, ...] = ()
    readings: tuple[tuple[str, Said], ...] = ()
    expects: tuple[Expectation, ...] = ()
    others: tuple[Entry, ...] = ()


def combinations(fields: Fields, base: Base) -> Iterator[Combination]:
    """Yield the case once, or once for every combination of its matrix."""
    if "matrix" not in fields:
        yield Combination(base)
        return
    axes = [tuple(_steps(entry, base, fields.problems)) for entry in fields.named("matrix")]
    if prod(len(axis) for axis in axes) > MOST_COMBINATIONS:
        fields.problems.say(TOO_MANY, fields.span("matrix"), name=base.name, limit=MOST_COMBINATIONS)
        return
    for steps in product(*axes):
        yield _combined(base, steps)


def _combined(base: Base, steps: tuple[_Step, ...]) -> Combination:
    name = f"{base.name} [{', '.join(step.label for step in steps)}]"
    as_of = next((step.as_of for step in reversed(steps) if step.as_of is not None), base.as_of)
    layers = (*base.layers, *(step.layer for step in steps if step.layer))
    readings = (*base.readings, *(one for step in steps for one in step.readings))
    expects = {one.decision: one for step in steps for one in step.expects}
    others = (*base.others, *(one for step in steps for one in step.others))
    return Combination(
        replace(base, name=name, as_of=as_of, layers=layers, readings=readings, others=others),
        tuple(expects.values()),
    )


def _steps(axis: Entry, base: Base, problems: Problems) -> Iterator[_Step]:
    """Yield the values of one axis: of a fact, of the decision date, or named settings."""
    name = axis.key.text.strip()
    if isinstance(axis.value, LList) and axis.value.items:
        for item in axis.value.items:
            yield _value(axis, name, item, problems)
    elif isinstance(axis.value, LMap) and axis.value.entries:
        for entry in axis.value.entries:
            yield from _setting(entry, base, problems)
    else:
        problems.say(BAD_AXIS, axis.key.span, name=name)


def _value(axis: Entry, name: str, item: Node, problems: Problems) -> _Step:
    if fold_name(name) in _DAY and isinstance(item, LText):
        return _Step(item.text.strip(), as_of=read_date(item, name, problems))
    return _Step(f"{name}={_short(item)}", layer=(Entry(axis.key, item),))


def _short(node: Node) -> str:
    """Return a value as part of a name: its words, without the keys."""
    match node:
        case LText():
            return node.text.strip()
        case LList():
            return "、".join(_short(item) for item in node.items) or "[]"
        case LMap():
            return " ".join(_short(entry.value) for entry in node.entries)


def _setting(entry: Entry, base: Base, problems: Problems) -> Iterator[_Step]:
    fields = read_fields(entry.value, SETTING, entry.key.text, problems, start_of(entry.value))
    if fields is not None:
        yield _Step(
            entry.key.text.strip(),
            fields.day("as_of") if "as_of" in fields else None,
            tuple(fields.named("given")),
            read_readings(fields),
            tuple(read_expectations(fields, base.decision)),
            tuple(fields.named("others")),
        )
