"""The paragraphs of one card."""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Both
from xgxp_rules.model.report import (
    ParameterReport,
    ReadingReport,
    RequirementReport,
    RuleReport,
    TransitionReport,
)
from xgxp_rules.tools.beside_words import consequence_words, owed_words
from xgxp_rules.tools.cards.card import ROWS, Card
from xgxp_rules.tools.cards.heading import heading_of, place_of
from xgxp_rules.tools.cards.reasoning import Reasoning
from xgxp_rules.tools.missing_words import missing_words
from xgxp_rules.tools.reasons import deciding_tests
from xgxp_rules.tools.wording import brackets, window_words, word

_MOST_OWED = 3
"""So many steps of a procedure are named on a card; the worksheet has them all."""


class Writer(Reasoning):
    """Says each paragraph of one card; a paragraph without text is left out."""

    def card(self) -> Card:
        """Return the card."""
        said = {
            "possible": self._possible(),
            "blocked": self.blocked(),
            "clauses": self._clauses(),
            "version": self.join(self._transition(one) for one in self.report.transitions),
            "window": self._windows(),
            "why": self.why(),
            "missing": self.join(missing_words(fact, self.lang) for fact in self.report.missing),
            "disputed": self._disputed(),
            "offers": self.join(self.offer(one) for one in self.report.offers),
            "consequences": self.join(consequence_words(one, self.lang) for one in self.report.consequences),
            "procedure": self._procedure(),
            "departures": self.join(self.requirement(one) for one in self.report.requirements if one.departure),
            "readings": self.join(self._reading(one) for one in self.report.readings if self._matters(one)),
            "defined": self.join(
                f"{one.label if self.lang == 'zh' else one.id}{word('colon', self.lang)}{one.defined}"
                for one in self.report.facts
                if one.defined
            ),
            "set": self.join(self._set(one) for one in self.report.parameters if one.set_by and one.text),
            "assumed": self._assumed(),
        }
        rows = tuple((self.say(ROWS[name]), text) for name, text in said.items() if text)
        return Card(heading_of(self.report, self.lang), place_of(self.report, self.lang), rows)

    def _disputed(self) -> str:
        """Return on which facts sources differ, and whether that makes a difference to this answer."""
        claims = self.join(
            f"{one.label if self.lang == 'zh' else one.id}{word('colon', self.lang)}{one.text}"
            for one in self.report.facts
            if one.state == "disputed"
        )
        if not claims:
            return ""
        if any(one.reason == "disputed" for one in self.report.missing):
            return claims + self.say(Both("——说法不同，结果可能不同", " - the answer may depend on which is true"))
        return claims + self.say(Both("——各种说法结果相同", " - the answer is the same whichever is true"))

    def _possible(self) -> str:
        if self.report.status != "undetermined":
            return ""
        held = self.report.outcomes
        open_ = (self.names.outcome(one) for one in self.report.possible if one not in held)
        return self.join(open_, "enum" if held else "or")

    def _clauses(self) -> str:
        failed = {clause for one in self.failed_requirements() for clause in one.clauses}
        told = [one for one in self.report.clauses if one.id in failed] or self.report.clauses
        return self.join(self.clause(one.id, one.topic, one.policy) for one in told)

    def _windows(self) -> str:
        """Return since and until when the parts hold that bear on this answer, or would if they were in force."""
        rules = [one for one in self.report.rules if not one.in_force or one.outcome in self.shown]
        parts: tuple[RuleReport | RequirementReport, ...] = (*rules, *self.report.requirements)
        said = (
            self.clause(self.join(one.clauses, "enum"))
            + " "
            + window_words(one.since, one.until, self.lang)
            + ("" if one.in_force else self.say(Both("（该日不施行）", " (not in force that day)")))
            for one in parts
            if one.since or one.until
        )
        return self.join(dict.fromkeys(said))

    def _transition(self, one: TransitionReport) -> str:
        """Return under which transition another version governs, or may govern while a fact is open."""
        open_ = "" if one.truth else self.say(Both("（待定）", " (open)"))
        title = (one.title if self.lang == "zh" else "") or self.say(Both("过渡规定", "transition"))
        clauses = brackets(self.clause(self.join(one.clauses, "enum")), self.lang)
        tests = self.tests(deciding_tests(one.when))
        return f"{one.governed_by}{open_}，{title}{clauses}{word('colon', self.lang)}{tests}".replace(
            "，", word("comma", self.lang), 1
        )

    def _procedure(self) -> str:
        steps = dict.fromkeys(name for one in self.report.details if one.id in self.shown for name in one.procedure)
        said = Both("须先完成 {steps}", "{steps} must be completed first")
        first = self.say(said, steps=self.join(steps, "enum")) if steps else ""
        return self.join((first, *self._owed()))

    def _owed(self) -> Iterator[str]:
        """Yield what is wrong with the steps of the procedures, the first few of them."""
        wrong = self.report.procedure_owed
        yield from (owed_words(one, self.lang) for one in wrong[:_MOST_OWED])
        if len(wrong) > _MOST_OWED:
            yield self.say(Both("共 {count} 处", "{count} in all"), count=str(len(wrong)))

    def _matters(self, reading: ReadingReport) -> bool:
        """Return whether a reading bears on the answer: it was chosen, or its clause is one the answer rests on."""
        return not reading.default or bool({one.id for one in self.report.clauses} & set(reading.clauses))

    def _reading(self, reading: ReadingReport) -> str:
        choice = self.say(Both("按原文", "as written")) if reading.choice == "as_written" else reading.choice
        chosen = "" if reading.default else self.say(Both("非默认", "not the default"))
        state = self.join((reading.status, chosen), "comma")
        return f"{reading.id}{word('colon', self.lang)}{choice}{brackets(state, self.lang)}"

    def _set(self, one: ParameterReport) -> str:
        """Return by whom and in which paper a value was set that the text leaves to another body."""
        said = Both("{name} {text}，由{who}设定（{paper}）", "{name} {text}, set by {who} ({paper})")
        return self.say(said, name=one.name, text=one.text, who=one.set_by, paper=one.source)

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
        told = (self.say(said, name=name) for name in today)
        return self.join((self.report.in_force_basis, *parameters, *told))

    def _resting_on(self, one: ParameterReport) -> str:
        sure = self.say(Both("把握 {how}", "confidence {how}"), how=one.confidence) if _is_unsure(one) else ""
        return self.join((one.basis, sure))


def _is_unsure(one: ParameterReport) -> bool:
    """Return whether a parameter is known from less than the text itself."""
    return bool(one.confidence) and not one.confidence.startswith("高")
