"""`xgxp missing`: what an open answer lacks, and what to ask for first."""

from __future__ import annotations

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
)
from xgxp_rules.cli.terminal import language, write, write_json


def missing(
    record: RecordArgument,
    policy: PolicyOption,
    as_of: AsOfOption,
    decision: DecisionOption = "",
    others: OthersOption = None,
    reading: ReadingOption = None,
    format: FormatOption = Format.TEXT,
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Show what open answers lack: the best question first. 还缺什么，先问哪一项最省事.

    Facts that cannot change the answer any more are not asked for; sensitive ones come late.

    \b
    xgxp missing teacher.yaml --policy P --as-of 2026-09-01
    """
    from xgxp_rules.tools.answers import answers, open_catalog, read_day
    from xgxp_rules.tools.settling import plan, settle
    from xgxp_rules.tools.settling_words import explain_missing

    found = answers(
        open_catalog(policies),
        policy,
        record,
        read_day(as_of),
        decision=decision,
        readings=reading or (),
        others=others or (),
    )
    told = [(plan(one), settle(one)) for one in found]
    if format is Format.JSON:
        write_json(
            [{"plan": one.model_dump(mode="json"), "sets": two.model_dump(mode="json")} for one, two in told]
        )
    else:
        write("\n\n".join(explain_missing(one, two, language(lang)) for one, two in told))
