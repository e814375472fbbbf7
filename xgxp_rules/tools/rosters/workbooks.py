"""Excel workbooks: read fast, after a look into the package for what the fast reader cannot see.

The reader gives an empty cell for a formula that was never worked out and for all but the first of merged cells; both
are found in the sheet's XML. Only sheets that hold a formula or a merge are walked cell by cell.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NoReturn
from xml.parsers import expat

from xgxp_rules.diagnostics import Both, RecordError
from xgxp_rules.tools.rosters.cell_messages import ERROR_CELL, LOST_DIGITS, MERGED, NO_VALUE, NOT_WHAT_IT_SAYS
from xgxp_rules.tools.rosters.messages import EMPTY, LOCKED, NO_WORKBOOK, OLD_EXCEL, TOO_BIG
from xgxp_rules.tools.rosters.sheets import MOST_MEGABYTES, Sheet

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_MEMBERS = 2000
_TO_WALK = (b"<f", b"mergeCell ", b't="e"')
_TO_WALK_PREFIXED = (b":f>", b":f ", b":mergeCell ", b't="e"')
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*\bhidden="(?:1|true)"')
_LONG_NUMBER = re.compile(rb">\d{16}|>[\d.]{3,}[Ee]\+")
_LONG = re.compile(r"\d{16,}|[\d.]+[Ee]\+?(?:1[5-9]|[2-9]\d)")
_FIRST_FILLED = re.compile(rb'<(?:\w+:)?c r="([A-Z]+)(\d+)"[^>]*>\s*<(?:\w+:)?(?:v|is|f)[ >/]')
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_MOST_MERGED = 100_000


def read_workbook(content: bytes, file: str) -> Iterator[Sheet]:
    """Yield the sheets of a workbook that hold something.

    Raises:
        RecordError: it is locked, damaged, of the old kind, or too large once unpacked.
    """
    import fastexcel

    members = _members(content, file)
    try:
        reader = fastexcel.read_excel(content)
        names = reader.sheet_names
    except fastexcel.FastExcelError:
        _damaged(file)
    parts, hidden = _parts(members)
    is_fresh = b'fullCalcOnLoad="1"' in members.get("xl/workbook.xml", b"")
    found = 0
    for name in names:
        try:
            rows = reader.load_sheet(name, header_row=None, dtypes="string").to_polars()
        except fastexcel.FastExcelError:
            _damaged(file)
        if rows.height:
            found += 1
            rows = rows.rename({old: f"c{place}" for place, old in enumerate(rows.columns)})
            xml = members.get(parts.get(name, ""), b"")
            sheet = _looked_at(Sheet(name, file, rows), xml, is_fresh)
            sheet.is_hidden, sheet.hidden_rows = name in hidden, _hidden_rows(xml)
            yield sheet
    if not found:
        raise RecordError.of(EMPTY, file=file)


def _damaged(file: str) -> NoReturn:
    raise RecordError.of(NO_WORKBOOK, file=file) from None


def _members(content: bytes, file: str) -> dict[str, bytes]:
    """Return the XML parts of the package, each unpacked no further than the limit."""
    if content.startswith(_OLE):
        raise RecordError.of(LOCKED if _ENCRYPTED in content else OLD_EXCEL, file=file)
    found: dict[str, bytes] = {}
    room = MOST_MEGABYTES << 20
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            listed = package.infolist()
            if len(listed) > _MOST_MEMBERS or sum(each.file_size for each in listed) > room:
                raise RecordError.of(TOO_BIG, file=file, limit=MOST_MEGABYTES)
            for each in listed:
                with package.open(each) as part:
                    found[each.filename] = part.read(room + 1)
                room -= len(found[each.filename])
                if room < 0:
                    raise RecordError.of(TOO_BIG, file=file, limit=MOST_MEGABYTES)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        _damaged(file)
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        _damaged(file)
    _refuse_other_kinds(found)
    if any(b"<!DOCTYPE" in part[:2000] for part in found.values()) or "xl/workbook.xml" not in found:
        _damaged(file)
    return found


def _refuse_other_kinds(members: dict[str, bytes]) -> None:
    """Refuse packages that are whole but no workbook of this kind, by what they are."""
    kinds = {
        "xl/workbook.bin": Both("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"),
        "content.xml": Both(" OpenDocument 表格（.ods）", "an OpenDocument spreadsheet (.ods)"),
        "word/document.xml": Both(" Word 文档（.docx）", "a Word document (.docx)"),
    }
    for part, really in kinds.items():
        if part in members:
            raise RecordError.of(NOT_WHAT_IT_SAYS, really=really)


def _parts(members: dict[str, bytes]) -> tuple[dict[str, str], set[str]]:
    """Return the part that holds each sheet, by the sheet's name, and the names of those that are hidden."""
    targets: dict[str, str] = {}

    def related(tag: str, held: dict[str, str]) -> None:
        if _local(tag) == "Relationship":
            targets[held.get("Id", "")] = held.get("Target", "")

    _walk(members.get("xl/_rels/workbook.xml.rels", b""), related)
    sheets: list[tuple[str, str]] = []
    hidden: set[str] = set()

    def listed(tag: str, held: dict[str, str]) -> None:
        if _local(tag) == "sheet":
            relation = next((value for key, value in held.items() if key.endswith(":id")), "")
            sheets.append((held.get("name", ""), relation))
            if held.get("state", "visible") != "visible":
                hidden.add(held.get("name", ""))

    _walk(members["xl/workbook.xml"], listed)
    named = ((name, targets.get(relation, "")) for name, relation in sheets)
    return {name: one.lstrip("/") if one.startswith("/") else f"xl/{one}" for name, one in named}, hidden


