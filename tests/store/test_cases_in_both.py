"""A case's whole life in each database: the same answers, the same refusals, from several threads at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from case_kit import POLICY, WELL, Moments, cases_in, opened

from xgxp_rules.diagnostics import XgxpError
from xgxp_rules.library.cases.cases import Cases

D = date


@pytest.fixture
def cases(tmp_path: Path, store: str) -> Iterator[Cases]:
    with cases_in(tmp_path, store=store, clock=Moments(D(2024, 2, 1))) as made:
        yield opened(made)


def test_a_whole_life(cases: Cases) -> None:
    """Given either database, when a case is opened, fed, corrected and listed, then it reads the same from both."""
    facts = {"年度考核": [{"年度": "2023", "等次": "合格"}]}
    told: dict[str, Any] = {"on": D(2024, 3, 1), "actor": "人事科", "id": "A", "adds": facts}
    cases.record("甲", "参加培训", **told)
    cases.correct("甲", "A", on=D(2024, 3, 4), actor="复核")
    again = cases.record("甲", "参加培训", **told)
    with pytest.raises(XgxpError) as refused:
        cases.record("甲", "参加培训", on=D(2024, 4, 1), actor="人事科")
    report = cases.show("甲", as_of=D(2025, 2, 1))
    (due,) = cases.due(as_of=D(2025, 1, 1), until=D(2025, 1, 31))

    assert again.repeated
    assert refused.value.code == "XG825"
    assert [(one.on, one.target) for one in report.taken] == [(D(2024, 3, 4), "培训"), (D(2025, 1, 31), "拟解聘")]
    assert (due.case, due.deadline.due, due.deadline.days_left) == ("甲", D(2025, 1, 31), 30)


def test_eight_threads_feed_their_cases(cases: Cases) -> None:
    """Given eight threads on one store, when each opens and feeds cases, then every case ends where it should."""

    def work(thread: int) -> None:
        for number in range(3):
            name = f"{thread}-{number}"
            cases.open(name, policy=POLICY, process="待岗", on=D(2024, 1, 31), actor="人事科", record=WELL)
            for event, day in (("参加培训", 1), ("结业", 2), ("聘用", 3)):
                cases.record(name, event, on=D(2024, 3, day), actor="人事科")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    states = {head.case: head.state for head in cases.heads() if head.case != "甲"}
    assert len(states) == 24
    assert set(states.values()) == {"上岗"}


def test_two_clerks_on_one_case(cases: Cases) -> None:
    """Given two clerks who record the same event at once, when both let go, then one is taken and one is told."""
    ready, told = threading.Barrier(2), []

    def record(number: int) -> None:
        ready.wait()
        try:
            told.append(cases.record("甲", "参加培训", on=D(2024, 3, 1), actor=f"科员{number}").state)
        except XgxpError as error:
            told.append(error.code)

    threads = [threading.Thread(target=record, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # The second is told that somebody was first, or finds the case in the state that the first has led to.
    assert sorted(told)[1] == "培训"
    assert sorted(told)[0] in ("XG809", "XG825")
    assert len(cases.log.read("甲")[1]) == 2
