"""Other records, and the same record on another day, inside one evaluation.

A fact of another record is compiled once into a scope of its own and filled only where it is read, for each record and
each day at most once. The checker has made sure that no fact needs itself, through however many records; so this ends.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from xgxp_rules.engines.comparing import possible
from xgxp_rules.engines.environment import Env, Getter
from xgxp_rules.engines.histories import History, history_of
from xgxp_rules.engines.peers import Nobody, Peers, is_plain
from xgxp_rules.engines.scopes import RecordScope, Slot
from xgxp_rules.model.records import Record, Records, read_local
from xgxp_rules.model.records.others import id_of, names_of
from xgxp_rules.model.values import NOT_APPLICABLE, UNKNOWN, Kind, Possible, State
from xgxp_rules.model.vocabulary import Fact, Vocabulary, fold_name

SELF_ID = "self"
"""The id under which `本人` stands: the record itself, as others refer to it."""


class Identity(str):
    """A record as others name it: equal to its id and to whatever else it goes by."""

    __slots__ = ("names",)
    names: frozenset[str]

    @classmethod
    def of(cls, record: Any) -> Identity | State:
        """Return how others refer to a record, or unknown for one without an id."""
        found = names_of(record)
        if not found:
            return UNKNOWN
        made = cls(found[0])
        made.names = frozenset(found)
        return made

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and fold_name(other) in self.names

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return str.__hash__(self)


def self_fact(about: str) -> Fact:
    """Return the fact that `本人` names."""
    return Fact(SELF_ID, "本人", Kind("reference", of=about))


class LazyValues(list[Any]):
    """The values of a scope's slots, each filled when it is first read."""

    __slots__ = ("env", "filled", "slots")

    def __init__(self, slots: list[Slot]) -> None:
        super().__init__([UNKNOWN] * len(slots))
        self.slots = slots
        self.filled = [False] * len(slots)
        self.env: Env | None = None

    def __getitem__(self, number: Any) -> Any:
        if not self.filled[number]:
            assert self.env is not None
            self[number] = self.slots[number].fill(self.env)
            self.filled[number] = True
        return super().__getitem__(number)


class World:
    """What one evaluation may read beside its record: the records handed in, and itself on other days."""

    __slots__ = (
        "_envs",
        "_kept",
        "_seen_alike",
        "_shared",
        "_vocabulary",
        "as_of",
        "disputes",
        "law",
        "local",
        "others",
        "record",
    )

    def __init__(
        self,
        record: Any,
        others: Records | None,
        vocabulary: Callable[[str], Vocabulary],
        *,
        as_of: date,
        local: Any = None,
        law: Any = None,
        disputes: Any = None,
    ) -> None:
        self.record = record
        self.others = others
        self.as_of = as_of
        self.local = local
        self.law = law
        self.disputes = disputes
        self._vocabulary = vocabulary
        self._envs: dict[tuple[int, int, date], Env] = {}
        self._kept: dict[Any, Any] = {}
        self._shared = self._shared_world()
        self._seen_alike = self._is_seen_alike()

    def _shared_world(self) -> World | None:
        """Return the world in which what is worked out of a roster's records is kept for all of them."""
        others = self.others
        if not isinstance(others, Peers) or isinstance(self.record, Nobody):
            return None
        version = getattr(self._vocabulary, "__self__", self._vocabulary)

        def made() -> World:
            return World(Nobody(), others, self._vocabulary, as_of=self.as_of, law=self.law, disputes={})

        found: World = others.kept((id(version), self.as_of), made)
        return found

    def _is_seen_alike(self) -> bool:
        """Return whether every other record that leads back to this one sees it as it sees itself."""
        if self._shared is None or self.others is None or self.disputes:
            return False
        own = id_of(self.record)
        listed = None if own is None else self.others.get(self.record.about, own)
        return listed is self.record and is_plain(self.record, self.local)

    def shared(self, scope: RecordScope) -> World | None:
        """Return the world that holds what a scope says of the other records, whichever of them is decided on.

        None where nothing is kept, or where another record's facts may lead back to this one, which it alone knows.
        """
        if self._shared is None:
            return None
        within, _scope = self._shared.kept(("scope", id(scope)), lambda: (_stays_within(scope), scope))
        return self._shared if within or self._seen_alike else None

    def kept(self, key: Any, make: Callable[[], Any]) -> Any:
        """Return what is kept under a key for as long as this world is, made on first use."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def find(self, about: str, name: str) -> Record | None:
        """Return the record of this kind and id or name: this one, or one of those handed in."""
        own = self.record
        if own.about == about and Identity.of(own) == name:
            found: Record = own
            return found
        return None if self.others is None else self.others.get(about, name)

    def rest(self, about: str, asking: Any) -> tuple[Record, ...]:
        """Return the records of a kind but the one that asks: those handed in, and the one that is decided on."""
        if self.others is None:
            return ()
        own: Record | None = self.record if self.record.about == about else None
        own_id = None if own is None else id_of(own)
        members: list[Record] = [
            own if own is not None and own_id is not None and id_of(one) == own_id else one
            for one in self.others.of(about)
        ]
        if own is not None and own is not asking and not any(one is own for one in members):
            members.append(own)
        asks = id_of(asking) if asking.about == about else None
        return tuple(one for one in members if one is not asking and (asks is None or id_of(one) != asks))

    def has_rest(self, about: str, asking: Any) -> bool:
        """Return whether there is any record of a kind but the one that asks."""
        if self.others is None:
            return False
        own = id_of(asking) if asking.about == about else None
        listed = own is not None and self.others.get(about, own) is not None
        beside = self.record.about == about and self.record is not asking
        return beside or len(self.others.of(about)) > int(listed)

    def is_whole(self, about: str) -> bool:
        """Return whether all records of a kind are there."""
        return self.others is not None and self.others.is_complete(about, self.record)

    def disputed(self) -> list[str]:
        """Return the facts of the record that were met, on whatever day, and on which claims differ."""
        return [name for env in self._envs.values() if env.record is self.record for name in env.disputed or ()]

    def environments(self) -> tuple[Env, ...]:
        """Return the evaluations of other records, and of this one on other days, that were made for it alone."""
        return tuple(self._envs.values())

    def env(self, scope: RecordScope, record: Any, on: date) -> Env:
        """Return the evaluation of a record's facts on a day; values are filled as they are read."""
        if record is not self.record:
            shared = self.shared(scope)
            if shared is not None:
                return shared.env(scope, record, on)
        key = (id(scope), id(record), on)
        found = self._envs.get(key)
        if found is None:
            own = record is self.record
            values = LazyValues(scope.slots)
            found = Env(
                record,
                on,
                values,
                [None] * scope.node_count,
                local=self.local if own else read_local(record, self._vocabulary(record.about)),
                law=self.law,
                calendar=scope.calendar,
                # A claim is tried only of the record that is decided on; elsewhere a dispute counts as unknown.
                disputes=self.disputes if own else {},
                world=self,
            )
            values.env = found
            self._envs[key] = found
        return found


