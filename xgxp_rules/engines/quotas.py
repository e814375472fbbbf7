"""Quotas over a roster: each group's base, counted members, bounds, and who is still open.

The reference meaning. It counts and never chooses: nobody is picked to fill a quota.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal

from xgxp_rules.engines.ambiguity import reading_report, readings_of_quota
from xgxp_rules.engines.cohort import Cohort, Guards, Looked, Setting, compile_cohort
from xgxp_rules.engines.quota_sums import Pairs, judge, overall, pairs_of, relative_pairs, sums
from xgxp_rules.engines.setting import value_on
from xgxp_rules.model.forms import Delegated
from xgxp_rules.model.measures import DEFAULT_CALENDAR
from xgxp_rules.model.nodes import ParameterRef
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.quota_report import Account, OpenMember, QuotaResult
from xgxp_rules.model.records import MODELS, Record
from xgxp_rules.model.records.others import id_of, names_of
from xgxp_rules.model.report import ReadingReport
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.texts import show_value
from xgxp_rules.model.values import UNKNOWN, Between, Possible, Truth
from xgxp_rules.model.vocabulary import fold_name


@dataclass(frozen=True, slots=True)
class QuotaProgram:
    """The quotas of a policy compiled for every kind of record they speak of."""

    version: PolicyVersion
    quotas: tuple[Quota, ...]
    cohorts: dict[str, Cohort]


@dataclass(slots=True)
class _Member:
    """One record of the roster, its name in the result, and what it says."""

    id: str
    looked: Looked


@dataclass(slots=True)
class _Group:
    """One group of a quota: its key in words, its own record, and the members that are or may be in it."""

    words: tuple[str, ...]
    record: Record | None = None
    members: list[tuple[_Member, Truth]] = field(default_factory=list)


def compile_quotas(version: PolicyVersion, guards: Guards, on: date) -> QuotaProgram:
    """Return the quotas that are in force on a day, ready for any roster."""
    quotas = tuple(one for one in version.quotas if one.in_force is None or one.in_force.holds_on(on))
    abouts = dict.fromkeys(name for one in quotas for name in (one.about, one.group) if name)
    # A quota out of force may still be another one's base.
    cohorts = {about: compile_cohort(version, about, guards, _using(version, about)) for about in abouts}
    return QuotaProgram(version, quotas, cohorts)


def _using(version: PolicyVersion, about: str) -> tuple[Quota, ...]:
    return tuple(one for one in version.quotas if about in (one.about, one.group))


def run_quotas(
    program: QuotaProgram,
    records: Sequence[Record],
    groups: Sequence[Record],
    on: date,
    setting: Setting,
    head: dict[str, Any],
) -> tuple[QuotaResult, ...]:
    """Return what every quota comes to in every group, in the document's order and the roster's.

    `head` holds what all results share: versions and hashes.
    """
    looked: dict[str, list[_Member]] = {}
    for place, record in enumerate(records, 1):
        if any(one.about == record.about for one in program.quotas):
            name = getattr(record, "id", None)
            named = name if isinstance(name, str) else id_of(record) or f"#{place}"
            member = _Member(named, program.cohorts[record.about].look(record, on, setting))
            looked.setdefault(record.about, []).append(member)
    counting = _Counting(program, groups, on, setting, head)
    return tuple(
        result for quota in program.quotas for result in counting.results(quota, looked.get(quota.about, []))
    )


@dataclass(slots=True)
class _Counting:
    """Counts one quota after another."""

    program: QuotaProgram
    groups: Sequence[Record]
    on: date
    setting: Setting
    head: dict[str, Any]
    _records: dict[int, Looked] = field(default_factory=dict)

    def results(self, quota: Quota, members: list[_Member]) -> Iterator[QuotaResult]:
        """Yield the result of a quota for each group of which it speaks."""
        for group in self._split(quota, members):
            speaks = self._when(quota, group)
            if speaks is not False:
                yield self._result(quota, group, speaks)

    def _split(self, quota: Quota, members: list[_Member]) -> list[_Group]:
        if not quota.per:
            return [_Group((), members=[(member, True) for member in members])]
        found = self._with_records(quota)
        anywhere: list[_Member] = []
        for member in members:
            keys = member.looked.keys(quota.id)
            if keys is None:
                anywhere.append(member)
                continue
            for key in keys:
                group = self._group(quota, key, found)
                group.members.append((member, True if len(keys) == 1 else None))
        groups = list(dict.fromkeys(map(id, found.values())))
        listed = [next(one for one in found.values() if id(one) == each) for each in groups]
        for group in listed:
            group.members += [(member, None) for member in anywhere]
        return listed

    def _with_records(self, quota: Quota) -> dict[tuple[Any, ...], _Group]:
        """Return a group for each record handed in, so that a body without members is not passed over."""
        found: dict[tuple[Any, ...], _Group] = {}
        if len(quota.per) > 1:
            return found
        for record in self.groups:
            if record.about == quota.group:
                name = getattr(record, "name", None)
                group = _Group((name if isinstance(name, str) else id_of(record) or "?",), record)
                found |= {(each,): group for each in names_of(record)}
        return found

    def _group(self, quota: Quota, key: tuple[Any, ...], found: dict[tuple[Any, ...], _Group]) -> _Group:
        folded = tuple(fold_name(one) if isinstance(one, str) else one for one in key)
        group = found.get(folded)
        if group is None:
            vocabulary = self.program.version.vocabulary(quota.about)
            kinds = [vocabulary[ref.id].kind for ref in quota.per]
            words = tuple(show_value(one, kind) for one, kind in zip(key, kinds, strict=True))
            group = found[folded] = _Group(words, self._record_of(quota, key))
        return group

    def _record_of(self, quota: Quota, key: tuple[Any, ...]) -> Record | None:
        names = {fold_name(one) for one in key if isinstance(one, str)}
        mine = (one for one in self.groups if one.about == quota.group)
        return next((one for one in mine if not names.isdisjoint(names_of(one))), None)

    def _own(self, quota: Quota, group: _Group) -> Looked:
        """Return what the group's own record says; without one every fact of it is unknown."""
        record = group.record or named_record(quota.group, group.words)
        if id(record) not in self._records:
            looked = self.program.cohorts[quota.group].look(record, self.on, self.setting)
            if group.record is None:
                return looked
            self._records[id(record)] = looked
        return self._records[id(record)]

    def _when(self, quota: Quota, group: _Group) -> Truth:
        if quota.when is None:
            return True
        if quota.when_about == quota.group and quota.group:
            return self._own(quota, group).when(quota.id)
        # A fact of the members says something of their group where they all agree.
        said = {member.looked.when(quota.id) for member, _inside in group.members}
        return said.pop() if len(said) == 1 else None

    def _amounts(self, quota: Quota, group: _Group, place: int) -> tuple[int | Fraction, ...] | None:
        bound = quota.bounds[place]
        if bound.about == quota.group and quota.group:
            return numbers_of(self._own(quota, group).amount(quota.id, place))
        if not group.members:
            empty = self.program.cohorts[quota.about].look(MODELS[quota.about](), self.on, self.setting)
            return numbers_of(empty.amount(quota.id, place))
        values = [member.looked.amount(quota.id, place) for member, _inside in group.members]
        first = values[0]
        return numbers_of(first) if all(one == first for one in values) else None

    def _paper(self, quota: Quota, group: _Group, place: int) -> str:
        return paper_of(quota, place, self.program.version, self.on, group.words, group.record)

    def _result(self, quota: Quota, group: _Group, speaks: Truth) -> QuotaResult:
        entries = [(member, inside, *_truths(member, quota)) for member, inside in group.members]
        pairs: list[Pairs] = [pairs_of(base, counted, inside) for _member, inside, base, counted in entries]
        base, counted = sums(pairs)
        shared = pairs
        if quota.relative is not None:
            shared = [
                relative_pairs(each, member.looked.relative(quota.id), inside)
                for (member, inside, _base, _counted), each in zip(entries, pairs, strict=True)
            ]
        bounds = tuple(
            judge(
                bound,
                self._amounts(quota, group, place),
                shared if bound.is_share else pairs,
                self._paper(quota, group, place),
            )
            for place, bound in enumerate(quota.bounds)
        )
        status = overall(one.status for one in bounds) if speaks else "open"
        open_ = [
            OpenMember(
                id=member.id,
                in_group=inside,
                in_base=in_base,
                counted=is_counted,
                missing=member.looked.missing(quota.id),
            )
            for (member, inside, in_base, is_counted), each, other in zip(entries, pairs, shared, strict=True)
            if len(each) > 1 or len(other) > 1
        ]
        could = [entry[0].id for entry, each in zip(entries, pairs, strict=True) if (1, 0) in each]
        wanted = any(bound.side != "ceiling" for bound in quota.bounds)
        return QuotaResult(
            **self.head,
            **said_of(quota, self.program.version, self.on),
            group=group.words,
            members=len(group.members),
            base=base,
            counted=counted,
            relative=None if quota.relative is None else sums(shared)[0],
            bounds=bounds,
            status=status,
            reason=reason_of(status, speaks, any(one.required is None for one in bounds)),
            undetermined=tuple(open_),
            could_be_counted=tuple(could) if wanted else (),
            depends_on=self._depends_on(quota),
        )

    def _depends_on(self, quota: Quota) -> tuple[ReadingReport, ...]:
        chosen = dict(self.head["readings"])
        return tuple(reading_report(one, chosen) for one in readings_of_quota(self.program.version, quota))


