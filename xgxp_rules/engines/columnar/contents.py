"""A fact worked out by the interpreter once for each different content of what it is made from.

For every form and option that has no expression of its own: the entries of a list become one text for each teacher, the
other facts stay as they are, and the reference meaning reads each different content once, however many teachers share
it. So nothing but this fact is worked out by itself, and the rest of the decision stays in columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.entries import ListText, list_text
from xgxp_rules.engines.columnar.leaves import BY_ITSELF, Leaf, supplied
from xgxp_rules.engines.columnar.listed import Place
from xgxp_rules.engines.columnar.refusals import way_of
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.engines.environment import Env
from xgxp_rules.engines.linking import SELF_ID, Path, World
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.scopes import RecordScope, Slot, refs_in
from xgxp_rules.engines.scoring import CompiledPoints
from xgxp_rules.model.forms import Delegated, StepTaken, Stretch
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.values import UNKNOWN, Between, Possible
from xgxp_rules.model.vocabulary import Fact


class Content:
    """What stands in the place of a record: the facts that a content holds."""

    choices = None
    named_by = ()
    """A content is anybody's: it has no name of its own."""

    def __init__(self, about: str) -> None:
        self.about = about


@dataclass(slots=True)
class _Supplied:
    """A supplied fact: under which name the interpreter looks for it, and the leaf or the list that holds it."""

    key: str
    fact: Fact
    slots: list[int] = field(default_factory=list)
    leaf: Leaf | None = None
    listed: ListText | None = None

    @property
    def raw(self) -> tuple[nw.Expr, ...]:
        """The columns of its content."""
        if self.listed is not None:
            return self.listed.raw
        assert self.leaf is not None
        return self.leaf.raw if self.leaf.code is None else (self.leaf.code,)

    @property
    def odd(self) -> list[nw.Expr]:
        """The rows of which columns do not hold it."""
        return self.listed.odd if self.listed is not None else self.leaf.odd if self.leaf is not None else []

    def read(self, raw: tuple[Any, ...]) -> Any:
        """Return its value."""
        if self.listed is not None:
            return self.listed.read(raw)
        assert self.leaf is not None
        return self.leaf.values[int(raw[0])] if self.leaf.read is None else self.leaf.read(raw)


def content(number: int, slot: Slot, place: Place) -> Leaf:
    """Return the leaf of a fact that is worked out once for each different content.

    Raises:
        NotInColumns: it needs more than this record and the schools.
    """
    reader = _Reader(number, slot, place)
    odd = [*(each for one in reader.supplied for each in one.odd), *_named_in(reader.needed, place.slots)]
    raw = tuple(each for one in reader.supplied for each in one.raw)
    return Leaf(number, raw=raw or (nw.lit(0),), read=reader.read, odd=odd, kept=False)


class _Reader:
    """Reads one content: the supplied facts first, then all that is made from them."""

    def __init__(self, number: int, slot: Slot, place: Place) -> None:
        self._number = number
        self._place = place
        self._program = place.cutter.program
        self.needed = sorted(behind(self._program.slots, (number,)))
        self.supplied = list(_supplied(self.needed, place))
        self._is_open = _opener(self.needed, place.slots)
        self._alike = None if _is_led_from(number, place.slots) else place.cutter.alike(number)
        self._first: dict[Any, Any] = {}

    def read(self, row: tuple[Any, ...]) -> Any:
        """Return the value of a content; of those that no test tells apart, the one that was met first."""
        value = self._worked_out(row)
        if value is BY_ITSELF or isinstance(value, Between | Possible) or value is UNKNOWN:
            return value
        return value if self._alike is None else self._first.setdefault(self._alike(value), value)

    def _worked_out(self, row: tuple[Any, ...]) -> Any:
        start, values = 0, []
        for one in self.supplied:
            stop = start + len(one.raw)
            values.append(one.read(row[start:stop]))
            start = stop
        if any(value is BY_ITSELF for value in values):
            return BY_ITSELF
        env = self._env(values)
        filled = {number: value for one, value in zip(self.supplied, values, strict=True) for number in one.slots}
        for number in self.needed:
            env.values[number] = filled[number] if number in filled else self._program.slots[number].fill(env)
        value = env.values[self._number]
        is_wide = value is UNKNOWN or isinstance(value, Between | Possible)
        return BY_ITSELF if is_wide and self._is_open(zip(self.supplied, values, strict=True)) else value

    def _env(self, values: list[Any]) -> Env:
        place, program, roster = self._place, self._program, self._place.roster
        record, local = Content(place.about), {}
        for one, value in zip(self.supplied, values, strict=True):
            if one.fact.local:
                local[one.key] = value
            else:
                setattr(record, one.fact.id, value)
        more: dict[str, Any] = {"local": local, "law": place.cutter.law}
        world = None
        if program.linked:
            others = roster.inputs.school_records
            world = World(record, others, program.version.vocabulary, as_of=roster.on, **more)
        truths: list[Any] = [None] * program.node_count
        empty: list[Any] = [UNKNOWN] * len(program.slots)
        return Env(record, roster.on, empty, truths, world=world, calendar=program.version.calendar, **more)


