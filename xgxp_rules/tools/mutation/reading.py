"""What each decision reads, at first or second hand, under any reading; and what is read beside the decisions.

A change to what nobody reads cannot be noticed by any case. A name too many may be listed here, never one too few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.policy import Parameter, PolicyVersion
from xgxp_rules.model.references import names_in
from xgxp_rules.model.vocabulary import Fact

Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reads:
    """The names behind each decision, itself included; behind guards; behind quotas and transitions; and processes."""

    decisions: dict[str, frozenset[Name]]
    guards: frozenset[Name]
    beside: frozenset[Name]
    processes: frozenset[Name]


def reads_of(version: PolicyVersion) -> Reads:
    """Return what the parts of a version read."""
    reader = _Reader(version)
    beside = [("quota", one.id) for one in version.quotas] + [("transition", one.id) for one in version.transitions]
    return Reads(
        {decision.id: reader.closure(("decision", decision.id)) for decision in version.decisions},
        frozenset(name for guard in version.guards for name in reader.closure(("guard", guard.id))),
        frozenset(name for start in beside for name in reader.closure(start)),
        frozenset(name for one in version.processes for name in reader.closure(("process", one.id))),
    )


class _Reader:
    def __init__(self, version: PolicyVersion) -> None:
        self.version = version
        self.choices = [choice for reading in version.readings for choice in reading.choices]
        self.facts: dict[str, list[Fact]] = {}
        for fact in (
            *(f for v in version.vocabularies for f in v.facts),
            *(f for c in self.choices for f in c.facts),
        ):
            self.facts.setdefault(fact.id, []).append(fact)
        self.parameters: dict[str, list[Parameter]] = {}
        for one in (*version.parameters, *(p for c in self.choices for p in c.parameters)):
            self.parameters.setdefault(one.name, []).append(one)

    def closure(self, start: Name) -> frozenset[Name]:
        """Return everything that can be reached from a name."""
        found: set[Name] = {start}
        todo = [start]
        while todo:
            for name in self._next(todo.pop()):
                if name not in found:
                    found.add(name)
                    todo.append(name)
        return frozenset(found)

    def _next(self, name: Name) -> Iterator[Name]:
        kind, key = name
        for part in self._parts(kind, key):
            if isinstance(part, DecisionResult):
                yield "decision", part.decision
            for ref in names_in(part):
                if isinstance(ref, FactRef):
                    yield from (("fact", one) for one in (ref.id, *ref.path))
                else:
                    yield "parameter", ref.name
        yield from self._procedures(kind, key)
        if kind == "decision":
            yield from (("guard", guard.id) for guard in self.version.guards)

    def _procedures(self, kind: str, key: str) -> Iterator[Name]:
        """Yield the procedures that the outcomes and rules of a decision, a guard, or a process ask for."""
        asking: list[Any] = []
        if kind == "decision":
            asking += [
                one for decision in self.version.decisions if decision.id == key for one in decision.outcomes
            ]
            asking += [rule for rule in self._rules() if rule.decision == key]
        elif kind == "guard":
            asking += [guard for guard in self.version.guards if guard.id == key]
        elif kind == "process":
            asking += [move for one in self.version.processes if one.id == key for move in one.moves]
        for one in asking:
            found = self.version.procedure(one.procedure) if one.procedure else None
            if found is not None:
                yield "procedure", found.id

    def _rules(self) -> list[Any]:
        return [*self.version.rules, *(one for choice in self.choices for one in choice.rules)]

    def _parts(self, kind: str, key: str) -> Iterator[Any]:
        """Yield the pieces of the model that stand under a name."""
        match kind:
            case "decision":
                for decision in self.version.decisions:
                    if decision.id == key:
                        yield from (decision.requires, decision.measured_on, decision.outcomes)
                        if decision.value:
                            yield FactRef(decision.value)
                yield from (rule for rule in self._rules() if rule.decision == key)
                yield from (choice.requirements for choice in self.choices)
            case "guard":
                yield from (one for one in self.version.guards if one.id == key)
            case "procedure":
                yield from (one for one in self.version.procedures if one.id == key)
            case "quota":
                yield from (one for one in self.version.quotas if one.id == key)
            case "process":
                yield from (one for one in self.version.processes if one.id == key)
            case "transition":
                yield from (one for one in self.version.transitions if one.id == key)
            case "fact":
                for fact in self.facts.get(key, ()):
                    yield fact.form
                    yield from (field.form for field in fact.kind.fields)
            case _:
                yield from (one.form for one in self.parameters.get(key, ()))
