"""`xgxp ask`: an interview at the terminal that stops as soon as the answer is settled."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from xgxp_rules.cli.options import AsOfOption, Format, NamedDecisionOption, Output, PolicyOption
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import complain, language, write

StartArgument = Annotated[
    str, typer.Argument(metavar="[RECORD]", help="A record to start from; else nothing is known. 已有的记录")
]
SaveOption = Annotated[
    Path | None, typer.Option("--save", metavar="FILE", help="Keep the record as JSON. 把问到的记录存成文件")
]


@spread
def ask(
    policy: PolicyOption,
    as_of: AsOfOption,
    decision: NamedDecisionOption,
    record: StartArgument = "",
    save: SaveOption = None,
    *,
    out: Output,
) -> None:
    """Ask for what is missing, one fact at a time, until the rest cannot matter. 逐项询问，问到能确定为止.

    An empty answer means "not known"; 退出 ends the interview. Answers may come from a pipe, one a line. With
    --format json or markdown the questions go to standard error, and only the answer to standard output.

    \b
    xgxp ask --policy P --as-of 2026-09-01 --decision rotation
    """
    from xgxp_rules.model.settling_report import QuestionReport
    from xgxp_rules.tools.answers import begin_interview, open_catalog, read_day
    from xgxp_rules.tools.explain import explain, receipts
    from xgxp_rules.tools.interview import hold
    from xgxp_rules.tools.settling_words import question_words
    from xgxp_rules.tools.writing import write_file

    spoken = language(out.lang)
    show = write if out.format is Format.TEXT else complain
    interview = begin_interview(open_catalog(out.policies), policy, record, read_day(as_of), decision)

    def question(one: QuestionReport, hint: str) -> str:
        show(f"{interview.asked + 1}. {question_words(one, spoken)}" + (f"\n   {hint}" if hint else ""))
        line = sys.stdin.readline()
        return line.rstrip("\n") if line else "退出"

    found = hold(interview, question, complain, spoken)
    match out.format:
        case Format.JSON:
            write(receipts((found,), spoken))
        case Format.MARKDOWN:
            write(explain(found, lang=spoken, layout="markdown"))
        case Format.TEXT:
            write("\n" + explain(found, lang=spoken))
    if save is not None:
        write_file(save, json.dumps(interview.data, ensure_ascii=False, indent=2) + "\n")
