"""From a cell to records: what a case file would give so that every fact of the cell comes out.

A cell may ask for several facts of one list at once. They are put into one entry where they agree, after one another
where they do not; whether that works is not argued here: the interpreter is asked about every record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, product
from typing import Any

from xgxp_rules.diagnostics import RecordError, UsageError
from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.periods import Period
from xgxp_rules.model.records import MODELS, Record, Records
from xgxp_rules.model.references import names_in
from xgxp_rules.model.values import NOT_APPLICABLE, Kind
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.tools.search.items import Draft, proposals
from xgxp_rules.tools.search.others import OTHERS, reached

_MOST_RECORDS = 16
"""How many records are tried for one cell."""

Given = dict[str, Any]


class Builder:
    """Makes records of cells, for one kind of record and one decision date."""

    def __init__(self, about: str, slots: Mapping[str, Slot], on: date, *, beside: bool = False) -> None:
        self.about, self.slots, self.on, self.beside = about, slots, on, beside

    def given(self, cell: Mapping[str, Any]) -> Iterator[Given]:
        """Yield what could be given so that the facts of a cell come out, the likeliest first.

        Where records beside it are wanted too, they stand under `OTHERS`, by kind.
        """
        references, others = reached(cell, self.slots, written) if self.beside else ({}, {})
        aside = {OTHERS: others} if others else {}
        for full in self._supported({**cell, **references}):
            plain = {
                self._fact(name).label: written(value, self._fact(name).kind)
                for name, value in full.items()
                if self._fact(name).form is None
            }
            lists = self._lists(full)
            for chosen in islice(product(*lists.values()), _MOST_RECORDS):
                yield {**plain, **dict(zip(lists, chosen, strict=True)), **aside}

    def _supported(self, cell: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
        """Yield the cell, and it with days for what the windows of its facts are reckoned from."""
        days = [
            name
            for name, slot in self.slots.items()
            if name not in cell
            and slot.fact is not None
            and slot.fact.kind.name == "date"
            and any(self._leans(self.slots[one], slot) for one in cell)
        ]
        yield cell
        for back in (400, 800) if days else ():
            yield {**cell, **dict.fromkeys(days, self.on - timedelta(back))}

    def _leans(self, slot: Slot, base: Slot) -> bool:
        """Return whether one fact is made from another, at first or second hand."""
        names = {name.id for name in names_in(slot.fact.form if slot.fact else None) if isinstance(name, FactRef)}
        base_id = base.fact.id if base.fact else ""
        version = slot.home.version
        seen: set[str] = set()
        while names - seen:
            name = (names - seen).pop()
            seen.add(name)
            fact = next((each[name] for each in version.vocabularies if name in each), None)
            names |= {one.id for one in names_in(fact.form if fact else None) if isinstance(one, FactRef)}
        return base_id in names

    def decide(
        self, policies: Sequence[Policy], decision: str, given: Given, pins: Sequence[Mapping[str, Any]]
    ) -> tuple[Decision, ...] | None:
        """Return what each policy says of a record, or None where it cannot be true or is not about this kind."""
        try:
            return tuple(
                policy.decide(decision, self._record(given, pinned), as_of=self.on, others=_others(given))
                for policy, pinned in zip(policies, pins, strict=True)
            )
        except (RecordError, UsageError):
            return None

    def _record(self, given: Given, pinned: Mapping[str, Any]) -> Record:
        more = {self._fact(name).label: written(value, self._fact(name).kind) for name, value in pinned.items()}
        own = {name: value for name, value in given.items() if name != OTHERS}
        return MODELS[self.about].load({**own, **more})

    def _fact(self, name: str) -> Fact:
        fact = self.slots[name].fact
        assert fact is not None
        return fact

    def _lists(self, cell: Mapping[str, Any]) -> dict[str, list[list[Given]]]:
        """Return, for each list that the cell depends on, the ways in which it could be filled, the likeliest first."""
        wanted: dict[str, list[list[list[Draft]]]] = {}
        kinds: dict[str, Kind] = {}
        for name, value in cell.items():
            slot = self.slots[name]
            for fact in _lists_read(slot):
                kinds[fact.label] = fact.kind
                wanted.setdefault(fact.label, [])
            for found in proposals(slot, value, self.on):
                wanted.setdefault(found.label, []).append(found.ways)
                kinds[found.label] = found.kind
        return {
            label: [items_written(way, kinds[label]) for way in _combined(ways, kinds[label])]
            for label, ways in wanted.items()
        }


def _others(given: Given) -> Records | None:
    """Return the records beside a built one; None where it has none."""
    if OTHERS not in given:
        return None
    others = given[OTHERS]
    return Records(
        [MODELS[about].load(one) for about, several in others.items() for one in several], complete=others
    )


def _lists_read(slot: Slot) -> Iterator[Fact]:
    for fact in (slot.home.version.vocabulary(about).get(name) for about, name in _list_names(slot)):
        if fact is not None and fact.kind.name == "list" and fact.form is None:
            yield fact


def _list_names(slot: Slot) -> Iterator[tuple[str, str]]:
    form = None if slot.fact is None else slot.fact.form
    sources = [getattr(form, "source", None), *getattr(form, "bridge", ()), *getattr(form, "minus", ())]
    sources += getattr(form, "steps", ())
    for source in sources:
        for ref in getattr(source, "lists", ()):
            for vocabulary in slot.home.version.vocabularies:
                if ref.id in vocabulary and slot.fact is not None and slot.fact.id in vocabulary:
                    yield vocabulary.about, ref.id


def _combined(ways: list[list[list[Draft]]], kind: Kind) -> list[list[Draft]]:
    """Return the ways to fill one list for several facts at once."""
    if not ways:
        return [[]]
    result: list[list[Draft]] = []
    for several in islice(product(*ways), 8):
        filled = [one for one in several if one]
        merged: list[Draft] | None = []
        for drafts in filled:
            merged = None if merged is None else _merged(merged, drafts)
        if merged is not None:
            result.append(merged)
        if len(filled) > 1:
            result.append(_in_a_row([draft for drafts in filled for draft in drafts], kind))
            result += filled
    unique: list[list[Draft]] = []
    for one in result:
        if one not in unique:
            unique.append(one)
    return unique


def _merged(one: list[Draft], other: list[Draft]) -> list[Draft] | None:
    """Return the entries of two facts laid over each other, or None where they contradict."""
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    laid = list(longer)
    for place, draft in enumerate(shorter):
        together = laid[place].with_(draft)
        if together is None:
            return None
        laid[place] = together
    return laid


def _in_a_row(drafts: list[Draft], kind: Kind) -> list[Draft]:
    """Return spells one after the other: each that still runs ends on the day before the next begins."""
    names = {fact.id for fact in kind.fields}
    if "starts_on" not in names:
        return drafts
    ordered = sorted(drafts, key=lambda draft: draft.value("starts_on") or date.max)
    # A spell at a school that nobody knows may be at any of those named.
    elsewhere = any(draft.value("school") for draft in drafts)
    result = []
    for place, draft in enumerate(ordered):
        later = ordered[place + 1].value("starts_on") if place + 1 < len(ordered) else None
        if later is not None and draft.value("ends_on") is None:
            draft = draft.ending(date.fromordinal(later.toordinal() - 1), place, elsewhere=elsewhere)
        result.append(draft)
    return result


def items_written(drafts: list[Draft], kind: Kind) -> list[Given]:
    """Return entries of a list as a case file gives them."""
    fields = {fact.id: fact for fact in kind.fields}
    return [
        {fields[name].label: written(value, fields[name].kind) for name, value in draft.values() if name in fields}
        for draft in drafts
    ]


def written(value: Any, kind: Kind) -> Any:
    """Return a value as a case file gives it.

    >>> written(date(2026, 9, 1), Kind("date")), written(True, Kind("flag"))
    ('2026-09-01', '是')
    """
    if value is NOT_APPLICABLE:
        return "不适用"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Elapsed):
        return value.period().text("zh")
    if isinstance(value, Period):
        return value.text("zh")
    if isinstance(value, int | Fraction) and kind.unit == "%":
        return f"{float(value * 100):g}%"
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    choice = kind.choice(value) if kind.name == "choice" else None
    return value if choice is None else choice.label


def show_cell(cell: Mapping[str, Any], slots: Mapping[str, Slot]) -> dict[str, str]:
    """Return a cell in words: each fact's label and its value."""
    return {
        fact.label: str(written(value, fact.kind))
        for name, value in cell.items()
        if (fact := slots[name].fact) is not None
    }
