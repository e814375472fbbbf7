"""`xgxp quotas`: what the quotas of a policy come to for a roster."""

from __future__ import annotations

from typing import Annotated

import typer

from xgxp_rules.cli.options import AsOfOption, Format, Output, PolicyOption, ReadingOption, RequireOption
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write, write_lines


@spread
def quotas(
    roster: Annotated[
        str,
        typer.Argument(
            metavar="ROSTER",
            help="A YAML or JSON list of records, or a folder of CSV tables; - reads standard input. 名单",
        ),
    ],
    policy: PolicyOption,
    as_of: AsOfOption,
    quota: Annotated[str, typer.Option("--quota", metavar="X", help="Only this quota. 只看这一项比例")] = "",
    groups: Annotated[
        str,
        typer.Option(
            "--groups", metavar="FILE", help="A list of the bodies' own records (schools). 各组自己的记录"
        ),
    ] = "",
    reading: ReadingOption = None,
    require_determined: RequireOption = False,
    *,
    out: Output,
) -> None:
    """Count the quotas of a policy over a roster; nobody is picked. 按名单核对比例和人数要求，不点名选人.

    \b
    xgxp quotas roster.yaml --policy P --as-of 2026-09-01
    xgxp quotas roster.yaml --groups schools.yaml --policy P --as-of 2026-09-01 --format json
    xgxp quotas county --groups county --policy P --as-of 2026-09-01
    """
    from xgxp_rules.tools.answers import open_catalog, read_day
    from xgxp_rules.tools.explain_quota import explain_quotas, quotas_json
    from xgxp_rules.tools.roster_files import roster_answers

    catalog, day = open_catalog(out.policies), read_day(as_of)
    found = roster_answers(catalog, policy, roster, day, groups=groups, quota=quota, readings=reading or ())
    if out.format is Format.JSON:
        write(quotas_json(found))
    else:
        write_lines(explain_quotas(found, language(out.lang)), out.format)
    if require_determined and any(one.status == "open" for one in found):
        raise typer.Exit(5)
