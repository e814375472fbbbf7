"""What was handed in: one frame of records, long frames of their lists, and which of those are complete.

Columns are found by id or Chinese label. Words become whole numbers on the way in: a flag or choice becomes a code, a
day its number; what cannot be read here (a day known to the month, a word nobody knows) is marked, and the row is read
by the record reader instead. Nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from xgxp_rules.diagnostics import UsageError, diagnose, nearest, register
from xgxp_rules.engines.columnar.backends import Backend
from xgxp_rules.engines.columnar.cuts import FIRST_DAY, LAST_DAY
from xgxp_rules.engines.columnar.rows import school_records
from xgxp_rules.model.records import Records
from xgxp_rules.model.unreadable import STATES
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Kind
from xgxp_rules.model.vocabulary import Fact, Vocabulary, fold_name
from xgxp_rules.spans import Span

NO_ID = register(
    "XG881",
    zh="{frame}表没有编号列 `{name}`",
    en="the frame of {frame} has no id column `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)

COLUMN_TWICE = register(
    "XG890",
    zh="列 `{one}` 和 `{other}` 是同一项，不知道以哪一列为准",
    en="the columns `{one}` and `{other}` hold the same fact, and nobody says which is right",
    mend_zh="请只交来其中一列",
    mend_en="Hand in one of them",
    exit=2,
)

UNKNOWN_CODE, ABSENT_CODE, BAD_CODE, FIRST_CODE = 0, 1, -1, 2
"""The codes of a flag's or choice's column: unknown, not applicable, unreadable, and the first value's."""

_YES = ("是", "yes", "true")
_NO = ("否", "no", "false")


@dataclass(slots=True)
class Frame:
    """One frame as it was handed in: its rows, and under which column each fact stands."""

    rows: nw.LazyFrame[Any]
    names: Mapping[str, str]
    types: Mapping[str, Any]

    @classmethod
    def of(cls, native: Any, mapping: Mapping[str, str] | None = None) -> Frame:
        """Return a frame; `mapping` says what its columns mean where they are called otherwise."""
        if type(native).__module__.startswith("pyspark"):
            native = native.toDF(*(name.replace(".", "_") for name in native.columns))
        rows = _in_words(nw.from_native(native).lazy())
        schema = rows.collect_schema()
        said = mapping or {}
        names: dict[str, str] = {}
        for name in schema:
            other = names.setdefault(fold_name(said.get(name, name)), name)
            if other != name:
                raise UsageError([diagnose(COLUMN_TWICE, Span.none(), one=other, other=name)])
        return cls(rows, names, dict(schema))

    def column(self, *names: str) -> str | None:
        """Return the column that bears one of these names, or None.

        Raises:
            UsageError: two do.
        """
        found = list(dict.fromkeys(self.names[key] for name in names if (key := fold_name(name)) in self.names))
        if len(found) > 1:
            raise UsageError([diagnose(COLUMN_TWICE, Span.none(), one=found[0], other=found[1])])
        return found[0] if found else None

    def days(self, backend: Backend, columns: Mapping[str, str]) -> nw.LazyFrame[Any]:
        """Return the rows with day numbers: `columns` says under which name each column's is put.

        A day is a date, ISO text, or a time at midnight of no zone; whatever else is written has no number.
        """
        read = {
            column: name for column, name in columns.items() if self.is_text(column) or _is_day(self.types[column])
        }
        rows, checked = backend.days(self.rows, read), []
        for column, name in columns.items():
            if column not in read:
                checked.append(nw.lit(None).cast(nw.Int64).alias(name))
            elif isinstance(self.types[column], nw.Datetime):
                midnight = nw.col(column).cast(nw.Date).cast(nw.Datetime) == nw.col(column)
                checked.append(nw.when(midnight).then(nw.col(name)).alias(name))
        return rows.with_columns(*checked) if checked else rows

    def is_text(self, column: str) -> bool:
        """Return whether a column holds text."""
        return self.types[column] in (nw.String, nw.Categorical, nw.Enum)


