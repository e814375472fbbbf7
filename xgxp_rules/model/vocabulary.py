"""Facts and the words for them: one stable id, one Chinese label, a kind, and how sensitive it is.

A fact is *supplied* with the record or *worked out* by a declared form; the vocabulary holds both, and a policy adds
its own on top. Names are looked up by id or label alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from xgxp_rules.model.values import Kind
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.model.forms import Form

Sensitivity = Literal["plain", "personal", "health"]
"""`personal` identifies somebody; `health` is an attested health or pregnancy fact, masked wherever it is logged."""


@dataclass(frozen=True, slots=True)
class Undefined:
    """A term the document uses and does not define: who must define it, and in which clause it stands."""

    defined_by: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DefinedBy:
    """Who defined a term that the document leaves open, where that is written, and for which days."""

    who: str
    source: str
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of one kind of record.

    `form` says how a worked-out fact is made; None means that the record supplies it. `may_not_apply` is set where
    the fact can be not applicable (a waiting spell of somebody who is not waiting). `evidence` and `office` say with
    what paper, and where, a clerk settles an unknown one. `sets` names the term of higher law that a fact defines, as
    `policy/name`; `defined` says who defined a term.
    """

    id: str
    label: str
    kind: Kind
    form: Form | None = None
    description: str = ""
    sensitivity: Sensitivity = "plain"
    may_not_apply: bool = False
    undefined: Undefined | None = None
    basis: str = ""
    evidence: str = ""
    office: str = ""
    local: bool = False
    sets: str = ""
    clauses: tuple[str, ...] = ()
    defined: DefinedBy | None = None
    limits: tuple[int | Fraction, int | Fraction] | None = field(default=None, repr=False)
    """The least and the greatest number that a record may supply."""
    span: Span = field(default_factory=Span.none, compare=False, repr=False)


def fold_name(name: str) -> str:
    """Return a name with full-width forms, bracket styles and Unicode compositions made one, for comparing.

    >>> fold_name("年龄（周岁）") == fold_name("年龄(周岁)")
    True
    """
    return unicodedata.normalize("NFKC", name).strip()


class Vocabulary(Mapping[str, Fact]):
    """The facts of one kind of record, found by id or label; immutable, in the order they were declared."""

    __slots__ = ("_by_name", "_facts", "about")

    def __init__(self, about: str, facts: Iterable[Fact]) -> None:
        self.about = about
        self._facts = tuple(facts)
        self._by_name: dict[str, Fact] = {}
        for fact in self._facts:
            self._by_name[fold_name(fact.id)] = fact
            self._by_name[fold_name(fact.label)] = fact

    def __getitem__(self, name: str) -> Fact:
        return self._by_name[fold_name(name)]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and fold_name(name) in self._by_name

    def __iter__(self) -> Iterator[str]:
        return (fact.id for fact in self._facts)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Vocabulary) and self.about == other.about and self._facts == other._facts

    def __hash__(self) -> int:
        return hash((self.about, tuple(self._by_name)))

    def __len__(self) -> int:
        return len(self._facts)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in the order of declaration."""
        return self._facts

    def names(self) -> tuple[str, ...]:
        """Return every id and label, for spelling help."""
        return tuple(name for fact in self._facts for name in dict.fromkeys((fact.label, fact.id)))

    def extended(self, facts: Iterable[Fact]) -> Vocabulary:
        """Return a vocabulary with these facts added; one of the same id takes the place of the old one."""
        added = tuple(facts)
        replaced = {fact.id for fact in added}
        return Vocabulary(self.about, (*(fact for fact in self._facts if fact.id not in replaced), *added))
