"""The items of list facts: which surely belong, which may, and whether there can be more.

Every form that reads a list reads it through here, so that absent, incomplete and partly known lists mean the same
everywhere: an absent list is a list of which nothing is known yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.dating import Dating, dating, items_in
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.item_days import DatedPath, paths_in, pieces_of
from xgxp_rules.engines.members import Members, MemberScope, list_of_members
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.engines.scopes import ItemScope, Placed, RecordScope
from xgxp_rules.engines.windows import both, compile_window, inside_window
from xgxp_rules.engines.year_blocks import present_year
from xgxp_rules.model.forms import ListSource
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.reach import OtherRecords
from xgxp_rules.model.values import Between, State, Truth, kleene_or
from xgxp_rules.model.vocabulary import Fact


class Found(NamedTuple):
    """The items of a source: those that surely belong, those that may, and whether the lists are complete."""

    sure: Sequence[Any]
    maybe: Sequence[Any]
    complete: bool
    applies: bool = True


Collector = Callable[[Env], Found]


@dataclass(frozen=True, slots=True)
class Source:
    """A compiled list source; `scope` and `placed` let an explanation judge an item again."""

    collect: Collector
    scope: ItemScope
    placed: Placed | None
    slots: tuple[int, ...]
    source: ListSource
    judge: Callable[[Env], Truth] | None
    dated_by: Dating
    paths: tuple[DatedPath, ...] = ()
    """The dotted names of its condition, which lead from an item to another record."""


def compile_source(
    source: ListSource,
    scope: RecordScope,
    item_form: Callable[[Fact, ItemScope], Getter],
    *,
    cut: bool = False,
    begun: bool = True,
    also: tuple[FactRef, ...] = (),
) -> Source:
    """Return how the items of a source are gathered.

    With `begun`, what surely comes after the measuring day is left out: it has not happened yet. With `cut`, a spell
    comes in pieces where a record that the condition reads through it changed; without, it belongs where any of its
    pieces does. `also` are further names of the item whose records cut it.
    """
    items, slots, readers = _scope_of(source, scope, item_form)
    judge, placed = (None, None) if source.where is None else compile_condition(source.where, items)
    dated_by = dating(items.fields)
    window = None if source.within is None else compile_window(source.within, scope)
    inside = None if window is None else inside_window(window, dated_by)
    happened = _happened(dated_by) if begun else None
    paths = tuple(paths_in(source.where, items))
    further = [items.path(ref) for ref in also if ref.scope == "item" and ref.path]
    changing = [path for path in (*paths, *further) if path.history is not None]

    def truth_of(item: Any, env: Env) -> Truth:
        come = True if happened is None else happened(item, env)
        if come is False:
            return False
        truth = both(come, True if judge is None else judge(items.enter(item, env)))
        return truth if inside is None or truth is False else both(truth, inside(item, env))

    def cut_up(item: Any, env: Env) -> list[Any]:
        inner = items.enter(item, env)
        return pieces_of(item, [day for path in changing for day in path.cuts(inner)], dated_by)

    def collect(env: Env) -> Found:
        sure: list[Any] = []
        maybe: list[Any] = []
        complete = True
        applies = False
        for read in readers:
            listed, perhaps, whole, there = read(env)
            complete = complete and whole
            applies = applies or there
            for part in (listed, perhaps):
                for whole_item in part:
                    pieces = cut_up(whole_item, env) if changing else (whole_item,)
                    if not cut and len(pieces) > 1:
                        judged = [(whole_item, kleene_or(truth_of(piece, env) for piece in pieces))]
                    else:
                        judged = [(piece, truth_of(piece, env)) for piece in pieces]
                    for item, truth in judged:
                        if truth is True and part is listed:
                            sure.append(item)
                        elif truth is not False:
                            maybe.append(item)
        return Found(sure, maybe, complete, applies)

    def collect_whole(env: Env) -> Found:
        return Found(*readers[0](env))

    if judge is None and inside is None and happened is None and not changing and len(readers) == 1:
        collect = collect_whole
    return Source(collect, items, placed, slots, source, judge, dated_by, paths)


def _happened(dated_by: Dating) -> Callable[[Any, Env], Truth] | None:
    """Return whether an item lies no later than the measuring day; one whose day nobody knows counts as written."""
    if dated_by.by == "none":
        return None
    read, present = field_reader(dated_by.field), present_year(dated_by.by)

    def happened(item: Any, env: Env) -> Truth:
        value = read(item)
        if value.__class__ is date:
            return bool(value <= env.on)
        if isinstance(value, Between) and value.low is not None and value.low > env.on:
            return False
        if isinstance(value, Between) and (value.high is None or value.high > env.on):
            return None
        return not (isinstance(value, int) and value > present(env))

    return happened


ItemReader = Callable[[Env], tuple[Sequence[Any], Sequence[Any], bool, bool]]
"""Returns a list's sure items, those that may belong, whether it is complete, and whether it applies at all."""


def _scope_of(
    source: ListSource, scope: RecordScope, item_form: Callable[[Fact, ItemScope], Getter]
) -> tuple[ItemScope, tuple[int, ...], list[ItemReader]]:
    """Return the scope of one item, the slots that the items come from, and how each list is read."""
    first = source.lists[0]
    fact = scope.fact_of(first.id)
    if isinstance(fact.form, OtherRecords):
        if first.path:
            read, items, slot = list_of_members(scope, first, item_form)
            return items, (slot,), [lambda env: _of_members(read(env))]
        slot = scope.slot_of(first.id)
        return (
            MemberScope.of(scope, fact.form.about, item_form),
            (slot,),
            [lambda env: _of_members(env.values[slot])],
        )
    slots = tuple(
        scope.slot_of_path(ref.id, ref.path) if ref.path else scope.slot_of(ref.id) for ref in source.lists
    )
    readers = [_slot_items(slot) for slot in slots]
    return ItemScope(scope, scope.kind_of(first).fields, item_form, lists=slots), slots, readers


def _slot_items(slot: int) -> ItemReader:
    def read(env: Env) -> tuple[Sequence[Any], Sequence[Any], bool, bool]:
        listed, whole, there = items_in(env.values[slot])
        return listed, (), whole, there

    return read


def _of_members(found: Members | State) -> tuple[Sequence[Any], Sequence[Any], bool, bool]:
    if isinstance(found, State):  # nobody knows who they are
        return (), (), False, True
    return found.sure, found.maybe, found.complete, True


def list_refs(source: ListSource) -> tuple[FactRef, ...]:
    """Return the list facts that a source reads."""
    return source.lists
