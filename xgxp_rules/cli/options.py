"""The options that several verbs share, declared once; a leaf that any verb may import.

`Output` is a group of options (see `spreading`), for the verbs that take all three.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How the answer is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"


class Language(StrEnum):
    """In which language people are spoken to."""

    ZH = "zh"
    EN = "en"


FormatOption = Annotated[Format, typer.Option("--format", help="How to write the answer. 输出格式")]
LangOption = Annotated[
    Language | None, typer.Option("--lang", help="Language; by default that of the locale. 语言，默认随系统")
]
PoliciesOption = Annotated[
    Path | None,
    typer.Option(
        "--policies",
        metavar="DIR",
        envvar="XGXP_POLICIES",
        help="A folder of policies instead of the shipped ones. 政策文件夹，默认用随附的政策",
    ),
]
RecordArgument = Annotated[
    str,
    typer.Argument(metavar="RECORD", help="A YAML or JSON file with one record; - reads standard input. 记录文件"),
]
PolicyOption = Annotated[str, typer.Option("--policy", "-p", metavar="P", help="The policy's id. 政策编号")]
AsOfOption = Annotated[
    str, typer.Option("--as-of", metavar="D", help="The decision date, such as 2026-09-01. 决定日期")
]
DecisionOption = Annotated[
    str, typer.Option("--decision", metavar="X", help="Only this decision, by id or title. 只作这一项决定")
]
NamedDecisionOption = Annotated[
    str, typer.Option("--decision", metavar="X", help="The decision, by id or title. 哪一项决定")
]
ReadingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reading", metavar="ID=CHOICE", help="Choose how an ambiguous passage is read; repeatable. 选定一种理解"
    ),
]
OthersOption = Annotated[
    list[str] | None,
    typer.Option(
        "--others",
        metavar="FILE|DIR",
        help="Records of schools, colleagues, a spouse: a file by kind or a folder of CSV tables; repeatable. "
        "其他记录：学校、同事、配偶",
    ),
]
AllReadingsOption = Annotated[
    bool,
    typer.Option("--all-readings", help="Show what other readings would lead to. 逐一试各种读法，只列结论不同的"),
]
RequireOption = Annotated[
    bool,
    typer.Option("--require-determined", help="Exit with 5 when an answer is still open. 有未定的答案时以 5 退出"),
]


@dataclass(frozen=True)
class Output:
    """How and in which language the answer is written, and from which policies it comes."""

    format: FormatOption = Format.TEXT
    lang: LangOption = None
    policies: PoliciesOption = None
