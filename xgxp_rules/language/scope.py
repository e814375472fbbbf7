"""Which name means what, and of which kind it is, while a file is being read.

Facts may use each other in any order, so a declared name is read when it is first asked for. A name whose own
declaration is wrong is *broken*: whoever uses it says nothing more, because the one cause has been reported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Generic, Literal, TypeVar

from xgxp_rules.language.fields import Problems
from xgxp_rules.language.literals import MEASURE_WORDS
from xgxp_rules.language.located import LText, Node
from xgxp_rules.model.forms import DecisionResult, ItemDuration, ItemRunning, Keyed
from xgxp_rules.model.nodes import Anniversary, FactRef
from xgxp_rules.model.policy import Parameter
from xgxp_rules.model.school_calendar import SEPTEMBER, SchoolCalendar
from xgxp_rules.model.terms import TermSet
from xgxp_rules.model.values import FLAG, PERIOD, Kind
from xgxp_rules.model.vocabulary import Fact, Vocabulary, fold_name

T = TypeVar("T", Fact, Parameter)

_DEEPEST_CHAIN = 30
"""Facts that are used before they are declared are read inside one another; this keeps the reading shallow."""

ENDING_ID, ENDING_LABEL = "(even_if_blocked)", "（含被阻却）"
EVEN_IF_BLOCKED = tuple(fold_name(each) for each in (ENDING_ID, ENDING_LABEL))
"""After a decision's name: its outcome counts although a guard keeps it from taking effect."""

SELF = frozenset({"本人", "self"})
"""Before a dot these mean the record itself, also inside the items of a list."""


@dataclass(slots=True, eq=False)
class Declared(Generic[T]):
    """One name of the file: where it stands, and what it turned out to be once it was read."""

    name: str
    id: str
    about: str
    key: LText
    node: Node
    read: Callable[[Declared[T], Library], T | None]
    state: Literal["new", "reading", "done"] = "new"
    value: T | None = None


