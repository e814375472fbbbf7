"""Where names lead while a policy is compiled: each fact and keyed parameter gets one slot in a flat list.

A slot is filled once per evaluation, after everything it is made from. An item of a list has a scope of its own whose
`outer` is the record's; the two never mix, because every reference says which one it means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar

from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.reading import absent_value, day_getter, field_reader, slot_reader, supplied_getter
from xgxp_rules.model.forms import DecisionResult
from xgxp_rules.model.nodes import (
    Condition,
    Constant,
    FactRef,
    Operand,
    ParameterRef,
)
from xgxp_rules.model.policy import Guard, Parameter, PolicyVersion
from xgxp_rules.model.reach import Related
from xgxp_rules.model.school_calendar import SchoolCalendar
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact


@dataclass(frozen=True, slots=True)
class Placed:
    """A condition with the node number its truth is written under, and its parts likewise."""

    condition: Condition
    number: int
    parts: tuple[Placed, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Home:
    """The policy version whose names a slot or a condition uses, and where its facts and parameters are."""

    version: PolicyVersion
    slots: Mapping[str, int]


@dataclass(slots=True)
class Slot:
    """One value of an evaluation: what it is called, in which version's words, and how it is filled."""

    name: str
    fact: Fact | None
    parameter: Parameter | None
    fill: Getter
    home: Home
    inputs: tuple[int, ...] = ()
    details: Any = None


FormCompiler = Callable[[Fact | Parameter, "RecordScope"], tuple[Getter, Any]]
DecisionCompiler = Callable[[DecisionResult, "RecordScope"], tuple[Getter, Any]]


