"""The pytest plugin from outside: cases are tests, failures can be read, and other projects notice nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from xgxp_rules.library.shipped import shipped_policies

POLICY = """\
language: 1
policy: sample.duty
version: "2030"
title: 值守样例
status: in_force
jurisdiction: "100000"
in_force: {from: 2030-01-01}
document: {issuer: 样例单位, clauses: [{id: 一, topic: 值守}]}
facts: {住校: {id: lives_in, kind: flag}}
decisions: {duty: {title: 值守, outcomes: {on_duty: 参加值守, free: 不参加}, otherwise: free}}
rules: [{id: duty.lives-in, clause: 一, decision: duty, outcome: on_duty, when: {住校: 是}}]
"""
HEAD = 'policy: sample.duty\nversion: "2030"\ncases:\n'
CASE = "  - {name: %s, as_of: 2030-05-01, given: {住校: %s}, expect: {duty: %s}}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "sample" / "duty"
    folder.mkdir(parents=True)
    (folder / "2030.yaml").write_text(POLICY, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tmp_path


def _cases(project: Path, text: str) -> None:
    (project / "sample" / "duty" / "2030.test.yaml").write_text(HEAD + text, encoding="utf-8")


def _pytest(project: Path, *args: str, lang: str = "zh_CN.UTF-8") -> tuple[int, str]:
    installed = any(one.value == "xgxp_rules.pytest_plugin" for one in entry_points(group="pytest11"))
    plugin = () if installed else ("-p", "xgxp_rules.pytest_plugin")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *plugin, *args]
    environment = {**os.environ, "LC_ALL": lang, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_each_case_is_a_test_with_a_readable_name(project: Path) -> None:
    """Given a case file in the project, then its cases are listed under their own names and run."""
    _cases(project, CASE % ("住校的参加", "是", "on_duty") + CASE % ("不住校的不参加", "否", "free"))

    status, said = _pytest(project, "-v")

    assert status == 0, said
    assert "sample/duty/2030.test.yaml::住校的参加 PASSED" in said
    assert "2 passed" in said


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        pytest.param("zh_CN.UTF-8", ("结果应为 不参加", "若政策没有错，案例应改为"), id="zh"),
        pytest.param("en_GB.UTF-8", ("its outcome should be free", "If the policy is right"), id="en"),
    ],
)
def test_a_failing_case_shows_what_differs_and_no_traceback(
    project: Path, lang: str, words: tuple[str, ...]
) -> None:
    """Given a wrong expectation, then difference, rule and patch are shown in the locale's language."""
    _cases(project, CASE % ("甲", "是", "free"))

    status, said = _pytest(project, lang=lang)

    assert status == 1
    assert all(one in said for one in words)
    assert "duty.lives-in" in said
    assert "Traceback" not in said


def test_an_invalid_file_is_an_error_of_collection(project: Path) -> None:
    """Given a file with a slip, then no case runs and the slip is shown with its place."""
    _cases(project, "  - {name: 甲, as_of: 2030-05-01}\n")

    status, said = _pytest(project)

    assert status == 2
    assert "XG601" in said


def test_files_of_others_are_left_alone(project: Path) -> None:
    """Given a `*.test.yaml` that holds no policy cases, then it is not collected."""
    (project / "chart.test.yaml").write_text("suite: web\ntests: [{it: renders}]\n", encoding="utf-8")

    status, said = _pytest(project)

    assert status == 5
    assert "no tests ran" in said


def test_without_a_case_file_nothing_is_loaded(project: Path) -> None:
    """Given a project without policies, when pytest runs its tests, then neither engine nor parser is imported."""
    (project / "test_plain.py").write_text(
        "import sys\n\n\ndef test_plain():\n"
        "    heavy = {'ruamel.yaml', 'lark', 'pydantic', 'xgxp_rules.library.catalog', 'xgxp_rules.diagnostics'}\n"
        "    assert not heavy & set(sys.modules)\n",
        encoding="utf-8",
    )

    status, said = _pytest(project, "-p", "no:hypothesispytest")

    assert status == 0, said


@pytest.mark.parametrize("workers", [pytest.param((), id="one-process"), pytest.param(("-n", "2"), id="xdist")])
def test_coverage_and_mutation_are_shown_at_the_end(project: Path, workers: tuple[str, ...]) -> None:
    """Given both options, then the figures stand under the run, also when workers have run the cases."""
    _cases(project, CASE % ("住校的参加", "是", "on_duty"))

    status, said = _pytest(project, "--xgxp-cov", "--xgxp-mutate", *workers)

    assert status == 0, said
    assert "没有案例使它不成立" in said
    assert "没有案例能发现：去掉“住校: 是”" in said


def test_the_shipped_policies_run_as_tests() -> None:
    """Given a shipped policy, when its case file is handed to pytest, then every case passes."""
    folder = shipped_policies() / "national" / "retirement"

    status, said = _pytest(folder, "--rootdir", str(folder), str(folder))

    assert status == 0, said
