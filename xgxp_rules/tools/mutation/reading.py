"""Which decisions a change can bear on: what each decision reads, at first or second hand, under any reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xgxp_rules.language.tree import names_in
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.policy import Parameter, PolicyVersion
from xgxp_rules.model.vocabulary import Fact

Name = tuple[str, str]


def decisions_reading(version: PolicyVersion) -> dict[str, frozenset[Name]]:
    """Return, for each decision, the facts, parameters and decisions it may read, itself included.

    Every way of reading counts, so a name too many may be listed, never one too few.
    """
    reader = _Reader(version)
    return {decision.id: frozenset(reader.closure(("decision", decision.id))) for decision in version.decisions}


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

    def closure(self, start: Name) -> set[Name]:
        """Return everything that can be reached from a name."""
        found: set[Name] = {start}
        todo = [start]
        while todo:
            for name in self._next(todo.pop()):
                if name not in found:
                    found.add(name)
                    todo.append(name)
        return found

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

    def _parts(self, kind: str, key: str) -> Iterator[Any]:
        """Yield the pieces of the model that stand under a name."""
        match kind:
            case "decision":
                for decision in self.version.decisions:
                    if decision.id == key:
                        yield from (decision.requires, decision.measured_on)
                        if decision.value:
                            yield FactRef(decision.value)
                for rule in (*self.version.rules, *(one for choice in self.choices for one in choice.rules)):
                    if rule.decision == key:
                        yield rule
                yield from (choice.requirements for choice in self.choices)
            case "fact":
                for fact in self.facts.get(key, ()):
                    yield fact.form
                    yield from (field.form for field in fact.kind.fields)
            case _:
                yield from (one.form for one in self.parameters.get(key, ()))
