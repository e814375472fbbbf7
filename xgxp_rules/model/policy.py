"""A policy version: what one issued document says, as frozen data.

Nothing here evaluates anything. A version knows its clauses, parameters, facts, decisions, rules, guards and readings,
and the SHA-256 of the text it was read from; engines read it and never change it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from xgxp_rules.model.acceptance import Acceptance
from xgxp_rules.model.forms import Form
from xgxp_rules.model.nodes import Condition, Constant, Operand
from xgxp_rules.model.school_calendar import SEPTEMBER, SchoolCalendar
from xgxp_rules.model.terms import TermSet
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact, Vocabulary
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.model.definitions import Definition, SettingsRef
    from xgxp_rules.model.effects import Effect
    from xgxp_rules.model.procedure import Procedure
    from xgxp_rules.model.process import Process
    from xgxp_rules.model.quota import Quota
    from xgxp_rules.model.transitions import Transition

Modality = Literal["must", "should", "may", "aim"]
MODALITIES: tuple[Modality, ...] = ("must", "should", "may", "aim")
"""Strongest first."""

MaySet = Literal["at_least", "at_most", "freely", "not"]
"""What a lower level may do with a value or a rule of higher law; where nothing is said it may do nothing."""

Status = Literal["draft", "trial", "in_force", "repealed"]
PolicyKind = Literal["standing", "notice", "template", "law"]


@dataclass(frozen=True, slots=True)
class InForce:
    """The days on which something holds: `from_on` to `until_on`, both included; `basis` says what was assumed."""

    from_on: date | None = None
    until_on: date | None = None
    basis: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether `day` lies inside the window."""
        if self.from_on is not None and day < self.from_on:
            return False
        return self.until_on is None or day <= self.until_on


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the document.

    `not_computable` says why no rule can stand for it, `partly` what of it no rule stands for; `inventory` names the
    entries it covers in a list of clauses kept elsewhere.
    """

    id: str
    topic: str
    not_computable: str = ""
    inventory: tuple[str, ...] = ()
    partly: str = ""
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """The printed document that a version stands for."""

    issuer: str = ""
    title: str = ""
    number: str = ""
    clauses: tuple[Clause, ...] = ()

    def clause(self, clause_id: str) -> Clause | None:
        """Return the clause of that id, or None."""
        return next((clause for clause in self.clauses if clause.id == clause_id), None)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value of the document: written out, by key, by date, or left to another body (then unknown).

    `constant` is set where the value is one for everybody; otherwise `form` says how it is found.
    """

    name: str
    kind: Kind
    constant: Constant | None = None
    form: Form | None = None
    clauses: tuple[str, ...] = ()
    basis: str = ""
    source: str = ""
    confidence: str = ""
    may_set: MaySet | None = field(default=None, kw_only=True)
    sets: str = field(default="", kw_only=True)
    text: str = field(default="", compare=False)
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the lawful alternatives of an outcome, with the effects that it alone carries."""

    label: str
    effects: tuple[str, ...] = ()
    consequences: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One possible result of a decision.

    With `one_of` or the modality `may` it is an offer: the body named in `chosen_by` chooses, never the engine.
    """

    id: str
    label: str
    modality: Modality = "must"
    one_of: tuple[Alternative, ...] = ()
    chosen_by: str = ""
    effects: tuple[str, ...] = ()
    procedure: str = ""
    encouraged: bool = False
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
    consequences: tuple[Effect, ...] = ()

    @property
    def is_offer(self) -> bool:
        """Return whether an office still has to choose."""
        return bool(self.one_of) or self.modality == "may"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition of entry: whom it concerns, what it needs, what waives it."""

    id: str
    clauses: tuple[str, ...]
    need: Condition
    concerns: Condition | None = None
    unless: Condition | None = None
    modality: Modality = "must"
    title: str = ""
    in_force: InForce | None = None
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
    unless_clauses: tuple[str, ...] = field(default=(), kw_only=True)


@dataclass(frozen=True, slots=True)
class Decision:
    """A question about one kind of record, its outcomes in order of precedence, and how they are reached.

    `otherwise` names the outcome that holds when no rule does; without it such a record is undetermined.
    """

    id: str
    title: str
    about: str
    question: str = ""
    decides: Literal["one", "all"] = "one"
    outcomes: tuple[Outcome, ...] = ()
    otherwise: str = ""
    requires: tuple[Requirement, ...] = ()
    value: str = ""
    note: str = ""
    measured_on: Operand | None = None
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
    combine: Literal["", "sum", "max", "min"] = ""
    """How the values of several rules that hold come together; empty where they must agree."""
    clauses: tuple[str, ...] = ()
    """The clauses that the decision itself rests on, beside those of its rules: of one that only gives a value."""
    otherwise_clauses: tuple[str, ...] = ()
    """The clauses that say what holds when no rule does."""

    def outcome(self, name: str) -> Outcome | None:
        """Return the outcome of this id or label, or None."""
        return next((outcome for outcome in self.outcomes if name in (outcome.id, outcome.label)), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """Where `when` holds and `unless` does not, the decision has this outcome; `unless_clauses` say the exception."""

    id: str
    clauses: tuple[str, ...]
    decision: str
    outcome: str
    when: Condition
    unless: Condition | None = None
    modality: Modality | None = None
    effects: tuple[str, ...] = ()
    procedure: str = ""
    title: str = ""
    in_force: InForce | None = None
    note: str = ""
    unless_clauses: tuple[str, ...] = field(default=(), kw_only=True)
    may_set: MaySet | None = field(default=None, kw_only=True)
    sets: str = field(default="", kw_only=True)
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
    consequences: tuple[Effect, ...] = ()
    value: Operand | None = None
    value_kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Guard:
    """Higher law that stands against an effect: no outcome carrying it takes effect while `when` holds.

    `procedure` is what higher law asks to be done before such an outcome takes effect, whether the guard stands or not.
    """

    id: str
    clauses: tuple[str, ...]
    against: tuple[str, ...]
    when: Condition
    unless: Condition | None = None
    title: str = ""
    about: str = "teacher"
    in_force: InForce | None = None
    procedure: str = ""
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
    unless_clauses: tuple[str, ...] = field(default=(), kw_only=True)

    def __hash__(self) -> int:
        """Return a hash of the names alone: guards are looked up on every new day, and their conditions are deep."""
        return hash((self.id, self.against))


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """What one way of reading a text replaces, each entry whole; the choice `as_written` replaces nothing."""

    name: str
    facts: tuple[Fact, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    rules: tuple[Rule, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    quotas: tuple[Quota, ...] = ()
    processes: tuple[Process, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """An ambiguity of the text: the ways of reading it, the default, and whether somebody has answered it."""

    id: str
    clauses: tuple[str, ...]
    status: str
    default: str
    choices: tuple[ReadingChoice, ...]
    note: str = ""
    span: Span = field(default_factory=Span.none, compare=False, repr=False)

    def choice(self, name: str) -> ReadingChoice | None:
        """Return the choice of that name, or None."""
        return next((choice for choice in self.choices if choice.name == name), None)


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version of one policy; `vocabularies` holds the facts of each kind of record, the policy's own included."""

    id: str
    version: str
    title: str
    status: Status
    in_force: InForce
    kind: PolicyKind = "standing"
    jurisdiction: str = ""
    under: tuple[str, ...] = ()
    document: Document = Document()
    vocabularies: tuple[Vocabulary, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    decisions: tuple[Decision, ...] = ()
    rules: tuple[Rule, ...] = ()
    guards: tuple[Guard, ...] = ()
    readings: tuple[Reading, ...] = ()
    units: tuple[str, ...] = ()
    transitions: tuple[Transition, ...] = field(default=(), kw_only=True)
    quotas: tuple[Quota, ...] = field(default=(), kw_only=True)
    procedures: tuple[Procedure, ...] = field(default=(), kw_only=True)
    processes: tuple[Process, ...] = field(default=(), kw_only=True)
    definitions: tuple[Definition, ...] = field(default=(), kw_only=True)
    settings: tuple[SettingsRef, ...] = field(default=(), kw_only=True)
    accepts: tuple[Acceptance, ...] = field(default=(), kw_only=True)
    terms: tuple[TermSet, ...] = field(default=(), kw_only=True)
    calendar: SchoolCalendar = SEPTEMBER
    content_hash: str = ""
    file: str = field(default="", compare=False)

    def __hash__(self) -> int:
        return hash((self.id, self.version, self.content_hash))

    def vocabulary(self, about: str) -> Vocabulary:
        """Return the facts about this kind of record.

        Raises:
            KeyError: the policy knows no such kind of record.
        """
        for vocabulary in self.vocabularies:
            if vocabulary.about == about:
                return vocabulary
        raise KeyError(about)

    def fact(self, name: str) -> Fact:
        """Return the fact of this id or label, whatever kind of record it is about.

        Raises:
            KeyError: there is none.
        """
        for vocabulary in self.vocabularies:
            if name in vocabulary:
                return vocabulary[name]
        raise KeyError(name)

    def decision(self, name: str) -> Decision | None:
        """Return the decision of this id or title, or None."""
        return next((decision for decision in self.decisions if name in (decision.id, decision.title)), None)

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of this name, or None."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def quota(self, name: str) -> Quota | None:
        """Return the quota of this id or title, or None."""
        return next((quota for quota in self.quotas if name in (quota.id, quota.title)), None)

    def process(self, name: str) -> Process | None:
        """Return the process of this id or title, or None."""
        return next((one for one in self.processes if name in (one.id, one.title)), None)

    def procedure(self, name: str) -> Procedure | None:
        """Return the procedure of this id or title, or None."""
        return next((one for one in self.procedures if name in (one.id, one.title)), None)

    def rules_of(self, decision_id: str) -> tuple[Rule, ...]:
        """Return the rules of one decision, in the file's order."""
        return tuple(rule for rule in self.rules if rule.decision == decision_id)

    def undefined(self) -> tuple[Fact, ...]:
        """Return the terms that the document uses and does not define."""
        return tuple(fact for vocabulary in self.vocabularies for fact in vocabulary.facts if fact.undefined)

    def default_readings(self) -> dict[str, str]:
        """Return each reading's default choice, by reading id."""
        return {reading.id: reading.default for reading in self.readings}

    def under_readings(self, chosen: dict[str, str]) -> PolicyVersion:
        """Return the version as these readings have it; readings not named keep the default.

        Raises:
            KeyError: no such reading, or it has no such choice.
        """
        result = self
        for reading in self.readings:
            name = chosen.get(reading.id, reading.default)
            choice = reading.choice(name)
            if choice is None:
                raise KeyError(f"{reading.id}: {name}")
            result = _replaced(result, choice)
        unknown = chosen.keys() - {reading.id for reading in self.readings}
        if unknown:
            raise KeyError(", ".join(sorted(unknown)))
        return result


def _replaced(version: PolicyVersion, choice: ReadingChoice) -> PolicyVersion:
    facts = {fact.id: fact for fact in choice.facts}
    parameters = {parameter.name: parameter for parameter in choice.parameters}
    rules = {rule.id: rule for rule in choice.rules}
    requirements = {one.id: one for one in choice.requirements}
    quotas = {one.id: one for one in choice.quotas}
    processes = {one.id: one for one in choice.processes}
    vocabularies = tuple(
        Vocabulary(vocabulary.about, (facts.get(fact.id, fact) for fact in vocabulary.facts))
        if any(name in vocabulary for name in facts)
        else vocabulary
        for vocabulary in version.vocabularies
    )
    return replace(
        version,
        vocabularies=vocabularies,
        parameters=tuple(parameters.get(parameter.name, parameter) for parameter in version.parameters),
        rules=tuple(rules.get(rule.id, rule) for rule in version.rules),
        quotas=tuple(quotas.get(quota.id, quota) for quota in version.quotas),
        processes=tuple(processes.get(one.id, one) for one in version.processes),
        decisions=tuple(
            replace(decision, requires=tuple(requirements.get(one.id, one) for one in decision.requires))
            for decision in version.decisions
        )
        if requirements
        else version.decisions,
    )
