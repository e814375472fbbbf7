"""`xgxp fmt`: policy and case files in their canonical spelling."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from xgxp_rules.cli.options import Format, Output
from xgxp_rules.cli.progress import progress
from xgxp_rules.cli.spreading import spread
from xgxp_rules.cli.terminal import language, write, write_json


class Keys(StrEnum):
    """The language of the keys."""

    ZH = "zh"
    EN = "en"


class Names(StrEnum):
    """How facts, decisions and outcomes are referred to."""

    LABEL = "label"
    ID = "id"


@spread
def fmt(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...", help="Policy files, case files or folders; by default this folder. 文件或文件夹"
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit with 1 if a file would change. 只检查，不改写")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; show what would change. 显示改动")] = False,
    keys: Annotated[
        Keys | None,
        typer.Option("--keys", help="Language of the keys; by default that of most keys in a file. 键用哪种语言"),
    ] = None,
    names: Annotated[
        Names | None,
        typer.Option("--names", help="Refer to facts, decisions and outcomes by label or id. 用名称还是编号"),
    ] = None,
    *,
    out: Output,
) -> None:
    """Rewrite policies and cases in one spelling; comments, blank lines and the author's words stay. 统一文件的写法.

    Numbers, signs and dates get one form, keys one language. Nothing is reordered but the keys of cases, and a file
    is only written if it says the same as before. Exit status 1 with --check when a file would change, 3 when one has
    errors.

    \b
    xgxp fmt policies/county/2026.yaml --keys zh
    xgxp fmt --check policies
    """
    from xgxp_rules.tools.answers import open_catalog
    from xgxp_rules.tools.formatting import format_paths, formatted_data, said_of

    spoken = language(out.lang)
    with progress("改写" if spoken == "zh" else "fmt", quiet=out.format is Format.JSON) as tick:
        results = format_paths(
            paths or [out.policies or Path()],
            keys=None if keys is None else keys.value,
            names=None if names is None else names.value,
            catalog=open_catalog(out.policies),
            write=not (check or diff),
            tick=tick,
        )
    if out.format is Format.JSON:
        write_json(formatted_data(results))
    else:
        write(said_of(results, spoken, written=not (check or diff), diff=diff))
    if any(one.problems for one in results):
        raise typer.Exit(3)
    if check and any(one.changed for one in results):
        raise typer.Exit(1)
