"""The READMEs say what the program does: their card, their commands and their Python are run as written."""

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import xgxp_rules as xr

ROOT = Path(__file__).resolve().parent.parent.parent
READMES = ["README.md", "README.zh-CN.md"]


def _blocks(name: str, language: str) -> list[str]:
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", (ROOT / name).read_text(), re.MULTILINE | re.DOTALL)
    return [text for marked, text in fenced if marked == language]


@pytest.mark.parametrize("name", READMES)
def test_the_card_is_the_one_the_first_command_prints(name: str) -> None:
    """Given the README's answer card, when its first command is run, then the same lines are printed."""
    command = _blocks(name, "sh")[0].strip().split(" && ")[1].split()
    card = _blocks(name, "")[0].strip()

    done = subprocess.run(
        [sys.executable, "-m", "xgxp_rules", *command[1:], "--lang", "zh"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert card in done.stdout


@pytest.mark.parametrize("name", READMES)
def test_the_python_example_runs_and_gives_what_it_says(name: str) -> None:
    """Given the README's Python, when it is run, then the decision is the one its comments name."""
    (code,) = _blocks(name, "python")
    found: dict[str, object] = {}

    exec(compile(code, name, "exec"), found)

    decision = found["decision"]
    assert isinstance(decision, xr.Decision)
    assert (decision.status, decision.outcome, decision.as_of) == ("determined", "not_due", date(2026, 9, 1))


def test_both_readmes_give_the_same_commands() -> None:
    """Given the two languages, when their commands are compared, then they are the same."""
    assert _blocks("README.md", "sh") == _blocks("README.zh-CN.md", "sh")


def test_ci_finds_the_second_command() -> None:
    """Given the marker that .ci/run looks for, when the README is read, then the command after it is the second one."""
    marked = (ROOT / "README.md").read_text().split("<!-- second command -->\n```sh\n")[1].split("\n```")[0]

    assert marked == _blocks("README.md", "sh")[1].strip()
    assert "pytest" in marked
