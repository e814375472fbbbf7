"""A roster decided: cells put together into profiles, each profile settled once, the answers joined back to the rows.

Rows that columns cannot hold exactly get a profile of their own, and the interpreter's answer about their record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.backends import Told
from xgxp_rules.engines.columnar.leaves import BY_ITSELF, Leaf
from xgxp_rules.engines.columnar.once import DECIDED
from xgxp_rules.engines.columnar.planning import Plan
from xgxp_rules.engines.columnar.roster import ID, Roster
from xgxp_rules.engines.columnar.settling import Answer, Settler
from xgxp_rules.model.periods import Period
from xgxp_rules.model.values import Between

MOST_KEYS = 1 << 62

RowDecider = Callable[[str, Sequence[Any]], Sequence[Answer]]
"""Decides single records: the decision's id and the ids of the teachers."""

ROW_BY_ROW = "row_by_row"
"""The reason of a row that only the interpreter can decide, where it cannot be asked."""


@dataclass(slots=True)
class Dictionary:
    """The different contents of a leaf's raw columns, each with its code; grows from chunk to chunk."""

    codes: dict[tuple[Any, ...], int] = field(default_factory=dict)
    values: list[Any] = field(default_factory=list)
    _places: dict[Any, int] = field(default_factory=dict)

    def code(self, row: tuple[Any, ...], read: Callable[[tuple[Any, ...]], Any]) -> int:
        """Return the code of a row's content, reading it on first sight."""
        found = self.codes.get(row)
        if found is None:
            value = read(row)
            key = exactly(value)
            if key not in self._places:
                self._places[key] = len(self.values)
                self.values.append(value)
            found = self.codes[row] = self._places[key]
        return found


def exactly(value: Any) -> Any:
    """Return what two values have in common only if nothing tells them apart, what they do not compare included.

    >>> exactly(Period(days=30)) == exactly(Period(days=30).covering(31))
    False
    """
    if isinstance(value, Period):
        return Period, value, value.unbroken, value.covered
    if isinstance(value, Between):
        return Between, exactly(value.low), exactly(value.high)
    return type(value), value


class Decided:
    """One decision over the chunks of a roster: what has been settled is kept for the next chunk."""

    def __init__(self, name: str, plan: Plan, law: Any, roster: Roster, *, tells_unknown: bool = False) -> None:
        self.name = name
        self.plan = plan
        self.tells_unknown = tells_unknown
        self.dot = roster.backend.dot
        others = (lambda: roster.inputs.school_records) if plan.program.linked else (lambda: None)
        self.settler = Settler(plan.program, plan.leaves, plan.on, law, others)
        self._settled: dict[tuple[int, ...], Any] = {}
        self._dictionaries = {leaf.slot: Dictionary() for leaf in plan.leaves if leaf.read is not None}

    @property
    def profiles(self) -> int:
        """The number of different profiles settled so far."""
        return len(self._settled)

    @property
    def read_leaves(self) -> list[Leaf]:
        """The leaves whose different contents are read once each."""
        return [leaf for leaf in self.plan.leaves if leaf.read is not None]

    def raw_names(self, leaf: Leaf) -> list[str]:
        """Return the columns that a leaf's contents stand in."""
        return [f"{self.name}_{leaf.slot}_{place}" for place in range(len(leaf.raw))]

    def read(self, leaf: Leaf, rows: nw.LazyFrame[Any], roster: Roster) -> nw.LazyFrame[Any]:
        """Return the table of a leaf's different contents with their codes."""
        raw, schema = self.raw_names(leaf), rows.collect_schema()
        found = roster.backend.different(rows, *raw)
        dictionary, read = self._dictionaries[leaf.slot], leaf.read
        assert read is not None
        codes = [dictionary.code(row, read) for row in found]
        if not leaf.kept:
            dictionary.codes.clear()
        columns: dict[str, Sequence[Any]] = {each: [row[n] for row in found] for n, each in enumerate(raw)}
        kinds: dict[str, Any] = {each: _kind(schema[each]) for each in raw}
        name = self.code_name(leaf)
        return roster.backend.table({**columns, name: codes}, {**kinds, name: "int"})

    def code_name(self, leaf: Leaf) -> str:
        """Return the column of the codes of what is read once."""
        return f"{self.name}_{leaf.slot}"

    def codes(self) -> Iterator[tuple[nw.Expr, int]]:
        """Yield every leaf's code with the count of its cells; one that never differs is left out."""
        for leaf in self.plan.leaves:
            if leaf.read is not None:
                count = max(1, len(self._dictionaries[leaf.slot].values))
                yield nw.col(self.code_name(leaf)), count
            elif len(leaf.values) > 1:
                assert leaf.code is not None
                yield leaf.code, len(leaf.values)

    def settle(self, values: dict[int, Any]) -> Any:
        """Return what a profile comes to."""
        return values[DECIDED] if DECIDED in values else self.settler.settle(values)

    def answer_to(self, key: tuple[int, ...], counts: list[list[int]]) -> Any:
        """Return the answer to the profile of a key; None where it has to be decided by itself."""
        codes = _codes(key, counts)
        if codes not in self._settled:
            values = self._values(codes)
            odd = any(value is BY_ITSELF for value in values.values())
            self._settled[codes] = None if odd else self.settle(values)
        return self._settled[codes]

    def _values(self, codes: tuple[int, ...]) -> dict[int, Any]:
        values: dict[int, Any] = {}
        given = iter(codes)
        for leaf in self.plan.leaves:
            if leaf.read is not None:
                values[leaf.slot] = self._dictionaries[leaf.slot].values[next(given)]
            else:
                values[leaf.slot] = leaf.values[next(given) if len(leaf.values) > 1 else 0]
        return values


