"""Broken files and exactly what is said about them, in both languages.

`XGXP_WRITE_GOLDEN=1` writes the expected texts anew; they are then read by eye before they are kept.
"""

import os
from pathlib import Path

import pytest

from xgxp_rules.diagnostics import Lang, render_all
from xgxp_rules.language.source import read_source

FOLDER = Path(__file__).parents[1] / "golden" / "source"
FILES = sorted(FOLDER.glob("*.yaml"))


def _quotable(name: str, source: bytes) -> dict[str, str]:
    """A file that is not text cannot be quoted."""
    try:
        return {name: source.decode("utf-8")}
    except UnicodeDecodeError:
        return {}


def test_there_are_broken_files() -> None:
    """Given the folder of broken files, when it is listed, then it is not empty."""
    assert len(FILES) >= 6


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_what_is_said_about_a_broken_file(path: Path, lang: Lang) -> None:
    """Given a broken file, when it is read, then every problem is said in exactly the words kept beside it."""
    source = path.read_bytes()
    kept = path.with_suffix(f".{lang}.txt")

    _, problems = read_source(source, path.name)
    said = render_all(problems, _quotable(path.name, source), lang) + "\n"

    if os.environ.get("XGXP_WRITE_GOLDEN"):
        kept.write_text(said, encoding="utf-8")
    assert problems
    assert said == kept.read_text(encoding="utf-8")
