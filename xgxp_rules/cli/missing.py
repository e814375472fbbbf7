"""`xgxp missing`: what an open answer lacks, and what to ask for first."""

from __future__ import annotations

from xgxp_rules.cli.options import Format, Output
from xgxp_rules.cli.questions import Question
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write, write_json


@spread
def missing(question: Question, out: Output) -> None:
    """Show what open answers lack: the best question first. 还缺什么，先问哪一项最省事.

    Facts that cannot change the answer any more are not asked for; sensitive ones come late.

    \b
    xgxp missing teacher.yaml --policy P --as-of 2026-09-01
    """
    from xgxp_rules.tools.settling import plan, settle
    from xgxp_rules.tools.settling_words import explain_missing

    told = [(plan(one), settle(one)) for one in question.answers(out.policies)]
    if out.format is Format.JSON:
        write_json(
            [{"plan": one.model_dump(mode="json"), "sets": two.model_dump(mode="json")} for one, two in told]
        )
    else:
        write("\n\n".join(explain_missing(one, two, language(out.lang)) for one, two in told))
