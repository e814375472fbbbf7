"""Terms that a document leaves undefined, as another body defines them: from which day, and where that is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from xgxp_rules.model.vocabulary import Fact, Vocabulary

if TYPE_CHECKING:
    from xgxp_rules.model.policy import PolicyVersion


@dataclass(frozen=True, slots=True)
class Definition:
    """What a term means from one day until another; `fact` is the term with the form it is worked out by."""

    about: str
    fact: Fact
    from_on: date | None = None
    until_on: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether the definition holds on a day; both ends are included."""
        begun = self.from_on is None or self.from_on <= day
        return begun and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class SettingsRef:
    """A local file that sets values or defines terms, pinned by its content; `source` is the paper it stands for."""

    source: str
    content_hash: str


def defined_on(version: PolicyVersion, day: date) -> PolicyVersion:
    """Return a version with its terms as they are defined on a day; of several definitions the last begun holds."""
    if not version.definitions:
        return version
    held: dict[tuple[str, str], Definition] = {}
    for one in sorted(version.definitions, key=lambda one: one.from_on or date.min):
        if one.holds_on(day):
            held[one.about, one.fact.id] = one
    return _defined(version, tuple(held.values())) if held else version


@lru_cache(maxsize=256)
def _defined(version: PolicyVersion, held: tuple[Definition, ...]) -> PolicyVersion:
    """Return the version with these terms worked out; the same one each time, so that nothing is compiled twice."""
    vocabularies = tuple(
        Vocabulary(each.about, (_found(fact, each.about, held) for fact in each.facts))
        for each in version.vocabularies
    )
    return replace(version, vocabularies=vocabularies)


def _found(fact: Fact, about: str, held: tuple[Definition, ...]) -> Fact:
    return next((one.fact for one in held if (one.about, one.fact.id) == (about, fact.id)), fact)
