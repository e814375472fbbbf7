"""`xgxp new`: the beginning of a policy, a rule, a case, or all the boundary cases of a policy."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from xgxp_rules.cli.options import LangOption, PoliciesOption
from xgxp_rules.cli.terminal import language, write


class Thing(StrEnum):
    """What is begun."""

    POLICY = "policy"
    RULE = "rule"
    CASE = "case"
    CASES = "cases"


def new(
    thing: Annotated[Thing, typer.Argument(help="What to begin: policy, rule, case or cases. 起草什么")],
    policy: Annotated[str, typer.Argument(metavar="POLICY", help="The policy's id. 政策编号")],
    as_of: Annotated[
        str,
        typer.Option("--as-of", metavar="D", help="The day: a new policy's first, else which version. 日期"),
    ] = "",
    decision: Annotated[
        str,
        typer.Option(
            "--decision", metavar="X", help="The decision of a rule or of cases, by id or title. 哪项决定"
        ),
    ] = "",
    source: Annotated[
        str,
        typer.Option("--from", metavar="P", help="Copy a template or another policy. 照哪个范本或政策起草"),
    ] = "",
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Print the beginning of a file for a person to finish; what must come out is left as `?`. 起草.

    \b
    xgxp new policy county.name --as-of 2026-09-01 > policies/county/name/2026.yaml
    xgxp new policy county.cadres --from templates.cadres --as-of 2026-09-01 > policies/county/cadres/2026.yaml
    xgxp new cases national.retirement > 2025.test.yaml
    """
    from xgxp_rules.tools.answers import open_catalog, read_day
    from xgxp_rules.tools.beginnings import begun

    language(lang)
    day = read_day(as_of) if as_of else None
    write(begun(thing.value, policy, open_catalog(policies), day, decision, source).rstrip("\n"))
