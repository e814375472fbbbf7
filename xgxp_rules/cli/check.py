"""`xgxp check`: what is wrong in policy files, and what is lawful there and probably not meant."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xgxp_rules.cli.options import LangOption, PoliciesOption
from xgxp_rules.cli.progress import progress
from xgxp_rules.cli.terminal import language, write, write_json


class Report(StrEnum):
    """How the findings are written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    SARIF = "sarif"
    GITHUB = "github"


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", help="Policy files or folders; by default the whole catalog. 文件或文件夹"
        ),
    ] = None,
    format: Annotated[Report, typer.Option("--format", help="How to write the findings. 输出格式")] = Report.TEXT,
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="D", help="Also report trials that ended before this day. 试点是否期满"),
    ] = "",
    fix: Annotated[
        bool, typer.Option("--fix", help="First mend slips of typing that leave no doubt. 先改正没有疑义的笔误")
    ] = False,
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Check policy files: every error and every doubt in one run, with its place and what to write. 检查政策文件.

    Exit status 3 with errors, 1 with warnings only, 0 with notes or nothing.

    \b
    xgxp check policies/county/2026.yaml
    xgxp check --as-of 2026-09-01 --format sarif > findings.sarif
    """
    from xgxp_rules.tools.answers import open_catalog, read_day
    from xgxp_rules.tools.check_formats import github, sarif
    from xgxp_rules.tools.checking import (
        catalog_around,
        check_catalog,
        check_paths,
        mend_paths,
        problems_data,
        summary,
    )

    spoken = language(lang)
    catalog = open_catalog(policies)
    if paths and policies is None:
        catalog = catalog_around(paths, catalog)
    day = read_day(as_of) if as_of else None
    if fix:
        mend_paths(paths or [catalog.folder], catalog)
    read_by_people = format in (Report.TEXT, Report.MARKDOWN)
    with progress("检查" if spoken == "zh" else "check", quiet=not read_by_people) as tick:
        if paths:
            checked = check_paths(paths, catalog, as_of=day, tick=tick)
        else:
            checked = check_catalog(catalog, as_of=day, tick=tick)
    match format:
        case Report.JSON:
            write_json(problems_data(checked))
        case Report.SARIF:
            write_json(sarif(checked.problems, spoken, checked.accepted))
        case Report.GITHUB:
            write(github(checked.problems, spoken))
        case Report.TEXT | Report.MARKDOWN:
            write(summary(checked, spoken, format.value))
    if status := {"error": 3, "warning": 1}.get(checked.worst):
        raise typer.Exit(status)
