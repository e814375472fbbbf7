"""What somebody has to do about an open fact, in words: what is asked for, where it is found and who has it."""

from __future__ import annotations

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.engines.year_blocks import year_words
from xgxp_rules.language.builtin_facts import builtin_vocabulary
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.report import MissingFact
from xgxp_rules.tools.wording import brackets, word

_LAST_YEAR = 9999
"""A greater number is no year but a term: its school year followed by 1 or 2."""


def missing_words(fact: MissingFact, lang: Lang) -> str:
    """Return what somebody has to do about an open fact: what is asked for, where it is found, who has it."""
    if fact.id.startswith("records."):
        return _other_record(fact, lang)
    if fact.years:
        return _years_lacking(fact, lang)
    name = fact.place or (fact.label if lang == "zh" else fact.id)
    if lang == "en" and fact.place:
        name = f"{fact.id} ({fact.place})"
    said = (_TO_DO[fact.reason].zh if lang == "zh" else _TO_DO[fact.reason].en).format(name=name)
    return said + brackets(word("comma", lang).join(_sources(fact, lang)), lang)


def _years_lacking(fact: MissingFact, lang: Lang) -> str:
    """Return which years a yearly list lacks, or for which the holidays are not known."""
    years = f"{'、'.join(map(str, fact.years))}年" if lang == "zh" else ", ".join(map(str, fact.years))
    if fact.years[0] > _LAST_YEAR:
        names = [year_words(one, "term") for one in fact.years]
        years = "、".join(one.zh for one in names) if lang == "zh" else ", ".join(one.en for one in names)
    if fact.reason == "no_calendar":
        return (
            f"等{years}的节假日安排公布并载入，现在算不出工作日数"
            if lang == "zh"
            else f"wait until the holidays of {years} are published and loaded; its working days cannot be told yet"
        )
    sources = brackets(word("comma", lang).join(_sources(fact, lang)), lang)
    said = f"补上“{fact.label}”{years}的条目" if lang == "zh" else f"add the entries of {years} to {fact.id}"
    return said + sources


def _other_record(fact: MissingFact, lang: Lang) -> str:
    """Return which record has to be handed in beside the one decided on, or that all of a kind are wanted."""
    about = fact.id.partition(".")[2]
    kind = KINDS.get(about, Both(about, about))
    if not fact.place:
        said = f"补上全部{kind.zh}的记录" if lang == "zh" else f"hand in the records of all {kind.en}"
        if fact.reason == "incomplete":
            said += "，已经交全的写明 `完整: 是`" if lang == "zh" else ", or say `complete: yes` if these are all"
    else:
        said = (
            f"补上{kind.zh}“{fact.place}”的记录" if lang == "zh" else f"hand in the {about} record of {fact.place}"
        )
    if not fact.facts:
        return said
    if lang == "zh":
        return said + brackets(f"要用：{'、'.join(fact.facts)}", lang)
    words = builtin_vocabulary(about) if about in KINDS else None
    ids = (words[name].id if words is not None and name in words else name for name in fact.facts)
    return said + brackets(f"used: {', '.join(ids)}", lang)


_TO_DO = {
    "unknown": Both("补充“{name}”", "supply {name}"),
    "partly_known": Both("把“{name}”补充完整，现在只知道大概", "complete {name}, which is known only roughly"),
    "incomplete": Both("补齐“{name}”的全部条目", "complete the list {name}"),
    "disputed": Both("核定“{name}”，各方说法不一", "settle {name}, on which sources disagree"),
    "undefined": Both("明确“{name}”的含义，原文没有界定", "define {name}, which the document leaves open"),
    "unset": Both("确定“{name}”的数值", "set the value of {name}"),
    "blocked": Both(
        "“{name}”现被上位法阻却，不生效；待其解除", "wait until {name} is no longer blocked by higher law"
    ),
    "zero_divisor": Both("“{name}”的除数是零，算不出来", "{name} divides by nothing and has no value"),
    "no_row": Both("查明“{name}”，原文没有这一种情形的数值", "find {name}: the document has no row for this case"),
    "out_of_law": Both("查明“{name}”，该日没有可用的规定", "find {name}: none is known for that day"),
}


def _sources(fact: MissingFact, lang: Lang) -> list[str]:
    named = (
        (fact.who, Both("由{}决定", "for {} to decide")),
        (fact.evidence, Both("凭{}", "evidence: {}")),
        (fact.office, Both("可向{}查询", "ask: {}")),
    )
    return [(both.zh if lang == "zh" else both.en).format(text) for text, both in named if text]
