"""`xgxp decide`: answer cards for one record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xgxp_rules.cli.options import (
    AllReadingsOption,
    Format,
    FormatOption,
    LangOption,
    PoliciesOption,
    RequireOption,
)
from xgxp_rules.cli.questions import Question, leave_if_open, write_answers
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write

if TYPE_CHECKING:
    from xgxp_rules.diagnostics import Lang
    from xgxp_rules.model.readings_report import ReadingsReport

ReceiptsOption = Annotated[
    Path | None, typer.Option("--receipts", metavar="FILE", help="Keep sealed receipts, one a line. 存下答复凭证")
]


@spread
def decide(
    question: Question,
    all_readings: AllReadingsOption = False,
    require_determined: RequireOption = False,
    format: FormatOption = Format.TEXT,
    receipts_to: ReceiptsOption = None,
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Decide one record: an answer card for each decision. 为一份记录作出决定，每项一张答复卡.

    With --format json the answers are written as data, in Chinese unless --lang says otherwise; --receipts FILE keeps
    sealed receipts, one a line, which `xgxp replay` makes again. With --all-readings each decision is made under every
    reading of ambiguous passages, and only what comes out differently is shown.

    \b
    xgxp decide teacher.yaml --policy P --as-of 2026-09-01
    cat teacher.json | xgxp decide - --policy P --as-of 2026-09-01 --format json
    """
    from xgxp_rules.tools.receipts import keep_receipts

    if all_readings:
        ways = question.answers_under_all_readings(policies)
        _write_ways(ways, format, language(lang))
        if require_determined:
            leave_if_open(one.answer.status for one in ways)
        return
    found = question.answers(policies)
    if receipts_to is not None:
        keep_receipts(found, receipts_to, lang.value if lang else "zh")
    write_answers(found, format, lang, "card")
    if require_determined:
        leave_if_open(one.status for one in found)


def _write_ways(ways: tuple[ReadingsReport, ...], format: Format, lang: Lang) -> None:
    from xgxp_rules.tools.readings import explain_readings, readings_json

    if format is Format.JSON:
        write(readings_json(ways))
    else:
        write("\n\n".join(explain_readings(one, lang) for one in ways))
