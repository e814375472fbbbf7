"""The answers written to a file: a workbook with everything, or the answers alone as CSV or Parquet.

What was rejected is never left out: beside a CSV or Parquet file it stands in a second one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from xgxp_rules.diagnostics import Diagnostic, Lang, UsageError, diagnose, nearest
from xgxp_rules.spans import Span
from xgxp_rules.tools.rosters.deciding import DecidedRoster
from xgxp_rules.tools.rosters.encodings import ENCODINGS, encoded
from xgxp_rules.tools.rosters.messages import (
    BAD_OUTPUT,
    ENCODING_FOR_CSV,
    NO_EXTRA,
    NO_SUCH_ENCODING,
    OWN_INPUT,
    ZEROS_IN_CSV,
)
from xgxp_rules.tools.rosters.rejected import reject_heads, reject_rows
from xgxp_rules.tools.rosters.rows import Teller, all_heads, heads_of
from xgxp_rules.tools.writing import write_file

KINDS: Final = (".xlsx", ".csv", ".parquet")
STDOUT: Final = Path("-")


@dataclass(slots=True)
class Written:
    """What was written where; `content` is what goes to standard output."""

    paths: list[Path] = field(default_factory=list)
    notes: list[Diagnostic] = field(default_factory=list)
    content: bytes = b""


def check_output(path: Path | None, encoding: str = "", read: Iterable[str] = ()) -> None:
    """Refuse an output that cannot be written before any work is done.

    Raises:
        UsageError: the kind of file or the encoding is unknown, or something else than CSV is to have an encoding; or
            one of the files that are `read` would be written over.
    """
    if encoding and encoding.lower() not in ENCODINGS:
        mend = nearest(encoding, ENCODINGS)
        raise UsageError(
            [diagnose(NO_SUCH_ENCODING, Span.none(), name=encoding, names=tuple(ENCODINGS), mend=mend)]
        )
    if encoding and (path is None or not _is_csv(path)):
        raise UsageError.of(ENCODING_FOR_CSV)
    if path is None or path == STDOUT:
        return
    if path.suffix.lower() not in KINDS:
        raise UsageError.of(BAD_OUTPUT, name=path.suffix or path.name)
    written = {one.resolve() for one in (path, *(_rejected_beside(path, lang) for lang in _LANGUAGES))}
    for one in (Path(name) for name in read if name != str(STDOUT)):
        if written & {one.resolve(), *(each.resolve() for each in one.glob("*.csv"))}:
            raise UsageError.of(OWN_INPUT, name=str(path))


_LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")


def _rejected_beside(path: Path, lang: Lang) -> Path:
    """Return the file that what was rejected goes to, beside a table of answers."""
    return path.with_name(f"{path.stem}-{'退回' if lang == 'zh' else 'rejected'}{path.suffix}")


def _is_csv(path: Path) -> bool:
    return path == STDOUT or path.suffix.lower() == ".csv"


def write_answers(done: DecidedRoster, path: Path, lang: Lang, encoding: str = "") -> Written:
    """Write the answers as the kind of file that the name says; `-` is CSV for standard output.

    Raises:
        UsageError: a file cannot be written, or the extra is not installed.
    """
    try:
        if path.suffix.lower() == ".xlsx":
            from xgxp_rules.tools.rosters.answer_book import workbook

            write_file(path, workbook(done, lang))
            return Written([path])
        return _tables(done, path, lang, encoding)
    except ImportError as error:
        raise UsageError.of(NO_EXTRA, name=str(error.name)) from None


def _tables(done: DecidedRoster, path: Path, lang: Lang, encoding: str) -> Written:
    """Write the answers as one table, and what was rejected as another."""
    written = Written()
    _put(written, path, answer_table(done, lang), encoding)
    beside = _rejected_beside(path, lang)
    refused = done.roster.rejects
    if path != STDOUT and (refused or beside.exists()):
        _put(written, beside, (reject_heads(lang), reject_rows(refused, lang)), encoding)
    ids = (row.id for _declared, rows in done.decisions for row in rows)
    if _is_csv(path) and any(one.startswith("0") or (one.isdigit() and len(one) > 15) for one in ids):
        written.notes.append(diagnose(ZEROS_IN_CSV, Span.none(), severity="note"))
    return written


def _put(written: Written, path: Path, table: tuple[Sequence[str], Sequence[Sequence[Any]]], encoding: str) -> None:
    if path.suffix.lower() == ".parquet":
        write_file(path, _parquet(*table))
        written.paths.append(path)
        return
    usual = "utf-8" if path == STDOUT else "utf-8-sig"
    content, note = encoded(_csv(*table), ENCODINGS[encoding.lower()] if encoding else usual)
    written.notes += [] if note is None else [note]
    if path == STDOUT:
        written.content = content
    else:
        write_file(path, content)
        written.paths.append(path)


def answer_table(done: DecidedRoster, lang: Lang) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the answers as one table: of several decisions each row says which, and they have the same columns."""
    if len(done.decisions) == 1:
        declared, rows = done.decisions[0]
        return heads_of(declared, lang), Teller(declared, done.names(declared.about), lang).table(rows)
    has_value = any(declared.value for declared, _ in done.decisions)
    table: list[tuple[Any, ...]] = []
    for declared, rows in done.decisions:
        name = declared.title if lang == "zh" else declared.id
        for cells in Teller(declared, done.names(declared.about), lang).table(rows):
            value = () if not has_value else (cells[4] if declared.value else None,)
            table.append((name, *cells[:4], *value, *cells[-2:]))
    return all_heads(lang, has_value=has_value), table


def _csv(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _parquet(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    import polars as pl

    columns = {head: [row[place] for row in rows] for place, head in enumerate(heads)}
    mixed = {
        name: cells for name, cells in columns.items() if len({type(one) for one in cells if one is not None}) > 1
    }
    for name, cells in mixed.items():
        columns[name] = [None if one is None else str(one) for one in cells]
    out = io.BytesIO()
    pl.DataFrame(columns).write_parquet(out)
    return out.getvalue()