@dataclass(slots=True, eq=False)
class Library:
    """Every name of one file, over the built-in facts of each kind of record."""

    builtins: Mapping[str, Vocabulary]
    problems: Problems
    facts: dict[str, dict[str, Declared[Fact]]] = field(default_factory=dict)
    parameters: dict[str, Declared[Parameter]] = field(default_factory=dict)
    results: dict[str, dict[str, Fact]] = field(default_factory=dict)
    """Decisions as facts, by kind of record and folded name."""
    units: tuple[str, ...] = ()
    anniversary: Anniversary = "on"
    """When a period is full, where a test does not say otherwise."""
    calendar: SchoolCalendar = SEPTEMBER
    """When school years and terms begin."""
    terms: dict[str, TermSet] = field(default_factory=dict)
    """The policy's own terms and their groups, by folded name."""
    kind_of_taken: Callable[[str, str], Kind | None] = lambda policy, parameter: None
    """The kind of another policy's parameter, where that policy is at hand."""
    broken: bool = False
    """Set when a broken name is met; see `settle`."""
    shared: bool = False
    """Set when a fact and a decision have one name: what such a name leads to can then not be told."""
    doubled: frozenset[int] = frozenset()
    """The lines of names that the file gives twice, which has been reported: what they are cannot be told."""
    refused: set[str] = field(default_factory=set)
    """Declared names that were refused, folded: what is said with them is no news, so they count as broken."""
    chain: list[Declared[Fact] | Declared[Parameter]] = field(default_factory=list)

    def demand(self, declared: Declared[T]) -> T | None:
        """Return what a declared name is, reading it now if need be; None, and `broken` set, where it cannot be."""
        if declared.state == "reading":
            self._circle(declared)
        elif declared.state == "new" and len(self.chain) >= _DEEPEST_CHAIN:
            self.problems.say("XG148", declared.key.span, limit=_DEEPEST_CHAIN)
            declared.state = "done"
        elif declared.state == "new":
            declared.state = "reading"
            self.chain.append(declared)
            kept, declared.value = self.broken, declared.read(declared, self)
            self.broken = kept
            self.chain.pop()
            declared.state = "done"
        if declared.state != "done" or declared.value is None:
            self.broken = True
            return None
        return declared.value

    def _circle(self, declared: Declared[T]) -> None:
        start = next(place for place, each in enumerate(self.chain) if each is declared)
        names: list[str] = [each.name for each in self.chain[start:]]
        self.problems.say("XG142", declared.key.span, chain=" → ".join([*names, declared.name]))

    def settle(self, kept: bool, result: object) -> None:
        """Add the problems that a parser returned, unless it met a broken name; `kept` is `broken` from before."""
        met, self.broken = self.broken, kept
        if isinstance(result, list) and not met:
            self.problems.add(*result)

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of this name."""
        if self._is_refused(name):
            return None
        declared = self.parameters.get(fold_name(name))
        return None if declared is None else self.demand(declared)

    def fact(self, about: str, name: str) -> Fact | None:
        """Return the fact of this id or label about this kind of record: the file's own first."""
        if self._is_refused(name):
            return None
        folded = fold_name(name)
        declared = self.facts.get(about, {}).get(folded)
        if declared is not None:
            return self.demand(declared)
        result = self.results.get(about, {}).get(folded) or self._even_if_blocked(about, folded)
        if result is not None:
            return result
        builtin = self.builtins.get(about)
        return builtin[name] if builtin is not None and name in builtin else None

    def refuse(self, *names: str) -> None:
        """Note names that were declared and refused."""
        self.refused |= {fold_name(name) for name in names if name}

    def _is_refused(self, name: str) -> bool:
        """Return whether the name was refused where it was declared; `broken` is then set."""
        refused = bool(self.refused) and fold_name(name) in self.refused
        self.broken = self.broken or refused
        return refused

    def _even_if_blocked(self, about: str, folded: str) -> Fact | None:
        """Return a decision's outcome whether blocked or not: `轮岗交流（含被阻却）`."""
        named = self.results.get(about, {})
        ending = next((each for each in EVEN_IF_BLOCKED if folded.endswith(each)), "")
        plain = named.get(folded.removesuffix(ending)) if ending else None
        if plain is None or not isinstance(plain.form, DecisionResult):
            return None
        form = replace(plain.form, blocked_counts=True)
        fact = replace(plain, id=f"{plain.id}{ENDING_ID}", label=f"{plain.label}{ENDING_LABEL}", form=form)
        return named.setdefault(folded, fact)

    def is_declared(self, about: str, name: str) -> bool:
        """Return whether the file or the built-in facts have the name, broken or not."""
        folded = fold_name(name)
        return (
            folded in self.facts.get(about, {})
            or folded in self.results.get(about, {})
            or name in self.builtins.get(about, ())
        )

    def names(self, about: str) -> Iterator[str]:
        """Yield every name that a test about this kind of record may use."""
        for declared in self.facts.get(about, {}).values():
            yield declared.name
        for result in self.results.get(about, {}).values():
            yield result.label
        if about in self.builtins:
            yield from self.builtins[about].names()

    def overlaid(
        self, facts: Iterable[Declared[Fact]] = (), parameters: Iterable[Declared[Parameter]] = ()
    ) -> Library:
        """Return the same names with these in the place of the old ones; what is read already stays read."""
        layered = {about: dict(named) for about, named in self.facts.items()}
        for fact in facts:
            for name in (fact.name, fact.id):
                layered.setdefault(fact.about, {})[fold_name(name)] = fact
        named = self.parameters | {fold_name(each.name): each for each in parameters}
        library = Library(
            self.builtins,
            self.problems,
            layered,
            named,
            self.results,
            self.units,
            self.anniversary,
            self.calendar,
            self.terms,
            refused=self.refused,
        )
        library.kind_of_taken = self.kind_of_taken
        return library


@dataclass(frozen=True, slots=True)
class Found:
    """A name that was found: how nodes refer to it, and the fact itself."""

    ref: FactRef
    fact: Fact


