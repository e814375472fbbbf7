"""A crash of the engine takes nothing down: the worker is started again, and the log is what it was."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from case_kit import TEXT, Moments, opened
from catalog_kit import catalog_of

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases import worker as worker_module
from xgxp_rules.library.cases.cases import Cases
from xgxp_rules.library.cases.worker import Worker

D = date


@pytest.fixture
def cases(tmp_path: Path) -> Iterator[Cases]:
    catalog = catalog_of(tmp_path / "policies", TEXT)
    with Cases(str(tmp_path / "cases.db"), catalog, create=True, clock=Moments(), isolated=True) as made:
        yield opened(made)


def running(cases: Cases) -> Worker:
    assert cases.worker is not None
    return cases.worker


def test_the_answers_are_those_of_this_process(cases: Cases, tmp_path: Path) -> None:
    """Given a store looked at with and without a worker, then both say the same, refusals included."""
    cases.record("甲", "参加培训", on=D(2024, 3, 1), actor="人事科")
    with Cases(str(tmp_path / "cases.db"), cases.catalog, clock=Moments()) as plain:
        assert cases.show("甲", as_of=D(2025, 3, 1)) == plain.show("甲", as_of=D(2025, 3, 1))
        months = {"as_of": D(2025, 1, 1), "until": D(2025, 3, 1)}
        assert list(cases.due(**months)) == list(plain.due(**months))
        told = []
        for store in (cases, plain):
            with pytest.raises(XgxpError) as caught:
                store.record("甲", "参加培训", on=D(2024, 3, 2), actor="人事科")
            told.append(caught.value.text())
        assert told[0] == told[1]
    assert running(cases).starts == 1


def test_a_killed_worker_is_started_again_and_answers(cases: Cases) -> None:
    """Given a worker killed with SIGKILL, when a case is recorded and shown, then both answers come from a new one."""
    before = cases.log.read("甲")
    first = running(cases).pid
    assert first is not None

    os.kill(first, signal.SIGKILL)
    report = cases.show("甲", as_of=D(2024, 3, 1))
    untouched = cases.log.read("甲")
    os.kill(running(cases).pid or 0, signal.SIGKILL)
    receipt = cases.record("甲", "参加培训", on=D(2024, 3, 1), actor="人事科")

    assert (report.state, untouched) == ("待岗", before)
    assert (receipt.state, receipt.revision) == ("培训", 2)
    assert running(cases).starts == 3
    assert running(cases).pid != first


def die(processes: Any, marker: str, times: int) -> str:
    """Kill this very process, as a crash of the engine would, until it has been asked often enough."""
    done = len(Path(marker).read_text()) if Path(marker).exists() else 0
    if done < times:
        Path(marker).write_text("x" * (done + 1))
        os.kill(os.getpid(), signal.SIGSEGV)
    return "answered"


def stop(processes: Any) -> None:
    """Stand still for ever, as a rule that never returns would."""
    os.kill(os.getpid(), signal.SIGSTOP)


@pytest.fixture
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parent))


@pytest.mark.usefixtures("importable")
def test_a_crash_amid_a_question(cases: Cases, tmp_path: Path) -> None:
    """Given an engine that crashes twice amid a question, when it is asked, then the third worker answers."""
    running(cases).close()

    assert running(cases).ask(die, str(tmp_path / "marker"), 2) == "answered"
    assert running(cases).starts == 4


@pytest.mark.usefixtures("importable")
def test_a_crash_every_time_is_told(cases: Cases, tmp_path: Path) -> None:
    """Given a question that crashes every worker, when it is asked, then that is told; others still get answers."""
    running(cases).close()

    with pytest.raises(XgxpError) as caught:
        running(cases).ask(die, str(tmp_path / "marker"), 99)

    assert caught.value.code == "XG844"
    assert cases.show("甲", as_of=D(2024, 3, 1)).state == "待岗"


@pytest.mark.usefixtures("importable")
def test_a_worker_that_never_answers_is_given_up(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a worker that stands still, when patience ends, then it is replaced and the caller is told."""
    monkeypatch.setattr(worker_module, "PATIENCE_SECONDS", 0.2)
    monkeypatch.setattr(worker_module, "TRIES", 1)
    running(cases).close()

    with pytest.raises(XgxpError) as caught:
        running(cases).ask(stop)

    assert caught.value.code == "XG844"
    assert running(cases).pid is None


def test_closing_ends_the_worker(cases: Cases) -> None:
    """Given a running worker, when the store is closed, then no process is left behind."""
    pid = running(cases).pid
    assert pid is not None

    cases.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
