"""What each sheet is: the people, a list of their entries, further columns about them, the schools, or nothing known.

Names are ids or Chinese labels, of sheets and of columns; a mapping file says what others mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xgxp_rules.diagnostics import Both, Diagnostic, RecordError, diagnose, nearest
from xgxp_rules.model.shapes import Shape
from xgxp_rules.model.vocabulary import Fact, Vocabulary, fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.cells import shape_about
from xgxp_rules.tools.rosters.mapping import NameMap
from xgxp_rules.tools.rosters.messages import (
    COLUMN_TWICE,
    NO_ID_COLUMN,
    NO_TEACHERS,
    SHEET_TWICE,
    UNUSED_COLUMN,
    UNUSED_COLUMNS,
    UNUSED_SHEET,
)
from xgxp_rules.tools.rosters.sheets import Sheet
from xgxp_rules.tools.table_folders import LACKING, MANIFEST, OWNERS

ID_NAMES = ("编号", "id")
OWNER_NAMES = ("教师", "teacher", "教师编号", "teacher_id", *ID_NAMES)
_TEACHERS = (*OWNERS["teacher"], "teachers", "教师表", "教师名册", "教师花名册")
_SCHOOLS = (*OWNERS["school"], "schools", "学校表")
_ASIDE = (
    MANIFEST,
    "tables",
    *(name for about in OWNERS if about not in ("teacher", "school") for name in OWNERS[about]),
)
_MOST_NAMED = 8


@dataclass(slots=True)
class Table:
    """A sheet understood: where its ids stand, and which fact each of its columns holds."""

    name: str
    sheet: Sheet
    header: int
    ids: int
    columns: dict[int, Fact]
    shape: Shape | None
    titles: dict[int, str]
    extra: dict[str, int] = field(default_factory=dict)
    """Columns that hold no fact but are read: which tables lack entries of a person."""

    def row_number(self, place: int) -> int:
        """Return the number in the file of a row below the header."""
        return self.sheet.first + self.header + 1 + place


@dataclass(slots=True)
class Tables:
    """Every sheet that is of use, and what is said of those that are not."""

    teachers: Table
    lists: dict[str, tuple[Fact, Table]]
    """By the label of the list."""
    more: list[Table]
    """Further columns, a row for each person."""
    schools: Table | None
    manifest: Sheet | None
    notes: list[Diagnostic]
    unused: list[str] = field(default_factory=list)
    """The names of sheets that nobody reads."""


@dataclass(frozen=True, slots=True)
class Words:
    """What may be named: the facts of teachers, own and of higher law, and those of schools."""

    teacher: tuple[Vocabulary, ...]
    school: Vocabulary

    def fact(self, name: str) -> Fact | None:
        """Return the fact about a teacher that bears a name."""
        return next((one[name] for one in self.teacher if name in one), None)

    def lists(self) -> dict[str, Fact]:
        """Return the lists that a teacher may have, by each of their names."""
        facts = [fact for one in self.teacher for fact in one.facts if _is_list(fact)]
        return {fold_name(name): fact for fact in reversed(facts) for name in (fact.id, fact.label)}

    def names(self) -> list[str]:
        """Return what a column of the sheet of teachers may be called."""
        return [
            fact.label for one in self.teacher for fact in one.facts if fact.form is None and not _is_list(fact)
        ]


def _is_list(fact: Fact) -> bool:
    return fact.kind.name == "list" and bool(fact.kind.fields) and fact.form is None


def arrange(sheets: Sequence[Sheet], words: Words, names: NameMap, own: Iterable[str] = ()) -> Tables:
    """Return what each sheet is; `own` names tables of the manifest that add columns to a person's row.

    Raises:
        RecordError: there is no sheet of teachers, a sheet stands twice, or one lacks its column of ids.
    """
    named: dict[str, Sheet] = {}
    problems: list[Diagnostic] = []
    for sheet in sheets:
        name = fold_name(names.sheet(sheet.name))
        if name in named:
            problems.append(diagnose(SHEET_TWICE, Span.none(), sheet.file, name=sheet.name))
        named.setdefault(name, sheet)
    teachers = _teachers(named, sheets, names, words)
    notes: list[Diagnostic] = []
    reader = _Reader(words, names, problems, notes)
    people = reader.people(teachers, ID_NAMES)
    found = Tables(people, {}, [], None, _first(named, (MANIFEST, "tables")), notes)
    lists, one_row = words.lists(), {fold_name(name) for name in own}
    for name, sheet in named.items():
        if sheet is teachers or name in map(fold_name, _ASIDE):
            continue
        if name in map(fold_name, _SCHOOLS):
            found.schools = reader.schools(sheet)
        elif name in lists:
            found.lists[lists[name].label] = (lists[name], reader.entries(sheet, lists[name]))
        elif name in one_row or reader.is_about_people(sheet):
            found.more.append(reader.people(sheet, OWNER_NAMES))
        else:
            known = [fact.label for fact in lists.values()]
            found.unused.append(sheet.name)
            notes.append(
                diagnose(UNUSED_SHEET, Span.none(), sheet.file, name=sheet.name, mend=nearest(name, known))
            )
    if problems:
        raise RecordError(problems)
    return found


def _first(named: Mapping[str, Sheet], names: Iterable[str]) -> Sheet | None:
    return next((named[fold_name(name)] for name in names if fold_name(name) in named), None)


def _teachers(named: Mapping[str, Sheet], sheets: Sequence[Sheet], names: NameMap, words: Words) -> Sheet:
    found = _first(named, _TEACHERS)
    if found is not None:
        return found
    if len(sheets) == 1 and _column(sheets[0], names, "教师", ID_NAMES) is not None:
        return sheets[0]
    likely = _most_like_people(sheets, names, words) or nearest("教师", [sheet.name for sheet in sheets])
    shown = tuple(sheet.name for sheet in sheets)
    raise RecordError([diagnose(NO_TEACHERS, Span.none(), sheets[0].file, names=shown, mend=likely)])


def _most_like_people(sheets: Sequence[Sheet], names: NameMap, words: Words) -> str | None:
    """Return the sheet of no known name that has the most columns about people."""
    lists = words.lists()
    known = {fold_name(name) for name in (*_SCHOOLS, *_ASIDE)} | lists.keys()
    counts = {
        sheet.name: sum(words.fact(head) is not None for head in _heads(sheet, names, "教师", ID_NAMES)[1].values())
        for sheet in sheets
        if fold_name(names.sheet(sheet.name)) not in known
    }
    best = max(counts, key=lambda name: counts[name], default=None)
    return best if best is not None and counts[best] > 1 else None


def _column(sheet: Sheet, names: NameMap, table: str, wanted: Iterable[str]) -> int | None:
    heads = _heads(sheet, names, table, wanted)[1]
    folded = {fold_name(name): place for place, name in reversed(heads.items())}
    return next((folded[fold_name(name)] for name in wanted if fold_name(name) in folded), None)


def _heads(sheet: Sheet, names: NameMap, table: str, wanted: Iterable[str]) -> tuple[int, dict[int, str]]:
    """Return which row is the header, and what its cells mean, by place."""
    mapped = list(names.columns.get(fold_name(table), {}))
    header = sheet.header((*wanted, *mapped))
    cells = sheet.rows.row(header) if sheet.rows.height else ()
    return header, {
        place: names.column(table, cell)
        for place, cell in enumerate(cells)
        if isinstance(cell, str) and cell.strip()
    }


@dataclass(slots=True)
class _Reader:
    words: Words
    names: NameMap
    problems: list[Diagnostic]
    notes: list[Diagnostic]

    def people(self, sheet: Sheet, ids: tuple[str, ...]) -> Table:
        name = self.names.sheet(sheet.name) if ids is OWNER_NAMES else "教师"
        return self._table(name, sheet, ids, self.words.teacher, shape_about("teacher"), self.words.names())

    def schools(self, sheet: Sheet) -> Table:
        known = [fact.label for fact in self.words.school.facts if fact.form is None]
        ids = (*ID_NAMES, "名称", "name")
        return self._table("学校", sheet, ids, (self.words.school,), shape_about("school"), known)

    def entries(self, sheet: Sheet, fact: Fact) -> Table:
        within = None if fact.local else shape_about("teacher").names.get(fact.id)
        shape = None if within is None else within.items
        fields = Vocabulary("item", fact.kind.fields)
        known = [each.label for each in fact.kind.fields if each.form is None]
        return self._table(fact.label, sheet, OWNER_NAMES, (fields,), shape, known)

    def is_about_people(self, sheet: Sheet) -> bool:
        """Return whether a sheet of no known name has a person's id and something that is known of people."""
        name = self.names.sheet(sheet.name)
        _, heads = _heads(sheet, self.names, name, OWNER_NAMES)
        facts = [self.words.fact(head) for head in heads.values()]
        known = [fact for fact in facts if fact is not None and fact.form is None and fact.id != "id"]
        return bool(known) and _column(sheet, self.names, name, OWNER_NAMES) is not None

    def _table(
        self,
        name: str,
        sheet: Sheet,
        ids: tuple[str, ...],
        vocabularies: tuple[Vocabulary, ...],
        shape: Shape | None,
        known: list[str],
    ) -> Table:
        header, heads = _heads(sheet, self.names, name, ids)
        place = _column(sheet, self.names, name, ids)
        if place is None:
            mend = nearest(ids[0], heads.values()) or nearest("教师编号", heads.values()) or _likely(heads.values())
            shown = tuple(heads.values())
            args = {"sheet": sheet.name, "names": shown, "wanted": ids[0]}
            self.problems.append(diagnose(NO_ID_COLUMN, Span.none(), sheet.file, mend=mend, **args))  # type: ignore[arg-type]
            place = 0
        columns: dict[int, Fact] = {}
        extra: dict[str, int] = {}
        unknown: list[str] = []
        for number, head in heads.items():
            fact = next((one[head] for one in vocabularies if head in one), None)
            if number == place:
                continue
            if fold_name(head) == LACKING:
                extra[LACKING] = number
            elif fact is None or fact.form is not None or _is_list(fact):
                unknown.append(head)
            elif any(each.id == fact.id for each in columns.values()):
                args = {"sheet": sheet.name, "name": head}
                self.problems.append(diagnose(COLUMN_TWICE, Span.none(), sheet.file, **args))  # type: ignore[arg-type]
            else:
                columns[number] = fact
        self._unused(sheet, unknown, [one for one in known if one not in heads.values()])
        return Table(name, sheet, header, place, columns, shape, heads, extra)

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


def _likely(heads: Iterable[str]) -> str | None:
    """Return a column that many call their id."""
    return next((head for head in heads if any(word in head for word in ("工号", "证号", "编码", "号"))), None)
