"""The groups that a quota is kept by: who is, or may be, in each, and what is said of the group itself.

Members come one by one, or as one entry for all who are alike to the quota: columns count nations that way. What a
group comes to depends on nothing else of its members than their standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from xgxp_rules.engines.cohort import Looked, Setting, Standing
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.records import MODELS, Record
from xgxp_rules.model.records.others import id_of, names_of
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.values import UNKNOWN, Between, Possible, Truth
from xgxp_rules.model.vocabulary import fold_name

if TYPE_CHECKING:
    from xgxp_rules.engines.quotas import QuotaProgram

_NOBODY: Final = object()


@dataclass(frozen=True, slots=True)
class Named:
    """A member that a result may name: the id it goes by, and what it says."""

    id: str
    looked: Looked


@dataclass(frozen=True, slots=True)
class Entry:
    """So many members who stand alike to a quota; `named` where it is one that a result may name."""

    standing: Standing
    times: int = 1
    named: Named | None = None


@dataclass(slots=True)
class Group:
    """One group of a quota: its key in words, its own record, and the members that are or may be in it."""

    words: tuple[str, ...]
    record: Record | None = None
    members: list[tuple[Entry, Truth]] = field(default_factory=list)


@dataclass(slots=True)
class Groups:
    """Splits a roster into the groups of one quota after another, and reads what each group's own record says."""

    program: QuotaProgram
    records: Sequence[Record]
    on: date
    setting: Setting
    _looked: dict[int, Looked] = field(default_factory=dict)
    _empty: dict[str, Looked] = field(default_factory=dict)

    def split(self, quota: Quota, entries: Iterable[Entry]) -> list[Group]:
        """Return the groups: first those that have a record, then in the order in which members name them."""
        if not quota.per:
            return [Group((), members=[(entry, True) for entry in entries])]
        found = self.known(quota)
        anywhere: list[Entry] = []
        for entry in entries:
            keys = entry.standing.keys
            if keys is None:
                anywhere.append(entry)
                continue
            for key in keys:
                group = self.group(quota, key, found)
                group.members.append((entry, True if len(keys) == 1 else None))
        listed = list({id(group): group for group in found.values()}.values())
        for group in listed:
            group.members += [(entry, None) for entry in anywhere]
        return listed

    def known(self, quota: Quota) -> dict[tuple[Any, ...], Group]:
        """Return a group for each record handed in, so that a body without members is not passed over."""
        found: dict[tuple[Any, ...], Group] = {}
        if len(quota.per) > 1:
            return found
        for record in self.records:
            if record.about == quota.group:
                name = getattr(record, "name", None)
                group = Group((name if isinstance(name, str) else id_of(record) or "?",), record)
                found |= {(each,): group for each in names_of(record)}
        return found

    def group(self, quota: Quota, key: tuple[Any, ...], found: dict[tuple[Any, ...], Group]) -> Group:
        """Return the group of a key among those found, or a new one."""
        folded = tuple(fold_name(one) if isinstance(one, str) else one for one in key)
        group = found.get(folded)
        if group is None:
            vocabulary = self.program.version.vocabulary(quota.about)
            kinds = [vocabulary[ref.id].kind for ref in quota.per]
            words = tuple(show_value(one, kind) for one, kind in zip(key, kinds, strict=True))
            group = found[folded] = Group(words, self._record_of(quota, key))
        return group

    def _record_of(self, quota: Quota, key: tuple[Any, ...]) -> Record | None:
        names = {fold_name(one) for one in key if isinstance(one, str)}
        mine = (one for one in self.records if one.about == quota.group)
        return next((one for one in mine if not names.isdisjoint(names_of(one))), None)

    def _own(self, quota: Quota, group: Group) -> Looked:
        """Return what the group's own record says; without one every fact of it is unknown."""
        record = group.record or named_record(quota.group, group.words)
        found = self._looked.get(id(record))
        if found is None:
            found = self.program.cohorts[quota.group].look(record, self.on, self.setting)
            if group.record is not None:
                self._looked[id(record)] = found
        return found

    def speaks(self, quota: Quota, group: Group) -> Truth:
        """Return whether a quota speaks of a group."""
        if quota.when is None:
            return True
        if quota.when_about == quota.group and quota.group:
            return self._own(quota, group).when(quota.id)
        # A fact of the members says something of their group where they all agree.
        said = {entry.standing.when for entry, _inside in group.members}
        return said.pop() if len(said) == 1 else None

    def amounts(self, quota: Quota, group: Group, place: int) -> tuple[int | Fraction, ...] | None:
        """Return what the amount of a bound may be for a group; None where nobody can say."""
        bound = quota.bounds[place]
        if bound.about == quota.group and quota.group:
            return numbers_of(self._own(quota, group).amount(quota.id, place))
        if not group.members:
            return numbers_of(self._nobody(quota.about).amount(quota.id, place))
        first: Any = _NOBODY
        for entry, _inside in group.members:
            amount = entry.standing.amounts[place]
            if first is not _NOBODY and amount != first:
                return None
            first = amount
        return numbers_of(first)

    def _nobody(self, about: str) -> Looked:
        if about not in self._empty:
            self._empty[about] = self.program.cohorts[about].look(MODELS[about](), self.on, self.setting)
        return self._empty[about]


def named_record(about: str, words: tuple[str, ...]) -> Record:
    """Return a record of which nothing is known but what it is called, for a group that has none."""
    model = MODELS[about]
    known = {"name": words[0]} if len(words) == 1 and "name" in model.model_fields else {}
    return model.model_validate(known)


def numbers_of(value: Any) -> tuple[int | Fraction, ...] | None:
    """Return the numbers that a value may be, as far as they matter: of a range both ends."""
    if isinstance(value, int | Fraction):
        return (value,)
    if isinstance(value, Between) and value.low is not None and value.high is not None:
        return (value.low, value.high)
    if isinstance(value, Possible):
        several = [numbers_of(one) for one in value.values]
        return None if None in several else tuple(one for each in several if each for one in each)
    assert value is UNKNOWN or not isinstance(value, str)
    return None
