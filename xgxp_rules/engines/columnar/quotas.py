"""Quotas over frames: what each member is comes from profiles, and each group is counted by the interpreter's own sums.

Members who are alike to a quota and kept in the same group enter together, times their number. So a nation costs one
group-by for each quota, and nobody is picked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from xgxp_rules.diagnostics import diagnose
from xgxp_rules.engines.cohort import Setting
from xgxp_rules.engines.columnar.quota_people import People
from xgxp_rules.engines.columnar.quota_profiles import Grouping, Members, standing_of
from xgxp_rules.engines.columnar.reasons import REASONS
from xgxp_rules.engines.columnar.refusals import UNSUPPORTED, Unsupported, construct_words
from xgxp_rules.engines.columnar.roster import ID, Roster
from xgxp_rules.engines.columnar.running import Decided, profiles_of
from xgxp_rules.engines.meeting import who_meets
from xgxp_rules.engines.quota_groups import Entry
from xgxp_rules.engines.quotas import QuotaCounting, QuotaProgram
from xgxp_rules.model.quota import Quota
from xgxp_rules.model.quota_report import QuotaResult
from xgxp_rules.model.records import Record
from xgxp_rules.spans import Span

RecordsOf = Callable[[Sequence[Any]], Sequence[Record]]
"""Reads the records of teachers by their ids."""


@dataclass(slots=True)
class QuotaFrame:
    """What the quotas of a policy come to, and a frame that says of each member what it counts as."""

    results: tuple[QuotaResult, ...]
    members: nw.LazyFrame[Any]


@dataclass(slots=True)
class QuotaColumns:
    """The quotas of a policy made ready for a roster: what could be refused has been, before a row is read."""

    program: QuotaProgram
    roster: Roster
    quotas: list[Quota]
    members: Members | None = None
    by_facts: dict[Any, Grouping] = field(default_factory=dict)

    @classmethod
    def planned(cls, program: QuotaProgram, roster: Roster, law: Any) -> QuotaColumns:
        """Return the quotas made ready.

        Raises:
            Unsupported: a quota asks what neither columns nor, on this engine, the interpreter can say.
        """
        made = cls(program, roster, [quota for quota in program.quotas if quota.about == "teacher"])
        if not made.quotas:
            return made
        if made.meets and not roster.backend.row_by_row:
            raise _refused(made.quotas[0], "people")
        cohort = program.cohorts["teacher"]
        made.members = Members(cohort, made.quotas, roster, law)
        for quota in made.quotas:
            if quota.per and quota.per not in made.by_facts:
                made.by_facts[quota.per] = Grouping(len(made.by_facts), cohort, quota, roster, law)
        return made

    @property
    def meets(self) -> bool:
        """Whether a quota, or what a group's own record says for it, needs everybody as a record."""
        return any(who_meets(one.scope.slots, "teacher") for one in self.program.cohorts.values())

    def run(
        self,
        setting: Setting,
        head: dict[str, Any],
        records_of: RecordsOf | None,
        odd: Sequence[nw.Expr] = (),
    ) -> QuotaFrame:
        """Return what every quota of teachers comes to in every group."""
        roster, members = self.roster, self.members
        if members is None:
            return QuotaFrame((), roster.built().select(ID, "row"))
        work = _Work(self.program, roster, setting, members, list(self.by_facts.values()))
        rows = work.coded(odd, records_of)
        schools = list(roster.inputs.school_records or ())
        counting = QuotaCounting(self.program, schools, roster.on, setting, head)
        people = People(self.quotas, roster, members, counting.groups)
        results: list[QuotaResult] = []
        for place, quota in enumerate(self.quotas):
            grouping = self.by_facts.get(quota.per)
            entries = list(work.entries(rows, place, grouping))
            found = list(counting.results(quota, entries))
            people.told(place, entries, found, grouping)
            results += found
        return QuotaFrame(tuple(results), people.frame(rows))