def _kind(dtype: Any) -> str:
    if dtype.is_integer():
        return "int"
    return "float" if dtype.is_float() else "text"


def decide_rows(
    decided: Iterable[Decided], roster: Roster, by_itself: RowDecider | None, odd: Sequence[nw.Expr] = ()
) -> nw.LazyFrame[Any]:
    """Return one row for each teacher with every decision's columns, named `decision.column` (on Spark with `_`).

    `odd` marks rows that no decision can take from columns.
    """
    every = list(decided)
    rows = _read_once(every, roster.built(), roster)
    roster.let_go()
    keys: dict[str, list[list[int]]] = {}
    made: list[nw.Expr] = []
    for one in every:
        expressions, keys[one.name] = _keys(one, odd)
        made += expressions
    rows = roster.backend.restored(roster.backend.staged(rows.select(ID, "row", *made)))
    tables: list[Told] = []
    names = [[f"{one.name}_k{place}" for place in range(len(keys[one.name]))] for one in every]
    different = roster.backend.different_of_each(rows, names)
    for one, on, found in zip(every, names, different, strict=True):
        rows, table = _answered(one, rows, on, found, keys[one.name], roster, by_itself)
        tables.append(table)
    rows = roster.backend.told(rows, tables)
    columns = [column for one in every for column in columns_of(one)]
    return rows.select(nw.col(ID), "row", *columns)


def profiles_of(
    asked: Sequence[Decided], roster: Roster, odd: Sequence[nw.Expr]
) -> tuple[nw.LazyFrame[Any], list[tuple[list[str], list[list[int]]]]]:
    """Return the rows with the keys of the profiles of several questions: the columns, and the counts of the codes."""
    rows = _read_once(asked, roster.built(), roster)
    made: list[nw.Expr] = []
    keys = []
    for one in asked:
        expressions, counts = _keys(one, odd)
        made += expressions
        keys.append(([f"{one.name}_k{place}" for place in range(len(counts))], counts))
    return roster.backend.staged(rows.select(ID, "row", *made)), keys


def _read_once(every: Sequence[Decided], rows: nw.LazyFrame[Any], roster: Roster) -> nw.LazyFrame[Any]:
    """Return the rows with the code of every leaf whose different contents are read once each."""
    leaves = [(one, leaf) for one in every if not one.plan.row_by_row for leaf in one.read_leaves]
    if not leaves:
        return rows
    made = [
        expression.alias(name)
        for one, leaf in leaves
        for name, expression in zip(one.raw_names(leaf), leaf.raw, strict=True)
    ]
    rows = rows.with_columns(*made)
    schema = rows.collect_schema()
    names = [name for one, leaf in leaves for name in one.raw_names(leaf)]
    whole = [nw.col(name).cast(nw.Int64) for name in names if schema[name].is_integer()]
    rows = roster.backend.staged(rows.with_columns(*whole))
    kept = rows
    for one, leaf in leaves:
        raw = one.raw_names(leaf)
        rows = roster.backend.attached(rows, one.read(leaf, kept, roster), raw).drop(*raw)
    return rows


def _keys(one: Decided, odd: Sequence[nw.Expr]) -> tuple[list[nw.Expr], list[list[int]]]:
    """Return the keys of a decision's profiles, several codes in each whole number, and the counts of the codes."""
    if one.plan.row_by_row:
        return [(-nw.col("row") - 1).alias(f"{one.name}_k0")], [[]]
    codes = list(one.codes())
    groups = _groups([count for _, count in codes])
    marks = [*(each for leaf in one.plan.leaves for each in leaf.odd), *odd]
    made = []
    for place, group in enumerate(groups):
        key: nw.Expr = nw.lit(0).cast(nw.Int64)
        for number in group:
            key = key * codes[number][1] + codes[number][0].cast(nw.Int64)
        made.append(_or_own(marks, key).alias(f"{one.name}_k{place}"))
    return made, [[codes[number][1] for number in group] for group in groups]


def _or_own(marks: Sequence[nw.Expr], key: nw.Expr) -> nw.Expr:
    """Return a key of its own for each marked row, and for the others the key given."""
    if not marks:
        return key
    marked = reduce(lambda one, other: one | other, [each.fill_null(value=False) for each in marks])
    return nw.when(marked).then(-nw.col("row") - 1).otherwise(key)


def _groups(counts: Sequence[int]) -> list[list[int]]:
    """Return which codes go together into one whole number.

    >>> _groups([4, 1 << 40, 1 << 40])
    [[0, 1], [2]]
    """
    groups: list[list[int]] = [[]]
    size = 1
    for number, count in enumerate(counts):
        if size * count >= MOST_KEYS:
            groups.append([])
            size = 1
        groups[-1].append(number)
        size *= count
    return groups


