"""Records of other kinds than teachers in a roster: schools, departments, county-years, posts; each row a record.

They are few beside the teachers, so each is read whole and decided by the interpreter. A row with a bad cell, or a bad
entry in one of its lists, is not decided; what else refers to such a record finds nothing.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from xgxp_rules.diagnostics import Diagnostic, RecordError, diagnose
from xgxp_rules.library.cohorts import readable, versions_reached
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.records import MODELS, Record, check_against, read_local
from xgxp_rules.model.records.others import BETWEEN
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.cell_messages import NO_BODY, NO_ID, TWO_SCHOOLS
from xgxp_rules.tools.rosters.sheet_names import bare_column, label_of
from xgxp_rules.tools.rosters.tables import ROW, KindTables, Table
from xgxp_rules.tools.table_folders import LACKING

if TYPE_CHECKING:
    import polars as pl


_ID = "编号"


@dataclass(slots=True)
class Body:
    """One row of the sheet of a kind: its id and name, and the record where the row is sound."""

    row: int
    id: str
    name: str
    data: dict[str, Any]
    record: Record | None = None
    bad: bool = False

    @property
    def sound(self) -> Record | None:
        """The record, where nothing of it was refused."""
        return None if self.bad else self.record


@dataclass(slots=True)
class Bodies:
    """Every row of the sheet of a kind, in order."""

    about: str
    rows: list[Body]
    frame: pl.DataFrame | None = None
    """The rows that can be referred to, as columns."""

    @property
    def records(self) -> list[Record]:
        """The records that can be referred to; one with a bad cell knows less, and has no lists."""
        return [one.record for one in self.rows if one.record is not None]

    @property
    def sound(self) -> list[Record]:
        """The records of which nothing was refused."""
        return [one.sound for one in self.rows if one.sound is not None]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was refused, so that what is not there does not exist."""
        return len(self.sound) == len(self.rows)


class Keeper(Protocol):
    """Keeps what was refused: table, row, value of the id, what is wrong."""

    def __call__(self, table: Table, row: int, value: str, problem: Diagnostic) -> None:
        """Keep one row as refused."""


