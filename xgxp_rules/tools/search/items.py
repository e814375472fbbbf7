"""Entries of a list such that one worked-out fact gets one value: the latest grade, the length of a stay, a count.

Each form has its own small way back from the value to entries. What an entry must have is firm, when it lies is
loose where the value does not say; a form that has no way back proposes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from xgxp_rules.engines.dating import Dating, dating
from xgxp_rules.engines.scopes import Slot
from xgxp_rules.engines.year_blocks import place_of, year_at, year_of
from xgxp_rules.model.forms import (
    Aggregate,
    Count,
    Every,
    Exists,
    Form,
    ListSource,
    Pick,
    Run,
    Sequence,
    Stretch,
)
from xgxp_rules.model.measures import Elapsed
from xgxp_rules.model.nodes import Condition
from xgxp_rules.model.periods import CalendarError, Period, subtract_period
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.reach import Change
from xgxp_rules.model.values import NOT_APPLICABLE, Kind
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.tools.search.meeting import meet

_BACK = (1, 0, 2)
"""How many years back an entry is put whose time is not given: last year, this year, the year before last."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry: what it must have, and what may be changed to make room for another fact."""

    firm: tuple[tuple[str, Any], ...]
    loose: tuple[tuple[str, Any], ...] = ()

    def with_(self, other: Draft) -> Draft | None:
        """Return one entry that serves both, or None where they contradict."""
        mine, theirs = dict(self.firm), dict(other.firm)
        if any(theirs[name] != value for name, value in mine.items() if name in theirs):
            return None
        firm = {**mine, **theirs}
        loose = {
            name: value for name, value in {**dict(self.loose), **dict(other.loose)}.items() if name not in firm
        }
        return Draft(tuple(firm.items()), tuple(loose.items()))

    def value(self, name: str) -> Any:
        """Return one field, or None; a field that must stay empty is None too."""
        return dict((*self.loose, *self.firm)).get(name)

    def values(self) -> list[tuple[str, Any]]:
        """Return every field that is filled."""
        return [(name, value) for name, value in dict((*self.loose, *self.firm)).items() if value is not None]

    def ending(self, day: date, place: int, *, elsewhere: bool = False) -> Draft:
        """Return a spell that ends on a day, at a place of its own: where it names one, or with `elsewhere` anyway."""
        fields = {**dict(self.loose), **dict(self.firm), "ends_on": day}
        if elsewhere or "school" in fields:
            fields["school"] = f"原学校{place + 1}"
        return Draft(tuple(fields.items()))


@dataclass(frozen=True, slots=True)
class Proposal:
    """The ways in which one list could be filled for one fact."""

    label: str
    kind: Kind
    ways: list[list[Draft]]


def proposals(slot: Slot, value: Any, on: date) -> Iterator[Proposal]:
    """Yield how each list behind a worked-out fact could be filled; nothing where no way is known."""
    form = None if slot.fact is None else slot.fact.form
    if isinstance(form, Sequence):
        yield from _in_order(form, slot, value, on)
    if not isinstance(form, (Stretch, Pick, Exists, Count, Run, Every, Aggregate, Change)) or form.source is None:
        return
    listed = _list_of(form.source, slot)
    if listed is not None:
        maker = _Maker(listed.kind, slot.home.version, on)
        yield Proposal(listed.label, listed.kind, maker.ways(form, value))


def _in_order(form: Sequence, slot: Slot, value: Any, on: date) -> Iterator[Proposal]:
    """Yield the entries of each list of a sequence: one for each step, a year or two apart, none where it must fail."""
    listed = [_list_of(step, slot) for step in form.steps]
    for fact in dict.fromkeys(one for one in listed if one is not None):
        maker = _Maker(fact.kind, slot.home.version, on)
        own = [(len(listed) - place, step.where) for place, step in enumerate(form.steps) if listed[place] is fact]
        apart = (1, 2) if value is True else ()
        ways = [[maker.entry(where, years * back) for back, where in own] for years in apart]
        yield Proposal(fact.label, fact.kind, ways or [[]])


def _list_of(source: ListSource, slot: Slot) -> Fact | None:
    wanted = source.lists[0].id
    for vocabulary in slot.home.version.vocabularies:
        if wanted in vocabulary and slot.fact is not None and slot.fact.id in vocabulary:
            return vocabulary[wanted]
    return None


