"""What some facts are made from, as the content of a row: each supplied fact, and each list as one text.

A content stands in the place of a record, so that the interpreter works out of it whatever it works out of a record. It
holds no more than is asked: two teachers who differ in nothing that a fact is made from have one content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import narwhals as nw

from xgxp_rules.engines.columnar.conditions import NotInColumns
from xgxp_rules.engines.columnar.entries import ListText, list_text
from xgxp_rules.engines.columnar.leaves import BY_ITSELF, Leaf, supplied
from xgxp_rules.engines.columnar.naming import id_leaf
from xgxp_rules.engines.columnar.place import Place
from xgxp_rules.engines.columnar.refusals import way_of
from xgxp_rules.engines.columnar.roster import ID
from xgxp_rules.engines.linking import SELF_ID, Path
from xgxp_rules.engines.measuring import MeasuredDetails
from xgxp_rules.engines.scopes import RecordScope, Slot, refs_in
from xgxp_rules.model.forms import Delegated, StepTaken
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact

_ID_FACT = Fact("id", "编号", Kind("text"))


class Record:
    """What stands in the place of a record: the facts that a content holds."""

    choices = None
    named_by = (("id",),)

    def __init__(self, about: str) -> None:
        self.about = about


@dataclass(slots=True)
class Held:
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


class Contents:
    """The contents that some slots of a decision are made from.

    Raises:
        NotInColumns: something else than this record and the schools is needed.
    """

    def __init__(self, numbers: Iterable[int], place: Place) -> None:
        self.needed = sorted(behind(place.slots, numbers))
        self.held = list(_held(self.needed, place))
        self.raw = tuple(each for one in self.held for each in one.raw) or (nw.lit(0),)
        self.odd = [*(each for one in self.held for each in one.odd), *_named_in(self.needed, place.slots)]
        self._about = place.about
        widths = [len(one.raw) for one in self.held]
        starts = [sum(widths[:place_]) for place_ in range(len(widths))]
        self._cuts = [slice(start, start + width) for start, width in zip(starts, widths, strict=True)]

    def values(self, row: tuple[Any, ...]) -> list[Any] | None:
        """Return the value of each fact held, or None where only the record reader can read one of them."""
        values = [one.read(row[cut]) for one, cut in zip(self.held, self._cuts, strict=True)]
        return None if any(value is BY_ITSELF for value in values) else values

    def record(self, values: Sequence[Any]) -> tuple[Record, dict[str, Any]]:
        """Return a record of these values, and those that the policy declares."""
        record, local = Record(self._about), {}
        for one, value in zip(self.held, values, strict=True):
            if one.fact.local:
                local[one.key] = value
            else:
                setattr(record, one.fact.id, value)
        return record, local


def behind(slots: Iterable[Slot], numbers: Iterable[int]) -> frozenset[int]:
    """Return these slots and all that they are made from."""
    every, found, waiting = tuple(slots), set(), list(numbers)
    while waiting:
        number = waiting.pop()
        if number not in found:
            found.add(number)
            waiting += every[number].inputs
    return frozenset(found)


def _held(needed: Sequence[int], place: Place) -> Iterator[Held]:
    """Yield the supplied facts that slots are made from, each once, those needed on other days among them."""
    found: dict[str, Held] = {}
    own = [place.slots[number] for number in needed]
    away = [one for slot in own for one in _elsewhere(slot)]
    for slot in (*own, *away):
        _check(slot)
    for number, slot in (*zip(needed, own, strict=True), *((-1, slot) for slot in away)):
        if slot.fact is not None and slot.fact.form is None and slot.fact.id != SELF_ID:
            one = found.setdefault(slot.name, Held(slot.name, slot.fact))
            one.slots += [] if number < 0 else [number]
    names = _fields_named((*own, *away))
    if _leads_home((*own, *away), found.values(), place.about):
        found.setdefault("id", Held("id", _ID_FACT))
    for one in found.values():
        if one.fact.kind.name == "list":
            one.listed = list_text(one.fact, names, place.roster)
        elif one.key == "id":
            one.leaf = id_leaf(-1, one.fact)
        else:
            one.leaf = supplied(-1, one.fact, place.roster, place.cutter.uncut)
        yield one


def _elsewhere(slot: Slot) -> list[Slot]:
    """Return the slots of the same record on another day that a fact is made from."""
    if not isinstance(slot.details, MeasuredDetails):
        return []
    there: RecordScope = slot.details.there
    found = [there.slots[number] for number in sorted(behind(there.slots, (slot.details.slot,)))]
    return [*found, *(each for one in found for each in _elsewhere(one))]


def _check(slot: Slot) -> None:
    owner = slot.fact or slot.parameter
    if owner is not None and owner.form is not None and way_of(owner.form).how == "row":
        raise NotInColumns("people")


def _leads_home(slots: Iterable[Slot], held: Iterable[Held], about: str) -> bool:
    """Return whether a name may lead to the record itself, so that it has to be known what it is called."""
    if any(slot.fact is not None and slot.fact.id == SELF_ID for slot in slots):
        return True
    if any(isinstance(slot.details, Path) and _leads_back(slot.details, about) for slot in slots):
        return True
    return any(each.kind.of == about for one in held for each in one.fact.kind.fields)


def _leads_back(path: Path, about: str) -> bool:
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


def _named_in(numbers: Iterable[int], slots: tuple[Slot, ...]) -> Iterator[nw.Expr]:
    """Yield the rows whose own id stands among the bodies for which a parameter was set."""
    for number in numbers:
        form = getattr(slots[number].parameter, "form", None)
        if isinstance(form, Delegated) and form.by_object:
            yield nw.col(ID).cast(nw.String).is_in(sorted({name for one in form.values for name in one.objects}))


__all__ = ["Contents", "Held", "Record", "behind"]
