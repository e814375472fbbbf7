"""A roster gathered from its tables: frames that are sound, records of single people, and the cells that were refused.

A person with a refused cell, in their own row or in an entry of theirs, is rejected; everybody else is decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Both, Diagnostic, RecordError, diagnose
from xgxp_rules.library.cohorts import versions_reached
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.vocabulary import Fact, fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.arranging import arrange
from xgxp_rules.tools.rosters.bodies import Bodies, BodyReader, id_label
from xgxp_rules.tools.rosters.cell_messages import (
    MERGED,
    NO_ID,
    NO_ROWS,
    NOBODY,
    NOT_WHOLE,
    REMARKS,
    TOO_WIDE,
    TWICE,
    TWO_SCHOOLS,
)
from xgxp_rules.tools.rosters.cells import Reject, read_column, slot_of, told, without_time
from xgxp_rules.tools.rosters.ids import ids_in, loosely
from xgxp_rules.tools.rosters.manifests import complete_lists, hidden_in, said_of, unmatched
from xgxp_rules.tools.rosters.mapping import NameMap
from xgxp_rules.tools.rosters.remarks import first_words, remarks_in
from xgxp_rules.tools.rosters.sheets import Sheet
from xgxp_rules.tools.rosters.tables import PART, ROW, KindTables, Table, Tables, Words
from xgxp_rules.tools.table_folders import LACKING

if TYPE_CHECKING:
    from datetime import date

    import polars as pl

ID = "编号"
OWNER = "教师"
_MOST_TOLD = 5

Flaws = Mapping[tuple[int, int], str]
"""What is wrong with cells before they are read, by row and column."""


@dataclass(slots=True)
class Roster:
    """People and their entries as frames of sound cells, with everything that was refused."""

    ids: list[str]
    """Everybody who was read, in order; a row without an id has an empty one."""
    teachers: pl.DataFrame
    lists: dict[str, tuple[Fact, pl.DataFrame]]
    schools: pl.DataFrame | None
    complete: frozenset[str]
    lacking: dict[str, set[str]]
    """By id: the lists that are not complete for a person."""
    rejects: list[Reject]
    rejected: set[str]
    notes: list[Diagnostic]
    tables: Tables
    names: dict[str, str]
    bodies: dict[str, Bodies] = field(default_factory=dict)
    """The records of other kinds, by kind."""

    @property
    def read(self) -> int:
        """The number of teachers that were read."""
        return len(self.ids)

    def reject(self, refused: Iterable[Reject]) -> None:
        """Keep these cells as refused, and whoever they belong to."""
        for one in refused:
            self.rejects.append(one)
            if one.whose:
                self.rejected.add(one.whose)

    def is_complete(self, label: str, whose: str) -> bool:
        """Return whether a person's list is known to be whole."""
        return label in self.complete and label not in self.lacking.get(whose, ())


def gather(
    sheets: list[Sheet],
    policy: Policy,
    names: NameMap,
    as_of: date,
    complete: Iterable[str],
    asked: Sequence[str] = ("teacher",),
    needed: Iterable[str] = KINDS,
) -> Roster:
    """Return the roster that the sheets hold; `asked` are the kinds that are to be decided, `needed` those to be read.

    Raises:
        RecordError: there is no sheet of a kind that is asked for, or one cannot be used at all.
        UsageError: a list that is said to be complete has no sheet.
    """
    higher = policy.setting_on(as_of).higher_law
    laws = (policy.effective, *versions_reached(policy), *higher)
    words = Words({about: tuple(one.vocabulary(about) for one in laws) for about in KINDS})
    said = said_of(sheets, policy.id)
    kept = [one for one in sheets if fold_name(names.sheet(one.name)) not in said.not_for]
    tables = arrange(kept, words, names, said.own, asked, needed)
    whole = complete_lists(tables, said, (*complete, *names.complete))
    lists = tuple(dict.fromkeys(label for one in tables.kinds.values() for label in one.lists))
    if lists and not whole:
        tables.notes.append(diagnose(NOT_WHOLE, Span.none(), severity="note", names=lists))
    tables.notes += [*hidden_in(tables), *unmatched(names, kept, tables)]
    return _Gatherer(tables, whole, policy, as_of).roster()


