"""Which sheets and columns are not there that would have settled somebody's answer, and what they are probably called.

Only what is missing of somebody who is undetermined is told: a column that nobody needs is no loss.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xgxp_rules.diagnostics import Both, Diagnostic, diagnose, nearest
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.vocabulary import Fact, Vocabulary, fold_name
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.cell_messages import COLUMN_LACKING, COLUMNS_LACKING, SHEET_LACKING
from xgxp_rules.tools.rosters.tables import KindTables, Table, Tables
from xgxp_rules.tools.rosters.units import unit_of

Missing = tuple[str, Both, Counter[str]]
"""Of a decision or quota: the kind it is about, its name, and for how many it is open for want of which fact."""


def lacking(policy: Policy, tables: Tables, missing: Sequence[Missing]) -> Iterator[Diagnostic]:
    """Yield a note for each sheet or column that is not there, with what it leaves open for how many."""
    wanted = dict.fromkeys((about, label) for about, _name, counts in missing for label in counts)
    told: dict[tuple[str, str], tuple[_Gap, Both]] = {}
    for about, label in wanted:
        found = _Gap.of(about, label, policy, tables)
        if found is not None and (found.sheet, found.name) not in told:
            told[found.sheet, found.name] = found, _losing(label, [one for one in missing if one[0] == about])
    yield from _together(list(told.values()))


def _together(gaps: Sequence[tuple[_Gap, Both]]) -> Iterator[Diagnostic]:
    """Yield the notes; columns of one sheet that leave the same open, and are like no other, stand in one note."""
    groups: dict[tuple[str, str], list[_Gap]] = {}
    for gap, losing in gaps:
        if gap.sheet and gap.mend is None:
            groups.setdefault((gap.sheet, losing.zh), []).append(gap)
    for gap, losing in gaps:
        group = groups.get((gap.sheet, losing.zh), []) if gap.mend is None else []
        if len(group) < 2:
            yield gap.note(losing)
        elif gap is group[0]:
            names = tuple(one.name for one in group)
            args = {"sheet": gap.sheet, "count": len(group), "names": names, "decisions": losing}
            yield diagnose(COLUMNS_LACKING, Span.none(), gap.file, severity="note", **args)  # type: ignore[arg-type]


def _losing(label: str, missing: Sequence[Missing]) -> Both:
    found = [(about, name, counts[label]) for about, name, counts in missing if counts[label]]
    return Both(
        "，".join(f"{name.zh} {count} {unit_of(about)}" for about, name, count in found),
        ", ".join(f"{name.en} ({count})" for _about, name, count in found),
    )


class _Gap:
    """One sheet or column that is not there; `sheet` is empty where a whole sheet is."""

    def __init__(self, sheet: str, name: str, file: str, likely: Iterable[str]) -> None:
        self.sheet, self.name, self.file = sheet, name, file
        self.mend = nearest(name, likely)

    @classmethod
    def of(cls, about: str, label: str, policy: Policy, tables: Tables) -> _Gap | None:
        """Return what is not there of a fact; None where its column is, and only somebody's cell is empty."""
        version, own = policy.effective, tables.kinds.get(about)
        outer, _, field = label.rpartition(".")
        fact = _supplied(version.vocabulary(about), outer or field)
        if fact is not None and own is not None:
            if fact.kind.name == "list":
                return cls._of_list(fact, field if outer else "", own, tables)
            return cls._of_column(fact, [own.main, *own.more])
        of_school = _supplied(version.vocabulary("school"), field)
        schools = tables.kinds.get("school")
        if of_school is None:
            return None
        return (
            cls("", "学校", tables.file, tables.unused)
            if schools is None
            else cls._of_column(of_school, [schools.main])
        )

    @classmethod
    def _of_list(cls, fact: Fact, field: str, own: KindTables, tables: Tables) -> _Gap | None:
        if fact.label not in own.lists:
            return cls("", fact.label, own.main.sheet.file, tables.unused)
        item = next((one for one in fact.kind.fields if one.label == field), None)
        return None if item is None else cls._of_column(item, [own.lists[fact.label][1]])

    @classmethod
    def _of_column(cls, fact: Fact, among: Sequence[Table]) -> _Gap | None:
        if any(fact.id in table.facts for table in among):
            return None
        first = among[0]
        used = {first.ids, *first.columns, *first.extra.values()}
        return cls(
            first.sheet.name,
            fact.label,
            first.sheet.file,
            [head for place, head in first.titles.items() if place not in used],
        )

    def note(self, decisions: Both) -> Diagnostic:
        """Return the note, with the name that was probably meant."""
        if self.sheet:
            return diagnose(
                COLUMN_LACKING,
                Span.none(),
                self.file,
                severity="note",
                mend=self.mend,
                sheet=self.sheet,
                name=self.name,
                decisions=decisions,
            )
        return diagnose(
            SHEET_LACKING,
            Span.none(),
            self.file,
            severity="note",
            mend=self.mend,
            name=self.name,
            decisions=decisions,
        )


def _supplied(vocabulary: Vocabulary, label: str) -> Fact | None:
    """Return the fact of this label or id that a record supplies."""
    wanted = fold_name(label)
    names = ((one, (one.label, one.id)) for one in vocabulary.facts if one.form is None)
    return next((one for one, called in names if wanted in map(fold_name, called)), None)
