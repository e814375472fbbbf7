"""Generated processes and histories, run by the engine and by the reference. A program of its own: the engine is in C.

Prints one line of JSON: how much was compared, how often each kind of thing happened, and what differed.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from rete_reference import Happened, Reference, Story

from xgxp_rules.engines.rete.running import Course, Happening, Verdict, run_case
from xgxp_rules.engines.rete.session import Network
from xgxp_rules.model.nodes import Compare, Constant, FactRef, FactTest, Operand
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import InForce, PolicyVersion
from xgxp_rules.model.process import Clock, Move, Process
from xgxp_rules.model.school_calendar import SEPTEMBER
from xgxp_rules.model.values import Truth

ASKED = FactTest(FactRef("x"), Compare("eq", Constant(True)))
"""What makes a transition guarded here; whether it holds is drawn, not worked out."""

EVENTS = "甲乙丙丁"


def length(rng: random.Random, *, sums: bool) -> Operand:
    made = [
        Period(days=rng.randint(1, 90)),
        Period(months=rng.randint(1, 4)),
        Period(months=1, days=rng.randint(1, 20)),
        Period(working_days=rng.randint(1, 30)),
    ]
    return Constant(rng.choice(made if sums else [*made, Period(terms=1), Period(days=0)]))


def made_process(rng: random.Random, name: str) -> Process:
    states = tuple(f"{name}{place}" for place in range(rng.randint(2, 5)))
    clocks = tuple(
        Clock(
            f"钟{place}",
            tuple(rng.sample(states, rng.randint(1, len(states)))),
            length(rng, sums=True),
            reset=tuple(rng.sample(states, rng.choice([0, 0, 1]))),
        )
        for place in range(rng.randint(0, 2))
    )
    moves = []
    for _ in range(rng.randint(3, 10)):
        sources, target = tuple(rng.sample(states, rng.randint(1, 2))), rng.choice(states)
        when = ASKED if rng.random() < 0.4 else None
        if rng.random() < 0.65:
            moves.append(Move(sources, target, rng.choice(EVENTS), when=when))
        elif clocks and rng.random() < 0.5:
            moves.append(Move(sources, target, clock=rng.choice(clocks).id, when=when))
        else:
            moves.append(Move(sources, target, after=length(rng, sums=False), when=when))
    return Process(name, name, "teacher", states, states[0], tuple(moves), clocks)


class Drawn:
    """Guards drawn once for each transition, month and entry; lengths as they are written."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def truth(self, place: int, on: date, number: int) -> Truth:
        drawn = random.Random(f"{self.seed}/{place}/{on.year}-{on.month}/{number}").random()
        return None if drawn < 0.04 else drawn < 0.85

    def guard(self, place: int, on: date, number: int) -> Verdict:
        return Verdict(self.truth(place, on, number))

    def period(self, operand: Operand, on: date, number: int) -> Period | None:
        assert isinstance(operand, Constant)
        assert isinstance(operand.value, Period)
        return operand.value


def made_history(rng: random.Random, process: Process, opened_on: date, most: int, drawn: Drawn) -> list[Happened]:
    """Return a history most of whose events the case takes where they come."""
    day, found = opened_on, []
    known = process.events()
    for number in range(2, 2 + rng.randint(0, most)):
        day += timedelta(rng.choice([0, 0, 1, 3, 10, 31, 60]))
        state = Reference(process, opened_on, drawn.truth).run(found, day).state
        fitting = [move.on for move in process.moves if move.on and state in move.sources]
        choice = fitting if fitting and rng.random() < 0.95 else known
        found.append((number, day, rng.choice(choice) if choice and rng.random() < 0.85 else ""))
    return found


def same(course: Course, story: Story) -> bool:
    taken = [(one.place, one.source, one.target, one.on, one.number) for one in course.taken]
    refusal = None if course.refusal is None else (course.refusal.number, course.refusal.reason)
    held = {one.place: one.held.truth for one in course.pending if one.held is not None}
    ends = (course.state, course.since)
    return (taken, refusal, ends) == (story.taken, story.refusal, (story.state, story.since)) and (
        refusal is not None or held == story.held
    )


def compare(seed: int, versions: int, each: int, most_events: int) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    differing: list[str] = []
    for number in range(versions):
        rng = random.Random(f"{seed}/{number}")
        processes = tuple(made_process(rng, name) for name in "子丑"[: rng.randint(1, 2)])
        version = PolicyVersion(f"t.{seed}.{number}", "v1", "t", "in_force", InForce(), processes=processes)
        network = Network(version)
        for case in range(each):
            process = rng.choice(processes)
            drawn = Drawn(rng.randint(0, 10**9))
            opened_on = date(2021, 1, 1) + timedelta(rng.randint(0, 500))
            history = made_history(rng, process, opened_on, most_events, drawn)
            until = (history[-1][1] if history else opened_on) + timedelta(rng.randint(0, 100))
            happenings = [Happening(one, day, name) for one, day, name in history]
            course = run_case(network, process, opened_on, happenings, drawn, until=until, calendar=SEPTEMBER)
            story = Reference(process, opened_on, drawn.truth).run(history, until)
            counts["cases"] += 1
            counts["events"] += len(history)
            counts["by event"] += sum(one[4] is not None for one in story.taken)
            counts["by time"] += sum(one[4] is None for one in story.taken)
            counts["held"] += bool(story.held)
            if story.refusal is not None:
                counts[f"refused: {story.refusal[1]}"] += 1
            if not same(course, story):
                differing.append(f"{seed}/{number}/{case}: {course} against {story} in {process} with {history}")
    return {"counts": counts, "differing": differing[:3], "mismatches": len(differing)}


if __name__ == "__main__":
    print(json.dumps(compare(*map(int, sys.argv[1:5])), ensure_ascii=False))
