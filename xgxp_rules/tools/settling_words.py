"""What is missing in words: which fact to ask for next, where it is found, and which sets would settle the answer."""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.settling_report import PlanReport, QuestionReport, SettlementReport
from xgxp_rules.tools.layout import titled
from xgxp_rules.tools.wording import brackets

_SAID = {
    "open": Both("{title}：尚不能确定（可能 {possible}）", "{title}: undetermined (possible: {possible})"),
    "settled": Both("{title}：已能确定，不缺什么", "{title}: settled, nothing is missing"),
    "no_outcome": Both("没有施行的版本或没有规定", "no version in force, or no rule speaks"),
    "first": Both("先问", "ask first"),
    "then": Both("再问", "then"),
    "alone": Both("答了就能确定", "any answer settles it"),
    "left": Both("答后平均还要问 {number} 项", "leaves {number} more on average"),
    "cannot": Both("须先由有关机关确定", "an office has to settle it first"),
    "evidence": Both("凭{text}", "evidence: {text}"),
    "office": Both("可向{text}查询", "ask: {text}"),
    "who": Both("由{text}决定", "for {text} to decide"),
    "health": Both("健康信息，非必要不问", "health data: ask only where needed"),
    "places": Both("缺在 {text}", "open at {text}"),
    "could": Both("或可确定", "could settle"),
    "surely": Both("必能确定", "surely settles"),
    "greedy": Both("（不一定是最少的一组）", " (not necessarily the smallest)"),
    "more": Both("另有 {number} 项未作比较", "{number} more are not weighed"),
    "or": Both(" 或 ", " or "),
    "and": Both("＋", " + "),
    "semicolon": Both("；", "; "),
}


def _say(name: str, lang: Lang, **parts: object) -> str:
    said = _SAID[name]
    return (said.zh if lang == "zh" else said.en).format(**parts)


def explain_missing(plan: PlanReport, settlement: SettlementReport, lang: Lang = "zh") -> str:
    """Return what an open decision lacks, in words: the best question first, then the sets that would settle it."""
    return "\n".join(_lines(plan, settlement, lang))


def _lines(plan: PlanReport, settlement: SettlementReport, lang: Lang) -> Iterator[str]:
    if plan.status != "undetermined":
        yield _say("settled", lang, title=plan.title)
        return
    possible = _say("or", lang).join(plan.possible_labels) or _say("no_outcome", lang)
    yield _say("open", lang, title=plan.title, possible=possible)
    for place, question in enumerate(plan.questions):
        name = _say("then" if place else "first", lang)
        yield from titled(name, question_words(question, lang), name_width=12)
    for name, sets in (("could", settlement.could), ("surely", settlement.surely)):
        if sets:
            said = _say("semicolon", lang).join(_set_words(one, settlement, lang) for one in sets)
            tail = "" if settlement.minimal or name == "could" else _say("greedy", lang)
            yield from titled(_say(name, lang), said + tail, name_width=16 if lang == "en" else 12)


def _set_words(names: tuple[str, ...], settlement: SettlementReport, lang: Lang) -> str:
    return _say("and", lang).join(settlement.labels.get(one, one) if lang == "zh" else one for one in names)


def question_words(question: QuestionReport, lang: Lang) -> str:
    """Return one question: the fact, what asking it is worth, and where it is found."""
    name = question.label if lang == "zh" else question.id
    return name + brackets(_say("semicolon", lang).join(_remarks(question, lang)), lang)


def _remarks(question: QuestionReport, lang: Lang) -> Iterator[str]:
    if question.expected is None:
        if {"undefined", "unset"} & set(question.reasons):
            yield _say("cannot", lang)
    elif question.settles_alone:
        yield _say("alone", lang)
    else:
        yield _say("left", lang, number=f"{question.expected - 1:.1f}")
    if question.places and not all(place in question.label for place in question.places):
        yield _say("places", lang, text="、".join(question.places))
    for name in ("who", "evidence", "office"):
        text = getattr(question, name)
        if text:
            yield _say(name, lang, text=text)
    if question.sensitivity == "health":
        yield _say("health", lang)
