"""What each worked-out fact counted of the record, what it left out, and why: one line for every item it looked at.

Made only for a worksheet. It judges the items of one evaluation again with the closures that judged them the first
time, so it can say nothing that the evaluation did not do. Items of a health list are named by their place alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xgxp_rules.diagnostics import Both
from xgxp_rules.engines.entries import EntryReader
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.interpreter import Run
from xgxp_rules.engines.ledger_items import Item, Line, items_of
from xgxp_rules.engines.ledger_spells import spell_lines
from xgxp_rules.engines.lists import Source
from xgxp_rules.engines.retiring import tracks
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.stretches import Inputs
from xgxp_rules.engines.year_blocks import place_of
from xgxp_rules.engines.yearly import YearReader
from xgxp_rules.law.retirement import Schedule, Track
from xgxp_rules.model.forms import Run as RunForm
from xgxp_rules.model.forms import Statutory
from xgxp_rules.model.policy import Parameter
from xgxp_rules.model.texts import Lang
from xgxp_rules.model.values import NOT_APPLICABLE
from xgxp_rules.model.vocabulary import Fact

_SAID: dict[str, Both] = {
    "counted": Both("符合条件，计入", "meets the condition, counted"),
    "all": Both("计入", "counted"),
    "not_matching": Both("不符合条件，不计", "does not meet the condition, not counted"),
    "outside": Both("不在期间内，不计", "outside the window, not counted"),
    "open": Both("是否计入还不能确定", "it is not known whether it counts"),
    "no_grade": Both(
        "当年不定等次，既不算符合也不算不符合", "no grade that year: neither has nor lacks the property"
    ),
    "before_break": Both("在中断之前，不计", "before the break, not counted"),
    "holds": Both("符合，计入", "has the property, counted"),
    "lacks": Both("不符合", "lacks the property"),
}


def ledgers(run: Run, lang: Lang) -> dict[int, list[dict[str, Any]]]:
    """Return the ledger of every slot that reads a list or the retirement law, by the slot's number."""
    made = {}
    for number, slot in enumerate(run.program.slots):
        lines = [_told(line, lang) for line in _lines(slot, run.env, run.program.slots)]
        if lines:
            made[number] = lines
    return made


def _told(line: Line, lang: Lang) -> dict[str, Any]:
    item, reason = (each.zh if lang == "zh" else each.en for each in (line.item, line.reason))
    return {"item": item, "counted": line.counted, "reason": reason}


def _lines(slot: Slot, env: Env, slots: tuple[Slot, ...]) -> Iterator[Line]:
    owner: Fact | Parameter | None = slot.fact or slot.parameter
    form = None if owner is None else owner.form
    match slot.details:
        case (Source() as source, tuple() as bridges, tuple() as minus, Inputs() as inputs):
            yield from spell_lines(source, bridges, minus, inputs, env, slots)
        case (Source() as source, YearReader() as years):
            yield from _yearly(source, years, form, env, slots)
        case (Source() as source, EntryReader() as entries):
            yield from _entries(source, entries, env, slots)
        case Source() as source:
            yield from _listed(source, env, slots)
        case _ if isinstance(form, Statutory):
            yield from _retirement(form, slot, env)
        case _:
            return


def _listed(source: Source, env: Env, slots: tuple[Slot, ...]) -> Iterator[Line]:
    """Yield whether each item of a list met the condition and lay in the window."""
    found = source.collect(env)
    sure, maybe = {id(one) for one in found.sure}, {id(one) for one in found.maybe}
    for item in items_of(source, env, slots):
        if id(item.value) in sure:
            yield item.line(True, _SAID["all" if source.judge is None else "counted"])
        elif id(item.value) in maybe:
            yield item.line(None, _SAID["open"])
        else:
            outside = item.truth is not False
            yield item.line(False, _SAID["outside" if outside else "not_matching"])


def _yearly(source: Source, years: YearReader, form: Any, env: Env, slots: tuple[Slot, ...]) -> Iterator[Line]:
    """Yield the years of a series, latest first; in a run that ends with the latest, those before the break apart."""
    series, _complete = years.read(env)
    by = source.dated_by.by
    items = items_of(source, env, slots)
    by_year = {place_of(item.year, by) if isinstance(item.year, int) else None: item for item in items}
    running = isinstance(form, RunForm) and form.ending == "latest"
    broken = False
    last = None
    for year in sorted(series, reverse=True):
        item = by_year.get(year)
        if item is None:
            continue
        broken = broken or (running and last is not None and year < last - 1)
        last = year
        yield _year_line(item, series[year], broken=broken)
        skips = series[year] is NOT_APPLICABLE and isinstance(form, RunForm) and form.no_grade == "skips"
        broken = broken or (running and series[year] in (False, NOT_APPLICABLE) and not skips)


def _entries(source: Source, entries: EntryReader, env: Env, slots: tuple[Slot, ...]) -> Iterator[Line]:
    """Yield the entries of a series that belongs to no years, in the order in which they are written."""
    found = source.collect(env)
    inside = {id(one) for one in (*found.sure, *found.maybe)}
    for item in items_of(source, env, slots):
        if id(item.value) in inside:
            yield _year_line(item, entries.truth(item.value, env), broken=False)
        else:
            yield item.line(False, _SAID["outside"])


def _year_line(item: Item, truth: Any, *, broken: bool) -> Line:
    if truth is NOT_APPLICABLE:
        return item.line(False, _SAID["no_grade"])
    if truth is None:
        return item.line(None, _SAID["open"])
    if truth and broken:
        return item.line(False, _SAID["before_break"])
    return item.line(truth, _SAID["holds" if truth else "lacks"])


def _retirement(form: Statutory, slot: Slot, env: Env) -> Iterator[Line]:
    """Yield the track of the law that was used, or every one still possible, and what it rests on."""
    schedule: Schedule | None = env.law
    if schedule is None:
        return
    sex, post = (env.values[slot.home.slots[ref.id]] for ref in (form.sex, form.post_category))
    possible = tracks(sex, post)
    for track in possible:
        note = schedule.notes.get(track, "")
        yield Line(_track(track, schedule), True if len(possible) == 1 else None, Both(note, note))


def _track(track: Track, schedule: Schedule) -> Both:
    rule = schedule.rules[track]
    years = rule.base_months // 12
    rising = rule.step is not None
    return Both(
        f"{track.value}：原法定 {years} 岁{'，按出生年月延迟' if rising else ''}",
        f"{track.value}: {years} years{', raised by the month of birth' if rising else ''}",
    )
