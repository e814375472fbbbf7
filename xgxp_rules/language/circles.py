"""Facts and decisions that depend on themselves, also through each other, and chains too long to follow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xgxp_rules.diagnostics import Diagnostic, diagnose
from xgxp_rules.model.forms import DecisionResult, ListSource
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.policy import Decision, Guard, PolicyVersion
from xgxp_rules.model.reach import OtherRecords
from xgxp_rules.model.references import names_in
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact, Vocabulary
from xgxp_rules.spans import Span

_OF = "\0"
"""Between the kind of record and the fact, in the name of a node about another kind."""

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
    known: dict[str, list[str]] = field(default_factory=dict)

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
        fact = self._fact(name)
        return Span.none() if fact is None else fact.span

    def _label(self, name: str) -> str:
        fact = self._fact(name)
        return name if fact is None else fact.label

    def _fact(self, name: str) -> Fact | None:
        """Return the fact of a node: an id, behind the kind of record where that is another one."""
        about, _, fact_id = name.rpartition(_OF)
        vocabulary = self.policy.vocabulary(about) if about else self.vocabulary
        return vocabulary.get(fact_id)

    def _node(self, about: str, fact_id: str) -> str:
        return fact_id if about == self.vocabulary.about else f"{about}{_OF}{fact_id}"

    def _needs(self, name: str) -> list[str]:
        """Return the ids that a fact needs: those in its form, those of a decision's rules, those of parameters."""
        if name not in self.known:
            self.known[name] = self._found_needs(name)
        return self.known[name]

    def _found_needs(self, name: str) -> list[str]:
        fact = self._fact(name)
        if fact is None:
            return []
        about = name.rpartition(_OF)[0] or self.vocabulary.about
        found: dict[str, None] = {}
        for ref in names_in(self._parts(fact)):
            if isinstance(ref, FactRef):
                found |= dict.fromkeys(self._nodes(ref, about, fact))
                continue
            parameter = self.policy.parameter(ref.name)
            by = () if parameter is None else tuple(names_in((parameter.form,)))
            found |= {self._node(about, each.id): None for each in by if isinstance(each, FactRef)}
        return list(found)

    def _nodes(self, ref: FactRef, about: str, owner: Fact) -> Iterator[str]:
        """Yield the facts that a reference reads: its own, and at each dot one of the record it leads to."""
        vocabulary = self.policy.vocabulary(about)
        if ref.scope == "record":
            yield self._node(about, ref.id)
            kind = vocabulary[ref.id].kind if ref.id in vocabulary else None
        else:
            member = _member_kind(owner, vocabulary)
            if member:
                yield from self._nodes(FactRef(ref.id, path=ref.path), member, owner)
                return
            kind = _field_kind(ref.id, vocabulary)
        for step in ref.path:
            there = None if kind is None or kind.of is None else self.policy.vocabulary(kind.of)
            if there is None or step not in there:
                return
            yield self._node(there.about, there[step].id)
            kind = there[step].kind

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


def _member_kind(owner: Fact, vocabulary: Vocabulary) -> str:
    """Return the kind of record that the items are which a form tests, "" where they are no records."""
    if isinstance(owner.form, OtherRecords):
        return owner.form.about
    source = getattr(owner.form, "source", None)
    first = source.lists[0] if isinstance(source, ListSource) else None
    if first is None or first.path or first.id not in vocabulary:
        return ""
    return vocabulary[first.id].kind.of or ""


def _field_kind(field_id: str, vocabulary: Vocabulary) -> Kind | None:
    """Return the kind of a field of some list that refers to another record."""
    fields = (field for fact in vocabulary.facts for field in fact.kind.fields)
    return next((each.kind for each in fields if each.id == field_id and each.kind.of), None)


def bearing_on(policy: PolicyVersion, decision: Decision) -> tuple[Guard, ...]:
    """Return the policy's own guards against an effect that some outcome, alternative or rule of a decision carries."""
    outcomes = decision.outcomes
    effects = {effect for outcome in outcomes for effect in outcome.effects}
    effects |= {effect for outcome in outcomes for one in outcome.one_of for effect in one.effects}
    effects |= {effect for rule in policy.rules_of(decision.id) for effect in rule.effects}
    return tuple(one for one in policy.guards if one.about == decision.about and effects & set(one.against))
