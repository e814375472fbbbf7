"""The card of a case, the table of its history, and the list of what is due: at most 100 cells wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from xgxp_rules.diagnostics import Lang
from xgxp_rules.library.cases.folding import CHINA
from xgxp_rules.model.case_report import CaseReport, ClockReport, Deadline, DueCase, LogLine, NextMove, TakenMove
from xgxp_rules.tools.beside_words import explain_procedure, in_words
from xgxp_rules.tools.casework.phrases import (
    STATUS,
    Topics,
    cause,
    cited,
    deadline_name,
    in_brief,
    needs,
    read_otherwise,
    time_left,
    under_reading,
    what_was_recorded,
)
from xgxp_rules.tools.layout import WIDTH, aligned, both_ends, table, wrap

if TYPE_CHECKING:
    from xgxp_rules.library.cases.cases import Receipt

_RULE = "─" * WIDTH


def case_card(report: CaseReport, lang: Lang = "zh") -> str:
    """Return where a case stands, what may come next, what is due, and how it came there."""
    zh, told = lang == "zh", Topics(lang)
    lines = [*_head(report, lang), _RULE]
    if report.closed:
        lines.append("已到终点，没有下一步" if zh else "At its end: nothing comes next")
    elif report.next:
        lines.append("接下来" if zh else "What may come next")
        lines += [line for one in report.next for line in _next(one, told)]
    if report.unsaid:
        silent = "原文没有规定" if report.next else "原文没有规定以后怎样"
        said = f"{silent}：{report.unsaid}" if zh else f"The document does not say: {report.unsaid}"
        lines += wrap(said, WIDTH, 2)
    if report.deadlines:
        lines += ["期限" if zh else "Deadlines", *_deadlines(report.deadlines, lang)]
    if report.readings:
        lines += ["按另一种读法" if zh else "Read another way", *_readings(report, lang)]
    for procedure in report.procedures:
        lines += ["办理程序" if zh else "Procedure", *(f"  {line}" for line in _lines(procedure, lang))]
    if report.planned:
        lines.append("已登记、尚未生效" if zh else "Recorded, not yet in effect")
        lines += [f"  {one.on}  {what_was_recorded(one, lang)}" for one in report.planned]
    lines += ["经过" if zh else "How it came here", *_story(report, told)]
    return "\n".join(lines)


def _lines(procedure: object, lang: Lang) -> list[str]:
    return explain_procedure(procedure, lang).split("\n")  # type: ignore[arg-type]


def _head(report: CaseReport, lang: Lang) -> Iterator[str]:
    zh = lang == "zh"
    name = f"案件 {report.case}" if zh else f"Case {report.case}"
    yield from both_ends(
        f"{name}：{report.process_title}" if zh else f"{name}: {report.process_title}", _basis(report)
    )
    days = (report.as_of - report.since).days
    lasted, so_long = (f"，{days}天", f", {days} days") if days else ("", "")
    until = f"截至 {report.as_of}" if zh else f"as of {report.as_of}"
    if report.known_on is not None:
        until += f"，按 {report.known_on} 所知" if zh else f", as known on {report.known_on}"
    since = f"（自 {report.since} 起{lasted}）" if zh else f" (since {report.since}{so_long})"
    yield from both_ends(("状态 " if zh else "State ") + report.state + since, until)
    if report.uncertain:
        yield (
            "  ？ 是否仍在这一状态还不能断定：期限或条件未明"
            if zh
            else "  ？ whether it is still so cannot be told: a day or a fact is not known"
        )
    if report.text_changed:
        yield (
            "  ！ 这一版政策的文字在案件开立后有过改动"
            if zh
            else "  ! the text of this version has changed since the case was opened"
        )
    if report.ended_on is not None and not report.closed:
        yield (
            f"  ！ 这一版政策施行到 {report.ended_on} 为止；案件仍按它办理，是否如此请核实"
            if zh
            else f"  ! this version was in force until {report.ended_on}; check whether the case still goes by it"
        )
    for clock in (one for one in report.clocks if one.begun):
        yield "  " + _clock(clock, lang)


def _basis(report: CaseReport) -> str:
    return f"{report.title} {report.version}"


def _clock(clock: ClockReport, lang: Lang) -> str:
    zh = lang == "zh"
    said = f"{clock.id}：已 {clock.run}" if zh else f"{clock.id}: {clock.run}"
    if clock.limit:
        said += f"，期限 {clock.limit}" if zh else f" of {clock.limit}"
    if clock.due is not None:
        said += f"，{clock.due} 届满" if zh else f", up on {clock.due}"
    elif clock.earliest is not None:
        said += f"，届满日未定，最早 {clock.earliest}" if zh else f", day open, {clock.earliest} at the earliest"
    elif not clock.running:
        said += "，现停计" if zh else ", standing still"
    return said + cited(clock.clauses, lang, topics=False)


def _next(one: NextMove, told: Topics) -> Iterator[str]:
    lang = told.lang
    head = f"  {cause(one, lang)} → {one.target}{told.cite(one.clauses)}"
    status = in_words(STATUS[one.status], lang)
    if one.due is not None:
        status = f"{one.due} {status}"
    yield from both_ends(head, status)
    for line in needs(one.guard, lang):
        yield from wrap(f"      {line}", WIDTH, 2)


def _deadlines(deadlines: Sequence[Deadline], lang: Lang) -> list[str]:
    rows = [
        [
            str(one.due or one.earliest),
            time_left(one, lang),
            deadline_name(one, lang),
            cited(one.clauses, lang, topics=False),
        ]
        for one in deadlines
    ]
    return table(rows, indent=2)


def _readings(report: CaseReport, lang: Lang) -> Iterator[str]:
    for name, ways in groupby(report.readings, lambda one: one.reading):
        some = list(ways)
        standing = f"，现按“{some[0].standing}”" if lang == "zh" else f", now `{some[0].standing}`"
        yield from wrap(f"  {name}{cited(some[0].clauses, lang, topics=False)}{standing}", WIDTH, 2)
        for one in some:
            yield from wrap(f"    {read_otherwise(one, lang)}", WIDTH, 2)


def _story(report: CaseReport, told: Topics) -> Iterator[str]:
    zh = told.lang == "zh"
    opened = report.log[0]
    first = f"  {report.opened_on}  {'开立' if zh else 'opened'} → {opened.name}"
    yield from both_ends(first, opened.actor)
    for one in report.taken:
        yield from _move(one, told)


def _move(one: TakenMove, told: Topics) -> Iterator[str]:
    lang = told.lang
    head = f"  {one.on}  {cause(one, lang)}: {one.source} → {one.target}{told.cite(one.clauses)}"
    if lang == "zh":
        head = head.replace(": ", "：", 1)
    who = one.actor if one.entry is not None else ("到期" if lang == "zh" else "time")
    yield from both_ends(head, who)
    for line in needs(one.guard, lang):
        yield from wrap(f"      {line}", WIDTH, 2)


def history_table(report: CaseReport, lang: Lang = "zh") -> str:
    """Return the log of a case as a table, with the transitions that came of it; the newest entry stands last."""
    zh = lang == "zh"
    heads = ["#", "生效", "登记", "登记人", "内容", "状态"]
    if not zh:
        heads = ["#", "effective", "recorded", "by", "entry", "state"]
    shown = [None, *_in_time(report)]
    blocks = aligned([heads, *(_row(one, lang) for one in shown if one is not None)])
    lines = [line for one, block in zip(shown, blocks, strict=True) for line in (*block, *_below(one, lang))]
    name = f"案件 {report.case}：{report.process_title}" if zh else f"Case {report.case}: {report.process_title}"
    return "\n".join([*both_ends(name, _basis(report)), _RULE, *lines])


def _below(one: LogLine | TakenMove | None, lang: Lang) -> Iterator[str]:
    """Yield what stands under a row: the facts that were given, and the remark."""
    if not isinstance(one, LogLine):
        return
    zh = lang == "zh"
    if one.facts:
        said = f"事实：{'、'.join(one.facts)}" if zh else f"facts: {', '.join(one.facts)}"
        yield from wrap(f"   {said}", WIDTH, 2)
    if one.remark:
        yield from wrap(f"   {'备注：' if zh else 'remark: '}{in_brief(one.remark)}", WIDTH, 2)


def _in_time(report: CaseReport) -> Iterator[LogLine | TakenMove]:
    """Yield the log, and between its entries the transitions that time brought, where they fell."""
    by_time = [one for one in report.taken if one.entry is None]
    for line in report.log:
        while by_time and line.kind != "correct" and by_time[0].on < line.on:
            yield by_time.pop(0)
        yield line
    yield from by_time


def _row(one: LogLine | TakenMove, lang: Lang) -> list[str]:
    if isinstance(one, TakenMove):
        return [
            "",
            str(one.on),
            "",
            "到期" if lang == "zh" else "time",
            one.title or cause(one, lang),
            _change(one),
        ]
    what = what_was_recorded(one, lang)
    if one.corrected_by is not None:
        gone = one.withdrawn and one.kind != "correct"
        if lang == "zh":
            what += f"（{'撤销' if gone else '更正'}于第 {one.corrected_by} 条）"
        else:
            what += f" ({'withdrawn' if gone else 'corrected'} by {one.corrected_by})"
    moment = one.recorded_at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
    state = one.name if one.kind == "open" else _change(one)
    return [str(one.number), str(one.on), moment, one.actor, what, state]


def _change(one: LogLine | TakenMove) -> str:
    return f"{one.source} → {one.target}" if one.target else ""


def due_table(found: Sequence[DueCase], as_of: date, until: date, lang: Lang = "zh") -> str:
    """Return what is due in all cases up to a day, what is overdue first."""
    zh = lang == "zh"
    late = sum(one.deadline.overdue for one in found)
    title = f"{as_of} 至 {until} 到期：{len(found)} 项" if zh else f"Due from {as_of} to {until}: {len(found)}"
    if late:
        title += f"，其中已过期 {late} 项" if zh else f", {late} of them overdue"
    if not found:
        return title
    heads = ["期限", "剩余", "案件", "状态", "事项", "依据"]
    if not zh:
        heads = ["due", "left", "case", "state", "what", "basis"]
    rows = [heads]
    for one in sorted(found, key=lambda each: (each.deadline.due or each.deadline.earliest or until, each.case)):
        deadline = one.deadline
        mark = "✗ " if deadline.overdue else ""
        rows.append(
            [
                str(deadline.due or deadline.earliest),
                mark + time_left(deadline, lang),
                one.case,
                one.state,
                deadline_name(deadline, lang) + under_reading(one, lang),
                cited(deadline.clauses, lang, topics=False),
            ]
        )
    return "\n".join([title, _RULE, *table(rows)])


def receipt_line(receipt: Receipt, lang: Lang = "zh") -> str:
    """Return what became of an entry, in one or two lines."""
    entry = receipt.entry
    if lang == "zh":
        done = "此前已登记过，没有重复登记" if receipt.repeated else "已登记"
        due = f"；下一期限 {receipt.next_due}" if receipt.next_due else ""
        if receipt.earliest_due != receipt.next_due:
            due += f"；按另一种读法 {receipt.earliest_due}"
        return f"{done}：案件 {receipt.case} 第 {entry.number} 条，状态 {receipt.state}{due}\n  编号 {entry.id}"
    done = "recorded before, nothing added" if receipt.repeated else "recorded"
    due = f"; next due {receipt.next_due}" if receipt.next_due else ""
    if receipt.earliest_due != receipt.next_due:
        due += f"; read another way {receipt.earliest_due}"
    return f"{done}: case {receipt.case}, entry {entry.number}, state {receipt.state}{due}\n  id {entry.id}"
