"""Reads a roster from a folder of CSV tables, as a personnel office keeps them: one table of people, one for each list.

`教师.csv` has a row for each person; `任职经历.csv`, `请假.csv` … have a row for each entry and begin with the column
`教师`, which holds the person's 编号. An empty cell says nothing. Whether somebody without a row in a table has no such
entry, or nobody knows, is never guessed: `表.csv` says which tables are complete, and the column `缺表` of a person
names those that are not complete for them. It also says which tables add columns to a person's row (`每人一行`) and
which are of use for certain policies only (`政策`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xgxp_rules.diagnostics import Diagnostic, RecordError, UsageError, diagnose, nearest, register
from xgxp_rules.language.decoding import decode
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.readers import read_flag
from xgxp_rules.model.records import MODELS, Record
from xgxp_rules.model.unreadable import Unreadable
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.record_files import UNREADABLE

OWNERS: dict[str, tuple[str, ...]] = {about: (named.zh, about) for about, named in KINDS.items()}
"""What the table of each kind of record is called, and the first column of the tables of its lists."""

_KINDS = frozenset(name for names in OWNERS.values() for name in names)
"""Tables of these names hold records, also where their first column is somebody's number."""

MANIFEST = "表"
LACKING = "缺表"
_ID = ("编号", "id")
_COMPLETE = ("完整", "complete")
_ONE_ROW = ("每人一行", "one_row_each")
_POLICIES = ("政策", "policies")

