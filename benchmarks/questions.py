"""Ranking the next question, and the sets that settle, against one decision, side by side in one run.

    python benchmarks/questions.py [repetitions]

One decision is the answer with its report. Ranking is bounded to twelve open facts; each figure is a median.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from statistics import median
from time import perf_counter

import xgxp_rules as xr

POLICY, AS_OF = "xinjiang.mulei.xgxp", date(2026, 9, 1)
RECORDS = {
    "nothing known": {},
    "a person": {"性别": "女", "出生日期": "1980-05-01", "岗位类别": "专业技术", "在编在职": "是"},
    "lists too": {
        "性别": "女",
        "出生日期": "1980-05-01",
        "岗位类别": "专业技术",
        "任职经历": [{"学校": "一中", "自": "2020-09-01"}],
        "年度考核": [{"年度": 2025, "等次": "合格"}],
    },
}


def timed(actions: list[Callable[[], object]], repetitions: int) -> list[float]:
    """Return the median time of each action in microseconds; the rounds of all of them are interleaved."""
    found: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()
    for _ in range(repetitions):
        for place, action in enumerate(actions):
            start = perf_counter()
            action()
            found[place].append((perf_counter() - start) * 1e6)
    return [median(each) for each in found]


def compared(policy: xr.Policy, decision: str, name: str, repetitions: int) -> float | None:
    """Print one line and return the ratio of ranking to deciding; None where nothing is open."""
    record = xr.Teacher.model_validate(RECORDS[name])
    found = policy.decide(decision, record, as_of=AS_OF)
    if found.status != "undetermined":
        return None
    whole, ranked = timed(
        [lambda: policy.decide(decision, record, as_of=AS_OF).report(), lambda: xr.plan(found)], repetitions
    )
    settled = timed([lambda: xr.settle(found)], 1)[0]
    questions = len(xr.plan(found).questions)
    print(
        f"{name:14} {decision:12} {questions:3} open, decision {whole:7.0f} µs, ranking {ranked:8.0f} µs,"
        f" ratio {ranked / whole:5.1f}, sets {settled / 1e3:7.1f} ms"
    )
    return ranked / whole


def main() -> None:
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    policy = xr.Catalog().in_force(POLICY, AS_OF)
    asked = [(decision, name) for decision in policy.decisions[:10] for name in RECORDS]
    about_teachers = {one.id for one in policy.version_data.decisions if one.about == "teacher"}
    ratios = [
        ratio
        for decision, name in asked
        if decision in about_teachers and (ratio := compared(policy, decision, name, repetitions)) is not None
    ]
    print(f"\nranking / one decision: median {median(ratios):.1f}, worst {max(ratios):.1f} (at most 30)")


if __name__ == "__main__":
    main()
