"""The answer card: about five lines that a teacher can read, as named paragraphs that any front door can set.

A card names clauses, never the codes of rules, and says only what bears on this answer. The order is that of the
questions people ask: what, by which clause, why, what else, what was assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.report import (
    ConditionReport,
    DecisionReport,
    GuardReport,
    MissingFact,
    OutcomeReport,
    ParameterReport,
    ReadingReport,
    RequirementReport,
    RuleReport,
    TransitionReport,
)
from xgxp_rules.spans import cells, visible
from xgxp_rules.tools.beside_words import consequence_words, owed_words
from xgxp_rules.tools.layout import WIDTH, both_ends, titled, wrap
from xgxp_rules.tools.reasons import deciding_tests, failed_rules, holding_rules, is_excepted, rule_tests
from xgxp_rules.tools.wording import Names, brackets, missing_words, test_words, window_words, word

ROWS: dict[str, Both] = {
    "possible": Both("可能", "possible"),
    "blocked": Both("不生效", "blocked"),
    "clauses": Both("依据", "clauses"),
    "version": Both("适用", "governed by"),
    "window": Both("施行期", "in force"),
    "why": Both("理由", "because"),
    "missing": Both("待办", "to do"),
    "disputed": Both("争议", "disputed"),
    "offers": Both("另", "also"),
    "consequences": Both("后果", "brings"),
    "procedure": Both("程序", "first"),
    "departures": Both("偏离", "departs"),
    "readings": Both("理解", "read as"),
    "defined": Both("界定", "defined"),
    "assumed": Both("推定", "assumed"),
}
"""The paragraphs of a card, in order."""

_CHOICES = {
    "may": Both("{who}可选 {options}", "{who} may choose {options}"),
    "must": Both("{who}须选定 {options}", "{who} must choose {options}"),
}
"""How an offer is put: an office that may choose nothing, or one that owes a choice between the alternatives."""


_MOST_OWED = 3
"""So many steps of a procedure are named on a card; the worksheet has them all."""


@dataclass(frozen=True, slots=True)
class Card:
    """A card before it is laid out: the answer, whose it is (policy, version, day), and named paragraphs."""

    heading: str
    place: str
    rows: tuple[tuple[str, str], ...]

    def text(self) -> str:
        """Return the card as lines for a screen."""
        lines = both_ends(self.heading, self.place) if self.place else wrap(self.heading, WIDTH, 2)
        width = max((cells(name) for name, _ in self.rows), default=0) + 2
        for name, said in self.rows:
            lines += titled(name, said, name_width=width)
        return "\n".join(lines)

    def markdown(self) -> str:
        """Return the card as a heading and a list."""
        rows = "\n".join(f"- **{_plain(name)}** {_plain(said)}" for name, said in self.rows)
        return (
            "\n\n".join(part for part in (f"### {_plain(self.heading)}", _plain(self.place), rows) if part) + "\n"
        )


def _plain(text: str) -> str:
    """Return text in which Markdown finds no marks."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in visible(text))


def card_of(report: DecisionReport, lang: Lang = "zh") -> Card:
    """Return the card of one receipt."""
    return _Writer(report, lang).card()


def cards_of(reports: Sequence[DecisionReport], lang: Lang = "zh") -> tuple[Card, ...]:
    """Return the cards of several receipts; what all of them share (version, day) stands once, on a card in front."""
    shared = {(place_of(report, lang), report.in_force_basis) for report in reports}
    if len(reports) < 2 or len(shared) > 1:
        return tuple(card_of(report, lang) for report in reports)
    place, basis = shared.pop()
    name = ROWS["assumed"].zh if lang == "zh" else ROWS["assumed"].en
    front = Card(place, "", ((name, basis),) if basis else ())
    own = (card_of(report.model_copy(update={"in_force_basis": ""}), lang) for report in reports)
    return (front, *(replace(card, place="") for card in own))


def why_of(report: DecisionReport, lang: Lang = "zh") -> str:
    """Return why an answer is as it is, in words that hold for everybody with the same answer: without their values."""
    return _ForAll(report, lang).reason()