@dataclass(slots=True)
class RecordScope:
    """The names of one kind of record in one policy version.

    `main` is set for higher law compiled into the program of another version: slots and nodes are numbered together,
    but each version's names keep the meaning they have at home. A slot is shared where both mean the same.
    """

    version: PolicyVersion
    about: str
    compile_form: FormCompiler
    compile_decision: DecisionCompiler
    main: RecordScope | None = None
    links: dict[tuple[str, str], RecordScope] = field(default_factory=dict)
    """The scopes of other records, by policy and kind, shared by every scope of a program."""
    linked_from: RecordScope | None = None
    guards: tuple[tuple[PolicyVersion, Guard], ...] = ()
    """The guards that may stand against the program's decisions, each with the version it comes from."""
    slots: list[Slot] = field(default_factory=list)
    node_count: int = 0
    _by_name: dict[str, int] = field(default_factory=dict)
    _open: list[set[int]] = field(default_factory=list)
    _home: Home | None = None

    def higher(self, version: PolicyVersion) -> RecordScope:
        """Return the scope of a version of higher law inside this one's program."""
        return RecordScope(
            version,
            self.about,
            self.compile_form,
            self.compile_decision,
            main=self,
            links=self.links,
            slots=self.slots,
        )

    @property
    def root(self) -> RecordScope:
        """Return the scope of the record that is decided on, in the policy's own words."""
        if self.linked_from is not None:
            return self.linked_from
        return self if self.main is None else self.main.root

    @property
    def home(self) -> Home:
        """Return where this scope's names lead; it grows while the scope is compiled."""
        if self._home is None:
            self._home = Home(self.version, self._by_name)
        return self._home

    @property
    def record_scope(self) -> RecordScope:
        """Return the record's own scope."""
        return self

    @property
    def calendar(self) -> SchoolCalendar:
        """Return when school years begin: where the policy applies, for higher law too."""
        return self.root.version.calendar

    def next_node(self) -> int:
        """Return a fresh node number."""
        if self.main is not None:
            return self.main.next_node()
        self.node_count += 1
        return self.node_count - 1

    def kind_of(self, ref: FactRef) -> Kind:
        """Return the kind of the fact that a reference names."""
        if ref.path:
            found = self.slots[self.slot_of_path(ref.id, ref.path)].fact
            assert found is not None
            return found.kind
        return self.fact_of(ref.id).kind

    def fact_of(self, fact_id: str) -> Fact:
        """Return the declaration of a fact; `self` is the record as others refer to it."""
        from xgxp_rules.engines.linking import SELF_ID, self_fact

        if fact_id == SELF_ID:
            return self_fact(self.about)
        return self.version.vocabulary(self.about)[fact_id]

    def kind_of_parameter(self, name: str) -> Kind:
        """Return the kind of a parameter."""
        return self._parameter(name).kind

    def slot_of(self, fact_id: str) -> int:
        """Return the slot of a fact, compiling it and all it is made from on first use."""
        if fact_id not in self._by_name:
            fact = self.fact_of(fact_id)
            if fact_id not in self.version.vocabulary(self.about):
                from xgxp_rules.engines.linking import Identity

                own_id = (self.slot_of("id"),) if "id" in self.version.vocabulary(self.about) else ()
                self._add(fact_id, fact, None, lambda env: Identity.of(env.record), None, own_id)
            elif self.main is not None and (own := self.main.defines(self.version.id, fact)) is not None:
                self._by_name[fact_id] = self.main.slot_of(own)
            elif self.main is not None and means_the_same(fact_id, self, self.main):
                self._by_name[fact_id] = self.main.slot_of(fact_id)
            elif fact.form is None:
                self._add(fact_id, fact, None, supplied_getter(fact, self._key(fact_id)), None)
            else:
                self._compile(fact_id, fact)
        return self._used(self._by_name[fact_id])

    def defines(self, policy_id: str, term: Fact) -> str | None:
        """Return the fact of this version that says what an undefined term of higher law means, or None."""
        named = {f"{policy_id}/{name}" for name in (term.id, term.label)}
        return next((one.id for one in self.version.vocabulary(self.about).facts if one.sets in named), None)

    def slot_of_path(self, fact_id: str, steps: tuple[str, ...]) -> int:
        """Return the slot of a fact of another record, reached from a reference of this one."""
        from xgxp_rules.engines.linking import path_from

        key = ".".join((fact_id, *steps))
        if key not in self._by_name:
            start = self.slot_of(fact_id)
            path, end = path_from(self, slot_reader(start), self.fact_of(fact_id).kind, steps)
            label = f"{self.fact_of(fact_id).label}.{end.label}"
            fact = replace(end, id=key, label=label, form=Related(FactRef(fact_id, path=steps)), local=False)
            self._add(key, fact, None, path.read, path, (start,))
        return self._used(self._by_name[key])

    def slot_of_form(self, key: str, fact: Fact) -> int:
        """Return the slot of a form that stands under a name of its own, compiling it on first use."""
        if key not in self._by_name:
            self._compile(key, fact)
        return self._by_name[key]

    def slot_of_parameter(self, name: str) -> int:
        """Return the slot of a parameter whose value depends on the record or the day."""
        key = f"parameter:{name}"
        if key not in self._by_name:
            self._compile(key, self._parameter(name))
        return self._used(self._by_name[key])

    def getter(self, operand: Operand) -> tuple[Getter | None, Any]:
        """Return how an operand is read: (None, constant) where it never changes, else (getter, None)."""
        match operand:
            case Constant(value=value):
                return None, value
            case ParameterRef(name=name):
                constant = self._parameter(name).constant
                if constant is not None:
                    return None, constant.value
                return slot_reader(self.slot_of_parameter(name)), None
            case FactRef():
                return self.fact_getter(operand), None
            case _:
                return day_getter(operand), None

    def fact_getter(self, ref: FactRef) -> Getter:
        """Return how a fact of the record, or of one that it refers to, is read."""
        if ref.path:
            return slot_reader(self.slot_of_path(ref.id, ref.path))
        return slot_reader(self.slot_of(ref.id))

    def _parameter(self, name: str) -> Parameter:
        parameter = self.version.parameter(name)
        if parameter is None:
            raise KeyError(name)
        return parameter

    def _key(self, name: str) -> str:
        """Return the name of a slot in the program as a whole."""
        return name if self.main is None else local_key(self.version.id, name)

    def _used(self, slot: int) -> int:
        for inputs in self._open:
            inputs.add(slot)
        return slot

    def _compile(self, key: str, owner: Fact | Parameter) -> None:
        inputs: set[int] = set()
        outer, self._open = self._open, [inputs]
        fill, details = self.compile_form(owner, self)
        self._open = outer
        fact = owner if isinstance(owner, Fact) else None
        self._add(key, fact, None if fact else owner, fill, details, tuple(sorted(inputs)))  # type: ignore[arg-type]

    def _add(
        self,
        key: str,
        fact: Fact | None,
        parameter: Parameter | None,
        fill: Getter,
        details: Any,
        inputs: tuple[int, ...] = (),
    ) -> None:
        self._by_name[key] = len(self.slots)
        self.slots.append(Slot(self._key(key), fact, parameter, fill, self.home, inputs, details))


def local_key(policy_id: str, fact_id: str) -> str:
    """Return the key under which a fact that higher law declares for itself is kept beside the policy's own."""
    return f"{policy_id}/{fact_id}"


def _identity(fact: Fact) -> tuple[object, ...]:
    return fact.id, fact.label, fact.kind, fact.form


