"""The verbs about policies and the language, the program as a whole, and how it behaves in pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import POLICY, RECORD, County, Done

from xgxp_rules.cli.main import app
from xgxp_rules.cli.terminal import language
from xgxp_rules.model.kinds import KINDS

Run = Callable[..., Done]
SUCCESSOR = POLICY.replace("2022-trial", "2025").replace("{from: 2022-09-01", "{from: 2025-09-01")
VERBS = (
    "policies",
    "decide",
    "explain",
    "letter",
    "timeline",
    "whatif",
    "missing",
    "ask",
    "replay",
    "log",
    "quotas",
    "roster",
    "retirement",
    "check",
    "coverage",
    "test",
    "fmt",
    "new",
    "words",
    "schema",
)


def test_policies_lists_every_version(xgxp: Run, county: County) -> None:
    """Given two versions, when policies are listed, then both stand there with status, days and readings."""
    county.policy(SUCCESSOR, "2025")

    done = xgxp("policies")

    assert done.status == 0
    assert "sample.county.xgxp  2022-trial  试行  2022-09-01" in done.out
    assert "2025-09-01" in done.out
    assert "有歧义    长期病假怎样认定" in done.out


@pytest.mark.parametrize(
    ("day", "versions"),
    [
        pytest.param("2022-08-31", [], id="the-day-before"),
        pytest.param("2022-09-01", ["2022-trial"], id="the-first-day"),
        pytest.param("2025-08-31", ["2022-trial"], id="the-last-day"),
        pytest.param("2025-09-01", ["2025"], id="the-successor"),
    ],
)
def test_policies_in_force(xgxp: Run, county: County, day: str, versions: list[str]) -> None:
    """Given --as-of, when policies are listed, then only what is in force on that day."""
    county.policy(SUCCESSOR, "2025")

    done = xgxp("policies", "--as-of", day, "--format", "json")

    assert [one["version"] for one in json.loads(done.out)] == versions


def test_policies_as_markdown(xgxp: Run) -> None:
    """Given --format markdown, when policies are listed, then they are a table."""
    lines = xgxp("policies", "--format", "markdown").out.splitlines()

    assert lines[0].startswith("| 政策 | 版本 |")
    assert {line.count("|") for line in lines if line} == {7}


def test_policies_with_a_faulty_file(xgxp: Run, county: County) -> None:
    """Given a faulty version of another policy, when policies are listed, then the rest is listed, with status 3."""
    other = county.policies / "other"
    other.mkdir()
    (other / "1.yaml").write_text("language: 1\nname: 甲\n", encoding="utf-8")

    done = xgxp("policies")

    assert done.status == 3
    assert "sample.county.xgxp" in done.out
    assert "1.yaml:2:1" in done.err


def test_check_finds_nothing_wrong(xgxp: Run) -> None:
    """Given a valid policy, when it is checked, then the status is 0 and the count of files is told."""
    done = xgxp("check")

    assert (done.status, done.out) == (0, "检查了 1 个文件：没有问题\n")


def test_check_reports_every_problem(xgxp: Run, county: County) -> None:
    """Given two slips, when the file is checked, then both are shown with their lines underlined, with status 3."""
    path = county.policy(
        POLICY.replace("同校连续任教: 满", "同校连任年限: 满").replace("outcome: due", "outcome: dew", 1)
    )

    done = xgxp("check", str(path))

    assert done.status == 3
    assert done.out.count("^^^") >= 2
    assert "个错误" in done.out
    assert str(path) in done.out


def test_check_as_json(xgxp: Run, county: County) -> None:
    """Given --format json, when a file is checked, then each problem has all its particulars."""
    path = county.policy(POLICY.replace("otherwise: not_due", "otherwise: not_deu"))

    found = json.loads(xgxp("check", str(path), "--format", "json").out)

    assert {"code", "file", "line", "column", "message", "hint", "severity"} == set(found[0])
    assert found[0]["file"] == str(path)
    assert POLICY.splitlines()[found[0]["line"] - 1].strip().startswith("otherwise")
    assert found[0]["message"]["zh"] != found[0]["message"]["en"]


def test_check_looks_between_the_files(xgxp: Run, county: County) -> None:
    """Given a file that stands where another version should, when the catalog is checked, then that is reported."""
    county.policy(POLICY, "2023")

    done = xgxp("check")

    assert done.status == 3
    assert "XG504" in done.out


def test_check_of_nothing(xgxp: Run, tmp_path: Path) -> None:
    """Given a path without policies, when it is checked, then that is a wrong call and not a clean bill."""
    empty = tmp_path / "empty"
    empty.mkdir()

    assert xgxp("check", str(empty)).status == 2
    assert "没有这个文件或文件夹" in xgxp("check", str(tmp_path / "no")).err


@pytest.mark.parametrize("format", ["text", "json", "markdown"])
def test_words(xgxp: Run, format: str) -> None:
    """Given any format, when the words are printed, then bounds and what to write instead are there."""
    done = xgxp("words", "--format", format)

    assert done.status == 0
    assert [part for part in ("届满", "1259", "大于") if part not in done.out] == []


@pytest.mark.parametrize(
    "name", ["policy", "cases", "decision", "case-report", *(about.replace("_", "-") for about in KINDS)]
)
def test_schemas(xgxp: Run, name: str) -> None:
    """Given any subject, when its schema is printed, then it is JSON of the 2020-12 dialect."""
    done = xgxp("schema", name)

    schema = json.loads(done.out)
    assert done.status == 0
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["type"] == "object"


def test_every_verb_has_help_and_an_example(xgxp: Run) -> None:
    """Given each verb, when its help is asked for, then it shows a command one can copy."""
    listed = xgxp("--help").out

    assert [verb for verb in VERBS if f"\n  {verb} " not in listed] == []
    for verb in VERBS:
        done = xgxp(verb, "--help")
        assert done.status == 0
        assert f"  xgxp {verb}" in done.out
        assert {"--lang", "--policies", *(["--format"] if verb != "new" else [])} <= set(done.out.split())
    assert {each.name or each.callback.__name__ for each in app.registered_commands if each.callback} == set(VERBS)


def test_without_a_verb_help_is_shown(xgxp: Run) -> None:
    """Given nothing but the program's name, when it is run, then it shows its verbs."""
    assert xgxp().out == xgxp("--help").out


