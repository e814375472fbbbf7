"""What a page about a decision says, as plain text without marks: everything comes from the decision's report.

The letter has no codes and nothing about anybody else: it is made of what the answer card says, one thought a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.report import ConditionReport, DecisionReport
from xgxp_rules.tools.cards import ROWS, card_of, heading_of
from xgxp_rules.tools.wording import Names, margin_words, required, word

_LETTER: dict[str, Both] = {
    "possible": Both("可能的结果", "What it may come to"),
    "blocked": Both("为什么现在不生效", "Why it does not take effect now"),
    "why": Both("为什么是这个答复", "Why"),
    "missing": Both("还缺什么", "What is missing"),
    "disputed": Both("各方说法不一的事实", "Facts on which sources differ"),
    "offers": Both("还可能另作决定", "What an office may decide besides"),
    "procedure": Both("作出决定之前还要办的", "What must be done before it is decided"),
    "departures": Both("与原则性要求不一致之处", "Where a general rule is departed from"),
    "clauses": Both("依据的条款", "Clauses"),
    "version": Both("适用哪一版规定", "Which version applies"),
    "window": Both("条款的施行期", "When the clauses are in force"),
    "readings": Both("条文有歧义的地方是怎样理解的", "How ambiguous passages were read"),
    "defined": Both("由谁界定的", "Who defined it"),
    "assumed": Both("推定了什么", "What was assumed"),
}
"""The paragraphs of a letter, in the order in which people ask."""

_NOT_SPLIT = frozenset({"possible", "disputed"})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and the lines below it."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a worksheet: how deep it stands, its truth as a sign, and what it says."""

    depth: int
    sign: str
    text: str
    required: str = ""
    actual: str = ""
    margin: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One rule, requirement or guard of a worksheet, with its tests below it."""

    sign: str
    title: str
    clauses: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What any page may show; a template takes what its reader needs."""

    lang: Lang
    title: str
    question: str
    answer: str
    day: str
    policy: str
    version: str
    subject: str
    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...]


def content_of(report: DecisionReport, lang: Lang, subject: str = "") -> Content:
    """Return what the pages about a decision say in one language."""
    heading = heading_of(report, lang)
    title = (report.title if lang == "zh" else "") or report.decision
    return Content(
        lang=lang,
        title=title,
        question=report.question if lang == "zh" else "",
        answer=heading.removeprefix(title + word("colon", lang)),
        day=day_words(report.as_of, lang),
        policy=report.policy_title if lang == "zh" else report.policy,
        version=report.version,
        subject=subject,
        paragraphs=tuple(_paragraphs(report, lang)),
        sections=tuple(_sections(report, lang)),
        facts=tuple((one.label if lang == "zh" else one.id, one.text) for one in report.facts),
    )


def day_words(day: date, lang: Lang) -> str:
    """Return a day as a letter writes it.

    >>> day_words(date(2026, 9, 1), "zh"), day_words(date(2026, 9, 1), "en")
    ('2026年9月1日', '2026-09-01')
    """
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat()


def _of(both: Both, lang: Lang) -> str:
    return both.zh if lang == "zh" else both.en


def _paragraphs(report: DecisionReport, lang: Lang) -> Iterator[Paragraph]:
    said = dict(card_of(report, lang).rows)
    for name, heading in _LETTER.items():
        text = said.get(_of(ROWS[name], lang))
        if text:
            parts = (text,) if name in _NOT_SPLIT else tuple(text.split(word("stop", lang)))
            yield Paragraph(_of(heading, lang), tuple(part.strip() for part in parts if part.strip()))


_SIGNS = {True: "✓", False: "✗", None: "?"}
_JOINED = {
    "all": Both("以下全部", "all of"),
    "any": Both("以下任一", "any of"),
    "not": Both("并非", "not"),
    "at_least": Both("以下至少 {needed} 项", "at least {needed} of"),
}


def _sections(report: DecisionReport, lang: Lang) -> Iterator[Section]:
    names = Names.of(report, lang)
    for rule in report.rules:
        title = f"{(rule.title if lang == 'zh' else '') or rule.id} → {names.outcome(rule.outcome)}"
        lines = tuple(_lines((rule.when, rule.unless), report, names))
        yield Section(_SIGNS[rule.truth], title, "、".join(rule.clauses), lines)
    for one in report.requirements:
        lines = tuple(_lines((one.applies_to, one.need, one.unless), report, names))
        title = (one.title if lang == "zh" else "") or one.id
        yield Section(_SIGNS[one.truth], title, "、".join(one.clauses), lines)
    for guard in report.guards:
        clauses = f"{names.law(guard.policy)} {'、'.join(guard.clauses)}"
        title = (guard.title if lang == "zh" else "") or guard.id
        yield Section(_SIGNS[guard.truth], title, clauses, tuple(_lines((guard.when, guard.unless), report, names)))


_UNLESS = Both("例外", "unless")


def _lines(trees: tuple[ConditionReport | None, ...], report: DecisionReport, names: Names) -> Iterator[Line]:
    last = len(trees) - 1
    for place, tree in enumerate(trees):
        if tree is None:
            continue
        if place == last:
            yield Line(0, "", _of(_UNLESS, names.lang))
        yield from _below(tree, 1 if place == last else 0, report, names)


def _below(node: ConditionReport, depth: int, report: DecisionReport, names: Names) -> Iterator[Line]:
    sign = _SIGNS[node.truth]
    if node.kind == "test":
        margin = margin_words(node, names, report.measured_on)
        yield Line(depth, sign, names.fact(node), required(node, names.lang), node.actual or "", margin)
    else:
        yield Line(depth, sign, _of(_JOINED[node.kind], names.lang).format(needed=node.needed))
    for part in node.parts:
        yield from _below(part, depth + 1, report, names)
