"""Points compiled: each item, then its group, then the whole, with what every limit cut off kept for the explanation.

Open parts widen the total to a range instead of making it unknown: sixty points surely reached are reached.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, NamedTuple, assert_never

from xgxp_rules.engines import score_ranges as ranges
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter, Tester
from xgxp_rules.engines.list_scoring import list_scorer
from xgxp_rules.engines.lists import Source, compile_source
from xgxp_rules.engines.part_years import convert
from xgxp_rules.engines.scopes import ItemScope, Placed, RecordScope, Scope
from xgxp_rules.engines.score_ranges import NOTHING, Span, added, best, hull, limited, negated, span_of
from xgxp_rules.engines.tables import compile_table
from xgxp_rules.model.nodes import Constant, Operand
from xgxp_rules.model.scores import Flat, FromList, Group, Item, Points, Rated
from xgxp_rules.model.tables import Table
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Truth
from xgxp_rules.model.vocabulary import Fact

Exact = int | Fraction
Scorer = Callable[[Env], Span]
ItemForms = Callable[[Fact, ItemScope], Getter]


class Scored(NamedTuple):
    """One line of a score: what it gave, and what its limits left of it."""

    name: str
    gave: Span
    left: Span
    given: Any = None
    """What it was worked out from: the amount that was rated, the rows taken, how many entries were read."""


@dataclass(frozen=True, slots=True)
class CompiledItem:
    """An item ready to be scored; `source` and `placed` lead an explanation to what was read."""

    item: Item
    score: Scorer
    gate: Tester | None
    placed: Placed | None
    source: Source | None
    shown: Callable[[Env], Any]
    inputs: tuple[int, ...] = ()

    def run(self, env: Env) -> Scored:
        """Return the item's line, before and after its own limits, its sign included."""
        truth: Truth = True if self.gate is None else self.gate(env)
        raw = NOTHING if truth is False else self.score(env)
        if truth is None:
            raw = hull((NOTHING, raw))
        left = limited(raw, _number(self.item.not_below), _number(self.item.cap))
        if self.item.minus:
            raw, left = negated(raw), negated(left)
        return Scored(self.item.name, raw, left, None if truth is False else self.shown(env))


class Score(NamedTuple):
    """A whole score: its items, the groups among them, and the total before and after its own limits."""

    items: tuple[Scored, ...]
    groups: tuple[Scored, ...]
    total: Scored


@dataclass(frozen=True, slots=True)
class CompiledPoints:
    """A score ready to run."""

    points: Points
    items: tuple[CompiledItem, ...]

    def run(self, env: Env) -> Score:
        """Return every line of the score."""
        items = tuple(item.run(env) for item in self.items)
        groups = tuple(_group(group, self.items, items) for group in self.points.groups)
        single = [line.left for item, line in zip(self.items, items, strict=True) if not item.item.group]
        gave = added((*single, *(group.left for group in groups)))
        total = limited(gave, _number(self.points.not_below), _number(self.points.cap))
        return Score(items, groups, Scored("", gave, total))

    def conditions(self) -> tuple[Placed, ...]:
        """Return the conditions that gate items."""
        return tuple(item.placed for item in self.items if item.placed is not None)

    def sources(self) -> tuple[Source, ...]:
        """Return the lists that items read."""
        return tuple(item.source for item in self.items if item.source is not None)


def points_getter(form: Points, scope: RecordScope, item_forms: ItemForms) -> tuple[Getter, CompiledPoints]:
    """Return how a score is worked out, and the compiled score."""
    compiled = CompiledPoints(form, tuple(_with_inputs(item, scope, item_forms) for item in form.items))
    return (lambda env: compiled.run(env).total.left.value()), compiled


def _group(group: Group, items: tuple[CompiledItem, ...], lines: tuple[Scored, ...]) -> Scored:
    mine = [line.left for item, line in zip(items, lines, strict=True) if item.item.group == group.name]
    gave = best(mine) if group.best else added(mine)
    return Scored(group.name, gave, limited(gave, None, _number(group.cap)))


def _number(limit: Constant | None) -> Exact | None:
    value = None if limit is None else limit.value
    return value if isinstance(value, (int, Fraction)) else None


def _with_inputs(item: Item, scope: RecordScope, item_forms: ItemForms) -> CompiledItem:
    """Return an item with the slots it reads, so that only open items ask for facts."""
    used: set[int] = set()
    scope._open.append(used)
    compiled = _item(item, scope, item_forms)
    scope._open.pop()
    return replace(compiled, inputs=tuple(sorted(used)))


def _item(item: Item, scope: RecordScope, item_forms: ItemForms) -> CompiledItem:
    gate, placed = (None, None) if item.when is None else compile_condition(item.when, scope)
    source: Source | None = None
    match item.source:
        case Rated():
            score, shown = _rated(item.source, scope)
        case Table():
            table = compile_table(item.source, scope)
            score, shown = (lambda env: span_of(table.read(env))), table.taken
        case Flat(points=points):
            read = _reader(points, scope)
            score, shown = (lambda env: span_of(read(env))), (lambda env: None)
        case FromList():
            source = compile_source(item.source.source, scope, item_forms)
            score, shown = list_scorer(item.source, source)
        case _:
            assert_never(item.source)
    return CompiledItem(item, score, gate, placed, source, shown)


def _reader(operand: Operand, scope: Scope) -> Getter:
    read, constant = scope.getter(operand)
    return (lambda env: constant) if read is None else read


def _rated(rated: Rated, scope: RecordScope) -> tuple[Scorer, Callable[[Env], Any]]:
    read = _reader(rated.of, scope)
    conversion = rated.conversion

    def amount(env: Env) -> Any:
        value = read(env)
        return value if conversion is None else convert(value, conversion)

    def score(env: Env) -> Span:
        value = amount(env)
        if value is NOT_APPLICABLE:
            return NOTHING
        if value is UNKNOWN and conversion is not None:
            return ranges.rated(rated.pieces, Span(0, None))
        return ranges.rated(rated.pieces, span_of(value))

    return score, amount
