"""What would change an answer: the smallest edits of facts that can change, each verified by deciding again.

Sex and birth date never change, nor do names and ids; days that lie behind somebody are not moved. What may change is a
flag, a choice or a number, an entry that says something else or is not there, an entry more, a stretch that ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from xgxp_rules.diagnostics import Both, Lang, RecordError, UsageError
from xgxp_rules.engines.dating import dating
from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.changes_report import ChangesReport, EditReport, WayReport
from xgxp_rules.model.records import Record, Records
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.tools.search.building import items_written, written
from xgxp_rules.tools.search.cells import Axis, cells_of, constants_of
from xgxp_rules.tools.search.items import proposals

NEVER = frozenset({"sex", "born_on", "id", "name"})
"""Facts that are never proposed to be otherwise."""

MOST_TRIED = 2_000
MOST_WAYS = 12
_MOST_VALUES = 24


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of the record: under which name which value is put, and how it is told."""

    name: str
    value: Any
    told: EditReport


def what_would_change(
    catalog: Catalog,
    policy_id: str,
    decision: str,
    record: Record,
    *,
    as_of: date,
    wanted: str = "",
    others: Records | None = None,
) -> ChangesReport:
    """Return the smallest edits of changeable facts that lead to another outcome, or to the one wanted.

    Single edits are tried first, pairs only where no single one is enough; every way was decided on the edited record.

    Raises:
        UsageError, UnknownPolicy, RecordError: as `Catalog.decide`.
    """
    asking = _Asking(catalog, policy_id, decision, record, as_of, others)
    now = asking.decide({})
    edits = list(_edits(now, record))
    ways = list(_leading(asking, now, [(one,) for one in edits], wanted))
    if not ways:
        ways = list(_leading(asking, now, combinations(edits, 2), wanted))
    labels = {one.id: one.label for one in now.run.program.decision.outcomes}
    return ChangesReport(
        policy=now.policy,
        version=now.version,
        decision=now.decision,
        title=now.run.program.decision.title,
        as_of=as_of,
        outcome=now.outcome,
        label=labels.get(now.outcome or "", ""),
        status=now.status,
        offers=tuple(labels.get(one, one) for one in now.offers),
        ways=tuple(ways),
        tried=asking.tried,
        complete=asking.tried < MOST_TRIED and len(ways) < MOST_WAYS,
    )


@dataclass
class _Asking:
    catalog: Catalog
    policy_id: str
    decision: str
    record: Record
    as_of: date
    others: Records | None
    tried: int = 0

    def decide(self, changed: dict[str, Any]) -> Decision:
        """Return the decision about the record with some facts put otherwise."""
        data = self.record.model_dump(mode="json")
        record = type(self.record).load({**data, **changed}) if changed else self.record
        more: dict[str, Any] = {} if self.others is None else {"others": self.others}
        return self.catalog.decide(self.policy_id, self.decision, record, as_of=self.as_of, **more)


def _leading(asking: _Asking, now: Decision, several: Any, wanted: str) -> Iterator[WayReport]:
    """Yield the edits that lead to another settled outcome, as they are tried."""
    labels = {one.id: one.label for one in now.run.program.decision.outcomes}
    found = 0
    for edits in several:
        if asking.tried >= MOST_TRIED or found >= MOST_WAYS:
            return
        if len({one.name for one in edits}) < len(edits):
            continue
        asking.tried += 1
        try:
            after = asking.decide({one.name: one.value for one in edits})
        except (RecordError, UsageError):
            continue
        if after.status == "undetermined" or after.outcome is None or _same(after, now):
            continue
        reached = (after.outcome, *after.offers)
        if not wanted or wanted in (*reached, *(labels.get(one, "") for one in reached)):
            found += 1
            yield WayReport(
                edits=tuple(one.told for one in edits),
                outcome=after.outcome,
                label=labels.get(after.outcome, after.outcome),
                status=after.status,
                offers=tuple(labels.get(one, one) for one in after.offers),
            )