class _Writer:
    """Says each paragraph of one card; a paragraph without text is left out."""

    def __init__(self, report: DecisionReport, lang: Lang) -> None:
        self.report = report
        self.lang = lang
        self.names = Names.of(report, lang)
        self.shown = (*report.outcomes, *(one.id for one in report.offers))

    def card(self) -> Card:
        """Return the card."""
        said = {
            "possible": self._possible(),
            "blocked": self._blocked(),
            "clauses": self._clauses(),
            "version": self._join(self._transition(one) for one in self.report.transitions),
            "window": self._windows(),
            "why": self._why(),
            "missing": self._join(missing_words(fact, self.lang) for fact in self.report.missing),
            "disputed": self._disputed(),
            "offers": self._join(self._offer(one) for one in self.report.offers),
            "consequences": self._join(consequence_words(one, self.lang) for one in self.report.consequences),
            "procedure": self._procedure(),
            "departures": self._join(self._requirement(one) for one in self.report.requirements if one.departure),
            "readings": self._join(self._reading(one) for one in self.report.readings if self._matters(one)),
            "defined": self._join(
                f"{one.label if self.lang == 'zh' else one.id}{word('colon', self.lang)}{one.defined}"
                for one in self.report.facts
                if one.defined
            ),
            "assumed": self._assumed(),
        }
        rows = tuple((self._say(ROWS[name]), text) for name, text in said.items() if text)
        return Card(heading_of(self.report, self.lang), place_of(self.report, self.lang), rows)

    def _say(self, both: Both, **parts: str) -> str:
        return (both.zh if self.lang == "zh" else both.en).format(**parts)

    def _join(self, parts: Iterable[str], mark: str = "stop") -> str:
        return word(mark, self.lang).join(part for part in parts if part)

    def _disputed(self) -> str:
        """Return on which facts sources differ, and whether that makes a difference to this answer."""
        claims = self._join(
            f"{one.label if self.lang == 'zh' else one.id}{word('colon', self.lang)}{one.text}"
            for one in self.report.facts
            if one.state == "disputed"
        )
        if not claims:
            return ""
        if any(one.reason == "disputed" for one in self.report.missing):
            return claims + self._say(Both("——说法不同，结果可能不同", " - the answer may depend on which is true"))
        return claims + self._say(Both("——各种说法结果相同", " - the answer is the same whichever is true"))

    def _possible(self) -> str:
        if self.report.status != "undetermined":
            return ""
        held = self.report.outcomes
        open_ = (self.names.outcome(one) for one in self.report.possible if one not in held)
        return self._join(open_, "enum" if held else "or")

    def _clauses(self) -> str:
        failed = {clause for one in self._failed_requirements() for clause in one.clauses}
        told = [one for one in self.report.clauses if one.id in failed] or self.report.clauses
        return self._join(self._clause(one.id, one.topic, one.policy) for one in told)

    def _failed_requirements(self) -> list[RequirementReport]:
        return [one for one in self.report.requirements if one.truth is False and not one.departure]

    def _windows(self) -> str:
        """Return since and until when the parts hold that bear on this answer, or would if they were in force."""
        rules = [one for one in self.report.rules if not one.in_force or one.outcome in self.shown]
        parts: tuple[RuleReport | RequirementReport, ...] = (*rules, *self.report.requirements)
        said = (
            self._clause(self._join(one.clauses, "enum"))
            + " "
            + window_words(one.since, one.until, self.lang)
            + ("" if one.in_force else self._say(Both("（该日不施行）", " (not in force that day)")))
            for one in parts
            if one.since or one.until
        )
        return self._join(dict.fromkeys(said))

    def _transition(self, one: TransitionReport) -> str:
        """Return under which transition another version governs, or may govern while a fact is open."""
        open_ = "" if one.truth else self._say(Both("（待定）", " (open)"))
        title = (one.title if self.lang == "zh" else "") or self._say(Both("过渡规定", "transition"))
        clauses = brackets(self._clause(self._join(one.clauses, "enum")), self.lang)
        tests = self._tests(deciding_tests(one.when))
        return f"{one.governed_by}{open_}，{title}{clauses}{word('colon', self.lang)}{tests}".replace(
            "，", word("comma", self.lang), 1
        )

    def _clause(self, clause: str, topic: str = "", policy: str = "") -> str:
        foreign = self.names.law(policy) if policy not in ("", self.report.policy) else ""
        parts = (foreign, clause, topic if self.lang == "zh" else "")
        return " ".join(part for part in parts if part)

    def _blocked(self) -> str:
        ids = dict.fromkeys(
            guard
            for one in (*self.report.details, *self.report.offers)
            if one.status == "blocked" and one.id in self.shown
            for guard in one.blocked_by
        )
        return self._join(self._guard(one) for one in self.report.guards if one.id in ids)

    def _guard(self, guard: GuardReport) -> str:
        own = guard.policy in ("", self.report.policy)
        other = Both("本文件的限制", "this document") if own else Both("上位法", "higher law")
        title = guard.title or self._say(other)
        clauses = self._clause(self._join(guard.clauses, "enum"), policy=guard.policy)
        tests = self._tests(deciding_tests(guard.when))
        return title + brackets(clauses, self.lang) + (word("colon", self.lang) + tests if tests else "")

    def _why(self) -> str:
        if self.report.requirements:
            return self._requirements()
        if self.report.reason == "no_rule":
            return self._say(Both("文件没有规定这种情形", "the document does not speak of this case"))
        if self.report.status == "undetermined" and not self.report.outcomes:
            return ""
        rules = holding_rules(self.report, self.report.outcomes)
        if rules:
            return self._join(self._held(rule, named=len(rules) > 1) for rule in rules)
        failed = failed_rules(self.report, self.shown)
        return self._not_reached(failed[0], len(failed)) if failed else ""

    def _held(self, rule: RuleReport, *, named: bool) -> str:
        tests = self._tests(rule_tests(rule))
        return f"{self._rule(rule)}{word('colon', self.lang)}{tests}" if named else tests

    def _not_reached(self, rule: RuleReport, count: int) -> str:
        """Return why a rule does not hold, with how many others do not."""
        said = Both("不构成“{rule}”：{tests}", "not “{rule}”: {tests}")
        if is_excepted(rule):
            said = Both("“{rule}”有例外：{tests}", "“{rule}” is excepted: {tests}")
        elif count > 1:
            said = Both(
                "{count} 种情形都不构成，最接近的是“{rule}”：{tests}",
                "none of {count} cases holds; the nearest is “{rule}”: {tests}",
            )
        tests = self._tests(rule_tests(rule))
        if is_excepted(rule) and rule.unless_clauses:
            tests += brackets(self._clause(self._join(rule.unless_clauses, "enum")), self.lang)
        return self._say(said, rule=self._rule(rule), tests=tests, count=str(count))

    def _rule(self, rule: RuleReport) -> str:
        """Return what a rule is called on a card: its title, the outcome it leads to, or its clause."""
        known = rule.outcome in self.names.outcomes or self.lang == "en"
        if self.lang == "zh" and rule.title:
            return rule.title
        return self.names.outcome(rule.outcome) if known else self._join(rule.clauses, "enum")

    def _requirements(self) -> str:
        failed = self._failed_requirements()
        if failed:
            return self._join(self._requirement(one) for one in failed)
        met = [one for one in self.report.requirements if one.truth is True]
        if not met or self.report.status == "undetermined":
            return ""
        named = self._join((one.title for one in met if self.lang == "zh"), "enum")
        said = Both("{count} 项条件都已满足", "all {count} requirements are met")
        return self._say(said, count=str(len(met))) + brackets(named, self.lang)

    def _requirement(self, one: RequirementReport) -> str:
        title = one.title if self.lang == "zh" else ""
        clauses = brackets(self._join(one.clauses, "enum"), self.lang)
        tests = self._tests(deciding_tests(one.need, nearest=True))
        return f"{title}{clauses}{word('colon', self.lang)}{tests}" if title else tests + clauses

    def _tests(self, tests: Iterable[object]) -> str:
        measured_on = self.report.measured_on
        return self._join(test_words(one, self.names, measured_on) for one in tests)  # type: ignore[arg-type]

    def _offer(self, one: OutcomeReport) -> str:
        options = [label for label in one.alternatives if label not in one.struck]
        label = self.names.outcome(one.id)
        said = Both("{who}可以决定“{label}”", "{who} may decide “{label}”")
        if options:
            said = _CHOICES["may" if one.modality == "may" else "must"]
        text = self._say(
            said, who=_chooser(one, self.lang), label=label, options=word("or", self.lang).join(options)
        )
        if one.struck:
            struck = self._join(one.struck, "enum")
            text += brackets(self._say(Both("不得选 {struck}", "not {struck}"), struck=struck), self.lang)
        if one.status != "determined":
            text += brackets(word(one.status, self.lang), self.lang)
        tests = self._join(self._held(rule, named=False) for rule in holding_rules(self.report, [one.id]))
        return text + (self._say(Both("，因 {tests}", ", because {tests}"), tests=tests) if tests else "")

    def _procedure(self) -> str:
        steps = dict.fromkeys(name for one in self.report.details if one.id in self.shown for name in one.procedure)
        said = Both("须先完成 {steps}", "{steps} must be completed first")
        first = self._say(said, steps=self._join(steps, "enum")) if steps else ""
        return self._join((first, *self._owed()))

    def _owed(self) -> Iterator[str]:
        """Yield what is wrong with the steps of the procedures, the first few of them."""
        wrong = self.report.procedure_owed
        yield from (owed_words(one, self.lang) for one in wrong[:_MOST_OWED])
        if len(wrong) > _MOST_OWED:
            yield self._say(Both("共 {count} 处", "{count} in all"), count=str(len(wrong)))

    def _matters(self, reading: ReadingReport) -> bool:
        """Return whether a reading bears on the answer: it was chosen, or its clause is one the answer rests on."""
        return not reading.default or bool({one.id for one in self.report.clauses} & set(reading.clauses))

    def _reading(self, reading: ReadingReport) -> str:
        choice = self._say(Both("按原文", "as written")) if reading.choice == "as_written" else reading.choice
        chosen = "" if reading.default else self._say(Both("非默认", "not the default"))
        state = self._join((reading.status, chosen), "comma")
        return f"{reading.id}{word('colon', self.lang)}{choice}{brackets(state, self.lang)}"

    def _assumed(self) -> str:
        """Return what was assumed, and what rests on anything less than the text of the law."""
        matter = {guard.policy for guard in self.report.guards if guard.truth is not False}
        parameters = (
            f"{one.name} {one.text}{word('colon', self.lang)}{self._resting_on(one)}"
            for one in self.report.parameters
            if (one.basis or _is_unsure(one)) and (not one.policy or one.policy in matter)
        )
        today = dict.fromkeys(name for fact in self.report.facts for name in fact.only_today)
        said = Both("{name} 只有现在的情况，按一直如此计", "{name}: today's value is taken for all time")
        told = (self._say(said, name=name) for name in today)
        return self._join((self.report.in_force_basis, *parameters, *told))

    def _resting_on(self, one: ParameterReport) -> str:
        sure = self._say(Both("把握 {how}", "confidence {how}"), how=one.confidence) if _is_unsure(one) else ""
        return self._join((one.basis, sure))