class _Maker:
    """Makes entries of one list."""

    def __init__(self, kind: Kind, version: PolicyVersion, on: date) -> None:
        self.fields = {fact.id: fact for fact in kind.fields}
        self.dated: Dating = dating(kind.fields)
        self.version, self.on = version, on

    def entry(self, where: Condition | None, back: int) -> Draft:
        """Return an entry that meets a condition, so many years back."""
        return self._entry(where, {}, back)

    def ways(self, form: Form, value: Any) -> list[list[Draft]]:
        if value is NOT_APPLICABLE or (value is False and isinstance(form, Exists)):
            return [[]]
        match form:
            case Stretch():
                return self._stretch(form, value)
            case Pick(take=take) | Aggregate(take=take):
                return [[self._entry(form.source.where, {take.id: value}, back)] for back in _BACK]
            case Exists():
                return [[self._entry(form.source.where, {}, back)] for back in _BACK]
            case Change(source=ListSource(where=where), gives="difference"):
                return self._change(where, form.take.id, value)
            case Count():
                return [self._several(form, value, first) for first in (1, 0)]
            case Run():
                return self._run(form, value)
            case Every():
                return self._every(form, value)
            case _:
                return []

    def _stretch(self, form: Stretch, value: Any) -> list[list[Draft]]:
        if isinstance(value, Period) and value.family == "working_days":
            return self._working_days(form, int(value.working_days))
        start = self._begin(value)
        if start is None:
            return []
        own: dict[str, Any] = {self.dated.field: start}
        if form.same is not None:
            own[form.same.id] = "现学校"
        return (
            [[self._entry(form.source.where, own, 0)], []] if start < self.on else [[], [self._entry(None, own, 0)]]
        )

    def _working_days(self, form: Stretch, count: int) -> list[list[Draft]]:
        """Return spells that end yesterday and hold about so many working days, holidays being where they are."""
        weeks = count + 2 * (count // 5)
        return [
            [self._entry(form.source.where, {self.dated.field: self.on - timedelta(weeks + more)}, 0)]
            for more in range(8)
        ]

    def _begin(self, value: Any) -> date | None:
        """Return the first day of a spell that has lasted so long and still runs."""
        if isinstance(value, Elapsed):
            return value.start
        if not isinstance(value, Period):
            return None
        if value.family == "school_years":
            begun = self.on.year - int(self.on < date(self.on.year, 9, 1))
            return date(begun - int(value.school_years), 9, 1)
        try:
            return subtract_period(self.on, value)
        except CalendarError:
            return None

    def _change(self, where: Condition | None, take: str, value: Any) -> list[list[Draft]]:
        """Return two entries between which a field has changed by so much."""
        if not isinstance(value, int):
            return []
        before = max(0, -value)
        return [
            [self._entry(where, {take: before}, first + 1), self._entry(where, {take: before + value}, first)]
            for first in (1, 0)
        ]

    def _several(self, form: Count, value: Any, first: int) -> list[Draft]:
        count = int(value) if isinstance(value, int) else 0
        drafts = []
        for place in range(count):
            own: dict[str, Any] = {}
            if form.distinct is not None:
                own[form.distinct.id] = self._distinct(form.distinct.id, place)
            drafts.append(self._entry(form.source.where, own, first + place))
        return drafts

    def _distinct(self, name: str, place: int) -> Any:
        choices = self.fields[name].kind.choices
        return choices[place % len(choices)].id if choices else f"第{place + 1}处"

    def _run(self, form: Run, value: Any) -> list[list[Draft]]:
        count = int(value) if isinstance(value, int) else 0
        ways = []
        for first in (1, 0):
            years = [self._entry(form.holds, {}, first + place, also=form.source.where) for place in range(count)]
            broken = self._entry(form.holds, {}, first + count, truth=False, also=form.source.where)
            ways += [[*years, broken], years]
        return ways

    def _every(self, form: Every, value: Any) -> list[list[Draft]]:
        many = range(5) if value is True else range(1)
        return [
            [
                self._entry(form.holds, {}, first + place, truth=value is True, also=form.source.where)
                for place in many
            ]
            for first in (1, 0)
        ]

    def _entry(
        self,
        where: Condition | None,
        own: dict[str, Any],
        back: int,
        *,
        truth: bool = True,
        also: Condition | None = None,
    ) -> Draft:
        """Return an entry that meets a condition (or fails it), so many years back unless its time is given."""
        met = {} if where is None else meet(where, self.fields, self.version, truth=truth)
        beside = {} if also is None else meet(also, self.fields, self.version)
        firm = {**beside, **met, **own}
        loose: dict[str, Any] = {}
        match self.dated.by:
            case "year":
                loose[self.dated.field] = self.on.year - back
            case "school_year":
                loose[self.dated.field] = self.on.year - 1 - back
            case "term":
                now = place_of(year_of(self.on, "term", self.version.calendar), "term")
                loose[self.dated.field] = year_at(now - 1 - back, "term")
            case "day":
                loose[self.dated.field] = self.on - timedelta(365 * back + 1)
            case "spell":
                loose[self.dated.field] = self.on - timedelta(400 * (back + 1))
                if back:
                    loose[self.dated.until] = self.on - timedelta(400 * back + 100)
            case _:
                pass
        if self.dated.by == "spell" and "running" in firm:
            if firm.pop("running"):
                firm[self.dated.until] = None
            else:
                loose[self.dated.until] = self.on - timedelta(100)
        loose = {name: value for name, value in loose.items() if name and name not in firm}
        if firm.get(self.dated.field) is not None and self.dated.by == "spell":
            loose.pop(self.dated.until, None)
        return Draft(tuple(firm.items()), tuple(loose.items()))
