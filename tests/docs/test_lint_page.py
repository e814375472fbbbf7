"""The manual page of lint is made from the rules and is not out of date."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_lint_page_is_fresh() -> None:
    """Given the rules as they are, when the page is made again, then it is the page in docs."""
    done = subprocess.run([sys.executable, str(ROOT / "docs/generate_lint.py"), "--check"], cwd=ROOT, check=False)

    assert done.returncode == 0, "run docs/generate_lint.py"
