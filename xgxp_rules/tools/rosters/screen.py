"""What a roster came to, in lines for a screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xgxp_rules.diagnostics import Lang
from xgxp_rules.spans import cells
from xgxp_rules.tools.layout import pad
from xgxp_rules.tools.rosters.cells import MASK, Reject
from xgxp_rules.tools.rosters.deciding import DecidedRoster
from xgxp_rules.tools.rosters.summary import SIDES, outcomes_text, quota_status, said, summary, told_span, totals

_MOST_SHOWN, _MOST_ROWS = 10, 5


def summary_text(done: DecidedRoster, lang: Lang) -> str:
    """Return the summary for a screen."""
    return "\n".join(_lines(summary(done, lang), done, lang))


def _lines(data: dict[str, Any], done: DecidedRoster, lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    yield (
        f"〔{data['title']} {data['version']} · 以 {data['as_of']} 计〕"
        if zh
        else (f"[{data['policy']} {data['version']} · as of {data['as_of']}]")
    )
    yield from totals(data, lang)
    yield ""
    heads = (
        ["决定", "读入", "已定", "未定", "退回", "结果"]
        if zh
        else ["decision", "read", "decided", "undetermined", "rejected", "outcomes"]
    )
    rows = [
        [
            one["title"] if zh else one["id"],
            *(str(one[name]) for name in ("read", "decided", "undetermined", "rejected")),
            outcomes_text(one, lang),
        ]
        for one in data["decisions"]
    ]
    yield from _table([heads, *rows], right=(1, 2, 3, 4))
    yield from _missing(data, lang)
    if data["quotas"]:
        yield ""
        yield from _quotas(data, lang)
    yield from _rejects(data, done, lang)
    if data["notes"]:
        yield ""
        yield "说明" if zh else "notes"
        yield from (f"  {note}" for note in data["notes"])
    if data["written"]:
        yield ""
        yield ("已写入 " if zh else "written to ") + ("、" if zh else ", ").join(data["written"])


def _missing(data: dict[str, Any], lang: Lang) -> Iterator[str]:
    open_ = [one for one in data["decisions"] if one["missing"]]
    if open_:
        yield ""
        yield "未定的人最常缺的事实" if lang == "zh" else "facts most often missing"
    for one in open_:
        facts = ("，" if lang == "zh" else ", ").join(f"{each['label']} {each['count']}" for each in one["missing"])
        yield f"  {one['title'] if lang == 'zh' else one['id']}  {facts}"


def _quotas(data: dict[str, Any], lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    members = data["quota_members"]
    yield f"比例（按受理的 {members} 人计）" if zh else f"quotas (among the {members} accepted)"
    heads = (
        ["比例", "组", "结论", "基数", "计入", "要求", "余缺", "尚可计入", "未定"]
        if zh
        else ["quota", "group", "status", "base", "counted", "bound", "slack", "could be", "open"]
    )
    rows = []
    for one in data["quotas"]:
        side = said(SIDES[one["side"]], lang) if one["side"] else ""
        name = one["title"] if zh else one["quota"]
        status = quota_status(one, lang)
        base, counted, required, slack = (
            told_span(one[key], lang) for key in ("base", "counted", "required", "slack")
        )
        bound = f"{side} {one['bound']}{'＝' if zh else ' = '}{required}" if side else ""
        counts = (str(one[key] or "") for key in ("could", "open"))
        rows.append([name, one["group"], status, base, counted, bound, slack, *counts])
    yield from _table([heads, *rows], right=(3, 4, 6, 7, 8))


def _rejects(data: dict[str, Any], done: DecidedRoster, lang: Lang) -> Iterator[str]:
    refused = done.roster.rejects
    if not refused:
        return
    zh = lang == "zh"
    yield ""
    whole = ("（有一格有误的整份退回，改好再交）", " (with one bad cell a record is rejected as a whole)")
    told = f"退回的单元格 {len(refused)} 处" if zh else f"rejected cells: {len(refused)}"
    yield told + (said(whole, lang) if data["rejected"] else "")
    groups: dict[tuple[str, str, str], list[Reject]] = {}
    for one in refused:
        groups.setdefault((one.sheet, one.column, one.problem.code), []).append(one)
    for group in list(groups.values())[:_MOST_SHOWN]:
        yield f"  {_rejected(group, lang)}"
    rest = sum(map(len, list(groups.values())[_MOST_SHOWN:]))
    if rest:
        yield _rest(rest, data["written"], lang)


def _rest(count: int, written: list[str], lang: Lang) -> str:
    """Return how many more cells were rejected, and where all of them stand."""
    if not written:
        where = ("；用 -o 写出文件，里面每格都有", ": -o writes a file with every one")
    elif written[-1].endswith(".xlsx"):
        where = ("，见写出的“退回”表", ": see the sheet of rejects that was written")
    else:
        where = (f"，见 {written[-1]}", f": see {written[-1]}")
    return f"  还有 {count} 处{where[0]}" if lang == "zh" else f"  and {count} more{where[1]}"


def _rejected(group: list[Reject], lang: Lang) -> str:
    """Return the cells of a column that have the same thing wrong with them; the first stands for all."""
    first, zh = group[0], lang == "zh"
    rows = ("、" if zh else ", ").join(str(one.row) for one in group[:_MOST_ROWS])
    where = f"{first.sheet} 第 {rows} 行" if zh else f"{first.sheet} row {rows}"
    if len(group) > _MOST_ROWS:
        where += f" 等 {len(group)} 处" if zh else f" and more, {len(group)} in all"
    value = first.shown(private=True).removeprefix(MASK)
    told = f"`{value}` " if value else ""
    if len(group) > 1:
        told = f"如 {told}" if zh and value else told
    column = f" {first.column}" if first.column else ""
    return f"{where}{column}: {told}{first.expected(lang, private=True)}"


def _table(rows: list[list[str]], right: tuple[int, ...] = ()) -> Iterator[str]:
    widths = [max(cells(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        parts = [
            " " * (width - cells(cell)) + cell if place in right else pad(cell, width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(parts)).rstrip()
