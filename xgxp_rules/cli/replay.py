"""`xgxp replay`: makes the decisions of receipts again and says whether they come out byte for byte."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from xgxp_rules.cli.options import Format, Output
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write, write_json

FilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE…", help="Files of receipts; - reads standard input. 凭证文件")
]


@spread
def replay(
    files: FilesArgument,
    *,
    out: Output,
) -> None:
    """Make decisions again from their receipts; exit with 7 where one does not come out the same. 复核答复凭证.

    \b
    xgxp decide teacher.yaml --policy P --as-of 2026-09-01 --receipts receipts.jsonl
    xgxp replay receipts.jsonl
    """
    from xgxp_rules.tools.answers import open_catalog
    from xgxp_rules.tools.replaying import replay_words, replayed

    found = [one for file in files for one in replayed(file, open_catalog(out.policies))]
    spoken = language(out.lang)
    if out.format is Format.JSON:
        write_json([asdict(one) for one in found])
    else:
        mark = "- " if out.format is Format.MARKDOWN else ""
        write("\n".join(mark + replay_words(one, spoken) for one in found))
    if any(one.verdict != "same" for one in found):
        raise typer.Exit(7)
