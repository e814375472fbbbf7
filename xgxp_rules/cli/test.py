"""`xgxp test`: run the cases beside the policies, and ask whether they are good enough."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xgxp_rules.cli.options import Format, Output
from xgxp_rules.cli.progress import progress
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write, write_json

if TYPE_CHECKING:
    from xgxp_rules.diagnostics import Lang
    from xgxp_rules.library.catalog import Catalog
    from xgxp_rules.tools.bench import Asked, Bench

Paths = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[PATH]...", help="Case files or folders; by default the whole catalog. 文件或文件夹"),
]
Name = Annotated[str, typer.Option("-k", metavar="TEXT", help="Only cases with this in their name. 名称含有")]
Failed = Annotated[bool, typer.Option("--failed", help="Only the cases that failed last time. 只跑上次没过的")]
Processes = Annotated[int, typer.Option("-n", metavar="N", min=1, help="How many processes. 几个进程")]
JUnit = Annotated[Path | None, typer.Option("--junit", metavar="FILE", help="Write JUnit XML there. 写 JUnit 文件")]
Cov = Annotated[bool, typer.Option("--cov", help="Show what the cases leave out. 案例没有看到的")]
CovReport = Annotated[
    Path | None,
    typer.Option("--cov-report", metavar="FILE", help="Write the coverage there: .html, .json or text. 覆盖报告"),
]
CovGate = Annotated[
    float,
    typer.Option("--cov-fail-under", metavar="N", min=0, max=100, help="Exit with 6 below N percent. 覆盖下限"),
]
Mutate = Annotated[bool, typer.Option("--mutate", help="Change each rule: do the cases notice? 改动规则看能否发现")]
ScoreGate = Annotated[
    float, typer.Option("--min-score", metavar="N", min=0, max=100, help="Exit with 6 below N percent. 得分下限")
]


@spread
def run_cases(
    paths: Paths = None,
    name: Name = "",
    failed: Failed = False,
    processes: Processes = 1,
    junit: JUnit = None,
    cov: Cov = False,
    cov_report: CovReport = None,
    cov_fail_under: CovGate = 0.0,
    mutate: Mutate = False,
    min_score: ScoreGate = 0.0,
    *,
    out: Output,
) -> None:
    """Run the cases beside the policies: what differs, why, and what to change. 运行政策旁边的案例.

    Exit status 1 when a case fails, 3 when a case file is invalid, 6 when coverage or the mutation score is too low.

    \b
    xgxp test
    xgxp test policies/county -k 满六年 -n 2
    xgxp test policies/county --cov --mutate --min-score 95
    """
    from xgxp_rules.tools.answers import open_catalog
    from xgxp_rules.tools.bench import Asked

    spoken, catalog = language(out.lang), open_catalog(out.policies)
    covering = cov or cov_report is not None or cov_fail_under > 0
    mutating = mutate or min_score > 0
    asked = Asked(tuple(paths or ()), name, failed, processes, covering, mutating, cov_fail_under, min_score)
    bench = _run(asked, catalog, spoken, quiet=out.format is Format.JSON)
    _write_files(bench, junit, cov_report, spoken)
    _show(bench, asked, out.format, spoken)
    if bench.exit_status:
        raise typer.Exit(bench.exit_status)


def _run(asked: Asked, catalog: Catalog, lang: Lang, *, quiet: bool) -> Bench:
    from xgxp_rules.tools.bench import choose, run_bench

    suites = choose(asked, catalog)
    names = ("案例", "改动") if lang == "zh" else ("cases", "mutants")
    with progress(names[0], quiet=quiet) as tick, progress(names[1], quiet=quiet) as mutant_tick:
        return run_bench(asked, catalog, suites, tick=tick, mutant_tick=mutant_tick)


def _write_files(bench: Bench, junit_file: Path | None, cov_file: Path | None, lang: Lang) -> None:
    from xgxp_rules.tools.bench import coverage_file, write_report
    from xgxp_rules.tools.case_reports import junit

    if junit_file is not None:
        write_report(junit_file, junit(bench.report, lang))
    if cov_file is not None and bench.coverage is not None:
        write_report(cov_file, coverage_file(bench.coverage, cov_file, lang))


def _show(bench: Bench, asked: Asked, format: Format, lang: Lang) -> None:
    from xgxp_rules.tools.bench import bench_data, bench_text

    match format:
        case Format.JSON:
            write_json(bench_data(bench))
        case Format.TEXT | Format.MARKDOWN:
            write(bench_text(bench, asked, lang, format.value))
