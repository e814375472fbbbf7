"""The answers as a workbook that a clerk opens: a summary, a sheet for each decision, the quotas, what was rejected.

Sheets have a frozen header and filters; columns are as wide as their Chinese text, up to a limit, and wrap beyond.
Cells are written as text or numbers, never as formulas: a name that begins with `=` stays a name.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from xgxp_rules.diagnostics import Lang, UsageError
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.spans import cells
from xgxp_rules.tools.rosters.deciding import DecidedRoster, Row
from xgxp_rules.tools.rosters.messages import BAD_OUTPUT, NO_EXTRA, ONE_DECISION
from xgxp_rules.tools.rosters.summary import SIDES, STATUS, outcomes_text, said, summary, totals
from xgxp_rules.tools.writing import write_file

KINDS = (".xlsx", ".csv", ".parquet")
_WIDEST, _NARROWEST = 72, 8
_LINE, _MOST_LINES = 16, 12
"""The height of a line in points, and how many of them a row shows at the most."""
_LOOKED_AT = 500
"""Rows that a column's width is taken from."""


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
                content = workbook(done, lang)
            case ".csv":
                content = _csv(done, lang)
            case _:
                content = _parquet(done, lang)
    except ImportError as error:
        raise UsageError.of(NO_EXTRA, name=str(error.name)) from None
    write_file(path, content)


# --- rows ------------------------------------------------------------------------------------------------------------


def heads_of(declared: Declared, lang: Lang) -> list[str]:
    """Return the columns of a decision's sheet."""
    value = [said(("值", "value"), lang)] if declared.value else []
    words = ["编号", "姓名", "结果", "状态"], ["id", "name", "outcome", "status"]
    rest = ["理由", "缺的事实"], ["reasons", "missing facts"]
    return [*said_list(words, lang), *value, *said_list(rest, lang)]


def said_list(pair: tuple[list[str], list[str]], lang: Lang) -> list[str]:
    """Return a pair's words in a language."""
    return pair[lang == "en"]


def row_of(declared: Declared, row: Row, name: str, lang: Lang) -> list[Any]:
    """Return the cells of one person."""
    labels = {one.id: one.label if lang == "zh" else one.id for one in declared.outcomes}
    mark = "、" if lang == "zh" else ", "
    outcome = mark.join(labels.get(one, one) for one in row.outcomes)
    if row.status == "undetermined" and row.possible:
        possible = ("或" if lang == "zh" else " or ").join(labels.get(one, one) for one in row.possible)
        outcome = f"可能：{possible}" if lang == "zh" else f"possible: {possible}"
    value = [row.value] if declared.value else []
    why = row.why
    if row.status == "rejected":
        why = said(("数据有误，见“退回”表", "bad data: see the sheet of rejects"), lang)
    return [row.id, name, outcome, said(STATUS[row.status], lang), *value, why, mark.join(row.missing)]


def _rows(done: DecidedRoster, declared: Declared, rows: Iterable[Row], lang: Lang) -> Iterator[list[Any]]:
    for row in rows:
        yield row_of(declared, row, done.roster.names.get(row.id, ""), lang)


def _csv(done: DecidedRoster, lang: Lang) -> bytes:
    """Return one decision as CSV, with a byte order mark so that Excel reads the Chinese."""
    declared, rows = done.decisions[0]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads_of(declared, lang))
    writer.writerows([_harmless(cell) for cell in row] for row in _rows(done, declared, rows, lang))
    return out.getvalue().encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def _parquet(done: DecidedRoster, lang: Lang) -> bytes:
    import polars as pl

    declared, rows = done.decisions[0]
    heads = heads_of(declared, lang)
    table = list(_rows(done, declared, rows, lang))
    out = io.BytesIO()
    pl.DataFrame({head: [row[place] for row in table] for place, head in enumerate(heads)}).write_parquet(out)
    return out.getvalue()


# --- the workbook ----------------------------------------------------------------------------------------------------


