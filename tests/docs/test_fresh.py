"""The generated parts of the documentation are what the program says today."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"


@pytest.fixture(scope="module")
def generate() -> dict[str, Any]:
    return runpy.run_path(str(DOCS / "generate.py"))


def test_no_page_is_out_of_date(generate: dict[str, Any]) -> None:
    """Given the pages, when their generated parts are made anew, then nothing changes; else run docs/generate.py."""
    assert [str(page) for page in generate["stale_pages"]()] == []


def test_every_part_stands_on_some_page(generate: dict[str, Any]) -> None:
    """Given what can be generated, when the pages are searched, then each part is shown somewhere."""
    shown = {
        name
        for page in DOCS.rglob("*.md")
        for name in re.findall(r"<!-- generated: ([a-z-]+) -->", page.read_text(encoding="utf-8"))
    }

    assert shown == set(generate["PARTS"])


def test_a_stale_part_is_found(generate: dict[str, Any]) -> None:
    """Given a page whose part says something else, when it is freshened, then the program's words take its place."""
    page = "a\n<!-- generated: limits -->\n\nold\n\n<!-- end -->\nb"

    made = generate["fresh"](page)

    assert "old" not in made
    assert made.startswith("a\n")
    assert made.endswith("\nb")
