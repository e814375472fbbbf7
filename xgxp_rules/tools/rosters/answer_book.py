"""The answers as a workbook that a clerk opens: a summary, a sheet for each decision, the quotas, what was rejected."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from xgxp_rules.diagnostics import Lang
from xgxp_rules.model.policy import Decision as Declared
from xgxp_rules.tools.rosters.answered import Row
from xgxp_rules.tools.rosters.deciding import DecidedRoster
from xgxp_rules.tools.rosters.quota_sheets import quota_heads, quota_rows, write_quotas
from xgxp_rules.tools.rosters.rejected import reject_heads, reject_rows
from xgxp_rules.tools.rosters.rows import Teller, heads_of, said_list
from xgxp_rules.tools.rosters.summary import STATUS, outcomes_text, said, summary, told_span, totals
from xgxp_rules.tools.rosters.table_sheets import TableBook

_SUMMARY = 44
"""The widest column of the summary, so that a page holds the whole table in a size that can be read."""
_COLOURS = {"undetermined": "#FFF2CC", "rejected": "#F8CBAD", "blocked": "#E4DFEC"}


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
    _Book(TableBook(book, lang), done, lang).write()
    book.close()
    return out.getvalue()


class _Book:
    """Writes the sheets of one workbook, the summary first."""

    def __init__(self, tables: TableBook, done: DecidedRoster, lang: Lang) -> None:
        self.tables = tables
        self.done = done
        self.lang = lang
        self.data = summary(done, lang)

    def write(self) -> None:
        """Write every sheet."""
        self._summary()
        for declared, rows in self.done.decisions:
            self._decision(declared, rows)
        if self.data["quotas"]:
            write_quotas(self.tables, self.data["quotas"], self.done)
        if self.done.roster.rejects:
            self._rejects()

    def _summary(self) -> None:
        tables, data, zh = self.tables, self.data, self.lang == "zh"
        sheet = tables.sheet(tables.say("汇总", "summary"))
        sheet.set_row(0, 24)
        sheet.write_string(0, 0, data["title"] if zh else data["policy"], tables.title)
        version = (
            f"版本 {data['version']}，以 {data['as_of']} 计" if zh else f"{data['version']}, as of {data['as_of']}"
        )
        sheet.write_string(1, 0, version)
        lines = totals(data, self.lang)
        for place, line in enumerate(lines, 2):
            sheet.write_string(place, 0, line, tables.bold)
        top = len(lines) + 3
        heads, rows = self._decisions()
        at = tables.small_table(sheet, top, heads, rows) + 1
        quotas = self._quotas()
        widths = tables.fit(
            sheet, [heads, *rows, *(row[:5] for row in quotas)], range(top, at - 1), widest=_SUMMARY
        )
        if data["quotas"]:
            members = data["quota_members"]
            told = f"比例（按受理的 {members} 人计）" if zh else f"quotas (among the {members} accepted)"
            sheet.write_string(at, 0, told, tables.bold)
            heads = quota_heads(self.lang)
            at = tables.small_table(sheet, at + 1, [heads[0], *heads[2:7]], quotas, counts=(2, 3, 4)) + 1
        for note in data["notes"]:
            tables.paragraph(sheet, at, tables.say("说明：", "note: ") + note, widths)
            at += 1
        tables.printed(sheet, top)

    def _decisions(self) -> tuple[list[str], list[list[Any]]]:
        words = (
            ["决定", "读入", "已定", "未定", "退回", "各种结果", "未定的人最常缺的事实"],
            ["decision", "read", "decided", "undetermined", "rejected", "outcomes", "facts most often missing"],
        )
        mark = self.tables.say("，", ", ")
        rows = [
            [
                one["title"] if self.lang == "zh" else one["id"],
                *(one[name] for name in ("read", "decided", "undetermined", "rejected")),
                outcomes_text(one, self.lang),
                mark.join(f"{each['label']} {each['count']}" for each in one["missing"]),
            ]
            for one in self.data["decisions"]
        ]
        return said_list(words, self.lang), rows

    def _quotas(self) -> list[list[Any]]:
        """Return the quotas for the summary: the group with the name, and the bound with what it comes to."""
        rows = []
        for name, group, status, members, base, counted, bound, required, slack, *_ in quota_rows(
            self.data["quotas"], self.lang
        ):
            named = f"{name}（{group}）" if group and self.lang == "zh" else f"{name} {group}".strip()
            told = self.tables.say(f"{bound}＝{required}", f"{bound} = {required}")
            if slack != told_span("?", self.lang):
                told += self.tables.say(f"，余缺 {slack}", f", slack {slack}")
            rows.append([named, status, members, base, counted, told if bound else ""])
        return rows

    def _decision(self, declared: Declared, rows: Sequence[Row]) -> None:
        sheet = self.tables.sheet(declared.title if self.lang == "zh" else declared.id)
        table = Teller(declared, self.done.names(declared.about), self.lang).table(rows)
        self.tables.table(sheet, 0, heads_of(declared, self.lang), table)
        for status, colour in _COLOURS.items():
            self.tables.coloured(sheet, 3, len(table), said(STATUS[status], self.lang), colour)

    def _rejects(self) -> None:
        sheet = self.tables.sheet(self.tables.say("退回", "rejected"))
        self.tables.table(sheet, 0, reject_heads(self.lang), reject_rows(self.done.roster.rejects, self.lang))
