"""`xgxp test` from outside: what it says and the status it leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import County, Done

HEAD = "policy: sample.county.xgxp\nversion: 2022-trial\ngiven: {在编在职: 是, 长期病假: 否}\ncases:\n"
CASE = "  - {name: %s, as_of: 2026-09-01, given: {任职经历: [{学校: 一中, 自: %s}]}, expect: {rotation: %s}}\n"
DUE = CASE.replace("%s", "满六年", 1).replace("%s", "2020-09-01", 1)
NOT_DUE = CASE % ("差一天", "2020-09-02", "not_due")
Run = Callable[..., Done]


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _cases(county: County, text: str) -> None:
    (county.policies / "sample" / "county" / "xgxp" / "2022-trial.test.yaml").write_text(
        HEAD + text, encoding="utf-8"
    )


def test_cases_that_pass_leave_no_status(county: County, xgxp: Run) -> None:
    """Given cases that come out as expected, then one line says so."""
    _cases(county, DUE % "due" + NOT_DUE)

    done = xgxp("test")

    assert (done.status, done.err) == (0, "")
    assert "2 个案例：全部通过" in done.out


@pytest.mark.parametrize(
    ("text", "args", "status", "said"),
    [
        pytest.param(DUE % "not_due", (), 1, "XG618", id="a-case-fails"),
        pytest.param(DUE % "?", (), 1, "XG622", id="not-filled-in"),
        pytest.param(DUE % "{rules: [rotation.deu]}", (), 1, "rotation.due", id="an-unknown-rule"),
        pytest.param("  []\n", (), 3, "XG625", id="an-empty-suite"),
        pytest.param(DUE.replace("as_of", "base: 满六年, as_of") % "due", (), 3, "XG607", id="a-circle"),
        pytest.param(DUE % "due", ("-k", "没有"), 2, "XG652", id="nothing-of-that-name"),
        pytest.param(DUE % "due", ("nowhere",), 2, "XG650", id="no-such-path"),
        pytest.param(DUE % "due", ("--junit", "/nowhere/at/all.xml"), 2, "XG654", id="a-report-nowhere"),
        pytest.param(DUE % "due", ("--cov-fail-under", "100"), 6, "低于要求的 100%", id="coverage-too-low"),
        pytest.param(DUE % "due", ("--min-score", "95"), 6, "低于要求的 95%", id="score-too-low"),
        pytest.param(DUE % "not_due", ("--min-score", "95"), 1, "没有做改动测试", id="fails-before-the-gate"),
        pytest.param(DUE % "due", ("--cov-fail-under", "10", "--min-score", "10"), 0, "得分", id="gates-met"),
    ],
)
def test_the_status_says_what_is_wrong(
    county: County, xgxp: Run, text: str, args: tuple[str, ...], status: int, said: str
) -> None:
    """Each way to go wrong has its own status and message."""
    _cases(county, text)

    done = xgxp("test", *args)

    assert done.status == status, done.out + done.err
    assert said in done.out + done.err


def test_only_what_failed_runs_again(county: County, xgxp: Run) -> None:
    """Given one failing case of two, then `--failed` runs that one, and nothing once it passes."""
    _cases(county, DUE % "not_due" + NOT_DUE)
    first = xgxp("test")
    again = xgxp("test", "--failed")
    _cases(county, DUE % "due" + NOT_DUE)
    mended = xgxp("test", "--failed")
    nothing = xgxp("test", "--failed")

    assert [one.status for one in (first, again, mended, nothing)] == [1, 1, 0, 0]
    assert "1 个案例：1 个未通过" in again.out
    assert "上次没有未通过的案例" in nothing.out


def test_reports_go_where_they_are_asked_for(county: County, xgxp: Run, tmp_path: Path) -> None:
    """Given files for JUnit and coverage, then they are written beside what is printed."""
    _cases(county, DUE % "due" + NOT_DUE)

    done = xgxp("test", "--junit", str(tmp_path / "j.xml"), "--cov-report", str(tmp_path / "c.html"), "-n", "2")

    assert done.status == 0
    assert 'tests="2"' in (tmp_path / "j.xml").read_text(encoding="utf-8")
    assert (tmp_path / "c.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_json_holds_cases_coverage_and_mutants(county: County, xgxp: Run) -> None:
    """Given --format json, then one document holds everything that was asked for."""
    _cases(county, DUE % "due" + NOT_DUE)

    data = json.loads(xgxp("test", "--cov", "--mutate", "--format", "json").out)

    assert data["passed"] is True
    assert data["coverage"]["groups"]["rule"] == {"shown": 2, "total": 4}
    assert 0 < data["mutation"]["score"] < 100
    assert data["missed"] == []


@pytest.mark.parametrize("layout", ["text", "markdown"])
def test_a_failure_is_shown_in_the_language_asked_for(county: County, xgxp: Run, layout: str) -> None:
    """Given English, then difference, worksheet and patch are in English."""
    _cases(county, DUE % "not_due")

    done = xgxp("test", "--lang", "en", "--format", layout)

    assert "its outcome should be not_due, but is due" in done.out
    assert "If the policy is right, the case should read" in done.out
    assert done.out.count("```") == (2 if layout == "markdown" else 0)
