"""One sheet understood: which row is its header, which column tells whose a row is, which fact each other holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, nearest
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.shapes import Shape
from xgxp_rules.model.vocabulary import Fact, Vocabulary, fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.cell_messages import NAMELESS_COLUMN
from xgxp_rules.tools.rosters.cells import shape_about
from xgxp_rules.tools.rosters.headers import header_of
from xgxp_rules.tools.rosters.mapping import NameMap
from xgxp_rules.tools.rosters.messages import COLUMN_TWICE, NO_ID_COLUMN, UNUSED_COLUMN, UNUSED_COLUMNS
from xgxp_rules.tools.rosters.sheet_names import ID_NAMES, bare_column, id_names, named, owner_names
from xgxp_rules.tools.rosters.sheets import Sheet
from xgxp_rules.tools.rosters.tables import Table, Words, is_list
from xgxp_rules.tools.table_folders import LACKING

_MOST_NAMED = 8


@dataclass(slots=True)
class TableReader:
    """Makes tables of sheets, and keeps what is wrong with them."""

    words: Words
    names: NameMap
    problems: list[Diagnostic]
    notes: list[Diagnostic]

    def records(self, sheet: Sheet, about: str) -> Table:
        """Return the sheet of a kind of record."""
        name, ids = KINDS[about].zh, id_names(about)
        return self._table(
            name, about, sheet, ids, self.words.kinds[about], shape_about(about), self.words.names(about)
        )

    def further(self, sheet: Sheet, about: str) -> Table:
        """Return a sheet that adds columns to the rows of a kind of record."""
        name, ids = self.names.sheet(sheet.name), owner_names(about)
        return self._table(
            name, about, sheet, ids, self.words.kinds[about], shape_about(about), self.words.names(about)
        )

    def entries(self, sheet: Sheet, fact: Fact, about: str) -> Table:
        """Return the sheet of a list."""
        within = None if fact.local else shape_about(about).names.get(fact.id)
        shape = None if within is None else within.items
        fields = Vocabulary("item", fact.kind.fields)
        known = [each.label for each in fact.kind.fields if each.form is None]
        return self._table(fact.label, about, sheet, owner_names(about), (fields,), shape, known)

    def is_about(self, sheet: Sheet, about: str) -> bool:
        """Return whether a sheet of no known name has a record's id and something that is known of the kind."""
        name, ids = self.names.sheet(sheet.name), owner_names(about)
        if about != "teacher":
            ids = tuple(one for one in ids if one not in ID_NAMES)
        _, heads = heads_of(sheet, self.names, name, ids, self.words.names(about))
        facts = [self.words.fact(about, head) for head in heads.values()]
        known = [fact for fact in facts if fact is not None and fact.form is None and fact.id != "id"]
        return bool(known) and ids_in(heads, ids) is not None

    def _table(
        self,
        name: str,
        about: str,
        sheet: Sheet,
        ids: tuple[str, ...],
        vocabularies: tuple[Vocabulary, ...],
        shape: Shape | None,
        known: list[str],
    ) -> Table:
        header, heads = heads_of(sheet, self.names, name, ids, known)
        place = ids_in(heads, ids)
        if place is None:
            mend = nearest(ids[0], heads.values()) or nearest("教师编号", heads.values()) or _likely(heads.values())
            shown = tuple(heads.values())
            args = {"sheet": sheet.name, "names": shown, "wanted": ids[0]}
            self.problems.append(diagnose(NO_ID_COLUMN, Span.none(), sheet.file, mend=mend, **args))  # type: ignore[arg-type]
            place = 0
        columns: dict[int, Fact] = {}
        extra: dict[str, int] = {}
        unknown: list[str] = []
        for number, fact in _facts(heads, vocabularies):
            head = heads[number]
            if number == place:
                continue
            if fold_name(head) == LACKING:
                extra[LACKING] = number
            elif fact is None or fact.form is not None or is_list(fact):
                unknown.append(head)
            elif any(each.id == fact.id for each in columns.values()):
                args = {"sheet": sheet.name, "name": head}
                self.problems.append(diagnose(COLUMN_TWICE, Span.none(), sheet.file, **args))  # type: ignore[arg-type]
            else:
                columns[number] = fact
        self._nameless(sheet, header, heads)
        read = {fact.label for fact in columns.values()} | {"编号"}
        self._unused(sheet, unknown, [one for one in known if one not in read])
        return Table(name, about, sheet, header, place, columns, shape, heads, extra)

    def _nameless(self, sheet: Sheet, header: int, heads: Mapping[int, str]) -> None:
        """Note the columns that hold something below the header and have no name in it."""
        below = sheet.rows.slice(header + 1)
        held = [
            place
            for place, column in enumerate(below.iter_columns())
            if place not in heads and column.null_count() < below.height
        ]
        if held:
            before = [max((each for each in heads if each < one), default=None) for one in held]
            titles = [None if each is None else heads[each] for each in before]
            zh = "、".join("最左边" if one is None else f"`{one}` 右边" for one in dict.fromkeys(titles))
            en = ", ".join("leftmost" if one is None else f"right of `{one}`" for one in dict.fromkeys(titles))
            args = {"sheet": sheet.name, "count": len(held), "where": Both(zh, en)}
            self.notes.append(diagnose(NAMELESS_COLUMN, Span.none(), sheet.file, severity="note", **args))  # type: ignore[arg-type]

    def _unused(self, sheet: Sheet, unknown: list[str], known: list[str]) -> None:
        """Note the columns that nobody reads; one whose name is nearly that of a missing fact by itself."""
        rest = []
        for head in unknown:
            mend = nearest(head, known)
            if mend is None:
                rest.append(head)
            else:
                args = {"sheet": sheet.name, "name": head}
                self.notes.append(diagnose(UNUSED_COLUMN, Span.none(), sheet.file, mend=mend, **args))  # type: ignore[arg-type]
        if rest:
            more = "等" if len(rest) > _MOST_NAMED else ""
            named = Both(
                "、".join(rest[:_MOST_NAMED]) + more, ", ".join(rest[:_MOST_NAMED]) + (" …" if more else "")
            )
            args = {"sheet": sheet.name, "count": len(rest), "names": named}  # type: ignore[dict-item]
            self.notes.append(diagnose(UNUSED_COLUMNS, Span.none(), sheet.file, severity="note", **args))  # type: ignore[arg-type]


