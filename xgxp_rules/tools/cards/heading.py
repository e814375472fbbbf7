"""The head of a card: the answer in one line, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xgxp_rules.diagnostics import Lang
from xgxp_rules.model.report import DecisionReport, OutcomeReport
from xgxp_rules.tools.reasons import holding_rules
from xgxp_rules.tools.wording import Names, brackets, word


def heading_of(report: DecisionReport, lang: Lang) -> str:
    """Return the answer in one line: the question's title, the outcome and its modality, the value."""
    title = (report.title if lang == "zh" else "") or report.decision
    return title + word("colon", lang) + "".join(_answers(report, lang))


def _answers(report: DecisionReport, lang: Lang) -> Iterator[str]:
    names = Names.of(report, lang)
    held = [names.outcomes[one] for one in report.outcomes if one in names.outcomes]
    said = word("stop", lang).join(_answer(report, one, names) for one in held)
    if report.status == "undetermined":
        rest = word("undetermined", lang)
        said = f"{said}{word('stop', lang)}{'其余' if lang == 'zh' else 'the rest '}{rest}" if said else rest
    elif not held and report.value_text is None:
        said = "没有一项成立" if lang == "zh" else "none applies"
    yield said
    if report.value_text is None:
        return
    if report.status != "undetermined":
        yield f"{word('comma', lang) if said else ''}{report.value_text}"
    elif _is_range(report.value_text):
        yield brackets(f"现知 {report.value_text}" if lang == "zh" else f"known: {report.value_text}", lang)


def _is_range(text: str) -> bool:
    """Return whether a value that is open is known to lie between two others."""
    return bool(re.fullmatch(r".*\d.*( 至 | to ).*\d.*", text))


def _answer(report: DecisionReport, outcome: OutcomeReport, names: Names) -> str:
    lang = names.lang
    awaited = [awaited_words(one, lang) for one in report.offers if one.status != "blocked"]
    # What holds because no rule does is nobody's duty, and may only hold until an office has chosen.
    said = [word(outcome.modality, lang), *awaited] if holding_rules(report, [outcome.id]) else awaited
    if outcome.chosen:
        said.append(_choice_made(outcome, lang))
    blocked = word("comma", lang) + word("blocked", lang) if outcome.status == "blocked" else ""
    return names.outcome(outcome.id) + brackets(word("comma", lang).join(dict.fromkeys(said)), lang) + blocked


def _choice_made(outcome: OutcomeReport, lang: Lang) -> str:
    """Return who chose what and when, by the record; where that is another body than the policy names, both."""
    due = chooser(outcome, lang)
    who = outcome.recorded_by or due
    other = bool(outcome.chosen_by) and who != outcome.chosen_by
    if lang == "zh":
        day = f" {outcome.recorded_on} " if outcome.recorded_on else ""
        return f"{who}{day}选定 {outcome.chosen}" + (f"，应由{due}选定" if other else "")
    day = f" on {outcome.recorded_on}" if outcome.recorded_on else ""
    return f"{who} chose {outcome.chosen}{day}" + (f", for {due} to choose" if other else "")


def awaited_words(offer: OutcomeReport, lang: Lang) -> str:
    """Return until when an offer leaves the answer open."""
    return f"待{chooser(offer, lang)}选定" if lang == "zh" else f"until {chooser(offer, lang)} chooses"


def chooser(outcome: OutcomeReport, lang: Lang) -> str:
    """Return who is to choose between the alternatives of an outcome."""
    return outcome.chosen_by or ("有权单位" if lang == "zh" else "the competent office")


def place_of(report: DecisionReport, lang: Lang) -> str:
    """Return the policy, its version and the day of the answer, in one bracket."""
    status = "" if report.policy_status == "in_force" else word(report.policy_status, lang)
    measured = report.measured_on if report.measured_on != report.as_of else None
    if lang == "zh":
        policy = f"{report.policy_title} {report.version}" + brackets(status, lang)
        return f"〔{policy} · 以 {report.as_of} 计{f'，算至 {measured}' if measured else ''}〕"
    policy = f"{report.policy} {report.version}" + brackets(status, lang)
    return f"[{policy} · as of {report.as_of}{f', measured on {measured}' if measured else ''}]"
