"""The program `xgxp`: wires the verbs in, and turns every error into plain words and an exit status.

0 all well · 1 findings · 2 the call is wrong · 3 a policy file is invalid · 4 the input data are invalid ·
5 undetermined where an answer was required · 6 coverage or mutation score too low · 7 a receipt does not replay ·
70 a bug.
A negative answer is not an error.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn, TextIO

import typer
from typer.core import TyperGroup

from xgxp_rules.cli import (
    ask,
    case,
    check,
    coverage,
    decide,
    explain,
    fmt,
    letter,
    log,
    missing,
    new,
    policies,
    quotas,
    replay,
    retirement,
    roster,
    schema,
    test,
    timeline,
    whatif,
    words,
)
from xgxp_rules.cli.options import Language
from xgxp_rules.cli.terminal import ClosedPipe, complain, language
from xgxp_rules.cli.usage import usage_text
from xgxp_rules.diagnostics import Lang, XgxpError
from xgxp_rules.version import ENGINE_VERSION

BUG = 70
CLOSED = 141
"""What a shell reports of a program that ended because its reader had gone."""


class Program(TyperGroup):
    """The group of verbs; its `main` is the one place where errors end."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **options: Any) -> NoReturn:
        """Run the verb named in `args` and leave with its exit status."""
        args = sys.argv[1:] if args is None else list(args)
        options["standalone_mode"] = False
        lang = _language_typed(args)
        try:
            status = super().main(args, *more, **options) or 0
        except ClosedPipe:
            status = _leave_quietly()
        except XgxpError as error:
            status = _told(error.text(lang), error.exit_code)
        except typer.Abort:
            status = 130
        except Exception as error:
            status = _told(*_refused(error, lang))
        sys.exit(status)


def _refused(error: Exception, lang: Lang) -> tuple[str, int]:
    # Typer has carried its own copy of click since 0.2x: usage errors are known by what they can do.
    if hasattr(error, "format_message"):
        return usage_text(error, lang), 2
    apology = _apology(error, lang)
    if os.environ.get("XGXP_DEBUG") == "1":
        apology = "".join(traceback.format_exception(error)) + apology
    return apology, BUG


def _told(text: str, status: int) -> int:
    try:
        complain(text)
    except ClosedPipe:
        return _leave_quietly()
    return status


def _leave_quietly() -> int:
    """Point standard output nowhere, so that the interpreter does not complain on its way out."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return CLOSED


def _apology(error: Exception, lang: Lang) -> str:
    """Return what to say of a bug: its kind and place, never the message, which may hold somebody's data."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "?" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    fault = f"xgxp {ENGINE_VERSION} · {type(error).__name__} · {place}"
    if lang == "zh":
        return (
            f"抱歉，程序自身出错了，并不是您的输入有误。\n  {fault}\n"
            "请把上面一行和所用的命令告诉维护者，不要附上任何人的记录；设 XGXP_DEBUG=1 再运行可看到细节。"
        )
    return (
        f"Sorry, the program itself has failed; your input is not at fault.\n  {fault}\n"
        "Please tell the maintainers the line above and the command, without anybody's record; "
        "run again with XGXP_DEBUG=1 to see the details."
    )


def _language_typed(args: Sequence[str]) -> Lang:
    """Return the language that was asked for, known before anything typed has been understood."""
    for place, word in enumerate(args):
        following = args[place + 1] if place + 1 < len(args) else ""
        value = word.partition("=")[2] if word.startswith("--lang=") else following if word == "--lang" else ""
        if value in ("zh", "en"):
            return language(Language(value))
    return language(None)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"xgxp {ENGINE_VERSION}")
        raise typer.Exit


app = typer.Typer(
    name="xgxp",
    cls=Program,
    help="Public personnel policies as rule sets: decide, explain, check. 把公开的人事政策变成可核对的规则",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command(short_help="List policies and their versions. 政策一览")(policies.policies)
app.command(short_help="Decide one record: answer cards. 作出决定")(decide.decide)
app.command(short_help="Show the whole worksheet. 逐条说明理由")(explain.explain)
app.command(short_help="A letter, a worksheet, a receipt. 书面答复")(letter.letter)
app.command(short_help="When the answer changes. 答案何时变化")(timeline.timeline)
app.command(short_help="What would change the answer. 怎样才会不同")(whatif.whatif)
app.command(short_help="What is missing, and what to ask. 还缺什么")(missing.missing)
app.command(short_help="Ask until the answer is settled. 逐项询问")(ask.ask)
app.command(short_help="Make decisions again from receipts. 复核凭证")(replay.replay)
app.command(short_help="Check a log of decisions. 核对决定日志")(log.log)
app.command(short_help="Count quotas over a roster. 核对比例")(quotas.quotas)
app.command(short_help="Decide a whole roster. 整份名单")(roster.roster)
app.command(short_help="Check policy files. 检查政策文件")(check.check)
app.command(short_help="Which clauses are encoded. 条款写成了多少")(coverage.coverage)
app.command("test", short_help="Run the cases of policies. 运行案例")(test.run_cases)
app.command(short_help="Rewrite policy files in one spelling. 统一写法")(fmt.fmt)
app.command(short_help="Begin a policy, a rule or cases. 起草")(new.new)
app.command(short_help="Work out a retirement day. 推算退休日")(retirement.retirement)
app.command(short_help="Print the word table. 条件用词表")(words.words)
app.command(short_help="Print a JSON Schema. 输出 JSON Schema")(schema.schema)
app.add_typer(case.app)


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Show the version. 版本"
    ),
) -> None:
    """Public personnel policies as rule sets: decide, explain, check. 把公开的人事政策变成可核对的规则.

    \b
    xgxp decide teacher.yaml --policy P --as-of 2026-09-01
    xgxp explain teacher.yaml --policy P --as-of 2026-09-01
    xgxp check
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def _able_to_say_it(stream: TextIO) -> None:
    """Make a stream able to take Chinese: one that cannot speaks UTF-8, and `?` stands for single signs it lacks."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    try:
        "县管校聘".encode(stream.encoding or "ascii")
        reconfigure(errors="replace")
    except (UnicodeEncodeError, LookupError):
        reconfigure(encoding="utf-8", errors="replace")


def run() -> None:
    """Run the program on what was typed."""
    _able_to_say_it(sys.stdout)
    _able_to_say_it(sys.stderr)
    app()
