"""A timeline in words: one line for each stretch with the same answer, and below it why it began."""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.timeline_report import TimelineAnswer, TimelineReason, TimelineReport, TimelineStretch
from xgxp_rules.spans import cells
from xgxp_rules.tools.layout import WIDTH, both_ends, titled, wrap
from xgxp_rules.tools.wording import word

_SAID = {
    "head": Both("时间线：{title}", "timeline: {title}"),
    "span": Both("{first} 至 {last}", "{first} to {last}"),
    "on": Both("{first} 至 {last}", "{first} … {last}"),
    "turned": Both("{fact} {before} → {after}（{required}）", "{fact}: {before} → {after} ({required})"),
    "law": Both("{title}：{before} → {after}", "{title}: {before} → {after}"),
    "none": Both("未施行", "not in force"),
    "undetermined": Both("尚不能确定：{possible}", "undetermined: {possible}"),
    "nothing": Both("尚不能确定（没有施行的版本）", "undetermined (no version in force)"),
    "blocked": Both("{label}，因上位规定不生效", "{label}, blocked by higher law"),
    "offer": Both("{label}（另可：{offers}）", "{label} (offered: {offers})"),
    "or": Both(" 或 ", " or "),
    "note": Both("说明", "note"),
    "assumed": Both("假定", "assumed"),
    "read": Both("理解", "read as"),
    "late": Both(
        "记录里有更早的日子还没有的事项，从 {first} 起推算",
        "the record tells of later things; it begins on {first}",
    ),
    "cut": Both("变化太多，只列到 {last}", "too many changes; listed to {last} only"),
    "same": Both("这段时间里答案不变", "the answer does not change in this time"),
}


def explain_timeline(report: TimelineReport, lang: Lang = "zh", *, markdown: bool = False) -> str:
    """Return a timeline in words, at most 100 cells wide, or as a Markdown table."""
    return _markdown(report, lang) if markdown else "\n".join(_lines(report, lang))


def _say(name: str, lang: Lang, **parts: str) -> str:
    said = _SAID[name]
    return (said.zh if lang == "zh" else said.en).format(**parts)


def heading_words(report: TimelineReport, lang: Lang) -> str:
    """Return what a timeline is about, and from when to when."""
    span = _say("span", lang, first=report.from_on.isoformat(), last=report.until_on.isoformat())
    return f"{_title(report, lang)} · {span}"


def _title(report: TimelineReport, lang: Lang) -> str:
    return _say("head", lang, title=report.title if lang == "zh" else report.decision)


def _lines(report: TimelineReport, lang: Lang) -> Iterator[str]:
    span = _say("span", lang, first=report.from_on.isoformat(), last=report.until_on.isoformat())
    yield from both_ends(_title(report, lang), f"{report.policy_title if lang == 'zh' else report.policy} · {span}")
    yield "─" * WIDTH
    for stretch in report.stretches:
        days = _say("on", lang, first=stretch.from_on.isoformat(), last=stretch.until_on.isoformat())
        yield from titled(days, answer_words(stretch.answer, lang), name_width=cells(days) + 2)
        for why in reasons_of(stretch, lang):
            yield from titled("└", why, name_width=3, indent=4)
    if len(report.stretches) == 1:
        yield from wrap(_say("same", lang), WIDTH, 2)
    yield from _notes(report, lang)


def _notes(report: TimelineReport, lang: Lang) -> Iterator[str]:
    name = cells(_say("assumed", lang)) + 4
    yield ""
    for said in _limits(report, lang):
        yield from titled(_say("note", lang), said, name_width=name)
    for said in report.assumptions:
        yield from titled(_say("assumed", lang), said, name_width=name)
    if report.readings:
        yield from titled(_say("read", lang), "；".join(report.readings), name_width=name)


def _limits(report: TimelineReport, lang: Lang) -> Iterator[str]:
    if report.asked_from is not None:
        yield _say("late", lang, first=report.from_on.isoformat())
    if not report.complete:
        yield _say("cut", lang, last=report.until_on.isoformat())


def answer_words(answer: TimelineAnswer, lang: Lang) -> str:
    """Return what an answer comes to, in a few words."""
    if answer.status == "undetermined":
        possible = _say("or", lang).join(answer.possible_labels)
        return _say("undetermined", lang, possible=possible) if possible else _say("nothing", lang)
    label = answer.label or "、".join(answer.possible_labels)
    if answer.value_text:
        label = f"{label} {answer.value_text}".strip()
    if answer.modality and answer.modality != "must":
        label = f"{label}（{word(answer.modality, lang)}）"
    if answer.status == "blocked":
        return _say("blocked", lang, label=label)
    return _say("offer", lang, label=label, offers="、".join(answer.offer_labels)) if answer.offers else label


def reasons_of(stretch: TimelineStretch, lang: Lang) -> Iterator[str]:
    """Yield why a stretch began: the law that changed, and each test that turned."""
    if stretch.change is None:
        return
    for one in stretch.change.law:
        none = _say("none", lang)
        yield _say("law", lang, title=one.title, before=one.before or none, after=one.after or none)
    for reason in stretch.change.because:
        yield _turned(reason, lang)


def _turned(reason: TimelineReason, lang: Lang) -> str:
    said = _say(
        "turned" if reason.required else "law",
        lang,
        fact=reason.fact,
        title=reason.fact,
        before=reason.before,
        after=reason.after,
        required=reason.required,
    )
    clauses = "、".join(reason.clauses)
    return f"{said} 〔{clauses}〕" if clauses else said


def _markdown(report: TimelineReport, lang: Lang) -> str:
    names = {"zh": ("自", "至", "答案", "原因"), "en": ("from", "to", "answer", "because")}[lang]
    rows = [
        (
            one.from_on.isoformat(),
            one.until_on.isoformat(),
            answer_words(one.answer, lang),
            "；".join(reasons_of(one, lang)),
        )
        for one in report.stretches
    ]
    table = [names, ("---",) * 4, *rows]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in table]
    notes = [f"- {said}" for said in (*_limits(report, lang), *report.assumptions)]
    return "\n".join([f"### {_say('head', lang, title=report.title)}", "", *lines, "", *notes]) + "\n"
