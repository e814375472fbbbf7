"""`xgxp log verify`: whether a decision log is what was written."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xgxp_rules.cli.options import Format, Output
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write, write_json


class LogAction(StrEnum):
    """What is done with a log."""

    VERIFY = "verify"


@spread
def log(
    action: Annotated[LogAction, typer.Argument(help="What to do: verify. 核对")],
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="The log's folder, or one file of it. 日志文件夹")
    ],
    *,
    out: Output,
) -> None:
    """Check that no line of a decision log was changed, taken out or moved; exit with 1 otherwise. 核对决定日志.

    \b
    xgxp log verify decisions/
    """
    from xgxp_rules.tools.decision_log import log_words, verify_log

    sound, faults = verify_log(folder)
    if out.format is Format.JSON:
        write_json({"sound": sound, "faults": [asdict(one) for one in faults]})
    else:
        write(log_words(sound, faults, language(out.lang)))
    if faults:
        raise typer.Exit(1)
