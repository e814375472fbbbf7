"""`xgxp test`: run the cases beside the policies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xgxp_rules.cli.options import Format, FormatOption, LangOption, PoliciesOption
from xgxp_rules.cli.progress import progress
from xgxp_rules.cli.terminal import language, write, write_json

if TYPE_CHECKING:
    from xgxp_rules.diagnostics import Lang
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.tools.suites import SuiteReport

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]...", help="Case files or folders; by default the whole catalog. 文件或文件夹"),
]
Name = Annotated[
    str, typer.Option("-k", metavar="TEXT", help="Only cases with this in their name. 名称里有这几个字的")
]
Failed = Annotated[bool, typer.Option("--failed", help="Only the cases that failed last time. 只跑上次没过的")]
Processes = Annotated[int, typer.Option("-n", metavar="N", min=1, help="How many processes. 几个进程同时跑")]
JUnit = Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML there. 写 JUnit 文件")]


def run_cases(
    paths: Paths = None,
    name: Name = "",
    failed: Failed = False,
    processes: Processes = 1,
    junit: JUnit = None,
    format: FormatOption = Format.TEXT,
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Run the cases beside the policies: what differs, why, and what to change. 运行政策旁边的案例.

    Exit status 1 when a case fails, 3 when a case file is invalid.

    \b
    xgxp test
    xgxp test policies/county -k 满六年 -n 2
    """
    from xgxp_rules.tools.answers import open_catalog

    spoken, catalog = language(lang), open_catalog(policies)
    report = _run(paths or [catalog.folder], catalog, spoken, name=name, failed=failed, processes=processes)
    if junit is not None:
        _write_junit(report, junit, spoken)
    _show(report, format, spoken)
    if not report.passed:
        raise typer.Exit(3 if report.unread else 1)


def _run(
    paths: list[Path], catalog: Catalog, lang: Lang, *, name: str, failed: bool, processes: int
) -> SuiteReport:
    from xgxp_rules.tools.failed_cases import recall, remember, state_file
    from xgxp_rules.tools.suites import find_case_files, read_suites, run_suites

    only = recall(state_file()) if failed else None
    suites = read_suites(find_case_files(paths), name, only)
    with progress("案例" if lang == "zh" else "cases") as tick:
        report = run_suites(suites, catalog, processes=processes, tick=tick)
    remember(state_file(), report)
    return report


def _write_junit(report: SuiteReport, file: Path, lang: Lang) -> None:
    from xgxp_rules.diagnostics import UsageError
    from xgxp_rules.tools.case_reports import junit
    from xgxp_rules.tools.suites import NOT_WRITTEN

    try:
        file.write_text(junit(report, lang), encoding="utf-8")
    except OSError as error:
        raise UsageError.of(NOT_WRITTEN, file=str(file), why=error.strerror or "?") from None


def _show(report: SuiteReport, format: Format, lang: Lang) -> None:
    from xgxp_rules.tools.case_reports import report_data, report_text

    match format:
        case Format.JSON:
            write_json(report_data(report))
        case Format.TEXT | Format.MARKDOWN:
            write(report_text(report, lang, format.value))
