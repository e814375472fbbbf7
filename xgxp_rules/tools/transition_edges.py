"""Which days around a change of versions no record of a suite has: the day before, the day, and the day after.

A checker asks this of a policy's cases; nothing here decides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from xgxp_rules.model.nodes import Compare, Constant, FactTest, checks, walk
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.records import Record
from xgxp_rules.model.transitions import Transition


@dataclass(frozen=True, slots=True)
class Edge:
    """A day of a fact that decides which version governs, and that no record has."""

    transition: Transition
    fact: str
    day: date


def untested_edges(version: PolicyVersion, records: Iterable[Record]) -> tuple[Edge, ...]:
    """Return the days around every change of a version's transitions that none of the records has, in file order."""
    given = tuple(records)
    return tuple(
        edge
        for transition in version.transitions
        for edge in _edges(transition)
        if not any(_has(record, edge, version) for record in given)
    )


def _edges(transition: Transition) -> Iterator[Edge]:
    """Yield the three days around each written date that a transition compares a fact with."""
    conditions = [transition.when] if transition.unless is None else [transition.when, transition.unless]
    tests = (node for condition in conditions for node in walk(condition) if isinstance(node, FactTest))
    dates = ((test.fact.id, day) for test in tests for day in _days(test))
    around = ((fact, day + timedelta(days=shift)) for fact, day in dates for shift in (-1, 0, 1))
    yield from (Edge(transition, fact, day) for fact, day in dict.fromkeys(around))


def _days(test: FactTest) -> Iterator[date]:
    for check in checks(test.check):
        if isinstance(check, Compare) and isinstance(check.operand, Constant) and type(check.operand.value) is date:
            yield check.operand.value


def _has(record: Record, edge: Edge, version: PolicyVersion) -> bool:
    """Return whether a record gives the fact this very day, under its id or its label."""
    if getattr(record, edge.fact, None) == edge.day:
        return True
    vocabulary = version.vocabulary(edge.transition.about)
    names = (name for name in record.unlisted if name in vocabulary and vocabulary[name].id == edge.fact)
    return any(str(record.unlisted[name]).strip() == edge.day.isoformat() for name in names)
