"""Rows of frames as the mappings that records are read from: by id, without what nobody reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from xgxp_rules.model.records import Records, School
from xgxp_rules.model.vocabulary import Vocabulary

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.backends import Backend
    from xgxp_rules.engines.columnar.inputs import Frame


def dicts(frame: Frame, rows: Any, backend: Backend) -> list[dict[str, Any]]:
    """Return rows as mappings by column."""
    names = list(frame.types)
    return [dict(zip(names, row, strict=True)) for row in backend.rows(rows.select(*names))]


def named(row: Mapping[str, Any], frame: Frame, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return what a row supplies of a vocabulary's facts, by id; a cell that holds JSON is read as such."""
    found: dict[str, Any] = {}
    for name, column in frame.names.items():
        fact = vocabulary.get(name)
        value = row[column]
        if fact is None or fact.form is not None or value is None or value == "":
            continue
        found[fact.id] = cell(value)
    return found


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
    return Records([School.model_validate(named(row, frame, vocabulary)) for row in rows])
