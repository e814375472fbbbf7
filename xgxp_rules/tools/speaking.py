"""Which language to speak where nobody has chosen one: that of the locale."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Final

from xgxp_rules.diagnostics import Lang

_NO_LANGUAGE: Final = ("c", "posix")


def locale_language(environment: Mapping[str, str] | None = None) -> Lang:
    """Return the language of the locale; one that names no language means Chinese, as the documents do.

    >>> locale_language({"LANG": "en_GB.UTF-8"}), locale_language({"LC_ALL": "C.UTF-8"}), locale_language({})
    ('en', 'zh', 'zh')
    """
    environment = os.environ if environment is None else environment
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environment.get(name):
            spoken = locale.lower().partition(".")[0]
            return "zh" if spoken.startswith("zh") or spoken in _NO_LANGUAGE else "en"
    return "zh"
