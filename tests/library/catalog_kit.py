"""Small folders of policies for tests: each text is written where its own header says."""

from __future__ import annotations

from pathlib import Path

from xgxp_rules.library.catalog import Catalog


def catalog_of(folder: Path, *texts: str) -> Catalog:
    """Return a catalog of these policy texts, each found at the place its header names."""
    for text in texts:
        head = dict(line.split(": ", 1) for line in text.splitlines() if line.startswith(("policy: ", "version: ")))
        path = folder.joinpath(*head["policy"].split("."), f"{head['version']}.yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Catalog(folder)
