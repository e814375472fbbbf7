"""`xgxp case`: open a case, record in it, look at it, its history, and what is due in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from xgxp_rules.cli.case_options import (
    ActorOption,
    AsOfOption,
    CaseArgument,
    Desk,
    IdOption,
    OnOption,
    RemarkOption,
    RevisionOption,
    Sight,
    day_typed,
)
from xgxp_rules.cli.options import PolicyOption
from xgxp_rules.cli.spreading import spread

if TYPE_CHECKING:
    from xgxp_rules.library.cases.cases import Receipt

app = typer.Typer(
    name="case",
    help="Cases over time: open, record, show, due, history. 案件：开立、登记、查看、到期、经过",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback()
def begin(context: typer.Context) -> None:
    """Cases over time: open, record, show, due, history. 案件：开立、登记、查看、到期、经过.

    \b
    xgxp case open W-017 teacher.yaml --policy P --process 待岗 --actor 人事科
    xgxp case record W-017 聘用 --on 2026-09-01 --actor 人事科
    xgxp case due --within 30d
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command("open", short_help="Open a case. 开立案件")
@spread
def open_case(
    case: CaseArgument,
    policy: PolicyOption,
    actor: ActorOption,
    record: Annotated[
        str, typer.Argument(metavar="[RECORD]", help="What is known of whom it is about. 当事人的记录文件")
    ] = "",
    process: Annotated[str, typer.Option("--process", metavar="X", help="The process, by id or title. 流程")] = "",
    on: OnOption = "",
    id: IdOption = "",
    remark: RemarkOption = "",
    *,
    desk: Desk,
) -> None:
    """Open a case under a process of a policy; the store is made where it is not there. 开立案件.

    \b
    xgxp case open W-017 teacher.yaml --policy P --process 待岗 --on 2026-03-01 --actor 人事科
    """
    from xgxp_rules.tools.casework import facts_in

    facts = facts_in(record) if record else None
    with desk.cases(create=True) as cases:
        receipt = cases.open(
            case, policy=policy, process=process, on=day_typed(on), actor=actor, record=facts, id=id, remark=remark
        )
    _write_receipt(receipt, desk)


@app.command("record", short_help="Record what happened. 登记")
@spread
def record(
    case: CaseArgument,
    actor: ActorOption,
    event: Annotated[str, typer.Argument(metavar="[EVENT]", help="The event, as the process names it. 事件")] = "",
    on: OnOption = "",
    facts: Annotated[str, typer.Option("--facts", metavar="FILE", help="Facts that hold from then. 事实")] = "",
    add: Annotated[str, typer.Option("--add", metavar="FILE", help="Further items of lists. 列表的新条目")] = "",
    step: Annotated[str, typer.Option("--step", metavar="X", help="A step of a procedure. 办理程序的一步")] = "",
    procedure: Annotated[str, typer.Option("--procedure", metavar="X", help="Which procedure. 哪一项程序")] = "",
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who took the step. 由谁办理")] = "",
    corrects: Annotated[
        str, typer.Option("--corrects", metavar="ID", help="Correct this entry, by id or number. 更正哪一条")
    ] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="With --corrects: withdraw it. 撤销")] = False,
    id: IdOption = "",
    revision: RevisionOption = None,
    remark: RemarkOption = "",
    *,
    desk: Desk,
) -> None:
    """Record an event, a step of a procedure, facts, or a correction; what the case cannot take is refused. 登记.

    \b
    xgxp case record W-017 聘用 --on 2026-09-01 --actor 人事科
    xgxp case record W-017 --step 听取陈述 --on 2026-09-01 --actor 人事科
    xgxp case record W-017 --corrects 3 --on 2026-08-31 --actor 复核
    """
    from xgxp_rules.tools.casework import check_options, facts_in

    more: dict[str, Any] = {"actor": actor, "id": id, "revision": revision, "remark": remark}
    check_options(
        {
            "EVENT": bool(event),
            "--step": bool(step),
            "--facts": bool(facts),
            "--add": bool(add),
            "--procedure": bool(procedure),
            "--by": bool(by),
            "--corrects": bool(corrects),
            "--withdraw": withdraw,
        }
    )
    given, added = (facts_in(facts) if facts else None), (facts_in(add) if add else None)
    with desk.cases() as cases:
        if corrects:
            day = day_typed(on) if on else None
            receipt = cases.correct(
                case, corrects, on=day, event=event or step, facts=given, withdraw=withdraw, **more
            )
        elif step:
            receipt = cases.step(case, step, procedure=procedure, on=day_typed(on), by=by, **more)
        else:
            receipt = cases.record(case, event, on=day_typed(on), facts=given, adds=added, **more)
    _write_receipt(receipt, desk)


@app.command("show", short_help="Where a case stands. 查看案件")
@spread
def show(sight: Sight, desk: Desk) -> None:
    """Show where a case stands, what may come next and needs, what is due, and how it came there. 查看案件.

    \b
    xgxp case show W-017
    xgxp case show W-017 --as-of 2026-06-30 --known-on 2026-07-01 --format json
    """
    from xgxp_rules.tools.casework import case_card

    report = sight.report(desk)
    desk.write(report.model_dump(mode="json"), case_card(report, desk.spoken))


@app.command("history", short_help="The log of a case. 案件经过")
@spread
def history(sight: Sight, desk: Desk) -> None:
    """List every entry of a case, by whom and when, what came of it and what corrected it. 案件经过.

    \b
    xgxp case history W-017
    """
    from xgxp_rules.tools.casework import history_table

    report = sight.report(desk)
    desk.write([line.model_dump(mode="json") for line in report.log], history_table(report, desk.spoken))


@app.command("due", short_help="What is due in all cases. 到期一览")
@spread
def due(
    within: Annotated[
        str,
        typer.Option(
            "--within", metavar="T", help="How far ahead: 30d, 2w, 3m, 10wd. 往后多久，如 30天、10个工作日"
        ),
    ] = "30d",
    all_cases: Annotated[
        bool,
        typer.Option(
            "--all", help="Go through every case first: a text or setting has changed. 先把全部案件重算一遍"
        ),
    ] = False,
    as_of: AsOfOption = "",
    *,
    desk: Desk,
) -> None:
    """List what is due in all cases within a time, overdue ones first: a clerk's morning list. 到期一览.

    \b
    xgxp case due --within 30d
    xgxp case due --within 10个工作日 --as-of 2026-09-01 --format json
    """
    from xgxp_rules.tools.casework import due_table, horizon

    day = day_typed(as_of)
    until = horizon(within, day)
    with desk.cases() as cases:
        if all_cases:
            cases.redraw()
        found = list(cases.due(as_of=day, until=until))
    desk.write([one.model_dump(mode="json") for one in found], due_table(found, day, until, desk.spoken))


def _write_receipt(receipt: Receipt, desk: Desk) -> None:
    from xgxp_rules.tools.casework import receipt_line

    due = None if receipt.next_due is None else receipt.next_due.isoformat()
    told = {"case": receipt.case, "id": receipt.entry.id, "revision": receipt.revision}
    told |= {"state": receipt.state, "next_due": due, "repeated": receipt.repeated}
    desk.write(told, receipt_line(receipt, desk.spoken))
