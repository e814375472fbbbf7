"""Checking policy files: every problem of every file in one run, then what only shows between files.

A file is read as it stands, without asking which policy its folder belongs to; the catalog is asked for that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import (
    Diagnostic,
    Lang,
    PolicyError,
    UnknownPolicy,
    UsageError,
    in_file_order,
    register,
    render_all,
)
from xgxp_rules.language.loader import check_located, check_policy, content_hash
from xgxp_rules.language.located import Node
from xgxp_rules.language.settings import UNKNOWN, read_settings, with_settings
from xgxp_rules.language.source import read_source
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy_files import PATH_DISAGREES
from xgxp_rules.library.settings import FOLDER
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.tools.check_folding import folded

if TYPE_CHECKING:
    from xgxp_rules.tools.lint import Accepted

NO_PATH = register(
    "XG523",
    zh="没有这个文件或文件夹",
    en="there is no such file or folder",
    exit=2,
    mend_zh="请核对名称和所在的文件夹",
    mend_en="Check the name and the folder it lies in",
)
NOTHING = register(
    "XG524",
    zh="里面没有政策文件（*.yaml）",
    en="it holds no policy file (*.yaml)",
    exit=2,
    mend_zh="请写有政策文件的文件夹；新写一份用 `xgxp new policy`",
    mend_en="Name a folder that holds policy files; `xgxp new policy` begins one",
)
CLOSED = register(
    "XG525",
    zh="文件无法读取：{why}",
    en="the file cannot be read: {why}",
    exit=2,
    mend_zh="请核对文件是否正被别的程序占用、有没有读的权限",
    mend_en="Check whether another program holds the file, and whether you may read it",
)


@dataclass(slots=True)
class Checked:
    """What a check found: the files looked at, their texts (for quoting) and every problem in file order.

    `accepted` holds what lint found and the files themselves accept with a reason; it is no problem.
    """

    files: tuple[str, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()

    @property
    def worst(self) -> str:
        """Return "error", "warning", "note", or nothing where all is well."""
        found = {one.severity for one in self.problems}
        return next((severity for severity in ("error", "warning", "note") if severity in found), "")


def check_paths(
    paths: Sequence[Path],
    catalog: Catalog | None = None,
    *,
    as_of: date | None = None,
    tick: Callable[[int, int], None] | None = None,
) -> Checked:
    """Return what is wrong in these policy files, and in every one below these folders: errors and lint.

    Lint speaks of sound files only. `as_of` is the day against which trials expire; without it that is not asked.
    `tick` is told after each step how many are done: each file is read first and looked over afterwards.

    Raises:
        UsageError: a path does not exist, cannot be read, or holds no policy file.
    """
    from xgxp_rules.tools.lint.files import lint_files

    files = tuple(dict.fromkeys(file for path in paths for file in policy_files(path)))
    checked = Checked(tuple(map(str, files)))
    found: list[Diagnostic] = []
    sound: list[tuple[PolicyVersion, Node]] = []
    known = catalog or Catalog()
    told = tick or (lambda _done, _total: None)
    for place, file in enumerate(files, 1):
        told(place, 2 * len(files))
        text = _content(file)
        if _SETTINGS.search(text.decode("utf-8", "replace")):
            found += settings_problems(text, file, known)
            checked.sources[str(file)] = text.decode("utf-8", "replace")
            continue
        node, slips = read_source(text, str(file))
        version, problems = check_located(node, slips, text, str(file), kind_of_taken=known.kind_of_taken)
        found += problems
        checked.sources[str(file)] = text.decode("utf-8", "replace")
        if version is not None and node is not None:
            known.remember(file, version)
            sound.append((_as_set(version, file, known, found, checked.sources), node))
    for version, _ in sound:
        found += _against_law(version, known)
    for place, linted in enumerate(lint_files(sound, known, as_of=as_of), len(files) + 1):
        told(place, 2 * len(files))
        found += linted.findings
        checked.accepted += linted.accepted
    found += (one for one in _between_versions(files, known) if one not in found)
    checked.problems = tuple(in_file_order(found))
    return checked


def _between_versions(files: Sequence[Path], catalog: Catalog) -> list[Diagnostic]:
    """Return what is wrong between the files of the policies whose folders these lie in: a wrong place, an overlap."""
    folder = catalog.folder.resolve()
    places = (file.resolve().parent for file in files)
    ids = dict.fromkeys(".".join(one.relative_to(folder).parts) for one in places if one.is_relative_to(folder))
    found: list[Diagnostic] = []
    for policy_id in set(catalog.ids()) & set(ids):
        try:
            catalog.versions(policy_id)
        except PolicyError as error:
            found += (one for one in error.diagnostics if one.code == PATH_DISAGREES)
        found += catalog.check_versions(policy_id)
    return found


def settings_problems(text: bytes, file: Path, catalog: Catalog) -> list[Diagnostic]:
    """Return what is wrong with one settings file, held against every version of the policy that it is for."""
    read, problems = read_settings(text, str(file))
    if read is None:
        return problems
    try:
        versions = [one.version_data for one in catalog.versions(read.policy)]
    except UnknownPolicy as error:
        return [replace(one, file=str(file), span=read.fields.span("settings")) for one in error.diagnostics]
    except PolicyError as error:
        return list(error.diagnostics)
    named = [one for one in versions if read.version in ("", one.version)]
    # A file in the policy's own folder has been read with it, and nothing was wrong.
    pinned = content_hash(text)
    left = [one for one in named if pinned not in (ref.content_hash for ref in one.settings)]
    known = {parameter.name for one in named for parameter in one.parameters}
    found = [each for one in left for each in with_settings(one, read)[1]]
    # What only another version leaves open is set for that one.
    return [each for each in found if each.code != UNKNOWN or dict(each.args)["name"] not in known]


def _as_set(
    version: PolicyVersion, file: Path, catalog: Catalog, found: list[Diagnostic], sources: dict[str, str]
) -> PolicyVersion:
    """Return a version with what local files set for it; where one of them is faulty, as its own file says."""
    try:
        return catalog.as_set(version, file)
    except PolicyError as error:
        found += error.diagnostics
        sources.update(error.sources)
        return version


def _against_law(version: PolicyVersion, catalog: Catalog) -> list[Diagnostic]:
    try:
        return list(catalog.level_problems(version))
    except PolicyError:
        return []  # the faulty law is reported where it stands


def catalog_around(paths: Sequence[Path], otherwise: Catalog) -> Catalog:
    """Return the catalog in whose folder these files lie by the policies they say they are, or the one given.

    `<folder>/docs/county/v1.yaml` saying `policy: docs.county` lies in `<folder>`, so law beside it is found.
    """
    for path in paths:
        file = next(iter(policy_files(path)))
        named = _HEADER.search(_content(file).decode("utf-8", "replace"))
        parts = named[1].split(".") if named else []
        if parts and file.resolve().parent.parts[-len(parts) :] == tuple(parts):
            folder = file.resolve().parents[len(parts)]
            return otherwise if folder == otherwise.folder.resolve() else Catalog(folder)
    return otherwise


_SETTINGS = re.compile(r"(?m)^(?:settings|本地设定):")
_HEADER = re.compile(r"""(?m)^(?:policy|政策):\s*["']?([a-z0-9.-]+)""")