def _stays_within(scope: RecordScope) -> bool:
    """Return whether the facts of a scope read nothing but the record that they are about."""
    return not any(_leads_out(slot.details) for slot in scope.slots)


def _leads_out(details: Any) -> bool:
    if isinstance(details, tuple):
        return any(_leads_out(one) for one in details)
    sources: Any = getattr(details, "sources", tuple)()
    return bool(getattr(details, "leads_out", False) or getattr(details, "paths", ())) or _leads_out(tuple(sources))


def linked_scope(scope: RecordScope, about: str) -> RecordScope:
    """Return the scope in which the facts of other records of a kind are compiled."""
    root = scope.root
    key = (scope.version.id, about)
    if key not in root.links:
        root.links[key] = RecordScope(
            scope.version, about, scope.compile_form, scope.compile_decision, links=root.links, linked_from=root
        )
    return root.links[key]


class Path:
    """Where a dotted name leads: the reference it starts from, and the slot in the scope of the record behind it."""

    __slots__ = ("about", "history", "read_start", "scope", "slot")
    leads_out = True

    def __init__(
        self, read_start: Getter, about: str, scope: RecordScope, slot: int, history: History | None = None
    ) -> None:
        self.read_start = read_start
        self.about = about
        self.scope = scope
        self.slot = slot
        self.history = history

    def read(self, env: Env) -> Any:
        """Return the value on the measuring day at the end of the path.

        It is unknown where the record in between was not handed in.
        """
        return self._of(self.read_start(env), env, self._on_the_day)

    def read_today(self, env: Env) -> Any:
        """Return the value that the record at the end of the path supplies as its present one."""
        return self._of(self.read_start(env), env, self._supplied)

    def _of(self, value: Any, env: Env, take: Callable[[Env], Any]) -> Any:
        if isinstance(value, Possible):
            return possible([self._of(one, env, take) for one in value.values])
        if value is NOT_APPLICABLE:
            return NOT_APPLICABLE
        there = self.env_of(value, env)
        return UNKNOWN if there is None else take(there)

    def _supplied(self, there: Env) -> Any:
        return there.values[self.slot]

    def _on_the_day(self, there: Env) -> Any:
        today = there.values[self.slot]
        states = None if self.history is None else self.history.states(there)
        if states is None or self.history is None:
            return today
        return self.history.throughout(states, there.on, there.on, today)

    def env_of(self, value: Any, env: Env) -> Env | None:
        """Return the evaluation of the record that a reference names, or None where it was not handed in."""
        if not isinstance(value, str) or env.world is None:
            return None
        record = env.world.find(self.about, value)
        return None if record is None else env.world.env(self.scope, record, env.on)


def path_from(scope: RecordScope, read_start: Getter, kind: Kind, steps: tuple[str, ...]) -> tuple[Path, Fact]:
    """Return where the steps after a reference lead, and the fact at their end."""
    assert kind.of is not None
    there = linked_scope(scope, kind.of)
    first, *rest = steps
    fact = there.fact_of(first)
    if not rest:
        return Path(read_start, kind.of, there, there.slot_of(first), history_of(there, first)), fact
    slot = there.slot_of_path(first, tuple(rest))
    end = there.slots[slot].fact
    assert end is not None
    return Path(read_start, kind.of, there, slot), end