class _Gatherer:
    """Puts the tables of one roster together."""

    def __init__(self, tables: Tables, complete: frozenset[str], policy: Policy, as_of: date) -> None:
        self.tables = tables
        self.complete = complete
        self.policy = policy
        self.as_of = as_of
        self.bad_rows: set[tuple[int, int]] = set()
        self.rejects: list[Reject] = []
        self.rejected: set[str] = set()
        self.known: dict[str, str] = {}
        """What ids may have become without the zeros in front."""
        self.filled: dict[int, Callable[[int], int]] = {}
        """How many cells that are read stand in a row, by sheet."""
        self.nameless: set[tuple[int, int]] = set()
        """Rows whose id is merged away, which is told of the cell itself."""

    def roster(self) -> Roster:
        import polars as pl

        teachers = self.tables.kinds.get("teacher")
        people = pl.DataFrame(schema={ID: pl.String, ROW: pl.Int64})
        if teachers is not None:
            people = self._people(teachers.main)
        ids = people[ID].to_list()
        known = {one for one in ids if one}
        loose: dict[str, list[str]] = defaultdict(list)
        for one in known:
            loose[loosely(one)].append(one)
        self.known = {short: full[0] for short, full in loose.items() if len(full) == 1}
        for table in () if teachers is None else teachers.more:
            more = self._once_each(table, self._owned(table, known)).rename({OWNER: ID}).drop(ROW)
            people = people.join(more, on=ID, how="left", maintain_order="left")
        lists = {label: (fact, self._owned(table, known)) for label, (fact, table) in self.tables.lists.items()}
        names = dict(zip(ids, people["姓名"].to_list(), strict=True)) if "姓名" in people.columns else {}
        called = {one: name or "" for one, name in names.items() if one}
        bodies = {
            about: self._bodies(about, kind, called)
            for about, kind in self.tables.kinds.items()
            if about != "teacher"
        }
        lacking = self._lacking(people)
        if LACKING in people.columns:
            people = people.drop(LACKING)
        return Roster(
            [one or "" for one in ids],
            people.filter(pl.col(ID).is_not_null()),
            lists,
            bodies["school"].frame if "school" in bodies else None,
            self.complete,
            lacking,
            self.rejects,
            self.rejected,
            self.tables.notes,
            self.tables,
            called,
            bodies,
        )

    def _bodies(self, about: str, kind: KindTables, names: Mapping[str, str]) -> Bodies:
        def keep(table: Table, row: int, value: str, problem: Diagnostic) -> None:
            self._keep(table, row, None, value, problem, "")

        def owned(table: Table) -> tuple[Table, pl.DataFrame, set[int]]:
            return table, self._read(table, table.titles[table.ids]), self._bad_in(table)

        reader = BodyReader(self.policy, self.as_of, about, kind, self.complete, keep, names)
        main = self._read(kind.main, id_label(kind.main))
        lists = {label: owned(table) for label, (_fact, table) in kind.lists.items()}
        return reader.read(main, self._bad_in(kind.main), lists, [owned(table) for table in kind.more])

    def _bad_in(self, table: Table) -> set[int]:
        return {row for one, row in self.bad_rows if one == id(table)}

    def _people(self, table: Table) -> pl.DataFrame:
        frame = self._read(table, ID)
        if not frame.height:
            raise RecordError([diagnose(NO_ROWS, Span.none(), table.sheet.file, sheet=table.sheet.name)])
        ids = frame[ID].to_list()
        rows = frame[ROW].to_list()
        counts: dict[str, int] = defaultdict(int)
        for one in ids:
            counts[one] += 1
        for row, one in zip(rows, ids, strict=True):
            if one is None:
                self._refuse_nameless(table, row)
            elif counts[one] > 1:
                self._refuse(table, row, None, one, TWICE, whose=one)
        return frame

    def _owned(self, table: Table, known: set[str]) -> pl.DataFrame:
        """Return the rows of somebody who is known; those of others are refused."""
        import polars as pl

        frame = self._read(table, OWNER)
        strange = frame.filter(~pl.col(OWNER).is_in(list(known)) | pl.col(OWNER).is_null())
        for row, one in zip(strange[ROW].to_list(), strange[OWNER].to_list(), strict=True):
            if one is None:
                self._refuse_nameless(table, row)
                continue
            meant = self.known.get(loosely(one))
            self._refuse(table, row, None, one, NOBODY, whose=meant or "", mend=meant)
        return frame.filter(pl.col(OWNER).is_in(list(known)))

    def _once_each(self, table: Table, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of a sheet that has one for each person; two for one person are refused."""
        import polars as pl

        twice = frame.filter(pl.col(OWNER).is_duplicated())
        for row, one in zip(twice[ROW].to_list(), twice[OWNER].to_list(), strict=True):
            problem = diagnose(TWO_SCHOOLS, Span.none(), sheet=table.sheet.name)
            self._keep(table, row, None, one, problem, one)
        return frame.filter(~pl.col(OWNER).is_duplicated())

    def _read(self, table: Table, id_name: str) -> pl.DataFrame:
        """Return a table's sound cells under the labels of their facts, with the row each stands in."""
        import polars as pl

        frames = [self._read_part(table, place, id_name) for place in range(len(table.parts))]
        return frames[0] if len(frames) == 1 else pl.concat(frames, how="diagonal_relaxed")

    def _read_part(self, table: Table, at: int, id_name: str) -> pl.DataFrame:
        import polars as pl

        part = table.parts[at]
        body = part.sheet.rows.slice(part.header + 1)
        first = at * PART + part.row_number(0)
        numbers = pl.Series(ROW, range(first, first + body.height), dtype=pl.Int64)
        used = [*part.columns, part.ids, *part.extra.values()]
        filled = body.select(pl.any_horizontal(_holds(pl.col(f"c{place}")) for place in used)).to_series()
        flaws = {(at * PART + row, place): code for (row, place), code in part.sheet.flaws.items()}
        flawed = {row for row, _ in flaws}
        kept = filled | numbers.is_in(list(flawed)) if flawed else filled
        body, numbers = body.filter(kept), numbers.filter(kept)
        body, numbers = self._without_remarks(part, body, numbers)
        ids = ids_in(body[f"c{part.ids}"], is_plain=table.about == "teacher")
        owners = ids.to_list()
        rows = numbers.to_list()
        where = {row: place for place, row in enumerate(rows)}
        self._merged(table, part, flaws, where, owners)
        self.filled[id(part)] = lambda row: _filled(body, where[row], used) if row in where else 0
        columns: dict[str, pl.Series] = {ROW: numbers, id_name: ids}
        for place, fact in part.columns.items():
            slot = slot_of(fact, part.shape)
            column = body[f"c{place}"]
            taken, bad = read_column(column, slot, fact.kind.name)
            columns[fact.label] = taken
            if bad:
                trimmed = column.to_list()
                for on in (n for n, text in enumerate(trimmed) if text is not None):
                    found = bad.get(trimmed[on]) or bad.get(without_time(trimmed[on]))
                    if found is not None and (rows[on], place) not in flaws:
                        problem = told(found, slot)
                        self._keep(table, rows[on], place, trimmed[on], problem, owners[on] or "", slot.sensitivity)
        if LACKING in part.extra:
            columns[LACKING] = body[f"c{part.extra[LACKING]}"]
        self._flaws(table, part, flaws, where, owners)
        return pl.DataFrame(columns)

    def _without_remarks(
        self, table: Table, body: pl.DataFrame, numbers: pl.Series
    ) -> tuple[pl.DataFrame, pl.Series]:
        """Return the rows that are entries; totals and remarks below them are told and left out."""
        said = remarks_in(body)
        if said.any():
            places = [place for place, one in enumerate(said) if one]
            rows = [(numbers[place] % PART, first_words(body, place)) for place in places[:_MOST_TOLD]]
            zh = "、".join(f"第 {row} 行“{words}”" for row, words in rows)
            told = Both(zh, ", ".join(f"row {row} “{words}”" for row, words in rows))
            args = {"sheet": table.sheet.name, "count": len(places), "rows": told}
            self.tables.notes.append(diagnose(REMARKS, Span.none(), table.sheet.file, severity="note", **args))  # type: ignore[arg-type]
        return body.filter(~said), numbers.filter(~said)

    def _merged(
        self, table: Table, part: Table, flaws: Flaws, where: Mapping[int, int], owners: list[str | None]
    ) -> None:
        """Give rows whose id is merged into the cell above to the person up there: they are rejected with them."""
        found = sorted(
            row
            for (row, place), code in flaws.items()
            if code == MERGED and place == part.ids and row in where and owners[where[row]] is None
        )
        for row in found:
            if where[row]:
                owners[where[row]] = owners[where[row] - 1]
            self.nameless.add((id(table), row))

    def _flaws(
        self, table: Table, part: Table, flaws: Flaws, where: Mapping[int, int], owners: list[str | None]
    ) -> None:
        used = {*part.columns, part.ids, *part.extra.values()}
        for (row, place), code in sorted(flaws.items()):
            if row in where and (place in used or code == TOO_WIDE):
                whose = owners[where[row]] or ""
                self._refuse(table, row, place, "", code, whose=whose)

    def _refuse_nameless(self, table: Table, row: int) -> None:
        if (id(table), row) not in self.nameless:
            self._refuse(table, row, None, "", NO_ID)

    def _refuse(
        self,
        table: Table,
        row: int,
        place: int | None,
        value: str,
        code: str,
        *,
        whose: str = "",
        mend: str | None = None,
    ) -> None:
        self._keep(table, row, place, value, diagnose(code, Span.none(), mend=mend), whose)

    def _keep(
        self,
        table: Table,
        row: int,
        place: int | None,
        value: str,
        problem: Diagnostic,
        whose: str,
        sensitivity: Any = "plain",
    ) -> None:
        """Keep one cell as refused; without a place it is that of the id."""
        part, number = table.part(row)
        title = part.titles.get(part.ids if place is None else place, "")
        sheet = part.sheet
        among = self.filled[id(part)](row) if id(part) in self.filled else 0
        self.rejects.append(
            Reject(sheet.file, sheet.name, number, title, value, problem, whose, sensitivity, among)
        )
        self.bad_rows.add((id(table), row))
        if whose and table.about == "teacher":
            self.rejected.add(whose)

    def _lacking(self, people: pl.DataFrame) -> dict[str, set[str]]:
        if LACKING not in people.columns:
            return {}
        by_name = {fold_name(n): label for label, (fact, _) in self.tables.lists.items() for n in (fact.id, label)}
        pairs = zip(people[ID].to_list(), people[LACKING].to_list(), strict=True)
        return {
            one: {
                by_name.get(fold_name(name), name) for name in text.replace("，", "、").split("、") if name.strip()
            }
            for one, text in pairs
            if one and text
        }


def _holds(cell: pl.Expr) -> pl.Expr:
    """Return whether a cell holds more than spaces."""
    return (cell.str.strip_chars().str.len_bytes() > 0).fill_null(value=False)


def _filled(body: pl.DataFrame, place: int, used: Iterable[int]) -> int:
    return sum(body[f"c{one}"][place] is not None for one in used)
