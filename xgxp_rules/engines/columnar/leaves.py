"""Leaves: the facts of a decision that columns hold, each cut into cells that a short whole number names.

A leaf gives the interpreter a value for each of its cells. `AS_WORKED_OUT` leaves the value to the interpreter itself:
that is how a list of which nothing is known, or that is empty, comes to mean here exactly what it means there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.cuts import Cells, Cutter
from xgxp_rules.engines.columnar.inputs import (
    ABSENT_CODE,
    BAD_CODE,
    UNKNOWN_CODE,
    count_of_codes,
    value_of_code,
    words_of,
)
from xgxp_rules.engines.columnar.roster import Roster
from xgxp_rules.engines.columnar.rows import cell
from xgxp_rules.model.readers import reader_of
from xgxp_rules.model.unreadable import Unreadable, read_state
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, State
from xgxp_rules.model.vocabulary import Fact

AS_WORKED_OUT: Final = object()
"""The interpreter fills the slot as it always does."""

BY_ITSELF: Final = object()
"""No value that columns know: a row that has it is decided by the interpreter."""


@dataclass(slots=True)
class Leaf:
    """One slot of a program: the code of each row's cell, and the value that stands for a cell.

    A leaf has either `code` (an expression of the row) with `values`, or `raw` columns whose different contents are
    read once each by `read`. `odd` marks rows that are decided one by one.
    """

    slot: int
    code: nw.Expr | None = None
    values: Sequence[Any] = ()
    raw: tuple[nw.Expr, ...] = ()
    read: Callable[[tuple[Any, ...]], Any] | None = None
    odd: list[nw.Expr] = field(default_factory=list)
    kept: bool = True
    """Whether what has been read is kept for the next piece of a roster: contents that seldom recur are not."""
    contents: bool = False
    """Whether the interpreter works it out once for each content of what it is made from."""


def zero_or(expression: nw.Expr) -> nw.Expr:
    """Return a truth as 1, false or unknown as 0."""
    return nw.when(expression).then(nw.lit(1)).otherwise(nw.lit(0))


def in_cells(number: nw.Expr, cells: Cells, base: int) -> nw.Expr:
    """Return the code of the cell that a number lies in, the first cell's being `base`."""
    code = nw.lit(base)
    for start in cells.starts:
        code = code + zero_or(number >= start)
    return code


def supplied(slot: int, fact: Fact, roster: Roster, cutter: Cutter) -> Leaf:
    """Return the leaf of a fact that the record supplies.

    Raises:
        NotInColumns: no columns hold such a fact.
    """
    match fact.kind.name:
        case "flag" | "choice":
            return _coded(slot, fact, roster)
        case "date":
            return _day(slot, fact, roster, cutter)
        case "number":
            return _number(slot, fact, roster, cutter)
        case "text" | "reference" | "period":
            return _words(slot, fact, roster, cutter)
        case "list":
            return _several(slot, fact, roster) if not fact.kind.fields else list_known(slot, fact, roster)
        case _:
            raise NotInColumns("kind")


def _unknown(slot: int) -> Leaf:
    return Leaf(slot, nw.lit(0), (UNKNOWN,))


def _coded(slot: int, fact: Fact, roster: Roster) -> Leaf:
    name = roster.code(fact)
    if name is None:
        return _unknown(slot)
    values = [value_of_code(fact.kind, one) for one in range(count_of_codes(fact.kind))]
    frame = roster.inputs.teachers
    column = frame.column(fact.id, fact.label)
    if fact.kind.name == "flag" and column is not None and frame.types[column] == nw.Boolean:
        return Leaf(slot, nw.col(name), values)
    code, unreadable = nw.col(name), nw.col(name) == BAD_CODE
    return Leaf(slot, nw.when(unreadable).then(nw.lit(0)).otherwise(code), values, odd=[unreadable])


def _day(slot: int, fact: Fact, roster: Roster, cutter: Cutter) -> Leaf:
    found = roster.day(fact)
    if found is None:
        return _unknown(slot)
    number, unread = found
    leaf = day_leaf(slot, nw.col(number), cutter, date.fromordinal, unknown=UNKNOWN, odd=[nw.col(unread)])
    absent = roster.absent_day(fact)
    return leaf if absent is None else _may_be_absent(leaf, nw.col(absent))


