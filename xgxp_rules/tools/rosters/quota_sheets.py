"""The quotas of a workbook: what each comes to, a chart, and a sheet of those who could be counted or are open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xgxp_rules.diagnostics import Lang
from xgxp_rules.tools.rosters.deciding import DecidedRoster
from xgxp_rules.tools.rosters.rows import said_list
from xgxp_rules.tools.rosters.summary import SIDES, quota_status, said, told_span
from xgxp_rules.tools.rosters.table_sheets import TableBook

_HEADS = (
    ["比例", "组", "结论", "成员", "基数", "计入", "要求", "界限", "余缺", "尚可计入", "未定"],
    ["quota", "group", "status", "members", "base", "counted", "bound", "limit", "slack", "could be", "open"],
)
QUOTA_COUNTS = (3, 4, 5, 7, 8, 9, 10)
"""The columns of the table of quotas that hold numbers."""
_STANDING = {"could": ("尚可计入", "could be counted"), "open": ("未定", "open")}
_COLOURS = {"missed": "#F8CBAD", "open": "#FFF2CC"}


def quota_heads(lang: Lang) -> list[str]:
    """Return the columns of the table of quotas."""
    return said_list(_HEADS, lang)


def quota_rows(quotas: Sequence[dict[str, Any]], lang: Lang) -> list[list[Any]]:
    """Return the quotas as rows of a table; a number that is known is a number."""
    rows = []
    for one in quotas:
        side = said(SIDES[one["side"]], lang) + " " if one["side"] else ""
        name = one["title"] if lang == "zh" else one["quota"]
        base, counted, required, slack = (
            _number(one[key], lang) for key in ("base", "counted", "required", "slack")
        )
        numbers = [base, counted]
        rest = [side + one["bound"], required, slack, one["could"], one["open"]]
        rows.append([name, one["group"], quota_status(one, lang), one["members"], *numbers, *rest])
    return rows


def write_quotas(book: TableBook, quotas: Sequence[dict[str, Any]], done: DecidedRoster) -> None:
    """Write the sheet of the quotas with its chart, and the sheet of the people they are about."""
    sheet = book.sheet(book.say("比例", "quotas"))
    heads, rows = quota_heads(book.lang), quota_rows(quotas, book.lang)
    drawn = _drawn(rows, quotas)
    beside = [("", "", *one) for one in drawn] + [()] * (len(rows) - len(drawn))
    book.table(sheet, 0, heads, rows, beside=beside, counts=QUOTA_COUNTS)
    for status, colour in _COLOURS.items():
        words = {row[2] for row, one in zip(rows, quotas, strict=True) if one["status"] == status}
        for word in sorted(words):
            book.coloured(sheet, 2, len(rows), word, colour)
    if drawn:
        _chart(book, sheet, len(rows), len(drawn), len(heads) + 2)
    if done.quotas.standings:
        _people(book, done)


def _drawn(rows: Sequence[Sequence[Any]], quotas: Sequence[dict[str, Any]]) -> list[tuple[str, int, int]]:
    """Return each quota that asks for a number: its name, how many are counted at least, and how many must be."""
    return [
        (
            f"{row[0]} {row[1]}".strip(),
            int(one["counted"].partition("~")[0]),
            int(one["required"].partition("~")[0]),
        )
        for row, one in zip(rows, quotas, strict=True)
        if one["required"] not in ("", "?")
    ]


def _chart(book: TableBook, sheet: Any, below: int, count: int, left: int) -> None:
    """Draw how many are counted and how many are asked for, from hidden columns to the right of the table."""
    heads = (book.say("组", "group"), book.say("计入", "counted"), book.say("界限", "limit"))
    for place, head in enumerate(heads):
        sheet.write_string(0, left + place, head, book.head)
    chart = book.book.add_chart({"type": "bar"})
    for place, colour in ((1, "#5B9BD5"), (2, "#ED7D31")):
        chart.add_series(
            {
                "name": [sheet.name, 0, left + place],
                "categories": [sheet.name, 1, left, count, left],
                "values": [sheet.name, 1, left + place, count, left + place],
                "data_labels": {"value": True},
                "fill": {"color": colour},
            }
        )
    sheet.set_column(left, left + 2, None, None, {"hidden": True})
    chart.show_hidden_data()
    title = book.say("计入人数与界限（未定的人不计，取最少）", "counted and limit (at least)")
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"major_gridlines": {"visible": False}, "min": 0, "visible": False})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 760, "height": max(260, 44 * count + 120)})
    sheet.insert_chart(below + 3, 0, chart)


def _people(book: TableBook, done: DecidedRoster) -> None:
    sheet = book.sheet(book.say("比例人员", "quota people"))
    words = (
        ["比例", "组", "编号", "姓名", "情况", "未定的人缺的事实"],
        ["quota", "group", "id", "name", "standing", "missing facts"],
    )
    titles = {one.quota: one.title if book.lang == "zh" else one.quota for one in done.quotas.results}
    mark = book.say("、", ", ")
    names = done.roster.names
    grouped = {one.quota for one in done.quotas.results if one.group}
    anywhere = book.say("不知在哪一组", "in some group")
    rows = [
        (
            *(
                titles[one.quota],
                "/".join(one.group) or (anywhere if one.quota in grouped else ""),
                one.id,
                names.get(one.id, ""),
            ),
            *(said(_STANDING[one.state], book.lang), mark.join(one.missing)),
        )
        for one in done.quotas.standings
    ]
    book.table(sheet, 0, said_list(words, book.lang), rows)


def _number(text: str, lang: Lang) -> int | str:
    return int(text) if text.lstrip("-").isdigit() else told_span(text, lang)