def missing_name(fact: MissingFact, lang: Lang) -> str:
    """Return what an open fact is called, whoever it is missing of; a field of an entry with the list's name.

    >>> missing_name(MissingFact(id="starts_on", label="自", reason="unknown", place="任职经历[2].自"), "zh")
    '任职经历.自'
    """
    if lang == "zh" and fact.place:
        return re.sub(r"\[\d+\]", "", fact.place)
    return fact.label if lang == "zh" else fact.id


_FLAGS = ("是", "否", "is yes", "is no")


class _ForAll(_Writer):
    """Says what was tested and how it came out, and leaves out what each person's own value is."""

    def reason(self) -> str:
        """Return what blocks the answer, why it holds, and what is open."""
        missing = self._join(dict.fromkeys(missing_name(one, self.lang) for one in self.report.missing), "enum")
        open_ = self._say(Both("取决于 {facts}", "it depends on {facts}"), facts=missing) if missing else ""
        return self._join((self._blocked(), self._why(), open_))

    def _held(self, rule: RuleReport, *, named: bool) -> str:
        parts = [self._holding(rule.when)]
        if rule.unless is not None:
            parts.append(self._tests(deciding_tests(rule.unless)))
        said = self._join(parts)
        return f"{self._rule(rule)}{word('colon', self.lang)}{said}" if named else said

    def _holding(self, condition: ConditionReport) -> str:
        """Return why a condition holds; of alternatives all that are not ruled out, as any of them may be open here."""
        if not condition.parts:
            return self._kept(condition)
        if condition.kind in ("any", "at_least"):
            left = [self._holding(one) for one in condition.parts if one.truth is not False]
            return f" {word('or', self.lang).strip()} ".join(left)
        if condition.kind == "not":
            return self._tests(deciding_tests(condition))
        return self._join(self._holding(one) for one in condition.parts)

    def _tests(self, tests: Iterable[object]) -> str:
        return self._join(self._test(one) for one in tests)  # type: ignore[arg-type]

    def _test(self, test: ConditionReport) -> str:
        name, asked = self.names.fact(test), test.required or ""
        if test.truth is True:
            return self._kept(test)
        said = Both("{name} 不符“{asked}”", "{name} is not “{asked}”")
        if test.truth is None:
            said = Both("{name} 未知（“{asked}”）", "{name} is unknown (“{asked}”)")
        return self._say(said, name=name, asked=asked)

    def _kept(self, test: ConditionReport) -> str:
        name, asked = self.names.fact(test), test.required or ""
        said = Both("{name} {asked}" if asked in _FLAGS else "{name} 符合“{asked}”", "{name} {asked}")
        return self._say(said, name=name, asked=asked)


