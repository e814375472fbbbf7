"""Sheets as they stand in files: rows of text with the number each has in the file, before anything is understood.

A workbook gives several, a CSV or Parquet file gives one named after the file, a folder gives one for each CSV.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from xgxp_rules.diagnostics import Both, Diagnostic, RecordError, UsageError, diagnose
from xgxp_rules.spans import Span
from xgxp_rules.tools.record_files import NO_FILE, UNREADABLE
from xgxp_rules.tools.rosters.cell_messages import EMPTY_FOLDER, LOCK_FILE, NOT_WHAT_IT_SAYS, TOO_WIDE
from xgxp_rules.tools.rosters.messages import EMPTY, NO_ENCODING, NO_EXTRA, NO_WORKBOOK, STRANGE_KIND, TOO_BIG
from xgxp_rules.tools.table_folders import BAD_TABLE

if TYPE_CHECKING:
    import polars as pl

MOST_MEGABYTES = 300
"""The largest file, packed or unpacked; a sheet of a million cells has about 40 MB."""

HEADER_WITHIN = 20
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
    is_hidden: bool = False
    hidden_rows: int = 0


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
    if str(path) == STDIN:
        yield from _by_content(sys.stdin.buffer.read(), Path("标准输入"), STDIN)
        return
    if path.is_dir():
        found = sorted(path.glob("*.csv"))
        if not found:
            raise RecordError.of(EMPTY_FOLDER)
        for each in found:
            yield from _sheets(each)
        return
    if path.name.startswith("~$"):
        raise RecordError.of(LOCK_FILE, name=path.name.removeprefix("~$"))
    content = _bytes(path)
    if path.suffix.lower() not in _SUFFIXES and _kind_of(content) == "text":
        raise UsageError.of(STRANGE_KIND, file=str(path), name=path.suffix or path.name)
    yield from _by_content(content, path, str(path))


STDIN = "-"
_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv", ".txt", ".parquet")
_BOOKS = (".xlsx", ".xlsm", ".xls", ".et")
_WEB = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|table|meta|\?xml|workbook)", re.IGNORECASE)


def _kind_of(content: bytes) -> str:
    """Return what a file is by its content: a workbook, Parquet, a page of the web, or text."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "workbook"
    if content.startswith(b"PAR1"):
        return "parquet"
    return "web" if _WEB.match(content[:500]) else "text"


def _by_content(content: bytes, path: Path, file: str) -> Iterator[Sheet]:
    """Yield the sheets of a file; it is read as what it is, whatever its name says."""
    if not content.strip():
        raise RecordError.of(EMPTY)
    kind = _kind_of(content)
    if kind == "workbook":
        from xgxp_rules.tools.rosters.workbooks import read_workbook

        yield from read_workbook(content, file)
    elif kind == "parquet" or path.suffix.lower() == ".parquet":
        yield _parquet(content, path)
    elif kind == "web":
        really = Both("网页或 XML 表格", "a page of the web or a table in XML")
        raise RecordError.of(NOT_WHAT_IT_SAYS, really=really)
    elif b"\0" in content[:_NULS_WITHIN] and path.suffix.lower() in _BOOKS and not _is_utf16(content):
        raise RecordError.of(NO_WORKBOOK)
    else:
        yield read_csv(content, path.stem, file)


def _is_utf16(content: bytes) -> bool:
    return content.startswith((b"\xff\xfe", b"\xfe\xff"))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_MEGABYTES << 20:
            raise RecordError.of(TOO_BIG, file=str(path), limit=MOST_MEGABYTES)
        content = path.read_bytes()
    except FileNotFoundError:
        raise UsageError.of(NO_FILE, file=str(path)) from None
    except (OSError, ValueError) as error:
        raise UsageError.of(UNREADABLE, file=str(path), why=getattr(error, "strerror", None) or "?") from None
    return content


# --- CSV -------------------------------------------------------------------------------------------------------------


_MARKS = (",", "\t", ";", "|", "，")
_SAID_MARK = re.compile(r"sep=(.)\r?\n")
_AS_FORMULA = re.compile(r'="([^"]*)"|\'(.+)')
_LOOKED_AT = 20


def read_csv(content: bytes, name: str, file: str) -> Sheet:
    """Return the sheet of a CSV file in UTF-8, GBK (GB18030) or UTF-16, parted by commas, tabs, semicolons or bars."""
    text = _decoded(content)
    if "\n" not in text:
        text = text.replace("\r", "\n")
    told = _SAID_MARK.match(text)
    mark = told[1] if told is not None else _mark_of(text)
    rows: list[list[str]] = [[]] if told is not None else []
    reader = csv.reader(io.StringIO(text[told.end() :] if told is not None else text), delimiter=mark, strict=True)
    try:
        rows += [[_plain(cell) for cell in row] for row in reader]
    except csv.Error:
        line = reader.line_num + (told is not None)
        raise RecordError.of(BAD_TABLE, file=file, span=Span.at(max(1, line), 1)) from None
    return sheet_of(rows, name, file)


def _mark_of(text: str) -> str:
    """Return what parts the cells: the mark that stands most often in the first lines."""
    head = "\n".join(text.split("\n", _LOOKED_AT)[:_LOOKED_AT])
    return max(_MARKS, key=head.count)


def _plain(cell: str) -> str:
    """Return a cell without what some programs put around it so that a spreadsheet takes it for text.

    >>> _plain('="001"'), _plain("'001"), _plain(" 一中 ")
    ('001', '001', '一中')
    """
    cell = cell.strip()
    found = _AS_FORMULA.fullmatch(cell)
    return cell if found is None else (found[1] or found[2] or "").strip()


def _decoded(content: bytes) -> str:
    encodings = ["utf-8-sig", "gb18030"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content[:_NULS_WITHIN]:
        encodings = ["utf-16-be" if content[:1] == b"\0" or _is_big(content) else "utf-16-le"]
    bad = 1
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError as error:
            bad = content[: error.start].count(b"\n") + 1 if encoding == "utf-8-sig" else bad
            continue
        if "\0" not in text:
            return text
    raise RecordError([diagnose(NO_ENCODING, Span.none(), mend=str(bad))])


_NULS_WITHIN = 2000


def _is_big(content: bytes) -> bool:
    """Return whether UTF-16 without its mark has the greater byte first: those of plain signs are nought."""
    head = content[:_NULS_WITHIN]
    return head[::2].count(0) > head[1::2].count(0)


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
