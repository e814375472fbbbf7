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

    __slots__ = ("_envs", "_vocabulary", "as_of", "disputes", "law", "local", "others", "record")

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

    def find(self, about: str, name: str) -> Record | None:
        """Return the record of this kind and id or name: this one, or one of those handed in."""
        own = self.record
        if own.about == about and Identity.of(own) == name:
            found: Record = own
            return found
        return None if self.others is None else self.others.get(about, name)

    def rest(self, about: str) -> tuple[tuple[Record, ...], bool]:
        """Return the other records of a kind, and whether these are all of them."""
        if self.others is None:
            return (), False
        own = id_of(self.record) if self.record.about == about else None
        members = self.others.of(about)
        rest = tuple(one for one in members if one is not self.record and (own is None or id_of(one) != own))
        return rest, self.is_whole(about)

    def is_whole(self, about: str) -> bool:
        """Return whether all records of a kind are there."""
        return self.others is not None and self.others.is_complete(about, self.record)

    def disputed(self) -> list[str]:
        """Return the facts of the record that were met, on whatever day, and on which claims differ."""
        return [name for env in self._envs.values() if env.record is self.record for name in env.disputed or ()]

    def environments(self) -> tuple[Env, ...]:
        """Return the evaluations of other records, and of this one on other days, that were needed."""
        return tuple(self._envs.values())

    def env(self, scope: RecordScope, record: Any, on: date) -> Env:
        """Return the evaluation of a record's facts on a day; values are filled as they are read."""
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