@dataclass(slots=True)
class BodyReader:
    """Makes the records of one kind from the frames of its sheets."""

    policy: Policy
    as_of: date
    about: str
    tables: KindTables
    complete: frozenset[str]
    keep: Keeper
    names: Mapping[str, str]
    """What teachers are called, by id: a post goes by its holder's name."""
    _by_name: dict[str, Body | None] = field(default_factory=dict)

    def read(
        self,
        frame: pl.DataFrame,
        bad: set[int],
        lists: Mapping[str, tuple[Table, pl.DataFrame, set[int]]],
        more: Sequence[tuple[Table, pl.DataFrame, set[int]]] = (),
    ) -> Bodies:
        """Return every row as a record; `bad` are the numbers of rows with a refused cell, here and in each list."""
        found = Bodies(self.about, [self._body(row, row[ROW] in bad) for row in frame.iter_rows(named=True)])
        self._refuse_repeated(found.rows)
        for table, extra, unsound in more:
            self._add(table, list(self._owned(table, extra, unsound)))
        entries = {label: self._entries(*one) for label, one in lists.items()}
        for one in found.rows:
            if one.id:
                self._load(one, entries)
        found.frame = self._frame(frame, found, list(entries))
        return found

    def _add(self, table: Table, owned: Sequence[tuple[Body, Mapping[str, Any]]]) -> None:
        """Add the columns of a sheet that has a row for each record; two rows for one are refused."""
        counts = Counter(whose.row for whose, _row in owned)
        for whose, row in owned:
            if counts[whose.row] > 1:
                whose.bad = True
                problem = diagnose(TWO_SCHOOLS, Span.none(), sheet=table.sheet.name)
                self.keep(table, row[ROW], whose.id, problem)
            else:
                whose.data |= _plain(row, table.titles[table.ids])

    def _frame(self, frame: pl.DataFrame, found: Bodies, lists: Sequence[str]) -> pl.DataFrame:
        """Return the rows that are records, with the lists of those of which nothing was refused."""
        import polars as pl

        told = {one.row: one for one in found.rows if one.record is not None}
        kept = frame.filter(pl.col(ROW).is_in(list(told)))
        bodies = [told[row] for row in kept[ROW].to_list()]
        return kept.with_columns(
            pl.Series(label, [_in_cell(one, label) for one in bodies], dtype=pl.String) for label in lists
        )

    def _body(self, row: Mapping[str, Any], bad: bool) -> Body:
        data = _plain(row)
        parts = next((each for each in (self._parts(fields, data) for fields in self._named_by) if each), ())
        name = data.get("名称") or self.names.get(str(data.get("教师", "")), "")
        return Body(row[ROW], BETWEEN.join(parts), str(name), data, bad=bad)

    @property
    def _named_by(self) -> tuple[tuple[str, ...], ...]:
        return MODELS[self.about].named_by

    def _parts(self, fields: Iterable[str], data: Mapping[str, Any]) -> tuple[str, ...]:
        labels = [label_of(self.about, one) for one in fields]
        return tuple(str(data[one]) for one in labels) if all(data.get(one) is not None for one in labels) else ()

    def _refuse_repeated(self, rows: Sequence[Body]) -> None:
        """Refuse rows that nothing tells apart, or that have no id; note what each may be called.

        A post may go without a number of its own, as its holder tells it apart; of anything else it was forgotten.
        """
        table = self.tables.main
        counts = Counter(fold_name(one.id) for one in rows)
        numbered = "teacher" not in {field for fields in self._named_by for field in fields}
        for one in rows:
            if not one.id or (numbered and one.data.get(id_label(table)) is None):
                one.bad, one.data = True, {}
                self.keep(table, one.row, "", diagnose(NO_ID, Span.none()))
            elif counts[fold_name(one.id)] > 1:
                self.keep(table, one.row, one.id, diagnose(TWO_SCHOOLS, Span.none(), sheet=table.sheet.name))
                one.bad, one.data = True, {}
        for fields in self._named_by:
            for one in rows:
                name = fold_name(BETWEEN.join(self._parts(fields, one.data)))
                if name and self._by_name.get(name) is not one:
                    self._by_name[name] = None if name in self._by_name else one

    def _owned(
        self, table: Table, frame: pl.DataFrame, unsound: set[int]
    ) -> Iterable[tuple[Body, Mapping[str, Any]]]:
        """Yield the rows of a sheet with the record each is of; those of nobody are refused."""
        label = table.titles.get(table.ids, "")
        for row in frame.iter_rows(named=True):
            owner = row[label]
            whose = self._by_name.get(fold_name(str(owner))) if owner is not None else None
            if whose is None:
                problem = (
                    diagnose(NO_BODY, Span.none(), kind=KINDS[self.about].zh)
                    if owner
                    else diagnose(NO_ID, Span.none())
                )
                self.keep(table, row[ROW], str(owner or ""), problem)
                continue
            whose.bad = whose.bad or row[ROW] in unsound
            yield whose, row

    def _entries(self, table: Table, frame: pl.DataFrame, unsound: set[int]) -> dict[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for whose, row in self._owned(table, frame, unsound):
            found[whose.row].append(_plain(row, table.titles[table.ids]))
        return found

    def _load(self, one: Body, entries: Mapping[str, Mapping[int, list[dict[str, Any]]]]) -> None:
        if not one.data:
            return
        lacking = {fold_name(each) for each in str(one.data.pop(LACKING, "")).replace("，", "、").split("、")}
        for label, each in () if one.bad else entries.items():
            items = each.get(one.row, [])
            if label in self.complete and fold_name(label) not in lacking:
                one.data[label] = items
            elif items:
                one.data[label] = {"完整": "否", "列": items}
        try:
            record = MODELS[self.about].load(one.data)
            problems = check_against(record, self.as_of)
            if problems:
                raise RecordError(problems)
            higher = self.policy.setting_on(self.as_of).higher_law
            vocabularies = tuple((law.id, law.vocabulary(self.about)) for law in higher)
            version = self.policy.effective_on(self.as_of)
            others = (self.policy.version_data, *versions_reached(self.policy))
            read_local(readable(record, version, others), version.vocabulary(self.about), vocabularies)
            one.record = record
        except RecordError as error:
            one.bad = True
            for problem in error.diagnostics:
                self.keep(self.tables.main, one.row, "", replace(problem, span=Span.none()))


def id_label(table: Table) -> str:
    """Return which fact stands in the column that tells the records of a kind apart."""
    title = table.titles.get(table.ids, _ID)
    names = {} if table.shape is None else table.shape.names
    slot = names.get(fold_name(title)) or names.get(bare_column(title))
    return _ID if slot is None else slot.label


def _in_cell(one: Body, label: str) -> str | None:
    """Return a list of a record as it stands in one cell."""
    held = one.data.get(label)
    return None if held is None or one.bad else json.dumps(held, ensure_ascii=False)


def _plain(row: Mapping[str, Any], *without: str) -> dict[str, Any]:
    """Return a row as plain data."""
    return {name: each for name, each in row.items() if each is not None and name not in (ROW, *without)}
