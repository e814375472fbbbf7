"""The ledger of time spent in spells: what held a stretch, what bridged it, what lay elsewhere, and what broke it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from xgxp_rules.diagnostics import Both
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.ledger_items import Item, Line, items_of
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.reading import field_reader
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.spell_reading import counted_to, day_after
from xgxp_rules.engines.stretches import Inputs
from xgxp_rules.engines.weighing import weights_in
from xgxp_rules.engines.worked_days import unpublished_years
from xgxp_rules.model.durations import Period
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.spells import Spell
from xgxp_rules.model.tallies import LedgerLine, Reason, reason_text, tally
from xgxp_rules.model.texts import show_number
from xgxp_rules.model.values import NOT_APPLICABLE

_SAID: dict[str, Both] = {
    "held": Both("在连续的一段之内，计入", "within the stretch, counted"),
    "elsewhere": Both("不属于这一段", "belongs to another stretch"),
    "before": Both("中断之前，不计", "before the break, not counted"),
    "candidate": Both("是其中一段，取最长的", "one of the stretches; the longest counts"),
    "least": Both("是其中一段，取最短的", "one of the stretches; the shortest counts"),
    "over": Both("计算日已经结束，不计", "over by the measuring day, not counted"),
    "future": Both("计算日之后才开始，不计", "begins after the measuring day, not counted"),
    "not_matching": Both("不符合条件，不计", "does not meet the condition, not counted"),
    "open": Both("起止日期或条件还不能确定", "its days or the condition are not certain"),
    "bridge_counts": Both("衔接前后，并计入", "bridges the stretch and is counted"),
    "bridge": Both("衔接前后，本身不计", "bridges the stretch, itself not counted"),
    "no_bridge": Both("没有衔接到这一段", "does not touch the stretch"),
    "minus": Both("应当扣除的时间", "to be taken off"),
    "break": Both("没有任职也没有衔接，在此中断", "neither a spell nor a bridge: the stretch breaks here"),
}


def spell_lines(
    source: Source,
    bridges: tuple[Source, ...],
    minus: tuple[Source, ...],
    inputs: Inputs,
    env: Env,
    slots: tuple[Slot, ...],
) -> Iterator[Line]:
    """Yield the ledger of a stretch or total on the measuring day."""
    items = list(items_of(source, env, slots))
    plain = [item for item in items if item.dated and item.truth is True and item.start <= env.on]
    for item in items:
        if item.truth is False:
            yield item.line(False, _SAID["not_matching"])
        elif not item.dated or item.truth is None:
            yield item.line(None, _SAID["open"])
        elif item.start > env.on:
            yield item.line(False, _SAID["future"])
    aside = [one for each in bridges for one in items_of(each, env, slots) if one.truth is not False]
    taken = [one for each in minus for one in items_of(each, env, slots) if one.truth is not False]
    if inputs.form.op == "total":
        yield from _totalled(plain, taken, inputs, env, _to(items, inputs, env))
    else:
        yield from _held(plain, aside, inputs, env, _value_of(inputs, slots, env))
        yield from (one.line(True, _SAID["minus"]) for one in taken)


def _value_of(inputs: Inputs, slots: tuple[Slot, ...], env: Env) -> Any:
    """Return the value of the slot that these inputs belong to."""
    return next(
        env.values[number]
        for number, slot in enumerate(slots)
        if isinstance(slot.details, tuple) and slot.details[-1:] == (inputs,)
    )


def _to(items: list[Item], inputs: Inputs, env: Env) -> date:
    """Return the day up to which the time of these items is counted."""
    bounds = None if inputs.window is None else inputs.window(env)
    if bounds is not None and bounds.closes:
        return bounds.stop
    dated = [item for item in items if item.dated and item.truth is True]
    return counted_to(
        [(item.start, date.max if item.until is NOT_APPLICABLE else day_after(item.until)) for item in dated],
        env.on,
    )


def _spell(item: Item, on: date, place: int) -> Spell:
    last = None if item.until is NOT_APPLICABLE else item.until
    return Spell.served(item.start, last, on, place)


# --- one stretch -----------------------------------------------------------------------------------------------------


def _held(plain: list[Item], aside: list[Item], inputs: Inputs, env: Env, value: Any) -> Iterator[Line]:
    if inputs.form.least:
        yield from (item.line(True, _SAID["least"]) for item in plain)
        return
    if isinstance(value, Period) and inputs.form.op == "longest":
        yield from (item.line(True, _SAID["candidate"]) for item in plain)
        return
    if not isinstance(value, Elapsed):
        is_open = _is_open(value)
        said = _SAID["over"] if not is_open else _unsettled(plain, inputs, env)
        yield from (item.line(None if is_open else False, said) for item in plain)
        return
    start, on = value.start, value.end
    group = _group_of(plain, inputs, start)
    for item in plain:
        end = date.max if item.until is NOT_APPLICABLE else day_after(item.until)
        if group is not None and _read_group(item, inputs) != group:
            yield item.line(False, _SAID["elsewhere"])
        elif end > start:
            yield item.line(True, _SAID["held"])
        else:
            yield item.line(False, _SAID["before"])
    yield from _broken(plain, inputs, group, start)
    for item in aside:
        yield _bridge(item, inputs, start, on)


def _unsettled(plain: list[Item], inputs: Inputs, env: Env) -> Both:
    """Return why a stretch is open although its spells may be known: the holidays of its days are not out yet."""
    years = (
        unpublished_years([_spell(item, env.on, 0) for item in plain]) if inputs.form.by == "working_days" else ()
    )
    if not years:
        return _SAID["open"]
    return Both(
        f"{'、'.join(map(str, years))}年的节假日安排没有公布或没有载入，工作日数不能确定",
        f"the holidays of {', '.join(map(str, years))} are not published or not loaded, so its working days are open",
    )


def _is_open(value: Any) -> bool:
    return value is not NOT_APPLICABLE and not isinstance(value, Period)


def _read_group(item: Item, inputs: Inputs) -> Any:
    same = inputs.form.same
    return None if same is None else field_reader(same.id)(item.value)


def _group_of(plain: list[Item], inputs: Inputs, start: date) -> Any:
    """Return the group of the spell with which the stretch begins."""
    return next((_read_group(item, inputs) for item in plain if item.start == start), None)


def _broken(plain: list[Item], inputs: Inputs, group: Any, start: date) -> Iterator[Line]:
    """Yield the hole in front of the stretch, where an earlier spell of the same group shows that there is one."""
    earlier = [
        day_after(item.until)
        for item in plain
        if isinstance(item.until, date) and day_after(item.until) < start and _read_group(item, inputs) == group
    ]
    if earlier:
        first, last = max(earlier), start - timedelta(days=1)
        yield Line(Both(f"{first} 至 {last}", f"{first} to {last}"), False, _SAID["break"])


def _bridge(item: Item, inputs: Inputs, start: date, on: date) -> Line:
    if not item.dated or item.truth is None:
        return item.line(None, _SAID["open"])
    end = date.max if item.until is NOT_APPLICABLE else day_after(item.until)
    if item.start > on or end <= start:
        return item.line(False, _SAID["no_bridge"])
    counts = inputs.form.bridge_counts
    return item.line(counts, _SAID["bridge_counts" if counts else "bridge"])


# --- totals ----------------------------------------------------------------------------------------------------------


def _totalled(plain: list[Item], taken: list[Item], inputs: Inputs, env: Env, to: date) -> Iterator[Line]:
    """Yield the lines of the tally, each in the name of the item it comes from."""
    form = inputs.form
    if form.by == "working_days" or inputs.weighing is not None:
        yield from (item.line(True, _counted(item, inputs, env)) for item in plain)
        yield from (item.line(True, _SAID["minus"]) for item in taken)
        return
    bounds = None if inputs.window is None else inputs.window(env)
    since = None if bounds is None else bounds.begins_later if to > env.on else None
    first = since or (None if bounds is None else bounds.since) or date.min
    window = None if bounds is None else (first, max(first, min(bounds.stop, to)))
    counted = tally(
        [_spell(item, to, place) for place, item in enumerate(plain)],
        by=form.by,
        gap=form.gap,
        window=window,
        minus=[
            replace(_spell(item, to, 0), source=len(plain) + place)
            for place, item in enumerate(taken)
            if item.dated and item.start <= env.on
        ],
        calendar=env.calendar,
        presence=form.presence,
    )
    names = [*plain, *taken]
    for line in counted.ledger:
        yield _of_tally(line, names)


def _counted(item: Item, inputs: Inputs, env: Env) -> Both:
    """Return that a spell counts, and where it has a weight of its own, which."""
    if inputs.weighing is None:
        return _reason("counted", None)
    weights = weights_in(inputs.weighing.weigh(item.value, env))
    if weights is None:
        return Both("计入，按几倍折算还不能确定", "counted, its weight is not known")
    shown = [show_number(one) for one in weights]
    return Both(f"计入，按 {' 或 '.join(shown)} 倍折算", f"counted {' or '.join(shown)} times")


def _of_tally(line: LedgerLine, names: list[Item]) -> Line:
    last = line.stop - timedelta(days=1)
    hole = Both(f"{line.start} 至 {last}", f"{line.start} to {last}")
    item = names[line.source].name if 0 <= line.source < len(names) else hole
    used = line.reason in ("counted", "merged", "gap", "deducted", "weight")
    return Line(item, used, _reason(line.reason, line.counted))


def _reason(reason: Reason, counted: Period | None) -> Both:
    amounts = ("", "") if not counted else (f" {counted.text('zh')}", f" {counted.text('en')}")
    return Both(reason_text(reason, "zh") + amounts[0], reason_text(reason, "en") + amounts[1])
