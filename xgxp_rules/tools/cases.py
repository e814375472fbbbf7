"""Running case files: build each record, decide, and hold what came out against what was expected.

A case that touches no rule, is dated outside its version, or names something that does not exist fails like any other:
a suite must not be green because it looked at nothing. What fails is a list of diagnostics placed in the case file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xgxp_rules.diagnostics import Diagnostic, XgxpError, diagnose, nearest
from xgxp_rules.engines.decision import Decision
from xgxp_rules.language.cases import Case, CaseFile, Expectation, load_cases
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.quota_report import QuotaResult
from xgxp_rules.model.records import MODELS, Record, Records
from xgxp_rules.tools.case_findings import failure, findings, unknown_name
from xgxp_rules.tools.case_records import others_of, record_of
from xgxp_rules.tools.case_rosters import quota_findings

NO_VERSION = unknown_name("XG610", "政策 `{policy}` 没有版本 `{name}`", "policy `{policy}` has no version `{name}`")
NO_RECORD = unknown_name("XG611", "没有叫 `{name}` 的记录类别", "there is no kind of record `{name}`")
NO_DECISION = unknown_name("XG612", "没有叫 `{name}` 的决定", "there is no decision `{name}`")
NO_READING = unknown_name("XG615", "没有这样的解读或读法：`{name}`", "there is no such reading or choice: `{name}`")
OUTSIDE = failure(
    "XG616",
    "{day} 不在版本 `{version}` 的施行期内，或有别的版本在施行",
    "version `{version}` is not the one in force on {day}",
    mend_zh="请改 `as_of:`，或者把案例写进那一天施行的版本的案例文件",
    mend_en="Change `as_of:`, or move the case to the file of the version in force on that day",
)
ALL_UNFILLED = failure(
    "XG624",
    "期望还没有填写；可以对这些决定写明结果：{names}",
    "nothing is filled in yet; say what must come out of one of: {names}",
    mend_zh="如 `expect: {{决定的编号: ?}}`，运行后会说出得到什么",
    mend_en="Such as `expect: {{decision: ?}}`: the run then says what comes out",
)


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What one case came to: the decisions it made, and every way in which they are not as expected.

    `quotas` are those that came out otherwise than expected.
    """

    case: Case
    decisions: tuple[Decision, ...]
    problems: tuple[Diagnostic, ...]
    quotas: tuple[QuotaResult, ...] = ()

    @property
    def passed(self) -> bool:
        """Return whether everything came out as expected."""
        return not self.problems


@dataclass(frozen=True, slots=True)
class SuiteResult:
    """What a case file came to; `problems` are those of the file as a whole."""

    suite: CaseFile
    results: tuple[CaseResult, ...]
    problems: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> bool:
        """Return whether the file is sound and every case passed."""
        return not self.problems and all(result.passed for result in self.results)


def case_files(folder: str | Path) -> tuple[Path, ...]:
    """Return the case files under a folder, sorted by path."""
    return tuple(sorted(Path(folder).rglob("*.test.yaml")))


def run_file(path: str | Path, catalog: Catalog | None = None) -> SuiteResult:
    """Return what the cases of a file come to, by the policies of a catalog (the shipped ones by default).

    Raises:
        PolicyError: the case file is not valid; all its problems are listed.
    """
    return run_suite(load_cases(Path(path).read_bytes(), str(path)), catalog)


def run_suite(suite: CaseFile, catalog: Catalog | None = None) -> SuiteResult:
    """Return what the cases come to, by the policies of a catalog (the shipped ones by default)."""
    found = policy_of(suite, Catalog() if catalog is None else catalog)
    if isinstance(found, Diagnostic):
        return SuiteResult(suite, (), (found,))
    return SuiteResult(suite, tuple(run_case(case, suite, found) for case in suite.cases))


def policy_of(suite: CaseFile, catalog: Catalog) -> Policy | Diagnostic:
    """Return the version that a case file speaks of, or why there is none."""
    if suite.about not in MODELS:
        mend = nearest(suite.about, MODELS)
        return diagnose(NO_RECORD, suite.span, suite.file, mend=mend, name=suite.about)
    try:
        versions = {one.version: one for one in catalog.versions(suite.policy)}
    except XgxpError as error:
        return error.diagnostics[0]
    if suite.version in versions:
        return versions[suite.version]
    mend = nearest(suite.version, versions)
    return diagnose(NO_VERSION, suite.span, suite.file, mend=mend, policy=suite.policy, name=suite.version)


