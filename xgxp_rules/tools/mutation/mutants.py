"""The small changes that a careless edit could make to a version, each as a path and what would stand there.

Only what the document itself says is changed: facts that come with the language are not the policy's to get wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise
from typing import Any, Literal

from xgxp_rules.diagnostics import Both as Words
from xgxp_rules.model.policy import Decision, Guard, PolicyVersion, ReadingChoice, Rule
from xgxp_rules.model.vocabulary import Fact
from xgxp_rules.spans import Span
from xgxp_rules.tools.coverage.targets import about_of
from xgxp_rules.tools.mutation.changes import changes_to
from xgxp_rules.tools.mutation.kinds import Change, Kind
from xgxp_rules.tools.mutation.paths import Path, below, put

Touched = tuple[
    Literal["fact", "parameter", "decision", "guard", "quota", "procedure", "process", "transition", "version"], str
]
"""What a change bears on, by kind and id."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one version: what stands at `path` becomes `new`.

    `owner` names the rule, fact, parameter or decision for people; `said` is the change in words. `reading` is the
    choice of an ambiguous passage that the change stands in, if it stands in one.
    """

    kind: Kind
    owner: str
    said: Words
    touched: Touched
    path: Path = field(repr=False)
    new: Any = field(repr=False)
    span: Span = field(default_factory=Span.none, compare=False)
    reading: tuple[str, str] | None = None
    effect: str = ""
    """The effect that is taken away, if that is the change."""

    def applied(self, version: PolicyVersion) -> PolicyVersion:
        """Return the version with the change made."""
        changed: PolicyVersion = put(version, self.path, self.new)
        # The engine knows the processes of a version by its text, which is no longer the text of this one.
        return replace(changed, content_hash="") if self.touched[0] == "process" else changed


@dataclass(frozen=True, slots=True)
class _Root:
    """A part of the version whose conditions are changed, and how it is called."""

    path: Path
    part: Any
    owner: str
    touched: Touched
    about: str
    span: Span
    reading: tuple[str, str] | None = None


def mutants_of(version: PolicyVersion) -> tuple[Mutant, ...]:
    """Return every mutant of a version, in the order of its parts; the same on every run."""
    found: list[Mutant] = []
    for root in _roots(version):
        found += _below(root, version)
    found += _precedence(version)
    found += _effects(version)
    found += _version_window(version)
    return tuple(found)


def _below(root: _Root, version: PolicyVersion) -> Iterator[Mutant]:
    span = root.span
    for path, part in below(root.part):
        own: Span = getattr(part, "span", Span.none())
        span = own if own.known else span
        place = own if own.known else _nearest(root.part, path) or root.span
        for change in changes_to(part, root.about, version):
            yield _mutant(root, (*root.path, *path, *change.path), change, place)


def _nearest(part: Any, path: Path) -> Span | None:
    """Return the place of the closest part above that has one."""
    found = None
    for step in path:
        span: Span = getattr(part, "span", Span.none())
        found = span if span.known else found
        part = getattr(part, step) if isinstance(step, str) else part[step]
    return found


def _mutant(root: _Root, path: Path, change: Change, span: Span) -> Mutant:
    return Mutant(change.kind, root.owner, change.said, root.touched, path, change.new, span, root.reading)


def _roots(version: PolicyVersion) -> Iterator[_Root]:
    for number, parameter in enumerate(version.parameters):
        path: Path = ("parameters", number)
        yield _Root(path, parameter, parameter.name, ("parameter", parameter.name), "", parameter.span)
    for number, vocabulary in enumerate(version.vocabularies):
        for place, fact in enumerate(vocabulary.facts):
            if fact.local:
                path = ("vocabularies", number, place)
                yield from _of_fact(fact, path, ("fact", fact.id), vocabulary.about)
    for number, decision in enumerate(version.decisions):
        for place, need in enumerate(decision.requires):
            path = ("decisions", number, "requires", place)
            yield _Root(path, need, need.id, ("decision", decision.id), decision.about, need.span)
    parts: tuple[tuple[str, tuple[Rule | Guard, ...]], ...] = (("rules", version.rules), ("guards", version.guards))
    for name, several in parts:
        for number, part in enumerate(several):
            touched: Touched = ("decision", part.decision) if isinstance(part, Rule) else ("guard", part.id)
            yield _Root((name, number), part, part.id, touched, about_of(part, version), part.span)
    for number, quota in enumerate(version.quotas):
        yield _Root(
            ("quotas", number), quota, quota.title or quota.id, ("quota", quota.id), quota.about, quota.span
        )
    for number, procedure in enumerate(version.procedures):
        touched = ("procedure", procedure.id)
        owner = procedure.title or procedure.id
        yield _Root(("procedures", number), procedure, owner, touched, procedure.about, procedure.span)
    for number, process in enumerate(version.processes):
        touched = ("process", process.id)
        owner = process.title or process.id
        yield _Root(("processes", number), process, owner, touched, process.about, process.span)
    for number, one in enumerate(version.transitions):
        touched = ("transition", one.id)
        yield _Root(("transitions", number), one, one.title or one.id, touched, one.about, one.span)
    yield from _consequence_roots(version)
    yield from _reading_roots(version)


def _of_fact(fact: Fact, path: Path, touched: Touched, about: str) -> Iterator[_Root]:
    """Yield the form of a fact, and those of the fields that its items work out for themselves."""
    if fact.form is not None:
        yield _Root((*path, "form"), fact.form, fact.label, touched, about, fact.span)
    for place, item in enumerate(fact.kind.fields):
        if item.form is not None and item.local:
            own = (*path, "kind", "fields", place, "form")
            yield _Root(own, item.form, f"{fact.label}.{item.label}", touched, about, fact.span)


def _consequence_roots(version: PolicyVersion) -> Iterator[_Root]:
    for number, decision in enumerate(version.decisions):
        for place, outcome in enumerate(decision.outcomes):
            path: Path = ("decisions", number, "outcomes", place, "consequences")
            touched: Touched = ("decision", decision.id)
            yield _Root(path, outcome.consequences, outcome.label, touched, decision.about, outcome.span)
    for number, rule in enumerate(version.rules):
        path = ("rules", number, "consequences")
        about = about_of(rule, version)
        yield _Root(path, rule.consequences, rule.id, ("decision", rule.decision), about, rule.span)


def _reading_roots(version: PolicyVersion) -> Iterator[_Root]:
    for number, reading in enumerate(version.readings):
        for place, choice in enumerate(reading.choices):
            path: Path = ("readings", number, "choices", place)
            for root in _choice_roots(choice, path, version):
                yield replace(root, reading=(reading.id, choice.name))


def _choice_roots(choice: ReadingChoice, path: Path, version: PolicyVersion) -> Iterator[_Root]:
    for place, fact in enumerate(choice.facts):
        about = next((one.about for one in version.vocabularies if fact.id in one), "")
        yield from _of_fact(fact, (*path, "facts", place), ("fact", fact.id), about)
    for place, parameter in enumerate(choice.parameters):
        named: Touched = ("parameter", parameter.name)
        yield _Root((*path, "parameters", place), parameter, parameter.name, named, "", parameter.span)
    for place, rule in enumerate(choice.rules):
        about = about_of(rule, version)
        yield _Root((*path, "rules", place), rule, rule.id, ("decision", rule.decision), about, rule.span)
    for place, need in enumerate(choice.requirements):
        decision = next((one.id for one in version.decisions if need.id in {each.id for each in one.requires}), "")
        about = about_of(need, version)
        yield _Root((*path, "requirements", place), need, need.id, ("decision", decision), about, need.span)


def _precedence(version: PolicyVersion) -> Iterator[Mutant]:
    """Yield a mutant for each two adjacent outcomes that rules lead to, the later one now first."""
    led_to = {(rule.decision, rule.outcome) for rule in version.rules}
    for number, decision in enumerate(version.decisions):
        if decision.decides != "one":
            continue
        for place, (first, second) in enumerate(pairwise(decision.outcomes)):
            if {(decision.id, first.id), (decision.id, second.id)} <= led_to:
                yield _swapped(decision, number, place)


def _swapped(decision: Decision, number: int, place: int) -> Mutant:
    first, second = decision.outcomes[place : place + 2]
    outcomes = (*decision.outcomes[:place], second, first, *decision.outcomes[place + 2 :])
    said = Words(f"“{second.label}”排到“{first.label}”之前", f"`{second.id}` before `{first.id}`")
    path = ("decisions", number, "outcomes")
    return Mutant("precedence", decision.id, said, ("decision", decision.id), path, outcomes, second.span)


def _effects(version: PolicyVersion) -> Iterator[Mutant]:
    """Yield a mutant for each effect that an outcome or a rule would no longer carry, so that no guard sees it."""
    for number, decision in enumerate(version.decisions):
        for place, outcome in enumerate(decision.outcomes):
            path: Path = ("decisions", number, "outcomes", place)
            touched: Touched = ("decision", decision.id)
            yield from _without(outcome.effects, path, outcome.label, touched, outcome.span)
            for choice, one in enumerate(outcome.one_of):
                own = (*path, "one_of", choice)
                yield from _without(one.effects, own, f"{outcome.label}（{one.label}）", touched, outcome.span)
    for number, rule in enumerate(version.rules):
        yield from _without(rule.effects, ("rules", number), rule.id, ("decision", rule.decision), rule.span)


def _without(effects: tuple[str, ...], path: Path, owner: str, touched: Touched, span: Span) -> Iterator[Mutant]:
    for place, effect in enumerate(effects):
        rest = (*effects[:place], *effects[place + 1 :])
        said = Words(f"不再带有后果“{effect}”", f"no longer carries the effect `{effect}`")
        yield Mutant("effect", owner, said, touched, (*path, "effects"), rest, span, effect=effect)


def _version_window(version: PolicyVersion) -> Iterator[Mutant]:
    """Yield the version in force one day shorter at either end; a case cannot speak of a day outside the window."""
    window = version.in_force
    if version.status == "draft":
        return
    touched: Touched = ("version", version.version)
    if window.from_on is not None:
        later = replace(window, from_on=window.from_on + timedelta(1))
        said = Words(f"施行日 {window.from_on} 推迟一天", f"in force a day later than {window.from_on}")
        yield Mutant("window", version.version, said, touched, ("in_force",), later)
    if window.until_on is not None:
        earlier = replace(window, until_on=window.until_on - timedelta(1))
        said = Words(f"终止日 {window.until_on} 提前一天", f"in force until a day before {window.until_on}")
        yield Mutant("window", version.version, said, touched, ("in_force",), earlier)
