"""A new policy file begun from a template or another policy: its text is kept, its head is made anew.

Everything that says where and when the source holds, and which entries of a list its clauses stand for, is left behind:
whoever copies a text has to say so for the new document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from xgxp_rules.diagnostics import UnknownPolicy
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy

_REPLACED: Final = ("language", "policy", "version", "title", "status", "kind", "jurisdiction", "in_force", "note")
_HEAD: Final = """\
language: 1
policy: {id}
version: "{year}"
{title}
status: draft
kind: standing
jurisdiction: "000000"             # 六位行政区划代码
in_force: {{from: {start}}}       # 原文没有写明的，用 basis 说明怎样推定
note: {note}
"""
_TITLE: Final = ("title", "标题")
_KEY: Final = re.compile(r"^(?P<key>[^\s#:][^:]*?)[ \t]*:")
_INVENTORY: Final = re.compile(r",\s*(?:inventory|清单编号):\s*(?:\[[^\]]*\]|[^,}\n]+)")
_INVENTORY_LINE: Final = re.compile(r"(?m)^\s+(?:inventory|清单编号):.*\n")


def copied_policy(policy_id: str, start: date, source: str, catalog: Catalog) -> str:
    """Return a draft that begins on a day with the text of the newest version of another policy.

    Raises:
        UnknownPolicy: neither the catalog nor the shipped policies have the source.
    """
    found = source_of(source, catalog)
    version = found.version_data
    text = Path(version.file).read_text(encoding="utf-8-sig")
    title = next(line for line in text.splitlines() if _key_of(line) in _TITLE)
    note = f"起草自 {found.id} {found.version}，逐条改成本地的规定以后删去这一句"
    head = _HEAD.format(id=policy_id, year=start.year, title=title, start=start.isoformat(), note=note)
    kept = "\n".join(_kept(text)).strip("\n")
    return head + "\n" + _INVENTORY_LINE.sub("", _INVENTORY.sub("", kept)) + "\n"


def source_of(source: str, catalog: Catalog) -> Policy:
    """Return the newest version of a policy of the catalog, else of the shipped ones."""
    try:
        return catalog.versions(source)[-1]
    except UnknownPolicy:
        return Catalog().versions(source)[-1]


def _kept(text: str) -> Iterator[str]:
    """Yield the lines of the entries that a copy keeps, comments included."""
    replaced = {name for key in SHAPES["policy"].keys if key.en in _REPLACED for name in (key.en, key.zh)}
    keeping = True
    for line in text.splitlines():
        key = _key_of(line)
        if key or line.startswith("#"):
            keeping = key not in replaced
        if keeping:
            yield line


def _key_of(line: str) -> str:
    """Return the key of the entry that begins on a line of the outermost level, "" for any other line."""
    found = _KEY.match(line)
    return "" if found is None else found["key"].strip()