@dataclass(slots=True)
class _Work:
    """One roster with its profiles: the rows get their codes here, and are gathered into entries."""

    program: QuotaProgram
    roster: Roster
    setting: Setting
    members: Members
    groupings: list[Grouping]
    _single: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def _asked(self) -> list[Decided]:
        return [self.members, *self.groupings]

    def coded(self, odd: Sequence[nw.Expr], records_of: RecordsOf | None) -> nw.LazyFrame[Any]:
        """Return the rows with the code of every quota (`q0`), of every grouping (`g0`), and what each lacks."""
        rows, keys = profiles_of(self._asked, self.roster, odd)
        for one, (names, counts) in zip(self._asked, keys, strict=True):
            table = self._answers(one, rows, names, counts)
            rows = self.roster.backend.attached(rows, table, names).drop(*names)
        rows = self.roster.backend.staged(rows)
        return self._with_singles(rows, records_of)

    def columns(self, one: Decided) -> tuple[list[str], list[str]]:
        """Return the columns of a question's codes, and of what is missing for them."""
        if isinstance(one, Grouping):
            number = self.groupings.index(one)
            return [f"g{number}"], [f"l{number}"]
        places = range(len(self.members.quotas))
        return [f"q{place}" for place in places], [f"m{place}" for place in places]

    def _answers(
        self, one: Decided, rows: nw.LazyFrame[Any], names: list[str], counts: list[list[int]]
    ) -> nw.LazyFrame[Any]:
        found = [key for key in self.roster.backend.different(rows, *names) if key[0] >= 0]
        answers = [(key, one.answer_to(key, counts)) for key in found]
        known = [(key, answer) for key, answer in answers if answer is not None]
        columns: dict[str, list[Any]] = {name: [key[n] for key, _ in known] for n, name in enumerate(names)}
        codes, missing = self.columns(one)
        for place, name in enumerate(codes):
            columns[name] = [_each(answer[0], place) for _, answer in known]
        for place, name in enumerate(missing):
            columns[name] = [_each(answer[1], place) for _, answer in known]
        types: dict[str, Any] = dict.fromkeys(columns, "int")
        return self.roster.backend.table(columns, types | dict.fromkeys(missing, "text"))

    def _with_singles(self, rows: nw.LazyFrame[Any], records_of: RecordsOf | None) -> nw.LazyFrame[Any]:
        """Return the rows with the codes of those whom only the interpreter can look at."""
        marks = ["q0", *(f"g{number}" for number in range(len(self.groupings)))]
        alone: nw.Expr = nw.lit(value=False)
        for mark in marks:
            alone = alone | nw.col(mark).is_null()
        backend = self.roster.backend
        ids = [teacher for (teacher,) in backend.rows(rows.filter(alone).select(ID))]
        if not ids:
            return rows
        if records_of is None:
            raise _refused(self.members.quotas[0], "quota_rows")
        columns = self._looked_at(ids, records_of(ids))
        types: dict[str, Any] = {name: "text" if name[:1] in "ml" else "int" for name in columns}
        types["single"] = "int" if isinstance(ids[0], int) else "text"
        own = {name: name if name == "single" else f"{name}_own" for name in columns}
        table = backend.table(
            {own[name]: each for name, each in columns.items()}, {own[name]: kind for name, kind in types.items()}
        )
        rows = backend.attached(rows, table, [ID], ["single"])
        apart = ~nw.col("q0_own").is_null()
        chosen = [
            nw.when(apart).then(nw.col(f"{name}_own")).otherwise(nw.col(name)).alias(name)
            for name in columns
            if name != "single"
        ]
        return backend.staged(rows.with_columns(*chosen))

    def _looked_at(self, ids: Sequence[Any], records: Sequence[Record]) -> dict[str, list[Any]]:
        cohort = self.program.cohorts["teacher"]
        columns: dict[str, list[Any]] = {"single": list(ids)}
        for record in records:
            looked = cohort.look(record, self.roster.on, self.setting)
            codes, missing = self.members.standings(looked)
            row: dict[str, Any] = {f"q{n}": code for n, code in enumerate(codes)}
            row |= {f"m{n}": one for n, one in enumerate(missing)}
            for number, grouping in enumerate(self.groupings):
                row[f"g{number}"] = grouping.keys.number(looked.keys(grouping.quota.id))
                row[f"l{number}"] = ""
            for name, value in row.items():
                columns.setdefault(name, []).append(value)
        return columns

    def entries(self, rows: nw.LazyFrame[Any], place: int, grouping: Grouping | None) -> Iterator[Entry]:
        """Yield the members as they stand to a quota: one entry for all who are alike, by the first of them."""
        by = [f"q{place}"]
        if grouping is not None:
            by.append(f"g{self.groupings.index(grouping)}")
        counted = rows.group_by(*by).agg(nw.len().alias("times"), nw.col("row").min().alias("first"))
        found = self.roster.backend.rows(counted.select(*by, "times", "first"))
        for code, *group, times, _first in sorted(found, key=lambda one: one[-1]):
            keys = grouping.keys.things[group[0]] if grouping is not None else ((),)
            yield Entry(standing_of(code, self.members.said[place], keys), times)


def _each(answer: Any, place: int) -> Any:
    return answer[place] if isinstance(answer, tuple) else answer


def _refused(quota: Quota, reason: str) -> Unsupported:
    named = {
        "name": quota.id,
        "fact": quota.title,
        "construct": construct_words("quota"),
        "reason": REASONS[reason],
    }
    return Unsupported([diagnose(UNSUPPORTED, Span.none(), **named)])  # type: ignore[arg-type]


__all__ = ["QuotaColumns", "QuotaFrame"]
