"""Quotas over a roster: each group's base, counted members, bounds, and who is still open.

The reference meaning. It counts and never chooses: nobody is picked to fill a quota.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xgxp_rules.engines.ambiguity import reading_report, readings_of_quota
from xgxp_rules.engines.cohort import Cohort, Guards, Setting, Standing, compile_cohort
from xgxp_rules.engines.quota_groups import Entry, Group, Groups, Named
from xgxp_rules.engines.quota_sums import Pairs, judge, overall, pairs_of, relative_pairs, sums
from xgxp_rules.engines.quota_words import paper_of, reason_of, said_of
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.quota_report import BoundResult, OpenMember, QuotaResult
from xgxp_rules.model.records import Record
from xgxp_rules.model.records.others import id_of
from xgxp_rules.model.report import ReadingReport
from xgxp_rules.model.values import Truth


@dataclass(frozen=True, slots=True)
class QuotaProgram:
    """The quotas of a policy compiled for every kind of record they speak of."""

    version: PolicyVersion
    quotas: tuple[Quota, ...]
    cohorts: dict[str, Cohort]


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
    looked: dict[str, list[Named]] = {}
    for place, record in enumerate(records, 1):
        if any(one.about == record.about for one in program.quotas):
            name = getattr(record, "id", None)
            named = name if isinstance(name, str) else id_of(record) or f"#{place}"
            member = Named(named, program.cohorts[record.about].look(record, on, setting))
            looked.setdefault(record.about, []).append(member)
    counting = QuotaCounting(program, groups, on, setting, head)
    found: list[QuotaResult] = []
    for quota in program.quotas:
        members = looked.get(quota.about, [])
        found += counting.results(quota, [Entry(one.looked.standing(quota.id), 1, one) for one in members])
    return tuple(found)


@dataclass(slots=True)
class QuotaCounting:
    """Counts one quota after another, group by group, from what each member is to it."""

    program: QuotaProgram
    records: Sequence[Record]
    on: date
    setting: Setting
    head: dict[str, Any]
    groups: Groups = field(init=False)

    def __post_init__(self) -> None:
        """Keep what the groups' own records say from one quota to the next."""
        self.groups = Groups(self.program, self.records, self.on, self.setting)

    def results(self, quota: Quota, entries: Iterable[Entry]) -> Iterator[QuotaResult]:
        """Yield the result of a quota for each group of which it speaks."""
        for group in self.groups.split(quota, entries):
            speaks = self.groups.speaks(quota, group)
            if speaks is not False:
                yield self._result(quota, group, speaks)

    def _result(self, quota: Quota, group: Group, speaks: Truth) -> QuotaResult:
        members = [(entry, inside, *_pairs(quota, entry.standing, inside)) for entry, inside in group.members]
        pairs = _weighed((each, entry.times) for entry, _inside, each, _shared in members)
        shared = _weighed((each, entry.times) for entry, _inside, _pairs, each in members)
        base, counted = sums(pairs)
        bounds = tuple(self._bounds(quota, group, pairs, shared))
        status = overall(one.status for one in bounds) if speaks else "open"
        wanted = any(bound.side != "ceiling" for bound in quota.bounds)
        return QuotaResult(
            **self.head,
            **said_of(quota, self.program.version, self.on),
            group=group.words,
            members=sum(entry.times for entry, _inside in group.members),
            base=base,
            counted=counted,
            relative=None if quota.relative is None else sums(shared)[0],
            bounds=bounds,
            status=status,
            reason=reason_of(status, speaks, any(one.required is None for one in bounds)),
            undetermined=tuple(_open_members(quota, members)),
            could_be_counted=tuple(_could(members)) if wanted else (),
            depends_on=self._depends_on(quota),
        )

    def _bounds(
        self, quota: Quota, group: Group, pairs: dict[Pairs, int], shared: dict[Pairs, int]
    ) -> Iterator[BoundResult]:
        for place, bound in enumerate(quota.bounds):
            amounts = self.groups.amounts(quota, group, place)
            paper = paper_of(quota, place, self.program.version, self.on, group.words, group.record)
            yield judge(bound, amounts, shared if bound.is_share else pairs, paper)

    def _depends_on(self, quota: Quota) -> tuple[ReadingReport, ...]:
        chosen = dict(self.head["readings"])
        return tuple(reading_report(one, chosen) for one in readings_of_quota(self.program.version, quota))


Weighed = tuple[Entry, Truth, Pairs, Pairs]
"""An entry, whether it is in the group, and what is possible of it: by the base, and by whom a share is of."""


def _pairs(quota: Quota, standing: Standing, inside: Truth) -> tuple[Pairs, Pairs]:
    pairs = pairs_of(standing.base, standing.counted, inside)
    return pairs, pairs if quota.relative is None else relative_pairs(pairs, standing.relative, inside)


def _weighed(each: Iterable[tuple[Pairs, int]]) -> dict[Pairs, int]:
    found: dict[Pairs, int] = {}
    for pairs, times in each:
        found[pairs] = found.get(pairs, 0) + times
    return found


def _open_members(quota: Quota, members: Iterable[Weighed]) -> Iterator[OpenMember]:
    for entry, inside, pairs, shared in members:
        if entry.named is not None and (len(pairs) > 1 or len(shared) > 1):
            yield OpenMember(
                id=entry.named.id,
                in_group=inside,
                in_base=entry.standing.base,
                counted=entry.standing.counted,
                missing=entry.named.looked.missing(quota.id),
            )


def _could(members: Iterable[Weighed]) -> Iterator[str]:
    for entry, _inside, pairs, _shared in members:
        if entry.named is not None and (1, 0) in pairs:
            yield entry.named.id
