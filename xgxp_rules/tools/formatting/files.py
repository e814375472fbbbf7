"""Many files at once: what `xgxp fmt` does with its paths, and what it says afterwards."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from xgxp_rules.diagnostics import Lang, UsageError, register, render_all
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.tools.checking import policy_files
from xgxp_rules.tools.formatting.formatting import CASES, format_file
from xgxp_rules.tools.formatting.results import Formatted
from xgxp_rules.tools.formatting.spelling import KeyLang, NameForm

NOT_WRITTEN = register(
    "XG571",
    zh="文件无法写入：{why}",
    en="the file cannot be written: {why}",
    exit=2,
    mend_zh="请核对文件夹是否可写、磁盘有没有空间",
    mend_en="Check whether the folder can be written to and the disk has space",
)


def format_paths(
    paths: Sequence[Path],
    *,
    keys: KeyLang | None = None,
    names: NameForm | None = None,
    catalog: Catalog | None = None,
    write: bool = True,
    tick: Callable[[int, int], None] | None = None,
) -> tuple[Formatted, ...]:
    """Return these files formatted, and every policy and case file below folders; with `write`, change them on disk.

    `tick` is told after each file how many are done.

    Raises:
        UsageError: a path does not exist, holds neither kind of file, or cannot be read or written.
    """
    files = dict.fromkeys(file for path in paths for file in _files(path))
    results: list[Formatted] = []
    for done, file in enumerate(files, 1):
        results.append(format_file(file, keys=keys, names=names, catalog=catalog))
        if tick is not None:
            tick(done, len(files))
    for result in results:
        if write and result.changed:
            replace_file(Path(result.file), result.after)
    return tuple(results)


def _files(path: Path) -> list[Path]:
    """Return the file itself, or every policy and case file below a folder, sorted."""
    cases = list(path.rglob(f"*{CASES}")) if path.is_dir() else []
    try:
        return sorted([*policy_files(path), *cases])
    except UsageError:
        if cases:
            return sorted(cases)
        raise


def replace_file(path: Path, text: str) -> None:
    """Write a whole file or none of it: what an editor has open is never half a policy.

    Raises:
        UsageError: it cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8"))
            Path(name).chmod(path.stat().st_mode)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError.of(NOT_WRITTEN, file=str(path), why=error.strerror or "?") from None


def formatted_data(results: Sequence[Formatted]) -> list[dict[str, Any]]:
    """Return what happened to the files as plain data for JSON."""
    return [
        {
            "file": one.file,
            "changed": one.changed,
            "problems": [
                {"code": each.code, "message": {"zh": each.headline("zh"), "en": each.headline("en")}}
                for each in one.problems
            ],
        }
        for one in results
    ]


def said_of(results: Sequence[Formatted], lang: Lang, *, written: bool, diff: bool = False) -> str:
    """Return what happened to the files: problems, changed files or their differences, and a count."""
    problems = [problem for one in results for problem in one.problems]
    rows = [render_all(problems, {one.file: one.before for one in results}, lang)] if problems else []
    changed = [one for one in results if one.changed]
    rows += [one.diff().rstrip("\n") if diff else one.file for one in changed]
    if lang == "zh":
        rows.append(f"{len(results)} 个文件，{'改写了' if written else '需要改写'} {len(changed)} 个")
    else:
        verb = "rewritten" if written else "would be rewritten"
        rows.append(f"{len(results)} file{'' if len(results) == 1 else 's'}, {len(changed)} {verb}")
    return "\n".join(rows)
