"""Why everybody with the same answer has it: in words that leave out what each person's own value is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.report import ConditionReport, DecisionReport, MissingFact, RuleReport
from xgxp_rules.tools.cards.reasoning import Reasoning
from xgxp_rules.tools.reasons import deciding_tests
from xgxp_rules.tools.wording import word

_FLAGS = ("是", "否", "is yes", "is no")


def why_of(report: DecisionReport, lang: Lang = "zh") -> str:
    """Return why an answer is as it is, in words that hold for everybody with the same answer: without their values."""
    return _ForAll(report, lang).reason()


def missing_name(fact: MissingFact, lang: Lang) -> str:
    """Return what an open fact is called, whoever it is missing of; a field of an entry with the list's name.

    >>> missing_name(MissingFact(id="starts_on", label="自", reason="unknown", place="任职经历[2].自"), "zh")
    '任职经历.自'
    """
    if lang == "zh" and fact.place:
        return re.sub(r"\[\d+\]", "", fact.place)
    return fact.label if lang == "zh" else fact.id


class _ForAll(Reasoning):
    """Says what was tested and how it came out, and leaves out what each person's own value is."""

    def reason(self) -> str:
        """Return what blocks the answer, why it holds, and what is open."""
        missing = self.join(dict.fromkeys(missing_name(one, self.lang) for one in self.report.missing), "enum")
        open_ = self.say(Both("取决于 {facts}", "it depends on {facts}"), facts=missing) if missing else ""
        return self.join((self.blocked(), self.why(), open_))

    def held(self, rule: RuleReport, *, named: bool) -> str:
        parts = [self._holding(rule.when)]
        if rule.unless is not None:
            parts.append(self.tests(deciding_tests(rule.unless)))
        said = self.join(parts)
        return f"{self.rule(rule)}{word('colon', self.lang)}{said}" if named else said

    def _holding(self, condition: ConditionReport) -> str:
        """Return why a condition holds; of alternatives all that are not ruled out, as any of them may be open here."""
        if not condition.parts:
            return self._kept(condition)
        if condition.kind in ("any", "at_least"):
            left = [self._holding(one) for one in condition.parts if one.truth is not False]
            return f" {word('or', self.lang).strip()} ".join(left)
        if condition.kind == "not":
            return self.tests(deciding_tests(condition))
        return self.join(self._holding(one) for one in condition.parts)

    def tests(self, tests: Iterable[ConditionReport]) -> str:
        return self.join(self._test(one) for one in tests)

    def _test(self, test: ConditionReport) -> str:
        name, asked = self.names.fact(test), test.required or ""
        if test.truth is True:
            return self._kept(test)
        said = Both("{name} 不符“{asked}”", "{name} is not “{asked}”")
        if test.truth is None:
            said = Both("{name} 未知（“{asked}”）", "{name} is unknown (“{asked}”)")
        return self.say(said, name=name, asked=asked)

    def _kept(self, test: ConditionReport) -> str:
        name, asked = self.names.fact(test), test.required or ""
        said = Both("{name} {asked}" if asked in _FLAGS else "{name} 符合“{asked}”", "{name} {asked}")
        return self.say(said, name=name, asked=asked)