def means_the_same(fact_id: str, one: RecordScope, other: RecordScope) -> bool:
    """Return whether a fact is the same in two versions, and so is everything that it is made from."""
    mine, theirs = one.version.vocabulary(one.about)[fact_id], other.version.vocabulary(other.about).get(fact_id)
    if theirs is None or _identity(mine) != _identity(theirs):
        return False
    refs = list(refs_in(mine.form))
    return all(
        isinstance(ref, FactRef) and (ref.scope == "item" or means_the_same(ref.id, one, other)) for ref in refs
    )


def refs_in(part: Any) -> Iterator[Any]:
    """Yield the facts that a form names, and every parameter and decision, which belong to one version alone."""
    if isinstance(part, FactRef | ParameterRef | DecisionResult):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from refs_in(one)
    elif is_dataclass(part):
        for each in fields(part):
            yield from refs_in(getattr(part, each.name))


@dataclass(slots=True)
class ItemScope:
    """The names of one item of a list, and behind them those of the record it belongs to."""

    outer: RecordScope
    fields: tuple[Fact, ...]
    compile_item_form: Callable[[Fact, ItemScope], Getter]
    holds_records: ClassVar[bool] = False
    """Whether the items are records of their own."""
    lists: tuple[int, ...] = ()
    """The slots of the lists whose items these are."""
    fills: list[Callable[[Any, Env], Any]] = field(default_factory=list)
    node_count: int = 0
    _by_name: dict[str, int] = field(default_factory=dict)

    @property
    def record_scope(self) -> RecordScope:
        """Return the record's own scope."""
        return self.outer

    def next_node(self) -> int:
        """Return a fresh node number."""
        self.node_count += 1
        return self.node_count - 1

    def field(self, field_id: str) -> Fact:
        """Return the declaration of a field."""
        return next(fact for fact in self.fields if fact.id == field_id)

    def kind_of(self, ref: FactRef) -> Kind:
        """Return the kind of the fact or field that a reference names."""
        if ref.scope != "item":
            return self.outer.kind_of(ref)
        return self._path(ref)[1].kind if ref.path else self.field(ref.id).kind

    def kind_of_parameter(self, name: str) -> Kind:
        """Return the kind of a parameter."""
        return self.outer.kind_of_parameter(name)

    def slot_of(self, field_id: str) -> int:
        """Return the slot of an item's field."""
        if field_id not in self._by_name:
            fact = self.field(field_id)
            if fact.form is None:
                reader = field_reader(field_id, absent_value(fact))
                fill: Callable[[Any, Env], Any] = lambda item, env: reader(item)  # noqa: E731
            else:
                worked_out = self.compile_item_form(fact, self)
                fill = lambda item, env: worked_out(env)  # noqa: E731
            self._by_name[field_id] = len(self.fills)
            self.fills.append(fill)
        return self._by_name[field_id]

    def getter(self, operand: Operand) -> tuple[Getter | None, Any]:
        """Return how an operand is read: (None, constant) where it never changes, else (getter, None)."""
        match operand:
            case FactRef():
                return self.fact_getter(operand), None
            case ParameterRef():
                read, value = self.outer.getter(operand)
                return (None, value) if read is None else (_from_outer(read), None)
            case _:
                return self.outer.getter(operand)

    def fact_getter(self, ref: FactRef) -> Getter:
        """Return how a field of the item, or a fact of its record, is read."""
        if ref.scope == "item":
            return self._path(ref)[0].read if ref.path else slot_reader(self.slot_of(ref.id))
        return _from_outer(self.outer.fact_getter(ref))

    def _path(self, ref: FactRef) -> tuple[Any, Fact]:
        """Return where a dotted name that starts from a field leads."""
        from xgxp_rules.engines.item_days import item_path

        return item_path(self, ref)

    def path(self, ref: FactRef) -> Any:
        """Return how a dotted name that starts from a field is read."""
        return self._path(ref)[0]

    def reader(self, ref: FactRef) -> Callable[[Any, Env], Any]:
        """Return how one field, supplied or worked out, is read from an item of the record's environment."""
        if self.field(ref.id).form is None:
            read = field_reader(ref.id, absent_value(self.field(ref.id)))
            return lambda item, env: read(item)
        slot = self.slot_of(ref.id)
        return lambda item, env: self.enter(item, env).values[slot]

    def enter(self, item: Any, env: Env) -> Env:
        """Return the environment of one item of the record's environment `env`."""
        values: list[Any] = []
        inner = Env(item, env.on, values, [None] * self.node_count, law=env.law, calendar=env.calendar, outer=env)
        for fill in self.fills:
            values.append(fill(item, inner))  # noqa: PERF401 - a later field reads the earlier ones
        return inner


Scope = RecordScope | ItemScope


def _from_outer(read: Getter) -> Getter:
    def outer(env: Env) -> Any:
        assert env.outer is not None
        return read(env.outer)

    return outer
