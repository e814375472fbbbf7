"""`xgxp retirement`: the statutory day of one person, or the table of a track."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from xgxp_rules.cli.options import LangOption, PoliciesOption
from xgxp_rules.cli.terminal import language, write, write_json


class TableFormat(StrEnum):
    """How the answer or the table is written."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    CSV = "csv"


def retirement(
    born: Annotated[
        str, typer.Option("--born", metavar="D", help="The birth date, such as 1969-08-01. 出生日期")
    ] = "",
    sex: Annotated[str, typer.Option("--sex", metavar="S", help="男 or 女, male or female. 性别")] = "",
    post: Annotated[
        str, typer.Option("--post", metavar="P", help="专业技术, 管理 or 工勤: decides a woman's track. 岗位类别")
    ] = "",
    senior_title: Annotated[
        bool, typer.Option("--senior-title", help="A woman with a senior title: both routes. 有高级职称的女性")
    ] = False,
    as_of: Annotated[
        str, typer.Option("--as-of", metavar="D", help="By the law of this day; else the newest. 决定日期")
    ] = "",
    table: Annotated[
        str, typer.Option("--table", metavar="TRACK", help="Print the table of M60, F55 or F50. 某一档的对照表")
    ] = "",
    format: Annotated[
        TableFormat, typer.Option("--format", help="How to write the answer; csv for tables. 输出格式")
    ] = TableFormat.TEXT,
    lang: LangOption = None,
    policies: PoliciesOption = None,
) -> None:
    """Work out the statutory retirement day, and the days that may be chosen instead. 推算法定退休日.

    \b
    xgxp retirement --born 1969-08-01 --sex 男
    xgxp retirement --table F50 --format csv
    """
    from xgxp_rules.tools.answers import open_catalog, read_day
    from xgxp_rules.tools.retirement_words import answer_written, check_call, table_written

    check_call(born, table, format.value)
    day = read_day(as_of) if as_of else None
    catalog, spoken = open_catalog(policies), language(lang)
    if table:
        said = table_written(catalog, table, day, format.value, spoken)
    else:
        who = read_day(born)
        said = answer_written(
            catalog, who, sex, post, senior=senior_title, as_of=day, form=format.value, lang=spoken
        )
    if format is TableFormat.JSON:
        write_json(said)
    else:
        write(said)
