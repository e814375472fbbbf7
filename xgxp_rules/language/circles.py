"""Facts and decisions that depend on themselves, also through each other, and chains too long to follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xgxp_rules.diagnostics import Diagnostic, diagnose
from xgxp_rules.language.tree import names_in
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.policy import Decision, Guard, PolicyVersion
from xgxp_rules.model.vocabulary import Fact, Vocabulary
from xgxp_rules.spans import Span

DEEPEST = 50
"""Facts on facts on facts; the longest chain in use has eight."""


def circles(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each circle and each chain that is too long."""
    for vocabulary in policy.vocabularies:
        local = [fact.id for fact in vocabulary.facts if fact.local]
        if local:
            yield from _Search(policy, vocabulary).run(local)


@dataclass(slots=True)
class _Search:
    """A walk through what each fact needs, without recursion: a file may chain thousands of facts."""

    policy: PolicyVersion
    vocabulary: Vocabulary
    depth: dict[str, int] = field(default_factory=dict)
    path: list[tuple[str, Iterator[str]]] = field(default_factory=list)
    reported: bool = False

    def run(self, starts: list[str]) -> Iterator[Diagnostic]:
        for start in starts:
            if start not in self.depth:
                self.path.append((start, iter(self._needs(start))))
                yield from self._walk()

    def _walk(self) -> Iterator[Diagnostic]:
        on_path = {name for name, _ in self.path}
        while self.path:
            name, needs = self.path[-1]
            need = next(needs, None)
            if need is None:
                self.path.pop()
                on_path.discard(name)
                yield from self._leave(name)
            elif need in on_path:
                yield self._circle(need)
            elif need not in self.depth:
                self.path.append((need, iter(self._needs(need))))
                on_path.add(need)

    def _leave(self, name: str) -> Iterator[Diagnostic]:
        self.depth[name] = 1 + max((self.depth.get(need, 0) for need in self._needs(name)), default=0)
        if self.depth[name] > DEEPEST and not self.reported:
            self.reported = True
            yield diagnose("XG148", self._span(name), limit=DEEPEST)

    def _circle(self, need: str) -> Diagnostic:
        names = [name for name, _ in self.path]
        chain = [*names[names.index(need) :], need]
        return diagnose("XG142", self._span(need), chain=" → ".join(map(self._label, chain)))

    def _span(self, name: str) -> Span:
        return self.vocabulary[name].span if name in self.vocabulary else Span.none()

    def _label(self, name: str) -> str:
        return self.vocabulary[name].label if name in self.vocabulary else name

    def _needs(self, name: str) -> list[str]:
        """Return the ids that a fact needs: those in its form, those of a decision's rules, those of parameters."""
        if name not in self.vocabulary:
            return []
        fact = self.vocabulary[name]
        found: dict[str, None] = {}
        for ref in names_in(self._parts(fact)):
            if isinstance(ref, FactRef):
                if ref.scope == "record":
                    found[ref.id] = None
                continue
            parameter = self.policy.parameter(ref.name)
            by = () if parameter is None else tuple(names_in((parameter.form,)))
            found.update((each.id, None) for each in by if isinstance(each, FactRef))
        return list(found)

    def _parts(self, fact: Fact) -> tuple[object, ...]:
        fields = tuple(each.form for each in fact.kind.fields)
        if not isinstance(fact.form, DecisionResult):
            return (fact.form, fields)
        decision = self.policy.decision(fact.form.decision)
        rules = self.policy.rules_of(fact.form.decision)
        requires = () if decision is None else decision.requires
        guards = () if decision is None or fact.form.blocked_counts else bearing_on(self.policy, decision)
        asked = (*((one.when, one.unless) for one in rules), *((one.when, one.unless) for one in guards))
        return (asked, tuple(requires))


def bearing_on(policy: PolicyVersion, decision: Decision) -> tuple[Guard, ...]:
    """Return the policy's own guards against an effect that some outcome, alternative or rule of a decision carries."""
    outcomes = decision.outcomes
    effects = {effect for outcome in outcomes for effect in outcome.effects}
    effects |= {effect for outcome in outcomes for one in outcome.one_of for effect in one.effects}
    effects |= {effect for rule in policy.rules_of(decision.id) for effect in rule.effects}
    return tuple(one for one in policy.guards if one.about == decision.about and effects & set(one.against))