def _may_be_absent(leaf: Leaf, absent: nw.Expr) -> Leaf:
    """Return a leaf with one more cell: that the fact does not apply."""
    if leaf.code is not None:
        leaf.code = nw.when(absent).then(nw.lit(len(leaf.values))).otherwise(leaf.code)
        leaf.values = [*leaf.values, NOT_APPLICABLE]
        return leaf
    read = leaf.read
    assert read is not None
    leaf.raw = (zero_or(absent), *leaf.raw)
    leaf.read = lambda row: NOT_APPLICABLE if row[0] else read(row[1:])
    return leaf


def day_leaf(
    slot: int,
    number: nw.Expr,
    cutter: Cutter,
    value: Callable[[int], Any],
    *,
    unknown: Any,
    odd: list[nw.Expr],
) -> Leaf:
    """Return the leaf of a day's number (null where there is none), cut where a test of it turns."""
    cells = cutter.days(slot, value)
    if cells is None:
        raw = nw.when(number.is_null()).then(nw.lit(0)).otherwise(number)
        return Leaf(slot, raw=(raw,), read=lambda row: value(row[0]) if row[0] else unknown, odd=odd)
    code = nw.when(number.is_null()).then(nw.lit(0)).otherwise(in_cells(number, cells, 1))
    values = [unknown, *(value(cells.first_of(cell)) for cell in range(cells.count))]
    return Leaf(slot, code, values, odd=odd)


def number_values(points: Sequence[int | Fraction]) -> list[int | Fraction]:
    """Return one number for every cell between and on the points: below, on, between, on, above.

    >>> number_values((3, 5))
    [2, 3, Fraction(4, 1), 5, 6]
    """
    if not points:
        return [0]
    values: list[int | Fraction] = [points[0] - 1, points[0]]
    for before, point in pairwise(points):
        values += [Fraction(before + point, 2), point]
    return [*values, points[-1] + 1]