def _in_words(rows: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """Return the rows with words as text however an engine keeps them, and exact decimals as they are written."""
    kept = (nw.Categorical, nw.Enum, nw.Decimal)
    words = [nw.col(name).cast(nw.String) for name, kind in rows.collect_schema().items() if isinstance(kind, kept)]
    return rows.with_columns(*words) if words else rows


def _is_day(kind: Any) -> bool:
    return kind == nw.Date or (isinstance(kind, nw.Datetime) and kind.time_zone is None)


@dataclass(slots=True)
class Inputs:
    """Everything handed in for one roster."""

    backend: Backend
    teachers: Frame
    lists: dict[str, Frame]
    id: str
    complete: frozenset[str] = frozenset()
    schools: Frame | None = None
    list_ids: dict[str, str] = field(default_factory=dict)
    """The id column of each long frame."""
    school_facts: Vocabulary | None = None
    """What may be said of a school."""
    _schools_read: list[Records | None] = field(default_factory=list)

    @property
    def school_records(self) -> Records | None:
        """Return the schools as records, read on first use; None where none were handed in.

        Raises:
            RecordError: a school's row is no record that can be true.
        """
        if not self._schools_read:
            self._schools_read.append(school_records(self.schools, self.school_facts, self.backend))
        return self._schools_read[0]


def id_column(frame: Frame, wanted: str, what: str, also: Iterable[str] = ()) -> str:
    """Return the column that says whose a row is: the one named, or where nobody named another, one called as usual.

    Raises:
        UsageError: there is none.
    """
    found = frame.column(wanted)
    if found is None:
        found = next((column for name in also if (column := frame.column(name)) is not None), None)
    if found is None:
        mend = nearest(wanted, list(frame.types))
        raise UsageError([diagnose(NO_ID, Span.none(), frame=what, name=wanted, mend=mend)])
    return found


def coded(frame: Frame, fact: Fact, column: str, backend: Backend) -> nw.Expr:
    """Return the codes of a flag's or choice's column."""
    each = nw.col(column)
    if fact.kind.name == "flag" and frame.types[column] == nw.Boolean:
        value = nw.when(each).then(nw.lit(FIRST_CODE)).otherwise(nw.lit(FIRST_CODE + 1))
        return nw.when(each.is_null()).then(nw.lit(UNKNOWN_CODE)).otherwise(value)
    if not frame.is_text(column):
        return nw.when(each.is_null()).then(nw.lit(UNKNOWN_CODE)).otherwise(nw.lit(BAD_CODE))
    code = backend.worded(each.cast(nw.String), words_of(fact.kind), BAD_CODE)
    return nw.when(each.is_null()).then(nw.lit(UNKNOWN_CODE)).otherwise(code)


def words_of(kind: Kind) -> dict[str, int]:
    """Return every word of a flag or choice with its code; the states without a value among them."""
    words = {word: UNKNOWN_CODE if state is UNKNOWN else ABSENT_CODE for word, state in STATES.items()}
    words[""] = UNKNOWN_CODE
    if kind.name == "flag":
        return {**words, **dict.fromkeys(_YES, FIRST_CODE), **dict.fromkeys(_NO, FIRST_CODE + 1)}
    for place, choice in enumerate(kind.choices):
        words[choice.label] = words[choice.id] = FIRST_CODE + place
    return words


def value_of_code(kind: Kind, code: int) -> Any:
    """Return the value that a code stands for.

    >>> value_of_code(Kind("flag"), 3)
    False
    """
    if code < FIRST_CODE:
        return NOT_APPLICABLE if code == ABSENT_CODE else UNKNOWN
    return code == FIRST_CODE if kind.name == "flag" else kind.choices[code - FIRST_CODE].id


def count_of_codes(kind: Kind) -> int:
    """Return how many codes a flag or choice has."""
    return FIRST_CODE + (2 if kind.name == "flag" else len(kind.choices))


ABSENT_WORDS = tuple(word for word, state in STATES.items() if state is NOT_APPLICABLE)
UNKNOWN_WORDS = ("", *(word for word, state in STATES.items() if state is UNKNOWN))


def unread_day(frame: Frame, column: str, number: str) -> nw.Expr:
    """Return whether a day is written that has no number here: known in part, disputed, or far off."""
    there = nw.col(number)
    odd = (there < FIRST_DAY) | (there > LAST_DAY)
    written = ~nw.col(column).is_null()
    if frame.is_text(column):
        written = written & ~nw.col(column).is_in([*UNKNOWN_WORDS, *ABSENT_WORDS])
    return (there.is_null() & written) | (odd.fill_null(value=False))
