"""Whether the cases of one version notice a change: each is decided again, and only what it expects is compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xgxp_rules.diagnostics import UsageError, XgxpError, register
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.cases import Case, CaseFile, Expectation
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.records import Record, Records
from xgxp_rules.tools.case_findings import findings
from xgxp_rules.tools.case_processes import course_findings
from xgxp_rules.tools.case_records import given_of, others_of, record_of
from xgxp_rules.tools.case_rosters import quota_findings
from xgxp_rules.tools.cases import decide_case, run_case
from xgxp_rules.tools.search.goals import answer_of

FAILING = register(
    "XG655",
    zh="案例「{name}」现在就没有通过，改动规则也看不出什么；请先改好",
    en="case `{name}` fails as it is, so a changed rule would show nothing; mend it first",
    exit=1,
)


@dataclass(frozen=True, slots=True)
class Baseline:
    """One case as it comes out of the original: its record, and what each decision looked like."""

    case: Case
    suite: CaseFile
    record: Record
    others: Records | None
    given: dict[str, Any]
    named: frozenset[str]
    readings: dict[str, str]
    asked: tuple[tuple[Expectation, Decision], ...]

    def notices(self, changed: Policy) -> bool:
        """Return whether some expectation fails on the changed version."""
        for expected, before in self.asked:
            declared = before.decision
            try:
                after = decide_case(changed, declared, self.record, self.case.as_of, self.readings, self.others)
                if _looks_the_same(expected, before, after):
                    continue
                if any(findings(expected, after, after.run.program.decision, self.named)):
                    return True
            except (XgxpError, ArithmeticError, ValueError):
                return True
        return False

    def counts_otherwise(self, changed: Policy) -> bool:
        """Return whether the quotas of the case come out differently."""
        try:
            return bool(self.case.quotas) and any(quota_findings(self.case, self.suite, changed))
        except (XgxpError, ArithmeticError, ValueError):
            return True

    def goes_otherwise(self, changed: Policy) -> bool:
        """Return whether the process of the case comes elsewhere than the case expects."""
        try:
            return self.case.course is not None and any(course_findings(self.case, self.suite, changed))
        except (XgxpError, ArithmeticError, ValueError):
            return True


def baseline(case: Case, suite: CaseFile, policy: Policy) -> Baseline:
    """Return a case as it comes out of the original.

    Raises:
        UsageError: it fails there already.
    """
    result = run_case(case, suite, policy)
    if not result.passed:
        raise UsageError.of(FAILING, span=case.span, file=suite.file, name=case.name)
    version = policy.version_data
    record, named = record_of(case, suite, version)
    readings = {name: said.texts[0] for name, said in case.readings}
    asked = tuple(zip(case.expects, result.decisions, strict=True))
    others = others_of(case, suite)
    return Baseline(case, suite, record, others, given_of(case, suite, version), named, readings, asked)


def _looks_the_same(expected: Expectation, before: Decision, after: Decision) -> bool:
    """Return whether two decisions agree in everything the expectation may speak of."""
    beside = expected.margins or expected.owed is not None or expected.consequences is not None
    if beside or _signature(before) != _signature(after):
        return False
    return before.status != "undetermined" or before.missing == after.missing


def _signature(decision: Decision) -> tuple[Any, ...]:
    run = decision.run
    settled = run.settled
    truths = (tuple(settled.rule_truths), tuple(settled.requirement_truths), tuple(run.guard_truths))
    names = tuple(one.rule.id for one in run.program.rules)
    return (*answer_of(run), decision.possible, truths, names, decision.value)