def _facts(heads: Mapping[int, str], vocabularies: Sequence[Vocabulary]) -> Iterator[tuple[int, Fact | None]]:
    """Yield the fact of each column; one whose name is only nearly right counts where no other column has the fact."""
    exact = {place: _fact(head, vocabularies) for place, head in heads.items()}
    taken = {fact.id for fact in exact.values() if fact is not None}
    for place, head in heads.items():
        fact = exact[place]
        if fact is None:
            fact = _fact(bare_column(head), vocabularies)
            fact = None if fact is None or fact.id in taken else fact
        yield place, fact


def _fact(name: str, vocabularies: Sequence[Vocabulary]) -> Fact | None:
    return next((one[name] for one in vocabularies if name in one), None)


def _likely(heads: Iterable[str]) -> str | None:
    """Return a column that many call their id."""
    return next((head for head in heads if any(word in head for word in ("工号", "证号", "编码", "号"))), None)


def heads_of(
    sheet: Sheet, names: NameMap, table: str, wanted: Iterable[str], known: Iterable[str]
) -> tuple[int, dict[int, str]]:
    """Return the last row of the header, and what its cells mean, by place."""
    mapped = names.columns.get(fold_name(table), {})
    header, cells = header_of(sheet, (*wanted, *mapped), known)
    return header, {place: names.column(table, cell) for place, cell in enumerate(cells) if cell is not None}


def ids_in(heads: Mapping[int, str], wanted: Iterable[str]) -> int | None:
    """Return the column that bears one of these names, as it stands or without what offices add to names."""
    exact = {fold_name(name): place for place, name in reversed(list(heads.items()))}
    plain = {bare_column(name): place for place, name in reversed(list(heads.items()))}
    found = named(exact, wanted)
    return named(plain, wanted) if found is None else found