def named_record(about: str, words: tuple[str, ...]) -> Record:
    """Return a record of which nothing is known but what it is called, for a group that has none."""
    model = MODELS[about]
    known = {"name": words[0]} if len(words) == 1 and "name" in model.model_fields else {}
    return model.model_validate(known)


def paper_of(
    quota: Quota, place: int, version: PolicyVersion, on: date, words: tuple[str, ...], record: Record | None
) -> str:
    """Return the paper by which another body set the amount of a bound for a group; "" where none did."""
    bound = quota.bounds[place]
    parameter = version.parameter(bound.amount.name) if isinstance(bound.amount, ParameterRef) else None
    form = None if parameter is None else parameter.form
    own = bool(quota.group) and bound.about == quota.group
    if not isinstance(form, Delegated) or (form.by_object and not own):
        return ""
    names = frozenset(names_of(record or named_record(quota.group, words))) if own else frozenset()
    found = value_on(form, on, names)
    return "" if found is None else found.source


def _truths(member: _Member, quota: Quota) -> tuple[Truth, Truth]:
    return member.looked.base(quota.id), member.looked.counted(quota.id)


def reason_of(status: str, speaks: Truth, unknown_amount: bool) -> QuotaReason:
    """Return why a quota is open: nobody knows whether it speaks of the group, or the amount, or who counts."""
    if status != "open":
        return ""
    if not speaks:
        return "group_unknown"
    return "amount_unknown" if unknown_amount else "members_open"


