"""Everybody's answer said in words: each different one once, with each person's own values put in.

The words come from the interpreter's receipt of the first person who has an answer. Whoever columns cannot hold is
decided once more, alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.engines.columnar.settling import answer_of, tests_in
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.model.records import Record, Records
from xgxp_rules.model.report import DecisionReport
from xgxp_rules.tools.rosters.answered import Answered, Row, parts_of
from xgxp_rules.tools.rosters.gathering import OWNER, Roster
from xgxp_rules.tools.rosters.reasons import Filling, Telltale, Template
from xgxp_rules.tools.rosters.records import RecordMaker

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.roster import Roster as Columns
    from xgxp_rules.engines.decision import Decision


@dataclass(slots=True)
class Telling:
    """Says the answers of one roster."""

    roster: Roster
    policy: Policy
    as_of: date
    lang: Lang
    wanted: Sequence[str]
    others: Records | None
    people: Mapping[str, Record]
    """Records that were read already, by whose they are."""
    columns: Callable[[], Columns]
    """Returns the columns of everybody who was not rejected."""
    telling: dict[str, Telltale] = field(default_factory=dict)

    def rows(self, found: dict[str, Answered]) -> list[tuple[Declared, list[Row]]]:
        """Return the rows of each decision, one for each person who was read, in order."""
        first = {(name, kind): one for name in self.wanted for kind, one in self._first(found.get(name))}
        maker = RecordMaker(self.roster, self.policy, self.as_of, set(first.values()))
        for name in self.wanted:
            self.telling[name] = Telltale(self.policy.program_on(name, self.as_of), self.lang)
        said = {
            key: self.telling[key[0]].template(self._report(key[0], maker.record(one)))
            for key, one in first.items()
        }
        filling = self._filling(said)
        alone: list[tuple[str, list[Row], int]] = []
        told = [
            (self._declared(name), self._told(name, found.get(name), said, filling, alone)) for name in self.wanted
        ]
        self._tell_alone(alone)
        return told

    def _declared(self, name: str) -> Declared:
        declared = self.policy.effective.decision(name)
        assert declared is not None
        return declared

    def _first(self, answered: Answered | None) -> Iterator[tuple[int, str]]:
        """Yield each different answer with the first person who has it."""
        seen: set[int] = set()
        for whose, kind in () if answered is None else answered.of.items():
            if kind not in seen and whose not in self.roster.rejected:
                seen.add(kind)
                yield kind, whose

    def _told(
        self,
        name: str,
        answered: Answered | None,
        said: dict[tuple[str, int], Template],
        filling: Filling,
        alone: list[tuple[str, list[Row], int]],
    ) -> list[Row]:
        """Return the rows of one decision, and note in `alone` where the words are still wanting."""
        if answered is None:
            return [Row(one, "rejected") for one in self.roster.ids]
        shared = {kind: _shared(answered.kinds[kind], said[name, kind]) for of, kind in said if of == name}
        words = {kind: filling.words(name, said[name, kind]) for kind in shared}
        told: list[Row] = []
        for one in self.roster.ids:
            kind = answered.of.get(one)
            if kind is None or kind not in shared or one in self.roster.rejected:
                told.append(Row(one, "rejected"))
                continue
            why = words[kind](one)
            if why is None:
                alone.append((name, told, len(told)))
            status, outcomes, possible, missing, awaited = shared[kind]
            told.append(Row(one, status, outcomes, possible, answered.values[one], why or "", missing, awaited))
        return told

    def _tell_alone(self, alone: Sequence[tuple[str, list[Row], int]]) -> None:
        """Put in the words of those whom columns cannot hold: they are decided once more, from their own records."""
        maker = RecordMaker(self.roster, self.policy, self.as_of, {rows[place].id for _name, rows, place in alone})
        records = dict(self.people)
        for name, rows, place in alone:
            whose = rows[place].id
            if whose not in records:
                records[whose] = maker.record(whose)
            why = self.telling[name].own(self._report(name, records[whose]))[0]
            rows[place] = replace(rows[place], why=why)

    def _filling(self, said: dict[tuple[str, int], Template]) -> Filling:
        """Return everybody's own values for the words, read from the columns at once."""
        law = self.policy.catalog.retirement_law(self.as_of)
        filling = Filling(self.columns(), law, self.lang, self.as_of, *self._to_come())
        filling.read(
            (key[0], self.telling[key[0]].program, test) for key, one in said.items() for test, _told in one.tests
        )
        return filling

    def _to_come(self) -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
        """Return, by list, who has an entry with a day that has not come, and who has one without a last day."""
        import polars as pl

        ahead, running = {}, {}
        today = self.as_of.isoformat()
        for fact, frame in self.roster.lists.values():
            days = [one.label for one in fact.kind.fields if one.kind.name == "date" and one.label in frame.columns]
            late = frame.filter(pl.any_horizontal([pl.col(one) >= today for one in days] or [pl.lit(value=False)]))
            ahead[fact.id] = frozenset(late[OWNER].to_list())
            last = next((one.label for one in fact.kind.fields if one.id == "ends_on"), None)
            ends = pl.col(last).is_null() if last in frame.columns else pl.lit(last is not None)
            running[fact.id] = frozenset(frame.filter(ends)[OWNER].to_list())
        return ahead, running

    def _report(self, name: str, record: Record) -> DecisionReport:
        return self.policy.decide(name, record, as_of=self.as_of, others=self.others).report(self.lang)


def rows_of(
    items: Iterable[tuple[str, Record | None]], decide: Callable[[Record], Decision], policy: Policy, lang: Lang
) -> list[Row]:
    """Return one decision about some records, each made and told by itself; a record that was refused has none."""
    telltales: dict[int, Telltale] = {}

    def told(whose: str, record: Record | None) -> Row:
        if record is None:
            return Row(whose, "rejected")
        made = decide(record)
        program = made.run.program
        if id(program) not in telltales:
            telltales[id(program)] = Telltale(program, lang)
        telltale = telltales[id(program)]
        answer = answer_of(made.run, tests_in(program))
        report = made.report(lang)
        why, missing = telltale.own(report)
        by = Both("按 {version} 版：", "by version {version}: ")
        if report.version != policy.version and why:
            why = (by.zh if lang == "zh" else by.en).format(version=report.version) + why
        found = parts_of(answer.outcome), parts_of(answer.possible)
        return Row(whose, answer.status, *found, answer.value, why, missing, telltale.awaited(report))

    return [told(whose, record) for whose, record in items]


def _shared(cells: dict[str, Any], template: Template) -> tuple[Any, ...]:
    """Return what the rows of everybody with one answer have in common."""
    outcomes, possible = parts_of(cells["outcome"]), parts_of(cells["possible"])
    return cells["status"], outcomes, possible, template.missing, template.awaited