def _same(after: Decision, now: Decision) -> bool:
    return (after.outcome, after.status, after.offers) == (now.outcome, now.status, now.offers)


def _edits(now: Decision, record: Record) -> Iterator[Edit]:
    """Yield the edits of everything that the decision reads and that can change."""
    program = now.run.program
    constants = constants_of(program)
    for slot in program.slots:
        fact = slot.fact
        if fact is None or fact.form is not None or fact.id in NEVER or slot.home is not program.home:
            continue
        if fact.kind.name == "list":
            yield from _of_list(fact, record, program.slots, now.run.env.on)
        elif fact.kind.name in ("flag", "choice", "number"):
            yield from _of_value(slot, fact, now, constants)


def _key(record: Record, fact: Fact) -> str:
    """Return the name under which the record holds a fact: its id, or as it was spelt where only a policy knows it."""
    return next(
        (name for name in record.unlisted if name in (fact.id, fact.label)), fact.label if fact.local else fact.id
    )


def _of_value(slot: Slot, fact: Fact, now: Decision, constants: tuple[Any, ...]) -> Iterator[Edit]:
    current = now.run.env.values[now.run.program.home.slots[fact.id]]
    cells = cells_of(slot, constants, now.run.env.on)
    values = cells.points if isinstance(cells, Axis) else cells
    for value in values[:_MOST_VALUES]:
        if value != current:
            words = str(written(value, fact.kind))
            told = EditReport(fact=fact.id, label=fact.label, was=_shown(current, fact.kind), would_be=words)
            yield Edit(_key(now.run.env.record, fact), written(value, fact.kind), told)


def _shown(value: Any, kind: Kind) -> str:
    return show_value(value, kind, "zh")


def _of_list(fact: Fact, record: Record, slots: tuple[Slot, ...], on: date) -> Iterator[Edit]:
    key = _key(record, fact)
    raw = record.model_dump(mode="json").get(key)
    items = raw if isinstance(raw, list) else None
    if items is None:
        return
    dated = dating(tuple(one for one in fact.kind.fields if one.form is None))
    if dated.by == "spell":
        yield from _ended(fact, key, items, dated.until, on)
        return
    yield from _otherwise(fact, key, items)
    yield from _without(fact, key, items)
    yield from _added(fact, key, items, slots, on)


def _told(fact: Fact, entry: int | None, was: str, would_be: str, field: str = "") -> EditReport:
    return EditReport(fact=fact.id, label=fact.label, entry=entry, field=field, was=was, would_be=would_be)


def _ended(fact: Fact, key: str, items: list[Any], until: str, on: date) -> Iterator[Edit]:
    """Yield a running stretch ended on the day before."""
    last = (on - timedelta(1)).isoformat()
    label = next((one.label for one in fact.kind.fields if one.id == until), until)
    for place, item in enumerate(items):
        names = {until, label} & set(item)
        if until and not names:
            changed = [*items[:place], {**item, until if fact.local is False else label: last}, *items[place + 1 :]]
            yield Edit(key, changed, _told(fact, place + 1, "进行中", last, label))


def _otherwise(fact: Fact, key: str, items: list[Any]) -> Iterator[Edit]:
    """Yield entries of which a flag or a choice is another one."""
    for place, item in enumerate(items):
        for one in fact.kind.fields:
            name = next((each for each in (one.id, one.label) if each in item), None)
            if name is None or one.form is not None or one.kind.name not in ("flag", "choice"):
                continue
            values = [True, False] if one.kind.name == "flag" else [choice.id for choice in one.kind.choices]
            current = str(item[name])
            for value in values:
                words = str(written(value, one.kind))
                if current in (str(value), words):
                    continue
                changed = [*items[:place], {**item, name: words}, *items[place + 1 :]]
                was = next((str(written(each, one.kind)) for each in values if str(each) == current), current)
                yield Edit(key, changed, _told(fact, place + 1, was, words, one.label))