def workbook(done: DecidedRoster, lang: Lang) -> bytes:
    """Return the workbook with every answer."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(out, options)
    _Book(book, done, lang).write()
    book.close()
    return out.getvalue()


class _Book:
    """Writes the sheets of one workbook, the summary first."""

    def __init__(self, book: Any, done: DecidedRoster, lang: Lang) -> None:
        self.book = book
        self.done = done
        self.lang = lang
        self.data = summary(done, lang)
        font = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "top"}
        self.plain = book.add_format({**font, "text_wrap": True})
        self.count = book.add_format({**font, "align": "center"})
        self.head = book.add_format({**font, "bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True})
        self.title = book.add_format({**font, "bold": True, "font_size": 14})
        self.bold = book.add_format({**font, "bold": True})
        self.colours = {
            "undetermined": book.add_format({**font, "bg_color": "#FFF2CC"}),
            "rejected": book.add_format({**font, "bg_color": "#F8CBAD"}),
            "blocked": book.add_format({**font, "bg_color": "#E4DFEC"}),
        }
        self._names: set[str] = set()

    def write(self) -> None:
        self._summary()
        for declared, rows in self.done.decisions:
            self._decision(declared, rows)
        if self.data["quotas"]:
            self._quotas()
        if self.done.roster.rejects:
            self._rejects()

    def _say(self, zh: str, en: str) -> str:
        return zh if self.lang == "zh" else en

    def _sheet(self, name: str) -> Any:
        """Add a sheet; Excel allows 31 signs, some not, and each name once."""
        clean = "".join("_" if sign in "[]:*?/\\'" else sign for sign in name)[:31] or "_"
        found, number = clean, 2
        while found.casefold() in self._names:
            found = f"{clean[:28]} {number}"
            number += 1
        self._names.add(found.casefold())
        return self.book.add_worksheet(found)

    def _table(
        self, sheet: Any, top: int, heads: Sequence[str], rows: Sequence[Sequence[Any]], filters: bool
    ) -> None:
        for place, head in enumerate(heads):
            sheet.write_string(top, place, head, self.head)
        widths = self._widths(sheet, [heads, *rows[:_LOOKED_AT]])
        for number, row in enumerate(rows, top + 1):
            lines = 1
            for place, cell in enumerate(row):
                if isinstance(cell, int | float) and not isinstance(cell, bool):
                    sheet.write_number(number, place, cell, self.count)
                elif cell:
                    text = str(cell)
                    sheet.write_string(number, place, text, self.plain)
                    if len(text) * 2 > widths[place]:
                        lines = max(lines, _lines(text, widths[place]))
            if lines > 1:
                sheet.set_row(number, _LINE * min(lines, _MOST_LINES))
        if filters:
            sheet.freeze_panes(top + 1, 0)
            sheet.autofilter(top, 0, top + max(1, len(rows)), len(heads) - 1)
            self._print(sheet, top)

    def _print(self, sheet: Any, top: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(top)

    def _widths(self, sheet: Any, table: Sequence[Sequence[Any]]) -> list[int]:
        """Make the columns as wide as what stands in them, and return the widths."""
        widths = [_NARROWEST] * len(table[0])
        for row in table:
            for place, cell in enumerate(row):
                widths[place] = min(_WIDEST, max(widths[place], cells(str(cell or "")) + 4))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return widths

    def _summary(self) -> None:
        sheet, data = self._sheet(self._say("汇总", "summary")), self.data
        sheet.write_string(0, 0, data["title"] if self.lang == "zh" else data["policy"], self.title)
        sheet.write_string(
            1,
            0,
            self._say(
                f"版本 {data['version']}，以 {data['as_of']} 计", f"{data['version']}, as of {data['as_of']}"
            ),
        )
        sheet.write_string(2, 0, totals(data, self.lang), self.bold)
        heads = said_list(
            (
                ["决定", "读入", "已定", "未定", "退回", "各种结果", "未定的人最常缺的事实"],
                ["decision", "read", "decided", "undetermined", "rejected", "outcomes", "facts most often missing"],
            ),
            self.lang,
        )
        mark = self._say("，", ", ")
        rows = [
            [
                one["title"] if self.lang == "zh" else one["id"],
                *(one[name] for name in ("read", "decided", "undetermined", "rejected")),
                outcomes_text(one, self.lang),
                mark.join(f"{each['label']} {each['count']}" for each in one["missing"]),
            ]
            for one in data["decisions"]
        ]
        self._table(sheet, 4, heads, rows, filters=False)
        at = 6 + len(rows)
        for note in data["notes"]:
            sheet.write_string(at, 0, self._say("说明：", "note: ") + note)
            at += 1
        self._print(sheet, 4)

    def _decision(self, declared: Declared, rows: Sequence[Row]) -> None:
        sheet = self._sheet(declared.title if self.lang == "zh" else declared.id)
        heads = heads_of(declared, self.lang)
        table = list(_rows(self.done, declared, rows, self.lang))
        self._table(sheet, 0, heads, table, filters=True)
        for status, colour in self.colours.items():
            rule = {
                "type": "cell",
                "criteria": "==",
                "value": f'"{said(STATUS[status], self.lang)}"',
                "format": colour,
            }
            sheet.conditional_format(1, 3, max(1, len(table)), 3, rule)

    def _quotas(self) -> None:
        sheet = self._sheet(self._say("比例", "quotas"))
        heads = said_list(
            (
                ["比例", "组", "结论", "成员", "基数", "计入", "要求", "应有", "余缺", "未定人数"],
                ["quota", "group", "status", "members", "base", "counted", "bound", "required", "slack", "open"],
            ),
            self.lang,
        )
        rows = []
        for one in self.data["quotas"]:
            side = said(SIDES[one["side"]], self.lang) + " " if one["side"] else ""
            name = one["title"] if self.lang == "zh" else one["quota"]
            status = said(STATUS[one["status"]], self.lang)
            numbers = [_number(one[key]) for key in ("base", "counted")]
            rest = [side + one["bound"], _number(one["required"]), _number(one["slack"]), one["open"]]
            rows.append([name, one["group"], status, one["members"], *numbers, *rest])
        self._table(sheet, 0, heads, rows, filters=True)
        self._chart(sheet, rows)

    def _chart(self, sheet: Any, rows: Sequence[Sequence[Any]]) -> None:
        """Draw how many are counted and how many are asked for, from columns kept to the right of the table."""
        drawn = [
            (f"{row[0]} {row[1]}".strip(), one["counted"], one["required"])
            for row, one in zip(rows, self.data["quotas"], strict=True)
            if one["required"] not in ("", "?")
        ]
        if not drawn:
            return
        left = 12
        heads = (
            self._say("组", "group"),
            self._say("计入（至少）", "counted (at least)"),
            self._say("应有", "required"),
        )
        for place, head in enumerate(heads):
            sheet.write_string(0, left + place, head, self.head)
        for number, (name, counted, required) in enumerate(drawn, 1):
            sheet.write_string(number, left, name)
            sheet.write_number(number, left + 1, int(counted.partition("~")[0]))
            sheet.write_number(number, left + 2, int(required.partition("~")[0]))
        chart = self.book.add_chart({"type": "bar" if len(drawn) > 6 else "column"})
        for place in (1, 2):
            chart.add_series(
                {
                    "name": [sheet.name, 0, left + place],
                    "categories": [sheet.name, 1, left, len(drawn), left],
                    "values": [sheet.name, 1, left + place, len(drawn), left + place],
                }
            )
        sheet.set_column(left, left + 2, None, None, {"hidden": True})
        chart.show_hidden_data()
        chart.set_title(
            {"name": self._say("计入人数与应有人数", "counted and required"), "name_font": {"size": 12}}
        )
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 720, "height": max(320, 26 * len(drawn) + 120)})
        sheet.insert_chart(len(rows) + 3, 0, chart)

    def _rejects(self) -> None:
        sheet = self._sheet(self._say("退回", "rejected"))
        heads = said_list(
            (
                ["表", "行", "列", "写的是", "应当是", "人员编号", "文件"],
                ["sheet", "row", "column", "value", "expected", "person", "file"],
            ),
            self.lang,
        )
        rows = [
            [one.sheet, one.row, one.column, one.shown(), one.expected(self.lang), one.whose, Path(one.file).name]
            for one in self.done.roster.rejects
        ]
        self._table(sheet, 0, heads, rows, filters=True)


@lru_cache(maxsize=4096)
def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column."""
    return -(-cells(text) // int(width * 1.1))


def _number(text: str) -> int | str:
    return int(text) if text.lstrip("-").isdigit() else text
