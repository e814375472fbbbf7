"""`xgxp explain`: the whole worksheet for one record."""

from __future__ import annotations

import typer

from xgxp_rules.cli.options import (
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


def explain(
    record: RecordArgument,
    policy: PolicyOption,
    as_of: AsOfOption,
    decision: DecisionOption = "",
    others: OthersOption = None,
    reading: ReadingOption = None,
    require_determined: RequireOption = False,
    format: FormatOption = Format.TEXT,
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Show the worksheet: every rule, condition, value and margin. 逐条列出规则、条件、数值和差距.

    \b
    xgxp explain teacher.yaml --policy P --as-of 2026-09-01 --decision rotation
    """
    from xgxp_rules.tools.answers import answers, open_catalog, read_day
    from xgxp_rules.tools.explain import Layout, explained, receipts

    catalog, day = open_catalog(policies), read_day(as_of)
    found = answers(catalog, policy, record, day, decision=decision, readings=reading or (), others=others or ())
    match format:
        case Format.JSON:
            write(receipts(found, lang.value if lang else "zh"))
        case Format.TEXT | Format.MARKDOWN:
            layout: Layout = "markdown" if format is Format.MARKDOWN else "text"
            write(explained(found, lang=language(lang), detail="worksheet", layout=layout))
    if require_determined and any(one.status == "undetermined" for one in found):
        raise typer.Exit(5)