def _without(fact: Fact, key: str, items: list[Any]) -> Iterator[Edit]:
    for place, item in enumerate(items):
        told = _told(fact, place + 1, _entry(item, fact.kind), "没有这一条")
        yield Edit(key, [*items[:place], *items[place + 1 :]], told)


def _added(fact: Fact, key: str, items: list[Any], slots: tuple[Slot, ...], on: date) -> Iterator[Edit]:
    """Yield one entry more, of the kinds that the facts worked out from the list look for."""
    seen: list[Any] = []
    for slot in slots:
        if slot.fact is None or slot.fact.form is None or slot.fact.kind.name not in ("flag", "choice", "number"):
            continue
        found = [one for value in _targets(slot.fact.kind) for one in proposals(slot, value, on)]
        for proposal in found:
            for way in proposal.ways if proposal.label == fact.label else ():
                entries = items_written(way, proposal.kind)
                if len(entries) == 1 and entries[0] not in seen:
                    seen.append(entries[0])
                    told = _told(fact, None, "没有", _entry(entries[0], fact.kind))
                    yield Edit(key, [*items, entries[0]], told)


def _targets(kind: Kind) -> tuple[Any, ...]:
    if kind.name == "flag":
        return (True,)
    return tuple(choice.id for choice in kind.choices) if kind.name == "choice" else (1,)


def _entry(item: Any, kind: Kind) -> str:
    """Return an entry in words: each field by its label, a choice by its word."""
    if not isinstance(item, dict):
        return str(item)
    fields = {name: one for one in kind.fields for name in (one.id, one.label)}
    parts = []
    for name, value in item.items():
        one = fields.get(name)
        chosen = one.kind.choice(value) if one is not None and isinstance(value, str) else None
        parts.append(f"{name if one is None else one.label} {value if chosen is None else chosen.label}")
    return "，".join(parts)


_SAID = {
    "now": Both("{title}：{label}", "{title}: {label}"),
    "way": Both("改为“{label}”，只要：", "“{label}”, if only:"),
    "edit": Both("{where}：{was} → {would_be}", "{where}: {was} → {would_be}"),
    "none": Both(
        "能变的事实里，改一项或两项都得不到别的结果", "no change of one or two changeable facts leads elsewhere"
    ),
    "more": Both("（还有别的改法没有一一列出）", "(there are more ways than these)"),
    "fixed": Both("性别、出生日期和已经过去的日子不在其内", "sex, birth date and days gone by are left alone"),
    "blocked": Both("{label}，但因上位规定不生效", "{label}, blocked by higher law"),
    "offered": Both("{label}，待有权单位就“{offers}”选定", "{label}, an office to choose on “{offers}”"),
    "open": Both("尚不能确定", "undetermined"),
}


def _say(name: str, lang: Lang, **parts: str) -> str:
    both = _SAID[name]
    return (both.zh if lang == "zh" else both.en).format(**parts)


def _answer(one: ChangesReport | WayReport, lang: Lang) -> str:
    """Return what an answer comes to: its outcome, whether higher law blocks it, and what an office may choose."""
    label = one.label or _say("open", lang)
    if one.status == "blocked":
        label = _say("blocked", lang, label=label)
    return _say("offered", lang, label=label, offers="、".join(one.offers)) if one.offers else label


def changes_words(report: ChangesReport, lang: Lang = "zh") -> str:
    """Return in words what would change an answer."""
    lines = [_say("now", lang, title=report.title, label=_answer(report, lang))]
    for way in report.ways:
        lines.append(f"  {_say('way', lang, label=_answer(way, lang))}")
        for edit in way.edits:
            where = edit.label if edit.entry is None else f"{edit.label}[{edit.entry}]"
            where += f".{edit.field}" if edit.field else ""
            lines.append(f"    · {_say('edit', lang, where=where, was=edit.was, would_be=edit.would_be)}")
    if not report.ways:
        lines.append(f"  {_say('none', lang)}")
    if not report.complete:
        lines.append(f"  {_say('more', lang)}")
    return "\n".join([*lines, f"  {_say('fixed', lang)}"])
