"""Cases over time: speed, memory and staying alive, measured side by side with what is underneath.

    python benchmarks/case_load.py                 # 5,000 cases of 10 events: a minute or two
    python benchmarks/case_load.py --cases 100000  # the full load

Three things are told. The engine: a process of 17 transitions with guards and clocks, beside raw durable-rules on the
same events, in time on the processor; every course is compared with a plain Python reference. The store: an
acknowledged append (SQLite, WAL, FULL) beside raw sqlite3 on the same rows, by turns, on the disk and in memory. The
whole: cases opened, fed and replayed, with the memory at each tenth of the way. Rounds are interleaved and figures are
medians, because these machines are shared. Needs the `cases` extra.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from durable.engine import Host

from xgxp_rules.engines.rete.running import Happening, Verdict, run_case
from xgxp_rules.engines.rete.session import Network
from xgxp_rules.library.cases.cases import Cases
from xgxp_rules.model.case_log import CaseHead, Entry
from xgxp_rules.model.nodes import Compare, Constant, FactRef, FactTest, Operand
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import InForce, PolicyVersion
from xgxp_rules.model.process import Clock, Move, Process
from xgxp_rules.model.school_calendar import SEPTEMBER
from xgxp_rules.store.log import CaseLog

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("engines", "library", "store")]
POLICY, TEXT = import_module("case_kit").POLICY, import_module("case_kit").TEXT
catalog_of = import_module("catalog_kit").catalog_of
Reference = import_module("rete_reference").Reference

ASKED = FactTest(FactRef("x"), Compare("eq", Constant(True)))
EVENTS = 8
KNOWN = {"结业合格": "是", "处于三期": "否"}
DAY = date(2024, 1, 1)


def funnel() -> Process:
    """Return a funnel of stages with a waiting clock, a hearing and a notice: 17 transitions, four with guards."""
    stages = ("直聘", "交流", "校内竞聘", "跨校竞聘", "调剂")
    moves = [Move((stage,), "上岗", "聘用", when=ASKED if place else None) for place, stage in enumerate(stages)]
    moves += [Move((one,), other, "落选") for one, other in pairwise(stages)]
    moves += [
        Move(("调剂",), "待岗", "落选"),
        Move(("待岗",), "培训", "参训"),
        Move(("培训",), "待岗", "结业"),
        Move(("待岗", "培训"), "上岗", "聘用"),
        Move(("上岗",), "直聘", "期满"),
        Move(("待岗", "培训"), "拟解聘", clock="待岗期"),
        Move(("拟解聘",), "解聘", "备案"),
        Move(("上岗",), "上岗", after=Constant(Period(years=3))),
    ]
    states = (*stages, "待岗", "培训", "上岗", "拟解聘", "解聘")
    clocks = (Clock("待岗期", ("待岗", "培训"), Constant(Period(months=12)), reset=("上岗",)),)
    return Process("漏斗", "漏斗", "teacher", states, states[0], tuple(moves), clocks)


class Guards:
    """Guards that hold four times in five, the same for every candidate."""

    def truth(self, place: int, on: date, number: int) -> bool:
        return (place * 7 + on.toordinal() + number) % 5 != 0

    def guard(self, place: int, on: date, number: int) -> Verdict:
        return Verdict(self.truth(place, on, number))

    def period(self, operand: Operand, on: date, number: int) -> Period | None:
        assert isinstance(operand, Constant)
        assert isinstance(operand.value, Period)
        return operand.value


def history(rng: random.Random, process: Process, guards: Guards) -> list[Happening]:
    """Return eight events, all but one in twenty of which the case takes where they come."""
    day, found = DAY, []
    for number in range(2, 2 + EVENTS):
        day += timedelta(rng.choice([1, 5, 20, 60, 120]))
        told = [(one.number, one.on, one.name) for one in found]
        state = Reference(process, DAY, guards.truth).run(told, day).state
        moves = [(place, move) for place, move in enumerate(process.moves) if move.on and state in move.sources]
        fitting = [move.on for place, move in moves if move.when is None or guards.truth(place, day, number)]
        known = fitting if fitting and rng.random() < 0.95 else process.events()
        found.append(Happening(number, day, rng.choice(known)))
    return found


def raw_rules() -> Any:
    """Return the same transitions on the plain package, its host without threads: what the engine cannot go below."""

    class Quiet(Host):  # type: ignore[misc]
        def _run(self) -> None:
            pass

    process = funnel()
    rules: dict[str, Any] = {"open": {"all": [{"o": {"k": 9}}], "run": _opened}}
    for place, move in enumerate(process.moves):
        for source in move.sources:
            if move.on:
                event = {"$and": [{"k": 2}, {"e": move.on}, {"q": {"a": "q"}}]}
                state = {"$and": [{"k": 1}, {"s": source}]}
                rules[f"r{place}{source}"] = {
                    "all": [{"a": state}, {"b": event}],
                    "run": _moving(move.target),
                    "pri": place + 1,
                }
    rules["rest"] = {
        "all": [{"a": {"k": 1}}, {"b": {"$and": [{"k": 2}, {"q": {"a": "q"}}]}}],
        "run": _moving(""),
        "pri": 999,
    }
    host = Quiet()
    host.set_rulesets({"raw": rules})
    return host


def _opened(c: Any) -> None:
    c.assert_fact({"id": "s0", "k": 1, "s": "直聘", "q": 0})


def _moving(target: str) -> Callable[[Any], None]:
    def act(c: Any) -> None:
        state, step = c.a.s, c.a.q + 1
        c.retract_fact(c.a._d)
        c.assert_fact({"id": f"s{step}", "k": 1, "s": target or state, "q": step})

    return act


def engine(cases: int, rounds: int) -> None:
    """Print microseconds an event here and in the raw package, and how many courses differ from the reference."""
    process = funnel()
    version = PolicyVersion("bench", "v1", "b", "in_force", InForce(), processes=(process,))
    network, guards, host = Network(version), Guards(), raw_rules()
    rng = random.Random(7)
    histories = [history(rng, process, guards) for _ in range(cases)]
    events = differing = 0
    for happenings in histories:
        until = happenings[-1].on
        course = run_case(network, process, DAY, happenings, guards, until=until, calendar=SEPTEMBER)
        story = Reference(process, DAY, guards.truth).run(
            [(one.number, one.on, one.name) for one in happenings], until
        )
        taken = [(one.place, one.source, one.target, one.on, one.number) for one in course.taken]
        refused = None if course.refusal is None else (course.refusal.number, course.refusal.reason)
        differing += (taken, course.state, refused) != (story.taken, story.state, story.refusal)
        events += len(course.taken) + (course.refusal is not None)
    ours, raw, session = [], [], 0
    for _ in range(rounds):
        start = time.process_time()
        for happenings in histories:
            run_case(network, process, DAY, happenings, guards, until=happenings[-1].on, calendar=SEPTEMBER)
        ours.append((time.process_time() - start) / events * 1e6)
        start, posted = time.process_time(), 0
        for happenings in histories:
            session += 1
            host.assert_fact("raw", {"id": "o", "sid": str(session), "k": 9})
            for step, one in enumerate(happenings):
                told = {"id": f"e{step}", "sid": str(session), "k": 2, "e": one.name, "q": step}
                host.post("raw", told)
                posted += 1
            host.delete_state("raw", str(session))
        raw.append((time.process_time() - start) / posted * 1e6)
    one, other = statistics.median(ours), statistics.median(raw)
    print(f"engine: {cases:,} cases, {events:,} conclusions, {differing} differ from the reference")
    print(f"  an event here            {one:7.1f} µs of processor   (target 60)")
    print(f"  an event, raw package    {other:7.1f} µs of processor   ratio {one / other:.2f}")


BLOCK = 20
"""So many appends are made here, then there, and so on: a disk that others use is as busy for the one as the other."""


def _first() -> tuple[CaseHead, Entry]:
    head = CaseHead("甲", "p", "v1", "h", "x", "teacher", DAY, 1)
    recorded = datetime(2024, 1, 1, tzinfo=UTC)
    return head, Entry("e", "event", DAY, "人事科", "参训", {"sex": "female"}, recorded_at=recorded)


def appends(count: int, place: str) -> None:
    """Print microseconds an acknowledged append through the store and through raw sqlite3, both waiting for it."""
    head, entry = _first()
    made = [(replace(head, revision=number), replace(entry, id=f"e{number}")) for number in range(1, count + 1)]
    ours, raw, bare = [], [], []
    with tempfile.TemporaryDirectory(dir=place) as folder, (Path(folder) / "bare").open("wb", 0) as plain:
        log = CaseLog(f"{folder}/a.db", create=True)
        log.open(head, replace(entry, id="open"))
        connection = _raw_store(Path(folder) / "b.db")
        for first in range(0, count, BLOCK):
            start = time.perf_counter()
            for one, other in made[first : first + BLOCK]:
                log.append(one, other)
            between = time.perf_counter()
            for number in range(first + 1, first + BLOCK + 1):
                _raw_append(connection, number)
            ours.append((between - start) / BLOCK * 1e6)
            after = time.perf_counter()
            raw.append((after - between) / BLOCK * 1e6)
            for _ in range(BLOCK):
                plain.write(b"." * 8192)
                os.fdatasync(plain.fileno())
            bare.append((time.perf_counter() - after) / BLOCK * 1e6)
        log.close()
        connection.close()
    _tell(f"SQLite in {place}: {count:,} acknowledged appends (WAL, FULL)", "raw sqlite3", ours, raw)
    print(f"  8 KB written and waited for {statistics.median(bare):4.1f} µs, fastest block {min(bare):.0f}")


COLUMNS = (
    "id TEXT, number BIGINT, eid TEXT, kind TEXT, name TEXT, day TEXT, at TEXT, who TEXT, data TEXT,"
    " PRIMARY KEY (id, number), UNIQUE (id, eid)"
)


def _raw_store(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE heads (id TEXT PRIMARY KEY, revision INTEGER, due TEXT)")
    connection.execute(f"CREATE TABLE events ({COLUMNS})")
    connection.execute("INSERT INTO heads VALUES ('甲', 1, NULL)")
    return connection


ROW = ("event", "参训", "2024-01-01", "2024-01-01T00:00:00.000000Z", "人事科", '{"facts":{"sex":"female"}}')


def _raw_append(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    moved = connection.execute(
        "UPDATE heads SET revision = ?, due = NULL WHERE id = '甲' AND revision = ?", (number + 1, number)
    )
    assert moved.rowcount == 1
    connection.execute("INSERT INTO events VALUES ('甲', ?, ?, ?, ?, ?, ?, ?, ?)", (number + 1, f"e{number}", *ROW))
    connection.execute("COMMIT")


def postgres_appends(count: int) -> None:
    """Print microseconds an acknowledged append in PostgreSQL, through the store and through its plain driver."""
    kit = import_module("postgres_kit")
    programs = kit.binaries()
    if programs is None:
        print("PostgreSQL is not installed: not measured")
        return
    with kit.new_cluster(programs, fsync=True) as cluster:
        _in_postgres(cluster.address, count)


def _in_postgres(address: str, count: int) -> None:
    psycopg = import_module("psycopg")
    head, entry = _first()
    made = [(replace(head, revision=number), replace(entry, id=f"e{number}")) for number in range(1, count + 1)]
    ours, raw = [], []
    log = CaseLog(address, create=True)
    log.open(head, replace(entry, id="open"))
    with psycopg.connect(address) as connection:
        connection.execute("CREATE TABLE heads (id TEXT PRIMARY KEY, revision BIGINT, due TEXT)")
        connection.execute(f"CREATE TABLE events ({COLUMNS})")
        connection.execute("INSERT INTO heads VALUES ('甲', 1, NULL)")
        connection.commit()
        for first in range(0, count, BLOCK):
            start = time.perf_counter()
            for one, other in made[first : first + BLOCK]:
                log.append(one, other)
            between = time.perf_counter()
            for number in range(first + 1, first + BLOCK + 1):
                moved = connection.execute(
                    "UPDATE heads SET revision = %s, due = NULL WHERE id = '甲' AND revision = %s",
                    (number + 1, number),
                )
                assert moved.rowcount == 1
                values = (number + 1, f"e{number}", *ROW)
                connection.execute("INSERT INTO events VALUES ('甲', %s, %s, %s, %s, %s, %s, %s, %s)", values)
                connection.commit()
            ours.append((between - start) / BLOCK * 1e6)
            raw.append((time.perf_counter() - between) / BLOCK * 1e6)
    log.close()
    _tell(f"PostgreSQL: {count:,} acknowledged appends (fsync on)", "raw psycopg", ours, raw)


def _tell(title: str, other_name: str, ours: list[float], raw: list[float]) -> None:
    one, other = statistics.median(ours), statistics.median(raw)
    print(f"{title}, {BLOCK} here and {BLOCK} there")
    print(f"  an append here           {one:7.1f} µs   (target 400 in SQLite), fastest block {min(ours):.0f}")
    print(f"  an append, {other_name:<13} {other:7.1f} µs   ratio {one / other:.2f}, fastest block {min(raw):.0f}")


def whole(cases: int, place: str | None) -> None:
    """Open, feed and replay that many cases of ten events each; print time and memory at each tenth of the way.

    Every tenth case is trained again where the others are hired: its wait runs out in the season of the morning list.
    """
    events = ["参加培训", "结业"] * 4
    with tempfile.TemporaryDirectory(dir=place) as folder:
        catalog = catalog_of(Path(folder) / "policies", TEXT)
        store = Cases(f"{folder}/cases.db", catalog, create=True)
        start = time.perf_counter()
        for number in range(cases):
            name, day = f"案{number:06}", DAY
            store.open(
                name,
                policy=POLICY,
                process="待岗",
                on=day,
                actor="人事科",
                record={"结业合格": "是", "处于三期": "否"},
            )
            for event in [*events, "参加培训" if number % 10 == 0 else "聘用"]:
                day += timedelta(20)
                store.record(name, event, on=day, actor="人事科")
            if (number + 1) % max(1, cases // 10) == 0:
                spent = time.perf_counter() - start
                print(f"  {number + 1:>7,} cases fed       {spent:7.1f} s  {_megabytes():5.0f} MB", flush=True)
        fed = time.perf_counter() - start
        start, closed = time.perf_counter(), 0
        for head in store.heads():
            closed += store.show(head.case, as_of=date(2026, 1, 1)).state in ("上岗", "拟解聘")
        shown = time.perf_counter() - start
        start = time.perf_counter()
        due = sum(1 for _ in store.due(as_of=date(2024, 12, 1), until=date(2025, 3, 1)))
        listed = time.perf_counter() - start
        store.close()
    assert closed == cases
    assert due == len(range(0, cases, 10))
    print(f"whole: {cases:,} cases of 10 entries")
    print(
        f"  opened and fed           {fed / cases / 10 * 1e6:7.0f} µs an entry, each checked against the whole log"
    )
    print(f"  replayed and shown       {shown / cases * 1e6:7.0f} µs a case")
    print(f"  morning list             {listed:7.2f} s, {due} due")
    print(f"  greatest memory          {_megabytes():7.0f} MB   (limit 300)")


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cases", type=int, default=5000, help="cases opened, fed and replayed")
    parser.add_argument("--courses", type=int, default=20_000, help="cases compared with the reference")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--folder", default=tempfile.gettempdir(), help="on the disk that the databases lie on")
    parser.add_argument("--memory", default="/dev/shm", help="in memory: leaves the disk's own waiting out")
    asked = parser.parse_args()
    engine(asked.courses, asked.rounds)
    for place in (asked.folder, asked.memory):
        if Path(place).is_dir():
            appends(2000, place)
    postgres_appends(1000)
    whole(asked.cases, asked.folder)