def run_case(case: Case, suite: CaseFile, policy: Policy) -> CaseResult:
    """Return what one case comes to; an error in its record is one of its problems."""
    problems: list[Diagnostic] = list(_unusable(case, policy))
    decisions: list[Decision] = []
    quotas: list[QuotaResult] = []
    if not problems:
        try:
            for result, found in quota_findings(case, suite, policy):
                problems += found
                quotas += () if result is None or result in quotas else (result,)
            if case.course is not None:
                from xgxp_rules.tools.case_processes import course_findings

                problems += course_findings(case, suite, policy)
            record, given = record_of(case, suite, policy.version_data)
            others = others_of(case, suite)
            readings = {name: said.texts[0] for name, said in case.readings}
            for expected in _asked(case, policy, problems):
                declared = policy.version_data.decision(expected.decision)
                assert declared is not None
                decision = decide_case(policy, declared.id, record, case.as_of, readings, others)
                decisions.append(decision)
                # Another version may govern, whose outcomes are then the ones to name.
                governs = declared if decision.version == policy.version else decision.run.program.decision
                problems += findings(expected, decision, governs, given)
        except XgxpError as error:
            problems += (each if each.span.known else replace(each, span=case.span) for each in error.diagnostics)
    named = (each if each.file else replace(each, file=suite.file) for each in problems)
    return CaseResult(case, tuple(decisions), tuple(named), tuple(quotas))


def decide_case(
    policy: Policy, decision: str, record: Record, as_of: date, readings: dict[str, str], others: Records | None
) -> Decision:
    """Return the version's decision; where it has transitions, that of the version which governs the record.

    Raises:
        XgxpError: as `Policy.decide`.
    """
    version = policy.version_data
    if version.transitions and version.status != "draft":
        return policy.catalog.decide(policy.id, decision, record, as_of=as_of, readings=readings, others=others)
    return policy.decide(decision, record, as_of=as_of, readings=readings, others=others)


def _asked(case: Case, policy: Policy, problems: list[Diagnostic]) -> Iterator[Expectation]:
    """Yield what is expected of each decision; where nothing is filled in at all, that is a problem of the case."""
    for expected in case.expects:
        if expected.decision:
            yield expected
        else:
            problems.append(diagnose(ALL_UNFILLED, expected.span, names=policy.decisions))


def _unusable(case: Case, policy: Policy) -> Iterator[Diagnostic]:
    """Yield why a case cannot be run at all: a day outside the version, names that do not exist."""
    version = policy.version_data
    if case.about not in MODELS:
        yield diagnose(NO_RECORD, case.span, mend=nearest(case.about, MODELS), name=case.about)
    if not _is_in_force(case, policy):
        yield diagnose(OUTSIDE, case.span, day=case.as_of.isoformat(), version=policy.version)
    for name, said in case.readings:
        reading = next((one for one in version.readings if one.id == name), None)
        if reading is None:
            mend = nearest(name, [one.id for one in version.readings])
            yield diagnose(NO_READING, said.span, mend=mend, name=name)
        elif reading.choice(said.texts[0]) is None:
            mend = nearest(said.texts[0], [one.name for one in reading.choices])
            yield diagnose(NO_READING, said.span, mend=mend, name=f"{name}: {said.texts[0]}")
    for expected in case.expects:
        if expected.decision and version.decision(expected.decision) is None:
            names = [name for one in version.decisions for name in (one.id, one.title)]
            mend = nearest(expected.decision, names)
            yield diagnose(NO_DECISION, expected.span, mend=mend, name=expected.decision)


def _is_in_force(case: Case, policy: Policy) -> bool:
    if policy.version_data.status == "draft":
        return policy.version_data.in_force.holds_on(case.as_of)
    try:
        return policy.catalog.in_force(policy.id, case.as_of).version == policy.version
    except XgxpError:
        return False
