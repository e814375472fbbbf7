"""A decision under all readings in words: what the text as read by default gives, and what another reading would."""

from __future__ import annotations

from collections.abc import Iterable

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.readings_report import AnswerReport, ReadingChoiceReport, ReadingsReport
from xgxp_rules.tools.layout import titled
from xgxp_rules.tools.wording import brackets, word

_NOTHING = Both("各种读法结论相同（试了 {tried} 种）", "every way of reading gives the same answer ({tried} tried)")
_NONE = Both("与有歧义之处无关", "no ambiguous passage bears on it")
_PAIRS = Both(
    "读法太多，只试了单独一处和每两处：{tried} 种", "too many ways: each alone and each pair, {tried} tried"
)


def explain_readings(report: ReadingsReport, lang: Lang = "zh") -> str:
    """Return what the readings of a decision come to, one line for each answer that differs."""
    title = (report.title if lang == "zh" else "") or report.decision
    lines = [title + word("colon", lang) + answer_words(report.answer, lang)]
    if not report.readings:
        return "\n".join([*lines, f"  {_say(_NONE, lang)}"])
    if not report.differences:
        lines += titled("", _say(_NOTHING, lang, tried=report.tried), indent=2)
    for each in report.differences:
        lead = _choices(each.choices, lang) + word("colon", lang)
        lines += titled("▸", lead + answer_words(each.answer, lang), indent=2, name_width=2)
    if report.varied == "pairs":
        lines += titled("", _say(_PAIRS, lang, tried=report.tried), indent=2)
    return "\n".join(lines)


def answer_words(answer: AnswerReport, lang: Lang) -> str:
    """Return an answer in a few words: the outcomes, or what is still possible, and the value."""
    said = list(answer.labels) if lang == "zh" else list(answer.outcomes or answer.possible)
    state = "" if answer.status == "determined" else brackets(word(answer.status, lang), lang)
    joined = word("or" if answer.status == "undetermined" else "enum", lang).join(said)
    return word("comma", lang).join(part for part in (joined + state, answer.value_text or "") if part)


def _choices(choices: Iterable[ReadingChoiceReport], lang: Lang) -> str:
    said = (f"{one.reading}＝{one.choice}" if lang == "zh" else f"{one.reading}={one.choice}" for one in choices)
    return ("、" if lang == "zh" else ", ").join(said)


def _say(both: Both, lang: Lang, **parts: object) -> str:
    return (both.zh if lang == "zh" else both.en).format(**parts)


def readings_json(reports: Iterable[ReadingsReport]) -> str:
    """Return the reports as one JSON array."""
    return "[\n" + ",\n".join(one.model_dump_json(indent=2) for one in reports) + "\n]"
