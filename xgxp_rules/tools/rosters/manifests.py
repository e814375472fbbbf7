"""What is said of a roster's sheets as a whole: which lists are complete, which serve this policy, which are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from xgxp_rules.diagnostics import Diagnostic, UsageError, diagnose, nearest
from xgxp_rules.model.readers import read_flag
from xgxp_rules.model.unreadable import Unreadable
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.cell_messages import HIDDEN_ROWS, HIDDEN_SHEET
from xgxp_rules.tools.rosters.mapping import NameMap
from xgxp_rules.tools.rosters.messages import MAPPED_NOTHING, NO_LIST
from xgxp_rules.tools.rosters.sheets import Sheet
from xgxp_rules.tools.rosters.tables import Tables


@dataclass(slots=True)
class Said:
    """What the manifest says of the tables: which are complete, and which add columns to a person's row."""

    complete: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    not_for: set[str] = field(default_factory=set)


def hidden_in(tables: Tables) -> Iterator[Diagnostic]:
    """Yield a note of each sheet that was read though its reader may not see all of it."""
    for sheet in tables.sheets:
        if sheet.is_hidden:
            yield diagnose(HIDDEN_SHEET, Span.none(), sheet.file, severity="note", name=sheet.name)
        if sheet.hidden_rows:
            told: dict[str, Any] = {"sheet": sheet.name, "count": sheet.hidden_rows}
            yield diagnose(HIDDEN_ROWS, Span.none(), sheet.file, severity="note", **told)


def unmatched(names: NameMap, sheets: Iterable[Sheet], tables: Tables) -> Iterator[Diagnostic]:
    """Yield a note of what the mapping file speaks of and no sheet has."""
    there = {fold_name(sheet.name) for sheet in sheets}
    lost = [name for name in names.sheets if name not in there]
    for kind in tables.kinds.values():
        for table in (kind.main, *(one for _fact, one in kind.lists.values()), *kind.more):
            heads = {fold_name(title) for part in table.parts for title in part.titles.values()}
            said = names.columns.get(fold_name(table.name), {})
            lost += [f"{table.name}.{name}" for name, target in said.items() if fold_name(target) not in heads]
    if lost:
        yield diagnose(MAPPED_NOTHING, Span.none(), severity="note", names=tuple(lost))


def said_of(sheets: Iterable[Sheet], policy: str) -> Said:
    """Return what the sheet `表` says, where there is one."""
    said = Said()
    for sheet in sheets:
        if fold_name(sheet.name) not in ("表", "tables") or not sheet.rows.height:
            continue
        heads = {fold_name(str(cell or "")): place for place, cell in enumerate(sheet.rows.row(0))}
        for row in sheet.rows.rows()[1:]:
            name = fold_name(_cell(row, heads, ("表", "table")))
            if _is_yes(_cell(row, heads, ("完整", "complete"))):
                said.complete.add(name)
            if _is_yes(_cell(row, heads, ("每人一行", "one_row_each"))):
                said.own.add(name)
            wanted = [
                one.strip() for one in _cell(row, heads, ("政策", "policies")).replace("，", "、").split("、")
            ]
            if any(wanted) and not any(policy == one or policy.startswith(one + ".") for one in wanted if one):
                said.not_for.add(name)
    return said


def _cell(row: tuple[Any, ...], heads: Mapping[str, int], names: Iterable[str]) -> str:
    place = next((heads[name] for name in names if name in heads), None)
    return str(row[place] or "") if place is not None else ""


def _is_yes(text: str) -> bool:
    try:
        return bool(text) and read_flag(text)
    except Unreadable:
        return False


def complete_lists(tables: Tables, said: Said, asked: Iterable[str]) -> frozenset[str]:
    """Return the labels of the lists that are whole for everybody not said to lack entries."""
    by_name = {
        fold_name(name): label
        for kind in tables.kinds.values()
        for label, (fact, table) in kind.lists.items()
        for name in (fact.id, label, table.sheet.name)
    }
    found = {label for name, label in by_name.items() if name in said.complete}
    for name in asked:
        if name in ("全部", "all"):
            found |= set(by_name.values())
        elif fold_name(name) in by_name:
            found.add(by_name[fold_name(name)])
        else:
            mend = nearest(name, by_name)
            raise UsageError([diagnose(NO_LIST, Span.none(), name=name, mend=mend)])
    return frozenset(found)
