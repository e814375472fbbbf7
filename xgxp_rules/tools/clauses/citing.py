"""What in a policy version cites which clause of its document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.process import Process
from xgxp_rules.model.scores import Points

Part = Literal[
    "rule",
    "requirement",
    "decision",
    "quota",
    "procedure",
    "process",
    "score",
    "guard",
    "transition",
    "parameter",
    "reading",
    "term",
]
PARTS: tuple[Part, ...] = get_args(Part)
"""The parts of a policy file that name a clause, in the order in which they are told."""

SPEAKING = frozenset(PARTS) - {"reading", "term"}
"""The parts that say something of their own; a reading or an open term only speaks of what another part says."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One part of a policy file that names a clause: its kind, its id, and what it is called on a page."""

    part: Part
    id: str
    title: str = ""


def citations(version: PolicyVersion) -> dict[str, tuple[Citation, ...]]:
    """Return what cites each clause, by clause id, in the order of `PARTS` and of the file."""
    found: dict[str, dict[Citation, None]] = {clause.id: {} for clause in version.document.clauses}
    for citation, clauses in _all(version):
        for clause in clauses:
            found.setdefault(clause, {})[citation] = None
    return {clause: tuple(sorted(by, key=lambda one: PARTS.index(one.part))) for clause, by in found.items()}


_Cited = Iterator[tuple[Citation, tuple[str, ...]]]


def _all(version: PolicyVersion) -> _Cited:
    for rule in version.rules:
        yield Citation("rule", rule.id, rule.title), (*rule.clauses, *rule.unless_clauses)
    for decision in version.decisions:
        yield Citation("decision", decision.id, decision.title), (*decision.clauses, *decision.otherwise_clauses)
        for one in decision.requires:
            yield Citation("requirement", one.id, one.title), (*one.clauses, *one.unless_clauses)
    for quota in version.quotas:
        yield Citation("quota", quota.id, quota.title), quota.clauses
    yield from _ordered(version)
    yield from _scores(version)
    for guard in version.guards:
        yield Citation("guard", guard.id, guard.title), (*guard.clauses, *guard.unless_clauses)
    for transition in version.transitions:
        yield Citation("transition", transition.id, transition.title), transition.clauses
    for parameter in version.parameters:
        yield Citation("parameter", parameter.name), parameter.clauses
    for reading in version.readings:
        yield Citation("reading", reading.id), reading.clauses
    for term in version.undefined():
        yield Citation("term", term.label), () if term.undefined is None else term.undefined.clauses


def _ordered(version: PolicyVersion) -> _Cited:
    for procedure in version.procedures:
        own = Citation("procedure", procedure.id, procedure.title)
        yield own, (*procedure.clauses, *(clause for step in procedure.steps for clause in step.clauses))
    for process in version.processes:
        yield Citation("process", process.id, process.title), tuple(_of_process(process))


def _of_process(process: Process) -> Iterator[str]:
    yield from process.clauses
    for move in process.moves:
        yield from (*move.clauses, *move.unless_clauses)
    for clock in process.clocks:
        yield from clock.clauses


def _scores(version: PolicyVersion) -> _Cited:
    for vocabulary in version.vocabularies:
        for fact in vocabulary.facts:
            if isinstance(fact.form, Points):
                items = (clause for item in fact.form.items for clause in item.clauses)
                yield Citation("score", fact.label), (*fact.form.clauses, *items)
