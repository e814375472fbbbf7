"""The answers as a workbook that a clerk opens: a summary, a sheet for each decision, the quotas, what was rejected.

Sheets have a frozen header and filters; columns are as wide as their Chinese text, up to a limit, and wrap beyond.
Cells are written as text or numbers, never as formulas: a name that begins with `=` stays a name.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import xlsxwriter

from xgxp_rules.diagnostics import Lang
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.spans import cells
from xgxp_rules.tools.rosters.deciding import DecidedRoster, Row
from xgxp_rules.tools.rosters.fast_sheets import FastSheet
from xgxp_rules.tools.rosters.rows import Teller, heads_of, said_list
from xgxp_rules.tools.rosters.summary import SIDES, STATUS, outcomes_text, said, summary, totals

_WIDEST, _NARROWEST = 72, 8
_LINE, _MOST_LINES = 16, 12
"""The height of a line in points, and how many of them a row shows at the most."""
_LOOKED_AT = 500
"""Rows that a column's width is taken from."""


def workbook(done: DecidedRoster, lang: Lang) -> bytes:
    """Return the workbook with every answer."""
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
        return self.book.add_worksheet(found, FastSheet)

    def _table(
        self,
        sheet: Any,
        top: int,
        heads: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        filters: bool,
        beside: Sequence[Sequence[Any]] = (),
    ) -> None:
        """Write a table; `beside` are cells that stand to the right of its rows and are no part of it."""
        for place, head in enumerate(heads):
            sheet.write_string(top, place, head, self.head)
        widths = self._widths(sheet, [heads, *rows[:_LOOKED_AT]])
        heights = [_height(row, widths) for row in rows]
        wide = [(*row, *more) for row, more in zip(rows, beside, strict=True)] if beside else rows
        sheet.put_rows(top + 1, wide, heights, self.plain, self.count)
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
        table = Teller(declared, self.done.roster.names, self.lang).table(rows)
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
        drawn = self._drawn(rows)
        beside = [("", "", *one) for one in drawn] + [()] * (len(rows) - len(drawn))
        self._table(sheet, 0, heads, rows, filters=True, beside=beside)
        if drawn:
            self._chart(sheet, len(rows), len(drawn), len(heads) + 2)

    def _drawn(self, rows: Sequence[Sequence[Any]]) -> list[tuple[str, int, int]]:
        """Return each quota that asks for a number: its name, how many are counted at least, and how many must be."""
        return [
            (
                f"{row[0]} {row[1]}".strip(),
                int(one["counted"].partition("~")[0]),
                int(one["required"].partition("~")[0]),
            )
            for row, one in zip(rows, self.data["quotas"], strict=True)
            if one["required"] not in ("", "?")
        ]

    def _chart(self, sheet: Any, below: int, count: int, left: int) -> None:
        """Draw how many are counted and how many are asked for, from hidden columns to the right of the table."""
        heads = (
            self._say("组", "group"),
            self._say("计入（至少）", "counted (at least)"),
            self._say("应有", "required"),
        )
        for place, head in enumerate(heads):
            sheet.write_string(0, left + place, head, self.head)
        chart = self.book.add_chart({"type": "bar" if count > 6 else "column"})
        for place in (1, 2):
            chart.add_series(
                {
                    "name": [sheet.name, 0, left + place],
                    "categories": [sheet.name, 1, left, count, left],
                    "values": [sheet.name, 1, left + place, count, left + place],
                    "data_labels": {"value": True},
                }
            )
        sheet.set_column(left, left + 2, None, None, {"hidden": True})
        chart.show_hidden_data()
        chart.set_title(
            {"name": self._say("计入人数与应有人数", "counted and required"), "name_font": {"size": 12}}
        )
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 720, "height": max(320, 26 * count + 120)})
        sheet.insert_chart(below + 3, 0, chart)

    def _rejects(self) -> None:
        sheet = self._sheet(self._say("退回", "rejected"))
        heads = said_list(
            (
                ["表", "行", "列", "写的是", "应当是", "人员编号", "本行格数", "本行错格", "文件"],
                ["sheet", "row", "column", "value", "expected", "person", "cells in row", "bad in row", "file"],
            ),
            self.lang,
        )
        refused = self.done.roster.rejects
        bad = Counter((one.file, one.sheet, one.row) for one in refused)
        rows = [
            [
                *(one.sheet, one.row, one.column, one.shown(), one.expected(self.lang), one.whose),
                *(one.among, bad[one.file, one.sheet, one.row], Path(one.file).name),
            ]
            for one in refused
        ]
        self._table(sheet, 0, heads, rows, filters=True)


def _height(row: Sequence[Any], widths: Sequence[int]) -> float | None:
    """Return the height of a row whose texts run over several lines; None where one is enough."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        if isinstance(cell, str) and len(cell) * 2 > width:
            lines = max(lines, _lines(cell, width))
    return _LINE * min(lines, _MOST_LINES) if lines > 1 else None


@lru_cache(maxsize=4096)
def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes in a column."""
    return -(-cells(text) // int(width * 1.1))


def _number(text: str) -> int | str:
    return int(text) if text.lstrip("-").isdigit() else text
