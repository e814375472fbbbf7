"""Where local settings lie: in a folder `local` beside a policy's versions, and in files named to the catalog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from xgxp_rules.diagnostics import Diagnostic, PolicyError, diagnose, nearest, register
from xgxp_rules.language.loader import content_hash
from xgxp_rules.language.located import LMap
from xgxp_rules.language.settings import UNKNOWN, SettingsFile, read_settings, with_settings
from xgxp_rules.language.source import read_source
from xgxp_rules.model.definitions import SettingsRef
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.spans import Span

FOLDER = "local"
"""The folder, beside the versions of a policy, whose files set what the policy leaves open."""

MISSING = register(
    "XG505",
    zh="找不到本地设定文件 `{path}`",
    en="there is no settings file `{path}`",
    mend_zh="请核对路径；本地设定放在政策文件夹的 `local` 里",
    mend_en="Check the path; settings lie in the folder `local` of the policy",
)
ELSEWHERE = register(
    "XG292",
    zh="这个文件在政策 {policy} 的本地设定里，写的却是给 `{name}` 设定，所以不起作用",
    en="this file lies among the local settings of {policy} and says that it is for `{name}`, so it does nothing",
    advice_zh="请把 `settings:` 改成 `{policy}`，或者把文件移到 `{name}` 的 `local` 文件夹",
    advice_en="Write `settings: {policy}`, or move the file to the folder `local` of `{name}`",
)
NO_VERSION = register(
    "XG293",
    zh="政策 {policy} 没有版本 `{name}`，这个文件不起作用",
    en="policy {policy} has no version `{name}`, so this file does nothing",
    advice_zh="请写已有的版本，或者删去 `version:` 这一行，对各版本都起作用",
    advice_en="Name a version that exists, or delete the line `version:`: it then holds for all",
)


def settings_files(named: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files that paths name: each file itself, and every YAML file of a folder, sorted.

    Raises:
        PolicyError: a path does not exist.
    """
    found: list[Path] = []
    for path in named:
        if not path.exists():
            raise PolicyError([diagnose(MISSING, Span.none(), path=str(path))])
        found += sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    return tuple(found)


def settled(
    version: PolicyVersion, files: Iterable[Path], others: Iterable[Path] = (), own: Path | None = None
) -> PolicyVersion:
    """Return the version with what the files set for it; files for other policies and versions are passed over.

    A file that names no version is for every one of them: what only another version has, among `others`, is not its
    business. `own` is the policy's own folder of settings, in which a file for another policy does nothing.

    Raises:
        PolicyError: a settings file is not valid, or sets what it may not.
    """
    for path in files:
        text = path.read_bytes()
        if content_hash(text) in {one.content_hash for one in version.settings}:
            continue
        read, problems = read_settings(text, str(path))
        if read is not None and own is not None and path.is_relative_to(own):
            problems = _misplaced(read, version, others)
        if read is not None and not problems and _is_for(read, version):
            version, problems = with_settings(version, read)
            if not read.version and any(each.code == UNKNOWN for each in problems):
                elsewhere = _parameters_of(others)
                problems = [
                    each for each in problems if each.code != UNKNOWN or dict(each.args)["name"] not in elsewhere
                ]
            pinned = SettingsRef(read.fields.text("source"), content_hash(text))
            version = replace(version, settings=(*version.settings, pinned))
        if any(each.severity == "error" for each in problems):
            raise PolicyError(problems, {str(path): text.decode("utf-8", "replace")})
    return version


def _misplaced(read: SettingsFile, version: PolicyVersion, others: Iterable[Path]) -> list[Diagnostic]:
    """Report a file in a policy's own folder that is for another policy, or for a version that is not there."""
    place = read.fields.span
    if read.policy != version.id:
        named = diagnose(ELSEWHERE, place("settings"), mend=version.id, name=read.policy, policy=version.id)
        return [replace(named, file=read.file)]
    versions = [version.version, *(one.stem for one in others)]
    if read.version in ("", *versions):
        return []
    mend = nearest(read.version, versions) or version.version
    return [
        replace(
            diagnose(NO_VERSION, place("version"), mend=mend, name=read.version, policy=version.id), file=read.file
        )
    ]


def _parameters_of(files: Iterable[Path]) -> set[str]:
    """Return the names under `parameters` in other versions' files, read as text only."""
    names: set[str] = set()
    for path in files:
        root, _ = read_source(path.read_bytes(), str(path))
        for entry in root.entries if isinstance(root, LMap) else ():
            if entry.key.text.strip() in ("parameters", "参数") and isinstance(entry.value, LMap):
                names |= {one.key.text.strip() for one in entry.value.entries}
    return names


def _is_for(read: SettingsFile, version: PolicyVersion) -> bool:
    return read.policy == version.id and read.version in ("", version.version)
