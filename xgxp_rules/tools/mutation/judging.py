"""What became of each mutant, as plain data: killed by a case, or surviving, and then why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from xgxp_rules.diagnostics import Both as Words
from xgxp_rules.tools.mutation.kinds import Kind

Fate = Literal["killed", "survived", "equivalent", "unproven", "limit", "unread"]
"""`unproven`: something differs, but no record could be built; `limit`: the search was stopped; `unread`: no decision,
quota or transition of the version reads what was changed."""

COUNTED: Final[tuple[Fate, ...]] = ("killed", "survived", "unproven", "limit")
"""What the score counts: an equivalent mutant says the same as the original, so no case can be asked to notice it,
and what nobody reads decides nothing."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A record on which original and mutant differ, as a case that can be added to the file.

    `case` is YAML; `tried` says that it was read back, passes on the original and fails on the mutant.
    """

    case: str
    decision: str
    as_of: date
    original: str
    mutant: str
    tried: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """One mutant and its fate."""

    kind: Kind
    owner: str
    said: Words
    line: int
    fate: Fate
    reading: tuple[str, str] | None = None
    killed_by: str = ""
    ready: Ready | None = None
    steps: int = 0
    cell: str = ""
    """Of an unproven one: the facts on which it differs."""


@dataclass(frozen=True, slots=True)
class PolicyMutation:
    """The mutants of one version."""

    policy: str
    version: str
    file: str
    judgements: tuple[Judgement, ...]

    def count(self, *fates: Fate) -> int:
        """Return how many mutants came to one of these ends."""
        return sum(one.fate in fates for one in self.judgements)

    @property
    def survivors(self) -> tuple[Judgement, ...]:
        """Return the mutants that count and that no case noticed."""
        return tuple(one for one in self.judgements if one.fate in ("survived", "unproven", "limit"))


@dataclass(frozen=True, slots=True)
class Mutation:
    """The mutants of every version that the cases speak of; `seconds` is how long it took."""

    policies: tuple[PolicyMutation, ...]
    seconds: float = field(default=0.0, compare=False)

    def count(self, *fates: Fate) -> int:
        """Return how many mutants came to one of these ends."""
        return sum(one.count(*fates) for one in self.policies)

    @property
    def score(self) -> float:
        """Return how many of the mutants that count were killed, in percent; without any, all of them."""
        counted = self.count(*COUNTED)
        return 100.0 if not counted else 100.0 * self.count("killed") / counted
