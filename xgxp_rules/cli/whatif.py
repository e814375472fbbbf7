"""`xgxp whatif`: the smallest changes after which the answer is another one."""

from __future__ import annotations

from typing import Annotated

import typer

from xgxp_rules.cli.options import AsOfOption, Format, OthersOption, Output, PolicyOption, RecordArgument
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write_json, write_lines


@spread
def whatif(
    record: RecordArgument,
    policy: PolicyOption,
    as_of: AsOfOption,
    decision: Annotated[str, typer.Option("--decision", metavar="X", help="The decision. 哪一项决定")],
    want: Annotated[
        str, typer.Option("--want", metavar="OUTCOME", help="Only ways to this outcome. 想要的结果")
    ] = "",
    others: OthersOption = None,
    *,
    out: Output,
) -> None:
    """Show which smallest changes would lead to another answer. 最少改哪几项，答复就会不同.

    Sex, birth date and days gone by are never proposed; every way shown was decided on the changed record.

    \b
    xgxp whatif teacher.yaml --policy P --as-of 2026-09-01 --decision dismissal
    """
    from xgxp_rules.tools.answers import changes_of_file, open_catalog, read_day
    from xgxp_rules.tools.changing import changes_words

    found = changes_of_file(
        open_catalog(out.policies),
        policy,
        record,
        decision,
        as_of=read_day(as_of),
        wanted=want,
        others=others or (),
    )
    if out.format is Format.JSON:
        write_json(found.model_dump(mode="json"))
    else:
        write_lines(changes_words(found, language(out.lang)), out.format)
