"""What the page on a teacher's status shows is run as written."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xgxp_rules.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "status.md").read_text(encoding="utf-8")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"(?ms)^```{language}\n(.*?)^```$", PAGE)


def test_its_command_runs_and_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given the page's command, when it is run, then it exits well and leaves the picture it names."""
    words = shlex.split(_blocks("sh")[0].replace("\\\n", " "))
    call = [str(ROOT / word) if word.startswith("examples/") else word for word in words[1:]]
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(app, call)

    assert done.exit_code == 0
    assert (tmp_path / "rotation.svg").read_bytes().startswith(b"<?xml")


def test_its_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given the page's Python, when it is run, then one sound line stands in the log."""
    monkeypatch.chdir(tmp_path)

    exec(_blocks("python")[0], {})

    assert CliRunner().invoke(app, ["log", "verify", "decisions"]).exit_code == 0


@pytest.mark.parametrize("verb", re.findall(r"`xgxp (\w+)", PAGE))
def test_every_verb_it_names_exists(verb: str) -> None:
    """Given a verb on the page, when its help is asked for, then there is one."""
    assert CliRunner().invoke(app, [verb, "--help"]).exit_code == 0
