"""What a file says about a finding of lint that is true and meant: its code, where, and the reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from xgxp_rules.spans import Span


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One accepted finding: `names` are the rules, outcomes, facts or other things that the finding speaks of."""

    code: str
    names: tuple[str, ...]
    reason: str
    span: Span = field(default_factory=Span.none, compare=False, repr=False)
