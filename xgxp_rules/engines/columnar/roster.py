"""The columns that a set of decisions needs, each worked out once however many decisions use it.

A list is read once: what several facts want of it is asked in one group-by. Facts that need more (spells joined, a
window that differs from person to person) bring a frame of their own, one row for each teacher.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import ID
from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.fields import as_written, field_read, unread_field
from xgxp_rules.engines.columnar.inputs import (
    ABSENT_WORDS,
    BAD_CODE,
    FIRST_CODE,
    Inputs,
    coded,
    unread_day,
)
from xgxp_rules.engines.columnar.texts import texts_read
from xgxp_rules.model.values import FLAG
from xgxp_rules.model.vocabulary import Fact

FrameMaker = Callable[[], nw.LazyFrame[Any]]
Step = Callable[[nw.LazyFrame[Any]], nw.LazyFrame[Any]]
"""Adds a column to the rows; with it stands whether what it adds is made from the rows themselves."""


_COMPLETE = Fact("complete", "完整", FLAG)
"""What is said of a list in a column of its own."""


@dataclass(slots=True)
class ListWork:
    """What is asked of one list, or of several read as one."""

    facts: tuple[Fact, ...]
    fields: dict[str, Fact] = field(default_factory=dict)
    written: dict[str, Fact] = field(default_factory=dict)
    made: dict[str, nw.Expr] = field(default_factory=dict)
    asked: dict[str, nw.Expr] = field(default_factory=dict)
    seldom: dict[str, nw.Expr] = field(default_factory=dict)
    looked: set[str] = field(default_factory=set)
    """The fields that are looked at for what cannot be true, and for nothing else."""
    marked: dict[str, Step] = field(default_factory=dict)
    items: nw.LazyFrame[Any] | None = None

    @property
    def key(self) -> str:
        """The name of the list."""
        return "+".join(fact.id for fact in self.facts)


class Roster:
    """Collects what is needed, then builds one row for each teacher."""

    def __init__(self, inputs: Inputs, on: date) -> None:
        self.inputs = inputs
        self.backend = inputs.backend
        self.on = on
        self._names: dict[Any, str] = {}
        self._codes: dict[str, nw.Expr] = {}
        self._days: dict[str, str] = {}
        self._unread: dict[str, str] = {}
        self.lists: dict[str, ListWork] = {}
        self._frames: dict[str, FrameMaker] = {}
        self._steps: list[tuple[Step, bool]] = []

    def renew(self, inputs: Inputs) -> None:
        """Take the next piece of the same frames: the columns are the same, their rows are not."""
        self.inputs = inputs
        self.let_go()

    def let_go(self) -> None:
        """Forget the items that were read: whoever wants them again reads them anew."""
        for work in self.lists.values():
            work.items = None

    def named(self, key: Any) -> tuple[str, bool]:
        """Return the name of a column by what it holds, and whether it is new."""
        new = key not in self._names
        name = self._names.setdefault(key, f"c{len(self._names)}")
        return name, new

    # --- columns of the teachers ----------------------------------------------------------------------------------

    def code(self, fact: Fact) -> str | None:
        """Return the column of codes of a supplied flag or choice; None where there is no such column."""
        column = self.inputs.teachers.column(fact.id, fact.label)
        if column is None:
            return None
        name, new = self.named(("code", column, fact.kind))
        if new:
            self._codes[name] = coded(self.inputs.teachers, fact, column, self.backend)
        return name

    def day(self, fact: Fact) -> tuple[str, str] | None:
        """Return the column of a supplied day's number, and the one that marks a day without one."""
        column = self.inputs.teachers.column(fact.id, fact.label)
        if column is None:
            return None
        name, new = self.named(("day", column))
        unread, _ = self.named(("unread", column))
        if new:
            self._days[column] = name
            self._unread[unread] = column
        return name, unread

    def absent_day(self, fact: Fact) -> str | None:
        """Return the column that says that a day does not apply, in so many words; None where none can."""
        column = self.inputs.teachers.column(fact.id, fact.label)
        if column is None or not self.inputs.teachers.is_text(column):
            return None
        name, new = self.named(("absent", column))
        if new:
            self._codes[name] = nw.col(column).is_in(ABSENT_WORDS)
        return name

    def plain(self, fact: Fact) -> str | None:
        """Return the column of a supplied number or text as it was handed in."""
        column = self.inputs.teachers.column(fact.id, fact.label)
        if column is None:
            return None
        name, new = self.named(("plain", column))
        if new:
            self._codes[name] = nw.col(column)
        return name

    def after(self, key: Any, expression: nw.Expr) -> str:
        """Return a column worked out from the others once all are joined."""
        name, new = self.named(key)
        if new:
            self._steps.append((lambda rows: rows.with_columns(expression.alias(name)), False))
        return name

    def looked_up(self, key: Any, column: str, table: Callable[[], dict[int, int]]) -> str:
        """Return a column found in a table by another column; null where the table has no such number."""
        name, new = self.named(key)

        def join(rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
            made = table()
            columns = {f"{name}_of": list(made), name: list(made.values())}
            known = self.backend.table(columns, dict.fromkeys(columns, "int"))
            return self.backend.attached(rows, known, [column], [f"{name}_of"])

        if new:
            self._steps.append((join, False))
        return name

    def later(self, key: Any, maker: Callable[[str, nw.LazyFrame[Any]], nw.LazyFrame[Any]]) -> str:
        """Return a column of a frame that is made from the rows themselves, one row for each teacher it speaks of."""
        name, new = self.named(key)

        def join(rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
            return self.backend.attached(rows, maker(name, rows), [ID])

        if new:
            self._steps.append((join, True))
        return name

    # --- lists ----------------------------------------------------------------------------------------------------

    def work(self, facts: Iterable[Fact]) -> ListWork | None:
        """Return what is asked of a list, or of several; None where no rows of it were handed in."""
        present = tuple(fact for fact in facts if fact.id in self.inputs.lists)
        if not present:
            return None
        work = ListWork(present)
        return self.lists.setdefault(work.key, work)

    def need(self, work: ListWork, fact: Fact) -> None:
        """Note that a field of a list's items is read.

        Raises:
            NotInColumns: a column of it holds what no test in columns can compare.
        """
        if fact.form is not None:
            raise NotInColumns("worked_out_field")
        if fact.kind.name not in ("date", "choice", "flag", "number", "text", "reference"):
            raise NotInColumns("kind")
        for each in work.facts:
            frame = self.inputs.lists[each.id]
            column = frame.column(fact.id, fact.label)
            if fact.kind.name == "number" and column is not None and not frame.types[column].is_integer():
                raise NotInColumns("number_not_whole")
        work.fields[fact.id] = fact
        work.looked.discard(fact.id)

    def look(self, work: ListWork, fact: Fact) -> None:
        """Note that a day or year of a list's items is looked at for whether it can be true."""
        if fact.id not in work.fields:
            work.fields[fact.id] = fact
            work.looked.add(fact.id)

    def mark(self, work: ListWork, name: str, step: Step) -> None:
        """Note a column of a list's items that says something of each by those around it."""
        work.marked[name] = step

    def holds_whole_numbers(self, work: ListWork, fact: Fact) -> bool:
        """Return whether a field stands in columns of whole numbers alone, where it stands in any."""
        frames = [self.inputs.lists[each.id] for each in work.facts]
        columns = [(frame, frame.column(fact.id, fact.label)) for frame in frames]
        return all(column is None or frame.types[column].is_integer() for frame, column in columns)

    def need_written(self, work: ListWork, fact: Fact) -> str:
        """Note that a field is read as it was written, by the reader that records have, and return its column.

        Raises:
            NotInColumns: it stands in a column of something else than numbers and text.
        """
        for each in work.facts:
            frame = self.inputs.lists[each.id]
            column = frame.column(fact.id, fact.label)
            if column is not None and not (frame.types[column].is_numeric() or frame.is_text(column)):
                raise NotInColumns("kind")
        work.written[fact.id] = fact
        return f"written_{fact.id}"

    def make(self, work: ListWork, key: Any, expression: nw.Expr) -> str:
        """Return a column of the items by what it holds."""
        name, new = self.named((work.key, "made", key))
        if new:
            work.made[name] = expression
        return name

    def ask(self, work: ListWork, key: Any, expression: nw.Expr) -> str:
        """Return a column of the teachers that is gathered from a list's items."""
        name, new = self.named((work.key, "asked", key))
        if new:
            work.asked[name] = expression
        return name

    def ask_seldom(self, work: ListWork, key: Any, mark: nw.Expr) -> str:
        """Return a column that says whether any of a teacher's items is marked; left out where no item at all is."""
        name, new = self.named((work.key, "asked", key))
        if new:
            work.seldom[name] = mark
        return name

    def rows_of(self, work: ListWork) -> str:
        """Return the column that counts a teacher's rows; null where there are none."""
        return self.ask(work, "rows", nw.len())

    def unread_items(self, work: ListWork) -> str:
        """Return the column that says how many of a teacher's items hold what only the record reader reads."""
        return self.ask_seldom(work, "unread", nw.col("unread"))

    def bring(self, key: Any, maker: Callable[[str], FrameMaker]) -> str:
        """Return a column that a frame of its own brings, one row for each teacher it speaks of.

        The frame may bring more columns, whose names begin with this one's.
        """
        name, new = self.named(key)
        if new:
            self._frames[name] = maker(name)
        return name

    def items_of(self, work: ListWork) -> nw.LazyFrame[Any]:
        """Return the items of a list, read once."""
        if work.items is None:
            parts = [self._items(work, fact) for fact in work.facts]
            together = parts[0] if len(parts) == 1 else nw.concat(parts, how="vertical")
            rows = self.backend.staged(together)
            for fact in work.fields.values():
                if fact.kind.name in ("text", "reference"):
                    rows = texts_read(rows, fact, self.backend)
            work.items = rows
        return work.items

    def _items(self, work: ListWork, fact: Fact) -> nw.LazyFrame[Any]:
        frame = self.inputs.lists[fact.id]
        columns = {one.id: frame.column(one.id, one.label) for one in work.fields.values()}
        days = {
            column: f"day_{name}"
            for name, column in columns.items()
            if column is not None and work.fields[name].kind.name == "date"
        }
        rows = frame.days(self.backend, days)
        engine, fields = self.backend, work.fields.values()
        read = [field_read(frame, one, columns[one.id], engine) for one in fields]
        unread = [
            each
            for one in fields
            for each in unread_field(frame, one, columns[one.id], engine, looked=one.id in work.looked)
        ]
        odd: nw.Expr = nw.lit(False)
        for each in unread:
            odd = odd | each
        ids = nw.col(self.inputs.list_ids[fact.id]).alias(ID)
        written = [as_written(frame, one) for one in work.written.values()]
        return rows.select(ids, *read, *written, odd.alias("unread"))

    # --- putting it together --------------------------------------------------------------------------------------

    def built(self) -> nw.LazyFrame[Any]:
        """Return one row for each teacher with every column asked for."""
        inputs = self.inputs
        rows = inputs.teachers.days(self.backend, self._days)
        codes = [expression.alias(name) for name, expression in self._codes.items()]
        unread = [
            unread_day(inputs.teachers, column, self._days[column]).alias(name)
            for name, column in self._unread.items()
        ]
        rows = rows.select(nw.col(inputs.id).alias(ID), *self._days.values(), *codes, *unread)
        if not (self.lists or self._frames or self._steps):
            return self.backend.counted(rows, ID)
        rows = self.backend.staged(self.backend.numbered(rows, ID))
        never: list[str] = []
        for work in self.lists.values():
            rows = self.backend.attached(rows, self.backend.apart(self._gathered(work, never)), [ID])
        for maker in self._frames.values():
            rows = self.backend.attached(rows, self.backend.apart(maker()), [ID])
        if any(looks_back for _step, looks_back in self._steps):
            rows = self.backend.staged(rows)
        if never:
            rows = rows.with_columns(*(nw.lit(0).cast(nw.Int64).alias(name) for name in never))
        joined = False
        for step, looks_back in self._steps:
            if looks_back and joined:
                rows = self.backend.staged(rows)
            rows = step(rows)
            joined = looks_back or joined
        return rows

    def complete_flag(self, fact: Fact) -> str | None:
        """Return the column that says whether a teacher's list is complete; None where there is no such column."""
        dot = self.backend.dot
        column = self.inputs.teachers.column(f"{fact.id}{dot}complete", f"{fact.label}{dot}完整")
        if column is None:
            return None
        name, new = self.named(("complete", column))
        if new:
            code = coded(self.inputs.teachers, _COMPLETE, column, self.backend)
            yes, no = nw.when(code == FIRST_CODE).then(nw.lit(1)), nw.when(code == FIRST_CODE + 1).then(nw.lit(0))
            self._codes[name] = yes.otherwise(no) == 1
            self._codes[f"{name}_bad"] = code == BAD_CODE
        return name

    def _gathered(self, work: ListWork, never: list[str]) -> nw.LazyFrame[Any]:
        """Return what is asked of a list, by teacher; a mark that no item bears is added to `never` instead."""
        items = self.items_of(work)
        for step in work.marked.values():
            items = step(items)
        for name, expression in work.made.items():
            items = items.with_columns(expression.alias(name))
        asked = [expression.alias(name) for name, expression in work.asked.items()]
        marks = [_marked(mark).max().alias(name) for name, mark in work.seldom.items()]
        found = self.backend.rows(items.select(*marks))[0] if marks else ()
        never += [name for name, any_ in zip(work.seldom, found, strict=True) if not any_]
        asked += [one for one, any_ in zip(marks, found, strict=True) if any_]
        return items.group_by(ID).agg(*(asked or [nw.len().alias(f"rows_{work.key}")]))


def _marked(mark: nw.Expr) -> nw.Expr:
    return nw.when(mark).then(nw.lit(1)).otherwise(nw.lit(0))


__all__ = ["ID", "ListWork", "Roster"]
