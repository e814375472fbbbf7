"""The files of a folder of policies: which belong to which policy, by their path, and what lies in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from xgxp_rules.diagnostics import Diagnostic, PolicyError, diagnose, nearest, register
from xgxp_rules.library.settings import FOLDER
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.spans import Span

UNKNOWN_POLICY = register(
    "XG501",
    zh="没有政策 `{name}`",
    en="there is no policy `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
)
ASTRAY = register(
    "XG506",
    zh="政策 `{name}` 的文件放错了地方：应当放在政策文件夹下的 `{place}`",
    en="the file of policy `{name}` lies in the wrong place: it belongs into `{place}` of the folder of policies",
    mend_zh="请移到 `{place}`",
    mend_en="Move it to `{place}`",
)
PATH_DISAGREES = register(
    "XG504",
    zh="文件所在位置表示 `{path}`，文件里写的是 `{header}`",
    en="the file's place says `{path}`, its header says `{header}`",
    mend_zh="请把文件移到 `{header}`，或者改文件里的 `policy:` 和 `version:`",
    mend_en="Move the file to `{header}`, or change its `policy:` and `version:`",
)


def files_by_policy(folder: Path) -> dict[str, tuple[Path, ...]]:
    """Return the files of versions in a folder by policy id, each policy's sorted by name."""
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.yaml")):
        if not path.name.endswith(".test.yaml") and path.parent.name != FOLDER:
            files.setdefault(".".join(path.relative_to(folder).parts[:-1]), []).append(path)
    return {policy_id: tuple(paths) for policy_id, paths in files.items() if policy_id}


def astray(folder: Path, policy_id: str) -> list[Diagnostic]:
    """Return where the file of a policy that was not found lies by mistake."""
    said = re.compile(rf"(?m)^(?:policy|政策):[ ]+[\"']?{re.escape(policy_id)}[\"']?[ ]*(?:#.*)?$")
    found = [
        path
        for path in sorted(folder.rglob("*.y*ml"))
        if not path.name.endswith(".test.yaml") and said.search(path.read_text("utf-8", "replace"))
    ]
    place = "/".join((*policy_id.split("."), ""))
    return [
        diagnose(ASTRAY, Span.none(), str(path), name=policy_id, place=f"{place}{path.stem}.yaml") for path in found
    ]


def unknown(policy_id: str, known: Iterable[str]) -> Diagnostic:
    """Return that there is no such policy, with the name that may have been meant."""
    return diagnose(UNKNOWN_POLICY, Span.none(), name=policy_id, mend=nearest(policy_id, known))


def check_place(version: PolicyVersion, path: Path, policy_id: str) -> None:
    """Refuse a version whose header names another policy or version than the place of its file.

    Raises:
        PolicyError: they differ.
    """
    for place, header in ((policy_id, version.id), (path.stem, version.version)):
        if place != header:
            raise PolicyError([diagnose(PATH_DISAGREES, Span.none(), str(path), path=place, header=header)])
