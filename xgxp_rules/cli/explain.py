"""`xgxp explain`: the whole worksheet for one record."""

from __future__ import annotations

from xgxp_rules.cli.options import Output, RequireOption
from xgxp_rules.cli.questions import Question, leave_if_open, write_answers
from xgxp_rules.cli.spreading import spread


@spread
def explain(question: Question, require_determined: RequireOption = False, *, out: Output) -> None:
    """Show the worksheet: every rule, condition, value and margin. 逐条列出规则、条件、数值和差距.

    \b
    xgxp explain teacher.yaml --policy P --as-of 2026-09-01 --decision rotation
    """
    found = question.answers(out.policies)
    write_answers(found, out.format, out.lang, "worksheet")
    if require_determined:
        leave_if_open(one.status for one in found)
