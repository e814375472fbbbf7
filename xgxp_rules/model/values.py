"""Values and what may stand in their place: the states of a fact, three-valued truth, kinds and units.

A fact is a known value, `UNKNOWN`, `NOT_APPLICABLE` or `Disputed`. Partial knowledge has two more forms: `Between`
(an ordered value somewhere in a range: a birth month, a list that may hold more) and `Possible` (one of a few values).
Everything that tests a value must answer for all of them; nothing here guesses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Literal

Truth = bool | None
"""True, False, or None for unknown (strong Kleene)."""


class State(Enum):
    """The two states of a fact that hold no value."""

    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = State.UNKNOWN
NOT_APPLICABLE: Final = State.NOT_APPLICABLE


@dataclass(frozen=True, slots=True)
class Between:
    """An ordered value known only as a range, both ends included; None leaves an end open.

    `low` and `high` are values of the fact's own kind (dates, numbers, periods, elapsed stretches).
    """

    low: Any
    high: Any


@dataclass(frozen=True, slots=True)
class Possible:
    """A value known only as one of several; each may itself be a range, unknown or not applicable."""

    values: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's word on a disputed fact."""

    value: Any
    source: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A fact on which sources disagree; every claim is kept."""

    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list that says whether it is complete; a plain tuple always is."""

    items: tuple[Any, ...]
    complete: bool


def kleene_and(truths: Iterable[Truth]) -> Truth:
    """Return False if any part is, else None if any part is unknown, else True.

    >>> kleene_and([True, None, False]), kleene_and([True, None]), kleene_and([])
    (False, None, True)
    """
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def kleene_or(truths: Iterable[Truth]) -> Truth:
    """Return True if any part is, else None if any part is unknown, else False.

    >>> kleene_or([False, None, True]), kleene_or([False, None]), kleene_or([])
    (True, None, False)
    """
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def kleene_not(truth: Truth) -> Truth:
    """Return the opposite; unknown stays unknown.

    >>> kleene_not(True), kleene_not(None)
    (False, None)
    """
    return None if truth is None else not truth


def at_least(needed: int, truths: Iterable[Truth]) -> Truth:
    """Return whether at least `needed` parts hold: known as soon as the open parts cannot change it.

    >>> at_least(2, [True, None, True]), at_least(2, [True, None, False]), at_least(2, [False, None, False])
    (True, None, False)
    """
    listed = list(truths)
    sure = sum(truth is True for truth in listed)
    if sure >= needed:
        return True
    return None if sure + sum(truth is None for truth in listed) >= needed else False


KindName = Literal["flag", "number", "period", "date", "text", "choice", "list", "reference", "day_of_year"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a choice: a stable id and the word officers write."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of value a fact holds.

    `unit` is a number's measure word (`次`, `元`, `%`); a number without one accepts any measure word.
    `choices` are a choice's values, lowest first where `ordered`; `of` is the kind of record a reference leads to.
    `unordered` are the ids of choices that stand outside an order (a year without a grade is neither a pass nor a
    fail): every test of order on them is false. `fields` are the facts of one item of a list. `said` is the measure
    word a value is shown with where the kind asks for none: 岁 for an age, 次 for a count tested against 次.
    """

    name: KindName
    unit: str | None = None
    choices: tuple[Choice, ...] = ()
    ordered: bool = False
    of: str | None = None
    fields: tuple[Any, ...] = ()
    unordered: frozenset[str] = frozenset()
    said: str | None = field(default=None, compare=False, repr=False)

    def choice(self, name: str) -> Choice | None:
        """Return the choice with this id or label, or None."""
        for choice in self.choices:
            if name in (choice.id, choice.label):
                return choice
        return None

    def rank(self, choice_id: str) -> int:
        """Return the place of a choice in its order, 0 for the lowest.

        Raises:
            ValueError: the choice stands outside the order.
        """
        if choice_id in self.unordered:
            raise ValueError(f"{choice_id} stands outside the order")
        return next(place for place, choice in enumerate(self.choices) if choice.id == choice_id)


FLAG = Kind("flag")
NUMBER = Kind("number")
PERIOD = Kind("period")
AGE = Kind("period", said="岁")
DATE = Kind("date")
TEXT = Kind("text")
MONEY = Kind("number", unit="元")
