"""The words of the pages about clauses, and the sums that every one of them shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.tools.clauses.citing import PARTS, Citation
from xgxp_rules.tools.clauses.covering import STATES, ClauseCover, OpenTerm, State
from xgxp_rules.tools.wording import brackets, word

STATE_WORDS: dict[State, Both] = {
    "encoded": Both("已写成", "encoded"),
    "partly": Both("部分写成", "partly"),
    "not_computable": Both("不可计算", "not computable"),
    "uncovered": Both("没有写", "uncovered"),
}
SIGNS: dict[State, str] = {"encoded": "✓", "partly": "◐", "not_computable": "－", "uncovered": "✗"}

_PART_WORDS: dict[str, Both] = {
    "rule": Both("规则", "rules"),
    "requirement": Both("条件", "requirements"),
    "decision": Both("决定", "decisions"),
    "quota": Both("比例", "quotas"),
    "procedure": Both("程序", "procedures"),
    "process": Both("流程", "processes"),
    "score": Both("评分", "scores"),
    "guard": Both("保护", "guards"),
    "transition": Both("过渡", "transitions"),
    "parameter": Both("参数", "parameters"),
    "reading": Both("读法", "readings"),
    "term": Both("待界定", "open terms"),
}


def spoken(both: Both, lang: Lang) -> str:
    """Return one language of a pair."""
    return both.zh if lang == "zh" else both.en


def state_word(state: State, lang: Lang) -> str:
    """Return how a state is called."""
    return spoken(STATE_WORDS[state], lang)


def counted(states: Iterable[State]) -> dict[State, int]:
    """Return how many there are of each state, every state named.

    >>> counted(["encoded", "partly", "encoded"])
    {'encoded': 2, 'partly': 1, 'not_computable': 0, 'uncovered': 0}
    """
    sums = Counter(states)
    return {state: sums[state] for state in STATES}


def cited_by(by: Iterable[Citation], lang: Lang, quote: str = "") -> str:
    """Return what cites a clause, by kind, each kind with the ids of its parts between `quote` signs."""
    found = tuple(by)
    kinds: list[str] = []
    for part in PARTS:
        names = word("enum", lang).join(f"{quote}{one.id}{quote}" for one in found if one.part == part)
        if names:
            kinds.append(f"{spoken(_PART_WORDS[part], lang)} {names}")
    return word("stop", lang).join(kinds)


def told(cover: ClauseCover, lang: Lang, quote: str = "") -> str:
    """Return what stands for a clause, and the file's reason where that is not all."""
    return word("stop", lang).join(part for part in (cited_by(cover.by, lang, quote), cover.reason) if part)


def term_words(term: OpenTerm, lang: Lang) -> str:
    """Return an open term with the body that has to define it."""
    return term.name + brackets(term.who, lang)