QuotaReason = Literal["", "group_unknown", "amount_unknown", "members_open"]


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


def said_of(quota: Quota, version: PolicyVersion, on: date) -> dict[str, Any]:
    """Return what a result on a day says of the quota itself, whoever is counted."""
    vocabulary = version.vocabulary(quota.about)
    return {
        "as_of": on,
        "quota": quota.id,
        "title": quota.title,
        "about": quota.about,
        "clauses": quota.clauses,
        "modality": quota.modality,
        "encouraged": quota.encouraged,
        "per": tuple(vocabulary[ref.id].label for ref in quota.per),
        "account": account_of(quota, on, version.calendar),
        "note": quota.note,
    }


def account_of(quota: Quota, on: date, calendar: SchoolCalendar = DEFAULT_CALENDAR) -> Account | None:
    """Return the period that holds the day."""
    match quota.each:
        case None:
            return None
        case "batch":
            return Account(name="batch")
        case "year":
            return Account(name=str(on.year), from_on=date(on.year, 1, 1), until_on=date(on.year, 12, 31))
        case "school_year":
            first, stop = calendar.block_of(on, "school_year")
            return Account(name=f"{first.year}-{first.year + 1}", from_on=first, until_on=stop - timedelta(1))
        case "term":
            first, stop = calendar.block_of(on, "term")
            year, number = calendar.term_of(on)
            return Account(name=f"{year}-{year + 1}-{number}", from_on=first, until_on=stop - timedelta(1))
