"""The progress bar: on a terminal, for work that takes long, and nowhere else."""

from __future__ import annotations

import io
import sys
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

    monkeypatch.setattr(verb, "progress", lambda _said: Kept())
    people = tmp_path / "教师.csv"
    people.write_text("编号,在编在职\n1,是\n", encoding="utf-8")
    where = ("--policy", "sample.county.xgxp", "--as-of", "2026-09-01")

    done = xgxp("roster", str(people), *where, "-o", str(tmp_path / "a.xlsx"))

    assert done.status == 0
    assert steps == [*((step, 7) for step in range(1, 8)), (0, 0)]
