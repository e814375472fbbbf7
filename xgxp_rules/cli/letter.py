"""`xgxp letter`: one answer for the person, the officer or the auditor, as text, Markdown, HTML or JSON."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xgxp_rules.cli.options import (
    AsOfOption,
    LangOption,
    OthersOption,
    PoliciesOption,
    PolicyOption,
    ReadingOption,
    RecordArgument,
)
from xgxp_rules.cli.questions import Question
from xgxp_rules.cli.terminal import language, write


class ReaderName(StrEnum):
    """Whom the page is for."""

    TEACHER = "teacher"
    OFFICER = "officer"
    AUDITOR = "auditor"


class LetterFormat(StrEnum):
    """How the page is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def letter(
    record: RecordArgument,
    policy: PolicyOption,
    as_of: AsOfOption,
    decision: Annotated[str, typer.Option("--decision", metavar="X", help="The decision. 哪一项决定")],
    reader: Annotated[
        ReaderName, typer.Option("--for", help="Whom it is for: a letter, a worksheet or a receipt. 给谁看")
    ] = ReaderName.TEACHER,
    subject: Annotated[str, typer.Option("--subject", metavar="NAME", help="Whom it names. 写给谁")] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file. 写入文件")
    ] = None,
    templates: Annotated[
        Path | None, typer.Option("--templates", metavar="DIR", help="Templates instead of ours. 自备的模板")
    ] = None,
    others: OthersOption = None,
    reading: ReadingOption = None,
    format: Annotated[LetterFormat, typer.Option("--format", help="How to write it. 输出格式")] = LetterFormat.TEXT,
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Write one answer as a letter, a worksheet or a receipt. 把一项答复写成书面：给本人、经办人或审计.

    \b
    xgxp letter teacher.yaml --policy P --as-of 2026-09-01 --decision rotation --format html -o letter.html
    """
    from xgxp_rules.tools.letters import page
    from xgxp_rules.tools.writing import write_file

    found = Question(record, policy, as_of, decision, others, reading).answers(policies)
    text = page(
        found[0],
        reader=reader.value,
        form=format.value,
        lang=language(lang),
        subject=subject,
        templates=templates,
    )
    if output is None:
        write(text.rstrip("\n"))
    else:
        write_file(output, text)
