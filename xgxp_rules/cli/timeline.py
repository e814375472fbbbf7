"""`xgxp timeline`: when the answer about one record changes, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from xgxp_rules.cli.options import (
    Format,
    NamedDecisionOption,
    OthersOption,
    Output,
    PolicyOption,
    ReadingOption,
    RecordArgument,
)
from xgxp_rules.cli.progress import progress
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write, write_json

FromOption = Annotated[str, typer.Option("--from", metavar="D", help="The first day. 起日")]
UntilOption = Annotated[str, typer.Option("--until", metavar="D", help="The last day. 止日")]


@spread
def timeline(
    record: RecordArgument,
    policy: PolicyOption,
    decision: NamedDecisionOption,
    first: FromOption,
    last: UntilOption,
    picture: Annotated[
        Path | None, typer.Option("--picture", metavar="FILE", help="Draw it too: .svg or .png. 另存成图")
    ] = None,
    others: OthersOption = None,
    reading: ReadingOption = None,
    *,
    out: Output,
) -> None:
    """Show every day on which an answer changes if the record does not. 其他不变时，答案从哪天起变，为什么.

    \b
    xgxp timeline teacher.yaml --policy P --decision rotation --from 2026-09-01 --until 2046-08-31
    """
    from xgxp_rules.tools.answers import open_catalog, read_day, timeline_of_file
    from xgxp_rules.tools.timeline_words import explain_timeline

    catalog, begin, end, spoken = open_catalog(out.policies), read_day(first), read_day(last), language(out.lang)
    with progress("时间线" if spoken == "zh" else "timeline", quiet=out.format is Format.JSON) as tick:
        found = timeline_of_file(
            catalog,
            policy,
            record,
            decision,
            first=begin,
            last=end,
            readings=reading or (),
            others=others or (),
            lang=spoken,
            tick=tick,
        )
    if picture is not None:
        from xgxp_rules.tools.timeline_picture import write_picture

        write_picture(found, picture, spoken)
    if out.format is Format.JSON:
        write_json(found.model_dump(mode="json"))
    else:
        write(explain_timeline(found, spoken, markdown=out.format is Format.MARKDOWN))
