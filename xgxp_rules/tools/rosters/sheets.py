"""Sheets as they stand in files: rows of text with the number each has in the file, before anything is understood.

A workbook gives several, a CSV or Parquet file gives one named after the file, a folder gives one for each CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from xgxp_rules.diagnostics import Diagnostic, RecordError, UsageError, diagnose
from xgxp_rules.spans import Span
from xgxp_rules.tools.record_files import NO_FILE, UNREADABLE
from xgxp_rules.tools.rosters.messages import EMPTY, NO_ENCODING, NO_EXTRA, STRANGE_KIND, TOO_BIG, TOO_WIDE
from xgxp_rules.tools.table_folders import BAD_TABLE

if TYPE_CHECKING:
    import polars as pl

MOST_MEGABYTES = 300
"""The largest file, packed or unpacked; a sheet of a million cells has about 40 MB."""

HEADER_WITHIN = 10
"""The header of a sheet stands in one of its first rows."""


@dataclass(slots=True)
class Sheet:
    """One sheet: columns of text by place, and what is known of single cells before they are read.

    `first` is the number in the file of the first row; `flaws` are codes of cells by row number and place of column.
    """

    name: str
    file: str
    rows: pl.DataFrame
    first: int = 1
    flaws: dict[tuple[int, int], str] = field(default_factory=dict)


def read_sheets(paths: Iterable[str]) -> list[Sheet]:
    """Return the sheets of these files and folders, in their order.

    Raises:
        UsageError: a file does not exist, cannot be opened or is of no known kind, or the extra is not installed.
        RecordError: a file is empty, damaged, locked or too large; all of them are told.
    """
    found: list[Sheet] = []
    problems: list[Diagnostic] = []
    for path in paths:
        try:
            found += _sheets(Path(path))
        except RecordError as error:
            problems += error.in_file(path).diagnostics
        except ImportError as error:
            raise UsageError.of(NO_EXTRA, name=str(error.name)) from None
    if problems:
        raise RecordError(problems)
    return found


def _sheets(path: Path) -> Iterator[Sheet]:
    if path.is_dir():
        for each in sorted(path.glob("*.csv")):
            yield from _sheets(each)
        return
    content = _bytes(path)
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm", ".xls", ".et"):
        from xgxp_rules.tools.rosters.workbooks import read_workbook

        yield from read_workbook(content, str(path))
    elif suffix in (".csv", ".tsv", ".txt"):
        yield read_csv(content, path.stem, str(path))
    elif suffix == ".parquet":
        yield _parquet(content, path)
    else:
        raise UsageError.of(STRANGE_KIND, file=str(path), name=path.suffix or path.name)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_MEGABYTES << 20:
            raise RecordError.of(TOO_BIG, file=str(path), limit=MOST_MEGABYTES)
        content = path.read_bytes()
    except FileNotFoundError:
        raise UsageError.of(NO_FILE, file=str(path)) from None
    except (OSError, ValueError) as error:
        raise UsageError.of(UNREADABLE, file=str(path), why=getattr(error, "strerror", None) or "?") from None
    if not content.strip():
        raise RecordError.of(EMPTY, file=str(path))
    return content


# --- CSV -------------------------------------------------------------------------------------------------------------


def read_csv(content: bytes, name: str, file: str) -> Sheet:
    """Return the sheet of a CSV file in UTF-8, GBK (GB18030) or UTF-16, parted by commas or tabs."""
    text = _decoded(content)
    first_line = text.partition("\n")[0]
    mark = "\t" if first_line.count("\t") > first_line.count(",") else ","
    reader = csv.reader(io.StringIO(text), delimiter=mark, strict=True)
    try:
        rows = [[cell.strip() for cell in row] for row in reader]
    except csv.Error:
        raise RecordError.of(BAD_TABLE, file=file, span=Span.at(max(1, reader.line_num), 1)) from None
    return sheet_of(rows, name, file)


def _decoded(content: bytes) -> str:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RecordError([diagnose(NO_ENCODING, Span.none())])


def sheet_of(rows: list[list[str]], name: str, file: str) -> Sheet:
    """Return rows of text as a sheet; what stands beyond the widest of the first rows is a flaw of its row."""
    import polars as pl

    if not any(any(row) for row in rows):
        raise RecordError.of(EMPTY, file=file)
    width = max(len(row) for row in rows[:HEADER_WITHIN])
    flaws = {(number, width - 1): TOO_WIDE for number, row in enumerate(rows, 1) if any(row[width:])}
    columns = {
        f"c{place}": [row[place] or None if place < len(row) else None for row in rows] for place in range(width)
    }
    return Sheet(name, file, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), 1, flaws)


# --- Parquet ---------------------------------------------------------------------------------------------------------


def _parquet(content: bytes, path: Path) -> Sheet:
    import polars as pl

    try:
        frame = pl.read_parquet(io.BytesIO(content))
    except Exception:
        _damaged(str(path))
    texts = [_as_text(frame[name], pl) for name in frame.columns]
    heads = pl.DataFrame({f"c{n}": [name] for n, name in enumerate(frame.columns)})
    body = pl.DataFrame({f"c{n}": each for n, each in enumerate(texts)})
    return Sheet(path.stem, str(path), pl.concat([heads, body]) if body.height else heads)


def _damaged(file: str) -> NoReturn:
    raise RecordError.of(BAD_TABLE, file=file) from None


def _as_text(column: pl.Series, pl: object) -> pl.Series:
    """Return a column as text: whole numbers without a point, days as year-month-day."""
    import polars

    if column.dtype.is_float():
        whole = column.round(0) == column
        if whole.fill_null(True).all():
            column = column.cast(polars.Int64)
    if column.dtype.is_nested():
        return column.map_elements(lambda each: str(each.to_list()), return_dtype=polars.String)
    return column.cast(polars.String)
