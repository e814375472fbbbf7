"""How far each clause is covered, and each entry of a list of clauses that is kept outside the file.

A clause that says it cannot be computed and is cited all the same counts as partly covered: the file says two things.
An entry of the outside list may stand on several clauses, of one file or of several, and then has what they have in
common.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from xgxp_rules.diagnostics import Diagnostic, PolicyError
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.model.forms import Delegated
from xgxp_rules.model.policy import Clause, PolicyVersion
from xgxp_rules.tools.clauses.citing import SPEAKING, Citation, citations

State = Literal["encoded", "partly", "not_computable", "uncovered"]
STATES: tuple[State, ...] = ("encoded", "partly", "not_computable", "uncovered")


@dataclass(frozen=True, slots=True)
class ClauseCover:
    """One clause, how far it is covered, by what, and what the file says where that is not all."""

    clause: Clause
    state: State
    by: tuple[Citation, ...]

    @property
    def reason(self) -> str:
        """Return why the clause is not, or not wholly, encoded; empty where it is."""
        return self.clause.not_computable or self.clause.partly


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A term that nobody has defined, or a value that another body has yet to set; `who` names the body."""

    name: str
    who: str
    clauses: tuple[str, ...]
    is_value: bool = False


@dataclass(frozen=True, slots=True)
class VersionCover:
    """The clauses of the document that one policy version stands for, and the terms it leaves open."""

    version: PolicyVersion
    clauses: tuple[ClauseCover, ...]
    open_terms: tuple[OpenTerm, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the outside list: how far it is covered, and the clauses it stands on as (policy, clause)."""

    id: str
    state: State
    clauses: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Clauses:
    """What was found over all versions asked about; `problems` are those of files that could not be read."""

    versions: tuple[VersionCover, ...]
    entries: tuple[Entry, ...]
    problems: tuple[Diagnostic, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def uncovered(self) -> tuple[ClauseCover, ...]:
        """Return the clauses for which nothing stands and no reason is given."""
        return tuple(one for version in self.versions for one in version.clauses if one.state == "uncovered")


def clause_coverage(catalog: Catalog, policy: str = "") -> Clauses:
    """Return the coverage of every version of every policy, or of one policy and those below its id.

    Raises:
        UnknownPolicy: a policy is named, and neither it nor one below it exists.
    """
    wanted = [one for one in catalog.ids() if not policy or one == policy or one.startswith(policy + ".")]
    found: list[VersionCover] = []
    problems: list[Diagnostic] = []
    sources: dict[str, str] = {}
    for policy_id in wanted or [policy]:
        try:
            found += (cover_of(one.version_data) for one in catalog.versions(policy_id))
        except PolicyError as error:
            problems += error.diagnostics
            sources |= error.sources
    return Clauses(tuple(found), entries_of(found), tuple(problems), tuple(sources.items()))


def cover_of(version: PolicyVersion) -> VersionCover:
    """Return how far the clauses of one version's document are covered."""
    cited = citations(version)
    covers = tuple(
        ClauseCover(clause, _state(clause, cited[clause.id]), cited[clause.id])
        for clause in version.document.clauses
    )
    return VersionCover(version, covers, _open_terms(version))


def _state(clause: Clause, by: tuple[Citation, ...]) -> State:
    spoken = any(one.part in SPEAKING for one in by)
    if clause.not_computable:
        return "partly" if spoken else "not_computable"
    if not spoken:
        return "uncovered"
    return "partly" if clause.partly else "encoded"


def _open_terms(version: PolicyVersion) -> tuple[OpenTerm, ...]:
    terms = [
        OpenTerm(fact.label, fact.undefined.defined_by, fact.undefined.clauses)
        for fact in version.undefined()
        if fact.undefined is not None
    ]
    values = [
        OpenTerm(one.name, one.form.set_by, one.clauses, is_value=True)
        for one in version.parameters
        if isinstance(one.form, Delegated) and not one.form.values
    ]
    return tuple(terms + values)


def entries_of(versions: Iterable[VersionCover]) -> tuple[Entry, ...]:
    """Return the entries of the outside list that the clauses name, sorted, numbers as numbers."""
    found: dict[str, list[tuple[str, ClauseCover]]] = {}
    for cover in versions:
        for one in cover.clauses:
            for name in one.clause.inventory:
                found.setdefault(name, []).append((cover.version.id, one))
    return tuple(
        Entry(name, _together(one.state for _, one in on), tuple((policy, one.clause.id) for policy, one in on))
        for name, on in sorted(found.items(), key=lambda item: by_number(item[0]))
    )


def _together(states: Iterable[State]) -> State:
    """Return the state of what stands on several clauses: one that is uncovered leaves the whole uncovered."""
    found = set(states)
    if "uncovered" in found:
        return "uncovered"
    return found.pop() if len(found) == 1 else "partly"


def by_number(name: str) -> tuple[str | int, ...]:
    """Return a key that sorts names with numbers in them: `XF-9` before `XF-10`, `ML-12a` after `ML-12`.

    >>> sorted(["XF-10", "ML-12b", "XF-9", "ML-2"], key=by_number)
    ['ML-2', 'ML-12b', 'XF-9', 'XF-10']
    """
    parts = re.split(r"(\d+)", name)
    return tuple(int(part) if place % 2 else part for place, part in enumerate(parts))
