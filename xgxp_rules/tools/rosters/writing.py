"""The answers written to a file: a workbook with everything, or one decision as CSV or Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xgxp_rules.diagnostics import Lang, UsageError
from xgxp_rules.tools.rosters.deciding import DecidedRoster
from xgxp_rules.tools.rosters.messages import BAD_OUTPUT, NO_EXTRA, ONE_DECISION
from xgxp_rules.tools.rosters.rows import Teller, heads_of
from xgxp_rules.tools.writing import write_file

KINDS = (".xlsx", ".csv", ".parquet")


def check_output(path: Path | None, decisions: Sequence[str]) -> None:
    """Refuse an output that cannot be written before any work is done.

    Raises:
        UsageError: the kind of file is unknown, or holds one decision where several are made.
    """
    if path is None:
        return
    if path.suffix.lower() not in KINDS:
        raise UsageError.of(BAD_OUTPUT, name=path.suffix or path.name)
    if path.suffix.lower() != ".xlsx" and len(decisions) != 1:
        raise UsageError.of(ONE_DECISION, kind=path.suffix)


def write_answers(done: DecidedRoster, path: Path, lang: Lang) -> None:
    """Write the answers as the kind of file that the name says.

    Raises:
        UsageError: the file cannot be written, or the extra is not installed.
    """
    try:
        match path.suffix.lower():
            case ".xlsx":
                from xgxp_rules.tools.rosters.answer_book import workbook

                content = workbook(done, lang)
            case ".csv":
                content = _csv(done, lang)
            case _:
                content = _parquet(done, lang)
    except ImportError as error:
        raise UsageError.of(NO_EXTRA, name=str(error.name)) from None
    write_file(path, content)


def _csv(done: DecidedRoster, lang: Lang) -> bytes:
    """Return one decision as CSV, with a byte order mark so that Excel reads the Chinese."""
    declared, rows = done.decisions[0]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads_of(declared, lang))
    table = Teller(declared, done.roster.names, lang).table(rows)
    writer.writerows([_harmless(cell) for cell in row] for row in table)
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _parquet(done: DecidedRoster, lang: Lang) -> bytes:
    import polars as pl

    declared, rows = done.decisions[0]
    heads = heads_of(declared, lang)
    table = Teller(declared, done.roster.names, lang).table(rows)
    out = io.BytesIO()
    pl.DataFrame({head: [row[place] for row in table] for place, head in enumerate(heads)}).write_parquet(out)
    return out.getvalue()
