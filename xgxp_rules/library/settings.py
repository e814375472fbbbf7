"""Where local settings lie: in a folder `local` beside a policy's versions, and in files named to the catalog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from xgxp_rules.diagnostics import PolicyError, diagnose, register
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


def settled(version: PolicyVersion, files: Iterable[Path], others: Iterable[Path] = ()) -> PolicyVersion:
    """Return the version with what the files set for it; files for other policies and versions are passed over.

    A file that names no version is for every one of them: what only another version has, among `others`, is not its
    business.

    Raises:
        PolicyError: a settings file is not valid, or sets what it may not.
    """
    for path in files:
        text = path.read_bytes()
        read, problems = read_settings(text, str(path))
        if read is not None and _is_for(read, version):
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
