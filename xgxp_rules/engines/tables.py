"""Tables compiled: the rows that a value in any state leaves possible, and the one value or the several they give.

A value that no row covers is unknown, also where the fact does not apply and no row says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.conditions import Checker, compile_check
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.scopes import Scope
from xgxp_rules.model.tables import Row, Table
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Kind, Possible


@dataclass(frozen=True, slots=True)
class CompiledRow:
    """A row: its check, its value or the rows below it."""

    row: Row
    check: Checker | None
    value: Getter | None
    below: CompiledRows | None


@dataclass(frozen=True, slots=True)
class CompiledRows:
    """The rows of one fact; `covers` says that one of them fits whatever the fact's value."""

    rows: tuple[CompiledRow, ...]
    covers: bool


@dataclass(frozen=True, slots=True)
class CompiledTable:
    """A table ready to be looked up; `taken` names the rows that an environment leaves possible."""

    table: Table
    keys: tuple[Getter, ...]
    rows: CompiledRows

    def read(self, env: Env) -> Any:
        """Return the value of the row that fits, or of all that may."""
        keys = [key(env) for key in self.keys]
        found = [UNKNOWN if row is None else _value(row, env) for row, _path in _taken(self.rows, keys, env)]
        return possible(found) if found else UNKNOWN

    def taken(self, env: Env) -> tuple[str, ...]:
        """Return the words of the rows that fit or may, for showing how a value came about."""
        keys = [key(env) for key in self.keys]
        return tuple("，".join(path) for row, path in _taken(self.rows, keys, env) if row is not None)


def compile_table(table: Table, scope: Scope) -> CompiledTable:
    """Return a table compiled into a scope."""
    keys = tuple(scope.fact_getter(ref) for ref in table.by)
    return CompiledTable(table, keys, _rows(table.rows, table, 0, scope))


def table_getter(table: Table, scope: Scope) -> tuple[Getter, CompiledTable]:
    """Return how a table is looked up, and the compiled table."""
    compiled = compile_table(table, scope)
    return compiled.read, compiled


def _rows(rows: tuple[Row, ...], table: Table, depth: int, scope: Scope) -> CompiledRows:
    kind = scope.kind_of(table.by[depth])
    compiled = []
    for row in rows:
        check = None if row.check is None else compile_check(row.check, kind, scope)
        if isinstance(row.below, tuple):
            compiled.append(CompiledRow(row, check, None, _rows(row.below, table, depth + 1, scope)))
        else:
            read, constant = scope.getter(row.below)
            compiled.append(CompiledRow(row, check, read or _fixed(constant), None))
    return CompiledRows(tuple(compiled), _covers(compiled, kind))


def _covers(rows: list[CompiledRow], kind: Kind) -> bool:
    """Return whether some row fits every value; bands of numbers, periods and days have been checked for gaps."""
    if any(row.check is None for row in rows):
        return True
    values: list[Any] = [True, False] if kind.name == "flag" else [choice.id for choice in kind.choices]
    if kind.name in ("text", "reference"):
        return False
    # Rows hold written values only, so a check needs no evaluation to look at.
    return all(any(row.check is not None and row.check(value, NO_ENV) for row in rows) for value in values)


NO_ENV: Any = None


def _fixed(constant: Any) -> Getter:
    return lambda env: constant


def _value(row: CompiledRow, env: Env) -> Any:
    return UNKNOWN if row.value is None else row.value(env)


Taken = tuple[CompiledRow | None, tuple[str, ...]]
"""A row and the words that lead to it, one for each fact."""


def _taken(rows: CompiledRows, keys: list[Any], env: Env, path: tuple[str, ...] = ()) -> list[Taken]:
    """Return the rows that fit or may; None among them where it may be that none does."""
    found: list[Taken] = []
    for row in _of_key(rows, keys[0], env):
        words = path if row is None else (*path, row.row.text)
        found += [(row, words)] if row is None or row.below is None else _taken(row.below, keys[1:], env, words)
    return found


def _of_key(rows: CompiledRows, key: Any, env: Env) -> list[CompiledRow | None]:
    """Return the rows that one value leaves possible: the one that surely fits, else all that may."""
    if isinstance(key, Possible):
        return list(dict.fromkeys(row for one in key.values for row in _of_key(rows, one, env)))
    rest = [row for row in rows.rows if row.check is None]
    maybe: list[CompiledRow | None] = []
    for row in rows.rows:
        truth = False if row.check is None else row.check(key, env)
        if truth is True:
            return [row]
        if truth is None:
            maybe.append(row)
    if key is NOT_APPLICABLE:
        return [None]
    if rest or not maybe or not rows.covers:
        maybe += rest or [None]
    return maybe
