"""Rows of frames as the mappings that records are read from: by id, without what nobody reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from xgxp_rules.model.records import Records, School
from xgxp_rules.model.vocabulary import Fact, Vocabulary

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.backends import Backend
    from xgxp_rules.engines.columnar.inputs import Frame


def dicts(frame: Frame, rows: Any, backend: Backend) -> list[dict[str, Any]]:
    """Return rows as mappings by column."""
    names = list(frame.types)
    return [dict(zip(names, row, strict=True)) for row in backend.rows(rows.select(*names))]


def supplied_columns(frame: Frame, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Return the columns of a frame that supply facts of a vocabulary, each with the name a record reads it by."""
    found = []
    for name, column in frame.names.items():
        fact = vocabulary.get(name)
        if fact is not None and fact.form is None:
            found.append((column, name_in_record(fact)))
    return found


def supplied(row: Mapping[str, Any], columns: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Return what a row supplies, by the names records are read by; a cell that holds JSON is read as such."""
    return {name: cell(row[column]) for column, name in columns if row[column] is not None and row[column] != ""}


def name_in_record(fact: Fact) -> str:
    """Return the name by which a record is read: a policy's own facts go by their label, as higher law's have no id."""
    return fact.label if fact.local else fact.id


def cell(value: Any) -> Any:
    """Return what a cell holds."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def school_records(frame: Frame | None, vocabulary: Vocabulary | None, backend: Backend) -> Records | None:
    """Return the schools handed in, as records; None where there are none.

    Raises:
        RecordError: a school's row is no record that can be true.
    """
    if frame is None or vocabulary is None:
        return None
    rows = dicts(frame, frame.rows, backend)
    columns = supplied_columns(frame, vocabulary)
    return Records([School.model_validate(supplied(row, columns)) for row in rows], complete=("school",))
