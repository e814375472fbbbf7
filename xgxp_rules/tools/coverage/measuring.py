"""From marks to figures: what is covered in each version, in each group, and what is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from xgxp_rules.engines.decision import Decision
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.policy import Policy
from xgxp_rules.tools.coverage.marking import Marks, marks_of
from xgxp_rules.tools.coverage.targets import GROUPS, Group, Target, targets_of

Key = tuple[str, str]
"""A policy and its version."""


@dataclass(frozen=True, slots=True)
class PolicyCoverage:
    """What the cases of one version show of it; `counts` says in how many cases each side was shown."""

    policy: str
    version: str
    file: str
    targets: tuple[Target, ...]
    counts: Mapping[tuple[int, str], int] = field(default_factory=dict)

    def shown(self, place: int, side: str) -> bool:
        """Return whether some case shows this side of a target."""
        return self.counts.get((place, side), 0) > 0

    def figures(self, group: Group | None = None) -> tuple[int, int]:
        """Return how many sides are shown and how many there are, in one group or in all."""
        sides = [
            (place, side)
            for place, target in enumerate(self.targets)
            if group is None or target.group == group
            for side in target.sides
        ]
        return sum(self.shown(*one) for one in sides), len(sides)

    def gaps(self) -> list[tuple[Target, tuple[str, ...]]]:
        """Return the targets of which some side is not shown, with those sides, in the order of the file."""
        found = []
        for place, target in enumerate(self.targets):
            missing = tuple(side for side in target.sides if not self.shown(place, side))
            if missing:
                found.append((target, missing))
        return sorted(found, key=lambda each: (each[0].span.line, GROUPS.index(each[0].group)))


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the cases show of every version that they speak of."""

    policies: tuple[PolicyCoverage, ...]

    def figures(self, group: Group | None = None) -> tuple[int, int]:
        """Return how many sides are shown and how many there are, over all versions."""
        pairs = [one.figures(group) for one in self.policies]
        return sum(shown for shown, _ in pairs), sum(total for _, total in pairs)

    @property
    def percent(self) -> float:
        """Return how much is covered of everything; nothing to cover counts as all."""
        shown, total = self.figures()
        return 100.0 if not total else 100.0 * shown / total


def last_day_of(policy: Policy) -> date | None:
    """Return a version's last day: the one it names, or the day before its successor's first."""
    window = policy.version_data.in_force
    if window.until_on is not None or window.from_on is None:
        return window.until_on
    later = [
        first
        for other in policy.catalog.versions(policy.id)
        if (first := other.version_data.in_force.from_on) is not None
        and first > window.from_on
        and other.version_data.status != "draft"
    ]
    return min(later) - timedelta(1) if later else None


def policy_targets(policy: Policy) -> tuple[Target, ...]:
    """Return everything to cover in a version of a catalog."""
    return targets_of(policy.version_data, last_day_of(policy))


def marks_above(
    decision: Decision, catalog: Catalog, kept: dict[Key, tuple[Target, ...]]
) -> list[tuple[Key, Marks]]:
    """Return what a decision shows of the guards of higher law: they are tried where they bite.

    `kept` holds the targets of that law from one decision to the next.
    """
    sources = {guard.source.id: guard.source for guard in decision.run.program.guards}
    found: list[tuple[Key, Marks]] = []
    for source in sources.values():
        if source.id != decision.policy:
            key = (source.id, source.version)
            if key not in kept:
                above = (one for one in catalog.versions(source.id) if one.version == source.version)
                kept[key] = next((_guard_targets(one) for one in above), ())
            found.append((key, marks_of(kept[key], decision)))
    return found


def _guard_targets(policy: Policy) -> tuple[Target, ...]:
    """Return a version's targets, in their places, with those that are no guard's left blank."""
    guards = {guard.id for guard in policy.version_data.guards}
    return tuple(one if one.owner in guards else _BLANK for one in policy_targets(policy))


_BLANK: Final = Target("rule", "", "", ())


def measure(catalog: Catalog, marks: Iterable[tuple[Key, Marks]]) -> Coverage:
    """Return the coverage of every version that was marked; each entry of `marks` is what one case shows."""
    counts: dict[Key, dict[tuple[int, str], int]] = {}
    for key, shown in marks:
        found = counts.setdefault(key, {})
        for one in shown:
            found[one] = found.get(one, 0) + 1
    policies = []
    for (policy_id, version), found in counts.items():
        policy = next(one for one in catalog.versions(policy_id) if one.version == version)
        data: Any = policy.version_data
        policies.append(PolicyCoverage(policy_id, version, data.file, policy_targets(policy), found))
    return Coverage(tuple(policies))