NO_TABLE = register(
    "XG464",
    zh="文件夹里没有 `{name}.csv`",
    en="the folder has no `{name}.csv`",
    mend_zh="请把这张表另存为 `{name}.csv`，放进文件夹",
    mend_en="Save that table as `{name}.csv` in the folder",
)
BAD_TABLE = register(
    "XG465",
    zh="这不是完好的 CSV 表",
    en="this is no sound CSV table",
    mend_zh="请用 Excel 打开，另存为“CSV UTF-8（逗号分隔）”",
    mend_en="Open it in Excel and save it as CSV UTF-8 (comma delimited)",
)
BAD_HEADS = register(
    "XG466",
    zh="第一行是列名：每列要有名称，而且不重复",
    en="the first row names the columns: each has a name, and no two the same",
    mend_zh="请给没有名称的列写上名称，把同名的改成不同的名称",
    mend_en="Name the columns that have no name, and rename those with the same one",
)
TOO_WIDE = register(
    "XG467",
    zh="这一行有 {count} 格，列名只有 {columns} 个",
    en="this row has {count} cells, there are {columns} columns",
    mend_zh="请核对这一行多出或缺少的逗号；格子里有逗号的，给整格加双引号",
    mend_en="Check this row for commas too many or too few; a cell that holds a comma stands in double quotes",
)
NO_OWNER = register(
    "XG468",
    zh="编号 `{name}` 在 `{table}.csv` 里没有，或有两行",
    en="`{name}` has no row in `{table}.csv`, or two",
    mend_zh="请在 `{table}.csv` 里给它留下恰好一行",
    mend_en="Give it exactly one row in `{table}.csv`",
)
NO_SUCH_TABLE = register(
    "XG469",
    zh="没有叫 `{name}` 的表",
    en="there is no table `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the file and line it stands on, and its cells that hold something, by column."""

    file: str
    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Table:
    name: str
    file: str
    heads: tuple[str, ...]
    rows: tuple[_Row, ...]

    def by_owner(self) -> dict[str, list[_Row]]:
        """Return the rows by what stands in the first column."""
        found: dict[str, list[_Row]] = {}
        for row in self.rows:
            found.setdefault(row.cells.get(self.heads[0], ""), []).append(row)
        return found


@dataclass(frozen=True, slots=True)
class _Said:
    """What the folder says of one table."""

    complete: bool = False
    one_row: bool = False
    policies: tuple[str, ...] = ()

    def serves(self, policy: str) -> bool:
        """Return whether the table is of use for a policy; one without a name is any."""
        named = (one for one in self.policies if policy == one or policy.startswith(one + "."))
        return not self.policies or not policy or any(named)


def load_folder(folder: str | Path, about: str = "teacher", policy: str = "") -> tuple[Record, ...]:
    """Return the records of one kind in a folder of tables, in the order of their rows.

    With `policy` tables that are said to be for other policies are left out.

    Raises:
        UsageError: a table cannot be opened.
        RecordError: the table of this kind is missing, a table is not sound, or records have problems; all are listed.
    """
    tables = {table.name: table for table in _tables(Path(folder))}
    own = next((tables[name] for name in OWNERS[about] if name in tables), None)
    if own is None:
        raise RecordError.of(NO_TABLE, file=str(folder), name=OWNERS[about][0])
    problems: list[Diagnostic] = []
    said = _manifest(tables, problems)
    mine = [
        table
        for table in tables.values()
        if table.heads[0] in OWNERS[about]
        and table.name not in _KINDS
        and said.get(table.name, _Said()).serves(policy)
    ]
    if mine or len(MODELS[about].named_by) == 1:  # a post without lists may go by its holder, a school by its name
        problems += _strangers(own, mine)
    folded = {table.name: (table.heads[0], table.by_owner()) for table in mine}
    lists = {name: one for name, one in folded.items() if not said.get(name, _Said()).one_row}
    more = {name: one for name, one in folded.items() if name not in lists}
    complete = frozenset(name for name, one in said.items() if one.complete)
    found: list[Record] = []
    for row in own.rows:
        try:
            found.append(_record(_joined(row, more), lists, complete, about, problems))
        except RecordError as error:
            problems += error.diagnostics
    if problems:
        raise RecordError(problems)
    return tuple(found)


def _tables(folder: Path) -> Iterator[_Table]:
    problems: list[Diagnostic] = []
    for path in sorted(folder.glob("*.csv")):
        try:
            yield _table(path)
        except RecordError as error:
            problems += error.diagnostics
    if problems:
        raise RecordError(problems)


def _table(path: Path) -> _Table:
    file = str(path)
    try:
        text, wrong = decode(path.read_bytes())
    except OSError as error:
        raise UsageError.of(UNREADABLE, file=file, why=error.strerror or "?") from None
    if wrong:
        raise RecordError(wrong).in_file(file)
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        heads = tuple(cell.strip() for cell in next(reader, []))
        if not heads or not all(heads) or len(set(map(fold_name, heads))) < len(heads):
            raise RecordError.of(BAD_HEADS, file=file, span=Span.at(1, 1))
        rows = tuple(_rows(reader, heads, file))
    except csv.Error:
        raise RecordError.of(BAD_TABLE, file=file, span=Span.at(max(1, reader.line_num), 1)) from None
    return _Table(path.stem, file, heads, rows)


def _rows(reader: Any, heads: tuple[str, ...], file: str) -> Iterator[_Row]:
    for cells in reader:
        if len(cells) > len(heads):
            span = Span.at(reader.line_num, 1)
            raise RecordError.of(TOO_WIDE, file=file, span=span, count=len(cells), columns=len(heads))
        held = {head: cell.strip() for head, cell in zip(heads, cells, strict=False) if cell.strip()}
        if held:
            yield _Row(file, reader.line_num, held)


def _identity(row: _Row) -> str:
    return _held(row, _ID)


def _strangers(own: _Table, lists: list[_Table]) -> Iterator[Diagnostic]:
    """Yield the rows whose person has no row, and the people who have two or no 编号."""
    seen: set[str] = set()
    for row in own.rows:
        name = _identity(row)
        if not name or name in seen:
            yield diagnose(NO_OWNER, Span.at(row.line, 1), row.file, name=name, table=own.name)
        seen.add(name)
    for table in lists:
        for row in table.rows:
            name = row.cells.get(table.heads[0], "")
            if name not in seen:
                yield diagnose(NO_OWNER, Span.at(row.line, 1), row.file, name=name, table=own.name)


def _manifest(tables: dict[str, _Table], problems: list[Diagnostic]) -> dict[str, _Said]:
    """Return what the folder says of its tables, by name."""
    manifest = tables.get(MANIFEST)
    found: dict[str, _Said] = {}
    for row in () if manifest is None else manifest.rows:
        name = row.cells.get(MANIFEST, "")
        if name not in tables:
            problems.append(_no_table(name, row, tables))
        flags = [_flag(row, heads, problems) for heads in (_COMPLETE, _ONE_ROW)]
        found[name] = _Said(flags[0], flags[1], _names(_held(row, _POLICIES)))
    return found


def _flag(row: _Row, heads: tuple[str, ...], problems: list[Diagnostic]) -> bool:
    try:
        return read_flag(_held(row, heads) or "否")
    except Unreadable as error:
        problems.append(diagnose(error.code, Span.at(row.line, 1), row.file, place=heads[0], said=""))
        return False


def _held(row: _Row, heads: tuple[str, ...]) -> str:
    return next((row.cells[head] for head in heads if head in row.cells), "")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for one in text.replace("，", "、").split("、") if (name := one.strip()))


