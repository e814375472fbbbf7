"""Processes on durable-rules: they mean what the plain reference means, and nothing of that engine's ways shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import warnings
from datetime import date
from pathlib import Path

import pytest

from xgxp_rules.engines.rete.clocks import NEVER, Due, Reading, due_after
from xgxp_rules.engines.rete.session import Network
from xgxp_rules.model.nodes import Compare, Constant, FactRef, FactTest
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import InForce, PolicyVersion
from xgxp_rules.model.process import Clock, Move, Process
from xgxp_rules.model.school_calendar import SEPTEMBER
from xgxp_rules.model.spell_sets import Spell

HERE = Path(__file__).resolve().parent
ASKED = FactTest(FactRef("x"), Compare("eq", Constant(True)))


def network(*moves: Move, states: tuple[str, ...] = ("甲", "乙", "丙"), name: str = "流程") -> Network:
    process = Process(name, name, "teacher", states, states[0], moves)
    return Network(PolicyVersion(f"t.{name}.{hash(moves)}", "v1", "t", "in_force", InForce(), processes=(process,)))


@pytest.mark.parametrize("seed", [pytest.param(11, id="one"), pytest.param(12, id="another")])
def test_generated_histories_go_as_the_reference_says(seed: int) -> None:
    """Given generated processes and histories, when both run them, then every course is the same to the day.

    The engine is in C, so it runs in a child: a crash fails this test and no other.
    """
    command = [sys.executable, "-W", "error", str(HERE / "rete_generated.py"), str(seed), "40", "15", "12"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["differing"] == []
    counts = told["counts"]
    assert counts["cases"] == 600
    for kind in ("by event", "by time", "held", "refused: state", "refused: guard", "refused: unknown"):
        assert counts.get(kind, 0) > 0, (kind, counts)


def test_an_event_posted_too_early_never_fires_later() -> None:
    """Given `refuse` before its state is entered, when the state comes, then the early event has left no trace."""
    net = network(Move(("甲",), "乙", "开始"), Move(("乙",), "丙", "拒绝"))

    with net.session("流程") as case:
        early = case.event("拒绝", ())
        started = case.event("开始", ())
        ended = case.state

    assert (early, started, ended) == (None, 0, "乙")


def test_the_first_transition_that_holds_is_taken() -> None:
    """Given two guarded transitions and one for the rest, when guards hold, then the document's order decides."""
    net = network(
        Move(("甲",), "乙", "评", when=ASKED),
        Move(("甲",), "丙", "评", unless=ASKED),
        Move(("甲",), "甲", "评"),
        name="三选",
    )

    def taken(*allowed: int) -> int | None:
        with net.session("三选") as case:
            return case.event("评", allowed)

    assert [taken(0, 1), taken(1), taken()] == [0, 1, 2]


def test_a_guard_of_another_step_counts_for_nothing() -> None:
    """Given a guard that held at an earlier step, when the event comes at a later one, then it is asked anew."""
    net = network(Move(("甲",), "乙", "聘", when=ASKED), Move(("甲",), "甲", "等"), name="旧事")

    with net.session("旧事") as case:
        waited = case.event("等", (0,))
        hired = case.event("聘", ())

    assert (waited, hired, case.state) == (1, None, "甲")


def test_an_error_inside_leaves_the_engine_whole() -> None:
    """Given an exception while a session is open, when the next session runs, then it runs as ever."""
    net = network(Move(("甲",), "乙", "走"), name="出错")

    with pytest.raises(ZeroDivisionError), net.session("出错") as case:
        raise ZeroDivisionError
    with net.session("出错") as case:
        assert case.event("走", ()) == 0


def test_no_thread_is_started_and_nothing_warns() -> None:
    """Given the engine's host, when cases run, then no timer thread runs beside them and no warning is raised."""
    before = threading.active_count()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with network(Move(("甲",), "乙", "走"), name="安静").session("安静") as case:
            case.event("走", ())

    assert threading.active_count() == before


def test_threads_share_the_engine_without_harm() -> None:
    """Given eight threads running cases at once, when all are done, then every case ended where it should."""
    net = network(Move(("甲",), "乙", "走"), Move(("乙",), "甲", "回"), name="同时")
    ends: list[str] = []

    def work() -> None:
        for _ in range(50):
            with net.session("同时") as case:
                for event in ("走", "回", "走"):
                    case.event(event, ())
                ends.append(case.state)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ends == ["乙"] * 400


DAY = date(2024, 1, 31)