def check_catalog(
    catalog: Catalog, *, as_of: date | None = None, tick: Callable[[int, int], None] | None = None
) -> Checked:
    """Return what is wrong in a catalog: in each of its files, and between them.

    Raises:
        UsageError: its folder does not exist or holds no policy file.
    """
    checked = check_paths([catalog.folder], catalog, as_of=as_of, tick=tick)
    between = [one for one in (*_misplaced(catalog), *catalog.check()) if one not in checked.problems]
    checked.problems = tuple(in_file_order((*checked.problems, *between)))
    return checked


def mend_paths(paths: Sequence[Path], catalog: Catalog) -> int:
    """Mend the certain slips in these files and below these folders, and return how many there were.

    Raises:
        UsageError: a path does not exist, or cannot be read or written.
    """
    from xgxp_rules.tools.formatting.files import replace_file
    from xgxp_rules.tools.mending import mend

    count = 0
    for file in dict.fromkeys(file for path in paths for file in policy_files(path)):
        try:
            text = _content(file).decode("utf-8")
        except UnicodeDecodeError:
            continue
        read = partial(check_policy, file=str(file), kind_of_taken=catalog.kind_of_taken)
        mended = mend(text, lambda each, read=read: read(each)[1])  # type: ignore[misc]
        if mended.count:
            replace_file(file, mended.text)
            count += mended.count
    return count


def _misplaced(catalog: Catalog) -> Iterator[Diagnostic]:
    """Yield what keeps a valid file from being found under its name; what the files say has been reported."""
    for policy_id in catalog.ids():
        try:
            catalog.versions(policy_id)
        except PolicyError as error:
            yield from error.diagnostics


def policy_files(path: Path) -> list[Path]:
    """Return the file itself, or every policy file below a folder, sorted.

    Raises:
        UsageError: there is no such path, or it holds no policy file.
    """
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise UsageError.of(NO_PATH, file=str(path))
    found = sorted(one for one in path.rglob("*.yaml") if _is_policy(one))
    if not found:
        raise UsageError.of(NOTHING, file=str(path))
    return found


def _is_policy(file: Path) -> bool:
    return not file.name.endswith(".test.yaml") and file.parent.name != FOLDER


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError.of(CLOSED, file=str(file), why=error.strerror or "?") from None


def problems_data(checked: Checked) -> list[dict[str, Any]]:
    """Return the problems as plain data for JSON, each worded in both languages."""
    return [
        {
            "code": one.code,
            "severity": one.severity,
            "file": one.file,
            "line": one.span.line or None,
            "column": one.span.column or None,
            "message": {"zh": one.headline("zh"), "en": one.headline("en")},
            "hint": {"zh": one.hint("zh"), "en": one.hint("en")},
        }
        for one in checked.problems
    ]


def summary(checked: Checked, lang: Lang, layout: str = "text") -> str:
    """Return every problem as printed, and below them how many files hold how many."""
    shown = render_all(folded(checked.problems), checked.sources, lang)
    counts = {name: sum(one.severity == name for one in checked.problems) for name in ("error", "warning", "note")}
    accepted = len(checked.accepted)
    if lang == "zh":
        found = "、".join(f"{count} 个{_LEVELS[name]}" for name, count in counts.items() if count)
        said = f"检查了 {len(checked.files)} 个文件：{found or '没有问题'}"
        said += f"；另有 {accepted} 处由文件写明理由认可" if accepted else ""
    else:
        found = ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for name, count in counts.items() if count)
        said = (
            f"{len(checked.files)} file{'' if len(checked.files) == 1 else 's'} checked: {found or 'no problems'}"
        )
        said += f"; {accepted} more accepted by the files, with reasons" if accepted else ""
    if layout == "markdown" and shown:
        shown = f"```text\n{shown}\n```\n"
    return f"{shown}\n{said}" if shown else said


_LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}
