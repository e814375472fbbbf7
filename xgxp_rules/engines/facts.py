"""Worked-out facts compiled: each declared form becomes one function of the environment.

What comes in unknown, as a range or as one of several values goes out the same way wherever the form allows it; no
form turns an unknown into a value.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, assert_never

from xgxp_rules.engines.aggregating import aggregate_getter
from xgxp_rules.engines.calculating import calc_getter
from xgxp_rules.engines.changing import change_getter, item_change_getter
from xgxp_rules.engines.comparing import map_value, possible
from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.covering import covering_selector, may_be_left_out
from xgxp_rules.engines.dating import dating
from xgxp_rules.engines.days import day_getter
from xgxp_rules.engines.entries import EntryReader, entry_run_getter, every_entry_getter
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.grouping import mapped_getter
from xgxp_rules.engines.item_spells import duration_getter, running_getter
from xgxp_rules.engines.keyed import dated_getter, keyed_getter
from xgxp_rules.engines.lists import Source, compile_source
from xgxp_rules.engines.measuring import measured_getter
from xgxp_rules.engines.members import members_getter
from xgxp_rules.engines.present_groups import PresentGetter, present_getter
from xgxp_rules.engines.ranking import rank_getter
from xgxp_rules.engines.retiring import statutory_getter
from xgxp_rules.engines.scopes import ItemScope, Placed, RecordScope, Scope
from xgxp_rules.engines.scoring import points_getter
from xgxp_rules.engines.sequences import sequence_getter
from xgxp_rules.engines.series import (
    count_getter,
    exists_getter,
    first_days,
    pick_getter,
)
from xgxp_rules.engines.setting import set_value_getter
from xgxp_rules.engines.spell_reading import day_after, spell_reader
from xgxp_rules.engines.step_facts import step_getter
from xgxp_rules.engines.stretches import Inputs, stretch_getter
from xgxp_rules.engines.tables import table_getter
from xgxp_rules.engines.weighing import Weighing, weights_in
from xgxp_rules.engines.windows import Bounds, WindowGetter, compile_window
from xgxp_rules.engines.yearly import YearReader, every_getter, run_getter
from xgxp_rules.model.forms import (
    Aggregate,
    Calc,
    Cases,
    Count,
    Dated,
    Day,
    DecisionDay,
    DecisionResult,
    Delegated,
    Every,
    Exists,
    Form,
    Is,
    ItemDuration,
    ItemRunning,
    Keyed,
    ListSource,
    Pick,
    Run,
    Sequence,
    Since,
    SpellWeight,
    Statutory,
    StepTaken,
    Stretch,
    TakenFrom,
    Until,
)
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.nodes import Condition, FactRef, Operand, walk
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import Parameter
from xgxp_rules.model.reach import Change, Mapped, Measured, OtherRecords, Rank, Related
from xgxp_rules.model.scores import Points
from xgxp_rules.model.tables import Table, values_of
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Possible, State, Truth
from xgxp_rules.model.vocabulary import Fact


def compile_form(owner: Fact | Parameter, scope: RecordScope) -> tuple[Getter, Any]:
    """Return how a worked-out fact or a parameter is filled, and what an explanation needs to show how."""
    form = owner.form
    assert form is not None
    match form:
        case Stretch():
            return _stretch(form, owner, scope)
        case Count():
            source = _source(form.source, scope)
            return count_getter(form, source), source
        case Exists():
            source = _source(form.source, scope)
            return exists_getter(source), source
        case Sequence(steps=steps):
            sources = tuple(_source(step, scope) for step in steps)
            return sequence_getter(sources), sources
        case Pick():
            source = _source(form.source, scope)
            return pick_getter(form, source), source
        case Aggregate():
            source = _source(form.source, scope)
            return aggregate_getter(form, source), source
        case Run() | Every():
            return _yearly(form, scope)
        case Is(condition=condition):
            return _is(condition, scope)
        case Cases():
            return _cases(form, scope)
        case Keyed():
            return keyed_getter(form, scope), None
        case Dated():
            return dated_getter(form, scope), None
        case StepTaken():
            return step_getter(form, scope), None
        case DecisionDay():
            return _decision_day, None
        case Statutory():
            return statutory_getter(form, scope), None
        case Delegated():
            return set_value_getter(form, scope)
        case TakenFrom():
            # Whoever compiles a policy for a day puts the other policy's parameter here; without it, nothing is known.
            return (lambda env: UNKNOWN), None
        case Table():
            return table_getter(form, scope)
        case Points():
            return points_getter(form, scope, compile_item_form)
        case Related(ref=ref):
            return scope.fact_getter(ref), None
        case OtherRecords():
            return members_getter(form, scope, compile_item_form)
        case Rank():
            return rank_getter(form, scope)
        case Change(source=source) if source is not None:
            gathered = _source(source, scope)
            return change_getter(form, gathered), gathered
        case Mapped():
            return mapped_getter(form, scope), None
        case Measured():
            return measured_getter(owner, form, scope)
        case DecisionResult():
            return scope.compile_decision(form, scope)
        case ItemDuration() | ItemRunning() | Change():
            raise TypeError(f"{type(form).__name__} belongs to an item of a list")
        case Since() | Until() | Day() | Calc():
            return _scalar(form, scope), form if isinstance(form, Calc) else None
        case _:
            assert_never(form)


def compile_item_form(fact: Fact, scope: ItemScope) -> Getter:
    """Return how a worked-out field of an item is filled.

    Raises:
        TypeError: the form reads lists, which an item has none of.
    """
    form = fact.form
    match form:
        case ItemDuration():
            return duration_getter(scope)
        case ItemRunning():
            return running_getter(scope)
        case Is(condition=condition):
            return _flag(compile_condition(condition, scope)[0])
        case Cases():
            return _cases(form, scope)[0]
        case Table():
            return table_getter(form, scope)[0]
        case Since() | Until() | Day() | Calc():
            return _scalar(form, scope)
        case Change():
            return item_change_getter(form, scope)
        case Mapped():
            return mapped_getter(form, scope)
        case Related(ref=ref):
            return scope.fact_getter(ref)
        case _:
            raise TypeError(type(form).__name__)


def _source(source: ListSource, scope: RecordScope) -> Source:
    return compile_source(source, scope, compile_item_form)


def _scalar(form: Since | Until | Day | Calc, scope: Scope) -> Getter:
    match form:
        case Since(start=start, whole=whole):
            return _since(_reader(start, scope), whole)
        case Until(end=end):
            return _until(_reader(end, scope))
        case Day():
            return day_getter(form, scope)
        case Calc():
            return calc_getter(form, scope)
        case _:
            assert_never(form)


def _decision_day(env: Env) -> date:
    return env.as_of


def _reader(operand: Operand, scope: Scope) -> Getter:
    read, constant = scope.getter(operand)
    return (lambda env: constant) if read is None else read


def _since(read: Getter, whole: bool) -> Getter:
    def since(env: Env) -> Any:
        on = env.on
        start = read(env)
        if start.__class__ is date and not whole:
            return Elapsed(start, on)
        return map_value(lambda day: _whole_years(day, on) if whole else Elapsed(day, on), start, falling=True)

    return since


def _whole_years(start: date, on: date) -> Period:
    return Period(years=Elapsed(start, on).period().years)


def _until(read: Getter) -> Getter:
    def until(env: Env) -> Any:
        on = env.on
        end = read(env)
        if end.__class__ is date:
            return Elapsed(on, end) if end > on else Period()
        return map_value(lambda day: Elapsed(on, day) if day > on else Period(), end)

    return until


def _stretch(form: Stretch, owner: Fact | Parameter, scope: RecordScope) -> tuple[Getter, Any]:
    weight = form.weight
    by_field = weight if isinstance(weight, SpellWeight) else None
    source = compile_source(
        ListSource(form.source.lists, form.source.where),
        scope,
        compile_item_form,
        cut=form.same is None,
        begun=False,
        also=() if by_field is None else by_field.table.by,
    )
    bridges = tuple(compile_source(bridge, scope, compile_item_form, begun=False) for bridge in form.bridge)
    minus = tuple(compile_source(one, scope, compile_item_form, begun=False) for one in form.minus)
    inputs = Inputs(
        form=form,
        spells=spell_reader(source, None if form.same is None else form.same.id),
        bridges=tuple(spell_reader(bridge, None) for bridge in bridges),
        minus=tuple(spell_reader(one, None) for one in minus),
        window=_window(form, scope),
        weight=None if weight is None or isinstance(weight, SpellWeight) else _reader(weight, scope),
        may_not_apply=isinstance(owner, Fact) and owner.may_not_apply,
        present=_present(form, source),
        weighing=None if by_field is None else _weighing(by_field, source),
    )
    return stretch_getter(inputs), (source, bridges, minus, inputs)


def _present(form: Stretch, source: Source) -> PresentGetter | None:
    if form.same is None or form.prefer is None:
        return None
    return present_getter(source, form.same, form.prefer)


def _weighing(form: SpellWeight, source: Source) -> Weighing:
    """Return how the weight of each spell is looked up."""
    items = source.scope
    look_up = table_getter(form.table, items)[0]
    outer = items.record_scope
    values = [None if isinstance(value, FactRef) else _reader(value, outer) for value in values_of(form.table.rows)]

    def every(env: Env) -> tuple[Fraction, ...] | None:
        return weights_in(possible([UNKNOWN if value is None else value(env) for value in values]))

    return Weighing(form, source, lambda item, env: look_up(items.enter(item, env)), every)


def _window(form: Stretch, scope: RecordScope) -> WindowGetter | None:
    """Return the days that count: those of the window, and of these the ones later than `after`."""
    window = None if form.source.within is None else compile_window(form.source.within, scope)
    if form.after is None:
        return window
    after = _reader(form.after, scope)

    def later(env: Env) -> Bounds | None:
        day = after(env)
        bounds = Bounds(None, day_after(env.on)) if window is None else window(env)
        if not isinstance(day, date) or bounds is None:
            return None
        first = day_after(day)
        begins = first if bounds.since is None else max(first, bounds.since)
        return Bounds(begins, max(first, bounds.stop), closes=bounds.closes)

    return later


def _yearly(form: Run | Every, scope: RecordScope) -> tuple[Getter, Any]:
    if not dating(scope.kind_of(form.source.lists[0]).fields).yearly:
        gathered = _source(form.source, scope)
        entries = EntryReader(gathered, form.holds)
        found = entry_run_getter(form, entries) if isinstance(form, Run) else every_entry_getter(entries)
        return found, (gathered, entries)
    source = _source(ListSource(form.source.lists, form.source.where), scope)
    first = first_days(scope)
    window = None if form.source.within is None else compile_window(form.source.within, scope)
    years = YearReader(source, form.holds, first, window)
    if isinstance(form, Run):
        return run_getter(form, source, years, first, window), (source, years)
    return every_getter(form, years, window, first), (source, years)


def _is(condition: Condition, scope: RecordScope) -> tuple[Getter, Placed]:
    judge, placed = compile_condition(condition, scope)
    return _flag(judge), placed


def _flag(judge: Any) -> Getter:
    def flag(env: Env) -> Any:
        truth: Truth = judge(env)
        return UNKNOWN if truth is None else truth

    return flag


def _cases(form: Cases, scope: Scope) -> tuple[Getter, Any]:
    branches = [(*compile_condition(branch.when, scope), _reader(branch.value, scope)) for branch in form.branches]
    otherwise = None if form.otherwise is None else _reader(form.otherwise, scope)
    aside = None if form.not_applicable is None else _reader(form.not_applicable, scope)
    selectors = _selectors(form, scope) if aside is not None else ()
    covering = covering_selector(form, scope) if otherwise is None else None

    def cases(env: Env) -> Any:
        judged = [(judge(env), value) for judge, _placed, value in branches]
        open_values: list[Any] = []
        for truth, value in judged:
            if truth is True:
                return possible([*open_values, value(env)])
            if truth is None:
                open_values.append(value(env))
        found = [read(env) for read in selectors]
        if aside is not None and NOT_APPLICABLE in found:
            return possible([*open_values, aside(env)])
        if aside is not None and any(_may_not_apply(one) for one in found):
            open_values.append(aside(env))
        if otherwise is not None:
            open_values.append(otherwise(env))
        elif may_be_left_out(covering, env):
            open_values.append(UNKNOWN)
        return possible(open_values)

    return cases, tuple(placed for _judge, placed, _value in branches)


def _may_not_apply(value: Any) -> bool:
    """Return whether a value that is not settled may turn out not to apply."""
    return value is UNKNOWN or (isinstance(value, Possible) and any(isinstance(one, State) for one in value.values))


def _selectors(form: Cases, scope: Scope) -> tuple[Getter, ...]:
    refs = dict.fromkeys(
        node.fact for branch in form.branches for node in walk(branch.when) if hasattr(node, "fact")
    )
    return tuple(scope.fact_getter(ref) for ref in refs)


def facts_read(form: Form) -> tuple[FactRef, ...]:
    """Return the list facts a form reads, for showing where a value comes from."""
    source = getattr(form, "source", None)
    return source.lists if isinstance(source, ListSource) else ()