def _hidden_rows(xml: bytes) -> int:
    return len(_HIDDEN_ROW.findall(xml)) if b'hidden="' in xml else 0


def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _walk(xml: bytes, start: Any, end: Any = None, text: Any = None) -> None:
    """Go through a part; one that is no XML is left alone, as the reader has read it already."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        return


def _looked_at(sheet: Sheet, xml: bytes, is_fresh: bool) -> Sheet:
    """Return the sheet with the number of its first row, and the cells that only seem empty."""
    first = _FIRST_FILLED.search(xml)
    if first is None:
        return sheet
    sheet.first = int(first[2])
    marks = _TO_WALK if b"<worksheet" in xml[:2000] else _TO_WALK_PREFIXED
    if not any(mark in xml for mark in marks) and _LONG_NUMBER.search(xml) is None:
        return sheet
    walk = _Cells(is_fresh)
    _walk(xml, walk.start, walk.end, walk.text)
    left = min((column for _, column in walk.filled), default=0) if walk.filled else 0
    for (row, column), code in walk.flaws.items():
        sheet.flaws[row, column - left] = code
    return sheet


class _Cells:
    """Walks a sheet's cells: which hold a formula without a value, and which are merged away."""

    def __init__(self, is_fresh: bool) -> None:
        self.flaws: dict[tuple[int, int], str] = {}
        self.filled: set[tuple[int, int]] = set()
        self._is_fresh = is_fresh
        self._at = (0, 0)
        self._formula = False
        self._is_number = self._is_error = False
        self._in_value = False
        self._value = ""

    def start(self, tag: str, held: dict[str, str]) -> None:
        name = _local(tag)
        if name == "c":
            self._at = _place(held.get("r", "A1"))
            self._formula, self._value = False, ""
            self._is_number = held.get("t", "n") == "n"
            self._is_error = held.get("t") == "e"
        elif name == "f":
            self._formula = True
        elif name in ("v", "t"):
            self._in_value = True
        elif name == "mergeCell":
            self._merge(held.get("ref", ""))

    def text(self, said: str) -> None:
        if self._in_value:
            self._value += said

    def end(self, tag: str) -> None:
        name = _local(tag)
        if name in ("v", "t"):
            self._in_value = False
        elif name == "c":
            if self._value or self._formula:
                self.filled.add(self._at)
            # A library that writes formulas stores 0 for each and asks for them to be worked out on opening.
            if self._formula and (not self._value or (self._is_fresh and self._value == "0")):
                self.flaws[self._at] = NO_VALUE
            elif self._is_error:
                self.flaws[self._at] = ERROR_CELL
            elif self._is_number and _LONG.fullmatch(self._value):
                self.flaws[self._at] = LOST_DIGITS

    def _merge(self, reference: str) -> None:
        corners = [_place(each) for each in reference.split(":")]
        (top, left), (bottom, right) = corners[0], corners[-1]
        if (bottom - top + 1) * (right - left + 1) > _MOST_MERGED:
            bottom = top + _MOST_MERGED // max(1, right - left + 1)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) != (top, left):
                    self.flaws[row, column] = MERGED


def _place(reference: str) -> tuple[int, int]:
    """Return row and column of a cell, the first column being 0.

    >>> _place("AB12")
    (12, 27)
    """
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1