def _is_unsure(one: ParameterReport) -> bool:
    """Return whether a parameter is known from less than the text itself."""
    return bool(one.confidence) and not one.confidence.startswith("高")


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
    awaited = [_awaited(one, lang) for one in report.offers]
    # What holds because no rule does is nobody's duty, and may only hold until an office has chosen.
    said = [word(outcome.modality, lang), *awaited] if holding_rules(report, [outcome.id]) else awaited
    if outcome.chosen:
        said.append(_choice_made(outcome, lang))
    blocked = word("comma", lang) + word("blocked", lang) if outcome.status == "blocked" else ""
    return names.outcome(outcome.id) + brackets(word("comma", lang).join(dict.fromkeys(said)), lang) + blocked


def _choice_made(outcome: OutcomeReport, lang: Lang) -> str:
    """Return who chose what and when, by the record; where that is another body than the policy names, both."""
    due = _chooser(outcome, lang)
    who = outcome.recorded_by or due
    other = bool(outcome.chosen_by) and who != outcome.chosen_by
    if lang == "zh":
        day = f" {outcome.recorded_on} " if outcome.recorded_on else ""
        return f"{who}{day}选定 {outcome.chosen}" + (f"，应由{due}选定" if other else "")
    day = f" on {outcome.recorded_on}" if outcome.recorded_on else ""
    return f"{who} chose {outcome.chosen}{day}" + (f", for {due} to choose" if other else "")


def _awaited(offer: OutcomeReport, lang: Lang) -> str:
    return f"待{_chooser(offer, lang)}选定" if lang == "zh" else f"until {_chooser(offer, lang)} chooses"


def _chooser(outcome: OutcomeReport, lang: Lang) -> str:
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