def _joined(row: _Row, more: _Lists) -> _Row:
    """Return a person's row with the columns that other tables add to it."""
    cells = dict(row.cells)
    for first, rows in more.values():
        for one in rows.get(_identity(row), []):
            cells |= {head: cell for head, cell in one.cells.items() if head != first}
    return replace(row, cells=cells)


def _no_table(name: str, row: _Row, tables: Iterable[str]) -> Diagnostic:
    return diagnose(NO_SUCH_TABLE, Span.at(row.line, 1), row.file, mend=nearest(name, tables), name=name)


_Lists = dict[str, tuple[str, dict[str, list[_Row]]]]
"""The tables of lists: the first column of each, and its rows by whose they are."""


def _record(row: _Row, lists: _Lists, complete: frozenset[str], about: str, problems: list[Diagnostic]) -> Record:
    """Return one person's record from their row and their entries; places in messages are those of the tables."""
    lacking = set(_names(row.cells.get(LACKING, "")))
    problems += (_no_table(name, row, lists) for name in sorted(lacking - lists.keys()))
    data: dict[str, Any] = {head: cell for head, cell in row.cells.items() if head != LACKING}
    entries = {name: rows.get(_identity(row), []) for name, (_, rows) in lists.items()}
    for name, (first, _) in lists.items():
        items = [{head: cell for head, cell in one.cells.items() if head != first} for one in entries[name]]
        if name in complete and name not in lacking:
            data[name] = items
        elif items:
            data[name] = {"完整": "否", "列": items}
    return _loaded(MODELS[about], data, _Places(row, entries))


class _Places:
    """Numbers the places of one record: a message's line is such a number until it is turned into file and line."""

    def __init__(self, row: _Row, entries: dict[str, list[_Row]]) -> None:
        self._row = row
        self._entries = entries
        self._numbered: list[_Row] = [row]

    def locate(self, path: tuple[str | int, ...]) -> Span:
        """Return the number of the row that a part of the record stands in, as a line."""
        rows = self._entries.get(str(path[0]), []) if path else []
        place = next((step for step in path if isinstance(step, int)), None)
        row = rows[place] if place is not None and place < len(rows) else rows[0] if rows else self._row
        self._numbered.append(row)
        return Span.at(len(self._numbered) - 1, 1)

    @property
    def file(self) -> str:
        """The table of the record's own row."""
        return self._row.file

    def line(self, path: tuple[str | int, ...]) -> Span:
        """Return the line of the record's own row for a part that stands there; nothing for one of another table."""
        return Span.none() if path and str(path[0]) in self._entries else Span.at(self._row.line, 1)

    def settled(self, problem: Diagnostic) -> Diagnostic:
        """Return a problem with the file and the line that its numbers stand for."""
        row = self._numbered[problem.span.line] if problem.span.known else self._row
        return replace(problem, file=row.file, span=Span.at(row.line, 1), also=())


def _loaded(model: type[Record], data: dict[str, Any], places: _Places) -> Record:
    try:
        record = model.load(data, locate=places.locate)
        if hasattr(record, "_origin"):
            object.__setattr__(record, "_origin", (places.file, places.line))
        return record
    except RecordError as error:
        raise RecordError([places.settled(one) for one in error.diagnostics]) from None