def _answered(
    one: Decided,
    rows: nw.LazyFrame[Any],
    keys: list[str],
    found: list[tuple[int, ...]],
    counts: list[list[int]],
    roster: Roster,
    by_itself: RowDecider | None,
) -> tuple[nw.LazyFrame[Any], Told]:
    """Return the rows, and the table of the answers to every profile that they hold: the keys found."""
    answers: dict[tuple[int, ...], Answer] = {}
    alone: list[tuple[int, ...]] = []
    for key in found:
        answer = None if key[0] < 0 else one.answer_to(key, counts)
        if answer is None:
            alone.append(key)
        else:
            answers[key] = answer
    if alone:
        rows, more = _alone(one, rows, keys, alone, roster, by_itself)
        answers.update(more)
    return rows, _table(one, keys, answers)


def _codes(key: tuple[int, ...], counts: list[list[int]]) -> tuple[int, ...]:
    codes: list[int] = []
    for number, group in zip(key, counts, strict=True):
        places = []
        for count in reversed(group):
            number, place = divmod(number, count)
            places.append(place)
        codes += reversed(places)
    return tuple(codes)


def _alone(
    one: Decided,
    rows: nw.LazyFrame[Any],
    keys: list[str],
    alone: list[tuple[int, ...]],
    roster: Roster,
    by_itself: RowDecider | None,
) -> tuple[nw.LazyFrame[Any], dict[tuple[int, ...], Answer]]:
    """Return the rows with a key of their own for each that is decided by itself, and the answers."""
    if by_itself is None:
        return rows, dict.fromkeys(alone, unasked(one))
    profiles = [key for key in alone if key[0] >= 0]
    if profiles:
        table = roster.backend.table(
            {**{name: [key[n] for key in profiles] for n, name in enumerate(keys)}, "apart": [1] * len(profiles)},
            dict.fromkeys((*keys, "apart"), "int"),
        )
        rows = roster.backend.attached(rows, table, keys)
        own = [
            nw.when(nw.col("apart") == 1).then(-nw.col("row") - 1).otherwise(nw.col(name)).alias(name)
            for name in keys
        ]
        rows = roster.backend.staged(rows.with_columns(*own).drop("apart"))
    marked = roster.backend.rows(rows.filter(nw.col(keys[0]) < 0).select(keys[0], ID))
    answers = by_itself(one.plan.program.decision.id, [teacher for _key, teacher in marked])
    return rows, {(key,) * len(keys): answer for (key, _), answer in zip(marked, answers, strict=True)}


def unasked(one: Decided) -> Answer:
    """Return the answer of a row that the interpreter would have to decide where it cannot be asked."""
    outcomes = one.plan.program.decision.outcomes
    possible = "|".join(each.id for each in outcomes)
    failed = (0,) * sum(name.startswith("failed") for name in _fields(one))
    return Answer("undetermined", None, possible, None, ROW_BY_ROW, "", failed, "", "", "")


def columns_of(one: Decided) -> list[str]:
    """Return the names of a decision's columns."""
    return [f"{one.name}{one.dot}{name}" for name in _fields(one)]


def _fields(one: Decided) -> Mapping[str, str]:
    """Return the columns of a decision and their types: those it has no use for are left out."""
    program = one.plan.program
    fields = {"status": "text", "outcome": "text"}
    if program.valuing is not None:
        fields["value"] = "float" if program.valuing.kind.name == "number" else "text"
    fields |= {"possible": "text", "reason": "text", "rules": "text"}
    words = 1 + (len(one.settler.asked) - 1) // 62 if one.settler.asked else 1
    for bits in ("failed", "unknown") if one.tells_unknown else ("failed",):
        fields |= {bits if word == 0 else f"{bits}_{word + 1}": "int" for word in range(words)}
    fields["open"] = "text"
    if program.guards:
        fields["guards"] = "text"
    if any(outcome.is_offer for outcome in program.decision.outcomes) or any(
        one_rule.rule.modality == "may" for one_rule in program.rules
    ):
        fields["offers"] = "text"
    return fields


def _table(one: Decided, keys: list[str], answers: Mapping[tuple[int, ...], Answer]) -> Told:
    columns: dict[str, list[Any]] = {name: [key[n] for key in answers] for n, name in enumerate(keys)}
    types: dict[str, Any] = dict.fromkeys(keys, "int")
    for name, kind in _fields(one).items():
        column = f"{one.name}{one.dot}{name}"
        types[column] = kind
        bits, _, word = name.partition("_")
        if bits in ("failed", "unknown"):
            place = int(word or 1) - 1
            sets = [getattr(answer, bits) for answer in answers.values()]
            columns[column] = [each[place] if each else 0 for each in sets]
        else:
            columns[column] = [getattr(answer, name) for answer in answers.values()]
    return keys, columns, types


__all__ = ["ROW_BY_ROW", "Decided", "RowDecider", "columns_of", "date", "decide_rows"]