@pytest.mark.parametrize(
    ("limit", "before", "since", "due"),
    [
        pytest.param(Period(months=1), (), DAY, Due(date(2024, 2, 29)), id="the-end-of-a-short-month"),
        pytest.param(Period(years=1), (), DAY, Due(date(2025, 1, 31)), id="a-year-on-the-day-itself"),
        pytest.param(Period(), (), DAY, Due(DAY), id="no-time-at-all"),
        pytest.param(
            Period(months=12),
            (Spell(date(2023, 1, 1), date(2023, 7, 1)),),
            date(2024, 1, 1),
            Due(date(2024, 7, 1)),
            id="interrupted-for-half-a-year",
        ),
        pytest.param(
            Period(months=2),
            (Spell(date(2023, 12, 31), DAY),),
            DAY,
            Due(date(2024, 2, 29)),
            id="out-and-back-on-one-day-is-no-interruption",
        ),
        pytest.param(
            Period(days=40), (Spell(date(2023, 3, 1), date(2023, 3, 31)),), DAY, Due(date(2024, 2, 10)), id="days"
        ),
        pytest.param(
            Period(months=1),
            (Spell(date(2023, 3, 1), date(2023, 4, 5)),),
            DAY,
            Due(DAY),
            id="already-full-when-it-goes-on",
        ),
        pytest.param(Period(working_days=5), (), date(2025, 9, 28), Due(date(2025, 10, 11)), id="over-a-holiday"),
        pytest.param(
            Period(working_days=5),
            (Spell(date(2025, 3, 3), date(2025, 3, 6)),),
            date(2025, 9, 28),
            Due(date(2025, 9, 30)),
            id="working-days-add-up",
        ),
        pytest.param(Period(years=9000), (), DAY, NEVER, id="beyond-the-calendar"),
    ],
)
def test_when_time_is_up(limit: Period, before: tuple[Spell, ...], since: date, due: Due) -> None:
    """Given a limit and the stretches run before, when the clock goes on, then it runs out on the day a count gives."""
    assert due_after(limit, since, SEPTEMBER, before) == due


def test_a_deadline_beyond_the_published_holidays_has_an_earliest_day() -> None:
    """Given ten working days that end in a year without holidays, then the day is open and its earliest is named."""
    from xgxp_rules.law.workdays import coverage

    since = date(coverage().last_year, 12, 30)

    due = due_after(Period(working_days=10), since, SEPTEMBER)

    assert due.day is None
    assert due.earliest is not None
    assert since < due.earliest <= date(since.year + 1, 1, 10)


def test_a_clock_stands_still_goes_on_and_is_put_back() -> None:
    """Given a clock over two states that a third puts back, when a case moves, then it counts what it should."""
    clock = Clock("钟", ("待岗", "培训"), Constant(Period(months=12)), reset=("上岗",))
    reading = Reading(clock)

    reading.enter("待岗", date(2024, 1, 1))
    reading.enter("培训", date(2024, 3, 1))
    reading.enter("借调", date(2024, 5, 1))
    stood = reading.run_until(date(2024, 8, 1))
    reading.enter("待岗", date(2024, 8, 1))
    went_on = reading.due(Period(months=12), SEPTEMBER)
    reading.enter("上岗", date(2024, 9, 1))
    reading.enter("待岗", date(2025, 1, 1))
    anew = reading.due(Period(months=12), SEPTEMBER)

    assert stood == (Spell(date(2024, 1, 1), date(2024, 5, 1)),)
    # 4 months, and 7 months 30 days more: thirty days of the sum make a month.
    assert went_on == Due(date(2025, 3, 31))
    assert anew == Due(date(2026, 1, 1))


def test_deleting_a_session_that_never_fired_is_the_crash_we_avoid() -> None:
    """Given the plain package, when a session of a ruleset that never fired is deleted, then the process dies.

    This is why every session opens with a fact whose rule fires; should it stop being so, the care may go. It reads
    memory that nobody has written: the C library is asked to fill such memory, so that it dies on every Python.
    """
    code = (
        "import xgxp_rules.engines.rete.loading\n"
        "from durable.engine import Host\n"
        "class Quiet(Host):\n    def _run(self): pass\n"
        "h = Quiet()\n"
        "h.set_rulesets({'t': {'r': {'all': [{'a': {'k': 1}}, {'b': {'k': 2}}], 'run': lambda c: None}}})\n"
        "h.assert_fact('t', {'id': '1', 'sid': '1', 'k': 1})\n"
        "h.delete_state('t', '1')\n"
    )

    filled = {**os.environ, "MALLOC_PERTURB_": "165"}

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, env=filled)

    assert done.returncode < 0
