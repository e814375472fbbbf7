"""`xgxp decide`: answer cards for one record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xgxp_rules.cli.options import (
    AllReadingsOption,
    AsOfOption,
    DecisionOption,
    Format,
    FormatOption,
    LangOption,
    OthersOption,
    PoliciesOption,
    PolicyOption,
    ReadingOption,
    RecordArgument,
    RequireOption,
)
from xgxp_rules.cli.terminal import language, write

ReceiptsOption = Annotated[
    Path | None, typer.Option("--receipts", metavar="FILE", help="Keep sealed receipts, one a line. 存下答复凭证")
]


def decide(
    record: RecordArgument,
    policy: PolicyOption,
    as_of: AsOfOption,
    decision: DecisionOption = "",
    others: OthersOption = None,
    reading: ReadingOption = None,
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
    from xgxp_rules.tools.answers import answers, answers_under_all_readings, open_catalog, read_day
    from xgxp_rules.tools.explain import Layout, explained, receipts
    from xgxp_rules.tools.readings import explain_readings, readings_json
    from xgxp_rules.tools.receipts import keep_receipts

    catalog, day = open_catalog(policies), read_day(as_of)
    if all_readings:
        ways = answers_under_all_readings(
            catalog, policy, record, day, decision=decision, readings=reading or (), others=others or ()
        )
        if format is Format.JSON:
            write(readings_json(ways))
        else:
            write("\n\n".join(explain_readings(one, language(lang)) for one in ways))
        if require_determined and any(one.answer.status == "undetermined" for one in ways):
            raise typer.Exit(5)
        return
    found = answers(catalog, policy, record, day, decision=decision, readings=reading or (), others=others or ())
    if receipts_to is not None:
        keep_receipts(found, receipts_to, lang.value if lang else "zh")
    match format:
        case Format.JSON:
            write(receipts(found, lang.value if lang else "zh"))
        case Format.TEXT | Format.MARKDOWN:
            layout: Layout = "markdown" if format is Format.MARKDOWN else "text"
            write(explained(found, lang=language(lang), detail="card", layout=layout))
    if require_determined and any(one.status == "undetermined" for one in found):
        raise typer.Exit(5)
