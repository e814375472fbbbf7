"""A pytest plugin: every case of a `*.test.yaml` that is collected is a test of its own.

Importing this module costs next to nothing and asks nothing of other projects: only a collected case file loads the
engine, and a file that is no case file of ours is left to others. Works under xdist, where each worker collects alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xgxp_rules.diagnostics import Lang
    from xgxp_rules.language.cases import Case, CaseFile
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.tools.suites import Ran

_OURS = re.compile(r"(?m)^(policy|政策)[ \t]*[:：]")
_CASES = re.compile(r"(?m)^(cases|案例)[ \t]*[:：]")
_MARKS = "xgxp"
_CATALOGS = pytest.StashKey[dict[str, Any]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of policy suites."""
    group = parser.getgroup("xgxp", "policy cases (*.test.yaml)")
    group.addoption("--xgxp-cov", action="store_true", help="show what the collected policy cases leave out")
    group.addoption("--xgxp-mutate", action="store_true", help="ask whether the cases would notice a changed rule")
    group.addoption(
        "--xgxp-policies", metavar="DIR", help="folder of policies; by default the one in which the case file lies"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Return a collector for a case file; for any other file nothing."""
    if not file_path.name.endswith(".test.yaml") or not _is_ours(file_path):
        return None
    collector: pytest.Collector = CaseFileCollector.from_parent(parent, path=file_path)
    return collector


def _is_ours(path: Path) -> bool:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return False
    return bool(_OURS.search(text) and _CASES.search(text))


class CaseFileCollector(pytest.File):
    """One case file; its cases are the tests."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield a test for each case.

        Raises:
            CollectError: the file is not valid; every problem is shown.
        """
        from xgxp_rules.diagnostics import PolicyError
        from xgxp_rules.language.cases import load_cases

        try:
            suite = load_cases(self.path.read_bytes(), str(self.path))
        except PolicyError as error:
            raise self.CollectError(error.text(_lang())) from None
        catalog = _catalog(self.config, suite)
        for case in suite.cases:
            yield CaseItem.from_parent(self, name=case.name, case=case, suite=suite, catalog=catalog)


class CaseFailure(Exception):
    """A case that did not come out as expected."""

    def __init__(self, ran: Ran, text: str) -> None:
        super().__init__(ran.name)
        self.ran, self.text = ran, text


class CaseItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, suite: CaseFile, catalog: Catalog, **more: Any) -> None:
        super().__init__(**more)
        self.case, self.suite, self.catalog = case, suite, catalog

    def runtest(self) -> None:
        """Run the case.

        Raises:
            CaseFailure: it did not come out as expected.
        """
        from dataclasses import replace

        from xgxp_rules.tools.suites import run_chunk

        covering = bool(self.config.getoption("--xgxp-cov"))
        result = run_chunk(replace(self.suite, cases=(self.case,)), self.catalog, covering)
        told: dict[str, Any] = {"folder": str(self.catalog.folder), "file": self.suite.file}
        told["own"] = [self.suite.policy, self.suite.version]
        if covering:
            told["marks"] = [[*key, [list(mark) for mark in sorted(marks)]] for key, marks in result.marks]
        if covering or self.config.getoption("--xgxp-mutate"):
            self.user_properties.append((_MARKS, json.dumps(told, ensure_ascii=False)))
        if result.problems:
            from xgxp_rules.diagnostics import render_all

            raise pytest.fail.Exception(render_all(result.problems, {}, _lang()), pytrace=False)
        ran = result.cases[0]
        if not ran.passed:
            raise CaseFailure(ran, self.suite.text)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what differs, the part of the worksheet, and the lines to change."""
        if isinstance(excinfo.value, CaseFailure):
            from xgxp_rules.tools.case_reports import failure_lines

            failure = excinfo.value
            return "\n".join(failure_lines(failure.ran, {failure.ran.file: failure.text}, _lang()))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the case stands, and its name."""
        return self.path, self.case.span.line - 1, self.case.name


def _catalog(config: pytest.Config, suite: CaseFile) -> Catalog:
    """Return the catalog of a case file, read once: the one named, the one it lies in, or the shipped one."""
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.tools.suites import folder_beside

    named = config.getoption("--xgxp-policies")
    folder = Path(named) if named else folder_beside(suite)
    kept = config.stash.setdefault(_CATALOGS, {})
    key = str(folder)
    if key not in kept:
        kept[key] = Catalog(folder)
    found: Catalog = kept[key]
    return found


def _lang() -> Lang:
    from xgxp_rules.tools.speaking import locale_language

    return locale_language()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Show coverage and mutation of the cases that ran, where that was asked for."""
    covering, mutating = config.getoption("--xgxp-cov"), config.getoption("--xgxp-mutate")
    if not (covering or mutating):
        return
    told = list(_told(terminalreporter.stats.values()))
    if told and covering:
        _show_coverage(terminalreporter, told)
    if told and mutating:
        _show_mutation(terminalreporter, told)


def _told(groups: Iterable[Iterable[Any]]) -> Iterator[dict[str, Any]]:
    """Yield what the cases told of themselves, from this process or another."""
    for group in groups:
        for report in group:
            if getattr(report, "when", "") == "call":
                for name, text in report.user_properties:
                    if name == _MARKS:
                        yield json.loads(text)


def _by_folder(told: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in told:
        found.setdefault(one["folder"], []).append(one)
    return found


def _open(folder: str) -> Catalog:
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.library.shipped import shipped_policies

    return Catalog() if Path(folder) == shipped_policies() else Catalog(folder)


def _show_coverage(reporter: Any, told: list[dict[str, Any]]) -> None:
    from xgxp_rules.tools.coverage import measure
    from xgxp_rules.tools.coverage.reports import coverage_text

    reporter.section("xgxp coverage")
    for folder, several in _by_folder(told).items():
        own = [one["own"] for one in several]
        marks = [
            ((policy, version), frozenset((place, side) for place, side in shown))
            for one in several
            for policy, version, shown in one["marks"]
            if [policy, version] in own
        ]
        reporter.write_line(coverage_text(measure(_open(folder), marks), _lang()))


def _show_mutation(reporter: Any, told: list[dict[str, Any]]) -> None:
    from xgxp_rules.diagnostics import XgxpError
    from xgxp_rules.tools.mutation import mutate_suites
    from xgxp_rules.tools.mutation.reports import mutation_text
    from xgxp_rules.tools.suites import read_suites

    reporter.section("xgxp mutation")
    for folder, several in _by_folder(told).items():
        files = [Path(file) for file in dict.fromkeys(one["file"] for one in several)]
        try:
            mutation = mutate_suites(read_suites(sorted(files)), _open(folder))
            reporter.write_line(mutation_text(mutation, _lang()))
        except XgxpError as error:
            reporter.write_line(error.text(_lang()))
