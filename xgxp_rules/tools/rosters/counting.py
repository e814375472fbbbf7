"""The quotas of a roster: what each comes to, who could still be counted, and who is open.

Columns count those of people. A quota that cannot be counted at all is told by name, and why.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from xgxp_rules.diagnostics import Both, Diagnostic, Lang, XgxpError, diagnose
from xgxp_rules.engines.columnar.refusals import Unsupported
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.quota_report import QuotaResult
from xgxp_rules.model.records import Record
from xgxp_rules.model.vocabulary import Fact, Vocabulary
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.cell_messages import NOT_COUNTED, NOTHING_TO_COUNT

if TYPE_CHECKING:
    from datetime import date

    import polars as pl


_NO_GROUP = Both("没有一个已知的组适用它", "no group is known of which it speaks")


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who is not counted for a quota and could be, or of whom it is open."""

    quota: str
    group: tuple[str, ...]
    id: str
    state: Literal["could", "open"]
    missing: tuple[str, ...] = ()


@dataclass(slots=True)
class CountedQuotas:
    """What the quotas of a roster come to, among how many people, and what is to be said of those not counted."""

    results: list[QuotaResult] = field(default_factory=list)
    standings: list[Standing] = field(default_factory=list)
    members: int = 0
    notes: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Counter:
    """Everything that a quota is counted from: frames of sound rows, and the records of bodies."""

    policy: Policy
    as_of: date
    lang: Lang
    frames: tuple[pl.DataFrame, dict[str, pl.DataFrame], pl.DataFrame | None]
    complete: Sequence[str]
    schools: tuple[Record, ...]

    def count(self) -> CountedQuotas:
        """Return what every quota comes to."""
        found = CountedQuotas(members=self.frames[0].height)
        asked = self.policy.effective.quotas
        own = [one for one in asked if one.about == "teacher"]
        if own and found.members:
            self._of_people(own, found)
        for about in dict.fromkeys(one.about for one in asked if one.about != "teacher"):
            self._of_others(about, [one for one in asked if one.about == about], found)
        order = {one.id: place for place, one in enumerate(asked)}
        found.results.sort(key=lambda each: order[each.quota])
        return found

    def _of_people(self, quotas: Sequence[Quota], found: CountedQuotas) -> None:
        teachers, schools = self.frames[0], self.frames[2]
        lists: dict[str, Any] = dict(self.frames[1])
        try:
            results, members = self.policy.quotas_frame(
                teachers,
                as_of=self.as_of,
                id="编号",
                complete=self.complete,
                schools=schools,
                check=False,
                **lists,
            )
            results = tuple(one for one in results if one.about == "teacher")
            found.results += results
            found.standings += self._standings(results, members)
            counted = {one.quota for one in results}
            found.notes += self._not_counted([one for one in quotas if one.id not in counted], _NO_GROUP)
        except XgxpError as error:
            found.notes += self._not_counted(quotas, _both(error))

    def _of_others(self, about: str, quotas: Sequence[Quota], found: CountedQuotas) -> None:
        """Count what is not about people: the schools of the roster are records; of others there are none."""
        records = [one for one in self.schools if one.about == about]
        if not records:
            kind = KINDS.get(about, Both(about, about))
            for one in quotas:
                name = one.title if self.lang == "zh" else one.id
                found.notes.append(
                    diagnose(NOTHING_TO_COUNT, Span.none(), severity="note", name=name, kind=kind, sheet=kind.zh)
                )
            return
        try:
            bodies = [one for one in self.schools if one.about != about]
            results = self.policy.quotas(records, groups=bodies, as_of=self.as_of)
            found.results += [one for one in results if one.about == about]
        except XgxpError as error:
            found.notes += self._not_counted(quotas, _both(error))

    def _not_counted(self, quotas: Iterable[Quota], why: Both) -> Iterator[Diagnostic]:
        for one in quotas:
            name = one.title if self.lang == "zh" else one.id
            yield diagnose(NOT_COUNTED, Span.none(), severity="note", name=name, why=why)

    # Who is concerned

    def _standings(self, results: Sequence[QuotaResult], members: pl.DataFrame) -> Iterator[Standing]:
        """Yield who is open, and who could be counted where a quota asks for more, in the roster's order."""
        import polars as pl

        labels = _labels(self.policy.effective.vocabulary("teacher"), self.lang)
        by_group = {(one.quota, "/".join(one.group)): one for one in results}
        for quota in dict.fromkeys(one.quota for one in results):
            base, counted = pl.col(f"{quota}.base"), pl.col(f"{quota}.counted")
            is_open = base.is_null() | (base & counted.is_null())
            by_school = f"{quota}.group" in members.columns
            group = pl.col(f"{quota}.group") if by_school else pl.lit("")
            adrift = (group == "") & (base.is_null() | base) if by_school else pl.lit(value=False)
            is_told = (is_open | (base & ~counted) | adrift).fill_null(value=False)
            told = members.filter(is_told).select(
                "编号",
                (is_open | adrift).fill_null(value=True).alias("open"),
                f"{quota}.missing",
                group.alias("at"),
            )
            for whose, unsettled, missing, at in told.iter_rows():
                facts = tuple(labels.get(one, one) for one in (missing or "").split("|") if one)
                if by_school and at == "":
                    yield Standing(quota, (), whose, "open", facts or self._per(quota))
                    continue
                result = by_group.get((quota, at or ""))
                if result is not None and (unsettled or _asks_for_more(result)):
                    yield Standing(quota, result.group, whose, "open" if unsettled else "could", facts)

    def _per(self, quota: str) -> tuple[str, ...]:
        """Return what a quota is kept by, which is what is missing of somebody who may be in any group."""
        found = self.policy.effective.quota(quota)
        vocabulary = self.policy.effective.vocabulary("teacher")
        named = [vocabulary[ref.id] for ref in found.per] if found is not None else []
        return tuple(one.label if self.lang == "zh" else one.id for one in named)


def _asks_for_more(result: QuotaResult) -> bool:
    """Return whether a quota that is not met, or not surely, wants people counted."""
    return result.status != "met" and any(one.side != "ceiling" for one in result.bounds)


def why_refused(error: Unsupported) -> Both:
    """Return what columns cannot hold, and why."""
    said = dict(error.diagnostics[0].args)
    fact, reason = said.get("fact", ""), said.get("reason", "")
    if not isinstance(reason, Both):
        return _both(error)
    return Both(f"“{fact}”{reason.zh}", f"{fact}: {reason.en}")


def _both(error: XgxpError) -> Both:
    first = error.diagnostics[0]
    return Both(first.headline("zh"), first.headline("en"))


def _labels(vocabulary: Vocabulary, lang: Lang) -> Mapping[str, str]:
    """Return what facts and the fields of lists are called, by id."""
    if lang == "en":
        return {}
    fields: list[Fact] = [each for fact in vocabulary.facts for each in fact.kind.fields]
    return {one.id: one.label for one in (*fields, *vocabulary.facts)}
