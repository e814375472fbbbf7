"""`xgxp roster`: everybody in a roster decided at once, from spreadsheets to a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from xgxp_rules.cli.options import (
    AsOfOption,
    DecisionOption,
    Format,
    Output,
    PolicyOption,
    ReadingOption,
    RequireOption,
)
from xgxp_rules.cli.progress import progress
from xgxp_rules.cli.questions import write_answers
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import complain, language, write, write_content, write_json, write_lines

if TYPE_CHECKING:
    from xgxp_rules.engines.decision import Decision


@spread
def roster(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="Excel workbooks (.xlsx), CSV in UTF-8 or GBK, Parquet, or a folder of CSV. 名单文件",
        ),
    ],
    policy: PolicyOption,
    as_of: AsOfOption,
    decision: DecisionOption = "",
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the answers: .xlsx, .csv or .parquet; `-` is CSV on standard output. 答案写到",
        ),
    ] = None,
    encoding: Annotated[
        str,
        typer.Option(
            "--encoding", metavar="NAME", help="Of the CSV written: utf-8 (for Excel too), gbk, gb18030. CSV 的编码"
        ),
    ] = "",
    mapping: Annotated[
        str, typer.Option("--map", metavar="FILE", help="What sheets and columns mean. 表名和列名的对照文件")
    ] = "",
    complete: Annotated[
        list[str] | None,
        typer.Option(
            "--complete",
            metavar="LIST",
            help="This list is whole: without rows there is none; `all` for every list. 这份表是完整的",
        ),
    ] = None,
    explain: Annotated[
        list[str] | None,
        typer.Option(
            "--explain", metavar="ID", help="Only the worksheet of this record; repeatable. 只看此人的推理"
        ),
    ] = None,
    reading: ReadingOption = None,
    require_determined: RequireOption = False,
    *,
    out: Output,
) -> None:
    """Decide everybody in a roster; good rows although others are bad. 整份名单一次决定，有错的行退回.

    \b
    xgxp roster county.xlsx --policy P --as-of 2026-09-01 -o answers.xlsx
    xgxp roster county.xlsx --policy P --as-of 2026-09-01 --explain 00123
    xgxp roster 教师.csv 任职经历.csv --complete 任职经历 --policy P --as-of 2026-09-01 -o answers.xlsx
    """
    from xgxp_rules.diagnostics import UsageError
    from xgxp_rules.tools.answers import open_catalog, read_day
    from xgxp_rules.tools.rosters.messages import ONE_ANSWER
    from xgxp_rules.tools.rosters.running import RosterCall, explain_some, run_roster
    from xgxp_rules.tools.rosters.screen import summary_text
    from xgxp_rules.tools.rosters.summary import summary

    if out.format is Format.JSON and str(output) == "-":
        raise UsageError.of(ONE_ANSWER)
    spoken = language(out.lang)
    call = RosterCall(
        tuple(files),
        policy,
        read_day(as_of),
        decision,
        output,
        mapping,
        tuple(complete or ()),
        tuple(reading or ()),
        encoding,
    )
    if explain:
        _explained(explain_some(open_catalog(out.policies), call, explain), out)
        return
    with progress("名单" if spoken == "zh" else "roster", quiet=out.format is Format.JSON) as tick:
        done = run_roster(open_catalog(out.policies), call, spoken, tick)
    if out.format is Format.JSON:
        write_json(summary(done, spoken))
    elif done.content:
        write_content(done.content)
        complain(summary_text(done, spoken))
    else:
        write_lines(summary_text(done, spoken), out.format)
    if done.nothing_decided:
        raise done.refusal()
    if require_determined and done.is_open:
        raise typer.Exit(5)


def _explained(found: list[tuple[str, tuple[Decision, ...]]], out: Output) -> None:
    """Write the worksheets of some records, under the id of each where there are several; as JSON all in one list."""
    if out.format is Format.JSON or len(found) == 1:
        write_answers(tuple(one for _who, made in found for one in made), out.format, out.lang, "worksheet")
        return
    for who, made in found:
        write(f"## {who}\n" if out.format is Format.MARKDOWN else f"【{who}】\n")
        write_answers(made, out.format, out.lang, "worksheet")
        write("")
