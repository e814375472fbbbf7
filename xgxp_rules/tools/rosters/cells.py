"""Cells read as facts: each different text of a column once, by the very readers that read records.

What comes out is spelled as columns are decided from; what cannot be read is kept with its row, its value and what was
expected. Health facts are never repeated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Both, Diagnostic, Lang, diagnose
from xgxp_rules.model.found import Found
from xgxp_rules.model.records import MODELS
from xgxp_rules.model.records.asked import NAMED_READERS
from xgxp_rules.model.records.base import shape_of, slot_reader
from xgxp_rules.model.shapes import Shape, Slot
from xgxp_rules.model.values import NUMBER, State
from xgxp_rules.model.vocabulary import Fact, Sensitivity
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.cell_messages import SERIAL

if TYPE_CHECKING:
    import polars as pl

MASK = "＊＊＊"
_SERIAL = re.compile(r"[2-6]\d{4}")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_ISO = r"^\d{4}-\d{2}-\d{2}$"
_MANY = 200
_EXCEL_BEGAN = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Reject:
    """One cell that could not be taken, or one row that cannot be true: where it stands and what was expected."""

    file: str
    sheet: str
    row: int
    column: str
    value: str
    problem: Diagnostic
    whose: str = ""
    sensitivity: Sensitivity = "plain"
    among: int = 0
    """How many cells of that row are read; none of them is used for a person who is rejected."""

    def expected(self, lang: Lang, *, private: bool = False) -> str:
        """Return what was expected, in words; with `private` nothing is proposed that tells a personal fact."""
        hint = None if private and self.sensitivity != "plain" else self.problem.hint(lang)
        said = self.problem.headline(lang)
        if not hint:
            return said
        return f"{said}；{hint}" if lang == "zh" else f"{said}; {hint[:1].lower()}{hint[1:]}"

    def shown(self, *, private: bool = False) -> str:
        """Return the value; a health fact is masked, with `private` a personal one is too."""
        masked = self.sensitivity == "health" or (private and self.sensitivity != "plain")
        return MASK if masked and self.value else self.value


def shape_about(about: str) -> Shape:
    """Return how records of a kind are read."""
    return shape_of(MODELS[about])


def slot_of(fact: Fact, shape: Shape | None) -> Slot:
    """Return how a cell of a fact is read: as the record model reads it, where it has such a field."""
    known = None if shape is None else shape.names.get(fact.id)
    if known is not None and not fact.local:
        return known
    named = NAMED_READERS.get(fact.id) if fact.kind == NUMBER else None
    read = _term_or_number if fact.id == "term" and named is not None else named or slot_reader(fact.kind)
    return Slot(fact.id, fact.label, read, fact.sensitivity)


def _term_or_number(raw: object) -> Any:
    """Return a term; beside a school year of its own it is written 1 or 2, which is checked with the whole entry."""
    return int(str(raw)) if str(raw) in ("1", "2") else NAMED_READERS["term"](raw)


def read_column(column: pl.Series, slot: Slot, kind: str) -> tuple[pl.Series, dict[str, Found]]:
    """Return a column as it is decided from, and what was found wrong with each text that cannot be read."""
    import polars as pl

    if kind == "date":
        column = column.str.replace(_TIME.pattern, "")
    texts = column.drop_nulls().unique()
    read: dict[str, str | None] = {}
    bad: dict[str, Found] = {}
    if kind == "date" and len(texts) > _MANY:
        sound = texts.str.contains(_ISO) & texts.str.to_date("%Y-%m-%d", strict=False).is_not_null()
        read = {text: text for text in texts.filter(sound)}
        texts = texts.filter(~sound)
    shape = Shape((slot,), dict, dict)
    for text in texts:
        found: list[Found] = []
        value = shape.read({slot.label: text.strip()}, found).get(slot.id)
        if found:
            bad[text] = _serial(found[0], text, kind)
        else:
            read[text] = _spelled(value, text.strip())
    taken = column.replace_strict(list(read), list(read.values()), default=None, return_dtype=pl.String)
    if kind == "number" and all(text is None or text.lstrip("-").isdigit() for text in read.values()):
        taken = taken.cast(pl.Int64, strict=False)
    return taken, bad


def without_time(text: str) -> str:
    """Return the text of a day without the time of day that some programs write behind it.

    >>> without_time("2020-09-01 08:30:00")
    '2020-09-01'
    """
    return _TIME.sub("", text)


def _spelled(value: Any, text: str) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, State):
        return text
    if isinstance(value, int):
        return str(value)
    return value if isinstance(value, str) else text


def _serial(found: Found, text: str, kind: str) -> Found:
    """Return what is wrong with a text; a day number of Excel is told as such."""
    if kind == "date" and _SERIAL.fullmatch(text.removesuffix(".0")):
        day = _EXCEL_BEGAN + timedelta(days=int(text.removesuffix(".0")))
        return replace(found, code=SERIAL, args={}, mend=day.isoformat())
    return found


def told(found: Found, slot: Slot) -> Diagnostic:
    """Return what was expected of a cell, without what it holds."""
    plain = replace(found, word=None, mend=None if slot.masked and found.code != SERIAL else found.mend, path=())
    if found.code == SERIAL:
        return diagnose(SERIAL, Span.none(), mend=None if slot.sensitivity == "health" else found.mend)
    return plain.diagnostic(Both(slot.label, slot.id), "", None)
