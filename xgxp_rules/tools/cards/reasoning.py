"""Why one answer is as it is: what blocks it, the rules that hold or nearly held, and the requirements that fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.report import (
    ConditionReport,
    DecisionReport,
    GuardReport,
    OutcomeReport,
    RequirementReport,
    RuleReport,
)
from xgxp_rules.tools.cards.heading import chooser
from xgxp_rules.tools.reasons import deciding_tests, failed_rules, holding_rules, is_excepted, rule_tests
from xgxp_rules.tools.wording import Names, brackets, test_words, word

_CHOICES = {
    "may": Both("{who}可选 {options}", "{who} may choose {options}"),
    "must": Both("{who}须选定 {options}", "{who} must choose {options}"),
}
"""How an offer is put: an office that may choose nothing, or one that owes a choice between the alternatives."""


class Reasoning:
    """Says the reasons of one answer in one language."""

    def __init__(self, report: DecisionReport, lang: Lang) -> None:
        self.report = report
        self.lang = lang
        self.names = Names.of(report, lang)
        self.shown = (*report.outcomes, *(one.id for one in report.offers))

    def say(self, both: Both, **parts: str) -> str:
        """Return words in the language of the card, with their parts put in."""
        return (both.zh if self.lang == "zh" else both.en).format(**parts)

    def join(self, parts: Iterable[str], mark: str = "stop") -> str:
        """Return the parts that say anything, with a mark between them."""
        return word(mark, self.lang).join(part for part in parts if part)

    def clause(self, clause: str, topic: str = "", policy: str = "") -> str:
        """Return a clause with its topic, and with the law it is of where that is another one."""
        foreign = self.names.law(policy) if policy not in ("", self.report.policy) else ""
        parts = (foreign, clause, topic if self.lang == "zh" else "")
        return " ".join(part for part in parts if part)

    def blocked(self) -> str:
        """Return what blocks an outcome of this answer."""
        ids = dict.fromkeys(
            guard
            for one in (*self.report.details, *self.report.offers)
            if one.status == "blocked" and one.id in self.shown
            for guard in one.blocked_by
        )
        return self.join(self._guard(one) for one in self.report.guards if one.id in ids)

    def _guard(self, guard: GuardReport) -> str:
        own = guard.policy in ("", self.report.policy)
        other = Both("本文件的限制", "this document") if own else Both("上位法", "higher law")
        title = guard.title or self.say(other)
        clauses = self.clause(self.join(guard.clauses, "enum"), policy=guard.policy)
        tests = self.tests(deciding_tests(guard.when))
        said = title + brackets(clauses, self.lang) + (word("colon", self.lang) + tests if tests else "")
        return self.join((said, *self._set_here(guard, tests)))

    def _set_here(self, guard: GuardReport, tests: str) -> Iterator[str]:
        """Yield which values of a guard's tests this document sets otherwise than the law that the guard stands in."""
        own = f"{self.report.policy} {self.report.version} "
        said = Both("{name} {text} 是本文件所定（{clause}）", "{name} {text} is set by this document ({clause})")
        for one in self.report.parameters:
            if one.policy == guard.policy and one.source.startswith(own) and one.name in tests:
                yield self.say(said, name=one.name, text=one.text, clause=one.source.removeprefix(own))

    def why(self) -> str:
        """Return why the answer is as it is; nothing where it is open throughout."""
        if self.report.requirements:
            return self._requirements()
        if self.report.reason == "no_rule":
            return self.say(Both("文件没有规定这种情形", "the document does not speak of this case"))
        if self.report.status == "undetermined" and not self.report.outcomes:
            return ""
        rules = holding_rules(self.report, self.report.outcomes)
        if rules:
            return self.join(self.held(rule, named=len(rules) > 1) for rule in rules)
        failed = failed_rules(self.report, self.shown)
        return self._not_reached(failed[0], len(failed)) if failed else ""

    def held(self, rule: RuleReport, *, named: bool) -> str:
        """Return the tests for which a rule holds, under its name where several are told."""
        tests = self.tests(rule_tests(rule))
        return f"{self.rule(rule)}{word('colon', self.lang)}{tests}" if named else tests

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
        tests = self.tests(rule_tests(rule))
        if is_excepted(rule) and rule.unless_clauses:
            tests += brackets(self.clause(self.join(rule.unless_clauses, "enum")), self.lang)
        return self.say(said, rule=self.rule(rule), tests=tests, count=str(count))

    def rule(self, rule: RuleReport) -> str:
        """Return what a rule is called on a card: its title, the outcome it leads to, or its clause."""
        known = rule.outcome in self.names.outcomes or self.lang == "en"
        if self.lang == "zh" and rule.title:
            return rule.title
        return self.names.outcome(rule.outcome) if known else self.join(rule.clauses, "enum")

    def _requirements(self) -> str:
        failed = self.failed_requirements()
        if failed:
            return self.join(self.requirement(one) for one in failed)
        met = [one for one in self.report.requirements if one.truth is True]
        if not met or self.report.status == "undetermined":
            return ""
        named = self.join((one.title for one in met if self.lang == "zh"), "enum")
        said = Both("{count} 项条件都已满足", "all {count} requirements are met")
        return self.say(said, count=str(len(met))) + brackets(named, self.lang)

    def failed_requirements(self) -> list[RequirementReport]:
        """Return the requirements that are not met and from which nothing departs."""
        return [one for one in self.report.requirements if one.truth is False and not one.departure]

    def requirement(self, one: RequirementReport) -> str:
        """Return a requirement with the tests that decide it."""
        title = one.title if self.lang == "zh" else ""
        clauses = brackets(self.join(one.clauses, "enum"), self.lang)
        tests = self.tests(deciding_tests(one.need, nearest=True))
        return f"{title}{clauses}{word('colon', self.lang)}{tests}" if title else tests + clauses

    def tests(self, tests: Iterable[ConditionReport]) -> str:
        """Return the tests in words, with what each measured."""
        measured_on = self.report.measured_on
        return self.join(test_words(one, self.names, measured_on) for one in tests)

    def offer(self, one: OutcomeReport) -> str:
        """Return what an office may or must still choose, and why."""
        options = [label for label in one.alternatives if label not in one.struck]
        label = self.names.outcome(one.id)
        said = Both("{who}可以决定“{label}”", "{who} may decide “{label}”")
        if options:
            said = _CHOICES["may" if one.modality == "may" else "must"]
        text = self.say(said, who=chooser(one, self.lang), label=label, options=word("or", self.lang).join(options))
        if one.struck:
            struck = self.join(one.struck, "enum")
            text += brackets(self.say(Both("不得选 {struck}", "not {struck}"), struck=struck), self.lang)
        if one.status != "determined":
            text += brackets(word(one.status, self.lang), self.lang)
        tests = self.join(self.held(rule, named=False) for rule in holding_rules(self.report, [one.id]))
        return text + (self.say(Both("，因 {tests}", ", because {tests}"), tests=tests) if tests else "")
