"""Records as frames, and both engines asked about them: what every agreement test does."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

import xgxp_rules as xr
from xgxp_rules.engines.columnar.settling import Answer, answer_of, tests_in
from xgxp_rules.library.policy import Policy

Raw = Mapping[str, Any]


def frames_of(records: Sequence[Raw]) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
    """Return a frame of teachers and a long frame for each list; what columns cannot hold is written as JSON."""
    lists = sorted({name for record in records for name, value in record.items() if _is_list(value)})
    rows: list[dict[str, Any]] = []
    items: dict[str, list[dict[str, Any]]] = {name: [] for name in lists}
    for number, record in enumerate(records):
        key = f"t{number:06}"
        row: dict[str, Any] = {"id": record.get("id", key)}
        for name, value in record.items():
            if name not in lists:
                row[name] = _cell(value)
                continue
            row[f"{name}.完整"] = _is_complete(value)
            for item in _items(value):
                items[name].append({"id": key, **{field: _cell(each) for field, each in item.items()}})
        rows.append(row)
    return _frame(rows), {name: _frame(listed) for name, listed in items.items() if listed}


def _is_list(value: Any) -> bool:
    return isinstance(value, list) or (isinstance(value, dict) and "列" in value)


def _is_complete(value: Any) -> bool | None:
    if isinstance(value, dict):
        return False
    return True if isinstance(value, list) else None


def _items(value: Any) -> list[Raw]:
    if isinstance(value, dict):
        return list(value["列"])
    return list(value) if isinstance(value, list) else []


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return rows as a frame; a column of mixed kinds becomes text."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = {}
    for name in names:
        values = [row.get(name) for row in rows]
        kinds = {type(value) for value in values if value is not None}
        if len(kinds) > 1:
            values = [value if value is None or isinstance(value, str) else _written(value) for value in values]
        columns[name] = pl.Series(name, values, strict=True)
    return pl.DataFrame(columns)


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


def read(record: Raw) -> xr.Teacher | xr.RecordError:
    """Return a record read, or why it is none."""
    try:
        return xr.Teacher.model_validate(dict(record))
    except xr.RecordError as error:
        return error


def interpreted(
    policy: Policy, decision: str, record: Raw | xr.Teacher | xr.RecordError, as_of: date, others: Any = None
) -> Answer:
    """Return the interpreter's answer about one record, as it goes into columns."""
    try:
        teacher = record if isinstance(record, xr.Teacher | xr.RecordError) else read(record)
        if isinstance(teacher, xr.RecordError):
            raise teacher
        made = policy.decide(decision, teacher, as_of=as_of, others=others)
    except xr.RecordError as error:
        codes = "|".join(dict.fromkeys(each.code for each in error.diagnostics))
        return Answer("rejected", None, "", None, codes, "", (), "", "", "")
    return answer_of(made.run, tests_in(made.run.program))


def on_duckdb(connection: Any, frame: pl.DataFrame) -> Any:
    """Return a frame as a relation of a connection."""
    return connection.from_arrow(frame.to_arrow())


def rows_of(found: Any, ids: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the rows of a result in the order of the ids, whatever engine it comes from."""
    if isinstance(found, pl.DataFrame):
        rows = found.to_dicts()
    elif hasattr(found, "toPandas"):
        rows = [one.asDict() for one in found.collect()]
    else:
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows)
    return [by_id[one] for one in ids]


COMPARED = ("status", "outcome", "value", "possible", "reason", "rules", "open", "guards", "offers")


def differences(
    policy: Policy, records: Sequence[Raw], rows: Sequence[Mapping[str, Any]], as_of: date, others: Any = None
) -> list[str]:
    """Return every cell in which the columns say something else than the interpreter."""
    found = []
    decisions = list(dict.fromkeys(name.partition(".")[0] for name in rows[0] if "." in name))
    for number, record in enumerate(records):
        row, teacher = rows[number], read(record)
        for decision in decisions:
            answer = interpreted(policy, decision, teacher, as_of, others)
            for name in COMPARED:
                column = f"{decision}.{name}"
                if column in row and row[column] != getattr(answer, name):
                    found.append(f"{column}: {row[column]!r} != {getattr(answer, name)!r} of {record}")
            failed = tuple(row[name] for name in row if name.startswith(f"{decision}.failed"))
            if answer.status != "rejected" and failed != answer.failed:
                found.append(f"{decision}.failed: {failed} != {answer.failed} of {record}")
    return found
