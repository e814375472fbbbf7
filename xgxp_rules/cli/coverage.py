"""`xgxp coverage`: which clauses of the printed documents the policy files stand for, and why not the others."""

from __future__ import annotations

from typing import Annotated

import typer

from xgxp_rules.cli.options import Format, Output
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import complain, language, write, write_json


@spread
def coverage(
    policy: Annotated[
        str,
        typer.Option(
            "--policy",
            "-p",
            metavar="P",
            help="Only this policy, or those whose id begins so. 只看这项政策，或编号以此开头的",
        ),
    ] = "",
    *,
    out: Output,
) -> None:
    """List every clause: encoded by what, partly, not computable and why, or uncovered. 逐条核对文件写成了多少.

    Exit status 1 when a clause is uncovered, 3 when a policy file is invalid.

    \b
    xgxp coverage --policy P
    xgxp coverage --format markdown
    """
    from xgxp_rules.diagnostics import render_all
    from xgxp_rules.tools.answers import open_catalog
    from xgxp_rules.tools.clauses import clause_coverage
    from xgxp_rules.tools.clauses.reports import clauses_data, clauses_markdown, clauses_text

    spoken = language(out.lang)
    found = clause_coverage(open_catalog(out.policies), policy)
    match out.format:
        case Format.JSON:
            write_json(clauses_data(found))
        case Format.MARKDOWN:
            write(clauses_markdown(found, spoken))
        case Format.TEXT:
            write(clauses_text(found, spoken))
    if found.problems:
        complain(render_all(found.problems, dict(found.sources), spoken))
        raise typer.Exit(3)
    if found.uncovered:
        raise typer.Exit(1)
