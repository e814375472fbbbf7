"""The page about cases says what the program does: its commands are run and must answer as printed."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from xgxp_rules import Cases, Catalog
from xgxp_rules.cli.main import app
from xgxp_rules.diagnostics import WORDINGS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "cases.md").read_text(encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder with the page's policy where the page says it is."""
    (policy,) = re.findall(r"(?ms)^``` yaml\n(.*?)^```$", PAGE)
    path = tmp_path / "policies/sample/county/waiting/v1.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(policy, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XGXP_POLICIES", "policies")
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_commands_answer_as_printed() -> None:
    """Given the page's commands, when they are typed in order, then each prints what stands below it."""
    (session,) = re.findall(r"(?ms)^```console\n(.*?)^```$", PAGE)
    parts = re.split(r"(?m)^\$ xgxp ", session)[1:]
    assert len(parts) == 6

    for part in parts:
        command, printed = part.split("\n", 1)
        done = CliRunner().invoke(app, shlex.split(command))
        assert done.stdout + done.stderr == printed, command


@pytest.mark.usefixtures("folder")
def test_the_python_works() -> None:
    """Given the page's Python with a file for a store, when it is run, then the case is opened, fed and listed."""
    code = re.findall(r"(?ms)^```python\n(.*?)^```$", PAGE)[0]
    names: dict[str, object] = {}

    exec(code.replace("postgresql://clerk@host/cases", "cases.db"), names)  # the page's own text

    with Cases("cases.db", Catalog("policies")) as cases:
        assert cases.show("W-017", as_of=date(2025, 5, 1)).state == "培训"


def test_every_code_on_the_page_exists() -> None:
    """Given the codes that the page names, then each is one the program can say."""
    import xgxp_rules.cli.case
    import xgxp_rules.library.cases.messages
    import xgxp_rules.store.messages  # noqa: F401

    assert set(re.findall(r"XG\d{3}", PAGE)) <= set(WORDINGS)


def test_the_officers_page_names_what_there_is() -> None:
    """Given the officers' page, when its commands are read, then all they name is in the shipped policy."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "zh" / "case-work.md").read_text(encoding="utf-8")
    (opening,) = re.findall(r"xgxp case open .*", page)
    words = shlex.split(opening)
    policy = Catalog().in_force(
        words[words.index("--policy") + 1], date.fromisoformat(words[words.index("--on") + 1])
    )
    process = next(one for one in policy.version_data.processes if one.id == words[words.index("--process") + 1])
    steps = {step.name for one in policy.version_data.procedures for step in one.steps}

    assert set(re.findall(r"xgxp case record \S+ ([^-\s]\S*)", page)) <= set(process.events())
    assert set(re.findall(r"--step (\S+)", page)) <= steps
    assert set(re.findall(r"XG\d{3}", page)) <= set(WORDINGS)