def _named_in(numbers: Iterable[int], slots: tuple[Slot, ...]) -> Iterator[nw.Expr]:
    """Yield the rows whose own id stands among the bodies for which a parameter was set."""
    for number in numbers:
        form = getattr(slots[number].parameter, "form", None)
        if isinstance(form, Delegated) and form.by_object:
            yield nw.col(ID).cast(nw.String).is_in(sorted({name for one in form.values for name in one.objects}))


def behind(slots: Iterable[Slot], numbers: Iterable[int]) -> frozenset[int]:
    """Return these slots and all that they are made from."""
    every, found, waiting = tuple(slots), set(), list(numbers)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += every[number].inputs
    return frozenset(found)


def _supplied(needed: list[int], place: Place) -> Iterator[_Supplied]:
    """Yield the supplied facts that slots are made from, each once, those needed on other days among them.

    Raises:
        NotInColumns: something else is needed.
    """
    found: dict[str, _Supplied] = {}
    every = [(number, place.slots[number]) for number in needed]
    reached = [slot for _, slot in every] + [one for _, slot in every for one in _elsewhere(slot, place)]
    for slot in reached:
        _check(slot, place)
    for number, slot in [*every, *((None, slot) for slot in reached[len(every) :])]:
        if slot.fact is not None and slot.fact.form is None:
            one = found.setdefault(slot.name, _Supplied(slot.name, slot.fact))
            one.slots += [] if number is None else [number]
    names = _fields_named(reached)
    for one in found.values():
        if one.fact.kind.name == "list":
            if any(field.kind.of == place.about and field.id in (names or ()) for field in one.fact.kind.fields):
                raise NotInColumns("other_record")
            one.listed = list_text(one.fact, names, place.roster)
        else:
            one.leaf = supplied(-1, one.fact, place.roster, place.cutter.uncut)
        yield one


def _elsewhere(slot: Slot, place: Place) -> list[Slot]:
    """Return the slots of the same record on another day that a fact is made from."""
    if not isinstance(slot.details, MeasuredDetails):
        return []
    there: RecordScope = slot.details.there
    found = [there.slots[number] for number in sorted(behind(there.slots, (slot.details.slot,)))]
    return [*found, *(each for one in found for each in _elsewhere(one, place))]


def _check(slot: Slot, place: Place) -> None:
    owner = slot.fact or slot.parameter
    form = None if owner is None else owner.form
    if form is None:
        if slot.fact is not None and slot.fact.id == SELF_ID:
            raise NotInColumns("self")
        return
    if way_of(form).how == "refused":
        raise NotInColumns("rank")
    if isinstance(slot.details, Path) and _leads_back(slot.details, place.about):
        raise NotInColumns("other_record")


def _leads_back(path: Path, about: str) -> bool:
    """Return whether a dotted name may lead to the record itself, which a content does not name."""
    slots = tuple(path.scope.slots)
    below = [slots[number].details for number in behind(slots, (path.slot,))]
    return path.about == about or any(isinstance(one, Path) and _leads_back(one, about) for one in below)


def _fields_named(slots: Iterable[Slot]) -> frozenset[str] | None:
    """Return the fields of entries that forms name; None where one may read any."""
    names: set[str] = set()
    for slot in slots:
        owner = slot.fact or slot.parameter
        form = None if owner is None else owner.form
        if isinstance(form, StepTaken):
            return None
        names |= {ref.id for ref in refs_in(form) if isinstance(ref, FactRef) and ref.scope == "item"}
    return frozenset(names)


def _opener(needed: Iterable[int], slots: tuple[Slot, ...]) -> Any:
    """Return whether an open value has to be looked into entry by entry to say what it lacks."""
    asked = [slots[number] for number in needed]
    always = any(_looks_into(slot) for slot in asked)
    # What another record lacks, or this one on another day, is found there and not in a profile.
    elsewhere = any(isinstance(slot.details, Path | MeasuredDetails) for slot in asked)

    def is_open(read: Iterable[tuple[_Supplied, Any]]) -> bool:
        if elsewhere:
            return True
        listed = [(one.listed, value) for one, value in read if one.listed is not None and isinstance(value, tuple)]
        return any(value and (always or text.lacks(value)) for text, value in listed)

    return is_open


def _looks_into(slot: Slot) -> bool:
    form = None if slot.fact is None else slot.fact.form
    if (
        isinstance(slot.details, Path | MeasuredDetails | CompiledPoints)
        or getattr(form, "prefer", None) is not None
    ):
        return True
    if isinstance(form, Stretch) and form.by == "working_days":
        return True
    return any(isinstance(ref, FactRef) and ref.path for ref in refs_in(form))


def _is_led_from(number: int, slots: tuple[Slot, ...]) -> bool:
    """Return whether a name leads on from a reference to another record's facts."""
    return any(isinstance(one.details, Path) and one.inputs[:1] == (number,) for one in slots)


__all__ = ["Content", "behind", "content"]
