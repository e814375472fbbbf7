"""The progress bar: on a terminal, for work that takes long, and nowhere else."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from xgxp_rules.cli import progress as module
from xgxp_rules.cli.progress import progress


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "patience", "shown"),
    [
        pytest.param(True, -1.0, True, id="long-work-on-a-terminal"),
        pytest.param(True, 60.0, False, id="short-work-on-a-terminal"),
        pytest.param(False, -1.0, False, id="a-pipe"),
    ],
)
def test_a_bar_is_shown_where_somebody_waits(
    monkeypatch: Any, terminal: bool, patience: float, shown: bool
) -> None:
    """Given work told step by step, then a bar with its name and count appears only for somebody who waits."""
    out = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setattr(module, "_PATIENCE", patience)
    monkeypatch.setenv("TERM", "xterm")

    with progress("名单") as tick:
        assert (tick is not None) == terminal
        for step in range(1, 4):
            if tick is not None:
                tick(step, 7)

    written = out.getvalue()
    assert ("名单" in written and "3/7" in written) == shown
    assert shown or written == ""


def test_a_roster_tells_every_step(monkeypatch: Any, xgxp: Any, tmp_path: Any) -> None:
    """Given a roster on a terminal, then its bar runs to the last step and is gone when the summary is printed."""
    from xgxp_rules.cli import roster as verb

    steps: list[tuple[int, int]] = []

    class Kept:
        def __enter__(self) -> Any:
            return lambda done, total: steps.append((done, total))

        def __exit__(self, *_: Any) -> None:
            steps.append((0, 0))

    monkeypatch.setattr(verb, "progress", lambda _said, *, quiet: Kept())
    people = tmp_path / "教师.csv"
    people.write_text("编号,在编在职\n1,是\n", encoding="utf-8")
    where = ("--policy", "sample.county.xgxp", "--as-of", "2026-09-01")

    done = xgxp("roster", str(people), *where, "-o", str(tmp_path / "a.xlsx"))

    assert done.status == 0
    assert steps == [*((step, 7) for step in range(1, 8)), (0, 0)]


@pytest.fixture
def terminal(monkeypatch: Any) -> Terminal:
    """Let bars go to a terminal, and appear at once; the program's own streams are the runner's."""
    out = Terminal()
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=out))
    monkeypatch.setattr(module, "_PATIENCE", -1.0)
    monkeypatch.setenv("TERM", "xterm")
    return out


CASES = """\
policy: sample.county.xgxp
version: 2022-trial
cases:
  - name: 满六年
    as_of: 2026-09-01
    given: {在编在职: 是, 长期病假: 否, 任职经历: [{学校: 一中, 自: 2020-09-01}]}
    expect: {rotation: due}
"""
YEARS = (
    "--policy",
    "sample.county.xgxp",
    "--decision",
    "rotation",
    "--from",
    "2022-09-01",
    "--until",
    "2042-08-31",
)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        pytest.param(("check",), "检查", id="check"),
        pytest.param(("test",), "案例", id="test"),
        pytest.param(("test", "--cov"), "案例", id="cov"),
        pytest.param(("test", "--mutate"), "改动", id="mutate"),
        pytest.param(("fmt", "--check"), "改写", id="fmt"),
        pytest.param(("timeline", "RECORD", *YEARS), "时间线", id="timeline"),
    ],
)
@pytest.mark.parametrize("machine", [False, True], ids=["for-people", "for-machines"])
def test_every_long_verb_shows_a_bar_to_people(
    call: tuple[str, ...], said: str, machine: bool, xgxp: Any, county: Any, terminal: Terminal
) -> None:
    """Given a verb that may take long on a terminal, then its bar goes to the error stream, and with JSON none does."""
    policy = next(county.policies.rglob("*.yaml"))
    policy.with_suffix(".test.yaml").write_text(CASES, encoding="utf-8")
    record = county.policies.parent / "teacher.yaml"
    record.write_text("在编在职: 是\n长期病假: 否\n任职经历: [{学校: 一中, 自: 2022-09-01}]\n", encoding="utf-8")
    words = [str(record) if word == "RECORD" else word for word in call]

    done = xgxp(*words, "--lang", "zh", *(["--format", "json"] if machine else []))

    assert done.status == 0, done.err
    assert (said in terminal.getvalue()) is not machine