class Scope:
    """The names that a test about one kind of record may use; inside a list, the item's fields come first."""

    __slots__ = ("about", "fields", "library", "list_name", "member")

    def __init__(
        self,
        library: Library,
        about: str,
        fields: tuple[Fact, ...] | None = None,
        list_name: str = "",
        member: str = "",
    ) -> None:
        self.library = library
        self.about = about
        self.fields = fields
        self.list_name = list_name
        self.member = member
        """The kind of record whose facts an item has, where the items are records themselves."""

    def inside(self, fields: tuple[Fact, ...], list_name: str) -> Scope:
        """Return the scope of one item of a list."""
        return Scope(self.library, self.about, fields, list_name)

    def members(self, about: str, list_name: str) -> Scope:
        """Return the scope of one record of a set of records of this kind."""
        return Scope(self.library, self.about, (), list_name, about)

    def item_fact(self, name: str) -> Fact | None:
        """Return the item's field, or the other record's fact, of this name."""
        if self.member:
            return self.library.fact(self.member, name)
        return field_named(self.fields or (), name)

    def find(self, name: str) -> Found | None:
        """Return what a name means here, or None; the library's `broken` tells a broken name from an unknown one."""
        found = self._field(name) or self._own(name) or self._self(name)
        if found is not None or "." not in (folded := fold_name(name)):
            return found
        first, *rest = (part.strip() for part in folded.split("."))
        if first in SELF and rest:
            start, rest = self._own(rest[0]), rest[1:]
        else:
            start = self._field(first) or self._own(first)
        return start if start is None or not rest else self._follow(start, rest)

    def _field(self, name: str) -> Found | None:
        fact = self.item_fact(name)
        return None if fact is None else Found(FactRef(fact.id, "item"), fact)

    def _self(self, name: str) -> Found | None:
        """Return the record itself, as other records refer to it."""
        if fold_name(name) not in SELF:
            return None
        return Found(FactRef("self"), Fact("self", "本人", Kind("reference", of=self.about)))

    def _own(self, name: str) -> Found | None:
        fact = self.library.fact(self.about, name)
        return None if fact is None else Found(FactRef(fact.id), fact)

    def _follow(self, start: Found, rest: list[str]) -> Found | None:
        """Return the fact at the end of a dotted name; each part but the last refers to another record."""
        fact, path = start.fact, start.ref.path
        for part in rest:
            records = fact.kind.name == "list" and not path
            if not (fact.kind.name == "reference" or records) or fact.kind.of is None:
                return None
            step = self.library.fact(fact.kind.of, part)
            if step is None or (records and step.kind.name != "list"):
                return None
            fact, path = step, (*path, step.id)
        return Found(FactRef(start.ref.id, start.ref.scope, path), fact)

    # What the parser of tests asks for.

    def parameter(self, name: str) -> Kind | None:
        """Return the kind of the parameter of exactly this name, which is how nodes refer to it.

        One that depends on facts which records of this kind do not have says nothing of them.
        """
        found = self.library.parameter(name)
        return None if found is None or found.name != name or not self._tells(found) else found.kind

    def _tells(self, parameter: Parameter) -> bool:
        """Return whether the facts that a parameter depends on are facts of this kind of record."""
        form = parameter.form
        return not isinstance(form, Keyed) or all(self.library.fact(self.about, ref.id) for ref in form.by)

    def fact(self, name: str) -> tuple[FactRef, Kind] | None:
        """Return the reference and kind of the fact of this name."""
        found = self.find(name)
        return None if found is None else (found.ref, found.fact.kind)

    def measure_words(self) -> frozenset[str]:
        """Return the measure words that numbers may carry."""
        return MEASURE_WORDS | frozenset(self.library.units)

    def candidates(self) -> Iterator[str]:
        """Yield every name that could be meant, parameters included."""
        yield from self.fact_names()
        for declared in self.library.parameters.values():
            yield declared.name

    def fact_names(self) -> Iterator[str]:
        """Yield the names of facts and fields."""
        for fact in self.fields or ():
            yield from (fact.label, fact.id)
        if self.member:
            yield from self.library.names(self.member)
        yield from self.library.names(self.about)


def field_named(fields: Iterable[Fact], name: str) -> Fact | None:
    """Return the field of this id or label."""
    folded = fold_name(name)
    return next((each for each in fields if folded in (fold_name(each.label), fold_name(each.id))), None)


def is_spell(kind: Kind) -> bool:
    """Return whether the items of a list have a first and a last day."""
    return field_named(kind.fields, "starts_on") is not None and field_named(kind.fields, "ends_on") is not None


def with_spell_fields(kind: Kind) -> Kind:
    """Return the kind of a list with the two fields that every spell works out for itself."""
    if kind.name != "list" or not is_spell(kind) or field_named(kind.fields, "duration") is not None:
        return kind
    length = Fact("duration", "时长", PERIOD, ItemDuration(), "这一段有多长；仍在继续的算到计算日")
    running = Fact("is_running", "进行中", FLAG, ItemRunning(), "到计算日是否仍在继续")
    return replace(kind, fields=(*kind.fields, length, running))
