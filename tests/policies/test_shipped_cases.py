"""Every case that ships beside a policy is one test, and together they leave no rule, reading or open term unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import render_all
from xgxp_rules.language.cases import load_cases
from xgxp_rules.language.loader import check_policy, load_policy
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.shipped import shipped_policies
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.report import RuleReport
from xgxp_rules.tools.cases import CaseResult, SuiteResult, case_files, run_suite

FILES = case_files(shipped_policies())
POLICY_FILES = tuple(
    path for path in sorted(shipped_policies().rglob("*.yaml")) if not path.name.endswith(".test.yaml")
)
CATALOG = Catalog()


def _name(path: Path) -> str:
    return ".".join((*path.relative_to(shipped_policies()).parts[:-1], path.name.partition(".")[0]))


@dataclass(frozen=True)
class Listed:
    """One case of one file; pytest shows `__name__`, in Chinese as it is written."""

    path: Path
    number: int
    name: str

    @property
    def __name__(self) -> str:
        return f"{_name(self.path)}: {self.name}"


def _listed(path: Path) -> list[Listed]:
    cases = load_cases(path.read_bytes(), str(path)).cases
    return [Listed(path, number, case.name) for number, case in enumerate(cases)]


@cache
def _suite(path: Path) -> SuiteResult:
    return run_suite(load_cases(path.read_bytes(), str(path)), CATALOG)


@cache
def _version(path: Path) -> PolicyVersion:
    return load_policy(path.read_bytes(), str(path))


@pytest.mark.parametrize("listed", [case for path in FILES for case in _listed(path)])
def test_a_case_comes_out_as_its_author_expects(listed: Listed) -> None:
    """Given what the case gives, when the policy decides on its day, then everything expected holds."""
    suite = _suite(listed.path)

    assert not suite.problems
    result = suite.results[listed.number]

    assert result.passed, "\n" + render_all(result.problems, {str(listed.path): suite.suite.text})


@pytest.mark.parametrize("path", POLICY_FILES, ids=_name)
def test_every_version_has_its_cases_beside_it(path: Path) -> None:
    """A policy that ships without cases could say anything; only one that decides nothing needs none."""
    version = _version(path)
    silent = not (version.decisions or version.quotas or version.procedures or version.processes)

    assert silent or path.with_suffix(".test.yaml") in FILES


@pytest.mark.parametrize("path", POLICY_FILES, ids=_name)
def test_every_rule_is_seen_to_hold_and_to_be_refused(path: Path) -> None:
    """A rule that no case fires, or that no case refuses, is not tested at its boundary."""
    held = {rule.id for result in _results(path) for rule in _rules(result) if rule.truth is True}
    refused = {rule.id for result in _results(path) for rule in _rules(result) if rule.truth is False}
    declared = {rule.id for rule in _version(path).rules}

    assert declared - held == set()
    assert declared - refused == set()


@pytest.mark.parametrize("path", POLICY_FILES, ids=_name)
def test_every_way_of_reading_is_seen(path: Path) -> None:
    """An ambiguity is shown under each of its readings, the default included."""
    wanted = {(reading.id, choice.name) for reading in _version(path).readings for choice in reading.choices}

    seen = {
        (reading.id, reading.choice)
        for result in _results(path)
        for decision in result.decisions
        for reading in decision.report().readings
    }
    seen |= {pair for result in _results(path) for pair in _of_quotas(result, _version(path))}

    assert wanted - seen == set()


def _of_quotas(result: CaseResult, version: PolicyVersion) -> Iterator[tuple[str, str]]:
    """Yield the readings under which a case counts a quota that one of their choices replaces, each with its choice."""
    asked = {quota.id for one in result.case.quotas if (quota := version.quota(one.quota)) is not None}
    chosen = {name: said.texts[0] for name, said in result.case.readings}
    for reading in version.readings:
        if any(quota.id in asked for choice in reading.choices for quota in choice.quotas):
            yield reading.id, chosen.get(reading.id, reading.default)


@pytest.mark.parametrize("path", POLICY_FILES, ids=_name)
def test_every_undefined_term_is_shown_as_unknown(path: Path) -> None:
    """A term nobody has defined must be seen to leave its decision open, with the body that has to define it."""
    version = _version(path)
    terms = {
        (fact.id, fact.undefined.defined_by)
        for vocabulary in version.vocabularies
        for fact in vocabulary.facts
        if fact.undefined is not None
    }

    asked = {
        (fact.id, fact.who)
        for result in _results(path)
        for decision in result.decisions
        for fact in decision.missing
        if fact.reason == "undefined"
    }

    assert terms - asked == set()


@pytest.mark.parametrize("path", POLICY_FILES, ids=_name)
def test_the_file_reads_without_a_remark(path: Path) -> None:
    """Given a shipped file, when it is checked, then nothing is said but where a process ends, which every one does."""
    _, found = check_policy(path.read_bytes(), str(path))
    remarks = [one for one in found if one.code != "XG762"]

    assert not remarks, render_all(remarks)


def _results(path: Path) -> tuple[CaseResult, ...]:
    """Return the results of all case files of a version: `v1.test.yaml`, `v1.school.test.yaml` for another record."""
    beside = (one for one in FILES if one.parent == path.parent and one.name.startswith(f"{path.stem}."))
    return tuple(result for one in beside for result in _suite(one).results)


def _rules(result: CaseResult) -> list[RuleReport]:
    return [rule for decision in result.decisions for rule in decision.report().rules]