def test_version(xgxp: Run) -> None:
    """Given --version, when it is run, then name and version are printed."""
    from xgxp_rules import __version__

    assert xgxp("--version").out == f"xgxp {__version__}\n"


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        pytest.param({}, "zh", id="nothing-set"),
        pytest.param({"LANG": ""}, "zh", id="set-to-nothing"),
        pytest.param({"LANG": "zh_TW.UTF-8"}, "zh", id="chinese"),
        pytest.param({"LANG": "en_GB.UTF-8"}, "en", id="english"),
        pytest.param({"LANG": "fr_FR"}, "en", id="another"),
        pytest.param({"LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh", id="messages-over-lang"),
        pytest.param({"LC_ALL": "en_US", "LC_MESSAGES": "zh_CN"}, "en", id="all-over-messages"),
        pytest.param({"LC_ALL": "C.UTF-8", "LANG": "en_US"}, "zh", id="a-locale-without-a-language"),
        pytest.param({"LANG": "POSIX"}, "zh", id="posix"),
    ],
)
def test_language_of_the_locale(environment: dict[str, str], spoken: str) -> None:
    """Given a locale, when no language is chosen, then the first one set of LC_ALL, LC_MESSAGES and LANG decides."""
    assert language(None, environment) == spoken


def _command(county: County, *args: str) -> tuple[list[str], dict[str, str]]:
    environment = {**os.environ, "XGXP_POLICIES": str(county.policies), "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
    return [sys.executable, "-m", "xgxp_rules", *args], environment


def test_the_program_in_a_pipe(county: County) -> None:
    """Given a pipe on both sides, when the program runs, then it reads the record and writes plain text."""
    command, environment = _command(county, "decide", "-", "-p", "sample.county.xgxp", "--as-of", "2026-09-01")

    done = subprocess.run(command, env=environment, input=RECORD.encode(), capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().startswith("轮岗交流：应交流")
    assert b"\x1b" not in done.stdout


def test_a_reader_that_leaves_early_hears_nothing(county: County) -> None:
    """Given a reader that closes the pipe at once, when the program writes, then it ends without a word."""
    command, environment = _command(county, "explain", "-", "-p", "sample.county.xgxp", "--as-of", "2026-09-01")

    program = subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdin is not None
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.close()
    program.stdin.write(RECORD.encode())
    program.stdin.close()
    said = program.stderr.read()
    program.stderr.close()

    assert (program.wait(), said) == (141, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(
    ("more", "coloured"),
    [
        pytest.param({}, True, id="on-a-terminal"),
        pytest.param({"NO_COLOR": "1"}, False, id="no-color"),
        pytest.param({"TERM": "dumb"}, False, id="dumb"),
    ],
)
def test_colour_on_a_terminal_only(county: County, record: str, more: dict[str, str], coloured: bool) -> None:
    """Given a terminal, when the program writes, then it uses colour unless told not to."""
    import pty

    command, environment = _command(county, "decide", record, "-p", "sample.county.xgxp", "--as-of", "2026-09-01")
    environment = {**environment, "TERM": "xterm", **more}
    if "NO_COLOR" not in more:
        environment.pop("NO_COLOR", None)
    ours, theirs = pty.openpty()
    program = subprocess.Popen(command, env=environment, stdout=theirs, stderr=theirs, stdin=theirs)
    os.close(theirs)

    written = _everything(ours)

    assert program.wait() == 0
    assert (b"\x1b[" in written) is coloured
    assert "应交流" in written.decode()


def _everything(descriptor: int) -> bytes:
    parts = []
    try:
        while part := os.read(descriptor, 4096):
            parts.append(part)
    except OSError:
        pass  # the other end of a pseudo-terminal has gone
    os.close(descriptor)
    return b"".join(parts)
