"""Sets of other records, and lists reached through them: everyone whose mentor I am, and what they did.

A set is known only as far as the records of its kind were handed in: of an incomplete kind more may belong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from xgxp_rules.engines.conditions import compile_condition
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.linking import World, linked_scope
from xgxp_rules.engines.scopes import ItemScope, RecordScope
from xgxp_rules.engines.ties import Tie, Tied, tie_of
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.reach import OtherRecords
from xgxp_rules.model.records.others import id_of
from xgxp_rules.model.values import NOT_APPLICABLE, Kind, Listing, Possible, Truth
from xgxp_rules.model.vocabulary import Fact

ItemForm = Callable[[Fact, ItemScope], Getter]


@dataclass(frozen=True, slots=True)
class Members:
    """The records of a set: those that surely belong, those that may, and whether there can be more."""

    sure: tuple[Member, ...]
    maybe: tuple[Member, ...]
    complete: bool

    def __str__(self) -> str:
        return "、".join(str(one) for one in self.sure) + ("…" if self.maybe or not self.complete else "")


class Member:
    """One record of a set, with the evaluation of its facts."""

    __slots__ = ("env", "record")

    def __init__(self, record: Any, env: Env) -> None:
        self.record = record
        self.env = env

    def __str__(self) -> str:
        return id_of(self.record) or "?"


class MemberScope(ItemScope):
    """The names of one record of a set: its own facts first, then those of the record that is decided on."""

    holds_records = True
    there: RecordScope

    @classmethod
    def of(cls, scope: RecordScope, about: str, item_form: ItemForm) -> MemberScope:
        """Return the scope of the records of a kind."""
        made = cls(scope, (), item_form)
        made.there = linked_scope(scope, about)
        return made

    def field(self, field_id: str) -> Fact:
        """Return the declaration of a fact of the other record."""
        return self.there.fact_of(field_id)

    def slot_of(self, field_id: str) -> int:
        """Return the slot of a fact of the other record."""
        if field_id not in self._by_name:
            slot = self.there.slot_of(field_id)
            self._by_name[field_id] = len(self.fills)
            self.fills.append(lambda member, env: member.env.values[slot])
        return self._by_name[field_id]

    def kind_of(self, ref: FactRef) -> Kind:
        """Return the kind of a fact of the other record, or of one of this record's own."""
        return self.there.kind_of(ref) if ref.scope == "item" else self.outer.kind_of(ref)

    def fact_getter(self, ref: FactRef) -> Getter:
        """Return how a fact of the other record, or of this one, is read."""
        if ref.scope != "item" or not ref.path:
            return ItemScope.fact_getter(self, ref)
        slot = self.there.slot_of_path(ref.id, ref.path)
        return lambda env: env.record.env.values[slot]

    def reader(self, ref: FactRef) -> Callable[[Any, Env], Any]:
        """Return how one fact is read from a record of the set."""
        slot = self.there.slot_of_path(ref.id, ref.path) if ref.path else self.there.slot_of(ref.id)
        return lambda member, env: member.env.values[slot]


def members_getter(form: OtherRecords, scope: RecordScope, item_form: ItemForm) -> tuple[Getter, Any]:
    """Return how the other records of a kind that meet the condition are found."""
    there = linked_scope(scope, form.about)
    inner = MemberScope.of(scope, form.about, item_form)
    judge, placed = (None, None) if form.where is None else compile_condition(form.where, inner)
    tie = tie_of(form.where, scope, there)

    def members(env: Env) -> Members:
        if env.world is None:
            return Members((), (), False)
        sure: list[Member] = []
        maybe: list[Member] = []
        for other in _others(env, env.world, form.about, there, tie):
            member = Member(other.record, other)
            truth: Truth = True if judge is None else judge(inner.enter(member, env))
            if truth is True:
                sure.append(member)
            elif truth is None:
                maybe.append(member)
        return Members(tuple(sure), tuple(maybe), env.world.is_whole(form.about))

    return members, MemberDetails(form, there, inner, placed)


def _others(env: Env, world: World, about: str, there: RecordScope, tie: Tie | None) -> Iterable[Env]:
    """Return the evaluations of those who may belong to a set: all of a kind, or those that a tie leaves."""
    shared = world.shared(there)
    if shared is None or shared.others is None or tie is None:
        return [world.env(there, one, env.on) for one in world.rest(about, env.record)]
    everybody = shared.others.of(about)

    def made() -> Tied:
        return Tied([shared.env(there, one, env.on) for one in everybody], tie)

    tied: Tied = shared.kept(("tied", id(tie), env.on), made)
    return tied.near(env)


@dataclass(frozen=True, slots=True)
class MemberDetails:
    """What an explanation needs of a set of records."""

    leads_out: ClassVar[bool] = True

    form: OtherRecords
    there: RecordScope
    scope: MemberScope
    placed: Any


class Owned:
    """An item of another record's list, with the evaluation that its worked-out fields belong to."""

    __slots__ = ("env", "item")

    def __init__(self, item: Any, env: Env) -> None:
        self.item = item
        self.env = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self.item, name)


class OwnedScope(ItemScope):
    """The names of an item of another record's list; what the item works out uses that record's facts."""

    owner: ItemScope

    @classmethod
    def of(
        cls, scope: RecordScope, there: RecordScope, fields: tuple[Fact, ...], item_form: ItemForm
    ) -> OwnedScope:
        """Return the scope of the items of a list that records of a set have."""
        made = cls(scope, fields, item_form)
        made.owner = ItemScope(there, fields, item_form)
        return made

    def slot_of(self, field_id: str) -> int:
        """Return the slot of an item's field."""
        if field_id in self._by_name or self.field(field_id).form is None:
            return ItemScope.slot_of(self, field_id)
        slot = self.owner.slot_of(field_id)
        self._by_name[field_id] = len(self.fills)
        self.fills.append(lambda owned, env: self.owner.enter(owned.item, owned.env).values[slot])
        return self._by_name[field_id]


def list_of_members(scope: RecordScope, ref: FactRef, item_form: ItemForm) -> tuple[Getter, ItemScope, int]:
    """Return how the items of a list that records of a set have are gathered, their scope, and the set's slot.

    The items come as a `Members` of owned items, so that an open membership keeps an item open.
    """
    slot = scope.slot_of(ref.id)
    form = scope.fact_of(ref.id).form
    assert isinstance(form, OtherRecords)
    there = linked_scope(scope, form.about)
    wanted = there.slot_of(ref.path[0])
    inner = OwnedScope.of(scope, there, there.fact_of(ref.path[0]).kind.fields, item_form)

    def items(env: Env) -> Any:
        found: Members = env.values[slot]
        sure: list[Any] = []
        maybe: list[Any] = []
        complete = found.complete
        for member in (*found.sure, *found.maybe):
            listed, whole = _listed(member.env.values[wanted])
            complete = complete and whole
            (sure if member in found.sure else maybe).extend(Owned(item, member.env) for item in listed)
        return Members(tuple(sure), tuple(maybe), complete)

    return items, inner, slot


def _listed(value: Any) -> tuple[tuple[Any, ...], bool]:
    if value.__class__ is tuple:
        return value, True
    if isinstance(value, Listing):
        return value.items, value.complete
    if isinstance(value, Possible):
        return (), False
    return (), value is NOT_APPLICABLE
