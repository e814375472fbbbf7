"""Why everybody with the same answer has it, in words that leave each person's own value out or leave room for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from xgxp_rules.diagnostics import Both, Lang
from xgxp_rules.model.kinds import KINDS
from xgxp_rules.model.report import ConditionReport, DecisionReport, MissingFact
from xgxp_rules.tools.cards.reasoning import Reasoning
from xgxp_rules.tools.wording import Names

_FLAGS = ("是", "否", "is yes", "is no")


Own = Callable[[ConditionReport, Names], str | None]
"""Says a test with somebody's own value; None where the words without it will do."""


def why_of(report: DecisionReport, lang: Lang = "zh", own: Own | None = None) -> str:
    """Return why an answer is as it is, in words that hold for everybody with the same answer.

    Without `own` they leave out everybody's values; with it, a test is said as `own` says it.
    """
    return _ForAll(report, lang, own).reason()


def missing_name(fact: MissingFact, lang: Lang) -> str:
    """Return what an open fact is called, whoever it is missing of.

    A field of an entry has the list's name before it; a fact of another record, such as somebody's school, goes by its
    own name, as the next person has another school.

    >>> missing_name(MissingFact(id="starts_on", label="自", reason="unknown", place="任职经历[2].自"), "zh")
    '任职经历.自'
    >>> missing_name(MissingFact(id="posts", label="岗位数", reason="unknown", place="一中.岗位数"), "zh")
    '岗位数'
    """
    if fact.id.startswith("records."):
        kind = KINDS.get(fact.id.partition(".")[2])
        return fact.id if lang == "en" or kind is None else f"{kind.zh}记录"
    if lang == "en":
        return fact.id
    *before, last = fact.place.split(".") if fact.place else [fact.label]
    return ".".join((*(_INDEX.sub("", one) for one in before if _INDEX.search(one)), last))


_INDEX = re.compile(r"\[\d+\]")


class _ForAll(Reasoning):
    """Says what was tested and how it came out, and leaves out what each person's own value is."""

    def __init__(self, report: DecisionReport, lang: Lang, own: Own | None = None) -> None:
        super().__init__(report, lang)
        self._own = own

    def reason(self) -> str:
        """Return what blocks the answer, why it holds, and what is open."""
        missing = self.join(dict.fromkeys(missing_name(one, self.lang) for one in self.report.missing), "enum")
        open_ = self.say(Both("取决于 {facts}", "it depends on {facts}"), facts=missing) if missing else ""
        offers = self.join(self.offer(one) for one in self.report.offers)
        also = self.say(Both("另：{offers}", "also: {offers}"), offers=offers) if offers else ""
        return self.join((self.blocked(), self.why(), also, open_))

    def tests(self, tests: Iterable[ConditionReport]) -> str:
        return self.join(self._test(one) for one in tests)

    def _test(self, test: ConditionReport) -> str:
        own = None if self._own is None else self._own(test, self.names)
        if own is not None:
            return own
        name, asked = self.names.fact(test), test.required or ""
        if test.truth is True:
            said = Both("{name} {asked}" if asked in _FLAGS else "{name} 符合“{asked}”", "{name} {asked}")
            return self.say(said, name=name, asked=asked)
        said = Both("{name} 不符“{asked}”", "{name} is not “{asked}”")
        if test.truth is None:
            said = Both("{name} 未知（“{asked}”）", "{name} is unknown (“{asked}”)")
        return self.say(said, name=name, asked=asked)
