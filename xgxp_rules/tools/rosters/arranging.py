"""What each sheet is: records of a kind, a list of their entries, further columns about them, or nothing known.

Names are ids or Chinese labels, of sheets and of columns; a mapping file says what others mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from xgxp_rules.diagnostics import Both, Diagnostic, RecordError, diagnose, nearest
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.vocabulary import Fact, fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.cell_messages import COLUMN_HELD, SAME_SHEET, UNUSED_KIND
from xgxp_rules.tools.rosters.mapping import NameMap
from xgxp_rules.tools.rosters.messages import NO_KIND_SHEET, NO_TEACHERS, SHEET_TWICE, STACKED, UNUSED_SHEET
from xgxp_rules.tools.rosters.sheet_names import ID_NAMES, bare_sheet, id_names, named, owner_names, sheet_names
from xgxp_rules.tools.rosters.sheets import Sheet
from xgxp_rules.tools.rosters.table_reading import TableReader, heads_of, ids_in
from xgxp_rules.tools.rosters.tables import KindTables, Table, Tables, Words
from xgxp_rules.tools.table_folders import MANIFEST

_MANIFEST = (MANIFEST, "tables")


def arrange(
    sheets: Sequence[Sheet],
    words: Words,
    names: NameMap,
    own: Iterable[str] = (),
    asked: Sequence[str] = ("teacher",),
    needed: Iterable[str] = KINDS,
) -> Tables:
    """Return what each sheet is; `asked` are the kinds to be decided, one of which must have a sheet.

    `needed` are the kinds that are read: what nothing is decided about, and nothing refers to, is left alone. `own`
    names tables of the manifest that add columns to a record's row.

    Raises:
        RecordError: no kind that is asked for has a sheet, a sheet stands twice, or one lacks its column of ids.
    """
    return _Arranger(sheets, words, names, {fold_name(one) for one in own}, asked, frozenset(needed)).tables()


class _Arranger:
    """Finds out what each of some sheets is."""

    def __init__(
        self,
        sheets: Sequence[Sheet],
        words: Words,
        names: NameMap,
        own: set[str],
        asked: Sequence[str],
        needed: frozenset[str],
    ) -> None:
        self.sheets = sheets
        self.words = words
        self.names = names
        self.own = own
        self.asked = asked
        self.needed = needed
        self.problems: list[Diagnostic] = []
        self.notes: list[Diagnostic] = []
        self.reader = TableReader(words, names, self.problems, self.notes)
        self.known = words.lists()

    def tables(self) -> Tables:
        named_so = self._by_name()
        mains = {about: one for about in KINDS if (one := named(named_so, sheet_names(about))) is not None}
        mains = mains or self._only_sheet(named_so)
        if not any(about in mains for about in self.asked):
            raise RecordError([self._no_sheet()])
        for about in [one for one in mains if one not in self.needed]:
            sheet, kind = mains[about][0], KINDS[about]
            self.notes.append(
                diagnose(UNUSED_KIND, Span.none(), sheet.file, severity="note", name=sheet.name, kind=kind)
            )
        kinds = {
            about: KindTables(self._table(sheets, partial(self.reader.records, about=about)))
            for about, sheets in mains.items()
            if about in self.needed
        }
        manifests = named(named_so, _MANIFEST) or []
        found = Tables(kinds, self.notes, self.file)
        for name, sheets in named_so.items():
            if sheets not in mains.values() and sheets is not manifests:
                self._rest(name, sheets, found)
        if self.problems:
            raise RecordError(self.problems)
        return found

    def _table(self, sheets: Sequence[Sheet], read: Callable[[Sheet], Table]) -> Table:
        """Return the table that some sheets of one name make together, each with its columns in its own order."""
        table, *further = [read(one) for one in sheets]
        table.further = further
        if further:
            files = tuple(dict.fromkeys(f"{Path(one.file).name}：{one.name}" for one in sheets))
            told = {"name": table.name, "count": len(sheets), "files": files}
            self.notes.append(diagnose(STACKED, Span.none(), severity="note", **told))  # type: ignore[arg-type]
        return table

    @property
    def file(self) -> str:
        """The file to name where something is missing that might stand in any."""
        files = {sheet.file for sheet in self.sheets}
        return files.pop() if len(files) == 1 else ""

    def _by_name(self) -> dict[str, list[Sheet]]:
        """Return the sheets by what they are called here; a plainer name counts where no sheet is called so.

        Sheets of one name go together where they stand in different files, or where the mapping file says so.
        """
        found: dict[str, list[Sheet]] = {}
        for sheet in self.sheets:
            name = fold_name(self.names.sheet(sheet.name))
            others = found.setdefault(name, [])
            is_mapped = fold_name(sheet.name) in self.names.sheets
            if not is_mapped and any(one.file == sheet.file for one in others):
                self.problems.append(diagnose(SHEET_TWICE, Span.none(), sheet.file, name=sheet.name))
            others.append(sheet)
        meant = {fold_name(name) for about in KINDS for name in sheet_names(about)} | self.known.keys()
        told = {name: bare_sheet(name) for name in found if name not in meant and name not in self.own}
        plain = {bare: name for name, bare in told.items() if bare in meant and bare not in found}
        return {next((bare for bare in plain if plain[bare] == name), name): one for name, one in found.items()}

    def _only_sheet(self, named_so: dict[str, list[Sheet]]) -> dict[str, list[Sheet]]:
        """Return the sheets of any one name, where they have ids and one kind is meant or they are of teachers."""
        if len(named_so) != 1:
            return {}
        likely = ["teacher"] if "teacher" in self.asked else list(self.asked) if len(self.asked) == 1 else []
        (sheets,) = named_so.values()
        return {one: sheets for one in likely if ids_in(self._heads(sheets[0], one), id_names(one)) is not None}

    def _heads(self, sheet: Sheet, about: str) -> dict[int, str]:
        """Return the columns of a sheet, taken for that of a kind of record."""
        return heads_of(sheet, self.names, KINDS[about].zh, id_names(about), self.words.names(about))[1]

    def _no_sheet(self) -> Diagnostic:
        shown = tuple(sheet.name for sheet in self.sheets)
        about = self.asked[0] if self.asked else "teacher"
        likely = self._most_like(about) or nearest(KINDS[about].zh, shown)
        file = self.file
        if "teacher" in self.asked:
            return diagnose(NO_TEACHERS, Span.none(), file, names=shown, mend=likely)
        zh = "、".join(f"“{KINDS[one].zh}”" for one in self.asked)
        kinds = Both(zh, ", ".join(KINDS[one].en for one in self.asked))
        return diagnose(
            NO_KIND_SHEET, Span.none(), file, kinds=kinds, kind=KINDS[about].zh, names=shown, mend=likely
        )

    def _most_like(self, about: str) -> str | None:
        counts = {sheet.name: self._facts_in(sheet, about) for sheet in self.sheets if not self._is_known(sheet)}
        best = max(counts, key=lambda name: counts[name], default=None)
        return best if best is not None and counts[best] > 1 else None

    def _is_known(self, sheet: Sheet) -> bool:
        name = fold_name(self.names.sheet(sheet.name))
        return name in self.known or name in {fold_name(one) for about in KINDS for one in sheet_names(about)}

    def _facts_in(self, sheet: Sheet, about: str) -> int:
        return sum(self.words.fact(about, head) is not None for head in self._heads(sheet, about).values())

    def _rest(self, name: str, sheets: list[Sheet], found: Tables) -> None:
        """Put away sheets that are not those of a kind: entries, further columns, or nothing known."""
        sheet = sheets[0]
        fits = self._whose(name, sheet)
        if fits is not None and fits[0] in found.kinds:
            self._entries(*fits, sheets, found.kinds[fits[0]])
            return
        if (fits is not None and fits[0] not in self.needed) or self._is_of_others(sheet):
            return
        same = self._same(sheet)
        if same in found.kinds and self._shares(sheet, same, found.kinds[same].main):
            self._twice(sheet, found.kinds[same].main, KINDS[same].zh)
            return
        for about, kind in found.kinds.items():
            if (name in self.own and about == "teacher") or self.reader.is_about(sheet, about):
                self._further(kind, sheets, about)
                return
        known = [fact.label for each in self.known.values() for _about, fact in each]
        for one in sheets:
            found.unused.append(one.name)
            told = diagnose(UNUSED_SHEET, Span.none(), one.file, name=one.name, mend=nearest(name, known))
            self.notes.append(told)

    def _entries(self, about: str, fact: Fact, sheets: list[Sheet], kind: KindTables) -> None:
        if fact.label in kind.lists:
            self._twice(sheets[0], kind.lists[fact.label][1], fact.label)
        else:
            table = self._table(sheets, lambda one: self.reader.entries(one, fact, about))
            kind.lists[fact.label] = (fact, table)

    def _twice(self, sheet: Sheet, other: Table, kind: str) -> None:
        beside = other.sheet.name
        problem = diagnose(SAME_SHEET, Span.none(), sheet.file, name=sheet.name, other=beside, kind=kind)
        self.problems.append(problem)

    def _same(self, sheet: Sheet) -> str:
        """Return the kind that a sheet is called after, beside another sheet of it; nothing for other names."""
        bare = bare_sheet(self.names.sheet(sheet.name))
        return next((about for about in KINDS if bare in map(fold_name, sheet_names(about))), "")

    def _shares(self, sheet: Sheet, about: str, main: Table) -> bool:
        """Return whether a sheet has a column that the sheet of its kind has too."""
        facts = [self.words.fact(about, head) for head in self._heads(sheet, about).values()]
        return any(fact is not None and fact.id in main.facts for fact in facts)

    def _further(self, kind: KindTables, sheets: list[Sheet], about: str) -> None:
        """Add sheets with further columns, each of which must stand in no sheet of another name.

        People's names stand in every sheet of an office, for whoever reads it: the sheet of the kind tells them.
        """
        table = self._table(sheets, lambda one: self.reader.further(one, about))
        if "name" in kind.main.facts:
            for part in table.parts:
                part.columns = {place: fact for place, fact in part.columns.items() if fact.id != "name"}
        for other in (kind.main, *kind.more):
            twice = {fact.id: fact.label for part in table.parts for fact in part.columns.values()}
            for name in (twice[one] for one in twice if one in other.facts):
                where = {"sheet": table.sheet.name, "name": name, "other": other.sheet.name}
                self.problems.append(diagnose(COLUMN_HELD, Span.none(), table.sheet.file, **where))  # type: ignore[arg-type]
        kind.more.append(table)

    def _is_of_others(self, sheet: Sheet) -> bool:
        """Return whether a sheet belongs to a kind that is not read; the note of the kind speaks for it."""
        for about in (one for one in KINDS if one not in self.needed):
            own = [one for one in owner_names(about) if one not in ID_NAMES]
            if ids_in(heads_of(sheet, self.names, sheet.name, own, ())[1], own) is not None:
                return True
        return False

    def _whose(self, name: str, sheet: Sheet) -> tuple[str, Fact] | None:
        """Return the list that a sheet is named after; of several kinds' the one whose column of ids it has."""
        fits = self.known.get(name, [])
        for about, fact in fits:
            own = [one for one in owner_names(about) if one not in ID_NAMES]
            fields = [each.label for each in fact.kind.fields]
            if ids_in(heads_of(sheet, self.names, fact.label, own, fields)[1], own) is not None:
                return about, fact
        return fits[0] if fits else None
