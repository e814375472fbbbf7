"""How a record's field declares its fact: one `Told` inside the annotation holds label, kind and sensitivity.

The id is the attribute's name, so each fact is written down once; `supplied_facts` turns the fields of a model into
the `Fact`s a vocabulary starts from, and pydantic takes its own check from the same declaration.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from pydantic_core import core_schema

from xgxp_rules.model.unreadable import Reader
from xgxp_rules.model.values import Between, Choice, Disputed, Kind, Listing, State
from xgxp_rules.model.vocabulary import Fact, Sensitivity

if TYPE_CHECKING:
    from pydantic import BaseModel

Flag = bool | State | Disputed | None
Number = int | Fraction | State | Disputed | None
Day = date | Between | State | Disputed | None
Word = str | State | Disputed | None
"""What a text, a choice (its id) or a reference (an id or a name) holds."""

_HELD: Final[dict[str, tuple[type, ...]]] = {
    "flag": (bool,),
    "number": (int, Fraction),
    "date": (date, Between),
    "text": (str,),
    "choice": (str,),
    "reference": (str,),
    "list": (tuple, Listing),
}
_IN_PLACE: Final = (State, Disputed)


@dataclass(frozen=True, slots=True)
class Told:
    """What a field says of its fact, beside the id.

    `items` is the model of a list's items; with `keyed` they stand under names of their own and are no fact. `also`
    are further spellings of the name that input may use. `read` replaces the kind's own reader. With `open_ended`,
    leaving the field out means that there is no such day yet (a posting that still runs), not that it is unknown.
    """

    label: str
    kind: Kind
    description: str = ""
    sensitivity: Sensitivity = "plain"
    items: type[BaseModel] | None = None
    keyed: type | None = None
    also: tuple[str, ...] = ()
    read: Reader | None = None
    open_ended: bool = False
    evidence: str = ""
    office: str = ""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """Return pydantic's strict check: the field holds what its reader gives, and nothing is converted."""
        held = (self.keyed,) if self.keyed else (*_HELD[self.kind.name], *_IN_PLACE)
        return core_schema.nullable_schema(core_schema.is_instance_schema(held))


def choice(*pairs: str, ordered: bool = False, unordered: tuple[str, ...] = ()) -> Kind:
    """Return the kind of a choice from `id label` pairs, lowest first where it is ordered.

    >>> choice("male 男", "female 女").choice("女").id
    'female'
    """
    choices = tuple(Choice(*pair.split(" ", 1)) for pair in pairs)
    return Kind("choice", choices=choices, ordered=ordered, unordered=frozenset(unordered))


def items_of(
    model: type[BaseModel],
    label: str,
    description: str = "",
    *,
    sensitivity: Sensitivity = "plain",
    evidence: str = "",
) -> Told:
    """Return the declaration of a list of dated items."""
    return Told(label, Kind("list"), description, sensitivity, items=model, evidence=evidence)


def told_fields(model: type[BaseModel]) -> Iterator[tuple[str, Told]]:
    """Yield id and declaration of each fact of a record or an item, in the order declared."""
    for name, field in model.model_fields.items():
        for told in field.metadata:
            if isinstance(told, Told):
                yield name, told


@cache
def supplied_facts(model: type[BaseModel]) -> tuple[Fact, ...]:
    """Return the facts that records of this model supply; those of a list's items stand in its kind.

    >>> from xgxp_rules.model.records import Posting
    >>> [fact.label for fact in supplied_facts(Posting)][:3]
    ['自', '至', '学校']
    """
    return tuple(_fact(name, told) for name, told in told_fields(model) if told.keyed is None)


def _fact(name: str, told: Told) -> Fact:
    kind = told.kind if told.items is None else Kind("list", fields=supplied_facts(told.items))
    return Fact(
        name,
        told.label,
        kind,
        description=told.description,
        sensitivity=told.sensitivity,
        may_not_apply=told.open_ended,
        evidence=told.evidence,
        office=told.office,
    )
