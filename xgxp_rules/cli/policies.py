"""`xgxp policies`: what is shipped or in a folder."""

from __future__ import annotations

from typing import Annotated

import typer

from xgxp_rules.cli.options import Format, Output
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import complain, language, write, write_json


@spread
def policies(
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="D", help="Only the versions in force on this day. 只列这一天施行的")
    ] = "",
    *,
    out: Output,
) -> None:
    """List policies: versions, days in force, status, open terms. 列出政策及其版本.

    \b
    xgxp policies --as-of 2026-09-01
    """
    from xgxp_rules.diagnostics import render_all
    from xgxp_rules.tools.answers import open_catalog, read_day
    from xgxp_rules.tools.listing import list_policies, listing_data, listing_markdown, listing_text

    spoken = language(out.lang)
    listed = list_policies(open_catalog(out.policies), read_day(as_of) if as_of else None)
    match out.format:
        case Format.JSON:
            write_json(listing_data(listed.policies))
        case Format.MARKDOWN:
            write(listing_markdown(listed.policies, spoken))
        case Format.TEXT:
            write(listing_text(listed.policies, spoken))
    if listed.problems:
        complain(render_all(listed.problems, listed.sources, spoken))
        raise typer.Exit(3)
