"""Which cases failed last time, kept in the user's cache folder so that they can be run again alone.

The file only saves time: when it cannot be read or written nothing is lost, and nothing is said.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from xgxp_rules.tools.suites import Chosen, SuiteReport


def state_file(environment: Mapping[str, str] | None = None) -> Path:
    """Return where the failed cases are kept.

    >>> state_file({"XDG_CACHE_HOME": "/cache"}).as_posix()
    '/cache/xgxp/failed.json'
    """
    environment = os.environ if environment is None else environment
    home = environment.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "xgxp" / "failed.json"


def recall(path: Path) -> Chosen:
    """Return the cases that failed last time, by file and name."""
    kept = _read(path)
    return frozenset((file, name) for file, names in kept.items() for name in names)


def remember(path: Path, report: SuiteReport) -> None:
    """Note the cases that failed now; those of other runs stay until they are run again."""
    kept = {file: set(names) for file, names in _read(path).items()}
    for case in report.cases:
        names = kept.setdefault(str(Path(case.file).resolve()), set())
        names.discard(case.name) if case.passed else names.add(case.name)
    data = {file: sorted(names) for file, names in sorted(kept.items()) if names}
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")


def _read(path: Path) -> dict[str, list[str]]:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {str(file): [str(name) for name in names] for file, names in data.items() if isinstance(names, list)}
