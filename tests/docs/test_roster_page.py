"""What the guide to rosters shows is what the command prints."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

import xgxp_rules as xr
from xgxp_rules.cli.main import app
from xgxp_rules.tools.rosters.running import RosterCall, run_roster

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "zh" / "rosters.md").read_text(encoding="utf-8")


def test_its_summary_is_printed() -> None:
    """Given the guide's command over the sample county, then it prints the summary that the guide shows."""
    command, shown = re.search(r"(?ms)^```\n(xgxp roster examples.*?)^```\n\n```text\n(.*?)\n```$", PAGE).groups()  # type: ignore[union-attr]
    words = [str(ROOT / word) if word.startswith("examples/") else word for word in shlex.split(command)[1:]]

    done = CliRunner().invoke(app, [*words, "--lang", "zh"])

    assert done.exit_code == 0
    assert done.stdout.rstrip("\n") == shown


def test_its_reason_is_given() -> None:
    """Given the reason that the guide quotes, then it is one of the sample county's."""
    (quoted,) = re.findall(r"例如：`(.*?)`", PAGE)
    call = RosterCall((str(ROOT / "examples" / "county"),), "xinjiang.mulei.xgxp", date(2026, 9, 1), "rotation")
    ((_declared, rows),) = run_roster(xr.Catalog(), call, "zh").decisions

    assert any(quoted in row.why for row in rows)