def in_points(number: nw.Expr, points: Sequence[int | Fraction], base: int) -> nw.Expr:
    """Return the code of a whole number's cell, the lowest being `base`."""
    code = nw.lit(base)
    for point in points:
        up = -(-Fraction(point).numerator // Fraction(point).denominator)
        above = Fraction(point).numerator // Fraction(point).denominator + 1
        code = code + zero_or(number >= up) + zero_or(number >= above)
    return code


def cell_of_number(number: int | Fraction, points: Sequence[int | Fraction]) -> int | Fraction:
    """Return the number that stands for the cell a number lies in."""
    place = sum(number >= point for point in points) + sum(number > point for point in points)
    return number_values(points)[place]


def _number(slot: int, fact: Fact, roster: Roster, cutter: Cutter) -> Leaf:
    name = roster.plain(fact)
    if name is None:
        return _unknown(slot)
    frame = roster.inputs.teachers
    column = frame.column(fact.id, fact.label)
    assert column is not None
    kind, points = frame.types[column], cutter.points(slot)
    if fact.kind.unit != "%" and kind.is_integer() and points is not None:
        missing = nw.col(name).is_null()
        code = nw.when(missing).then(nw.lit(0)).otherwise(in_points(nw.col(name), points, 1))
        return Leaf(slot, code, [UNKNOWN, *number_values(points)])
    return _read_once(slot, fact, nw.col(name), points, text=frame.is_text(column))


def _read_once(
    slot: int, fact: Fact, column: nw.Expr, points: Sequence[int | Fraction] | None, *, text: bool
) -> Leaf:
    """Return a leaf each of whose different contents is read once, by the reader that records have."""
    read = reader_of(fact.kind)
    nothing = nw.lit("") if text else nw.lit(0)

    def value(row: tuple[Any, ...]) -> Any:
        if row[0] or row[1] == "":
            return UNKNOWN
        state = read_state(row[1])
        if state is not None:
            return state
        if cell(row[1]) is not row[1]:
            return BY_ITSELF  # several sources, or a range, written as JSON: the record reader's
        try:
            found = read(cell(row[1]))
        except Unreadable:
            return BY_ITSELF
        return found if points is None or isinstance(found, State) else cell_of_number(found, points)

    missing = column.is_null()
    return Leaf(slot, raw=(zero_or(missing), nw.when(missing).then(nothing).otherwise(column)), read=value)


def _words(slot: int, fact: Fact, roster: Roster, cutter: Cutter) -> Leaf:
    name = roster.plain(fact)
    if name is None:
        return _unknown(slot)
    column = roster.inputs.teachers.column(fact.id, fact.label)
    assert column is not None
    frame = roster.inputs.teachers
    if not (frame.is_text(column) or frame.types[column].is_numeric()):
        raise NotInColumns("text_expected")
    leaf = _read_once(slot, fact, nw.col(name), None, text=frame.is_text(column))
    constants = None if fact.kind.name == "period" else cutter.constants(slot)
    if constants is not None:
        whole, other = leaf.read, "".join(map(str, constants)) + "*"
        assert whole is not None
        leaf.read = lambda row: _one_of(whole(row), constants, other)
    return leaf


def _several(slot: int, fact: Fact, roster: Roster) -> Leaf:
    """Return the leaf of a fact with several values in one cell: a text that lists them, or a list of the engine's."""
    name = roster.plain(fact)
    if name is None:
        return _unknown(slot)
    frame = roster.inputs.teachers
    column = frame.column(fact.id, fact.label)
    assert column is not None
    if frame.is_text(column):
        return _read_once(slot, fact, nw.col(name), None, text=True)
    return Leaf(slot, nw.lit(0), (UNKNOWN,), odd=[~nw.col(name).is_null()])


def _one_of(value: Any, constants: Sequence[Any], other: str) -> Any:
    return other if isinstance(value, str) and value not in constants else value


def list_known(slot: int, fact: Fact, roster: Roster) -> Leaf:
    """Return the leaf of a list itself: unknown, or known and, as far as anybody else asks, empty."""
    complete = fact.id in roster.inputs.complete
    work, flag = roster.work((fact,)), roster.complete_flag(fact)
    said = None if flag is None else nw.col(flag)
    odd = [] if flag is None else [nw.col(f"{flag}_bad")]
    if work is None:
        code = nw.lit(1) if complete else zero_or(nw.lit(False) if said is None else said)
        return Leaf(slot, code, (UNKNOWN, ()), odd=odd)
    known = ~nw.col(roster.rows_of(work)).is_null()
    odd += [] if said is None else [known & ~said]
    open_to_say = known if said is None else known | said.fill_null(value=False)
    return Leaf(slot, nw.lit(1) if complete else zero_or(open_to_say), (UNKNOWN, ()), odd=odd)


def no_rows(slot: int) -> Leaf:
    """Return the leaf of a fact of whose lists nothing was handed in: the interpreter knows what that means."""
    return Leaf(slot, nw.lit(0), (AS_WORKED_OUT,))


def number_leaf(slot: int, number: nw.Expr, cutter: Cutter, odd: list[nw.Expr]) -> Leaf:
    """Return the leaf of a whole number that is null where a teacher has no rows."""
    points = cutter.points(slot)
    if points is None:
        raw = (zero_or(number.is_null()), number.fill_null(value=0))
        return Leaf(slot, raw=raw, read=lambda row: AS_WORKED_OUT if row[0] else int(row[1]), odd=odd)
    code = nw.when(number.is_null()).then(nw.lit(0)).otherwise(in_points(number, points, 1))
    return Leaf(slot, code, [AS_WORKED_OUT, *number_values(points)], odd=odd)


def with_rows(leaf: Leaf, rows: nw.Expr) -> Leaf:
    """Return a leaf that is left to the interpreter where a teacher has no rows."""
    if leaf.code is not None:
        leaf.code = nw.when(rows.is_null()).then(nw.lit(0)).otherwise(leaf.code + 1)
        leaf.values = [AS_WORKED_OUT, *leaf.values]
        return leaf
    read = leaf.read
    assert read is not None
    leaf.raw = (zero_or(rows.is_null()), *leaf.raw)
    leaf.read = lambda row: AS_WORKED_OUT if row[0] else read(row[1:])
    return leaf


__all__ = [
    "ABSENT_CODE",
    "AS_WORKED_OUT",
    "BY_ITSELF",
    "NOT_APPLICABLE",
    "UNKNOWN_CODE",
    "Leaf",
    "cell_of_number",
    "day_leaf",
    "in_cells",
    "in_points",
    "list_known",
    "no_rows",
    "number_leaf",
    "number_values",
    "supplied",
    "with_rows",
    "words_of",
    "zero_or",
]
