"""One decision, side by side: this engine, zen-engine with and without trace, and a raw durable-rules session.

    python benchmarks/decide.py

Same three rules, the same raw dated record (four postings, five facts), the same answer, checked before anything is
timed. Rounds of all candidates are interleaved, and each figure is the median of the rounds, because these machines are
shared. Ratios are against zen-engine with trace. Needs the `bench` extra.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import zen

import xgxp_rules as xr
from xgxp_rules.language.loader import load_policy
from xgxp_rules.library.policy import Policy

HERE = Path(__file__).parent
AS_OF = date(2026, 9, 1)
POSTINGS = [
    {"school": "甲校", "starts_on": "2004-09-01", "ends_on": "2010-08-31"},
    {"school": "乙校", "starts_on": "2010-09-01", "ends_on": "2015-08-31"},
    {"school": "丙校", "starts_on": "2015-09-01", "ends_on": "2020-08-31"},
    {"school": "丁校", "starts_on": "2020-09-01"},
]
RAW = {
    "in_post_on_establishment": True,
    "on_long_sick_leave": False,
    "born_on": "1980-05-01",
    "合同期满日": "2040-05-01",
    "leaves": [],
    "absences": [],
    "postings": POSTINGS,
}
ROUNDS, CALLS = 15, 300


def this_engine() -> dict[str, Callable[[], Any]]:
    """Return the calls to time on this engine: the decision alone, with its whole JSON, and reading the record."""
    policy = Policy(load_policy((HERE / "three_rules.yaml").read_bytes(), "three_rules.yaml"), xr.Catalog())
    teacher = xr.Teacher.model_validate(RAW)
    assert policy.decide("rotation", teacher, as_of=AS_OF).outcome == "due"
    return {
        "xgxp decide, trace recorded": lambda: policy.decide("rotation", teacher, as_of=AS_OF),
        "xgxp decide, tree + margins + JSON": lambda: policy.decide(
            "rotation", teacher, as_of=AS_OF
        ).model_dump_json(),
        "xgxp read the raw record": lambda: xr.Teacher.model_validate(RAW),
    }


def zen_engine() -> dict[str, Callable[[], Any]]:
    """Return the same decision on zen-engine, with and without trace."""
    decision = zen.ZenEngine().create_decision((HERE / "three_rules.zen.json").read_text())
    record = {
        "as_of": AS_OF.isoformat(),
        "in_post": True,
        "sick": False,
        "born_on": "1980-05-01",
        "contract_until": "2040-05-01",
        "postings": [{"ends_on": None, **posting} for posting in POSTINGS],
    }
    assert decision.evaluate(record, {"trace": True})["result"]["outcome"] == "due"
    return {
        "zen evaluate, with trace": lambda: decision.evaluate(record, {"trace": True}),
        "zen evaluate, without trace": lambda: decision.evaluate(record),
    }


def durable_session() -> dict[str, Callable[[], Any]]:
    """Return the same three rules as a raw durable-rules session: opened, fed the five facts one by one, deleted.

    The facts arrive worked out (days since, days left, an age), since that engine cannot work them out itself.
    """
    from durable.engine import MessageNotHandledException
    from durable.lang import assert_fact, c, delete_state, m, ruleset, when_all

    seen: list[str] = []
    with ruleset("bench_rotation"):

        @when_all(
            c.post << (m.name == "in_post") & (m.value == 1),
            c.stay << (m.name == "stay_days") & (m.value >= 2191),
            c.left << (m.name == "left_days") & (m.value >= 1826),
            c.sick << (m.name == "sick") & (m.value == 1),
        )
        def deferred(c: Any) -> None:
            seen.append("deferred")

        @when_all(
            c.post << (m.name == "in_post") & (m.value == 1),
            c.stay << (m.name == "stay_days") & (m.value >= 2191),
            c.left << (m.name == "left_days") & (m.value >= 1826),
        )
        def due(c: Any) -> None:
            seen.append("due")

        @when_all(
            c.post << (m.name == "in_post") & (m.value == 1),
            c.age << (m.name == "age") & (m.value >= 55),
        )
        def senior(c: Any) -> None:
            seen.append("senior")

        @when_all(m.name == "opened")
        def opened(c: Any) -> None:
            pass

    facts = [("in_post", 1), ("sick", 0), ("age", 46), ("left_days", 4990), ("stay_days", 2191)]
    counter = iter(range(10**9))

    def session() -> None:
        sid = str(next(counter))
        assert_fact("bench_rotation", {"sid": sid, "name": "opened"})
        for name, value in facts:
            with suppress(MessageNotHandledException):  # raised for a fact that no rule tests in this form
                assert_fact("bench_rotation", {"sid": sid, "name": name, "value": value})
        delete_state("bench_rotation", sid)

    session()
    assert seen == ["due"]
    return {"durable-rules raw session": session}


def measure(calls: dict[str, Callable[[], Any]]) -> dict[str, float]:
    """Return the median time of one call of each candidate, in microseconds, rounds interleaved."""
    rounds: dict[str, list[float]] = {name: [] for name in calls}
    for _round in range(ROUNDS):
        for name, call in calls.items():
            start = time.perf_counter()
            for _call in range(CALLS):
                call()
            rounds[name].append((time.perf_counter() - start) / CALLS * 1e6)
    return {name: statistics.median(times) for name, times in rounds.items()}


def load_time() -> tuple[int, float]:
    """Return how many shipped versions there are, and the median seconds to read them all."""
    times = []
    for _round in range(3):
        start = time.perf_counter()
        catalog = xr.Catalog()
        versions = sum(len(catalog.versions(policy_id)) for policy_id in catalog.ids())
        times.append(time.perf_counter() - start)
    return versions, statistics.median(times)


def main() -> None:
    """Print the table."""
    figures = measure({**this_engine(), **zen_engine(), **durable_session()})
    zen_traced = figures["zen evaluate, with trace"]
    durable = figures["durable-rules raw session"]
    print(f"{'one decision':40} {'µs':>8} {'of zen traced':>14} {'of durable':>11}")
    for name, micros in figures.items():
        print(f"{name:40} {micros:8.1f} {micros / zen_traced:14.2f} {micros / durable:11.2f}")
    versions, seconds = load_time()
    print(f"reading all shipped policies: {versions} versions in {seconds:.2f} s")


if __name__ == "__main__":
    main()
