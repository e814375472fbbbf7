"""`xgxp check`: what is wrong in policy files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xgxp_rules.cli.options import Format, FormatOption, LangOption, PoliciesOption
from xgxp_rules.cli.terminal import language, write, write_json


def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", help="Policy files or folders; by default the whole catalog. 文件或文件夹"
        ),
    ] = None,
    format: FormatOption = Format.TEXT,
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Check policy files: every problem in one run, with its place and what to write. 检查政策文件.

    Exit status 3 with errors, 1 with warnings only, 0 with none.

    \b
    xgxp check policies/county/2026.yaml
    """
    from xgxp_rules.tools.answers import open_catalog
    from xgxp_rules.tools.checking import check_catalog, check_paths, problems_data, summary

    spoken = language(lang)
    checked = check_paths(paths) if paths else check_catalog(open_catalog(policies))
    match format:
        case Format.JSON:
            write_json(problems_data(checked))
        case Format.TEXT | Format.MARKDOWN:
            write(summary(checked, spoken, format.value))
    if status := {"error": 3, "warning": 1}.get(checked.worst):
        raise typer.Exit(status)
