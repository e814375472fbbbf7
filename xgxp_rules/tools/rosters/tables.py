"""What a roster's sheets are, once they are understood: by kind of record, each column with its fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xgxp_rules.diagnostics import Diagnostic
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.shapes import Shape
from xgxp_rules.model.vocabulary import Fact, Vocabulary, fold_name
from xgxp_rules.tools.rosters.sheets import Sheet

ROW = "xgxp_row"
"""The column of a frame that says in which row of the file something stands."""


PART = 10_000_000
"""What the rows of each further sheet of a table are numbered on by, so that each row has a number of its own."""


@dataclass(slots=True)
class Table:
    """A sheet understood: where its ids stand, and which fact each of its columns holds."""

    name: str
    about: str
    sheet: Sheet
    header: int
    ids: int
    columns: dict[int, Fact]
    shape: Shape | None
    titles: dict[int, str]
    extra: dict[str, int] = field(default_factory=dict)
    """Columns that hold no fact but are read: which tables lack entries of a person."""
    further: list[Table] = field(default_factory=list)
    """The sheets of the same name in other files; their rows follow."""

    @property
    def parts(self) -> list[Table]:
        """The sheets that the table is made of, each with columns in its own order."""
        return [self, *self.further]

    def part(self, row: int) -> tuple[Table, int]:
        """Return the sheet that a row of the table stands in, and its number there."""
        place, number = divmod(row, PART)
        return self.parts[place], number

    @property
    def facts(self) -> set[str]:
        """The ids of the facts that have a column."""
        return {fact.id for part in self.parts for fact in part.columns.values()}

    def row_number(self, place: int) -> int:
        """Return the number in the file of a row below the header."""
        return self.sheet.first + self.header + 1 + place


@dataclass(slots=True)
class KindTables:
    """The sheets of one kind of record."""

    main: Table
    lists: dict[str, tuple[Fact, Table]] = field(default_factory=dict)
    """By the label of the list."""
    more: list[Table] = field(default_factory=list)
    """Further columns, a row for each record."""


@dataclass(slots=True)
class Tables:
    """Every sheet that is of use, by kind of record, and what is said of those that are not."""

    kinds: dict[str, KindTables]
    notes: list[Diagnostic]
    file: str
    """The file to name where something is missing that might stand in any; nothing where there are several."""
    unused: list[str] = field(default_factory=list)
    """The names of sheets that nobody reads."""

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets that are read, each once."""
        tables = [
            each
            for kind in self.kinds.values()
            for each in (kind.main, *(one for _fact, one in kind.lists.values()), *kind.more)
        ]
        return [part.sheet for one in tables for part in one.parts]

    @property
    def teachers(self) -> Table | None:
        """The sheet of teachers."""
        found = self.kinds.get("teacher")
        return None if found is None else found.main

    @property
    def lists(self) -> dict[str, tuple[Fact, Table]]:
        """The lists of teachers, by label."""
        found = self.kinds.get("teacher")
        return {} if found is None else found.lists


@dataclass(frozen=True, slots=True)
class Words:
    """What may be named: the facts of each kind of record, own and of higher law."""

    kinds: Mapping[str, tuple[Vocabulary, ...]]

    def fact(self, about: str, name: str) -> Fact | None:
        """Return the fact about a kind of record that bears a name."""
        return next((one[name] for one in self.kinds[about] if name in one), None)

    def lists(self) -> dict[str, list[tuple[str, Fact]]]:
        """Return the lists that records may have with the kind that has them, by each of their names."""
        found: dict[str, list[tuple[str, Fact]]] = {}
        for about, vocabularies in self.kinds.items():
            own = {fact.id: fact for one in reversed(vocabularies) for fact in one.facts if is_list(fact)}
            for fact in own.values():
                for name in dict.fromkeys(fold_name(each) for each in (fact.id, fact.label)):
                    found.setdefault(name, []).append((about, fact))
                found.setdefault(fold_name(KINDS[about].zh + fact.label), []).append((about, fact))
        return found

    def names(self, about: str) -> list[str]:
        """Return what a column of the sheet of a kind may be called."""
        vocabularies = self.kinds[about]
        return [fact.label for one in vocabularies for fact in one.facts if fact.form is None and not is_list(fact)]


def is_list(fact: Fact) -> bool:
    """Return whether a fact is a list that sheets supply."""
    return fact.kind.name == "list" and bool(fact.kind.fields) and fact.form is None
