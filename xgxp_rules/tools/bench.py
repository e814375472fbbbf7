"""One run of a policy officer's bench: the cases, what they cover, and whether they would notice a changed rule.

The figures are for people to think about; a gate (`cov_at_least`, `score_at_least`) is for a build server to stop at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import Lang, UsageError
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.case_reports import report_data, report_text
from xgxp_rules.tools.failed_cases import recall, remember, state_file
from xgxp_rules.tools.suites import (
    NOT_WRITTEN,
    SuiteReport,
    Suites,
    Ticks,
    find_case_files,
    read_suites,
    run_suites,
)

if TYPE_CHECKING:
    from xgxp_rules.tools.coverage import Coverage
    from xgxp_rules.tools.mutation import Mutation

MISSED = 6
"""The exit status of a gate that was not met."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is to look at."""

    paths: Sequence[Path] = ()
    name: str = ""
    failed: bool = False
    processes: int = 1
    covering: bool = False
    mutating: bool = False
    cov_at_least: float = 0.0
    score_at_least: float = 0.0


@dataclass(frozen=True, slots=True)
class Bench:
    """What a run came to; coverage and mutation are None where nobody asked."""

    report: SuiteReport
    coverage: Coverage | None = None
    mutation: Mutation | None = None
    missed: tuple[str, ...] = ()
    """The gates that were not met, by name."""

    @property
    def exit_status(self) -> int:
        """Return 3 for a file that cannot be read, 1 for failing cases, 6 for a gate missed, else 0."""
        if not self.report.passed:
            return 3 if self.report.unread else 1
        return MISSED if self.missed else 0


def choose(asked: Asked, catalog: Catalog) -> Suites:
    """Return the case files of a run, with the cases to run.

    Raises:
        UsageError: a path does not exist or holds no case file, or no case has the name.
    """
    only = recall(state_file()) if asked.failed else None
    return read_suites(find_case_files(asked.paths or [catalog.folder]), asked.name, only)


def run_bench(
    asked: Asked, catalog: Catalog, suites: Suites, *, tick: Ticks | None = None, mutant_tick: Ticks | None = None
) -> Bench:
    """Return what the cases come to; with a failing case nothing is mutated, since a change would show nothing."""
    report = run_suites(suites, catalog, processes=asked.processes, tick=tick, covering=asked.covering)
    remember(state_file(), report)
    coverage, mutation = None, None
    if asked.covering:
        from xgxp_rules.tools.coverage import measure

        coverage = measure(catalog, report.marks)
    if asked.mutating and report.passed:
        from xgxp_rules.tools.mutation import mutate_suites

        mutation = mutate_suites(suites, catalog, processes=asked.processes, tick=mutant_tick)
    missed = []
    if coverage is not None and coverage.percent < asked.cov_at_least:
        missed.append("coverage")
    if mutation is not None and mutation.score < asked.score_at_least:
        missed.append("mutation")
    return Bench(report, coverage, mutation, tuple(missed))


def bench_text(bench: Bench, asked: Asked, lang: Lang = "zh", layout: str = "text") -> str:
    """Return the whole run in words."""
    if asked.failed and not bench.report.cases and not bench.report.problems:
        return "上次没有未通过的案例" if lang == "zh" else "no case failed last time"
    blocks = [report_text(bench.report, lang, layout)]
    if bench.coverage is not None:
        from xgxp_rules.tools.coverage.reports import coverage_text

        blocks.append(_fenced(coverage_text(bench.coverage, lang), layout))
    if bench.mutation is not None:
        from xgxp_rules.tools.mutation.reports import mutation_text

        blocks.append(_fenced(mutation_text(bench.mutation, lang), layout))
    elif asked.mutating:
        said = "案例没有全部通过，没有做改动测试" if lang == "zh" else "some cases fail, so nothing was mutated"
        blocks.append(said)
    blocks += [_missed(name, bench, asked, lang) for name in bench.missed]
    return "\n\n".join(blocks)


def _fenced(text: str, layout: str) -> str:
    return f"```text\n{text}\n```" if layout == "markdown" else text


def _missed(name: str, bench: Bench, asked: Asked, lang: Lang) -> str:
    if name == "coverage":
        assert bench.coverage is not None
        got, wanted = bench.coverage.percent, asked.cov_at_least
        return (
            f"覆盖 {got:.1f}%，低于要求的 {wanted:g}%"
            if lang == "zh"
            else f"coverage {got:.1f}% is below {wanted:g}%"
        )
    assert bench.mutation is not None
    got, wanted = bench.mutation.score, asked.score_at_least
    if lang == "zh":
        return f"改动测试得分 {got:.1f}%，低于要求的 {wanted:g}%"
    return f"mutation score {got:.1f}% is below {wanted:g}%"


def bench_data(bench: Bench) -> dict[str, Any]:
    """Return the whole run as plain data."""
    data = report_data(bench.report)
    if bench.coverage is not None:
        from xgxp_rules.tools.coverage.reports import coverage_data

        data["coverage"] = coverage_data(bench.coverage)
    if bench.mutation is not None:
        from xgxp_rules.tools.mutation.reports import mutation_data

        data["mutation"] = mutation_data(bench.mutation)
    data["missed"] = list(bench.missed)
    return data


def write_report(file: Path, text: str) -> None:
    """Write a report to a file.

    Raises:
        UsageError: the file cannot be written.
    """
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError.of(NOT_WRITTEN, file=str(file), why=error.strerror or "?") from None


def coverage_file(coverage: Coverage, file: Path, lang: Lang) -> str:
    """Return the coverage in the form that a file's name asks for: `.json`, `.html`, else text."""
    import json

    from xgxp_rules.tools.coverage.reports import coverage_data, coverage_html, coverage_text

    match file.suffix.lower():
        case ".json":
            return json.dumps(coverage_data(coverage), ensure_ascii=False, indent=2) + "\n"
        case ".html" | ".htm":
            return coverage_html(coverage, lang)
        case _:
            return coverage_text(coverage, lang) + "\n"
