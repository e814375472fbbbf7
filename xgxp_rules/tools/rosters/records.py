"""Records of single people made from a gathered roster, and where in the files a problem of one stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Diagnostic, RecordError
from xgxp_rules.library.cohorts import readable, versions_reached
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Record, Teacher, check_against, read_local
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.cells import Reject
from xgxp_rules.tools.rosters.gathering import ID, OWNER, Roster
from xgxp_rules.tools.rosters.tables import ROW, Table

if TYPE_CHECKING:
    from datetime import date

    import polars as pl


class RecordMaker:
    """Makes the record of one person from the sound cells, and tells where in the files a problem of it stands."""

    def __init__(self, roster: Roster, policy: Policy, as_of: date, only: Iterable[str] | None = None) -> None:
        self.roster = roster
        self._only = None if only is None else list(only)
        self.policy = policy
        self.as_of = as_of
        self.setting = policy.setting_on(as_of).higher_law
        self._versions = (policy.version_data, *versions_reached(policy))
        self._people: dict[str, dict[str, Any]] | None = None
        self._entries: dict[str, dict[str, list[dict[str, Any]]]] = {}

    @property
    def _rows(self) -> dict[str, dict[str, Any]]:
        """The rows of the people, by id; made when the first record is."""
        if self._people is None:
            rows = self._kept(self.roster.teachers, ID).iter_rows(named=True)
            self._people = {row[ID]: row for row in rows}
        return self._people

    def _kept(self, frame: pl.DataFrame, column: str) -> pl.DataFrame:
        import polars as pl

        return frame if self._only is None else frame.filter(pl.col(column).is_in(self._only))

    def entries(self, label: str) -> dict[str, list[dict[str, Any]]]:
        """Return the entries of a list by whose they are."""
        if label not in self._entries:
            found: dict[str, list[dict[str, Any]]] = defaultdict(list)
            for row in self._kept(self.roster.lists[label][1], OWNER).iter_rows(named=True):
                found[row[OWNER]].append(row)
            self._entries[label] = found
        return self._entries[label]

    def data(self, whose: str, lists: Iterable[str] | None = None) -> dict[str, Any]:
        """Return a person's record as plain data; with `lists` of no other lists than these."""
        data = {name: value for name, value in self._rows[whose].items() if value is not None and name != ROW}
        for label in self.roster.lists if lists is None else lists:
            rows = self.entries(label).get(whose, [])
            items = [
                {name: value for name, value in row.items() if value is not None and name not in (ROW, OWNER)}
                for row in rows
            ]
            if self.roster.is_complete(label, whose):
                data[label] = items
            elif items:
                data[label] = {"完整": "否", "列": items}
        return data

    def record(self, whose: str, lists: Iterable[str] | None = None) -> Record:
        """Return a person's record as this version reads it; with `lists` of no other lists than these.

        Raises:
            RecordError: it cannot be true on that day; the line of each problem is that of its sheet.
        """
        version = self.policy.effective_on(self.as_of)
        record = readable(self.whole_record(whose, lists), version, self._versions)
        problems = check_against(record, self.as_of)
        if problems:
            raise RecordError(problems)
        higher = tuple((one.id, one.vocabulary("teacher")) for one in self.setting)
        read_local(record, version.vocabulary("teacher"), higher)
        return record

    def whole_record(self, whose: str, lists: Iterable[str] | None = None) -> Record:
        """Return a person's record with what only other versions of the policy ask for.

        Raises:
            RecordError: it is no record; the line of each problem is that of its sheet.
        """
        return Teacher.load(self.data(whose, lists), locate=lambda path: self._place(whose, path))

    def rejects(self, whose: str, error: RecordError) -> Iterator[Reject]:
        """Yield what cannot be true of a person, at the rows it stands in."""
        for problem in error.diagnostics:
            table, row = self._sheet(whose, problem)
            plain = replace(problem, span=Span.none(), args=tuple(a for a in problem.args))
            part, number = table.part(row)
            yield Reject(part.sheet.file, part.sheet.name, number, "", "", plain, whose)

    def _place(self, whose: str, path: tuple[str | int, ...]) -> Span:
        """Return the row that a part of a record stands in, as line; the column is the place of its table."""
        labels = list(self.roster.lists)
        name = str(path[0]) if path else ""
        if name in labels:
            rows = self.entries(name).get(whose, [])
            place = next((step for step in path if isinstance(step, int)), 0)
            if rows:
                return Span.at(rows[min(place, len(rows) - 1)][ROW], labels.index(name) + 2)
        return Span.at(self._rows[whose][ROW], 1)

    @property
    def _main(self) -> Table:
        return self.roster.tables.kinds["teacher"].main

    def _sheet(self, whose: str, problem: Diagnostic) -> tuple[Table, int]:
        if not problem.span.known:
            return self._main, self._rows[whose][ROW]
        labels = list(self.roster.lists)
        place = problem.span.column - 2
        table = self._main if place < 0 else self.roster.tables.lists[labels[place]][1]
        return table, problem.span.line
